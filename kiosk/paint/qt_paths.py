"""Paths as Qt's own, built once where they come again and again."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath, QTransform

from kiosk.page import shaping
from kiosk.page.face import Face
from kiosk.page.geometry import Matrix, Path, Rect
from kiosk.page.items import TextRun

READABLE = 6.0
"""Pixels of a letter's size below which nobody reads it."""

built: dict[int, tuple[Path, QPainterPath]] = {}


def path(path: Path, evenodd: bool) -> QPainterPath:
    """Build a path; kept by identity, since motifs and outlines come again and again."""
    if evenodd:
        return build(path, True)
    held = built.get(id(path))
    if held is not None:
        return held[1]
    made = build(path, False)
    if len(built) > 2048:
        built.clear()
    built[id(path)] = (path, made)  # holding the path keeps its identity from being given to another
    return made


@lru_cache(maxsize=512)
def lines(path: Path) -> tuple[QPainterPath, ...]:
    """Build each line of a path on its own."""
    return tuple(build(line, False) for line in path.parts())


def build(path: Path, evenodd: bool) -> QPainterPath:
    """Build a path anew."""
    out: Any = QPainterPath()
    out.setFillRule(Qt.FillRule.OddEvenFill if evenodd else Qt.FillRule.WindingFill)
    xy, i = path.xy, 0
    for op in path.ops:
        if op == "L":
            out.lineTo(xy[i], xy[i + 1])
            i += 2
        elif op == "C":
            out.cubicTo(xy[i], xy[i + 1], xy[i + 2], xy[i + 3], xy[i + 4], xy[i + 5])
            i += 6
        elif op == "M":
            out.moveTo(xy[i], xy[i + 1])
            i += 2
        else:
            out.closeSubpath()
    return out


@lru_cache(maxsize=24)
def snapped(path: Path, evenodd: bool, sx: float, sy: float, dx: float, dy: float) -> QPainterPath:
    """Map a path of boxes to whole device pixels.

    On a grid, as a code is, one module becomes a whole number of pixels and the rest is shared round it; any other path
    of boxes is rounded edge by edge.
    """
    box = path.bounds()
    xs = sorted({*path.xy[0::2]})
    step = min((b - a for a, b in pairwise(xs) if b - a > 1e-6 * box.w), default=box.w) or 1.0
    across, down = round(box.w / step), round(box.h / step)
    cells = [(v - (box.y if i % 2 else box.x)) / step for i, v in enumerate(path.xy)]
    module = int(step * min(sx, sy) + 0.03)  # a hair more than fits is better than a whole pixel less
    if module < 1 or min(across, down) < 8 or any(abs(c - round(c)) > 0.01 for c in cells):
        edges = path.mapped(Matrix(sx, 0, 0, sy, dx, dy))
        return build(Path(path.ops, tuple(float(round(v)) for v in edges.xy)), evenodd)
    x0 = round(dx + box.x * sx + (box.w * sx - module * across) / 2)
    y0 = round(dy + box.y * sy + (box.h * sy - module * down) / 2)
    xy = tuple(float((y0 if i % 2 else x0) + round(c) * module) for i, c in enumerate(cells))
    return build(Path(path.ops, xy), evenodd)


@lru_cache(maxsize=16384)
def glyph(face: Face, glyph: int) -> QPainterPath | None:
    """Build a glyph's outline in em; None for one without ink."""
    outline = shaping.outline(face, glyph)
    return build(outline, False) if outline.ops else None


@lru_cache(maxsize=16384)
def _extent(face: Face, glyph: int) -> Rect | None:
    outline = shaping.outline(face, glyph)
    return outline.bounds() if outline.ops else None


def inked(run: TextRun) -> Rect | None:
    """Find the rectangle round the outlines of a run's glyphs, from the run's origin; None for one without ink."""
    found = [(g, box) for g in run.glyphs if (box := _extent(run.face, g.id)) is not None]
    if not found:
        return None
    k = run.size
    x, y = min(g.x + box.x * k for g, box in found), min(g.y + box.y * k for g, box in found)
    return Rect(x, y, max(g.x + box.right * k for g, box in found) - x, max(g.y + box.bottom * k for g, box in found) - y)


def letters(run: TextRun, m: Matrix) -> tuple[QPainterPath, ...]:
    """Map the outlines of a run's glyphs to the device; words that stay as they are come again while somebody types.

    Those of thumbnails, too small to be read, are made anew each time: they would drive out the page's.
    """
    return _mapped(run, m) if run.size * math.hypot(m.a, m.b) < READABLE else _kept(run, m)


@lru_cache(maxsize=48)
def _kept(run: TextRun, m: Matrix) -> tuple[QPainterPath, ...]:
    return _mapped(run, m)


def _mapped(run: TextRun, m: Matrix) -> tuple[QPainterPath, ...]:
    a, b, c, d, e, f = m
    k = run.size
    out: list[QPainterPath] = []
    for g in run.glyphs:
        outline = glyph(run.face, g.id)
        if outline is not None:
            map_ = QTransform(a * k, b * k, c * k, d * k, a * g.x + c * g.y + e, b * g.x + d * g.y + f)
            out.append(map_.map(outline))
    return tuple(out)
