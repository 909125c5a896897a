"""Grounds that end at the cut drawn on into the bleed: a page goes in, one that may be cut a hair off comes out."""

from __future__ import annotations

from dataclasses import replace

from kiosk.campaign.finding import Finding
from kiosk.compose.brief import Composed
from kiosk.page.geometry import MM, Path, Point, Rect, rectangle
from kiosk.page.items import Group, Item, Page, Picture, Shape
from kiosk.page.stock import Stock

NEAR = 0.5 * MM
"""How near to the cut an edge counts as lying on it."""
_Items = tuple[tuple[Point, Item], ...]


def reached(made: Composed) -> Composed:
    """Extend the grounds of a composed page, and say so when there was anything to extend."""
    page = extended(made.page)
    if page == made.page:
        return made
    told = Finding(
        id="ground-extended",
        severity="info",
        sentence="What ended at the cut of this page was drawn on into the bleed.",
        cure='Give it bleed="yes" in the template to say so yourself.',
    )
    return replace(made, page=page, findings=(*made.findings, told))


def extended(page: Page) -> Page:
    """Draw rectangles and pictures whose edges lie on the cut on to the edge of the bleed; a turned group stays as it is."""
    return replace(page, items=_items(page.items, Point(0, 0), page.stock)) if page.stock.bleed else page


def _items(items: _Items, origin: Point, stock: Stock) -> _Items:
    out: list[tuple[Point, Item]] = []
    for at, item in items:
        here = Point(origin.x + at.x, origin.y + at.y)
        if isinstance(item, Shape):
            out.append((at, _shape(item, here, stock)))
        elif isinstance(item, Picture):
            out.append(_picture(at, item, here, stock))
        elif isinstance(item, Group) and item.matrix is None:
            clip = _outline(item.clip, here, stock) if item.clip is not None else None
            out.append((at, replace(item, clip=clip, items=_items(item.items, here, stock))))
        else:
            out.append((at, item))
    return tuple(out)


def _shape(shape: Shape, at: Point, stock: Stock) -> Shape:
    return shape if shape.fill is None or shape.stroke else replace(shape, path=_outline(shape.path, at, stock))


def _outline(path: Path, at: Point, stock: Stock) -> Path:
    """Extend a path that is an upright rectangle; any other stays as it is."""
    if path.ops != "MLLLZ":
        return path
    box = path.bounds()
    if path != rectangle(box):
        return path
    grown = _grown(box.moved(*at), stock).moved(-at.x, -at.y)
    return path if grown == box else rectangle(grown)


def _picture(at: Point, picture: Picture, here: Point, stock: Stock) -> tuple[Point, Item]:
    """Extend a picture: it is cut a little closer, so that nothing in it is stretched."""
    box = Rect(here.x, here.y, picture.w, picture.h)
    grown = _grown(box, stock)
    if grown == box:
        return at, picture
    crop = picture.crop
    share = min(crop.w / grown.w, crop.h / grown.h)
    w, h = grown.w * share, grown.h * share
    kept = Rect(crop.x + (crop.w - w) / 2, crop.y + (crop.h - h) / 2, w, h)
    moved = Point(at.x + grown.x - box.x, at.y + grown.y - box.y)
    return moved, replace(picture, crop=kept, w=grown.w, h=grown.h)


def _grown(box: Rect, stock: Stock) -> Rect:
    """Move the edges of a rectangle that lie on the cut out to the edge of the bleed."""
    b = stock.bleed
    left = -b if abs(box.x) <= NEAR else box.x
    top = -b if abs(box.y) <= NEAR else box.y
    right = stock.width + b if abs(box.right - stock.width) <= NEAR else box.right
    foot = stock.height + b if abs(box.bottom - stock.height) <= NEAR else box.bottom
    return box if (left, top, right, foot) == (box.x, box.y, box.right, box.bottom) else Rect(left, top, right - left, foot - top)
