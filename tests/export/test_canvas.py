from dataclasses import replace

import pytest

from kiosk.export.raster import canvas
from kiosk.page.geometry import Point, Rect, rectangle
from kiosk.page.ink import Ink, Linear, Stop
from kiosk.page.items import Group, Page, Shape
from kiosk.page.stock import STOCKS
from kiosk.paint import qt
from tests.export.sheets import GROUND, INK, MARK, sheet

SQUARE, SHARE = STOCKS["social"]["square"], STOCKS["social"]["share"]
SKY = Linear(Point(0, 0), Point(300, 900), (Stop(0, GROUND), Stop(1, INK)))


def page(stock, *above, ground=MARK):
    """A sky in a clipped group, as motifs make it, with other things in the same group and above."""
    whole = rectangle(stock.trim.inset(-4))
    sky = Group(
        ((Point(0, 0), Shape(whole, ground)), (Point(0, 0), Shape(whole, SKY, alpha=0.5)), *above[:1]),
        clip=whole,
        name="sky",
    )
    return Page(stock, ((Point(0, 0), Group(((Point(0, 0), sky),), name="motif")), *above[1:]), "en", "A page")


def spot(x, ink=INK):
    return Point(x, 50), Shape(rectangle(Rect(0, 0, 40, 40)), ink)


@pytest.mark.parametrize("stock", [SQUARE, SHARE], ids=lambda s: s.name)
def test_many_pages_look_as_if_each_were_painted_alone(stock):
    other = page(stock, spot(5), ground=Ink("other", (0.9, 0.9, 0.2)))
    pages = [page(stock, spot(x), spot(300)) for x in (10, 100, 200, 250)] + [other, sheet(stock).page, other, other]
    for one in pages:
        assert canvas.raster(one) == qt.raster(one)


def test_what_an_opaque_ground_hides_is_not_painted():
    whole = rectangle(SQUARE.trim.inset(-4))
    hidden = Shape(whole, MARK), Shape(whole, GROUND)
    veil = Shape(whole, SKY, alpha=0.5)
    one = Page(SQUARE, tuple((Point(0, 0), s) for s in (*hidden, veil)), "en", "")
    assert [s for _, s in canvas.split(one)[0]] == [hidden[1], veil]
    assert canvas.raster(one) == qt.raster(one)


def test_only_what_covers_the_page_whole_is_ground():
    ground, rest = canvas.split(page(SQUARE, spot(10), spot(300)))
    assert [type(s.fill) for _, s in ground] == [Ink, Linear]
    assert rest[0][1].items[0][1].clip is not None
    part = Shape(rectangle(SQUARE.trim.inset(5)), MARK)
    assert canvas.split(Page(SQUARE, ((Point(0, 0), part),), "en", ""))[0] == ()
    moved = Page(SQUARE, ((Point(1, 0), Shape(rectangle(SQUARE.trim), MARK)),), "en", "")
    assert canvas.split(moved)[0] == ()


@pytest.mark.parametrize("change", [{"alpha": 0.5}, {"clip": rectangle(Rect(0, 0, 100, 100))}])
def test_a_group_that_changes_its_inside_is_left_as_it_is(change):
    whole = Group(((Point(0, 0), Shape(rectangle(SQUARE.trim), MARK)),))
    for group in (replace(whole, **change), whole):
        one = Page(SQUARE, ((Point(0, 0), group), spot(10)), "en", "")
        assert canvas.raster(one) == qt.raster(one)
    assert canvas.split(Page(SQUARE, ((Point(0, 0), replace(whole, **change)),), "en", ""))[0] == ()


def test_pages_too_large_to_keep_are_painted_all_the_same(monkeypatch):
    monkeypatch.setattr(canvas, "_ROOM", 1000)
    one = page(SQUARE, spot(10))
    assert canvas.raster(one) == qt.raster(one)
