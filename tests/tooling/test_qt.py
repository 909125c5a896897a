"""Guards around Qt: a release that loses references, and the libraries that real windows need."""

import subprocess
import sys

import pytest

from tests.tooling.waiting import PATIENCE

VOID_CALLS = """
from PySide6.QtCore import QPoint
point = QPoint()
for number in range(20_000):
    point.setX(number)
print(point.x())
"""
WINDOW = """
from PySide6.QtGui import QGuiApplication, QRasterWindow
app = QGuiApplication([])
window = QRasterWindow()
window.show()
app.processEvents()
size = app.primaryScreen().size()
print(app.platformName(), size.width(), size.height(), window.isVisible())
"""


def python(code, **options):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, **options)


def test_void_calls_do_not_wear_none_out():
    # PySide6 6.12.0 on Python 3.11 aborts here after about 5,000 calls.
    done = python(VOID_CALLS)
    assert (done.returncode, done.stdout.strip()) == (0, "19999"), done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="X windows are Linux's")
def test_a_window_opens_on_a_virtual_screen(xvfb):
    done = python(WINDOW, env=xvfb)
    assert done.stdout.split() == ["xcb", "1920", "1080", "True"], done.stderr


def test_tests_run_offscreen(qapp):
    assert qapp.platformName() == "offscreen"
