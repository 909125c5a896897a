"""Marks that stand in a rectangle: pictures cut or fitted, and outlines."""

from __future__ import annotations

import re
from typing import TypeAlias

from kiosk.page.geometry import Matrix, Path, Point, Rect
from kiosk.page.items import Group, Item, Picture
from kiosk.page.picture import Artwork, PictureFacts

At: TypeAlias = tuple[Point, Item]
"""An item at its place."""


def cover(found: PictureFacts | Artwork, rect: Rect) -> At:
    """Fill a rectangle with a picture, cut round its focal point; artwork is fitted inside instead."""
    if isinstance(found, Artwork):
        return contain(found, rect)
    want = rect.w / rect.h if rect.h else 1.0
    w, h = float(found.width), float(found.height)
    cut_w, cut_h = (w, w / want) if w / h < want else (h * want, h)
    x = min(max(found.focal[0] * w - cut_w / 2, 0.0), w - cut_w)
    y = min(max(found.focal[1] * h - cut_h / 2, 0.0), h - cut_h)
    return Point(rect.x, rect.y), Picture(found.file, found.sha256, Rect(x, y, cut_w, cut_h), rect.w, rect.h)


def contain(found: PictureFacts | Artwork, rect: Rect) -> At:
    """Fit a whole picture or artwork into a rectangle, in its middle."""
    scale = min(rect.w / found.width, rect.h / found.height)
    w, h = found.width * scale, found.height * scale
    at = Point(rect.x + (rect.w - w) / 2, rect.y + (rect.h - h) / 2)
    if isinstance(found, Artwork):
        return at, Group(tuple((Point(0, 0), s) for s in found.shapes), matrix=Matrix.scale(scale))
    return at, Picture(found.file, found.sha256, Rect(0, 0, found.width, found.height), w, h)


def outline(d: str, u: float) -> Path:
    """Read a path of M, L, C and Z in u."""
    ops: list[str] = []
    xy: list[float] = []
    takes = {"M": 2, "L": 2, "C": 6, "Z": 0}
    for op, rest in re.findall(r"([MLCZ])([^MLCZ]*)", d):
        numbers = [float(v) * u for v in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", rest)]
        size = takes[op]
        if not size:
            ops.append(op)
            continue
        for i in range(0, len(numbers) - size + 1, size):
            ops.append(op)
            xy += numbers[i : i + size]
    return Path("".join(ops), tuple(xy))
