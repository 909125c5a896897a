"""Slides that cannot be made, set aside for a day with the reason; an edit gives a slide another key, so it is tried at once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.player import cache
from kiosk.record import record

FILE = "aside.json"
HOURS = 24
_MOST = 500


@record
class Bad:
    """A slide that is set aside: what it announces, the reason, until when (seconds since 1970), and what people call it."""

    what: str
    why: str
    until: float
    title: str = ""


class Aside:
    """What is set aside on one screen, remembered in a folder if there is one."""

    def __init__(self, folder: Path | None, now: Callable[[], float] = time.time) -> None:
        self._file = folder / FILE if folder else None
        self._now = now
        self._bad = _read(self._file)
        self._told: set[str] | None = None

    def begin(self) -> None:
        """Begin to hear anew what is set aside: what an edit has mended is not told of any longer."""
        self._told = set()

    def add(self, key: str, what: str, why: str, title: str = "") -> bool:
        """Set a slide aside; False when it is already."""
        if self._told is not None:
            self._told.add(key)
        if key in self.keys:
            return False
        self._bad = {
            **dict(list(self._current().items())[-_MOST:]),
            key: Bad(what, why[:500], self._now() + HOURS * 3600, title[:120]),
        }
        self._keep()
        return True

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the slides that are set aside now."""
        return frozenset(self._current())

    @property
    def reasons(self) -> dict[str, str]:
        """Why each is, by key."""
        return {key: bad.why for key, bad in self._current().items()}

    @property
    def bad(self) -> tuple[Bad, ...]:
        """What is set aside now, of what was planned last."""
        return tuple(bad for key, bad in self._current().items() if self._told is None or key in self._told)

    def _current(self) -> dict[str, Bad]:
        now = self._now()
        # A day from now at most: a clock that was wrong once must not set anything aside for years.
        return {k: b for k, b in self._bad.items() if now < b.until <= now + HOURS * 3600}

    def _keep(self) -> None:
        if self._file is None:
            return
        rows = {key: [b.what, b.why, b.until, b.title] for key, b in self._bad.items()}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            cache.replace(self._file, json.dumps(rows).encode())
        except OSError:
            return  # a full disk: it is tried again after the next start


def _read(file: Path | None) -> dict[str, Bad]:
    try:
        rows: dict[str, Any] = json.loads(file.read_text("utf-8")) if file else {}
        return {str(k): Bad(str(v[0]), str(v[1]), float(v[2]), str(v[3]) if len(v) > 3 else "") for k, v in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError, IndexError):
        return {}
