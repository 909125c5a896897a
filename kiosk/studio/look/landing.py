"""What shows that a window takes what is held over it: a frame, and in words what letting go would do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.studio.look.colours import Scheme

_EDGE, _ROUND = 4, 10
"""Width of the frame and radius of its corners in pixels."""


class Landing(QWidget):
    """Lies over the whole window while something is held over it; the mouse does not notice it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._words, self._paper, self._ink = "", QColor(), QColor()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def welcome(self, words: str, colours: Scheme) -> None:
        """Show the frame and the words."""
        self._words, self._paper, self._ink = words, QColor(colours.accent), QColor(colours.on_accent)
        font = self._window.font()
        font.setPixelSize(round(self.fontInfo().pixelSize() * 1.3))
        font.setBold(True)
        self.setFont(font)
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, and the words in a plate in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = QColor(self._paper)
        shade.setAlpha(28)
        painter.fillRect(self.rect(), shade)
        pen = painter.pen()
        pen.setColor(self._paper)
        pen.setWidth(_EDGE)
        painter.setPen(pen)
        edge = _EDGE / 2 + 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), _ROUND, _ROUND)
        line = painter.fontMetrics()
        plate = QRectF(0, 0, min(line.horizontalAdvance(self._words) + 4 * line.height(), self.width() - 40), 3 * line.height())
        plate.moveCenter(QRectF(self.rect()).center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._paper)
        painter.drawRoundedRect(plate, _ROUND, _ROUND)
        painter.setPen(self._ink)
        painter.drawText(plate.adjusted(12, 0, -12, 0), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
