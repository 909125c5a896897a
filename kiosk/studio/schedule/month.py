"""A month of one screen as a picture: a lane for each thing it shows, its light, and where there is nothing to show."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.campaign import diary
from kiosk.campaign.campaign import Campaign, Screen
from kiosk.campaign.diary import Note
from kiosk.campaign.light import Light
from kiosk.export.timeline import lanes as lay
from kiosk.export.timeline.lanes import Lane
from kiosk.export.timeline.timeline import BARS
from kiosk.export.timeline.timescale import Scale
from kiosk.record import record
from kiosk.studio.items.delegate import running
from kiosk.studio.look.colours import Scheme
from kiosk.studio.words import _

_AXIS, _STRIP, _LANE, _BAR = 22.0, 7.0, 30.0, 10.0
_APART, _VEIL = 10, 215
"""Pixels between two dates of the axis; how much the ground of a name hides."""
_HOURS = time(9)


@record
class Laid:
    """A screen's month, laid out."""

    campaign: Campaign
    screen: Screen | None
    first: date
    lanes: tuple[Lane, ...]
    lights: tuple[tuple[datetime, datetime, Light], ...]
    gaps: tuple[Note, ...]
    clashes: tuple[Note, ...]


def month_of(day: date) -> date:
    """Find the first day of a month."""
    return date(day.year, day.month, 1)


def laid_out(campaign: Campaign, screen: Screen | None, first: date) -> Laid:
    """Lay a month out, for a worker thread."""
    zone = campaign.zone
    start = datetime.combine(first, time(), zone)
    end = datetime.combine(month_of(first + timedelta(days=40)), time(), zone)
    told = diary.diary(campaign, screen, start, end)
    rows = lay.lanes(told.stretches, campaign)
    return Laid(campaign, screen, first, rows, lay.lights(told.stretches), told.gaps, told.clashes)


