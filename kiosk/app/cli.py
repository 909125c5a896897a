"""The command line: find the command, run it, and turn whatever goes wrong into one sentence and an exit code."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from kiosk import __version__
from kiosk.app.answer import CANCELLED, DONE, FAULTS, UNREADABLE, USAGE, complain
from kiosk.app.arguments import LATER, Usage, commands, parser


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    first = next((w for w in words if not w.startswith("-")), "")
    if first in LATER:
        return complain(f"{LATER[first].capitalize()} comes with a later version; see kiosk --help for what is there", USAGE)
    if first and first not in commands():
        return complain(_no_command(first), USAGE)
    arguments = parser(__version__, first)
    try:
        chosen = arguments.parse_args(words)
    except Usage as wrong:
        return complain(str(wrong), USAGE)
    except SystemExit as done:  # argparse leaves after --help and --version
        return int(done.code or 0)
    if chosen.command is None:
        from kiosk.player.wall.player import no_display

        if no_display():
            parser(__version__).print_help()
            return DONE
        chosen = parser(__version__).parse_args(["studio"])
    return _guarded(chosen)


def _no_command(word: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, commands(), 1)
    return f"There is no command {word!r}; " + (f"did you mean {near[0]}?" if near else f"choose from {', '.join(commands())}")


def _guarded(chosen: Namespace) -> int:
    from kiosk.app import log

    log.start(debug=chosen.debug)
    try:
        code = _command(chosen)
        sys.stdout.flush()  # now, where it can still be told that the reader has gone
        return code
    except KeyboardInterrupt:
        return complain("Cancelled.", CANCELLED)
    except BrokenPipeError:
        # The reader of our output has gone; Python would complain again when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Usage as wrong:
        return complain(str(wrong), USAGE)
    except Exception as trouble:
        if chosen.debug:
            raise
        if is_ours(trouble):
            return complain(str(trouble), USAGE if type(trouble).__module__ == "kiosk.export.order" else UNREADABLE)
        where = log.crash(trouble)
        kind = f"{type(trouble).__name__}: {' '.join(str(trouble).split())[:200]}"
        return complain(f"Something unexpected happened ({kind}); the details are in {where}", FAULTS)


def is_ours(trouble: BaseException) -> bool:
    """Tell whether a fault was foreseen: one of our own errors, whose text is a sentence for people."""
    return any(kind.__module__.startswith("kiosk.") for kind in type(trouble).__mro__)


def _command(chosen: Namespace) -> int:
    # One module a command, imported when it is asked for: `kiosk --help` must not wait for a PDF library.
    match chosen.command:
        case "new" | "import":
            from kiosk.app.commands import importing as module
        case "pin":
            from kiosk.app.commands import pin as module
        case "check":
            from kiosk.app.commands import check as module
        case "export":
            from kiosk.app.commands import export as module
        case "brand":
            from kiosk.app.commands import brand as module
        case "families":
            from kiosk.app.commands import families as module
        case "play":
            from kiosk.app.commands import play as module
        case "install-player":
            from kiosk.app.commands import install_player as module
        case "notice":
            from kiosk.app.commands import notice as module
        case "status":
            from kiosk.app.commands import status as module
        case "publish":
            from kiosk.app.commands import publish as module
        case "studio":
            from kiosk.app.commands import studio as module
        case "plan":
            from kiosk.app.commands import plan as module
        case _:
            from kiosk.app.commands import demo as module
    return module.run(chosen)
