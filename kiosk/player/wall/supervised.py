"""A player under a supervisor: says on standard output what it does; goes on alone for a while when nobody listens any more."""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.player.state import WARNS

ALONE = 60.0
"""Seconds that a player goes on without a supervisor: one that is started meanwhile takes the screen over without a gap."""


def main() -> int:
    """Play what the arguments name until it is ended, or left alone for too long."""
    logging.basicConfig(level=logging.WARNING, format=f"{WARNS}%(message)s")
    # Only answers may go to the real standard output; whatever a library prints goes to the log.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    wish: dict[str, Any] = json.loads(sys.argv[1])

    def say(said: Mapping[str, Any]) -> None:
        try:
            out.write(json.dumps(said) + "\n")
        except (OSError, ValueError):
            return  # nobody listens

    from kiosk.player.wall import player, plays

    missing = player.no_display()
    if missing:
        print(missing, file=sys.stderr)
        return 1
    threading.Thread(target=_leave_when_alone, daemon=True).start()
    at = datetime.fromisoformat(wish["at"]) if wish.get("at") else None
    return player.show(
        plays.Plays(
            followed=Path(wish["followed"]),
            folder=Path(wish["folder"]),
            published=bool(wish["published"]),
            home=Path(wish["home"]),
            say=say,
        ),
        windowed=bool(wish.get("windowed")),
        screen=wish.get("screen"),
        at=at,
        speed=float(wish.get("speed", 1.0)),
        metrics=Path(wish["metrics"]) if wish.get("metrics") else None,
    )


def _leave_when_alone() -> None:
    sys.stdin.read()
    time.sleep(ALONE)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
