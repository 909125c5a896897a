"""Paper with a page on it, as it will come out of a printer."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.studio.look.colours import Scheme
from kiosk.studio.output.printing import Paper
from kiosk.studio.words import _

_BESIDE = 2
"""Sides that are shown."""


class Sheet(QWidget):
    """Paper with a page on it, and the next side beside it."""

    def __init__(self, colours: Scheme) -> None:
        super().__init__()
        self.colours = colours
        self._images: list[QImage] = []
        self._paper: Paper | None = None
        self._box = QRectF()
        self._grey = False
        self.setFixedSize(QSize(340, 360))
        self.setAccessibleName(_("How the page lies on the paper"))

    def show_pages(self, images: list[QImage]) -> None:
        """Take on pages."""
        self._images = images

    def show_paper(self, paper: Paper, box: QRectF, *, grey: bool) -> None:
        """Show the pages on this paper, in this place of it."""
        self._paper, self._box, self._grey = paper, box, grey
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the first two sides, and how far the printer reaches."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.colours.canvas))
        paper = self._paper
        if paper is None or not self._images:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shown = self._images[:_BESIDE]
        room = (self.width() - 16 * (len(shown) + 1)) / len(shown)
        scale = min(room / paper.width, (self.height() - 32) / paper.height)
        w, h = paper.width * scale, paper.height * scale
        for number, image in enumerate(shown):
            x = (self.width() - w * len(shown) - 16 * (len(shown) - 1)) / 2 + number * (w + 16)
            sheet = QRectF(x, (self.height() - h) / 2, w, h)
            painter.fillRect(sheet, QColor("#FFFFFF"))
            box = _within(sheet, self._box, scale)
            # Qt's own smoothness looks at four pixels: codes would break up.
            size = (box.size() * self.devicePixelRatioF()).toSize()
            small = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
            painter.drawImage(box, small.convertToFormat(QImage.Format.Format_Grayscale8) if self._grey else small)
            painter.setPen(QPen(QColor(self.colours.border), 1))
            painter.drawRect(sheet)
            painter.setPen(QPen(QColor("#C7402D"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(_within(sheet, paper.reach, scale))


def _within(sheet: QRectF, box: QRectF, scale: float) -> QRectF:
    """Map a box of the paper, in points, to the sheet on the card."""
    return QRectF(sheet.x() + box.x() * scale, sheet.y() + box.y() * scale, box.width() * scale, box.height() * scale)
