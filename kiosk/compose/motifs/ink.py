"""Bold Ink: the date is the picture; a barrier line cuts it, and its lower part slides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import atan, degrees, radians, tan
from typing import NamedTuple, TypeAlias

from kiosk.compose.motifs.seeds import Stream
from kiosk.page import face as faces
from kiosk.page import outline
from kiosk.page.geometry import Matrix, Path, Point, Rect, polygon, rectangle
from kiosk.page.ink import Ink, ink
from kiosk.page.items import Group, Item, Shape, Stroke
from kiosk.page.lines import Span, set_lines

Placed: TypeAlias = tuple[tuple[Point, Item], ...]
Params: TypeAlias = Mapping[str, "str | float"]

MIRRORED = False
"""The motif holds words, so it lays itself out from the right where a page runs from right to left."""
INKS: Mapping[str, str] = {"ink": "#111111", "accent": "#FFD60A"}
"""The motif's own inks; a family or brand that names one of them replaces it."""
FACE = "Archivo Black"
TRACKING = -0.055
"""Tracking of the large words, in em."""
TILT = 7.0
"""Slope of the cut, in degrees; it rises towards the end side."""
SLIDE = 0.05
"""How far the lower part slides towards the end side, in em."""
GAP = 0.006
"""Width of the cut on either side of its line, in em."""
CUT = (0.38, 0.58)
"""Heights between which the seed puts the cut, as shares of the height from the top of the letters to the baseline."""
THIN = 0.014
"""Least width of an outline, in em."""
DEEP = 0.08
"""Depth below the baseline from which letters count as hanging, in em."""
RISE = 0.5
"""Slope of the band where nothing else is asked: one up in two along."""
LEAST = 0.4
"""Share of its size to which the word shrinks, at most, for the sake of what it must keep clear of."""
_ORIGIN = Point(0, 0)


class _Word(NamedTuple):
    """A word as a path on the page: its size, baseline, and the path's bounds, in points."""

    path: Path
    size: float
    base: float
    bounds: Rect


def paint(
    seed: int, page: Rect, bleed: float, u: float, inks: Mapping[str, Ink], avoid: Sequence[Rect], params: Params
) -> Placed:
    """Paint a sliced word or the band across it; see docs/templates.md for the parameters. Without words: nothing.

    Raise ValueError for a parameter that cannot be read.
    """
    text = _text(params, "text")
    if not text:
        return ()
    rtl = params.get("dir") == "rtl"
    own = {name: inks.get(name) or ink(value, name) for name, value in INKS.items()}
    own["ground"] = inks.get(_text(params, "ground"), own["accent"])
    field = _field(params, page, bleed, u, rtl)
    if params.get("part") == "band":
        items = _band(text, field, u, own, params, rtl)
    else:
        clear = [r.mirrored(page.w) for r in avoid] if rtl else avoid
        word = _word(text, page, u, own["ink"], clear, field, params, rtl)
        items = _sliced(word, u, own, seed, params, rtl)
    return ((_ORIGIN, Group(items, role="artifact", clip=rectangle(field), name=_text(params, "part") or "word")),)


def _text(params: Params, name: str) -> str:
    """Read a parameter as words; figures arrive as numbers."""
    value = params.get(name, "")
    return value.strip() if isinstance(value, str) else f"{value:g}"


def _length(params: Params, name: str, default: float) -> float:
    value = params.get(name, default)
    if isinstance(value, str):
        raise ValueError(f"{name}={value!r} of the motif ink should be a number, in u")
    return value


def _field(params: Params, page: Rect, bleed: float, u: float, rtl: bool) -> Rect:
    """Find the area the word is cut off at, in points: x, y, w, h in u, run out into the bleed; without it the whole page."""
    given = _text(params, "field")
    if not given:
        return page.inset(-bleed)
    try:
        x, y, w, h = (float(part) * u for part in given.split(","))
    except ValueError:
        raise ValueError(f"field={given!r} of the motif ink should be x,y,w,h in u, such as 0,0,100,62") from None
    x = page.w - x - w if rtl else x
    left, top = x - (bleed if x < 0.01 else 0), y - (bleed if y < 0.01 else 0)
    right = x + w + (bleed if x + w > page.w - 0.01 else 0)
    foot = y + h + (bleed if y + h > page.h - 0.01 else 0)
    return Rect(page.x + left, page.y + top, right - left, foot - top)


def _set(text: str, face: str, size: float, black: Ink) -> tuple[Path, float]:
    """Set words on one line and draw them from the origin; returns the path and the width, in points."""
    span = Span(text, faces.find(face, 900), black)
    lines = set_lines((span,), 1e6, size, lang="", leading=1.0, tracking=TRACKING).lines
    return (outline.of(lines[0].runs), lines[0].width) if lines else (Path("", ()), 0.0)


