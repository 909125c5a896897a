"""The two painters agree: the PDF, rasterised, is the picture that Qt paints."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps

from kiosk.page.geometry import Point, Rect, rectangle
from kiosk.page.items import Group, Page, Shape, TextRun
from kiosk.paint import difference
from tests.paint import pages

SCALE = 4  # pixels a point
MM = round(SCALE * 72 / 25.4)


def both(page: Page) -> tuple[Image.Image, Image.Image]:
    w, h = round(page.stock.width * SCALE), round(page.stock.height * SCALE)
    return pages.qt_picture(page, w, h), pages.pdf_picture(pages.pdf_bytes(page), w, h)


def agree(page: Page, bound: float = 8) -> difference.Difference:
    found = difference.compare(*both(page), MM, bound)
    assert found.worst <= bound, found
    return found


def test_text_in_every_script_has_the_same_ink():
    found = agree(pages.scripts(), 20)  # hinted stems of the rasteriser: a hyphen may gain a third of a pixel
    assert found.share == 0


@pytest.mark.parametrize("lang", pages.SCRIPTS)
def test_ink_of_each_run_lies_at_the_same_place(lang: str):
    page = pages.page(*pages.placed(pages.para(pages.SCRIPTS[lang], 24, lang=lang), 20, 40))
    assert any(isinstance(item, TextRun) for _, item in page.items)
    a, b = (ImageOps.invert(picture.convert("L")).point([0] * 100 + [255] * 156).getbbox() for picture in both(page))
    assert a
    assert b
    assert max(abs(p - q) for p, q in zip(a, b, strict=True)) <= 0.3 * SCALE + 1e-9


def test_gradients_alpha_clip_and_dashes_agree():
    agree(pages.shapes())


def test_codes_agree_where_modules_are_whole_pixels():
    agree(pages.code(), 12)


@pytest.mark.parametrize("suffix", ["jpg", "png"])
def test_pictures_agree(tmp_path: Path, suffix: str):
    held = pages.picture(tmp_path, suffix)
    clipped = Group(((Point(0, 0), held),), clip=rectangle(Rect(20, 20, 150, 120)), alpha=0.6)
    ground = Shape(rectangle(pages.A6.trim), pages.DARK)
    # PDFium puts the edges of pictures on whole pixels.
    agree(pages.page((Point(0, 0), ground), (Point(30, 40), held), (Point(250, 60), clipped)), 18)


def test_the_judge_sees_a_moved_word_and_a_missing_shape():
    one = pages.page(*pages.placed(pages.para("Knowledge", 24), 40, 40))
    two = pages.page(*pages.placed(pages.para("Knowledge", 24), 42, 40))
    w, h = round(pages.A6.width * SCALE), round(pages.A6.height * SCALE)
    assert difference.compare(pages.qt_picture(one, w, h), pages.qt_picture(two, w, h), MM).worst > 40
    found = difference.compare(pages.qt_picture(one, w, h), Image.new("RGB", (w, h), "white"), MM)
    assert found.worst > 60
    assert found.share > 0.001
    assert 40 * SCALE - MM <= found.x <= 200 * SCALE


def test_the_judge_refuses_pictures_of_two_sizes():
    with pytest.raises(difference.Error, match="one size"):
        difference.compare(Image.new("RGB", (8, 8)), Image.new("RGB", (8, 9)), 4)
    same = Image.new("RGB", (8, 8))
    assert difference.compare(same, same, 4) == (0, 0, 0, 0)
    assert ImageChops.difference(same, same).getbbox() is None
