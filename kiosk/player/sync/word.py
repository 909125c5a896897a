"""Word left beside the releases: how this player is, for whoever publishes; once a minute, and soon after something changed."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.player import report
from kiosk.store.release import players

EVERY, SOON = 60.0, 10.0
"""Seconds between two words, and between two when something changed."""


class Word:
    """Leaves word in one place of releases."""

    def __init__(self, place: Path, home: Path, *, tick: Callable[[], float] = time.monotonic) -> None:
        self._place, self._home, self._tick = place, home, tick
        self._said: Any = None
        self._looked = self._left = float("-inf")

    def leave(self) -> None:
        """Leave word if it is time; a place that may not be written is tried again a minute later."""
        now = self._tick()
        if now - self._looked < SOON:
            return
        self._looked = now
        one = report.of(self._home, datetime.now(UTC))
        if one is None:
            return
        facts = _facts(one)
        # Slides come and go all the time.
        lasting = {**facts, "screens": [s["name"] for s in facts["screens"]]}
        if lasting == self._said and now - self._left < EVERY:
            return
        self._said, self._left = lasting, now
        players.leave(self._place, f"{platform.node()} {self._home.name[-12:]}", facts)


def _facts(one: Mapping[str, Any]) -> dict[str, Any]:
    """Choose what may stand on a share: what is shown and what is in the way, nothing of the machine."""
    release: Mapping[str, Any] = one["release"] or {}
    out = one["kept_out"]
    return {
        "name": _name(one),
        "state": one["state"],
        "release": release.get("id", ""),
        "made": release.get("made", ""),
        "screens": [{k: s.get(k) for k in ("name", "slide", "since", "screen")} for s in one["screens"]],
        "set_aside": [{"what": a.get("title") or a.get("what"), "why": a.get("why")} for a in one["set_aside"]],
        "kept_out": str(out[0]["why"]) if out else "",
        "trouble": one["safe"] or one["trouble"] or ("" if one["clock"].get("trusted", True) else one["clock"].get("why", "")),
    }


def _name(one: Mapping[str, Any]) -> str:
    """Call a player by its screens where they have names, and by its machine."""
    screens = ", ".join(filter(None, (str(s.get("name") or "") for s in one["screens"])))
    machine = platform.node() or "a player"
    return f"{screens} ({machine})" if screens else machine
