"""`kiosk pin`: the PIN that ends a touch screen's player."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace

from kiosk.player import pin


def run(chosen: Namespace) -> int:
    """Set the PIN of this machine and user, asked twice, or read from a pipe; `--clear` takes it away."""
    path = pin.file()
    try:
        if chosen.clear:
            path.unlink(missing_ok=True)
            print("There is no PIN any more: nobody leaves the player by touch.")
            return 0
        first = _ask("New PIN: ")
        if sys.stdin.isatty() and _ask("Once more: ") != first:
            print("kiosk: The two were not the same; nothing was changed.", file=sys.stderr)
            return 2
        pin.choose(first, path)
    except pin.Error as e:
        print(f"kiosk: {e}", file=sys.stderr)
        return 2
    except OSError as e:
        print(f"kiosk: {path} cannot be written: {e.strerror or e}", file=sys.stderr)
        return 1
    print(f"The PIN is kept in {path}. On a touch screen, rest a finger in the upper corner for five seconds to be asked for it.")
    return 0


def _ask(words: str) -> str:
    return getpass.getpass(words) if sys.stdin.isatty() else sys.stdin.readline().strip()
