"""One display: a window on one screen, with its rotation, its supply of slides and its render worker."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QScreen

from kiosk.player.clock import Clock
from kiosk.player.trust import Guard
from kiosk.player.wall.errand import Errand
from kiosk.player.wall.metrics import Metrics
from kiosk.player.wall.rotation import Rotation
from kiosk.player.wall.screens import ANY
from kiosk.player.wall.stage import Stage
from kiosk.player.wall.supply import Supply, Wish
from kiosk.player.wall.touch import Touch


class Display(QObject):
    """Everything that plays on one screen."""

    def __init__(self, wish: Wish, clock: Clock, metrics: Metrics, *, windowed: bool, guard: Guard | None = None) -> None:
        super().__init__()
        self.name = wish.screen or ANY
        self.windowed = windowed
        self.stage = Stage(windowed=windowed)
        self._errand = Errand(parent=self)
        self.supply = Supply(wish, clock, self._errand, self.stage.pixels, guard)
        self.rotation = Rotation(self.stage, clock, self.supply, metrics)
        self.touch = Touch(self.stage, self.rotation, self.supply)

    def start(self, screen: QScreen) -> None:
        """Take a place on a screen, get the first slide ready, and only then show the window."""
        self.place(screen)
        self.rotation.start()
        self.stage.show() if self.windowed else self.stage.showFullScreen()

    def place(self, screen: QScreen) -> None:
        """Fill a screen, or lie in the middle of its upper part as a window; where that is so already, nothing happens."""
        area = screen.geometry()
        if self.windowed:
            if self.stage.screen() is screen and self.stage.isVisible():
                return  # whoever moved it meant to
            w = min(1280, int(area.width() * 0.8))
            area = QRect(area.x() + (area.width() - w) // 2, area.y() + area.height() // 8, w, w * 9 // 16)
        if self.stage.screen() is not screen:
            self.stage.setScreen(screen)
        if self.stage.geometry() != area:
            self.stage.setGeometry(area)
        if not self.windowed and self.rotation.started:
            self.stage.showFullScreen()

    def close(self) -> None:
        """End it: worker, window and timers."""
        self.rotation.stop()
        self.rotation.deleteLater()
        self._errand.close()
        self.stage.dismiss()
