"""The supply: keeps a playlist at hand for the rotation, and asks the render worker when it should be made anew."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.player import cache, playlist, state
from kiosk.player.aside import Aside
from kiosk.player.clock import Clock
from kiosk.player.playlist import Playlist, Showing, Stretch
from kiosk.player.remembered import Remembered
from kiosk.player.trust import Guard
from kiosk.player.turns import Turns
from kiosk.player.wall.errand import Errand
from kiosk.record import record

log = logging.getLogger("kiosk.player")
SETTLE_MS = 300
"""How long a file that changed must rest before it is read: an editor may still be writing."""
_PAUSE = 5.0  # seconds between two orders that no change of files asks for


@record
class Wish:
    """What is played where: campaign folder, screen by name, cache folder, this program's fingerprint.

    For releases `folder` is the machine's own place of releases (`published`); `home` is where state is kept, if anywhere.
    """

    folder: Path
    screen: str | None
    root: Path
    program: str
    published: bool = False
    home: Path | None = None


class Supply(QObject):
    """The playlist that is followed, from the cache at first and from the render worker later."""

    playlist_changed = Signal(object)
    """Another playlist is to be followed (Playlist)."""
    slide_made = Signal(str)
    """The pixels of a slide are there now (its key)."""
    failed = Signal(str)
    """There is nothing to show and the campaign cannot be read (sentence)."""

    def __init__(
        self,
        wish: Wish,
        clock: Clock,
        errand: Errand,
        pixels: Callable[[], tuple[int, int]],
        guard: Guard | None = None,
    ) -> None:
        super().__init__()
        self._guard = guard
        self.doubt = ""
        """Why the machine's clock is not believed; empty when it is."""
        self.trouble = ""
        """Why the last good state stays though there is another; empty when there is no need."""
        self.urgent: Showing | None = None
        """What is shown instead of everything else."""
        self.aside = Aside(wish.home)
        # A live preview begins at its first slide each time.
        self._remembered = Remembered(wish.home if wish.published else None, wish.screen)
        self.turns: Turns = self._remembered.turns
        """Whose turn it is on this screen."""
        self._listing = cache.Listing(wish.root)
        self._wish, self._clock, self._errand, self._pixels = wish, clock, errand, pixels
        self.playlist: Playlist | None = None
        self._pending: Playlist | None = None
        self._broken: set[str] = set()
        self._stamps: Mapping[str, tuple[int, int]] = {}
        self._moved: Mapping[str, tuple[int, int]] | None = None
        self._bad = False
        self._lacking = False
        self._not_before = 0.0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.poll)
        errand.answered.connect(self._take)

    @property
    def root(self) -> Path:
        """The folder of the cache."""
        return self._wish.root

    @property
    def folder(self) -> Path | None:
        """The folder with what is shown now; None while there is no release yet."""
        return state.current(self._wish.folder) if self._wish.published else self._wish.folder

    @property
    def size(self) -> tuple[int, int]:
        """The size that slides should have on the window as it is now, in pixels."""
        return playlist.slide_size(self._pixels())

    def stretch(self, now: datetime) -> Stretch | None:
        """Find what may be shown at a moment: a notice alone; with a clock in doubt what has no date; else the playlist's."""
        if self.urgent is not None:
            return Stretch(now, None, (self.urgent,))
        if self.playlist is None:
            return None
        return Stretch(now, None, self.playlist.undated) if self.doubt else playlist.at(self.playlist, now)

    def interrupt(self, urgent: Showing | None) -> None:
        """Show one slide instead of everything else; None ends it."""
        if urgent != self.urgent:
            self.urgent = urgent
            self._listing.look()
            self.playlist_changed.emit(self.playlist)

    def note_lacking(self) -> None:
        """Take note that a detail card is missing, so that the render worker looks after the cards again."""
        self._lacking = True

    def is_ready(self, key: str) -> bool:
        """Tell whether the pixels of a slide were there at the last look round."""
        return key in self._listing.keys and key not in self._broken

    def load(self, *, any_size: bool = False) -> bool:
        """Follow the playlist kept on disk for this screen and size, or else at `any_size`; False when there is none."""
        self._look_at_the_clock()  # before the first slide: it must not be yesterday's
        self._listing.look()
        for path in cache.playlist_files(self.root, self._wish.screen, self.size, any_size=any_size):
            try:
                self._follow(playlist.from_json(path.read_text("utf-8")))
            except (OSError, ValueError, playlist.Error):
                continue
            return True
        return False

    def has(self, key: str) -> bool:
        """Tell whether the pixels of a slide are there, as far as anybody knows undamaged."""
        return key not in self._broken and cache.has(self.root, key)

    def note_broken(self, key: str) -> None:
        """Take note that the pixels of a slide are damaged, so that they are made again."""
        self._broken.add(key)

    @Slot()
    def poll(self) -> None:
        """Order from the render worker if anything asks for it; called every second."""
        self._listing.look()
        self._remembered.keep()
        self._look_at_the_clock()
        folder = self.folder
        if folder is None or self._errand.busy:
            return
        if self._changed(folder) or (time.monotonic() >= self._not_before and self._wanting()):
            self._not_before = time.monotonic() + _PAUSE
            self._errand.order(self._order(folder))

    def _look_at_the_clock(self) -> None:
        doubt = self._guard.doubt() if self._guard else ""
        if bool(doubt) != bool(self.doubt):
            log.warning("%s", f"only what has no date is shown: {doubt}" if doubt else "the clock is believed again")
            self.doubt = doubt
            self.playlist_changed.emit(self.playlist)

    def _follow(self, new: Playlist) -> None:
        self._listing.look()
        self._clock.settle(ZoneInfo(new.zone))
        self.playlist, self._pending, self._stamps = new, None, new.stamps
        self.playlist_changed.emit(new)

    def _wanting(self) -> bool:
        """Tell whether the playlist or its pixels fall short: missing, of another size or program, half over."""
        known = self.playlist
        if self._lacking and not self._errand.at_work:
            self._lacking = False
            return True
        if self._bad or known is None:
            return not self._bad  # a campaign that cannot be read: only another state of its files helps
        if known.size != self.size or known.program != self._wish.program:
            return True
        if not known.whole and not self._errand.at_work:
            return True  # a player that was killed took the worker with it, in the middle of its work
        now = self._clock.now()
        stretch = playlist.at(known, now)
        if stretch is None:
            return True
        if not all(map(self.is_ready, {known.default, *self._needed(known, stretch, now)} - self.aside.keys)):
            return True
        begun = known.stretches[0].starts
        return known.ends is not None and now - begun > (known.ends - begun) / 2

    def _needed(self, known: Playlist, stretch: Stretch, now: datetime) -> Iterator[str]:
        """List the keys that must be there for the worker to be let alone: the first half of what it makes ahead."""
        if not known.near:
            return (s.key for s in stretch.slides)
        return (s.key for s, _ in islice(self.turns.coming(known, now), len(known.near) // 2))

    def _changed(self, folder: Path) -> bool:
        """Tell whether the campaign's files are in another state than the last one read, and have come to rest."""
        if not self._stamps:
            return False
        if self._wish.published:  # a release is whole from the start, and another one lies elsewhere
            return not any(Path(name).parent == folder for name in self._stamps)
        seen = playlist.stamps(self._stamps)
        if seen == self._stamps:
            self._moved = None
            return False
        if seen != self._moved:
            self._moved = seen
            self._rest.start(SETTLE_MS)
            return False
        return True

    def _order(self, folder: Path) -> dict[str, Any]:
        wish, now = self._wish, self._clock.now()
        return {
            "folder": str(folder),
            "screen": wish.screen,
            "root": str(wish.root),
            "program": wish.program,
            "size": self.size,
            "turn": self.playlist.setting.rotate if self.playlist else 0,
            "now": (now if self._clock.settled else now.replace(tzinfo=None)).isoformat(),
            "broken": sorted(self._broken),
            "aside": self.aside.reasons,
            "turns": self.turns.facts(),
            "sources": str(wish.home / "sources") if wish.home else "",
        }

    @Slot(object)
    def _take(self, answer: Mapping[str, Any]) -> None:
        """Act on an answer of the render worker; a senseless one changes nothing."""
        try:
            self._act(answer)
        except Exception:
            log.exception("an answer of the render worker is ignored")

    def _act(self, answer: Mapping[str, Any]) -> None:
        match answer["kind"]:
            case "plan":
                self._pending = playlist.from_data(answer["playlist"])
                self._stamps, self._bad, self.trouble = self._pending.stamps, False, ""
                self.aside.begin()
            case "slide":
                key = str(answer["key"])
                self._broken.discard(key)
                self._listing.look()
                if self._pending is not None and not self._has_any(self.playlist):
                    self._follow(self._pending)  # there is nothing to show yet: take the first slide there is
                self.slide_made.emit(key)
            case "ready" if self._pending is not None:
                self._follow(self._pending)
            case "done":
                self._broken.clear()
                self._follow(playlist.from_data(answer["playlist"]))
            case "whole" if self.playlist is not None:
                self.playlist = replace(self.playlist, whole=True)
            case "aside":
                title = str(answer.get("title") or "")
                if self.aside.add(str(answer["key"]), str(answer["what"]), str(answer["sentence"]), title):
                    log.warning("%s is set aside: %s", answer["what"], answer["sentence"])
            case "bad":
                self._note_bad(str(answer["sentence"]))
            case _:
                pass

    def _has_any(self, known: Playlist | None) -> bool:
        """Tell whether anything of a playlist can be shown."""
        return known is not None and (
            self.is_ready(known.default) or any(self.is_ready(s.key) for t in known.stretches for s in t.slides)
        )

    def _note_bad(self, sentence: str) -> None:
        self._bad, self.trouble = True, sentence
        folder = self.folder or self._wish.folder
        file = folder / ("release.json" if self._wish.published else "campaign.toml")
        self._stamps = playlist.stamps((str(file),) if self._wish.published else self._stamps or (str(file),))
        if self.playlist is None:
            self.failed.emit(sentence)
        else:
            log.warning("the last good state stays: %s", sentence)
