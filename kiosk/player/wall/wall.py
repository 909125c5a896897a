"""The wall: one Qt application with a display on each screen that plays, and one clock for all of them."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import FrameType, TracebackType

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QScreen

from kiosk.player import cache, fingerprint
from kiosk.player.clock import Clock
from kiosk.player.playlist import Playlist
from kiosk.player.trust import Guard
from kiosk.player.wall import screens
from kiosk.player.wall.display import Display
from kiosk.player.wall.memory import Tidy
from kiosk.player.wall.metrics import Metrics
from kiosk.player.wall.plays import Plays
from kiosk.player.wall.power import Awake
from kiosk.player.wall.rotation import Rotation
from kiosk.player.wall.stage import Stage
from kiosk.player.wall.supply import Wish
from kiosk.player.wall.watch import Watch

log = logging.getLogger("kiosk.player")
_SAMPLE_MS, _LATER_MS = 10_000, 2_000
_SETTLE_MS = 100
"""How long screens that come, go or turn must rest: they seldom do one thing at a time."""


class Wall(QObject):
    """A player from start to end."""

    def __init__(
        self, plays: Plays, *, windowed: bool, screen: str | None, at: datetime | None, speed: float, metrics: Path | None
    ) -> None:
        running = QGuiApplication.instance()
        self._app = running if isinstance(running, QGuiApplication) else QGuiApplication(["kiosk"])
        super().__init__()
        self._app.setQuitOnLastWindowClosed(False)  # a screen that is unplugged takes its window along
        self._plays, self._windowed, self._wanted = plays, windowed, screen
        self._sentence = ""
        self._missed = False
        self._metrics = Metrics(metrics)
        self._clock = Clock(at, speed)
        self._program = fingerprint.of_program()
        self._root = cache.folder(plays.followed)
        # A pretended time is what somebody wants to see, whatever the machine's clock says.
        self._guard = Guard(plays.home) if at is None else None
        self._watch_self = Watch(
            plays.home, str(plays.followed), lambda: list(self.displays.values()), published=plays.published, say=plays.say
        )
        self._connectors: Mapping[str, str] = screens.known(self._root) if screen is None else {}
        self.displays: dict[str, Display] = {}
        self._awake = Awake()
        self._samples = QTimer(self)
        self._samples.timeout.connect(self._sample)
        self._tidy = Tidy(self._moving)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self.arrange)
        self._app.screenAdded.connect(self._watch)
        self._app.screenRemoved.connect(self._settle)
        self._app.primaryScreenChanged.connect(self._settle)
        for there in self._app.screens():
            self._watch(there)

    @property
    def stage(self) -> Stage:
        """The window of the first display."""
        return next(iter(self.displays.values())).stage

    @property
    def rotation(self) -> Rotation:
        """The rotation of the first display."""
        return next(iter(self.displays.values())).rotation

    def run(self, seconds: float | None = None) -> int:
        """Play until somebody leaves or the seconds are over; returns the exit code."""
        handlers = {s: signal.signal(s, self._on_signal) for s in (signal.SIGINT, signal.SIGTERM)}
        hook, sys.excepthook = sys.excepthook, _log_exception
        try:
            # The picture is ready before the window is: its first paint is a slide.
            self.arrange()
            self._tidy.start()
            self._watch_self.start()
            self._awake.start()
            if self._metrics.wanted:
                self._samples.start(_SAMPLE_MS)
            if seconds is not None:
                QTimer.singleShot(max(int(seconds * 1000), 0), self._leave)
            self._app.exec()
        finally:
            sys.excepthook = hook
            for number, handler in handlers.items():
                signal.signal(number, handler)
            self._watch_self.stop()
            self._tidy.stop()
            self._metrics.sample()
            self._awake.stop()
            for display in self.displays.values():
                display.close()
            self._metrics.close()
        if self._sentence:
            print(f"kiosk: {self._sentence}", file=sys.stderr)
            return 3
        return 0

    @Slot()
    def arrange(self) -> None:
        """Open, move and close displays so that each screen of the campaign plays where it is plugged."""
        try:
            self._arrange()
        except RuntimeError as e:
            # Windows that open and close let the system have its say: a screen may go in the midst of it.
            log.debug("screens are looked for again: %s", e)
            self._settle()

    def _arrange(self) -> None:
        there = {s.name(): s for s in self._app.screens()}
        if not there:
            return  # every television is off: what plays waits for one to come back
        primary = self._app.primaryScreen()
        known = {} if self._windowed else self._connectors  # a window lies on one screen
        where = screens.placed(self._wanted, known, list(there), primary.name(), list(self.displays))
        for name in [n for n in self.displays if n not in where]:
            self.displays.pop(name).close()
        for name, connector in where.items():
            screen = there.get(connector, primary)
            if name in self.displays:
                self.displays[name].place(screen)
            else:
                self.displays[name] = self._display(name)
                self.displays[name].start(screen)

    def _display(self, name: str) -> Display:
        plays = self._plays
        self._follow_made()
        wish = Wish(plays.folder, name or None, self._root, self._program, plays.published, plays.home)
        made = Display(wish, self._clock, self._metrics.of(name), windowed=self._windowed, guard=self._guard)
        made.stage.shown.connect(self._tell_first)
        made.supply.playlist_changed.connect(self._take_connectors)
        made.supply.failed.connect(self._fail)
        made.stage.left.connect(self._leave)
        made.touch.left.connect(self._leave)
        return made

    @Slot(object)
    def _take_connectors(self, new: Playlist | None) -> None:
        """Take note of where the campaign wants its screens, and say once when one that was asked for is not there."""
        if new is None:
            return
        self._follow_made()
        if dict(new.connectors) != self._connectors:
            self._connectors = dict(new.connectors)
            self._settled.start(0)
        names = [s.name() for s in self._app.screens()]
        wanted = self._wanted
        if wanted is not None and not self._missed and not {wanted, new.connectors.get(wanted)} & set(names):
            self._missed = True
            there = ", ".join([*names, *new.connectors])
            log.warning("there is no screen %s, so the primary one is played on; there are: %s", wanted, there)

    def _follow_made(self) -> None:
        """Let the guard know when what is shown was made: no clock may be earlier."""
        if self._guard is not None:
            self._guard.follow(self._plays.made())

    @Slot(QScreen)
    def _watch(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._settle)
        self._settle()

    @Slot()
    def _settle(self) -> None:
        self._settled.start(_SETTLE_MS)

    def _moving(self) -> bool:
        return any(d.stage.fading for d in self.displays.values())

    @Slot()
    def _sample(self) -> None:
        """Measure, but not in the middle of a fade, which would measure itself."""
        if self._moving():
            QTimer.singleShot(_LATER_MS, self, self._sample)
        else:
            self._metrics.sample()

    @Slot()
    def _tell_first(self) -> None:
        self._tidy.settle()
        if self._plays.say is not None:
            self._plays.say({"kind": "first"})

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._sentence = sentence
        self._leave()

    @Slot()
    def _leave(self) -> None:
        if self._plays.say is not None and not self._sentence:
            self._plays.say({"kind": "left"})
        self._app.exit()  # quit() would ask the windows, which refuse

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._app.exit()


def _log_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log what nobody caught; the wall goes on."""
    log.error("the player goes on after: %s", error, exc_info=(kind, error, trace))