class Month(QWidget):
    """Paints a month and lets a moment be picked: with the mouse, by arrow keys (a day), Page Up and Down (a week)."""

    picked = Signal(object)

    def __init__(self, colours: Scheme) -> None:
        super().__init__()
        self._colours = colours
        self._laid: Laid | None = None
        self._at: datetime | None = None
        self._grip = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("What the screen shows over the month"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Ask for a line for each lane."""
        count = len(self._laid.lanes) if self._laid is not None else 4
        return QSize(300, round(_AXIS + _STRIP + 6 + count * self._lane_height))

    def shows(self, campaign: Campaign, screen: Screen | None, first: date) -> bool:
        """Tell whether this very month is shown."""
        laid = self._laid
        return laid is not None and laid.campaign is campaign and laid.screen == screen and laid.first == first

    def show_laid(self, laid: Laid) -> None:
        """Show a month."""
        self._laid = laid
        names = ", ".join(lane.words for lane in laid.lanes[:12])
        self.setAccessibleDescription(
            _("{names}. Gaps: {count}, clashes: {count2}.", names=names, count=len(laid.gaps), count2=len(laid.clashes))
        )
        self.updateGeometry()
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def show_moment(self, at: datetime) -> None:
        """Mark a moment."""
        self._at = at
        self.update()

    def scale(self) -> Scale | None:
        """Tell where moments stand."""
        if self._laid is None:
            return None
        zone = self._laid.campaign.zone
        first = self._laid.first
        end = datetime.combine(month_of(first + timedelta(days=40)), time(), zone)
        return Scale(datetime.combine(first, time(), zone), end, 1, self.width() - 2.0, zone)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axis, light, lanes, gaps and the moment."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, laid, c = self.scale(), self._laid, self._colours
        if scale is None or laid is None:
            painter.setPen(QColor(c.second))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "…")
            return
        painter.setFont(self._small)
        for tick in scale.ticks(painter.fontMetrics().horizontalAdvance("28 Sept") + _APART):
            x = self._mirrored(tick.x)
            painter.setPen(QColor(c.line))
            painter.drawLine(QPointF(x, _AXIS - 6), QPointF(x, self.height()))
            painter.setPen(QColor(c.second))
            wide = painter.fontMetrics().horizontalAdvance(tick.words)
            left = x - wide - 2 if self._rtl else x + 2
            painter.setLayoutDirection(running(tick.words, rtl=self._rtl))
            painter.drawText(QPointF(min(max(left, 0), self.width() - wide), _AXIS - 8), tick.words)
        for start, end, light in laid.lights:
            shade = {"on": "#E9B949", "dim": "#8C7F8A", "dark": "#3A3340"}[light]
            painter.fillRect(self._box(scale, start, end, _AXIS, _STRIP), QColor(shade))
        for number, lane in enumerate(laid.lanes):
            self._bars(painter, scale, lane, self._top(number))
        for gap in laid.gaps:
            box = self._box(scale, gap.start, gap.end, _AXIS, self.height() - _AXIS)
            painter.fillRect(box, QColor(163, 23, 31, 40))
            painter.setPen(QPen(QColor(c.error), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
        if self._at is not None:
            x = self._mirrored(scale.at(self._at))
            painter.setPen(QPen(QColor(c.accent), 2))
            painter.drawLine(QPointF(x, _AXIS - 6), QPointF(x, self.height()))
        for number, lane in enumerate(laid.lanes):
            self._name(painter, lane, self._top(number))
        if self.hasFocus():
            painter.setPen(QPen(QColor(c.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the day under the pointer."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pick(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go through the days while the button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._pick(event.position().x())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go a day or a week on or back."""
        side = -1 if self._rtl else 1
        days = {
            Qt.Key.Key_Left: -side,
            Qt.Key.Key_Right: side,
            Qt.Key.Key_PageUp: -7,
            Qt.Key.Key_PageDown: 7,
        }.get(Qt.Key(event.key()))
        if days is None or self._at is None:
            super().keyPressEvent(event)
            return
        self.picked.emit(datetime.combine(self._at.date() + timedelta(days=days), self._at.timetz()))

    def _pick(self, x: float) -> None:
        scale = self.scale()
        if scale is None or self._laid is None:
            return
        share = min(max((self._mirrored(x) - scale.x) / scale.width, 0.0), 0.9999)
        days = (scale.end.date() - scale.start.date()).days
        day = self._laid.first + timedelta(days=int(share * days))
        clock = self._at.timetz() if self._at is not None else _HOURS.replace(tzinfo=scale.zone)
        self.picked.emit(datetime.combine(day, clock))

    @property
    def _small(self) -> QFont:
        small = QFont(self.font())
        small.setPixelSize(max(11, self.fontMetrics().height() - 5))
        return small

    @property
    def _lane_height(self) -> float:
        return max(_LANE, self._small.pixelSize() + _BAR + 12)

    @property
    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _mirrored(self, x: float) -> float:
        return self.width() - x if self._rtl else x

    def _box(self, scale: Scale, start: datetime, end: datetime, y: float, height: float) -> QRectF:
        left, right = scale.at(start), scale.at(end)
        width = max(right - left, 1.5)
        return QRectF(self.width() - left - width if self._rtl else left, y, width, height)

    def _top(self, number: int) -> float:
        return _AXIS + _STRIP + 6 + number * self._lane_height

    def _name(self, painter: QPainter, lane: Lane, y: float) -> None:
        """Paint the name of a thing, on a ground of its own where a line or a gap lies behind it."""
        side = Qt.AlignmentFlag.AlignAbsolute | (Qt.AlignmentFlag.AlignRight if self._rtl else Qt.AlignmentFlag.AlignLeft)
        painter.setLayoutDirection(running(lane.words, rtl=self._rtl))
        words = painter.fontMetrics().elidedText(lane.words, Qt.TextElideMode.ElideRight, self.width() - 4)
        box = QRectF(2, y, self.width() - 4, self._lane_height - _BAR - 3)
        ground = QColor(self._colours.panel)
        ground.setAlpha(_VEIL)
        painter.fillRect(painter.boundingRect(box, side | Qt.AlignmentFlag.AlignVCenter, words).adjusted(-1, 1, 2, -1), ground)
        painter.setPen(QColor(self._colours.text))
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, words)

    def _bars(self, painter: QPainter, scale: Scale, lane: Lane, y: float) -> None:
        """Paint when a thing is shown."""
        painter.setPen(Qt.PenStyle.NoPen)
        for near in lay.near(lane, scale):
            painter.setBrush(QColor(BARS[near.bar.kind][0].hex))
            painter.setOpacity(1.0 if near.inked > 0.8 * (near.right - near.x) else 0.6)
            painter.drawRoundedRect(self._box(scale, near.bar.start, near.bar.end, y + self._lane_height - _BAR - 4, _BAR), 2, 2)
        painter.setOpacity(1.0)
