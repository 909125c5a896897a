"""Outlines as straight pieces: whether a point lies in them, on them, or a rectangle is crossed by them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import NamedTuple

from kiosk.page.geometry import Path

_STEPS = 6
"""Straight pieces that a curve is cut into."""


class Polygon(NamedTuple):
    """A closed run of straight pieces, with the rectangle round it."""

    points: tuple[tuple[float, float], ...]
    left: float
    top: float
    right: float
    bottom: float


def polygons(path: Path) -> list[Polygon]:
    """Cut a path into closed runs of straight pieces."""
    out: list[Sequence[tuple[float, float]]] = []
    now: list[tuple[float, float]] = []
    i, xy = 0, path.xy
    for op in path.ops:
        match op:
            case "M":
                if now:
                    out.append(now)
                now = [(xy[i], xy[i + 1])]
                i += 2
            case "L":
                now.append((xy[i], xy[i + 1]))
                i += 2
            case "C":
                x0, y0 = now[-1]
                x1, y1, x2, y2, x3, y3 = xy[i : i + 6]
                i += 6
                for k in range(1, _STEPS + 1):
                    t = k / _STEPS
                    s = 1 - t
                    p, q, r, w = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
                    now.append((p * x0 + q * x1 + r * x2 + w * x3, p * y0 + q * y1 + r * y2 + w * y3))
            case _:
                if now:
                    now.append(now[0])
    if now:
        out.append(now)
    return [_closed(points) for points in out]


def _closed(points: Sequence[tuple[float, float]]) -> Polygon:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Polygon(tuple(points), min(xs), min(ys), max(xs), max(ys))


def inside(runs: Sequence[Polygon], x: float, y: float, *, evenodd: bool) -> bool:
    """Tell whether a point lies in a filled path, by winding number or by crossings."""
    winding = crossings = 0
    for polygon in runs:
        if y < polygon.top or y > polygon.bottom or x < polygon.left or x > polygon.right:
            continue
        x0, y0 = polygon.points[-1]
        for x1, y1 in polygon.points:
            if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
                crossings += 1
                winding += 1 if y1 > y0 else -1
            x0, y0 = x1, y1
    return bool(crossings % 2) if evenodd else winding != 0


def crossed(runs: Sequence[Polygon], x0: float, y0: float, x1: float, y1: float) -> bool:
    """Tell whether an outline may pass through a rectangle: whether the box round any of its pieces meets it."""
    for polygon in runs:
        if polygon.bottom < y0 or polygon.top > y1 or polygon.right < x0 or polygon.left > x1:
            continue
        ax, ay = polygon.points[-1]
        for bx, by in polygon.points:
            if (ay > y0 or by > y0) and (ay < y1 or by < y1) and (ax > x0 or bx > x0) and (ax < x1 or bx < x1):
                return True
            ax, ay = bx, by
    return False


def near(runs: Sequence[Polygon], x: float, y: float, reach: float) -> bool:
    """Tell whether a point lies on a stroke."""
    for polygon in runs:
        for (x0, y0), (x1, y1) in pairwise(polygon.points):
            dx, dy = x1 - x0, y1 - y0
            length = dx * dx + dy * dy
            t = min(max(((x - x0) * dx + (y - y0) * dy) / length, 0.0), 1.0) if length else 0.0
            if hypot(x - x0 - t * dx, y - y0 - t * dy) <= reach:
                return True
    return False
