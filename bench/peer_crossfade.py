"""The peer of the player: a bare QRasterWindow that cross-fades two pictures and does nothing else.

Prints one JSON object: cpu seconds of the process, pss in bytes, frames per second of its fades, share of intervals up to 34 ms.
Usage: python bench/peer_crossfade.py SECONDS DWELL FADE WIDTH HEIGHT
"""

import json
import sys
import time

import psutil
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QRasterWindow


class Peer(QRasterWindow):
    """The window: two pictures, one timer."""

    def __init__(self, fade: float, size: tuple[int, int]):
        super().__init__()
        self.pictures = [QImage(*size, QImage.Format.Format_RGB32) for _ in range(2)]
        for picture, colour in zip(self.pictures, ("#0e3b32", "#3b1536"), strict=True):
            picture.fill(QColor(colour))
        self.fade, self.began = fade, 0.0
        self.rates: list[float] = []
        self.gaps: list[float] = []
        self.last = 0.0
        self.frames = 0
        self.ticks = QTimer(self, interval=16, timerType=Qt.TimerType.PreciseTimer)
        self.ticks.timeout.connect(self.update)

    def change(self):
        """Start a fade to the other picture."""
        self.pictures.reverse()
        self.began, self.frames, self.last = time.perf_counter(), 0, 0.0
        self.ticks.start()

    def paintEvent(self, event):
        """Paint one frame."""
        part = min((time.perf_counter() - self.began) / self.fade, 1.0) if self.ticks.isActive() else 1.0
        painter = QPainter(self)
        painter.drawImage(0, 0, self.pictures[1])
        painter.setOpacity(part)
        painter.drawImage(0, 0, self.pictures[0])
        painter.end()
        now = time.perf_counter()
        if self.last and self.ticks.isActive():
            self.gaps.append((now - self.last) * 1000)
        self.last = now
        self.frames += 1
        if part == 1.0 and self.ticks.isActive():
            self.ticks.stop()
            self.rates.append((self.frames - 1) / (time.perf_counter() - self.began))


def main():
    seconds, dwell, fade, width, height = map(float, sys.argv[1:])
    app = QGuiApplication([])
    window = Peer(fade, (int(width), int(height)))
    window.setCursor(Qt.CursorShape.BlankCursor)
    window.setGeometry(0, 0, int(width), int(height))
    window.showFullScreen()
    changes = QTimer(interval=int(dwell * 1000))
    changes.timeout.connect(window.change)
    changes.start()
    QTimer.singleShot(int(seconds * 1000), app.quit)
    app.exec()
    me = psutil.Process()
    cpu = me.cpu_times()
    facts = {
        "cpu": round(cpu.user + cpu.system, 3),
        "pss": getattr(me.memory_full_info(), "pss", me.memory_info().rss),
        "fps": round(sum(window.rates) / max(len(window.rates), 1), 1),
        "share": round(sum(gap <= 34 for gap in window.gaps) / max(len(window.gaps), 1), 4),
    }
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
