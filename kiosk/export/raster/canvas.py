"""Painting many pages as rasters: one canvas used again and again, and a ground that pages share painted once."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from kiosk.page.geometry import Path, Point, Rect
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Item, Page, Shape
from kiosk.paint import qt

_ROOM = 64_000_000
"""Bytes of pixels up to which canvas and ground are kept; A4 at 300 dpi takes 35 million."""
_Placed: TypeAlias = tuple[tuple[Point, Item], ...]
_Ground: TypeAlias = tuple[tuple[Point, Shape], ...]
_Key: TypeAlias = tuple[int, int, _Ground]
_canvas: list[QImage] = []
_ground: dict[_Key, QImage] = {}
_seen: list[_Key] = []


def raster(page: Page) -> QImage:
    """Paint a page at its stock's own size; the picture is good until the next call."""
    w, h = page.stock.size_px
    if w * h * 4 > _ROOM:
        return qt.raster(page)
    qt.ensure_app()
    ground, rest = split(page)
    key = (w, h, tuple((Point(p.x, p.y), s) for p, s in ground))
    canvas = _blank(w, h)
    if kept := _ground.get(key):
        _lay(kept, canvas)
    else:
        if not (ground and _opaque(ground[0][1])):
            canvas.fill(Qt.GlobalColor.white)
        _paint(Page(page.stock, ground, page.lang, page.title), canvas)
        # Worth a copy only when a second page stands on the same ground.
        if ground and key in _seen:
            _ground.clear()
            _ground[key] = canvas.copy()
        _seen[:] = [key]
    _paint(Page(page.stock, rest, page.lang, page.title), canvas)
    return canvas


def split(page: Page) -> tuple[_Ground, _Placed]:
    """Part a page into the shapes at its bottom that cover it whole, and everything above them; what one hides is left out."""
    ground: list[tuple[Point, Shape]] = []
    rest, _ = _parted(page.items, Point(0, 0), page.stock.trim, ground)
    lowest = max((i for i, (_, shape) in enumerate(ground) if _opaque(shape)), default=0)
    return tuple(ground[lowest:]), rest


def _parted(items: _Placed, at: Point, trim: Rect, ground: list[tuple[Point, Shape]]) -> tuple[_Placed, bool]:
    """Move covering shapes from the bottom of `items` into `ground`; tell what stays, and whether nothing does."""
    for index, (offset, item) in enumerate(items):
        here = Point(at.x + offset.x, at.y + offset.y)
        match item:
            case Shape() if _covers(item, here, trim):
                ground.append((here, item))
                continue
            case Group(matrix=None, alpha=1.0) if item.clip is None or _spans(item.clip, here, trim):
                inner, empty = _parted(item.items, here, trim, ground)
                if empty:
                    continue
                return ((offset, replace(item, items=inner)), *items[index + 1 :]), False
            case _:
                pass
        return items[index:], False
    return (), True


def _covers(shape: Shape, at: Point, trim: Rect) -> bool:
    return shape.stroke is None and _spans(shape.path, at, trim)


def _opaque(shape: Shape) -> bool:
    fill = shape.fill
    return shape.alpha == 1 and (isinstance(fill, Ink) or (fill is not None and all(stop.alpha == 1 for stop in fill.stops)))


def _spans(path: Path, at: Point, trim: Rect) -> bool:
    return path.ops == "MLLLZ" and path.bounds().moved(at.x, at.y).holds(trim)


def _paint(page: Page, canvas: QImage) -> None:
    painter = QPainter(canvas)
    try:
        painter.scale(canvas.width() / page.stock.width, canvas.height() / page.stock.height)
        qt.paint(page, painter)
    finally:
        painter.end()


def _lay(ground: QImage, canvas: QImage) -> None:
    painter = QPainter(canvas)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.drawImage(0, 0, ground)
    painter.end()


def _blank(w: int, h: int) -> QImage:
    """Find the canvas of this size; fresh memory costs more than clearing what is there."""
    if not _canvas or (_canvas[0].width(), _canvas[0].height()) != (w, h):
        _canvas[:] = [QImage(w, h, QImage.Format.Format_ARGB32_Premultiplied)]
    return _canvas[0]
