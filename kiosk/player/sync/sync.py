"""The sync process: brings releases and sources to this machine, so that nothing slow or hostile comes near the screen.

It is told what to do as one JSON object in its arguments: `home` (the player's state folder), `kind` ("release" or "campaign"),
`source` (the place of releases or the campaign folder), `only` (one release's id), `private` (ids of sources that may lie in the
own network). Each look that was done is one line on standard output; it ends when its standard input does.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from kiosk.player import priority, state
from kiosk.player.state import WARNS
from kiosk.player.sync.word import Word

log = logging.getLogger("kiosk.player.sync.sync")
PAUSE = 1.0
"""Seconds between two looks: `current` is read again, as shares tell nobody when a file changes."""
_TELL = 10.0


class Errands(Protocol):
    """Something to look after again and again."""

    def look(self) -> bool:
        """Look once; True when something changed."""
        ...

    @property
    def facts(self) -> dict[str, Any]:
        """What there is to tell."""
        ...


def main() -> int:
    """Look after what was asked for until the input ends."""
    logging.basicConfig(level=logging.WARNING, format=f"{WARNS}%(message)s")
    wish: dict[str, Any] = json.loads(sys.argv[1])
    over = threading.Event()
    threading.Thread(target=_wait_for_end, args=(over,), daemon=True).start()
    priority.give_way()
    run(wish, over)
    return 0


def run(wish: Mapping[str, Any], over: threading.Event) -> None:
    """Look, tell, wait; whatever goes wrong is told and tried again."""
    home = Path(wish["home"])
    errands = _errands(wish, home)
    word = Word(Path(wish["source"]), home) if wish["kind"] == "release" else None
    told: Any = None
    last = float("-inf")
    while not over.is_set():
        try:
            changed = errands.look()
            facts = errands.facts
        except Exception as error:
            log.warning("looking for something new failed: %s", error, exc_info=True)
            changed, facts = False, {"trouble": f"{type(error).__name__}: {error}"}
        if facts != told or time.monotonic() - last >= _TELL:
            _log_edges(told, facts)
            state.write(home, state.SYNC, facts)
            told, last = facts, time.monotonic()
        if word is not None:
            _leave(word)
        try:
            print(json.dumps({"kind": "look", "changed": changed}), flush=True)
        except OSError:
            return  # the supervisor is gone
        over.wait(PAUSE)


def _leave(word: Word) -> None:
    """Leave word; whatever is wrong with that, slides matter more."""
    try:
        word.leave()
    except Exception:
        log.debug("no word was left beside the releases", exc_info=True)


def _errands(wish: Mapping[str, Any], home: Path) -> Errands:
    source = Path(wish["source"])
    if wish["kind"] == "release":
        from kiosk.player.sync.taking import Taking

        return Taking(source, home / state.LOCAL, only=str(wish.get("only", "")))
    from kiosk.player.sync.living import Living

    return Living(source, home, frozenset(wish.get("private", ())))


def _log_edges(before: Any, now: Mapping[str, Any]) -> None:
    """Log what is in the way when it comes and when it has gone, not while it stays."""
    old = before or {}
    for name in ("trouble", "kept_out"):
        if old.get(name) and not now.get(name):
            log.warning("all is well again with %s", "what is followed" if name == "trouble" else "the release")
    if now.get("trouble") and now["trouble"] != old.get("trouble"):
        log.warning("%s", now["trouble"])
    known = {(o["id"], o["why"]) for o in old.get("kept_out") or ()}
    for out in now.get("kept_out") or ():
        if (out["id"], out["why"]) not in known:
            log.warning("release %s is kept out: %s", out["id"], out["why"])


def _wait_for_end(over: threading.Event) -> None:
    sys.stdin.read()
    over.set()


if __name__ == "__main__":
    sys.exit(main())
