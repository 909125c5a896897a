"""Boxes that stay as they are when the wheel goes over them: whoever scrolls a panel means the panel."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSlider, QSpinBox


class Choice(QComboBox):
    """One of several values."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to what is scrolled."""
        event.ignore()


class Number(QSpinBox):
    """A number."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to what is scrolled."""
        event.ignore()


class Slider(QSlider):
    """A place between two ends."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to what is scrolled."""
        event.ignore()