def _word(text: str, page: Rect, u: float, black: Ink, avoid: Sequence[Rect], field: Rect, params: Params, rtl: bool) -> _Word:
    """Set the word as wide as asked, no larger than asked, and smaller where it would meet what must stay clear."""
    face = _text(params, "face") or FACE
    x, base = page.x + _length(params, "x", 0) * u, page.y + _length(params, "base", 50) * u
    wide, most = _length(params, "wide", 80) * u, _length(params, "size", 80) * u
    unit, width = _set(text, face, 1.0, black)
    size = min(most, wide / width) if width > 0 else most
    for _ in range(24):
        start = page.x + page.w - (x - page.x) - width * size if rtl else x
        low = max(unit.bounds().bottom, 0.0) * size
        # What hangs below the line, as in Arabic, must not be cut off with the field; the rounding of a 3 may go unheeded.
        level = min(base, field.bottom - u - low) if low > DEEP * size else base
        path = unit.mapped(Matrix(size, 0, 0, size, start, level))
        word = _Word(path, size, level, path.bounds())
        reach = word.bounds.moved(-SLIDE * size if rtl else SLIDE * size, 0).union(word.bounds)
        if not any(reach.meets(r) for r in avoid) or size <= LEAST * most:
            break
        size *= 0.96
    return word  # pyright: ignore[reportPossiblyUnboundVariable]


def _sliced(word: _Word, u: float, own: Mapping[str, Ink], seed: int, params: Params, rtl: bool) -> Placed:
    """Cut a word along a line through its middle and slide the lower part; filled, or as an outline."""
    if not word.path.ops:
        return ()
    box, s = word.bounds, word.size
    share = _length(params, "cut", Stream(seed, "cut").between(*CUT))
    middle = Point(box.centre.x, box.y + share * (word.base - box.y))
    slope = tan(radians(TILT)) * (1 if rtl else -1)
    left, right = box.x - s, box.right + s
    # Both ends of the line, and the gap that it leaves above and below itself.
    y0, y1 = middle.y + slope * (left - middle.x), middle.y + slope * (right - middle.x)
    g = max(GAP * s, 0.12 * u)
    top, foot = box.y - s, box.bottom + s
    above = polygon(((left, top), (right, top), (right, y1 - g), (left, y0 - g)))
    below = polygon(((left, y0 + g), (right, y1 + g), (right, foot), (left, foot)))
    slide = Point(-SLIDE * s if rtl else SLIDE * s, 0)
    if params.get("form") == "outline":
        # A line of twice the width with the ground laid over its inner half: letters that touch become one outline.
        wide = 2 * max(THIN * s, _length(params, "thick", 0.5) * u)
        shapes = (Shape(word.path, stroke=Stroke(own["ink"], wide)), Shape(word.path, own["ground"]))
    else:
        shapes = (Shape(word.path, own["ink"]),)
    return (
        (_ORIGIN, Group(tuple((_ORIGIN, shape) for shape in shapes), clip=above, name="upper")),
        (_ORIGIN, Group(tuple((slide, shape) for shape in shapes), clip=below, name="lower")),
    )


def _band(text: str, field: Rect, u: float, own: Mapping[str, Ink], params: Params, rtl: bool) -> Placed:
    """Draw a band that rises across the field, with a word along it."""
    tall, size = _length(params, "tall", 13) * u, _length(params, "size", 8) * u
    slope = _length(params, "rise", RISE)
    rise = -slope if rtl else slope
    middle = Point(field.centre.x, field.centre.y if "y" not in params else _length(params, "y", 50) * u)
    out = field.w / 2 + tall
    ends = ((middle.x - out, middle.y + rise * out), (middle.x + out, middle.y - rise * out))
    (x0, y0), (x1, y1) = ends
    band = polygon(((x0, y0 - tall / 2), (x1, y1 - tall / 2), (x1, y1 + tall / 2), (x0, y0 + tall / 2)))
    unit, width = _set(text, _text(params, "face") or FACE, 1.0, own["ink"])
    room = field.w * 0.86 * (1 + slope * slope) ** 0.5
    size = min(size, room / width) if width > 0 else size
    box = unit.bounds()
    cap = faces.metrics(faces.find(_text(params, "face") or FACE, 900)).cap
    about = Matrix(size, 0, 0, size, middle.x - (box.x + box.w / 2) * size, middle.y + cap / 2 * size)
    word = unit.mapped(about.then(Matrix.turn(-degrees(atan(rise)), middle)))
    return (_ORIGIN, Shape(band, own["ink"])), (_ORIGIN, Shape(word, own["accent"]))
