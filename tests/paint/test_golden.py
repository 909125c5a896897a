"""What the screen shows, as small pictures that one can look at."""

from kiosk.page.dump import dump
from kiosk.paint import qt
from tests.paint import pages

SIZE = (630, 447)


def test_scripts_look_as_they_did(golden):
    golden.png("scripts.png", qt.raster(pages.scripts(), SIZE))
    golden.text("scripts.txt", dump(pages.scripts()))


def test_shapes_look_as_they_did(golden):
    golden.png("shapes.png", qt.raster(pages.shapes(), SIZE))


def test_codes_look_as_they_did(golden):
    golden.png("code.png", qt.raster(pages.code(), SIZE))
