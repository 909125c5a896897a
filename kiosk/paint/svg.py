"""Page to SVG: drawings that open in a browser. The same headings in the same order as qt.py and pdf.py.

Letters are outlines, each drawn once and used where it stands, so the page looks the same wherever it is opened. What a
group says in words (alternative text, or the words of its runs) goes along for those who listen, and shows when one points at it.
"""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Iterator
from pathlib import Path as File
from typing import assert_never
from xml.sax.saxutils import escape, quoteattr

from kiosk.page import shaping
from kiosk.page.face import Face
from kiosk.page.geometry import Matrix, Path, Point
from kiosk.page.ink import Ink, Linear, Paint, Radial, Stop
from kiosk.page.items import Group, Item, Page, Picture, Shape, Stroke, TextRun


class Error(Exception):
    """A page that cannot be drawn: a picture is gone."""


# --- Document ---------------------------------------------------------------------------------------------------------


def write(page: Page) -> str:
    """Draw a page as an SVG document; raise Error when a picture cannot be read."""
    pen = _Pen()
    body = "".join(_items(pen, page.items))
    w, h = _n(page.stock.width), _n(page.stock.height)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}pt" height="{h}pt" role="document"'
        f" lang={quoteattr(page.lang)} aria-label={quoteattr(page.title)}>\n<title>{escape(page.title)}</title>\n"
        f"<defs>{''.join(pen.defs)}</defs>\n{body}</svg>\n"
    )


class _Pen:
    """What is drawn once and used by name: letters, gradients, clips."""

    def __init__(self) -> None:
        self.defs: list[str] = []
        self._letters: dict[tuple[Face, int], str] = {}

    def letter(self, face: Face, glyph: int) -> str:
        """Name a letter's outline; empty for one without ink."""
        known = self._letters.get((face, glyph))
        if known is None:
            path = shaping.outline(face, glyph)
            known = self.named(f'<path d="{_d(path.mapped(Matrix.scale(1000)), 0)}"/>') if path.ops else ""
            self._letters[face, glyph] = known
        return known

    def named(self, drawn: str) -> str:
        """Keep a definition and give it a name."""
        name = f"d{len(self.defs)}"
        tag, _, rest = drawn.partition(" ")
        self.defs.append(f'{tag} id="{name}" {rest}')
        return name


# --- Page -------------------------------------------------------------------------------------------------------------


def _items(pen: _Pen, items: tuple[tuple[Point, Item], ...]) -> Iterator[str]:
    for at, item in items:
        match item:
            case TextRun():
                yield _text(pen, at, item)
            case Shape():
                yield _shape(pen, at, item)
            case Picture():
                yield _picture(pen, at, item)
            case Group():
                yield _group(pen, at, item)
            case _:
                assert_never(item)


# --- Text run ---------------------------------------------------------------------------------------------------------


def _text(pen: _Pen, at: Point, run: TextRun) -> str:
    k = run.size / 1000
    used = (
        f'<use href="#{name}" x="{_n(g.x / k, 0)}" y="{_n(g.y / k, 0)}"/>'
        for g in run.glyphs
        if (name := pen.letter(run.face, g.id))
    )
    return f'<g fill="{run.ink.hex}" transform="translate({_n(at.x)} {_n(at.y)}) scale({_n(k, 5)})">{"".join(used)}</g>\n'


# --- Shape ------------------------------------------------------------------------------------------------------------


def _shape(pen: _Pen, at: Point, shape: Shape) -> str:
    if not shape.path.ops:
        return ""
    looks = [f'fill="{_paint(pen, shape.fill)}"' if shape.fill is not None else 'fill="none"']
    looks += ['fill-rule="evenodd"'] if shape.evenodd else []
    looks += [_stroke(pen, shape.stroke)] if shape.stroke is not None else []
    looks += [f'opacity="{_n(shape.alpha, 3)}"'] if shape.alpha < 1 else []
    looks += ['shape-rendering="crispEdges"'] if shape.crisp else []
    return f'<path d="{_d(shape.path)}" {" ".join(looks)}{_moved(at)}/>\n'


def _stroke(pen: _Pen, stroke: Stroke) -> str:
    dash = f' stroke-dasharray="{" ".join(map(_n, stroke.dash))}"' if stroke.dash else ""
    ends = f' stroke-linecap="{stroke.cap}" stroke-linejoin="{stroke.join}"'
    return f'stroke="{_paint(pen, stroke.paint)}" stroke-width="{_n(stroke.width)}"{ends}{dash}'


