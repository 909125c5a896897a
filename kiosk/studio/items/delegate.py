"""How a line of the item list looks: the day as a numeral, title and place, one badge; above the first of a week its heading."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import bidirectional

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kiosk.studio.items.items import ROW, Row
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.style import SMALLEST_PX

_HEIGHT = 66
_HEAD = 28
_NUMERAL = 34
_EDGE = 3
_ELIDE = Qt.TextElideMode.ElideRight


class Lines(QStyledItemDelegate):
    """Paints the rows of the item list."""

    def __init__(self, colours: Scheme, headed: Callable[[int], bool], parent: QObject) -> None:
        super().__init__(parent)
        self.colours = colours
        self._headed = headed

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give the height of a row: more where the system asks for larger type."""
        high = max(_HEIGHT, round(option.fontMetrics.height() * 3.6))
        return QSize(200, high + _head(option) if self._headed(index.row()) else high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint one row."""
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        if self._headed(index.row()):
            option = self._heading(painter, option, row.group)
        c, box = self.colours, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, QColor(c.selection if chosen else c.panel))
        painter.fillRect(_place(box, 0, box.height() - 1, box.width(), 1, rtl), QColor(c.line))
        if chosen:
            painter.fillRect(_place(box, 0, 0, _EDGE, box.height(), rtl), QColor(c.accent))
        self._date(painter, option, row, rtl)
        line = option.fontMetrics.height()
        left = round(_NUMERAL * _larger(option)) + 24
        width = box.width() - left - 12
        top = (box.height() - 2 * line - 6) // 2
        title = QFont(option.font)
        title.setWeight(QFont.Weight.DemiBold)
        title.setStrikeOut(row.struck)
        title.setItalic(row.draft)
        self._text(painter, _place(box, left, top, width, line + 2, rtl), row.title, title, c.text, rtl)
        badge = self._badge(painter, option, row, top + line + 5, rtl)
        self._text(
            painter, _place(box, left, top + line + 6, width - badge - 8, line + 2, rtl), row.meta, option.font, c.second, rtl
        )
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)  # the badge has left its own
            painter.setPen(QColor(c.accent))
            painter.drawRect(box.adjusted(1, 1, -2, -3))
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, words: str) -> QStyleOptionViewItem:
        """Paint the heading of a group, and give what is left for the row."""
        box, high = option.rect, _head(option)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        painter.fillRect(box, QColor(self.colours.panel))
        font = QFont(option.font)
        font.setPixelSize(max(12, option.fontMetrics.height() - 4))
        font.setWeight(QFont.Weight.DemiBold)
        self._text(painter, _place(box, 12, 4, box.width() - 24, high - 4, rtl), words, font, self.colours.second, rtl)
        painter.fillRect(_place(box, 0, high - 1, box.width(), 1, rtl), QColor(self.colours.line))
        rest = QStyleOptionViewItem(option)
        rest.rect = box.adjusted(0, high, 0, 0)
        return rest

    def _date(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, rtl: bool) -> None:
        font, large = QFont(option.font), _larger(option)
        font.setPixelSize(round(20 * large))
        font.setWeight(QFont.Weight.Bold)
        painter.setPen(QColor(self.colours.text))
        painter.setFont(font)
        centre = Qt.AlignmentFlag.AlignCenter
        middle, wide = option.rect.height() // 2, round(_NUMERAL * large)
        if not row.weekday:
            painter.drawText(_place(option.rect, 12, 0, wide, 2 * middle - 4, rtl), centre, row.numeral or "·")
            return
        up, down = round(24 * large), round(18 * large)
        painter.drawText(_place(option.rect, 12, middle - up, wide, up + 2, rtl), centre, row.numeral)
        font = QFont(option.font)
        font.setPixelSize(round(12 * large))
        painter.setFont(font)
        painter.setPen(QColor(self.colours.second))
        painter.drawText(_place(option.rect, 12, middle + 1, wide, down, rtl), centre, row.weekday)

    def _badge(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, top: int, rtl: bool) -> int:
        """Paint the badge at the end of the second line; returns its width."""
        font, large = QFont(option.font), _larger(option)
        font.setPixelSize(round(12 * large))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        ink, ground = {
            "ok": (self.colours.ok, self.colours.ok_ground),
            "warn": (self.colours.warn, self.colours.warn_ground),
            "error": (self.colours.error, self.colours.error_ground),
            "none": (self.colours.none, self.colours.none_ground),
        }[row.state]
        width = painter.fontMetrics().horizontalAdvance(row.badge) + 12
        box = _place(option.rect, option.rect.width() - width - 12, top, width, round(19 * large), rtl)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(box), 3, 3)
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, row.badge)
        return width

    def _text(self, painter: QPainter, box: QRect, words: str, font: QFont, colour: str, rtl: bool) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        side = Qt.AlignmentFlag.AlignAbsolute | (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
        painter.setLayoutDirection(running(words, rtl=rtl))
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, painter.fontMetrics().elidedText(words, _ELIDE, box.width()))


def running(words: str, *, rtl: bool) -> Qt.LayoutDirection:
    """Tell which way words run: as their first letter does. Left to the window, "14 to 20 November" would end in 14 in Arabic."""
    strong = next((kind for c in words if (kind := bidirectional(c)) in ("L", "R", "AL")), "R" if rtl else "L")
    return Qt.LayoutDirection.LeftToRight if strong == "L" else Qt.LayoutDirection.RightToLeft


def _larger(option: QStyleOptionViewItem) -> float:
    """Tell how much larger than usual the system asks words to be."""
    return max(QFontInfo(option.font).pixelSize() / SMALLEST_PX, 1.0)


def _head(option: QStyleOptionViewItem) -> int:
    return max(_HEAD, option.fontMetrics.height() + 10)


def _place(box: QRect, x: int, y: int, w: int, h: int, rtl: bool) -> QRect:
    """Place a rectangle in a row, mirrored for languages written from the right."""
    return QRect(box.right() + 1 - x - w if rtl else box.left() + x, box.top() + y, w, h)
