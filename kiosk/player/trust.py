"""Whether the machine's clock can be believed: one that woke up in the past must not bring yesterday's events back.

A machine without a battery for its clock wakes up at some old time until the network tells the right one. It is noticed by two
marks: when the release was made, and the latest time seen on this machine, which is kept in a file.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.player import cache

FILE = "clock.json"
SLACK = timedelta(minutes=10)
"""How far a clock may be set back without a word: a correction over the network."""
_AGREE = timedelta(days=2)
_EVERY = 600.0  # seconds between two notes on disk


class Guard:
    """Watches the clock of this machine, with its memory in `folder` (None: nothing is remembered)."""

    def __init__(
        self,
        folder: Path | None,
        *,
        today: Callable[[], datetime] = lambda: datetime.now(UTC),
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self._file = folder / FILE if folder else None
        self._today, self._tick = today, tick
        self._noted = float("-inf")
        self._made: datetime | None = None
        self._seen, self._seen_made = _read(self._file)

    @property
    def latest(self) -> datetime | None:
        """The latest time seen on this machine, as far as it is remembered."""
        return self._seen

    def follow(self, made: datetime | None) -> None:
        """Take note of when the release that is shown was made."""
        self._made = made

    def doubt(self) -> str:
        """Say in one sentence why the clock is not believed; empty when it is."""
        now, made, seen = self._today(), self._made, self._seen
        if made is not None and now < made - SLACK:
            return f"the clock says {now:%d %B %Y %H:%M} UTC, but the release was made later, on {made:%d %B %Y %H:%M} UTC"
        if seen is not None and now < seen - SLACK and not self._vouched(now):
            return f"the clock says {now:%d %B %Y %H:%M} UTC, but it was {seen:%d %B %Y %H:%M} UTC here before"
        self._note(now)
        return ""

    def _vouched(self, now: datetime) -> bool:
        """Tell whether a release newer than the memory agrees with the clock: then it was the memory that was wrong."""
        made = self._made
        if made is None or (self._seen_made is not None and made <= self._seen_made):
            return False
        return made - SLACK <= now <= made + _AGREE

    def _note(self, now: datetime) -> None:
        """Remember the time, on disk every ten minutes at most."""
        forced = self._seen is None or now < self._seen - SLACK or self._made != self._seen_made
        self._seen = now if forced else max(now, self._seen or now)
        if self._file is None or (not forced and self._tick() - self._noted < _EVERY):
            self._seen_made = self._made
            return
        self._noted, self._seen_made = self._tick(), self._made
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            made = self._made.isoformat() if self._made else None
            cache.replace(self._file, json.dumps({"seen": self._seen.isoformat(), "made": made}).encode())
        except OSError:
            return  # a full disk: the memory is only older


def _read(file: Path | None) -> tuple[datetime | None, datetime | None]:
    """Read the memory; what cannot be read is forgotten."""
    try:
        raw: dict[str, Any] = json.loads(file.read_text("utf-8")) if file else {}
        return _moment(raw.get("seen")), _moment(raw.get("made"))
    except (OSError, ValueError, TypeError, AttributeError):
        return None, None


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else None
