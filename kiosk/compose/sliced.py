"""Sliced things: letters or a picture cut by a rising line, the lower part moved aside."""

from __future__ import annotations

import math

from kiosk.compose.marks import At
from kiosk.page.geometry import Path, Point, Rect, polygon
from kiosk.page.items import Group

TILT = -7.0
"""Degrees by which the cut turns, clockwise."""
GAP = 0.006
"""Width of the cut, in em."""
ASIDE = 0.05
"""How far the lower part moves, in em."""


def sliced(runs: tuple[At, ...], x: float, baseline: float, width: float, cap: float, size: float, cut: float) -> tuple[At, At]:
    """Cut a line of runs at `cut` of its cap height (0 = cap line, 1 = baseline): the upper part, and the lower as an artifact.

    `x`, `baseline`, `width`, `cap` height and `size` of the line in points.
    """
    slope = math.tan(math.radians(TILT))
    middle, level = x + width / 2, baseline - cap * (1 - cut)
    left, right, far = x - size, x + width + size, 2 * size

    def at(px: float, lower: float) -> tuple[float, float]:
        return px, level + slope * (px - middle) + lower

    half = GAP * size / 2
    above = polygon((at(left, -half), at(right, -half), (right, level - far), (left, level - far)))
    below = polygon((at(left, half), at(right, half), (right, level + far), (left, level + far)))
    upper: At = (Point(0, 0), Group(runs, clip=above))
    lower: At = (Point(ASIDE * size, 0), Group(runs, role="artifact", clip=below))
    return upper, lower


PICTURE_ASIDE, PICTURE_GAP = 0.045, 0.012
"""How far the lower part of a picture moves and how wide its cut is, as shares of its width and height."""


def picture_sliced(item: At, rect: Rect, form: Path, cut: float, *, rtl: bool) -> tuple[At, At]:
    """Cut a picture of this form in `rect` at `cut` of its height: the upper part, and the lower moved towards the end side."""
    slope = math.tan(math.radians(TILT)) * rect.w / 2
    level, half, far = rect.y + rect.h * cut, PICTURE_GAP * rect.h / 2, rect.w + rect.h
    left, right = rect.x - far, rect.right + far
    rise = slope * (1 + 2 * far / rect.w)

    def side(gap: float, end: float) -> Group:
        line = polygon(((left, level - rise + gap), (right, level + rise + gap), (right, end), (left, end)))
        return Group(((Point(0, 0), Group((item,), clip=form)),), clip=line)

    aside = PICTURE_ASIDE * (-rect.w if rtl else rect.w)
    return (Point(0, 0), side(-half, rect.y - far)), (Point(aside, 0), side(half, rect.bottom + far))
