"""The rectangle that an item takes up."""

import pytest

from kiosk.page import face
from kiosk.page.bounds import bounds
from kiosk.page.geometry import Matrix, Point, Rect, rectangle
from kiosk.page.ink import ink
from kiosk.page.items import Group, Picture, Shape, Stroke
from kiosk.page.lines import Span, set_lines

INK = ink("#000000")


def test_text_is_as_wide_as_its_ink_and_as_high_as_its_face():
    f = face.find("Atkinson Hyperlegible")
    run = set_lines((Span("Tea ", f, INK),), 99, 10, lang="en", leading=1).lines[0].runs[0][1]
    assert bounds(run) == pytest.approx((0, -9.5, run.width, 12.4))
    arabic = set_lines((Span("مرحبا بكم", f, INK),), 1, 10, lang="ar", leading=1).lines[0].runs[0][1]
    box = bounds(arabic)
    assert box
    assert box.x > 1, "the space hangs on the left and is no ink"


def test_group_gathers_moves_turns_and_clips():
    square = Shape(rectangle(Rect(0, 0, 10, 10)), INK)
    group = Group(((Point(0, 0), square), (Point(20, 5), square)), matrix=Matrix.scale(2))
    assert bounds(group) == Rect(0, 0, 60, 30)
    assert bounds(Group(group.items, clip=rectangle(Rect(5, 5, 20, 100)))) == Rect(5, 5, 20, 10)
    assert bounds(Group(())) is None


def test_strokes_and_pictures_count():
    assert bounds(Shape(rectangle(Rect(0, 0, 10, 10)), stroke=Stroke(INK, 2))) == Rect(-1, -1, 12, 12)
    assert bounds(Picture("a.png", "", Rect(0, 0, 1, 1), 30, 20)) == Rect(0, 0, 30, 20)
