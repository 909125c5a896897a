import subprocess
import sys
import textwrap
from collections.abc import Mapping

from bench import onscreen, peers
from tests.tooling.waiting import PATIENCE

SLIDES = """
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QColor, QGuiApplication, QPainter, QRasterWindow
    app = QGuiApplication([])

    class Window(QRasterWindow):
        level = 0
        def paintEvent(self, event):
            painter = QPainter(self)
            painter.fillRect(0, 0, 640, 360, QColor(200, self.level, 30))
            painter.end()

    window = Window()
    window.setGeometry(0, 0, 640, 360)
    window.show()

    def step():
        window.level = min(window.level + 10, 200)
        window.update()

    ticks = QTimer()
    ticks.timeout.connect(step)
    QTimer.singleShot(1000, lambda: ticks.start(80))
    QTimer.singleShot(600_000, app.quit)
    app.exec()
"""


def test_a_slide_is_seen_when_it_stands_and_its_fade_frame_by_frame(xvfb: Mapping[str, str]) -> None:
    eye = onscreen.Eye(xvfb["DISPLAY"], (40, 50))
    code = textwrap.dedent(SLIDES)
    with subprocess.Popen([sys.executable, "-c", code], env=dict(xvfb)) as child:
        try:
            first = bytes((30, 0, 200, 0)) * onscreen.WIDTH
            assert eye.wait(peers._but_spare(first), PATIENCE) < float("inf")
            last = bytes((30, 200, 200, 0)) * onscreen.WIDTH
            assert eye.wait(peers._but_spare(last), PATIENCE) < float("inf")
        finally:
            child.kill()
    eye.close()
    begin = next(n for n, (_, row) in enumerate(eye.changes) if row[:3] == bytes((30, 0, 200)))
    levels = [row[1] for _, row in eye.changes[begin:] if row[2] == 200 and row[0] == 30]
    assert levels == sorted(levels)
    assert len(levels) > 10, "a fade is seen as many frames"


def test_changes_without_a_rest_are_one_fade_and_one_alone_is_a_cut() -> None:
    row = b""
    changes = [(1.0, row), (1.1, row), (1.3, row), (9.0, row), (20.0, row), (20.5, row)]
    assert [(n, round(span, 3)) for n, span in onscreen.fades(changes)] == [(3, 0.3), (1, 0.0), (2, 0.5)]


def test_what_cuts_is_told_and_what_fades_is_judged() -> None:
    ours, browser, viewer = (
        peers.Seen(0.5, 2.0, 60e6, 58.0),
        peers.Seen(2.0, 9.0, 400e6, 50.0),
        peers.Seen(0.1, 0.2, 20e6, None),
    )
    assert {r.holds for r in peers.beside("a browser", ours, browser, 40)} == {True}
    assert len(list(peers.beside("a browser", ours, browser, 40))) == 4
    assert {r.holds for r in peers.beside("a viewer", ours, viewer, 40)} == {None}
    assert {r.holds for r in peers.beside("a browser", browser, ours, 40)} == {False}
