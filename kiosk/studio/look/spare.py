"""Room to spare, and what happens without it: what would be cut off scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LEAST = QSize(120, 60)


class Spare(QScrollArea):
    """Gives what it holds all the room that there is, and scrolls it where that is less than the least that it needs."""

    offered = Signal(QSize)
    """So much room is there: what can be folded may be folded."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        """Ask for what it holds."""
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Make do with little: the rest scrolls."""
        return _LEAST

    def hasHeightForWidth(self) -> bool:
        """Tell whether words wrap inside."""
        return self._inside.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """Ask for the height that words need at a width."""
        return self._inside.heightForWidth(width)

    def wide(self) -> int:
        """Measure the least width that never needs to be scrolled sideways."""
        return self._inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the new room."""
        super().resizeEvent(event)
        self._share()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what the inside needs."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._share()
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _share(self) -> None:
        room = self.maximumViewportSize()
        self.offered.emit(room)
        bar = self.horizontalScrollBar().sizeHint().height()
        least = self._least(room.width())
        if least.width() > room.width():
            room.setHeight(room.height() - bar)
        if least.height() > room.height():
            room.setWidth(room.width() - bar)
            least = self._least(room.width())
        self._inside.resize(room.expandedTo(least))

    def _least(self, width: int) -> QSize:
        least, layout = self._inside.minimumSizeHint(), self._inside.layout()
        if layout is None or not layout.hasHeightForWidth():
            return least
        return QSize(least.width(), layout.minimumHeightForWidth(max(width, least.width())))


class Area(QScrollArea):
    """What may be long, on a card: it asks for a height, and makes do with less."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._high = 0
        self.setObjectName("panel")
        self.setWidgetResizable(True)
        self.setAccessibleName(name)

    def ask(self, high: int) -> None:
        """Ask for a height."""
        self._high = high
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Say what is asked for."""
        return QSize(super().sizeHint().width(), self._high)
