"""The rotation: follows the clock over a playlist and puts each slide on the stage in its turn.

It needs nobody for that: with the render worker dead the slides still change, and leave at the instant they are over.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from kiosk.player import cache, playlist
from kiosk.player.clock import Clock
from kiosk.player.metrics import Metrics
from kiosk.player.playlist import Playlist, Showing
from kiosk.player.stage import Fade, Stage, frame
from kiosk.player.supply import SETTLE_MS, Supply

log = logging.getLogger("kiosk.player")
FADE = 0.8
"""Seconds of a cross-fade at normal speed."""
_DEFAULT_DWELL = 10.0
_POLL_MS = 1000


class Rotation(QObject):
    """Everything that happens on one stage."""

    slide_changed = Signal(str)
    """A slide comes on (its `what`)."""

    def __init__(self, stage: Stage, clock: Clock, supply: Supply, metrics: Metrics) -> None:
        super().__init__()
        self._stage, self._clock, self._supply, self._metrics = stage, clock, supply, metrics
        self._current: Showing | None = None
        self._turns: dict[str, int] = {}
        self._checked: set[str] = set()
        self._dwell = self._timer(self.advance, Qt.TimerType.PreciseTimer)
        self._boundary = self._timer(self.keep_time, Qt.TimerType.PreciseTimer)
        self._resized = self._timer(self._take_size, Qt.TimerType.CoarseTimer)
        self._polls = self._timer(self.poll, Qt.TimerType.CoarseTimer, single=False)
        stage.size_changed.connect(self._settle_size)
        stage.shown.connect(self._note_first)
        stage.faded.connect(self._note_fade)
        supply.playlist_changed.connect(self._follow)
        supply.slide_made.connect(self._take_slide)

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
        self._supply.load(any_size=True)
        self._polls.start(_POLL_MS)
        QTimer.singleShot(0, self.poll)

    @Slot()
    def poll(self) -> None:
        """Look after everything once a second, in case an instant was slept through or the worker is wanted."""
        try:
            self.keep_time()
            if self._current is not None and not self._dwell.isActive():
                self.advance()  # something went wrong in the middle of the last change
            if not self._resized.isActive():
                self._supply.poll()
        except Exception:
            log.exception("the rotation goes on")

    def live(self) -> Sequence[Showing]:
        """List the slides that may be shown at this moment and whose pixels are there; else the default slide."""
        known = self._supply.playlist
        if known is None:
            return ()
        stretch = self._supply.stretch(self._clock.now())
        ready = tuple(s for s in (stretch.slides if stretch else ()) if self._supply.has(s.key))
        default = Showing("default", known.default, _DEFAULT_DWELL)
        return ready or ((default,) if self._supply.has(default.key) else ())

    @Slot()
    def advance(self) -> None:
        """Change to the slide whose turn it is; one whose pixels turn out damaged is passed over."""
        current = self._current.what if self._current else None
        while (chosen := playlist.choose(self.live(), self._turns, current)) is not None:
            if self._show(chosen):
                self._turns[chosen.what] = max(self._turns.values(), default=0) + 1
                self._dwell.start(max(round(self._clock.real(chosen.dwell) * 1000), 20))
                return
        self._clear()

    def _show(self, chosen: Showing) -> bool:
        """Put a slide on the stage unless its very pixels are there already; False when they are damaged."""
        if self._current is None or self._current.key != chosen.key:
            try:
                slide = frame(self._supply.root, chosen.key, check=chosen.key not in self._checked)
            except cache.Error as e:
                log.warning("%s is rendered again: %s", chosen.what, e)
                self._supply.note_broken(chosen.key)
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
        if self._current is None or (self._supply.playlist and self._supply.playlist.setting.reduced_motion):
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
        known, now = self._supply.playlist, self._clock.now()
        moments = [m for t in (known.stretches if known else ()) for m in (t.starts, t.ends) if m is not None and m > now]
        if moments:
            # One millisecond late rather than early: at the boundary itself the old slide is over.
            self._boundary.start(int(self._clock.wait(min(moments)) * 1000) + 1)

    @Slot(object)
    def _follow(self, new: Playlist) -> None:
        self._checked &= new.keys
        self.keep_time()

    @Slot(str)
    def _take_slide(self, key: str) -> None:
        self._checked.discard(key)
        self.keep_time()

    @Slot()
    def _settle_size(self) -> None:
        self._resized.start(SETTLE_MS)

    @Slot()
    def _take_size(self) -> None:
        known = self._supply.playlist
        if known is not None and known.size != self._supply.size:
            self._supply.load()
        self.poll()

    @Slot()
    def _note_first(self) -> None:
        self._metrics.first_slide(self._current.what if self._current else "")

    @Slot(object)
    def _note_fade(self, fade: Fade) -> None:
        self._metrics.fade(fade, self._current.what if self._current else "")
