"""Whose turn it was, remembered over a restart: long rounds would never reach their end where the plug is pulled each evening."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.player import state
from kiosk.player.turns import Turns

PAUSE = 300.0
"""Seconds between two notes: a slide more or less after a restart hurts nobody, a flash disk's life does."""


class Remembered:
    """The turns of one screen, kept in a folder if there is one."""

    def __init__(self, home: Path | None, screen: str | None, tick: Callable[[], float] = time.monotonic) -> None:
        self._home, self._tick = home, tick
        self._name = f"turns-{hashlib.blake2b((screen or '').encode(), digest_size=4).hexdigest()}.json"
        told = state.read(home, self._name) if home is not None else {}
        self._kept: dict[str, Any] = {}
        self._at = tick()
        self.turns = _read(told)

    def keep(self) -> None:
        """Note them when it is time and something has changed."""
        if self._home is None or self._tick() - self._at < PAUSE:
            return
        self._at = self._tick()
        facts = self.turns.facts()
        if facts != self._kept:
            self._kept = facts
            state.write(self._home, self._name, facts)


def _read(told: dict[str, Any]) -> Turns:
    try:
        return Turns.of(told)
    except (TypeError, ValueError):
        return Turns()
