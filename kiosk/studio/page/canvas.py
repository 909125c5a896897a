"""The page in the middle of the window: zoomed, with guides, and with boxes that can be clicked to edit their field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from kiosk.page.geometry import Rect
from kiosk.studio.look.colours import Scheme
from kiosk.studio.page.pages import Shown
from kiosk.studio.words import _

Zoom = float | Literal["fit", "actual"]
_MARGIN = 22
_SMALLEST, _LARGEST = 0.1, 8.0
_FIELDS: Mapping[str, str] = {
    "title": "title",
    "short": "summary",
    "kicker": "title",
    "date": "starts",
    "weekday": "starts",
    "numeral": "starts",
    "facts": "venue",
    "description": "description",
    "qr": "booking",
    "cta": "booking",
    "url": "booking",
    "picture": "picture",
}
"""Which field of an item a box on its page shows."""


_NEAR = 10.0
"""How far beside a box, in device-independent pixels, a click still means it."""


def field_of(box: str) -> str:
    """Name the field that a box of a page shows; empty when it is not one of the item's."""
    name, _, number = box.rpartition("-")
    return _FIELDS.get(name if number.isdecimal() else box, "")


class Canvas(QWidget):
    """Shows one page. Zoom is in device-independent pixels a point, or fits, or is the size it will have on paper."""

    box_chosen = Signal(str)
    """A box of the page was clicked (the name of its field)."""
    zoom_changed = Signal(float)
    """The page is shown at another size (1.0 = as on paper)."""
    size_wanted = Signal(int)
    """The page should be painted at another height (device pixels)."""

    def __init__(self, colours: Scheme) -> None:
        super().__init__()
        self.colours = colours
        self._shown: Shown | None = None
        self._zoom: Zoom = "fit"
        self._pan = QPointF()
        self._grip: QPointF | None = None
        self._guides = False
        self._chosen = ""
        self._said = 0
        self.setMinimumSize(320, 240)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Preview"))
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        """Ask for room."""
        return QSize(640, 640)

    def show_page(self, shown: Shown) -> None:
        """Show another page, or the same one with other words."""
        before = self._shown.wanted.stock if self._shown else ""
        self._shown = shown
        self.setAccessibleDescription(shown.composed.alt if shown.composed else shown.trouble)
        if before != shown.wanted.stock:
            self._pan = QPointF()
            self._ask_size()
        self.zoom_changed.emit(self.zoom)
        self.update()

    def choose(self, field: str) -> None:
        """Frame the box that shows a field."""
        if field != self._chosen:
            self._chosen = field
            self.update()

    def set_guides(self, on: bool) -> None:
        """Show or hide bleed, safe area and boxes."""
        self._guides = on
        self.update()

    def set_zoom(self, zoom: Zoom) -> None:
        """Show the page at a size: a factor of its size on paper, `actual`, or as large as fits."""
        self._zoom = zoom if isinstance(zoom, str) else min(max(zoom, _SMALLEST), _LARGEST)
        if zoom == "fit":
            self._pan = QPointF()
        self._ask_size()
        self.zoom_changed.emit(self.zoom)
        self.update()

    @property
    def zoom(self) -> float:
        """How large the page is shown: 1.0 as on paper, or a slide's pixels one to one."""
        return self._scale() / self._actual()

    @property
    def wanted_height(self) -> int:
        """The height in device pixels at which the page is shown."""
        stock = self._shown.composed.page.stock if self._shown and self._shown.composed else None
        if stock is None:
            return round((self.height() - 2 * _MARGIN) * self.devicePixelRatioF())
        return max(40, min(round(stock.height * self._scale() * self.devicePixelRatioF()), 4400))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, page, guides and the chosen box."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.colours.canvas))
        shown, box = self._shown, self._page_box()
        if shown is None or shown.image is None or box is None:
            self._words(painter, shown.trouble if shown else "")
            return
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        for edge in (QRectF(box.right(), box.y() + 3, 3, box.height()), QRectF(box.x() + 3, box.bottom(), box.width() - 3, 3)):
            painter.fillRect(edge, QColor(0, 0, 0, 60))
        # A page has no holes, so its pixels are put down as they are; while another size is being made they are stretched.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(box, shown.image, QRectF(shown.image.rect()))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if self._guides:
            self._draw_guides(painter, box)
        self._draw_chosen(painter, box)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the box under the pointer, or take hold of the page."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        name = self.box_at(event.position())
        if name:
            self.choose(field_of(name))
            self.box_chosen.emit(field_of(name))
        else:
            self._grip = event.position() - self._pan

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the page along, or show that a box can be clicked."""
        if self._grip is not None:
            self._pan = event.position() - self._grip
            self.update()
            return
        inside = self.box_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if inside else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the page go."""
        self._grip = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else move the page."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * 1.0015 ** turned.y())
        elif self._zoom != "fit":
            self._pan += QPointF(turned.x(), turned.y()) * 0.5
            self.update()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the page with the arrow keys."""
        steps = {
            Qt.Key.Key_Left: QPointF(40, 0),
            Qt.Key.Key_Right: QPointF(-40, 0),
            Qt.Key.Key_Up: QPointF(0, 40),
            Qt.Key.Key_Down: QPointF(0, -40),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or self._zoom == "fit":
            super().keyPressEvent(event)
            return
        self._pan += step
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a page of another size when it is to fit."""
        self._ask_size()
        self.zoom_changed.emit(self.zoom)

    def box_at(self, at: QPointF) -> str:
        """Name the smallest box under a point that shows one of the item's fields, else the nearest that all but lies there."""
        composed = self._shown.composed if self._shown else None
        if composed is None:
            return ""
        places = [(r.w * r.h, name, self._on_screen(r)) for name, r in composed.boxes.items() if field_of(name)]
        # A page is shown small: nobody should have to hit a line of it.
        found = [(_beside(at, box), size, name) for size, name, box in places if _beside(at, box) <= _NEAR]
        return min(found)[2] if found else ""

    def box_of(self, field: str) -> QRectF | None:
        """Find where the box of a field stands in the widget."""
        composed = self._shown.composed if self._shown else None
        if composed is None:
            return None
        # What bears the field's own name shows it rather than a line that only leads there.
        found = sorted((name != field, n, name) for n, name in enumerate(composed.boxes) if field_of(name) == field)
        return self._on_screen(composed.boxes[found[0][2]]) if found else None

    def image(self) -> QImage | None:
        """Give the page's picture."""
        return self._shown.image if self._shown else None

    def _scale(self) -> float:
        """Give device-independent pixels a point."""
        composed = self._shown.composed if self._shown else None
        if self._zoom == "actual":
            return self._actual()
        if isinstance(self._zoom, float | int):
            return self._zoom * self._actual()
        if composed is None:
            return 1.0
        stock = composed.page.stock
        room = max(self.width() - 2 * _MARGIN, 40), max(self.height() - 2 * _MARGIN, 40)
        return min(room[0] / stock.width, room[1] / stock.height)

    def _actual(self) -> float:
        """Give the pixels a point at which the page has the size it will have: by the screen's dpi, or pixel for pixel."""
        composed = self._shown.composed if self._shown else None
        if composed is not None and composed.page.stock.kind == "screen":
            return 1 / 0.75 / self.devicePixelRatioF()
        return self.screen().physicalDotsPerInch() / 72

    def _page_box(self) -> QRectF | None:
        composed = self._shown.composed if self._shown else None
        if composed is None:
            return None
        scale, stock = self._scale(), composed.page.stock
        w, h = stock.width * scale, stock.height * scale
        ratio = self.devicePixelRatioF()
        image = self._shown.image if self._shown else None
        if image is not None and abs(image.height() - h * ratio) < 1 and abs(image.width() - w * ratio) < 1:
            w, h = image.width() / ratio, image.height() / ratio  # pixel on pixel: quick, and as sharp as it can be
        x, y = (self.width() - w) / 2 + self._pan.x(), (self.height() - h) / 2 + self._pan.y()
        return QRectF(round(x * ratio) / ratio, round(y * ratio) / ratio, w, h)

    def _on_screen(self, r: Rect) -> QRectF:
        box, scale = self._page_box(), self._scale()
        assert box is not None
        return QRectF(box.x() + r.x * scale, box.y() + r.y * scale, r.w * scale, r.h * scale)

    def _ask_size(self) -> None:
        wanted = self.wanted_height
        if wanted != self._said:
            self._said = wanted
            self.size_wanted.emit(wanted)

    def _words(self, painter: QPainter, words: str) -> None:
        painter.setPen(QColor(self.colours.second))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(60, 20, -60, -20), flags, words or "…")

    def _draw_guides(self, painter: QPainter, box: QRectF) -> None:
        composed = self._shown.composed if self._shown else None
        if composed is None:
            return
        stock, scale = composed.page.stock, self._scale()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        bleed = stock.bleed * scale
        for rect, colour, style in (
            (box.adjusted(-bleed, -bleed, bleed, bleed), "#C7402D", Qt.PenStyle.SolidLine),
            (self._on_screen(stock.safe_area), "#2B7BD6", Qt.PenStyle.DashLine),
        ):
            painter.setPen(QPen(QColor(colour), 1, style))
            painter.drawRect(rect)
        painter.setPen(QPen(QColor(43, 123, 214, 150), 1, Qt.PenStyle.DotLine))
        for name, rect in composed.boxes.items():
            if field_of(name):
                painter.drawRect(self._on_screen(rect))

    def _draw_chosen(self, painter: QPainter, box: QRectF) -> None:
        frame = self.box_of(self._chosen) if self._chosen else None
        if frame is None:
            return
        frame = frame.adjusted(-4, -3, 4, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self.colours.accent), 3))
        painter.drawRect(frame)
        painter.setPen(QPen(QColor("#FFFFFF"), 1.5))
        painter.drawRect(frame)
        painter.setBrush(QColor("#FFFFFF"))
        painter.setPen(QPen(QColor(self.colours.accent), 1))
        for corner in (frame.topLeft(), frame.topRight(), frame.bottomLeft(), frame.bottomRight()):
            painter.drawRect(QRectF(corner.x() - 3, corner.y() - 3, 6, 6))


def _beside(at: QPointF, box: QRectF) -> float:
    """Measure how far a point lies outside of a box; nothing inside of it."""
    return max(box.left() - at.x(), at.x() - box.right(), box.top() - at.y(), at.y() - box.bottom(), 0.0)