# --- Picture ----------------------------------------------------------------------------------------------------------


def _picture(pen: _Pen, at: Point, picture: Picture) -> str:
    """Carry a picture inside the drawing, cut by a frame."""
    try:
        content = base64.b64encode(File(picture.file).read_bytes()).decode()
    except OSError as e:
        raise Error(f"The picture {picture.file} cannot be read: {e.strerror}") from None
    kind = mimetypes.guess_type(picture.file)[0] or "image/png"
    c = picture.crop
    return (
        f'<svg x="{_n(at.x)}" y="{_n(at.y)}" width="{_n(picture.w)}" height="{_n(picture.h)}" preserveAspectRatio="none"'
        f' viewBox="{_n(c.x)} {_n(c.y)} {_n(c.w)} {_n(c.h)}" opacity="{_n(picture.alpha, 3)}">'
        f'<image href="data:{kind};base64,{content}"/></svg>\n'
    )


# --- Group ------------------------------------------------------------------------------------------------------------


def _group(pen: _Pen, at: Point, group: Group) -> str:
    inside = "".join(_items(pen, group.items))
    looks = [_moved(at, group.matrix)]
    if group.clip is not None:
        clip = pen.named(f"<clipPath ><path d={quoteattr(_d(group.clip))}/></clipPath>")
        looks.append(f' clip-path="url(#{clip})"')
    looks += [f' opacity="{_n(group.alpha, 3)}"'] if group.alpha < 1 else []
    words = group.alt or "".join(item.text for _, item in group.items if isinstance(item, TextRun)).strip()
    if group.role == "artifact" or not words:
        looks += [' aria-hidden="true"'] if group.role == "artifact" else []
        return f"<g{''.join(looks)}>{inside}</g>\n"
    looks += [f" lang={quoteattr(group.lang)}"] if group.lang else []
    role = {"h1": "heading", "h2": "heading", "h3": "heading", "figure": "img"}.get(group.role or "", "img")
    level = f' aria-level="{(group.role or "h1")[1]}"' if role == "heading" else ""
    told = f"<title>{escape(words)}</title>" if group.alt else ""
    drawn = f'<g role="{role}"{level} aria-label={quoteattr(words)}{"".join(looks)}>{told}{inside}</g>\n'
    return f"<a href={quoteattr(group.link)}>{drawn}</a>" if group.link else drawn


# --- Paints and paths -------------------------------------------------------------------------------------------------


def _paint(pen: _Pen, paint: Paint) -> str:
    match paint:
        case Ink():
            return paint.hex
        case Linear():
            (x1, y1), (x2, y2) = paint.start, paint.end
            ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
            drawn = f'<linearGradient gradientUnits="userSpaceOnUse" {ends}>{_stops(paint.stops)}</linearGradient>'
            return f"url(#{pen.named(drawn)})"
        case Radial():
            (x, y), r = paint.centre, paint.radius
            disc = f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}"'
            drawn = f'<radialGradient gradientUnits="userSpaceOnUse" {disc}>{_stops(paint.stops)}</radialGradient>'
            return f"url(#{pen.named(drawn)})"
        case _:
            assert_never(paint)


def _stops(stops: tuple[Stop, ...]) -> str:
    return "".join(f'<stop offset="{_n(s.offset, 3)}" stop-color="{s.ink.hex}" stop-opacity="{_n(s.alpha, 3)}"/>' for s in stops)


def _d(path: Path, digits: int = 2) -> str:
    parts: list[str] = []
    i = 0
    for op in path.ops:
        count = {"M": 2, "L": 2, "C": 6, "Z": 0}[op]
        parts.append(op + " ".join(_n(v, digits) for v in path.xy[i : i + count]))
        i += count
    return "".join(parts)


def _moved(at: Point, matrix: Matrix | None = None) -> str:
    steps = [f"translate({_n(at.x)} {_n(at.y)})"] if at.x or at.y else []
    steps += [f"matrix({' '.join(_n(v, 5) for v in matrix)})"] if matrix is not None else []
    return f' transform="{" ".join(steps)}"' if steps else ""


def _n(value: float, digits: int = 2) -> str:
    return f"{round(value, digits):.{digits}f}".rstrip("0").rstrip(".") if digits else f"{round(value)}"
