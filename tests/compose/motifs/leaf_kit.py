"""What the motif's tests share: pages by format, the boxes that must stay free, and a walk through placed shapes."""

from collections.abc import Iterator

from kiosk.compose.motifs import leaf
from kiosk.page.geometry import Matrix, Path, Point, Rect
from kiosk.page.items import Group, Item, Shape
from kiosk.page.stock import STOCKS, Stock

POSTER, SLIDE = STOCKS["poster"]["a4"], STOCKS["slide"]["1920x1080"]

FORMATS: dict[str, Stock] = {
    "poster": POSTER,
    "poster-low": POSTER,
    "slide": SLIDE,
    "cover": SLIDE,
    "prompt": SLIDE,
    "closing": SLIDE,
    "agenda": SLIDE,
    "portrait": STOCKS["slide"]["1080x1920"],
    "portrait-cover": STOCKS["slide"]["1080x1920"],
    "portrait-agenda": STOCKS["slide"]["1080x1920"],
    "square": STOCKS["social"]["square"],
    "share": STOCKS["social"]["share"],
    "tall": STOCKS["social"]["tall"],
    "postcard": STOCKS["postcard"]["a6"],
    "postcard-back": STOCKS["postcard"]["a6"],
    "programme": STOCKS["programme"]["a3-landscape"],
    "programme-portrait": STOCKS["programme"]["a4"],
}
"""A stock for each scene."""

TEXTS = ((6, 5.6, 48, 11), (6, 33.5, 78, 45), (6, 87, 56, 43), (64, 88, 30, 41))
"""Boxes of a poster's texts in u, grown by 1u as the composer does."""


def drawn(scene: str, seed: int = 1, part: str = "all", boxes: tuple[tuple[float, float, float, float], ...] = TEXTS):
    """Paint the motif on the scene's own stock."""
    stock = FORMATS[scene]
    avoid = tuple(Rect(*(v * stock.u for v in box)) for box in boxes)
    return leaf.paint(seed, stock.trim, stock.bleed, stock.u, {}, avoid, {"scene": scene, "part": part})


def shapes(items: tuple[tuple[Point, Item], ...], m: Matrix | None = None) -> Iterator[tuple[Shape, Path]]:
    """Walk through every shape with its path in page coordinates."""
    for at, item in items:
        here = Matrix.shift(at.x, at.y).then(m or Matrix())
        if isinstance(item, Group):
            yield from shapes(item.items, item.matrix.then(here) if item.matrix else here)
        elif isinstance(item, Shape):
            yield item, item.path.mapped(here)


def layer(items: tuple[tuple[Point, Item], ...], name: str) -> Group:
    """Find a layer by its name."""
    return next(item for _, item in items if isinstance(item, Group) and item.name == name)
