"""What papers look like: their inks and typefaces, leaves over a dark band, small marks."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.compose.motifs.leaves import Kind, Leaf, leaf
from kiosk.page import face
from kiosk.page.face import Face
from kiosk.page.geometry import MM, ORIGIN, Matrix, Path, Point, Rect, polygon, rectangle
from kiosk.page.ink import Ink, Linear, Stop, ink, mix
from kiosk.page.items import Group, Item, Shape, Stroke
from kiosk.page.stock import Stock

A4 = Stock("a4", 210 * MM, 297 * MM, "print", 0, 5 * MM, 0.5, 0.5, 0.4)
MARGIN = 7 * A4.u
WIDTH = A4.width - 2 * MARGIN

INK = ink("#221A20")
QUIET = ink("#5B5157")
LINE = ink("#BDB4A8")
GROUND = ink("#F3EEE4")
WHITE = ink("#FFFFFF")
CREAM = ink("#FFF6E3")
AMBER = ink("#FCC76B")
GREEN = ink("#1B6B3A")
BRICK = ink("#8A2E1C")
OCHRE = ink("#7A4F00")
_SKY = ("#0E3B32", "#15302F", "#3B1536")
_SHADE, _LIGHT = ink("#1A0B12"), ink("#FFF6E3")
_LEAVES: tuple[tuple[Kind, int, str, float, float, float, float], ...] = (
    ("beech", 1, "#1E5145", 402, 66, 0.24, 60),
    ("oak", 2, "#23473F", 426, 60, 0.26, -130),
    ("maple", 3, "#1E5145", 470, 112, 0.22, 15),
    ("willow", 0, "#8C3350", 456, 12, 0.3, 74),
    ("beech", 2, "#D98A3D", 430, 30, 0.26, 118),
    ("oak", 0, "#F2A541", 482, 88, 0.48, -24),
    ("maple", 0, "#E4572E", 540, 74, 0.84, 24),
    ("ginkgo", 1, "#F6C453", 600, 102, 0.44, -66),
    ("beech", 0, "#5E7F3F", 500, 12, 0.27, -64),
    ("maple", 2, "#C7402D", 446, 100, 0.2, 78),
    ("beech", 3, "#A63D2F", 520, 108, 0.25, 96),
)  # fmt: skip
"""Kind, variant, ink, place of the joint in points, scale, turn in degrees; in a band of the usual height."""
BAND = 41 * MM
"""The usual height of the band."""


def display() -> Face:
    """Find the typeface of headlines."""
    return _found("DM Serif Display", 400)


def text(*, bold: bool = False) -> Face:
    """Find the typeface of words."""
    return _found("Atkinson Hyperlegible", 700 if bold else 400)


def _found(family: str, weight: int) -> Face:
    try:
        return face.find(family, weight)
    except face.Error:
        return face.neutral(weight)


def band(height: float, words: Sequence[Rect] = ()) -> tuple[Point, Item]:
    """Draw the dark band that a report begins with, and the leaves that fall past its words: none lies behind a line of them."""
    box = Rect(0, 0, A4.width, height)
    stops = tuple(Stop(n / 2, ink(value)) for n, value in enumerate(_SKY))
    sky = Shape(rectangle(box), Linear(Point(0.15 * A4.width, 0), Point(0.7 * A4.width, height * 1.3), stops))
    kept = [line.inset(-A4.u) for line in words]
    fallen: list[tuple[Point, Item]] = []
    for kind, n, value, x, y, scale, turn in _LEAVES:
        # Written for a band of usual height; in a higher one leaves lie as far down.
        placed = Matrix.scale(scale).then(Matrix.turn(turn)).then(Matrix.shift(x, y * height / BAND))
        unit = leaf(kind, n)
        extent = (unit.body + unit.stem).mapped(placed).bounds()
        if not any(extent.meets(line) for line in kept):
            fallen.append((ORIGIN, _leaf(unit, ink(value), placed)))
    return ORIGIN, Group(((ORIGIN, sky), *fallen), role="artifact", clip=rectangle(box), name="band")


def _leaf(unit: Leaf, body: Ink, placed: Matrix) -> Group:
    dark = mix(body, _SHADE, 0.42)
    parts: tuple[Shape, ...] = (
        Shape(unit.stem, dark),
        Shape(unit.body, body),
        Shape(unit.half, mix(body, dark, 0.2)),
        Shape(unit.veins, stroke=Stroke(mix(body, _LIGHT, 0.32), 1.1, "round")),
        Shape(unit.rib, mix(body, _LIGHT, 0.42)),
    )
    return Group(tuple((ORIGIN, part) for part in parts), matrix=placed)


def tick(x: float, y: float, size: float, paint: Ink) -> tuple[Point, Item]:
    """Draw a tick; `x` and `y` are the upper left of a square of `size`."""
    path = polygon(((0.08, 0.55), (0.38, 0.85), (0.95, 0.16)), close=False)
    return _mark(path, x, y, size, paint)


def warning(x: float, y: float, size: float, paint: Ink) -> tuple[Point, Item]:
    """Draw a triangle with a bar and a dot in it."""
    path = polygon(((0.5, 0.08), (0.97, 0.92), (0.03, 0.92))) + polygon(((0.5, 0.38), (0.5, 0.6)), close=False)
    path = path + polygon(((0.5, 0.75), (0.5, 0.77)), close=False)
    return _mark(path, x, y, size, paint)


def _mark(path: Path, x: float, y: float, size: float, paint: Ink) -> tuple[Point, Item]:
    shape = Shape(path.mapped(Matrix.scale(size)), stroke=Stroke(paint, size * 0.15, "round", "round"))
    return Point(x, y), Group(((ORIGIN, shape),), role="artifact")
