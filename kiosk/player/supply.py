"""The supply: keeps a playlist at hand for the rotation, and asks the render worker when it should be made anew."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.player import cache, playlist
from kiosk.player.clock import Clock
from kiosk.player.errand import Errand
from kiosk.player.playlist import Playlist
from kiosk.record import record

log = logging.getLogger("kiosk.player")
SETTLE_MS = 300
"""How long a file that changed must rest before it is read: an editor may still be writing."""
_PAUSE = 5.0  # seconds between two orders that no change of files asks for


@record
class Wish:
    """What is played where: campaign folder, screen by name, cache folder, this program's fingerprint."""

    folder: Path
    screen: str | None
    root: Path
    program: str


class Supply(QObject):
    """The playlist that is followed, from the cache at first and from the render worker later."""

    playlist_changed = Signal(object)
    """Another playlist is to be followed (Playlist)."""
    slide_made = Signal(str)
    """The pixels of a slide are there now (its key)."""
    failed = Signal(str)
    """There is nothing to show and the campaign cannot be read (sentence)."""

    def __init__(self, wish: Wish, clock: Clock, errand: Errand, pixels: Callable[[], tuple[int, int]]) -> None:
        super().__init__()
        self._wish, self._clock, self._errand, self._pixels = wish, clock, errand, pixels
        self.playlist: Playlist | None = None
        self._pending: Playlist | None = None
        self._broken: set[str] = set()
        self._aside: set[str] = set()
        self._stamps: Mapping[str, tuple[int, int]] = {}
        self._moved: Mapping[str, tuple[int, int]] | None = None
        self._bad = False
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
    def size(self) -> tuple[int, int]:
        """The size that slides should have on the window as it is now, in pixels."""
        return playlist.slide_size(self._pixels())

    def load(self, *, any_size: bool = False) -> bool:
        """Follow the playlist kept on disk for this screen and size, or else at `any_size`; False when there is none."""
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
        if not self._errand.busy and (self._changed() or (time.monotonic() >= self._not_before and self._wanting())):
            self._not_before = time.monotonic() + _PAUSE
            self._errand.order(self._order())

    def _follow(self, new: Playlist) -> None:
        self._clock.settle(ZoneInfo(new.zone))
        self.playlist, self._pending, self._stamps = new, None, new.stamps
        self.playlist_changed.emit(new)

    def _wanting(self) -> bool:
        """Tell whether the playlist or its pixels fall short: missing, of another size or program, half over."""
        known = self.playlist
        if self._bad or known is None:
            return not self._bad  # a campaign that cannot be read: only another state of its files helps
        if known.size != self.size or known.program != self._wish.program:
            return True
        now = self._clock.now()
        stretch = playlist.at(known, now)
        if stretch is None:
            return True
        keys = {known.default, *(s.key for s in stretch.slides)} - self._aside
        if not all(map(self.has, keys)):
            return True
        begun = known.stretches[0].starts
        return known.ends is not None and now - begun > (known.ends - begun) / 2

    def _changed(self) -> bool:
        """Tell whether the campaign's files are in another state than the last one read, and have come to rest."""
        if not self._stamps:
            return False
        seen = playlist.stamps(self._stamps)
        if seen == self._stamps:
            self._moved = None
            return False
        if seen != self._moved:
            self._moved = seen
            self._rest.start(SETTLE_MS)
            return False
        return True

    def _order(self) -> dict[str, Any]:
        wish, now = self._wish, self._clock.now()
        return {
            "folder": str(wish.folder),
            "screen": wish.screen,
            "root": str(wish.root),
            "program": wish.program,
            "size": self.size,
            "turn": self.playlist.setting.rotate if self.playlist else 0,
            "now": (now if self._clock.settled else now.replace(tzinfo=None)).isoformat(),
            "broken": sorted(self._broken),
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
                self._stamps, self._bad = self._pending.stamps, False
                self._aside.clear()
            case "slide":
                key = str(answer["key"])
                self._broken.discard(key)
                if self._pending is not None and not any(map(self.has, self.playlist.keys if self.playlist else ())):
                    self._follow(self._pending)  # there is nothing to show yet: take the first slide there is
                self.slide_made.emit(key)
            case "ready" if self._pending is not None:
                self._follow(self._pending)
            case "done":
                self._broken.clear()
                self._follow(playlist.from_data(answer["playlist"]))
            case "aside":
                self._aside.add(str(answer["key"]))
                log.warning("%s is set aside: %s", answer["what"], answer["sentence"])
            case "bad":
                self._note_bad(str(answer["sentence"]))
            case _:
                pass

    def _note_bad(self, sentence: str) -> None:
        self._bad = True
        self._stamps = playlist.stamps(self._stamps or (str(self._wish.folder / "campaign.toml"),))
        if self.playlist is None:
            self.failed.emit(sentence)
        else:
            log.warning("the last good state stays: %s", sentence)
