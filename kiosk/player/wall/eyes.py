"""The pixel watchdog: looks at what really stands on the screen, and whether it changes when the slide does."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QRasterWindow

SIZE = QSize(48, 27)
MISSES = 3
"""Slides in a row that must not have come on the screen before it is said to stand still."""


class Eyes:
    """Watches one window's place on the screen from slide to slide."""

    def __init__(self) -> None:
        self._wanted = self._seen = b""
        self._misses = 0
        self.state = "unknown"
        """What was found last: "changes", "still", or "unknown" where the system lets nobody look."""

    def look(self, window: QRasterWindow, slide: QImage) -> str:
        """Look once a slide should stand on the screen; returns a sentence when the screen stands still, else nothing."""
        if not window.isExposed():
            return ""
        seen, wanted = small(grabbed(window)), small(slide)
        before_seen, before_wanted = self._seen, self._wanted
        self._seen, self._wanted = seen, wanted
        if not seen:
            self.state = "unknown"
            return ""
        if before_wanted == wanted or not before_seen:
            return ""  # nothing had to change
        frozen = seen == before_seen
        blank = len(set(_pixels(seen))) == 1 and len(set(_pixels(wanted))) > 4
        self._misses = self._misses + 1 if frozen or blank else 0
        self.state = "still" if self._misses else "changes"
        if self._misses < MISSES:
            return ""
        self._misses = 0
        return "the screen is blank, though slides are painted" if blank else "the screen does not change, though slides do"


def grabbed(window: QRasterWindow) -> QImage:
    """Take a picture of the window's place on the screen, whatever covers it; an empty one where that is not allowed."""
    if QGuiApplication.platformName().startswith("wayland"):
        return QImage()
    # Asked of the application: a screen that was asked of a window goes with that window.
    screen = QGuiApplication.screenAt(window.geometry().center()) or QGuiApplication.primaryScreen()
    area = window.geometry().translated(-screen.geometry().topLeft())
    return screen.grabWindow(0, area.x(), area.y(), area.width(), area.height()).toImage()


def small(image: QImage) -> bytes:
    """Reduce a picture to few pixels that can be compared; empty for none."""
    if image.isNull():
        return b""
    plain = image.scaled(SIZE, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.FastTransformation)
    return bytes(plain.convertToFormat(QImage.Format.Format_RGB32).constBits())


def _pixels(raw: bytes) -> list[bytes]:
    return [raw[i : i + 3] for i in range(0, len(raw), 4)]
