"""The scene: what stands on a window at a moment, and how it is painted; it knows neither window nor clock."""

from __future__ import annotations

import mmap
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTransform

from kiosk.player import cache
from kiosk.player.wall import transition, turned
from kiosk.player.wall.dial import Dial
from kiosk.player.wall.transition import CUT, Change, Layer
from kiosk.record import record

DARK = QColor(0x14, 0x1C, 0x1F)
"""What stands round a letterboxed slide, and alone while there is no slide at all."""
BLACK = QColor(0, 0, 0)
_Mode = QPainter.CompositionMode


@record(eq=False)
class Frame:
    """A picture that can be shown, the mapped file that holds its pixels, and the clock that goes on it."""

    image: QImage
    store: mmap.mmap | None = None
    dial: Dial | None = None


@record
class Mark:
    """A rectangle over the picture, in upright pixels: filled, or a ring so many pixels thick; `round` makes it a disc."""

    rect: QRect
    colour: str
    ring: int = 0
    round: bool = False


def frame(root: Path, key: str, check: bool = True) -> Frame:
    """Open a cached slide for the stage, its pixels mapped, not copied; raises cache.Error."""
    entry = cache.read(root, key)
    store = cache.open_pixels(root, entry, check)
    # Slides are opaque, and Qt blends RGB32 in one pass where ARGB32 takes two.
    image = QImage(memoryview(store), entry.width, entry.height, entry.width * 4, QImage.Format.Format_RGB32)
    if entry.dial is None:
        return Frame(image, store)
    dial = Dial(image, memoryview(store)[image.sizeInBytes() :], entry.dial)
    return Frame(dial.image, store, dial)


