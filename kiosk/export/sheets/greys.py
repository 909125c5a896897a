"""Pages in black and white: every ink becomes the grey that is as light as it, so that what could be read can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from kiosk.page.geometry import Point
from kiosk.page.ink import Ink, Linear, Paint, Radial, luminance
from kiosk.page.items import Group, Item, Page, Picture, Shape, TextRun
from kiosk.page.picture import Artwork, PictureFacts

_Items = tuple[tuple[Point, Item], ...]


def page(made: Page) -> Page:
    """Turn a page's inks into greys; its pictures are turned by `pictures`, before they are placed."""
    return replace(made, items=_items(made.items))


def pictures(gathered: Mapping[str, PictureFacts | Artwork]) -> dict[str, PictureFacts | Artwork]:
    """Lay a grey copy of each photograph beside it; drawings are turned with the page."""
    return {name: _grey(facts) if isinstance(facts, PictureFacts) else facts for name, facts in gathered.items()}


def _grey(facts: PictureFacts) -> PictureFacts:
    import hashlib
    import os

    from PIL import Image

    path = Path(facts.file)
    copy = path.with_name(f"{path.stem}-grey.png")
    if not copy.exists():
        part = copy.with_name(f".{os.getpid()}-{copy.name}")
        with Image.open(path) as picture:
            clear = "A" in picture.getbands()
            picture.convert("LA" if clear else "L").convert("RGBA" if clear else "RGB").save(part, "PNG")
        os.replace(part, copy)
    return replace(facts, file=str(copy), sha256=hashlib.sha256(copy.read_bytes()).hexdigest())


def _items(items: _Items) -> _Items:
    return tuple((at, _item(item)) for at, item in items)


def _item(item: Item) -> Item:
    match item:
        case TextRun():
            return replace(item, ink=grey(item.ink))
        case Shape():
            stroke = replace(item.stroke, paint=_paint(item.stroke.paint)) if item.stroke else None
            return replace(item, fill=_paint(item.fill) if item.fill else None, stroke=stroke)
        case Group():
            return replace(item, items=_items(item.items))
        case Picture():
            return item


def _paint(paint: Paint) -> Paint:
    match paint:
        case Ink():
            return grey(paint)
        case Linear() | Radial():
            return replace(paint, stops=tuple(replace(stop, ink=grey(stop.ink)) for stop in paint.stops))


@lru_cache(maxsize=4096)
def grey(ink: Ink) -> Ink:
    """Find the grey of the same luminance (WCAG 2.2), so that contrasts stay as they are; on the press black alone."""
    light = luminance(ink.screen)
    v = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    v = min(max(v, 0.0), 1.0)
    return Ink(f"{ink.name} in grey", (v, v, v), (0, 0, 0, 1 - v))
