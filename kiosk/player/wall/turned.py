"""Turned panels: from the upright picture to the window's own pixels, and back for fingers."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QImage, QTransform


def upright(size: QSize, turn: int) -> QSize:
    """Tell how large the picture is that fills a window turned so many degrees clockwise."""
    return size.transposed() if turn % 180 else size


def to_window(window: QSize, turn: int) -> QTransform:
    """Map points of the upright picture to the window's pixels; the panel hangs turned clockwise by `turn`."""
    w, h = window.width(), window.height()
    match turn % 360:
        case 90:
            return QTransform().translate(0, h).rotate(-90)
        case 180:
            return QTransform().translate(w, h).rotate(180)
        case 270:
            return QTransform().translate(w, 0).rotate(90)
        case _:
            return QTransform()


def picture(image: QImage, turn: int) -> QImage:
    """Turn an upright picture to how the window's pixels lie; unturned it stays the same picture, not a copy."""
    return image.transformed(QTransform().rotate(-turn)) if turn % 360 else image


def way(step: QPoint, turn: int) -> QPoint:
    """Turn a direction of the upright picture into the window's."""
    return QTransform().rotate(-turn).map(step)