class Scene:
    """A slide, the one it follows, marks over them, and the light; sizes in device pixels."""

    def __init__(self) -> None:
        self.window = QSize(1, 1)
        self.turn = 0
        self.shift = QPoint(0, 0)
        self.marks: tuple[Mark, ...] = ()
        self.light = 1.0
        self.new: Frame | None = None
        self.old: Layer | None = None
        self.change: Change = CUT
        self.part = 1.0
        self._spot = QPoint(0, 0)
        self._fitted: tuple[Frame, QSize, int, QImage] | None = None
        self._laid: tuple[Frame, QSize, int, QPoint, Layer] | None = None

    @property
    def size(self) -> QSize:
        """The size of the upright picture that fills the window."""
        return turned.upright(self.window, self.turn)

    def put(self, slide: Frame, change: Change) -> None:
        """Let a slide follow what stands there, by a transition that begins now."""
        self.old = self._standing() if change.seconds > 0 else None
        self.new, self.change, self.part = slide, change, 0.0
        self._fitted, self._laid, self._spot = None, None, self.shift

    def settle(self) -> None:
        """End a running transition on its second picture."""
        self.old, self.part = None, 1.0

    def clear(self) -> None:
        """Let nothing stand there."""
        self.old = self.new = self._fitted = self._laid = None

    def target(self) -> QRect:
        """Compute where the slide stands upright: as large as fits, in the middle."""
        w, h = self.size.width(), self.size.height()
        if self.new is None:
            return QRect(0, 0, w, h)
        size = self.new.image.size().scaled(w, h, Qt.AspectRatioMode.KeepAspectRatio)
        if abs(size.width() - w) <= 1 and abs(size.height() - h) <= 1:
            size = QSize(w, h)  # a rounded pixel is no reason for a black line
        return QRect((w - size.width()) // 2, (h - size.height()) // 2, size.width(), size.height())

    def fit(self) -> QImage:
        """Scale and turn the slide for the window, once; at its own size it stays the mapped picture."""
        assert self.new is not None
        image, size = self.new.image, self.target().size()
        if image.size() == size and not self.turn:
            return image
        known = self._fitted
        if known is None or (known[0] is not self.new) or known[1:3] != (size, self.turn):
            smooth = Qt.TransformationMode.SmoothTransformation
            scaled = image if image.size() == size else image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            known = self._fitted = (self.new, size, self.turn, turned.picture(scaled, self.turn))
        return known[3]

    def renew(self, part: QRect) -> QRect:
        """Take note that a part of the slide's picture is another; tells where it stands in the window's pixels."""
        assert self.new is not None
        image, target, known = self.new.image, self.target(), self._fitted
        if known is not None and known[0] is self.new and known[1:3] == (image.size(), self.turn):
            # On a turned panel the part alone is turned: a whole slide takes several frames' time.
            upright = turned.to_window(known[3].size(), self.turn).mapRect(part)
            painter = QPainter(known[3])
            painter.setCompositionMode(_Mode.CompositionMode_Source)
            painter.drawImage(upright.topLeft(), turned.picture(image.copy(part), self.turn))
            painter.end()
        else:
            self._fitted = self._laid = None
        by = QTransform.fromTranslate(target.x(), target.y()).scale(
            target.width() / image.width(), target.height() / image.height()
        )
        place = turned.to_window(self.window, self.turn).mapRect(by.mapRect(QRectF(part))).toAlignedRect()
        return place.translated(self._spot).adjusted(-2, -2, 2, 2)  # scaling mixes neighbours

    def upright(self, point: QPointF) -> QPoint:
        """Find where on the upright picture a pixel of the window lies."""
        back, _ = turned.to_window(self.window, self.turn).inverted()
        return back.map(point).toPoint()

    def snapshot(self) -> QImage:
        """Copy the slide, upright and without marks or dimming."""
        image = QImage(self.size, QImage.Format.Format_RGB32)
        image.fill(DARK)
        if self.new is not None:
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.target(), self.new.image)
            painter.end()
        return image

    def draw(self, painter: QPainter) -> None:
        """Paint this moment over the whole window."""
        whole = QRect(QPoint(0, 0), self.window)
        if self.light <= 0:
            painter.fillRect(whole, BLACK)
            return
        self._slides(painter)
        painter.setCompositionMode(_Mode.CompositionMode_SourceOver)
        if self.marks:
            self._over(painter)
        if self.light < 1:
            painter.fillRect(whole, QColor(0, 0, 0, round(255 * (1 - self.light))))

    def _layer(self) -> Layer:
        """Tell how the slide stands in the window's pixels; worked out once, not for each frame."""
        assert self.new is not None
        laid = self._laid
        if laid is None or laid[0] is not self.new or laid[1:4] != (self.window, self.turn, self._spot):
            place = turned.to_window(self.window, self.turn).mapRect(self.target())
            laid = self._laid = (self.new, self.window, self.turn, self._spot, Layer(self.fit(), place, self._spot))
        return laid[4]

    def _standing(self) -> Layer | None:
        """Keep what stands there now: the slide, or a copy of the moment in mid-transition."""
        if self.new is None:
            return None
        if self.old is None:
            return self._layer()
        image = QImage(self.window, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        self._slides(painter)
        painter.end()
        return Layer(image, image.rect(), QPoint(0, 0))

    def _slides(self, painter: QPainter) -> None:
        whole = QRect(QPoint(0, 0), self.window)
        new = self._layer() if self.new is not None else None
        painter.setCompositionMode(_Mode.CompositionMode_Source)
        if not all(layer is not None and layer.place.contains(whole) for layer in (new, self.old or new)):
            painter.fillRect(whole, DARK)
        if new is None:
            return
        if self.old is None:
            transition.draw(painter, new, QPoint(0, 0))
        else:
            way = -self.size.width() if self.change.rtl else self.size.width()
            travel = turned.way(QPoint(way, 0), self.turn)
            transition.between(painter, self.change.kind, self.part, self.old, new, travel)

    def _over(self, painter: QPainter) -> None:
        painter.save()
        painter.setTransform(turned.to_window(self.window, self.turn), combine=True)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self.marks:
            colour = QColor(mark.colour)
            painter.setPen(QPen(colour, mark.ring) if mark.ring else Qt.PenStyle.NoPen)
            painter.setBrush(Qt.BrushStyle.NoBrush if mark.ring else colour)
            if mark.ring:
                painter.drawRoundedRect(mark.rect, mark.ring * 2, mark.ring * 2)
            elif mark.round:
                painter.drawEllipse(mark.rect)
            else:
                painter.drawRect(mark.rect)
        painter.restore()
