"""Points, rectangles, matrices and paths, in points (1/72 inch), y down."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kiosk.record import record

MM = 72 / 25.4
"""Points in one millimetre."""
PX = 0.75
"""Points in one pixel of a screen stock."""
KAPPA = 0.5522847498307936
"""Handle length of a cubic quarter circle of radius 1."""


class Point(NamedTuple):
    """A place on a page."""

    x: float
    y: float


ORIGIN = Point(0.0, 0.0)
"""The upper left corner."""


class Rect(NamedTuple):
    """An upright rectangle: its top left corner and its size."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """X of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Y of the lower edge."""
        return self.y + self.h

    @property
    def centre(self) -> Point:
        """The middle point."""
        return Point(self.x + self.w / 2, self.y + self.h / 2)

    def inset(self, by: float) -> Rect:
        """Shrink by the same length on every side (grow when negative)."""
        return Rect(self.x + by, self.y + by, self.w - 2 * by, self.h - 2 * by)

    def moved(self, dx: float, dy: float) -> Rect:
        """Shift without change of size."""
        return Rect(self.x + dx, self.y + dy, self.w, self.h)

    def mirrored(self, width: float) -> Rect:
        """Reflect left to right on a page that is `width` wide."""
        return Rect(width - self.x - self.w, self.y, self.w, self.h)

    def meets(self, other: Rect) -> bool:
        """Tell whether the two share an area."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def holds(self, other: Rect, slack: float = 0.01) -> bool:
        """Tell whether `other` lies inside, give or take `slack` points."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def union(self, other: Rect) -> Rect:
        """Find the smallest rectangle round both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Rect(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def mapped(self, m: Matrix) -> Rect:
        """Find the upright rectangle round this one after a map."""
        across, along = (m.a * self.x, m.a * self.right), (m.c * self.y, m.c * self.bottom)
        down, beside = (m.d * self.y, m.d * self.bottom), (m.b * self.x, m.b * self.right)
        x, y = min(across) + min(along) + m.e, min(down) + min(beside) + m.f
        return Rect(x, y, max(across) + max(along) + m.e - x, max(down) + max(beside) + m.f - y)


class Matrix(NamedTuple):
    """An affine map: x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def turn(cls, degrees: float, about: Point = ORIGIN) -> Matrix:
        """Rotate clockwise (y points down) about a point."""
        r = math.radians(degrees)
        c, s = math.cos(r), math.sin(r)
        return cls(c, s, -s, c, about.x - c * about.x + s * about.y, about.y - s * about.x - c * about.y)

    @classmethod
    def scale(cls, sx: float, sy: float | None = None) -> Matrix:
        """Scale about the origin."""
        return cls(sx, 0, 0, sx if sy is None else sy, 0, 0)

    @classmethod
    def shift(cls, dx: float, dy: float) -> Matrix:
        """Move by a vector."""
        return cls(1, 0, 0, 1, dx, dy)

    def then(self, after: Matrix) -> Matrix:
        """Chain: first this map, then `after`."""
        a, b, c, d, e, f = self
        return Matrix(
            after.a * a + after.c * b,
            after.b * a + after.d * b,
            after.a * c + after.c * d,
            after.b * c + after.d * d,
            after.a * e + after.c * f + after.e,
            after.b * e + after.d * f + after.f,
        )

    def at(self, p: tuple[float, float]) -> Point:
        """Map one point."""
        x, y = p
        return Point(self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)


@record
class Path:
    """Subpaths of lines and cubics: `ops` holds M, L, C, Z; `xy` their 2, 2, 6 and 0 coordinates, flat."""

    ops: str
    xy: tuple[float, ...]

    def __add__(self, other: Path) -> Path:
        """Join two paths into one."""
        return Path(self.ops + other.ops, self.xy + other.xy)

    def mapped(self, m: Matrix) -> Path:
        """Send every coordinate through a matrix."""
        a, b, c, d, e, f = m
        xy = self.xy
        out = [0.0] * len(xy)
        for i in range(0, len(xy), 2):
            x, y = xy[i], xy[i + 1]
            out[i] = a * x + c * y + e
            out[i + 1] = b * x + d * y + f
        return Path(self.ops, tuple(out))

    def parts(self) -> list[Path]:
        """Part it into its subpaths."""
        out: list[Path] = []
        start = 0
        for ops in self.ops.split("M")[1:]:
            end = start + 2 + 2 * ops.count("L") + 6 * ops.count("C")
            out.append(Path("M" + ops, self.xy[start:end]))
            start = end
        return out

    def bounds(self) -> Rect:
        """Find the rectangle round all coordinates (control points included, so never too small)."""
        xs, ys = self.xy[0::2], self.xy[1::2]
        if not xs:
            return Rect(0, 0, 0, 0)
        x, y = min(xs), min(ys)
        return Rect(x, y, max(xs) - x, max(ys) - y)


def polygon(points: Iterable[tuple[float, float]], close: bool = True) -> Path:
    """Draw straight lines through the points."""
    flat = [v for p in points for v in p]
    count = len(flat) // 2
    return Path("M" + "L" * (count - 1) + ("Z" if close else ""), tuple(flat))


def rectangle(r: Rect) -> Path:
    """Draw a rectangle."""
    return Path("MLLLZ", (r.x, r.y, r.right, r.y, r.right, r.bottom, r.x, r.bottom))


def rounded(r: Rect, radius: float) -> Path:
    """Draw a rectangle with round corners of `radius` points (held to half the short side)."""
    q = min(radius, r.w / 2, r.h / 2)
    if q <= 0:
        return rectangle(r)
    x0, y0, x1, y1, k = r.x, r.y, r.right, r.bottom, q * (1 - KAPPA)
    return Path(
        "MLCLCLCLCZ",
        (
            *(x0 + q, y0, x1 - q, y0, x1 - k, y0, x1, y0 + k, x1, y0 + q),
            *(x1, y1 - q, x1, y1 - k, x1 - k, y1, x1 - q, y1),
            *(x0 + q, y1, x0 + k, y1, x0, y1 - k, x0, y1 - q),
            *(x0, y0 + q, x0, y0 + k, x0 + k, y0, x0 + q, y0),
        ),
    )


def ellipse(r: Rect) -> Path:
    """Draw the ellipse that fills a rectangle."""
    cx, cy, rx, ry = r.x + r.w / 2, r.y + r.h / 2, r.w / 2, r.h / 2
    kx, ky = rx * KAPPA, ry * KAPPA
    return Path(
        "MCCCCZ",
        (
            *(cx + rx, cy, cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry),
            *(cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy),
            *(cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry),
            *(cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy),
        ),
    )


def smooth(points: Sequence[tuple[float, float]], tension: float = 1 / 6, close: bool = True) -> Path:
    """Draw a Catmull-Rom curve through the points as cubics; `tension` scales the handles."""
    n = len(points)
    if n < 3:
        return polygon(points, close)

    def at(i: int) -> tuple[float, float]:
        return points[i % n] if close else points[min(max(i, 0), n - 1)]

    xy: list[float] = [*points[0]]
    last = n if close else n - 1
    for i in range(last):
        p0, p1, p2, p3 = at(i - 1), at(i), at(i + 1), at(i + 2)
        xy += (
            p1[0] + (p2[0] - p0[0]) * tension,
            p1[1] + (p2[1] - p0[1]) * tension,
            p2[0] - (p3[0] - p1[0]) * tension,
            p2[1] - (p3[1] - p1[1]) * tension,
            *p2,
        )
    return Path("M" + "C" * last + ("Z" if close else ""), tuple(xy))
