"""Several pages on each A4 sheet, scaled down, with cut marks and captions: for a wall, a meeting, a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from kiosk.export.papers import flow, look, words
from kiosk.export.papers.flow import Placed, Style
from kiosk.page.geometry import MM, ORIGIN, Matrix, Path, Point, Rect, polygon, rectangle
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Page, Shape, Stroke
from kiosk.page.stock import Stock
from kiosk.record import record

Count: TypeAlias = Literal[2, 4, 9]
_GRIDS: dict[Count, tuple[int, int]] = {2: (2, 1), 4: (2, 2), 9: (3, 3)}
"""Columns and rows of upright pages; for pages that lie, 2 stand one above the other."""
_MARGIN, _GAP, _TICK, _AWAY = 11 * MM, 2 * MM, 3 * MM, 1 * MM
_MARK = Ink("mark", (0.0, 0.0, 0.0), (0, 0, 0, 1))
_CAPTION = 26.0
"""Points under each page for its caption: two lines."""


@record
class Cell:
    """One page with what stands under it."""

    page: Page
    title: str
    detail: str


def pages(cells: Sequence[Cell], count: Count, title: str) -> tuple[Page, ...]:
    """Lay pages out, so many on a sheet; the sheet lies where most of them are better off then."""
    lying = sum(c.page.stock.width > c.page.stock.height for c in cells) * 2 > len(cells)
    columns, rows = _GRIDS[count]
    if count == 2 and lying:
        columns, rows = rows, columns
    flat = lying != (count == 2)
    a4 = look.A4
    sheet = replace(a4, name="a4-landscape", width=a4.height, height=a4.width) if flat else a4
    per = columns * rows
    parts = [cells[i : i + per] for i in range(0, len(cells), per)]
    return tuple(_sheet(part, sheet, columns, rows, title, f"{n + 1} of {len(parts)}") for n, part in enumerate(parts))


def _sheet(cells: Sequence[Cell], sheet: Stock, columns: int, rows: int, title: str, number: str) -> Page:
    w = (sheet.width - 2 * _MARGIN - (columns - 1) * _GAP) / columns
    h = (sheet.height - 2 * _MARGIN - (rows - 1) * _GAP) / rows
    items: Placed = ()
    for n, cell in enumerate(cells):
        row, column = divmod(n, columns)
        items += _cell(cell, Rect(_MARGIN + column * (w + _GAP), _MARGIN + row * (h + _GAP), w, h))
    style = Style(face=look.text(), size=7.2, ink=look.QUIET, align="end")
    foot = flow.words(f"{title}, {number}", sheet.width - 2 * _MARGIN, style, role="artifact")
    return Page(sheet, (*items, *flow.moved(foot, _MARGIN, sheet.height - 26)), words.lang(), title)


def _cell(cell: Cell, box: Rect) -> Placed:
    """Place a page in a box with its cut marks, its caption under it."""
    page = cell.page
    room = Rect(box.x, box.y, box.w, box.h - _CAPTION)
    scale = min((room.w - 2 * (_TICK + _AWAY)) / page.stock.width, (room.h - 2 * (_TICK + _AWAY)) / page.stock.height)
    w, h = page.stock.width * scale, page.stock.height * scale
    at = Rect(room.x + (room.w - w) / 2, room.y + (room.h - h) / 2, w, h)
    paper = Group(((ORIGIN, Shape(rectangle(at), look.WHITE)),), role="artifact")
    small = Group(page.items, role="document", lang=page.lang, clip=rectangle(page.stock.trim), matrix=Matrix.scale(scale))
    label = Style(face=look.text(bold=True), size=8.4, leading=1.15)
    wide = box.right - at.x
    title = flow.words(cell.title, wide, label, lang=page.lang)
    while title.height > 12 and label.size > 5:
        label = replace(label, size=label.size - 0.4)
        title = flow.words(cell.title, wide, label, lang=page.lang)
    detail = flow.words(cell.detail, wide, Style(face=look.text(), size=7.4, ink=look.QUIET))
    y = at.bottom + _AWAY + _TICK + 3
    return (
        (ORIGIN, paper),
        (Point(at.x, at.y), small),
        (ORIGIN, _marks(at)),
        *flow.moved(title, at.x, y),
        *flow.moved(detail, at.x, y + 11.5),
    )


def _marks(at: Rect) -> Group:
    """Draw two ticks at each corner, outside of what is cut out."""
    lines = Path("", ())
    for x, across in ((at.x, -1), (at.right, 1)):
        for y, down in ((at.y, -1), (at.bottom, 1)):
            lines = lines + polygon(((x + across * _AWAY, y), (x + across * (_AWAY + _TICK), y)), close=False)
            lines = lines + polygon(((x, y + down * _AWAY), (x, y + down * (_AWAY + _TICK))), close=False)
    return Group(((ORIGIN, Shape(lines, stroke=Stroke(_MARK, 0.35))),), role="artifact", name="cut-marks")
