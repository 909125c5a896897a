"""What pages of a size have in common, so that it is painted once: while somebody types, little of a page changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QTransform

from kiosk.page.bounds import bounds
from kiosk.page.geometry import Matrix, Point, Rect, rectangle
from kiosk.page.items import Group, Item, Shape, TextRun

Placed: TypeAlias = tuple[tuple[Point, Item], ...]

ROOM = 40_000_000
"""Bytes of pixels that are kept: one page of 3840 x 2160, or a few previews."""
MITRE = 5.0
"""Widths of a line by which its sharp corners may reach beyond it."""


class Size(NamedTuple):
    """Width and height of a picture in pixels, and of its page in points."""

    w: int
    h: int
    width: float
    height: float


class Last(NamedTuple):
    """The last page of a size: its items, its picture, and the first `many` items as a picture once a second page began so."""

    items: Placed
    image: QImage
    many: int
    behind: QImage | None


_lasts: dict[Size, Last] = {}


def last(size: Size) -> Last | None:
    """Take out the last page of a size."""
    return _lasts.pop(size, None)


def keep(size: Size, page: Last) -> None:
    """Keep a page for the next one of its size; the sizes used longest ago give way."""
    if size.w * size.h * 4 > ROOM:
        return
    _lasts[size] = page
    while len(_lasts) > 8 or sum(s.w * s.h * (8 if p.behind else 4) for s, p in _lasts.items()) > 2 * ROOM:
        del _lasts[next(iter(_lasts))]


def forget() -> None:
    """Forget all pages."""
    _lasts.clear()


def alike(before: Placed, items: Placed) -> int:
    """Count the items that two pages begin with; grounds and motifs are the same while somebody types."""
    count = 0
    for one, other in zip(before, items, strict=False):
        if one != other:
            break
        count += 1
    return count


def changed(before: Last, same: int, items: Placed, scale: QTransform) -> QRect | None:
    """Find the pixels in which a page differs from the last one; None when most of it is to be painted anew.

    `same` is the number of items that both begin with, and those must be there as a picture.
    """
    if before.behind is None or before.many != same or len(items) != len(before.items):
        return None
    area = QRect()
    for old, new in zip(before.items[same:], items[same:], strict=True):
        if old != new:
            for at, item in (old, new):
                area = area.united(_pixels(at, item, scale))
    whole = before.image.rect()
    area = area.intersected(whole)
    return area if 2 * area.width() * area.height() < whole.width() * whole.height() else None


def within(items: Placed, area: QRect, scale: QTransform) -> Placed:
    """List the items that reach into an area."""
    return tuple((at, item) for at, item in items if _pixels(at, item, scale).intersects(area))


def _pixels(at: Point, item: Item, scale: QTransform) -> QRect:
    """Find the whole pixels that an item may reach; an item without extent has none."""
    out = QRect()
    for r in _reach(item, Matrix.shift(*at)):
        out = out.united(scale.mapRect(QRectF(*r)).toAlignedRect().adjusted(-1, -1, 1, 1))
    return out


def _reach(item: Item, m: Matrix) -> Iterator[Rect]:
    """List rectangles that hold an item's ink for sure: marks may stand an em outside their line, corners of lines far out."""
    if isinstance(item, Group):
        inner = item.matrix.then(m) if item.matrix is not None else m
        for at, child in item.items:
            yield from _reach(child, Matrix.shift(*at).then(inner))
        return
    box = bounds(item)
    if box is None:
        return
    if isinstance(item, TextRun):
        box = box.inset(-item.size)
    elif isinstance(item, Shape) and item.stroke is not None:
        box = box.inset(-MITRE * item.stroke.width)
    yield rectangle(box).mapped(m).bounds()
