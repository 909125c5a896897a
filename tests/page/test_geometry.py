"""Rectangles under maps."""

import pytest

from kiosk.page.geometry import Matrix, Point, Rect, rectangle


@pytest.mark.parametrize(
    "m", [Matrix(), Matrix.shift(3, -4), Matrix.scale(-2, 0.5), Matrix.turn(33, Point(5, 7)), Matrix(1, 2, -3, 1, 4, 5)]
)
def test_a_mapped_rectangle_holds_the_four_mapped_corners_closely(m: Matrix):
    box = Rect(10, 20, 30, 5)
    assert box.mapped(m) == pytest.approx(rectangle(box).mapped(m).bounds())
