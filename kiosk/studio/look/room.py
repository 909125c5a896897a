"""Where the window stands and how large it is: as it was left, and never beyond the screen."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMargins, QRect, QSettings, QSize
from PySide6.QtWidgets import QMainWindow

SMALLEST = QSize(640, 420)
"""The least: a screen of 1366 by 768 that shows everything at 150 %. What has no room there is folded, or scrolls."""
_USUAL = QSize(1440, 900)
_FRAME = QMargins(4, 32, 4, 4)
"""What a window manager puts round a window, before anybody can ask it."""


def restore(window: QMainWindow) -> None:
    """Put a window where it was left; the first time in the middle of the screen, with room for its frame."""
    window.setMinimumSize(SMALLEST)
    window.resize(_USUAL)
    kept = QSettings("kiosk", "studio").value("geometry")
    known = isinstance(kept, QByteArray) and window.restoreGeometry(kept)
    if not window.isMaximized():
        window.setGeometry(fitting(window.geometry(), window.screen().availableGeometry(), middle=not known))


def keep(window: QMainWindow) -> None:
    """Remember where a window stands."""
    QSettings("kiosk", "studio").setValue("geometry", window.saveGeometry())


def fitting(wanted: QRect, screen: QRect, *, middle: bool = False) -> QRect:
    """Make a window's place fit into what a screen has free; `middle` puts it there whatever was wanted."""
    room = screen.marginsRemoved(_FRAME)
    made = QRect(wanted.topLeft(), wanted.size().boundedTo(room.size()).expandedTo(SMALLEST))
    if middle:
        made.moveCenter(room.center())
    made.moveLeft(max(min(made.left(), room.right() + 1 - made.width()), room.left()))
    made.moveTop(max(min(made.top(), room.bottom() + 1 - made.height()), room.top()))
    return made
