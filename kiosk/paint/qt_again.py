"""What pages of a size have in common, so that it is painted once: while somebody types, little of a page changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QTransform

from kiosk.page.bounds import bounds
from kiosk.page.geometry import Matrix, Point, Rect
from kiosk.page.items import Group, Item, Picture, Shape, TextRun
from kiosk.paint import qt_paths as paths

Placed: TypeAlias = tuple[tuple[Point, Item], ...]

ROOM = 40_000_000
"""Bytes of pixels that are kept: one page of 3840 x 2160, or a few previews."""
SMALL = 1_000_000
"""Bytes of pixels that a thumbnail has at most."""
FEW = 24
"""Shapes that are painted about as fast as a picture of them is put in their place."""
LONG = 64
"""Steps of a path that count as one more shape."""
MITRE = 5.0
"""Widths of a line by which its sharp corners may reach beyond it."""
_AS_IT_IS = Matrix()


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
    """Find the last page of a size."""
    return _lasts.get(size)


def keep(size: Size, page: Last, *, typed: bool = False) -> None:
    """Keep a page for the next one of its size; the sizes used longest ago give way.

    One page at a time is `typed` into: beside it only thumbnails are kept.
    """
    if size.w * size.h * 4 > ROOM:
        return
    if typed and size.w * size.h * 4 > SMALL:
        for other in [s for s in _lasts if s.w * s.h * 4 > SMALL]:
            del _lasts[other]
    _lasts.pop(size, None)
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


def still(items: Placed, same: int, *, typed: bool) -> int:
    """Count the items whose picture is worth keeping: as many as the last page began with, too.

    Of a page that is `typed` it is those before the first words, where a motif or a photograph is among them and nothing
    that was seen to change with the words, as the veil under them does.
    """
    before = next((n for n, (_, item) in enumerate(items) if _worded(item)), 0)
    if not typed or (same < before and costly(items[:same])):
        return same
    return before if costly(items[:before]) and not costly(items[before:same]) else same


def _worded(item: Item) -> bool:
    return isinstance(item, TextRun) or (isinstance(item, Group) and any(_worded(inner) for _, inner in item.items))


def costly(items: Placed) -> bool:
    """Tell whether items take so long to paint that a picture of them is worth keeping: a motif, a photograph."""
    return any(isinstance(item, Picture) for _, item in items) or sum(_parts(item) for _, item in items) > FEW


def _parts(item: Item) -> int:
    match item:
        case Group():
            return sum(_parts(inner) for _, inner in item.items)
        case Picture():
            return FEW + 1
        case Shape():  # a shelf of books is one shape, and takes as long as many
            return 1 if item.crisp else 1 + len(item.path.ops) // LONG
        case TextRun():
            return 0


def changed(before: Last, items: Placed, scale: QTransform) -> QRect | None:
    """Find the pixels in which a page differs from the last one; None when it has more items, or fewer."""
    area = _differing(before.items, items, Matrix(), scale)
    return area if area is None else area.intersected(before.image.rect())


def _differing(old: Placed, new: Placed, m: Matrix, scale: QTransform) -> QRect | None:
    if len(old) != len(new):
        return None
    area = QRect()
    for (at, one), (to, other) in zip(old, new, strict=True):
        if one == other and at == to:
            continue
        inner = None
        if isinstance(one, Group) and isinstance(other, Group) and at == to and _framed(one) == _framed(other):
            inner = _differing(one.items, other.items, _inside(to, other, m), scale)
        if inner is None:
            inner = _pixels(at, one, scale, m).united(_pixels(to, other, scale, m))
        area = area.united(inner)
    return area


def _framed(group: Group) -> object:
    return group.matrix, group.clip, group.alpha


def within(items: Placed, area: QRect, scale: QTransform) -> Placed:
    """List the items that reach into an area, groups without what does not."""
    told = scale.inverted()[0].mapRect(QRectF(area.adjusted(-1, -1, 1, 1)))
    return _within(items, Rect(told.x(), told.y(), told.width(), told.height()), _AS_IT_IS)


def _within(items: Placed, area: Rect, m: Matrix) -> Placed:
    out: list[tuple[Point, Item]] = []
    for at, item in items:
        if isinstance(item, Group):
            inner = _within(item.items, area, _inside(at, item, m))
            if inner:
                out.append((at, item if len(inner) == len(item.items) else replace(item, items=inner)))
            continue
        box = _inked(item, loosely=True)
        if box is not None and box.mapped(Matrix.shift(*at).then(m)).meets(area):
            out.append((at, item))
    return tuple(out)


def _inside(at: Point, group: Group, m: Matrix) -> Matrix:
    """Find the map from the inside of a group to the page."""
    there = Matrix.shift(*at).then(m)
    return group.matrix.then(there) if group.matrix is not None else there


def _pixels(at: Point, item: Item, scale: QTransform, m: Matrix) -> QRect:
    """Find the whole pixels that an item may reach; an item without extent has none."""
    found = list(_reach(item, Matrix.shift(*at).then(m)))
    if not found:
        return QRect()
    x, y = min(r.x for r in found), min(r.y for r in found)
    area = QRectF(x, y, max(r.right for r in found) - x, max(r.bottom for r in found) - y)
    return scale.mapRect(area).toAlignedRect().adjusted(-1, -1, 1, 1)


def _reach(item: Item, m: Matrix) -> Iterator[Rect]:
    """List rectangles that hold an item's ink for sure."""
    if isinstance(item, Group):
        inner = item.matrix.then(m) if item.matrix is not None else m
        for at, child in item.items:
            yield from _reach(child, Matrix.shift(*at).then(inner))
        return
    box = _inked(item)
    if box is not None:
        yield box.mapped(m)


def _inked(item: TextRun | Shape | Picture, *, loosely: bool = False) -> Rect | None:
    """Find a rectangle that holds an item's ink: letters may stand outside their line, sharp corners of lines far out.

    To look closely at each letter takes longer, and is for what changes alone.
    """
    if isinstance(item, TextRun):
        if not loosely:
            return paths.inked(item)
        reach = max(item.width, item.glyphs[-1].x if item.glyphs else 0.0) + 2 * item.size
        return Rect(-item.size, -2.4 * item.size, item.size + reach, 4 * item.size)
    box = bounds(item)
    if box is not None and isinstance(item, Shape) and item.stroke is not None:
        return box.inset(-MITRE * item.stroke.width)
    return box
