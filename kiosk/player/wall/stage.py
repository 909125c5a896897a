"""The stage: the window on the wall, which keeps time for its scene and repaints only while something changes."""

from __future__ import annotations

import itertools
import logging
import time
from datetime import datetime

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QCursor,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRasterWindow,
    QResizeEvent,
    QTransform,
)

from kiosk.player.wall import care
from kiosk.player.wall.scene import Frame, Mark, Scene
from kiosk.player.wall.transition import CUT, Change
from kiosk.record import record

log = logging.getLogger("kiosk.player")
_RAISING = ("xcb", "windows", "cocoa")
"""Platforms that let a window raise itself; on Wayland the compositor alone decides."""
DIMMING = 2.0
"""Seconds in which the light goes all the way down or up."""


@record
class Fade:
    """What one transition looked like: pictures painted, and the milliseconds between them."""

    ms: float
    frames: int
    intervals_ms: tuple[float, ...]


class Stage(QRasterWindow):
    """The window on the wall: shows a frame, gives way to the next, never paints anything else."""

    left = Signal()
    """Somebody pressed Esc where that is allowed."""
    size_changed = Signal()
    """The window has another size in pixels."""
    shown = Signal()
    """A slide is on the window for the first time."""
    faded = Signal(object)
    """A transition is over (Fade)."""
    pressed = Signal(QPoint)
    """A finger or the mouse came down (upright pixels)."""
    released = Signal(QPoint)
    """It went up again."""
    keyed = Signal(int)
    """A key went down (Qt.Key)."""

    def __init__(self, *, windowed: bool) -> None:
        super().__init__()
        self._windowed = windowed
        self._may_close = windowed
        self._scene = Scene()
        self._under: Frame | None = None
        self._covered = False
        self._began = 0.0
        self._aim, self._lit = 1.0, 0.0
        self._painted: list[float] = []
        self._was_shown = False
        self._faulty = False
        self._ticks = QTimer(self)
        self._ticks.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self._tick)
        self.setTitle("kiosk")
        self.setCursor(Qt.CursorShape.BlankCursor)
        if not windowed:
            self.setFlags(self.flags() | Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.FramelessWindowHint)
            self.windowStateChanged.connect(self._keep_full)

    # --- What stands on it ---------------------------------------------------------------------------------------------

    def pixels(self) -> tuple[int, int]:
        """Tell the size of the upright picture that fills the window, in device pixels."""
        self._measure()
        return self._scene.size.width(), self._scene.size.height()

    @property
    def fading(self) -> bool:
        """Whether a transition is running."""
        return self._scene.old is not None

    @property
    def slide(self) -> Frame | None:
        """The slide that stands on the window, or under what covers it."""
        return self._under if self._covered else self._scene.new

    def present(self, slide: Frame, change: Change = CUT) -> None:
        """Show a slide by a transition; from a running one it starts where that stands. Under a cover it only waits."""
        if self._covered:
            self._under = slide
        else:
            self._put(slide, change)

    def cover(self, picture: Frame, change: Change) -> None:
        """Show a picture over the slide until `uncover`."""
        if not self._covered:
            self._under, self._covered = self._scene.new, True
        self._put(picture, change)

    def uncover(self, change: Change) -> None:
        """Show the slide again."""
        if self._covered:
            slide, self._under, self._covered = self._under, None, False
            if slide is not None:
                self._put(slide, change)
            else:
                self.clear()

    def area(self) -> QRect:
        """Tell where the picture stands upright on the window, in device pixels."""
        self._measure()
        return self._scene.target()

    def _put(self, slide: Frame, change: Change) -> None:
        was_fading = self.fading
        self._keep_time()
        self._scene.put(slide, change if self._visible() else CUT)
        if was_fading:
            self._report()
        if self.fading:
            self._began, self._painted = time.perf_counter(), []
            self._run()
        self.update()

    def clear(self) -> None:
        """Show no slide, only the dark."""
        self._finish()
        self._under = None
        if not self._covered:
            self._scene.clear()
        self.update()

    def turn(self, degrees: int) -> None:
        """Paint for a panel that hangs turned clockwise by so much."""
        if degrees % 360 != self._scene.turn:
            self._finish()
            self._scene.turn = degrees % 360
            self.size_changed.emit()
            self.update()

    def shift(self, seconds: float, change: Change) -> None:
        """Put what is shown where it belongs so many seconds after the start, so that nothing burns in."""
        spot = QPoint(*care.shift(seconds, self.pixels()))
        if spot != self._scene.shift:
            self._scene.shift = spot
            if self._scene.new is not None and not self.fading:
                self._put(self._scene.new, change)

    def lighten(self, level: float) -> None:
        """Go gently to a brightness from 0 (black) to 1; on a window that nobody sees it is there at once."""
        if level == self._aim:
            return
        self._aim, self._lit = level, time.perf_counter()
        if self.isExposed():
            self._run()
        else:
            self._scene.light = level
        self.update()

    def mark(self, *marks: Mark) -> None:
        """Paint these over the picture from now on, and no others."""
        if marks != self._scene.marks:
            self._scene.marks = marks
            self.update()

    def snapshot(self) -> QImage:
        """Copy the slide that is shown, upright and without marks or dimming."""
        self._measure()
        return self._scene.snapshot()

    def tell(self, now: datetime | None) -> None:
        """Set the slide's clock, if it has one, and paint that part alone when the minute is another; None: nobody knows."""
        slide = self.slide
        part = slide.dial.tell(now) if slide is not None and slide.dial is not None else None
        if part is None or slide is not self._scene.new:
            return
        self._measure()
        ratio = self.devicePixelRatio()
        place = QTransform.fromScale(1 / ratio, 1 / ratio).mapRect(QRectF(self._scene.renew(part)))
        self.update(place.toAlignedRect())

    def dismiss(self) -> None:
        """Close the window for good."""
        self._may_close = True
        self.close()

    def keep_on_top(self) -> None:
        """Stay full and above whatever popped up, as far as the platform lets a window do that."""
        if not self._windowed and self.isVisible():
            self._keep_full()
            if QGuiApplication.platformName() in _RAISING:
                self.raise_()
                QCursor.pos()  # a question takes the wish to the X server: while nothing is painted, Qt would keep it

    # --- Time ----------------------------------------------------------------------------------------------------------

    def _visible(self) -> bool:
        return self.isExposed() and (self._scene.light > 0 or self._aim > 0)

    def _run(self) -> None:
        rate = self.screen().refreshRate() or 60.0
        self._ticks.start(max(int(1000 / min(rate, 60.0)), 1))

    @Slot()
    def _tick(self) -> None:
        now, scene = time.perf_counter(), self._scene
        if scene.light != self._aim:
            step, self._lit = (now - self._lit) / DIMMING, now
            up = self._aim > scene.light
            scene.light = min(scene.light + step, self._aim) if up else max(scene.light - step, self._aim)
        if self.fading and now - self._began >= scene.change.seconds:
            self._finish()
        self._rest()
        self.update()

    def _rest(self) -> None:
        if not self.fading and self._scene.light == self._aim:
            self._ticks.stop()

    def _finish(self) -> None:
        """End a running transition on its second picture and report it."""
        if self.fading:
            self._scene.settle()
            self._rest()
            self._report()

    def _report(self) -> None:
        times = self._painted
        gaps = tuple((b - a) * 1000 for a, b in itertools.pairwise(times))
        self.faded.emit(Fade((time.perf_counter() - self._began) * 1000, len(times), gaps))

    def _measure(self) -> None:
        """Let the scene know the window's own size in device pixels."""
        ratio = self.devicePixelRatio()
        self._scene.window = QSize(max(round(self.width() * ratio), 1), max(round(self.height() * ratio), 1))

    def _draw(self, painter: QPainter) -> None:
        """Paint the state of this moment, in device pixels."""
        self._measure()
        self._keep_time()
        self._scene.draw(painter)

    def _keep_time(self) -> None:
        if self.fading:
            self._scene.part = (time.perf_counter() - self._began) / self._scene.change.seconds

    # --- Events --------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the window where it is asked for; whatever goes wrong is logged once and leaves the last picture."""
        if self.fading:
            self._painted.append(time.perf_counter())
        painter = QPainter(self)
        try:
            painter.setClipRegion(event.region())
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
        if self._scene.new is not None and not self._was_shown:
            self._was_shown = True
            QTimer.singleShot(0, self._tell_shown)

    @Slot()
    def _tell_shown(self) -> None:
        self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """End a running transition, whose pictures no longer fit, and tell the new size."""
        self._finish()
        self.size_changed.emit()
        self.update()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Refuse to close on the wall, whoever asks: a window manager, Alt+F4."""
        # Not in event(), through which every frame would go once more.
        if not self._may_close:
            event.ignore()

    @Slot()
    def _keep_full(self) -> None:
        if self.isVisible() and not self.windowState() & Qt.WindowState.WindowFullScreen:
            self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc, in a window only: on the wall nobody may. Other keys are told."""
        if self._windowed and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            self.keyed.emit(event.key())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell where a finger comes down; touches that nobody takes arrive as mouse events."""
        self.pressed.emit(self._upright(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell where it goes up."""
        self.released.emit(self._upright(event.position()))

    def _upright(self, point: QPointF) -> QPoint:
        self._measure()
        return self._scene.upright(point * self.devicePixelRatio())
