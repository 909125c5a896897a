"""The rotation: follows the clock over a playlist and puts each slide on the stage in its turn.

It needs nobody for that: with the render worker dead the slides still change, and leave at the instant they are over.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from kiosk.player import cache, playlist
from kiosk.player.clock import Clock
from kiosk.player.errand import Errand
from kiosk.player.metrics import Metrics
from kiosk.player.playlist import Playlist, Showing
from kiosk.player.stage import Fade, Stage, frame

log = logging.getLogger("kiosk.player")
FADE = 0.8
"""Seconds of a cross-fade at normal speed."""
_DEFAULT_DWELL = 10.0
_POLL_MS = 1000
_SETTLE_MS = 300  # a file that changed must rest this long before it is read: an editor may still be writing


@dataclass(frozen=True, slots=True)
class Wish:
    """What the render worker is asked for: campaign folder, screen by name, cache folder, this program's fingerprint."""

    folder: Path
    screen: str | None
    root: Path
    program: str


class Rotation(QObject):
    """Everything that happens on one stage."""

    slide_changed = Signal(str)
    """A slide comes on (its `what`)."""
    playlist_changed = Signal(object)
    """Another playlist is followed (Playlist)."""
    failed = Signal(str)
    """There is nothing to show and the campaign cannot be read (sentence)."""

    def __init__(self, stage: Stage, clock: Clock, wish: Wish, errand: Errand, metrics: Metrics) -> None:
        super().__init__()
        self._stage, self._clock, self._wish, self._errand, self._metrics = stage, clock, wish, errand, metrics
        self._playlist: Playlist | None = None
        self._pending: Playlist | None = None
        self._current: Showing | None = None
        self._turns: dict[str, int] = {}
        self._checked: set[str] = set()
        self._broken: set[str] = set()
        self._stamps: Mapping[str, tuple[int, int]] = {}
        self._told_bad = False
        self._moved: Mapping[str, tuple[int, int]] | None = None
        self._dwell = self._timer(self.advance, Qt.TimerType.PreciseTimer)
        self._boundary = self._timer(self.keep_time, Qt.TimerType.PreciseTimer)
        self._rest = self._timer(self._poll, Qt.TimerType.CoarseTimer)
        self._resized = self._timer(self._take_size, Qt.TimerType.CoarseTimer)
        self._polls = self._timer(self._poll, Qt.TimerType.CoarseTimer, single=False)
        stage.size_changed.connect(self._settle_size)
        stage.shown.connect(self._note_first)
        stage.faded.connect(self._note_fade)
        errand.answered.connect(self._take)

    def _timer(self, slot: Callable[[], None], kind: Qt.TimerType, single: bool = True) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(single)
        timer.setTimerType(kind)
        timer.timeout.connect(slot)
        return timer

    @property
    def current(self) -> Showing | None:
        """The slide on the stage."""
        return self._current

    def start(self) -> None:
        """Put the first slide on the stage from the cache, if it has one, and follow the clock from now on."""
        self._load()
        self.keep_time()
        self._polls.start(_POLL_MS)
        QTimer.singleShot(0, self._poll)

    def _load(self) -> bool:
        """Follow the playlist kept on disk for this screen and size, if it can still be read."""
        path = cache.playlist_file(self._wish.root, self._wish.screen, playlist.slide_size(self._stage.pixels()))
        try:
            self._follow(playlist.from_json(path.read_text("utf-8")))
        except (OSError, ValueError, playlist.Error):
            return False
        return True

    def _follow(self, new: Playlist) -> None:
        self._clock.settle(ZoneInfo(new.zone))
        self._playlist, self._pending = new, None
        self._stamps = new.stamps
        self.playlist_changed.emit(new)

    def live(self) -> Sequence[Showing]:
        """List the slides that may be shown at this moment and whose pixels are there; else the default slide."""
        if self._playlist is None:
            return ()
        stretch = playlist.at(self._playlist, self._clock.now())
        ready = tuple(s for s in (stretch.slides if stretch else ()) if self._has(s.key))
        default = self._playlist.default
        return ready or ((Showing("default", default, _DEFAULT_DWELL),) if self._has(default) else ())

    def _has(self, key: str) -> bool:
        return key not in self._broken and cache.has(self._wish.root, key)

    @Slot()
    def advance(self) -> None:
        """Change to the slide whose turn it is; one whose pixels turn out damaged is passed over."""
        current = self._current.what if self._current else None
        while True:
            chosen = playlist.choose(self.live(), self._turns, current)
            if chosen is None:
                self._clear()
                return
            if self._show(chosen):
                break
        self._turns[chosen.what] = max(self._turns.values(), default=0) + 1
        self._dwell.start(max(round(self._clock.real(chosen.dwell) * 1000), 20))

    def _show(self, chosen: Showing) -> bool:
        """Put a slide on the stage unless its very pixels are there already; False when they are damaged."""
        if self._current is None or self._current.key != chosen.key:
            try:
                slide = frame(self._wish.root, chosen.key, check=chosen.key not in self._checked)
            except cache.Error as e:
                log.warning("%s is rendered again: %s", chosen.what, e)
                self._broken.add(chosen.key)
                return False
            self._checked.add(chosen.key)
            self._stage.present(slide, self._fade(chosen))
        changed = self._current is None or self._current.what != chosen.what
        self._current = chosen
        if changed:
            self._metrics.slide(chosen.what)
            self.slide_changed.emit(chosen.what)
        return True

    def _fade(self, chosen: Showing) -> float:
        """Decide the seconds of a cross-fade: none with reduced motion, and never most of a slide's time."""
        if self._current is None or (self._playlist and self._playlist.reduced_motion):
            return 0.0
        seconds = min(FADE, 0.4 * self._clock.real(chosen.dwell))
        return seconds if seconds >= 0.05 else 0.0

    def _clear(self) -> None:
        """Leave the stage dark: nothing may be shown, not even the default slide."""
        if self._current is not None:
            log.warning("no slide can be shown at this moment")
            self._current = None
            self._stage.clear()
        self._dwell.stop()

    @Slot()
    def keep_time(self) -> None:
        """Take off a slide that is over, at the instant; bring on what replaces it; set the timer for the next instant."""
        now_live = self.live()
        same = next((s for s in now_live if self._current and s.what == self._current.what), None)
        if same is None:
            if now_live or self._current is not None:
                self.advance()
        elif self._current is not None and same.key != self._current.key:
            self._show(same)  # another picture of the same slide keeps its turn
        self._set_boundary()

    def _set_boundary(self) -> None:
        if self._playlist is None:
            return
        now = self._clock.now()
        moments = [m for t in self._playlist.stretches for m in (t.starts, t.ends) if m is not None and m > now]
        if moments:
            # One millisecond late rather than early: at the boundary itself the old slide is over.
            self._boundary.start(int(self._clock.wait(min(moments)) * 1000) + 1)

    @Slot()
    def _poll(self) -> None:
        """Look whether anything asks for the render worker: changed files, pixels that are gone, a playlist half over."""
        try:
            self.keep_time()
            if not self._errand.busy and self._wants_worker():
                self._order()
        except Exception:
            log.exception("the rotation goes on after")

    def _wants_worker(self) -> bool:
        if self._changed():
            return True
        known = self._playlist
        if self._told_bad and known is not None:
            return False  # the campaign cannot be read; only another state of its files helps
        if known is None:
            return not self._told_bad
        if known.size != playlist.slide_size(self._stage.pixels()) or known.program != self._wish.program:
            return not self._resized.isActive()
        now = self._clock.now()
        stretch = playlist.at(known, now)
        if stretch is None or any(not self._has(s.key) for s in stretch.slides) or not self._has(known.default):
            return True
        return known.ends is not None and now - known.stretches[0].starts > (known.ends - known.stretches[0].starts) / 2

    def _changed(self) -> bool:
        """Tell whether the campaign's files are in another state than the last one read, and have come to rest."""
        names = self._stamps or {str(self._wish.folder / "campaign.toml"): (0, 0)}
        seen = playlist.stamps(names)
        if not self._stamps or seen == self._stamps:
            self._moved = None
            return False
        if seen != self._moved:
            self._moved = seen
            self._rest.start(_SETTLE_MS)
            return False
        return True

    def _order(self) -> None:
        wish, size = self._wish, playlist.slide_size(self._stage.pixels())
        now = self._clock.now()
        self._errand.order({
            "folder": str(wish.folder),
            "screen": wish.screen,
            "root": str(wish.root),
            "program": wish.program,
            "size": size,
            "now": now.isoformat() if self._clock.settled else now.replace(tzinfo=None).isoformat(),
            "broken": sorted(self._broken),
        })  # fmt: skip

    @Slot(object)
    def _take(self, answer: Mapping[str, Any]) -> None:
        """Act on an answer of the render worker."""
        try:
            self._act(answer)
        except Exception:
            log.exception("an answer of the render worker is ignored")

    def _act(self, answer: Mapping[str, Any]) -> None:
        match answer["kind"]:
            case "plan":
                self._pending = playlist.from_data(answer["playlist"])
                self._told_bad = False
                self._stamps = self._pending.stamps
            case "slide":
                self._broken.discard(str(answer["key"]))
                self._checked.discard(str(answer["key"]))
                if self._current is None and self._pending is not None:
                    self._follow(self._pending)
                self.keep_time()
            case "ready" if self._pending is not None:
                self._follow(self._pending)
                self.keep_time()
            case "done":
                self._follow(playlist.from_data(answer["playlist"]))
                self._broken.clear()
                self._checked &= cast(Playlist, self._playlist).keys
                self.keep_time()
            case "aside":
                log.warning("%s is set aside: %s", answer["what"], answer["sentence"])
            case "bad":
                self._bad(str(answer["sentence"]))
            case _:
                pass

    def _bad(self, sentence: str) -> None:
        self._told_bad = True
        known = self._stamps or {str(self._wish.folder / "campaign.toml"): (0, 0)}
        self._stamps = playlist.stamps(known)
        if self._playlist is None:
            self.failed.emit(sentence)
        else:
            log.warning("the last good state stays: %s", sentence)

    @Slot()
    def _settle_size(self) -> None:
        self._resized.start(_SETTLE_MS)

    @Slot()
    def _take_size(self) -> None:
        size = playlist.slide_size(self._stage.pixels())
        if self._playlist is not None and self._playlist.size != size:
            self._load()
            self._poll()

    @Slot()
    def _note_first(self) -> None:
        self._metrics.first_slide(self._current.what if self._current else "")

    @Slot(object)
    def _note_fade(self, fade: Fade) -> None:
        self._metrics.fade(fade, self._current.what if self._current else "")
