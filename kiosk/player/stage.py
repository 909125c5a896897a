"""The stage: one window that blends two finished pictures in software, and repaints only while they blend."""

from __future__ import annotations

import itertools
import logging
import mmap
import time
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QRasterWindow, QResizeEvent, QTransform

from kiosk.player import cache
from kiosk.record import record

log = logging.getLogger("kiosk.player")
DARK = QColor(0x14, 0x1C, 0x1F)
"""What stands round a letterboxed slide, and alone while there is no slide at all."""
_Mode = QPainter.CompositionMode


@record
class Frame:
    """A picture that can be shown, and the mapped file that holds its pixels."""

    image: QImage
    store: mmap.mmap | None = None


@record
class Fade:
    """What one cross-fade looked like: pictures painted, and the milliseconds between them."""

    ms: float
    frames: int
    intervals_ms: tuple[float, ...]


def frame(root: Path, key: str, check: bool = True) -> Frame:
    """Open a cached slide for the stage, its pixels mapped, not copied; raises cache.Error."""
    entry = cache.read(root, key)
    store = cache.open_pixels(root, entry, check)
    # Slides are opaque, and Qt blends RGB32 in one pass where ARGB32 takes two.
    image = QImage(memoryview(store), entry.width, entry.height, entry.width * 4, QImage.Format.Format_RGB32)
    return Frame(image, store)


class Stage(QRasterWindow):
    """The window on the wall: shows a frame, fades to the next, never paints anything else."""

    left = Signal()
    """Somebody pressed Esc where that is allowed."""
    size_changed = Signal()
    """The window has another size in pixels."""
    shown = Signal()
    """A slide is on the window for the first time."""
    faded = Signal(object)
    """A cross-fade is over (Fade)."""

    def __init__(self, *, windowed: bool) -> None:
        super().__init__()
        self._windowed = windowed
        self._new: Frame | None = None
        self._old: QImage | None = None
        self._fitted: tuple[int, QSize, QImage] | None = None
        self._began = 0.0
        self._duration = 0.0
        self._painted: list[float] = []
        self._was_shown = False
        self._faulty = False
        self._ticks = QTimer(self)
        self._ticks.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self._tick)
        self.setTitle("kiosk")
        self.setCursor(Qt.CursorShape.BlankCursor)

    def pixels(self) -> tuple[int, int]:
        """Tell the window's size in device pixels."""
        ratio = self.devicePixelRatio()
        return max(round(self.width() * ratio), 1), max(round(self.height() * ratio), 1)

    @property
    def fading(self) -> bool:
        """Whether a cross-fade is running."""
        return self._old is not None

    def present(self, slide: Frame, seconds: float = 0.0) -> None:
        """Show a slide, after a cross-fade that lasts `seconds`; 0 is a cut. From a running fade it starts where that stands."""
        old = self._snapshot() if self.fading else self._fit() if self._new else None
        self._finish()
        self._new, self._fitted = slide, None
        if old is not None and seconds > 0 and self.isExposed():
            self._old = old
            self._began = time.perf_counter()
            self._duration = seconds
            self._painted = []
            rate = self.screen().refreshRate() or 60.0
            self._ticks.start(max(int(1000 / min(rate, 60.0)), 1))
        self.update()

    def clear(self) -> None:
        """Show no slide, only the dark."""
        self._finish()
        self._new = self._fitted = None
        self.update()

    def _tick(self) -> None:
        if time.perf_counter() - self._began >= self._duration:
            self._finish()
        self.update()

    def _finish(self) -> None:
        """End a running fade on its second picture and report it."""
        if self._old is None:
            return
        self._ticks.stop()
        self._old = None
        times = self._painted
        gaps = tuple((b - a) * 1000 for a, b in itertools.pairwise(times))
        self.faded.emit(Fade((time.perf_counter() - self._began) * 1000, len(times), gaps))

    def _target(self) -> QRect:
        """Compute where the slide stands: as large as fits, in the middle, in device pixels."""
        w, h = self.pixels()
        if self._new is None:
            return QRect(0, 0, w, h)
        size = self._new.image.size().scaled(w, h, Qt.AspectRatioMode.KeepAspectRatio)
        if abs(size.width() - w) <= 1 and abs(size.height() - h) <= 1:
            size = QSize(w, h)  # a rounded pixel is no reason for a black line
        return QRect((w - size.width()) // 2, (h - size.height()) // 2, size.width(), size.height())

    def _fit(self) -> QImage:
        """Scale the slide to the window, once; at its own size it stays the mapped picture."""
        assert self._new is not None
        image, size = self._new.image, self._target().size()
        if image.size() == size:
            return image
        if self._fitted is None or self._fitted[:2] != (id(self._new), size):
            smooth = Qt.TransformationMode.SmoothTransformation
            scaled = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            self._fitted = (id(self._new), size, scaled)
        return self._fitted[2]

    def _snapshot(self) -> QImage:
        """Copy what stands on the window now, in mid-fade."""
        w, h = self.pixels()
        image = QImage(w, h, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        self._draw(painter)
        painter.end()
        return image

    def _draw(self, painter: QPainter) -> None:
        """Paint the state of this moment, in device pixels."""
        w, h = self.pixels()
        target = self._target()
        painter.setCompositionMode(_Mode.CompositionMode_Source)
        old = self._old
        if self._new is None or target.size() != QSize(w, h) or (old is not None and old.size() != QSize(w, h)):
            painter.fillRect(0, 0, w, h, DARK)
        if self._new is None:
            return
        if old is not None:
            painter.drawImage((w - old.width()) // 2, (h - old.height()) // 2, old)
            painter.setCompositionMode(_Mode.CompositionMode_SourceOver)
            part = min((time.perf_counter() - self._began) / self._duration, 1.0)
            painter.setOpacity(part * part * (3 - 2 * part))
        painter.drawImage(target.topLeft(), self._fit())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the whole window; whatever goes wrong is logged once and leaves the last picture."""
        if self._old is not None:
            self._painted.append(time.perf_counter())
        painter = QPainter(self)
        try:
            ratio = self.devicePixelRatio()
            if ratio != 1.0:
                painter.setTransform(QTransform.fromScale(1 / ratio, 1 / ratio))
            self._draw(painter)
            self._faulty = False
        except Exception:
            if not self._faulty:
                log.exception("the stage could not paint")
            self._faulty = True
        finally:
            painter.end()
        if self._new is not None and not self._was_shown:
            self._was_shown = True
            QTimer.singleShot(0, self._tell_shown)

    @Slot()
    def _tell_shown(self) -> None:
        self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """End a running fade, whose pictures no longer fit, and tell the new size."""
        self._finish()
        self._fitted = None
        self.size_changed.emit()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc, in a window only: on the wall nobody may."""
        if self._windowed and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
