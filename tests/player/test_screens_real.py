"""Walls on real screens that are plugged, unplugged, moved and turned; seen as people see them, in the screen's own pixels."""

import contextlib
import itertools
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.player.playlist import Setting
from tests.player.wall_child import BLUE, GREEN, RED, Hall
from tests.tooling.screen import Screen
from tests.tooling.waiting import PATIENCE, comes, until

MAGENTA = (255, 0, 255)
LEFT, RIGHT = (0, 0, 400, 225), (400, 0, 400, 225)
BOTH = {"Foyer": "HDMI-1", "Stairs": "DP-2"}
POPUP = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QRasterWindow, QPainter, QColor, QCursor
class Popup(QRasterWindow):
    def paintEvent(self, event):
        painter = QPainter(self)
        painter.fillRect(0, 0, 9999, 9999, QColor("magenta"))
        painter.end()
        QTimer.singleShot(0, told)
def told():
    QCursor.pos()  # once this is answered the picture stands on the screen
    print("up", flush=True)
app = QGuiApplication(["popup"])
window = Popup()
window.setFlags(Qt.WindowType.ToolTip)
window.setGeometry(0, 0, 800, 450)
window.show()
QTimer.singleShot(600_000, app.quit)
app.exec()
"""


@contextlib.contextmanager
def popup(screen: Screen) -> Iterator[subprocess.Popen[str]]:
    """Something else that covers the whole screen in magenta, until the block is over."""
    with subprocess.Popen([sys.executable, "-c", POPUP], env=screen.environment(), stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        other.stdout.readline()
        try:
            yield other
        finally:
            other.kill()


@pytest.fixture
def screen() -> Iterator[Screen]:
    with Screen(800, 450) as made:
        yield made


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall(tmp_path)


def near(seen: tuple[int, int, int], wanted: tuple[int, int, int]) -> bool:
    return all(abs(a - b) <= 3 for a, b in zip(seen, wanted, strict=True))


def change(screen: Screen, name: str, place: tuple[int, int, int, int] | None, seen: Callable[[], object]) -> None:
    """Change a monitor and wait until the wall follows; Xvfb does not always tell of one that comes as another goes, so again."""
    for patience in (4, 8, 16, 32, 64, 128):
        screen.monitor(name, place)
        if comes(seen, patience):
            return
    raise AssertionError(f"the wall did not follow {name} to {place}")


def two(hall: Hall) -> None:
    for name, colour in (("Foyer", RED), ("Stairs", BLUE)):
        hall.keep({name.lower(): colour}, LEFT[2:], name, connectors=BOTH)


def test_each_plugged_screen_plays_its_own_slides(hall: Hall, screen: Screen) -> None:
    screen.monitor("HDMI-1", LEFT)
    screen.monitor("DP-2", RIGHT)
    two(hall)
    with hall.play(screen.environment()):
        until(lambda: near(screen.colour(200, 100), RED) and near(screen.colour(600, 100), BLUE))
    assert (hall.code, hall.errors) == (0, "")
    assert {(m["screen"], m["slide"]) for m in hall.lines("slide")} == {("Foyer", "foyer"), ("Stairs", "stairs")}


def test_one_screen_may_be_picked(hall: Hall, screen: Screen) -> None:
    screen.monitor("HDMI-1", LEFT)
    screen.monitor("DP-2", RIGHT)
    two(hall)
    with hall.play(screen.environment(), screen="Stairs"):
        until(lambda: near(screen.colour(600, 100), BLUE))
        assert not near(screen.colour(200, 100), RED)
    assert (hall.code, hall.errors) == (0, "")


def test_screens_come_and_go_grow_and_turn_and_the_wall_follows(hall: Hall, screen: Screen) -> None:
    """FAILURES.md: television switched off and on leaves black; layout changes."""
    screen.monitor("HDMI-1", LEFT)
    screen.monitor("DP-2", RIGHT)
    two(hall)
    hall.keep({"foyer-tall": GREEN}, (225, 400), "Foyer", connectors=BOTH)
    with hall.play(screen.environment()) as wall:
        until(lambda: near(screen.colour(200, 100), RED) and near(screen.colour(600, 100), BLUE))
        for _ in range(3):
            change(screen, "DP-2", None, lambda: not near(screen.colour(600, 100), BLUE))
            change(screen, "DP-2", RIGHT, lambda: near(screen.colour(600, 100), BLUE))
            change(screen, "DP-2", (400, 0, 400, 400), lambda: near(screen.colour(600, 200), BLUE))
            change(screen, "HDMI-1", (0, 0, 225, 400), lambda: near(screen.colour(110, 380), GREEN))
            change(screen, "HDMI-1", LEFT, lambda: near(screen.colour(390, 220), RED))
            change(screen, "DP-2", RIGHT, lambda: near(screen.colour(600, 100), BLUE))
        assert near(screen.colour(200, 100), RED)
        assert wall.poll() is None
    assert (hall.code, hall.errors) == (0, "")


def test_a_television_that_is_switched_off_and_on_shows_slides_again(hall: Hall, screen: Screen) -> None:
    screen.monitor("HDMI-1", LEFT)
    hall.keep({"foyer": RED}, LEFT[2:], "Foyer", connectors={"Foyer": "HDMI-1"})
    with hall.play(screen.environment()) as wall:
        for _ in range(3):
            until(lambda: near(screen.colour(200, 100), RED))
            screen.monitor("HDMI-1", None)
            time.sleep(0.3)
            change(screen, "HDMI-1", LEFT, lambda: near(screen.colour(200, 100), RED))
        assert wall.poll() is None
    assert (hall.code, hall.errors) == (0, "")


@pytest.mark.parametrize("turn", [90, 270])
def test_a_turned_panel_shows_upright_slides_over_all_of_it(hall: Hall, screen: Screen, turn: int) -> None:
    hall.keep({"tall": RED}, (450, 800), setting=Setting(rotate=turn))
    with hall.play(screen.environment()):
        until(lambda: all(near(screen.colour(x, y), RED) for x, y in ((3, 3), (796, 3), (3, 446), (796, 446))))
    assert (hall.code, hall.errors) == (0, "")


def test_the_very_first_picture_is_a_slide_never_white_or_black(hall: Hall, screen: Screen) -> None:
    hall.keep({"first": RED}, (800, 450))
    seen = []
    with popup(screen):
        until(lambda: near(screen.colour(400, 200), MAGENTA))
        with hall.play(screen.environment()):
            last = time.monotonic() + PATIENCE
            while not near(screen.colour(400, 200), RED) and time.monotonic() < last:
                seen.append(screen.colour(400, 200))
            seen += [screen.colour(400, 200) for _ in range(50)]
    assert len(seen) > 50
    states = [key for key, _ in itertools.groupby(seen)]
    assert [near(s, RED) or near(s, MAGENTA) for s in states] == [True] * len(states), states


def test_a_popup_does_not_stay_over_the_slides(hall: Hall, screen: Screen) -> None:
    hall.keep({"first": RED}, (800, 450))
    with hall.play(screen.environment()):
        until(lambda: near(screen.colour(400, 200), RED))
        with popup(screen) as other:
            until(lambda: near(screen.colour(400, 200), RED))
            assert other.poll() is None, "it is still there, below"


def test_outside_opening_hours_the_real_screen_is_painted_black(hall: Hall, screen: Screen) -> None:
    from dataclasses import replace

    from kiosk.player import cache, playlist
    from tests.player.wall_kit import stretch

    hall.keep({"day": RED}, (800, 450))
    file = next(hall.cache.rglob("playlist-*.json"))
    made = playlist.from_json(file.read_text())
    for hours in (2, 20, 120):  # seconds, of which a crowded machine needs some for its first slide
        night = replace(stretch(hours, 86400, "day"), light="dark")
        cache.replace(file, playlist.to_json(replace(made, stretches=(stretch(-60, hours, "day"), night))).encode())
        shades = []
        with hall.play(screen.environment()):
            if comes(lambda: near(screen.colour(400, 200), RED), hours + 10):
                until(lambda shades=shades: shades.append(screen.colour(400, 200)) or shades[-1] == (0, 0, 0))
        reds = [s[0] for s in shades]
        assert reds == sorted(reds, reverse=True), "gently down, never up"
        if len(set(reds)) > 5:
            break
    assert len(set(reds)) > 5


CURSOR = """
import ctypes
class Picture(ctypes.Structure):
    _fields_ = [("x", ctypes.c_short), ("y", ctypes.c_short), ("width", ctypes.c_ushort), ("height", ctypes.c_ushort),
                ("xhot", ctypes.c_ushort), ("yhot", ctypes.c_ushort), ("serial", ctypes.c_ulong),
                ("pixels", ctypes.POINTER(ctypes.c_ulong))]
x, fixes = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXfixes.so.3")
x.XOpenDisplay.restype = ctypes.c_void_p
fixes.XFixesGetCursorImage.restype = ctypes.POINTER(Picture)
display = ctypes.c_void_p(x.XOpenDisplay(None))
first, event = ctypes.c_int(), ctypes.c_int()
fixes.XFixesQueryExtension(display, ctypes.byref(first), ctypes.byref(event))
seen = fixes.XFixesGetCursorImage(display).contents
print(sum(1 for n in range(seen.width * seen.height) if seen.pixels[n] >> 24 & 255))
"""


def test_the_cursor_is_hidden_without_any_mouse_event(hall: Hall, screen: Screen) -> None:
    """FAILURES.md: cursor visible; hidden cursor hovers."""

    def opaque() -> int:
        child = [sys.executable, "-c", CURSOR]
        return int(subprocess.run(child, env=screen.environment(), capture_output=True, text=True, check=True).stdout)

    hall.keep({"first": RED}, (800, 450))
    assert opaque() > 0, "the X server shows one at first"
    with hall.play(screen.environment()):
        until(lambda: near(screen.colour(400, 200), RED))
        until(lambda: opaque() == 0)
