"""The four nouns a page is made of: text run, shape, picture, group."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from kiosk.page.face import Face
from kiosk.page.geometry import Matrix, Path, Point, Rect
from kiosk.page.ink import Ink, Paint
from kiosk.page.stock import Stock
from kiosk.record import record

Role: TypeAlias = Literal[
    "document", "h1", "h2", "h3", "p", "list", "item", "figure", "link", "span", "note", "artifact"
]  # fmt: skip


class Glyph(NamedTuple):
    """One placed glyph: id in the font, index of its first character in the run's text, offset from the run's origin."""

    id: int
    cluster: int
    x: float
    y: float


@record
class TextRun:
    """A run of shaped text in one face and direction; its origin is the left end of the baseline.

    `glyphs` stand in visual order, left to right, also when `rtl`; `text` stays in reading order. Lengths in points.
    """

    face: Face
    size: float
    ink: Ink
    text: str
    glyphs: tuple[Glyph, ...]
    width: float
    rtl: bool = False


@record
class Stroke:
    """A line drawn along a path: width in points, dash lengths in points."""

    paint: Paint
    width: float
    cap: Literal["butt", "round", "square"] = "butt"
    join: Literal["miter", "round", "bevel"] = "miter"
    dash: tuple[float, ...] = ()


@record
class Shape:
    """A filled or stroked path. `crisp` asks for no antialiasing on screens (QR codes)."""

    path: Path
    fill: Paint | None = None
    stroke: Stroke | None = None
    evenodd: bool = False
    alpha: float = 1.0
    crisp: bool = False


@record
class Picture:
    """An sRGB picture file, cut to `crop` (source pixels) and stretched over `w` x `h` points."""

    file: str
    sha256: str
    crop: Rect
    w: float
    h: float
    alpha: float = 1.0


@record
class Group:
    """Items that mean one thing; semantics live here and nowhere else.

    `order` sorts siblings for reading (paint order is the order of `items`); `alpha` multiplies into every item inside;
    `matrix` maps the inside before the group's own place is added; `clip` is in the inside's coordinates. `entry` says that the
    group comes from one row of a list, "agenda.rows/2": neighbours of one row belong together.
    """

    items: tuple[tuple[Point, Item], ...]
    role: Role | None = None
    lang: str | None = None
    alt: str | None = None
    order: int | None = None
    link: str | None = None
    clip: Path | None = None
    alpha: float = 1.0
    matrix: Matrix | None = None
    name: str | None = None
    entry: str | None = None


Item: TypeAlias = TextRun | Shape | Picture | Group


@record
class Page:
    """A finished page: items at fixed places, in points, y down, from the trim's top left corner."""

    stock: Stock
    items: tuple[tuple[Point, Item], ...]
    lang: str
    title: str
