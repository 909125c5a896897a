"""Refreshing the sources of a campaign folder in their own time: when one is due, and when one that failed is tried again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.campaign.campaign import Campaign, Source
from kiosk.player import playlist
from kiosk.store.folder import files
from kiosk.store.importing import living

SHELF = "sources"
"""The folder in a player's state that keeps the last good state of each source."""
SHORTEST = 60.0
"""Seconds between two looks at a source, at least."""
_FIRST_RETRY = 30.0
_LONGEST_RETRY = 6 * 3600.0


class Living:
    """The living sources of one campaign."""

    def __init__(
        self,
        folder: Path,
        home: Path,
        private: frozenset[str] = frozenset(),
        *,
        tick: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._folder, self._shelf, self._private = folder, home / SHELF, private
        self._tick, self._chance = tick, chance
        self._campaign: Campaign | None = None
        self._stamp: object = None
        self._due: dict[str, float] = {}
        self._fails: dict[str, int] = {}
        self._why: dict[str, str] = {}
        self.trouble = ""
        """Why the campaign cannot be read; empty when it can."""

    def look(self) -> bool:
        """Refresh the source that is due, one at a time; True when it says something else."""
        self._read()
        now = self._tick()
        source = next((s for s in self._sources if now >= self._due.get(s.id, 0.0)), None)
        if source is None:
            return False
        try:
            changed = living.refresh(source, self._folder, self._shelf, private=source.id in self._private)
        except living.Error as error:
            self._why[source.id] = str(error)
            self._fails[source.id] = self._fails.get(source.id, 0) + 1
            self._due[source.id] = self._tick() + self.pause(source, self._fails[source.id])
            return False
        self._why.pop(source.id, None)
        self._fails.pop(source.id, None)
        self._due[source.id] = self._tick() + self.pause(source, 0)
        return changed

    def pause(self, source: Source, fails: int) -> float:
        """Choose the seconds until the next try: ever longer while it fails, and never for all screens at the same second."""
        regular = max(source.refresh, SHORTEST)
        seconds = min(_FIRST_RETRY * 2.0 ** min(fails - 1, 20), max(_LONGEST_RETRY, regular)) if fails else regular
        return seconds * (0.85 + 0.3 * self._chance())

    @property
    def facts(self) -> dict[str, Any]:
        """What there is to tell: each source, when its state was last known to be true, and why it is not newer."""
        told: list[dict[str, Any]] = []
        for source in self._sources:
            state = living.kept(source, self._shelf)
            when = datetime.fromtimestamp(state.when, UTC).isoformat(timespec="seconds") if state else None
            told.append({"id": source.id, "when": when, "why": self._why.get(source.id, "")})
        return {"sources": told, "trouble": self.trouble}

    @property
    def _sources(self) -> tuple[Source, ...]:
        return tuple(filter(living.is_living, self._campaign.sources)) if self._campaign else ()

    def _read(self) -> None:
        """Read the campaign when its file is another one than before; one that cannot be read leaves the sources as they are."""
        stamp = playlist.stamps([str(self._folder / files.NAME)])
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._campaign = files.read(self._folder, lenient=True).campaign
            self.trouble = ""
        except files.Error as error:
            self.trouble = error.sentences[0] if error.sentences else str(error)
            return
        if self._shelf.is_dir():
            living.sweep(self._campaign, self._shelf)
