"""Contact sheets as pages: finished pages side by side on grey, scaled by matrix, so that one painter paints them all at once."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.page import face, lines
from kiosk.page.face import Face
from kiosk.page.geometry import PX, Matrix, Point, Rect, rectangle
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Item, Page, Shape, Stroke
from kiosk.page.stock import Stock
from kiosk.record import record

_GROUND = Ink("sheet", (0.855, 0.855, 0.85))
_SHADE = Ink("sheet-shade", (0.70, 0.70, 0.695))
_WORDS = Ink("sheet-words", (0.13, 0.13, 0.13))
_QUIET = Ink("sheet-quiet", (0.33, 0.33, 0.33))
_FAULT = Ink("sheet-fault", (0.66, 0.07, 0.07))
_MARGIN, _GAP, _ROW_GAP, _BAND_GAP = 48 * PX, 24 * PX, 22 * PX, 30 * PX
_TITLE, _LABEL, _CAPTION = 40 * PX, 22 * PX, 15 * PX
_LEAST_GAP = 2 * PX


@record(kw_only=True)
class Cell:
    """One page of a sheet with its caption; without a page `trouble` says why there is none, with one it says what is wrong."""

    caption: str
    detail: str = ""
    aspect: float
    page: Page | None
    trouble: str = ""


@record
class Band:
    """Cells that belong together, under one label; they fill whole rows."""

    label: str
    cells: tuple[Cell, ...]


@record(kw_only=True)
class Sheet:
    """What a contact sheet shows: `width` in pixels, `row` the height in pixels that rows should come near to."""

    title: str
    note: str
    bands: tuple[Band, ...]
    width: int = 2400
    row: int = 330


def page(sheet: Sheet) -> Page:
    """Lay a contact sheet out as one page: every row fills the width, all its pages at one height."""
    width = sheet.width * PX
    items: list[tuple[Point, Item]] = []
    y = _MARGIN
    y += _words(items, sheet.title, Point(_MARGIN, y), width / 2, _TITLE, _face(True), _WORDS)
    _words(items, sheet.note, Point(width / 2, y - _LABEL * 1.35), width / 2 - _MARGIN, _LABEL, _face(), _QUIET, align="end")
    for band in sheet.bands:
        if not band.cells:
            continue
        y += _BAND_GAP
        if band.label:
            y += _words(items, band.label, Point(_MARGIN, y), width - 2 * _MARGIN, _LABEL, _face(True), _WORDS) + 10 * PX
        for row in rows([c.aspect for c in band.cells], width - 2 * _MARGIN, sheet.row * PX):
            cells = [band.cells[i] for i in row]
            height = _height([c.aspect for c in cells], width - 2 * _MARGIN, sheet.row * PX)
            x = _MARGIN
            below = 0.0
            for cell in cells:
                box = Rect(x, y, cell.aspect * height, height)
                items.append((Point(0, 0), _framed(cell, box)))
                below = max(below, _captioned(items, cell, box))
                x = box.right + _GAP
            y += height + below + _ROW_GAP
    height = round((y - _ROW_GAP + _MARGIN) / PX)
    stock = Stock("contact", width, height * PX, "screen", 0, 0, 0.5, 0.5, 0, (sheet.width, height))
    ground = Group(((Point(0, 0), Shape(rectangle(stock.trim), _GROUND)),), role="artifact", name="ground")
    return Page(stock, ((Point(0, 0), ground), *items), "en", f"{sheet.title} – {sheet.note}")


def rows(aspects: Sequence[float], width: float, height: float) -> tuple[range, ...]:
    """Part cells into rows that all come near to one height when each fills the width."""
    ends: list[tuple[float, tuple[range, ...]]] = [(0.0, ())]
    for stop in range(1, len(aspects) + 1):
        tries: list[tuple[float, tuple[range, ...]]] = []
        for start in range(stop):
            natural = (width - _GAP * (stop - start - 1)) / sum(aspects[start:stop])
            # Twice as tall is as bad as half as tall; a last row that is short may stay short.
            ratio = max(natural, _LEAST_GAP) / height
            cost = (ratio if ratio > 1 else 1 / ratio) - 1
            if stop == len(aspects) and ratio > 1:
                cost *= 0.4
            tries.append((ends[start][0] + cost * cost, (*ends[start][1], range(start, stop))))
        ends.append(min(tries, key=lambda t: t[0]))
    return ends[-1][1]


def _height(aspects: Sequence[float], width: float, height: float) -> float:
    """Find the height at which a row fills the width; one that would grow far beyond the wanted height stays short."""
    natural = (width - _GAP * (len(aspects) - 1)) / sum(aspects)
    return natural if natural <= height * 1.35 else height


def _framed(cell: Cell, box: Rect) -> Group:
    """Draw a page into its box, with a hairline shadow, or say in an empty frame why there is none."""
    shade = Shape(rectangle(box.inset(-1.5 * PX).moved(1 * PX, 1.5 * PX)), _SHADE)
    if cell.page is None:
        inner: list[tuple[Point, Item]] = [(Point(0, 0), Shape(rectangle(box), None, Stroke(_FAULT, 1.5 * PX, dash=(6, 4))))]
        room = box.inset(10 * PX)
        _words(inner, cell.trouble, Point(room.x, room.y), room.w, _CAPTION, _face(), _FAULT)
        return Group(tuple(inner), role="p", clip=rectangle(box.inset(-2)))
    shown = cell.page
    scale = Matrix.scale(box.w / shown.stock.width, box.h / shown.stock.height)
    paper = Shape(rectangle(box), Ink("paper", (1.0, 1.0, 1.0)))
    # Read as one picture; what is on it is the product's own matter.
    small = Group(shown.items, role="artifact", lang=shown.lang, clip=rectangle(shown.stock.trim), matrix=scale)
    items: tuple[tuple[Point, Item], ...] = ((Point(0, 0), shade), (Point(0, 0), paper), (Point(box.x, box.y), small))
    return Group(items, role="figure", alt=f"{cell.caption} {cell.detail}".strip())


def _captioned(items: list[tuple[Point, Item]], cell: Cell, box: Rect) -> float:
    """Write a cell's caption under it, and what is wrong with it; return the height in points."""
    spans = [lines.Span(cell.caption, _face(True), _WORDS)]
    if cell.detail:
        spans.append(lines.Span(f"\u2002{cell.detail}", _face(), _QUIET))
    if cell.trouble and cell.page is not None:
        spans.append(lines.Span(f"\u2002{cell.trouble}", _face(), _FAULT))
    set_ = lines.set_lines(tuple(spans), box.w, _CAPTION, lang="en", leading=1.2, avoid_orphan=False)
    items.append((Point(box.x, box.bottom + 7 * PX), Group(set_.placed, role="p", lang="en")))
    return 7 * PX + set_.height


def _words(
    items: list[tuple[Point, Item]], text: str, at: Point, width: float, size: float, font: Face, ink: Ink, align: str = "start"
) -> float:
    set_ = lines.set_lines(
        (lines.Span(text, font, ink),), width, size, lang="en", leading=1.2, align="end" if align == "end" else "start"
    )
    items.append((at, Group(set_.placed, role="p", lang="en")))
    return set_.height


def _face(bold: bool = False) -> Face:
    try:
        return face.find("Atkinson Hyperlegible", 700 if bold else 400)
    except face.Error:
        return face.neutral(700 if bold else 400)
