"""The golden fixture must notice what a reader would."""

import logging

import pytest
from PIL import Image, ImageDraw

from tests.tooling.golden import Golden, as_picture, difference


@pytest.fixture
def drawer(tmp_path):
    return lambda update=False: Golden(tmp_path / "golden", tmp_path / "seen", update)


def picture(x=20):
    image = Image.new("RGB", (64, 48), "white")
    ImageDraw.Draw(image).rectangle((x, 16, x + 15, 31), fill="black")
    return image


def test_a_missing_golden_fails_and_leaves_what_was_seen(drawer, tmp_path):
    with pytest.raises(pytest.fail.Exception, match="no such golden"):
        drawer().text("a.txt", "one\n")
    assert (tmp_path / "seen" / "a.txt").read_text() == "one\n"


def test_text_is_compared_exactly(drawer):
    drawer(update=True).text("a.txt", "one\ntwo\n")
    drawer().text("a.txt", "one\ntwo\n")
    with pytest.raises(AssertionError, match="the text differs"):
        drawer().text("a.txt", "one\ntwice\n")
    with pytest.raises(pytest.fail.Exception, match="line ends"):
        drawer().text("a.txt", "one\ntwo")


def test_a_moved_shape_is_seen_with_its_place(drawer):
    drawer(update=True).png("a.png", picture())
    drawer().png("a.png", picture())
    with pytest.raises(pytest.fail.Exception, match=r"block at \(\d+, 16\) differs by"):
        drawer().png("a.png", picture(x=26))


def test_another_size_is_seen(drawer):
    drawer(update=True).png("a.png", picture())
    with pytest.raises(pytest.fail.Exception, match="pixels"):
        drawer().png("a.png", picture().resize((65, 48)))


def test_updating_leaves_an_equal_picture_alone(drawer, tmp_path):
    drawer(update=True).png("a.png", picture())
    before = (tmp_path / "golden" / "a.png").stat().st_mtime_ns
    drawer(update=True).png("a.png", picture())
    assert (tmp_path / "golden" / "a.png").stat().st_mtime_ns == before


def test_colour_under_full_transparency_means_nothing():
    one, other = Image.new("RGBA", (8, 8), (255, 0, 0, 0)), Image.new("RGBA", (8, 8), (0, 0, 255, 0))
    assert difference(one, other) == (0, None)


def test_a_qimage_is_read_pixel_by_pixel(qapp):
    from PySide6.QtGui import QColor, QImage

    image = QImage(3, 2, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(10, 20, 30))
    assert as_picture(image).getpixel((2, 1)) == (10, 20, 30, 255)


@pytest.mark.expect_log("too short")
def test_an_expected_warning_passes():
    logging.getLogger("kiosk.page").warning("too short")


@pytest.mark.xfail(raises=pytest.fail.Exception, reason="this is what an unexpected warning does")
def test_an_unexpected_warning_fails():
    logging.getLogger("kiosk.page").warning("too long")
