"""Marks that stand in a rectangle: pictures cut or fitted, and outlines; runs of text by language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import TypeAlias

from kiosk.page.geometry import Matrix, Path, Point, Rect
from kiosk.page.items import Group, Item, Picture
from kiosk.page.picture import Artwork, PictureFacts
from kiosk.page.stock import Stock

At: TypeAlias = tuple[Point, Item]
"""An item at its place."""


WHOLE = Rect(0, 0, 1, 1)
"""All of a box, as shares of its sides."""


def cover(
    found: PictureFacts | Artwork, rect: Rect, fx: float = 0.5, fy: float = 0.5, zoom: float = 1.0, inner: Rect = WHOLE
) -> At:
    """Fill a rectangle with a picture so that its focal point lies at (fx, fy), shares of the sides, as near as the edges allow.

    The picture's safe rectangle is kept whole where it can be, in the `inner` part (shares of the rectangle) that no
    corner or other thing covers. Artwork is fitted inside instead.
    """
    if isinstance(found, Artwork):
        return contain(found, rect)
    w, h = float(found.width), float(found.height)
    scale = max(rect.w / w, rect.h / h)
    safe = found.safe or (found.focal[0], found.focal[1], 0.0, 0.0)
    # No closer than the safe rectangle allows.
    room = min(
        rect.w * inner.w / (safe[2] * w * scale) if safe[2] else zoom,
        rect.h * inner.h / (safe[3] * h * scale) if safe[3] else zoom,
    )
    scale *= max(min(zoom, room), 1.0)
    if found.safe is not None:  # close enough for the safe part to be brought where it is open
        across = _longest(w, safe[0] * w, safe[2] * w, inner.x, inner.w)
        down = _longest(h, safe[1] * h, safe[3] * h, inner.y, inner.h)
        scale = max(scale, rect.w / across if across else 0.0, rect.h / down if down else 0.0)
    cut_w, cut_h = rect.w / scale, rect.h / scale
    x = _cut(found.focal[0] * w - fx * cut_w, cut_w, w, safe[0] * w, safe[2] * w, inner.x * cut_w, inner.w * cut_w)
    y = _cut(found.focal[1] * h - fy * cut_h, cut_h, h, safe[1] * h, safe[3] * h, inner.y * cut_h, inner.h * cut_h)
    return Point(rect.x, rect.y), Picture(found.file, found.sha256, Rect(x, y, cut_w, cut_h), rect.w, rect.h)


def _longest(whole: float, safe: float, side: float, clear: float, open_: float) -> float:
    """Find how long a cut may be whose open share (`open_` of it, from `clear` on) can hold the safe part; 0 where none can."""
    before, after = clear, 1 - clear - open_
    length = min(whole, safe / before if before > 1e-6 else whole, (whole - safe - side) / after if after > 1e-6 else whole)
    return length if length * open_ >= side > 0 else 0.0


def _cut(wanted: float, length: float, whole: float, safe: float, side: float, clear: float, open_: float) -> float:
    """Find where a cut of a picture begins: as wanted, but its safe part where it is open, and never beyond its edges.

    The cut is open for `open_` from `clear` on.
    """
    if side >= open_:
        wanted = safe + (side - open_) / 2 - clear
    elif side > 0:
        wanted = min(max(wanted, safe + side - clear - open_), safe - clear)
    return min(max(wanted, 0.0), max(whole - length, 0.0))


def bled(rect: Rect, stock: Stock) -> Rect:
    """Draw the sides of a rectangle that lie on the trim out into the bleed."""
    b = stock.bleed
    if not b:
        return rect
    left = b if rect.x <= 0.01 else 0.0
    top = b if rect.y <= 0.01 else 0.0
    right = b if rect.right >= stock.width - 0.01 else 0.0
    foot = b if rect.bottom >= stock.height - 0.01 else 0.0
    return Rect(rect.x - left, rect.y - top, rect.w + left + right, rect.h + top + foot)


def contain(found: PictureFacts | Artwork, rect: Rect) -> At:
    """Fit a whole picture or artwork into a rectangle, in its middle."""
    scale = min(rect.w / found.width, rect.h / found.height)
    w, h = found.width * scale, found.height * scale
    at = Point(rect.x + (rect.w - w) / 2, rect.y + (rect.h - h) / 2)
    if isinstance(found, Artwork):
        return at, Group(tuple((Point(0, 0), s) for s in found.shapes), matrix=Matrix.scale(scale))
    return at, Picture(found.file, found.sha256, Rect(0, 0, found.width, found.height), w, h)


def tagged(items: Sequence[tuple[str, At]], lang: str) -> list[At]:
    """Put neighbours of a language other than `lang` into groups that name it."""
    out: list[At] = []
    for said, some in groupby(items, key=lambda i: i[0]):
        found = tuple(at for _, at in some)
        out += found if said == lang else [(Point(0, 0), Group(found, role="span", lang=said))]
    return out


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
