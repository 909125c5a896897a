"""The rotation: follows the clock over a playlist and puts each slide on the stage in its turn.

It needs nobody for that: with the render worker dead the slides still change, and leave at the instant they are over.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from kiosk.player import cache
from kiosk.player.clock import Clock
from kiosk.player.playlist import Light, Playlist, Setting, Showing
from kiosk.player.wall import transition
from kiosk.player.wall.metrics import Metrics
from kiosk.player.wall.scene import frame
from kiosk.player.wall.stage import Fade, Stage
from kiosk.player.wall.supply import SETTLE_MS, Supply
from kiosk.player.wall.transition import Change

log = logging.getLogger("kiosk.player")
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
        self._checked: set[str] = set()
        self._held = False
        self._began = time.monotonic()
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

    @property
    def started(self) -> bool:
        """Whether it follows the clock."""
        return self._polls.isActive()

    def stop(self) -> None:
        """Change nothing any more."""
        for timer in (self._dwell, self._boundary, self._resized, self._polls):
            timer.stop()

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
            if self._stage.fading:
                return  # the rest can wait a second, a frame cannot
            self._stage.shift(time.monotonic() - self._began, transition.choose(self.setting, transition.LONG))
            self._stage.keep_on_top()
            if self._current is not None and not self._held and not self._dwell.isActive():
                self.advance()  # something went wrong in the middle of the last change
            if not self._resized.isActive():
                self._supply.poll()
        except Exception:
            log.exception("the rotation goes on")

    @property
    def setting(self) -> Setting:
        """How this screen is to behave."""
        return self._supply.playlist.setting if self._supply.playlist else Setting()

    @property
    def light(self) -> Light:
        """What the screen is to be at this moment: lit, dimmed or black."""
        stretch = self._supply.stretch(self._clock.now())
        return stretch.light if stretch else "on"

    def live(self) -> Sequence[Showing]:
        """List the slides that may be shown at this moment and whose pixels are there; else the default slide."""
        known = self._supply.playlist
        if known is None:
            return ()
        stretch = self._supply.stretch(self._clock.now())
        ready = tuple(s for s in (stretch.slides if stretch else ()) if self._supply.is_ready(s.key))
        return ready or self._default(known)

    def _default(self, known: Playlist) -> Sequence[Showing]:
        return (Showing("default", known.default, _DEFAULT_DWELL),) if self._supply.has(known.default) else ()

    def _next(self) -> Showing | None:
        """Choose the slide whose turn it is; the default slide when there is none; None when there is nothing at all."""
        known, supply = self._supply.playlist, self._supply
        if known is None:
            return None
        stretch = supply.stretch(self._clock.now())
        current = self._current.what if self._current else None
        chosen = supply.turns.next(stretch.slides if stretch else (), supply.is_ready, known.seed, current)
        return chosen or next(iter(self._default(known)), None)

    @Slot()
    def advance(self) -> None:
        """Change to the slide whose turn it is; one whose pixels turn out damaged is passed over."""
        while (chosen := self._next()) is not None:
            if self._show(chosen):
                stretch = self._supply.stretch(self._clock.now())
                self._supply.turns.note(chosen.what, stretch.slides if stretch else ())
                if not self._held:
                    self._dwell.start(max(round(self._clock.real(chosen.dwell) * 1000), 20))
                return
        self._clear()

    def hold(self) -> None:
        """Keep the slide until `go_on`, as long as it is true."""
        self._held = True
        self._dwell.stop()

    @property
    def held(self) -> bool:
        """Whether the slide is kept for somebody who reads it."""
        return self._held

    def seconds(self, showing: Showing) -> float:
        """Count the real seconds that a slide stays."""
        return self._clock.real(showing.dwell)

    def go_on(self) -> None:
        """Go on with the next slide after `hold`."""
        if self._held:
            self._held = False
            if self._current is not None:
                self.advance()
            self.keep_time()

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
            if slide.dial is not None:
                slide.dial.tell(self._time())
            self._stage.present(slide, self._transition(chosen))
        changed = self._current is None or self._current.what != chosen.what
        self._current = chosen
        if changed:
            self._metrics.slide(chosen.what)
            self.slide_changed.emit(chosen.what)
        return True

    def _transition(self, chosen: Showing) -> Change:
        """Choose how a slide comes on: the first at once, the others as the screen wants it."""
        if self._current is None:
            return transition.CUT
        known = self._supply.playlist
        return transition.choose(self.setting, self._clock.real(chosen.dwell), known.langs[0] if known and known.langs else "en")

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
        light = self.light
        # Whoever touches a dimmed screen wants to read.
        self._stage.lighten({"on": 1.0, "dim": 1.0 if self._held else self.setting.dim, "dark": 0.0}[light])
        if light == "dark":
            self._rest()
            return
        now_live = self.live()
        same = next((s for s in now_live if self._current and s.what == self._current.what), None)
        if same is None:
            if now_live or self._current is not None:
                self.advance()
        elif self._current is not None and same.key != self._current.key:
            self._show(same)  # another picture of the same slide keeps its turn
        if self._ticking:
            self._stage.tell(self._time())
        self._set_boundary()

    @property
    def _ticking(self) -> bool:
        slide = self._stage.slide
        return slide is not None and slide.dial is not None

    def _time(self) -> datetime | None:
        """Tell what a clock on the wall shows; None while the machine's own is not believed."""
        known = self._supply.playlist
        return None if known is None or self._supply.doubt else self._clock.now().astimezone(ZoneInfo(known.zone))

    def _rest(self) -> None:
        """Show nothing until the screen is lit again."""
        if self._current is not None:
            self._current = None
            self.slide_changed.emit("")
        self._dwell.stop()
        self._set_boundary()

    def _set_boundary(self) -> None:
        known, now = self._supply.playlist, self._clock.now()
        moments = [m for t in (known.stretches if known else ()) for m in (t.starts, t.ends) if m is not None and m > now]
        if self._ticking:
            moments.append(now.replace(second=0, microsecond=0) + timedelta(minutes=1))
        if moments:
            # One millisecond late rather than early: at the boundary itself the old slide is over.
            self._boundary.start(int(self._clock.wait(min(moments)) * 1000) + 1)

    @Slot(object)
    def _follow(self, new: Playlist | None) -> None:
        if new is not None:
            self._checked &= new.keys
            self._stage.turn(new.setting.rotate)
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
