"""The wall: one Qt application with its window on the right screen, its clock and its rotation."""

from __future__ import annotations

import logging
import signal
import sys
from datetime import datetime
from pathlib import Path
from types import FrameType, TracebackType

from PySide6.QtCore import QObject, QRect, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QScreen

from kiosk.player import cache
from kiosk.player.clock import Clock
from kiosk.player.errand import Errand
from kiosk.player.metrics import Metrics
from kiosk.player.player import fingerprint
from kiosk.player.playlist import Playlist
from kiosk.player.rotation import Rotation
from kiosk.player.stage import Stage
from kiosk.player.supply import Supply, Wish

log = logging.getLogger("kiosk.player")
_SAMPLE_MS = 10_000


class Wall(QObject):
    """A player from start to end."""

    def __init__(
        self, folder: Path, *, windowed: bool, screen: str | None, at: datetime | None, speed: float, metrics: Path | None
    ) -> None:
        running = QGuiApplication.instance()
        self._app = running if isinstance(running, QGuiApplication) else QGuiApplication(["kiosk"])
        super().__init__()
        self._windowed, self._screen_name = windowed, screen
        self._sentence = ""
        self._missed = False
        self._metrics = Metrics(metrics)
        self._errand = Errand(parent=self)
        self.stage = Stage(windowed=windowed)
        wish = Wish(folder.resolve(), screen, cache.folder(folder), fingerprint())
        clock = Clock(at, speed)
        self._supply = Supply(wish, clock, self._errand, self.stage.pixels)
        self._supply.playlist_changed.connect(self._choose_screen)
        self._supply.failed.connect(self._fail)
        self.rotation = Rotation(self.stage, clock, self._supply, self._metrics)
        self.stage.left.connect(self._leave)
        self._samples = QTimer(self)
        self._samples.timeout.connect(self._metrics.sample)
        self._place(self._find_screen({}) or self._app.primaryScreen())

    def run(self, seconds: float | None = None) -> int:
        """Play until somebody leaves or the seconds are over; returns the exit code."""
        handlers = {s: signal.signal(s, self._on_signal) for s in (signal.SIGINT, signal.SIGTERM)}
        hook, sys.excepthook = sys.excepthook, _log_exception
        try:
            # The picture is ready before the window is: its first paint is a slide.
            self.rotation.start()
            self.stage.show() if self._windowed else self.stage.showFullScreen()
            if self._metrics.wanted:
                self._samples.start(_SAMPLE_MS)
            if seconds is not None:
                QTimer.singleShot(max(int(seconds * 1000), 0), self._leave)
            self._app.exec()
        finally:
            sys.excepthook = hook
            for number, handler in handlers.items():
                signal.signal(number, handler)
            self._metrics.sample()
            self._errand.close()
            self.stage.close()
            self._metrics.close()
        if self._sentence:
            print(f"kiosk: {self._sentence}", file=sys.stderr)
            return 3
        return 0

    def _find_screen(self, connectors: dict[str, str]) -> QScreen | None:
        """Find the screen by its connector, or by the name the campaign gives it."""
        wanted = {self._screen_name, connectors.get(self._screen_name or "")}
        return next((s for s in self._app.screens() if s.name() in wanted), None)

    def _place(self, screen: QScreen) -> None:
        area = screen.geometry()
        if self._windowed:
            w = min(1280, int(area.width() * 0.8))
            area = QRect(area.x() + (area.width() - w) // 2, area.y() + area.height() // 8, w, w * 9 // 16)
        self.stage.setScreen(screen)
        self.stage.setGeometry(area)

    @Slot(object)
    def _choose_screen(self, new: Playlist) -> None:
        """Move to the connector that the campaign names for this screen, once it is known."""
        if self._screen_name is None:
            return
        found = self._find_screen(dict(new.connectors))
        if found is not None and found is not self.stage.screen():
            self._place(found)
        elif found is None and not self._missed:
            self._missed = True
            there = ", ".join([*(s.name() for s in self._app.screens()), *new.connectors])
            log.warning("there is no screen %s, so the primary one is played on; there are: %s", self._screen_name, there)

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._sentence = sentence
        self._app.quit()

    @Slot()
    def _leave(self) -> None:
        self._app.quit()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._app.quit()


def _log_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log what nobody caught; the wall goes on."""
    log.error("the player goes on after: %s", error, exc_info=(kind, error, trace))
