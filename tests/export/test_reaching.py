"""Grounds are drawn on into the bleed, for the press alone, and nothing else of the page moves."""

from dataclasses import replace

import pytest

from kiosk.export import job
from kiosk.export.sheets import reaching
from kiosk.page.geometry import MM, Matrix, Point, Rect, rectangle
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Page, Picture, Shape, Stroke
from kiosk.page.stock import STOCKS
from tests.export.sheets import sheet

A4 = STOCKS["poster"]["a4"]
W, H, B = A4.width, A4.height, A4.bleed
INK = Ink("ink", (0.1, 0.3, 0.2))


def page(*items) -> Page:
    return Page(A4, tuple(items), "en", "T")


def box(made: Page) -> tuple[float, ...]:
    at, shape = made.items[0]
    return tuple(shape.path.bounds().moved(*at))


@pytest.mark.parametrize(
    ("rect", "wanted"),
    [
        (Rect(0, 0, W, 200), (-B, -B, W + 2 * B, 200 + B)),
        (Rect(0, H - 90, 300, 90), (-B, H - 90, 300 + B, 90 + B)),
        (Rect(0.3, 0, 100, 100), (-B, -B, 100.3 + B, 100 + B)),
        (Rect(20, 20, 100, 100), (20, 20, 100, 100)),
        (Rect(-B, -B, W + 2 * B, 200), (-B, -B, W + 2 * B, 200)),
    ],
    ids=["top", "foot", "nearly", "inside", "already"],
)
def test_edges_on_the_cut_go_out_to_the_bleed(rect, wanted):
    assert box(reaching.extended(page((Point(0, 0), Shape(rectangle(rect), INK))))) == pytest.approx(wanted)
    placed = page((Point(rect.x, rect.y), Shape(rectangle(Rect(0, 0, rect.w, rect.h)), INK)))
    assert box(reaching.extended(placed)) == pytest.approx(wanted)


def test_lines_turned_groups_and_other_forms_stay():
    rim = (Point(0, 0), Shape(rectangle(A4.trim), None, Stroke(INK, 2)))
    turned = (Point(0, 0), Group(((Point(0, 0), Shape(rectangle(A4.trim), INK)),), matrix=Matrix.turn(3)))
    made = page(rim, turned)
    assert reaching.extended(made) == made
    assert reaching.extended(replace(made, stock=STOCKS["slide"]["1920x1080"])).items == made.items


def test_a_picture_is_cut_closer_and_not_stretched():
    photo = Picture("a.jpg", "0", Rect(0, 0, 1000, 500), W, W / 2)
    ((at, grown),) = reaching.extended(page((Point(0, 0), photo))).items
    assert (at, grown.w, grown.h) == (Point(-B, -B), W + 2 * B, pytest.approx(W / 2 + B))
    assert grown.w / grown.h == pytest.approx(grown.crop.w / grown.crop.h)
    assert Rect(0, 0, 1000, 500).holds(grown.crop)


def test_a_clip_that_ends_at_the_cut_goes_along():
    inner = (Point(0, 0), Shape(rectangle(Rect(0, 0, W, 100)), INK))
    ((_, group),) = reaching.extended(page((Point(0, 0), Group((inner,), clip=rectangle(Rect(0, 0, W, 100)))))).items
    assert group.clip.bounds() == group.items[0][1].path.bounds() == Rect(-B, -B, W + 2 * B, 100 + B)


def test_a_press_file_gets_it_by_itself_and_says_so(order, composer, monkeypatch):
    def short(brief):
        made = sheet(brief.stock)
        ground = (Point(0, 0), Shape(rectangle(Rect(0, 0, W, 100 * MM)), INK))
        return replace(made, page=replace(made.page, items=(ground,)))

    composer["exchange"] = short
    asked = order(products=("poster",), items=("exchange",), press=True)
    done = job.run(asked)
    assert [f.id for f in done.findings] == ["ground-extended"]
    assert done.entries
    assert job.run(replace(asked, press=False)).findings == ()
    monkeypatch.setattr(reaching, "reached", lambda made: made)
    left = job.run(asked)
    assert [f.id for f in left.findings] == ["press-reach"]
    assert left.withheld
