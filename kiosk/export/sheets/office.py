"""Sheets for the office printer: postcards four on A4, an A3 poster on two A4 sheets that are glued together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from kiosk.campaign.finding import Finding
from kiosk.compose.brief import Composed, Qr
from kiosk.export.sheets import imposition
from kiosk.page.geometry import MM, Matrix, Path, Point, Rect, polygon, rectangle
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Item, Page, Shape, Stroke
from kiosk.page.stock import STOCKS, Product, Stock

Edge: TypeAlias = Literal["long", "short"]
"""The edge that a printer turns a sheet over."""
EDGES: tuple[Edge, ...] = ("long", "short")
TILED = "a3-on-a4"
_A4 = Stock(TILED, 297 * MM, 210 * MM, "print", 0, 5 * MM, 4, 1.5, 0.6)
SHEETS: Mapping[Product, Mapping[str, Stock]] = {"poster": {TILED: _A4}}
"""Stocks beside the usual ones, made only when they are asked for by name."""
BASES: Mapping[str, str] = {"4up-a4": "a6", TILED: "a3"}
"""The stock that each sheet is composed on."""
MARGIN = 5 * MM
"""What office printers leave white at every edge."""
OVERLAP = 10 * MM
"""The strip that both sheets show, and that the glue goes on."""
_INK = Ink("mark", (0.0, 0.0, 0.0), (0, 0, 0, 1))
_TICK, _GAP = 6 * MM, 1 * MM


def stocks(product: Product) -> Mapping[str, Stock]:
    """List the stocks of a product by name, the usual ones first."""
    return {**STOCKS[product], **SHEETS.get(product, {})}


def safe(stock: Stock) -> float:
    """Find how far from the cut things stand, in points: on a sheet of several cards that is the card's own margin."""
    base = BASES.get(stock.name, "")
    return next((known[base].safe for known in STOCKS.values() if base in known), stock.safe)


def laid(pages: Sequence[Composed], card: Stock, sheet: Stock, edge: Edge) -> tuple[Composed, ...]:
    """Lay composed pages on the sheets of an office printer; their codes move along, so that they are read back there."""
    return tiled(pages[0], sheet) if sheet.name == TILED else _four_up(pages, card, sheet, edge)


def printed(product: Product, stock: str) -> float:
    """Tell how large a page of a product comes out on a stock: 1 is true size."""
    return _scale(STOCKS[product][BASES[TILED]], _A4) if stock == TILED else 1.0


def _scale(whole: Stock, sheet: Stock) -> float:
    room_w, room_h = sheet.width - 2 * MARGIN, sheet.height - 2 * MARGIN
    return min(room_w / whole.width, (2 * room_h - OVERLAP) / whole.height)


def _four_up(pages: Sequence[Composed], card: Stock, sheet: Stock, edge: Edge) -> tuple[Composed, ...]:
    sheets = imposition.four_up([p.page for p in pages], sheet, short_edge=edge == "short")
    out: list[Composed] = []
    for index, (one, page) in enumerate(zip(pages, sheets, strict=True)):
        maps = imposition.places(card, sheet, back=index % 2 == 1, short_edge=edge == "short")
        codes = tuple(Qr(qr.text, imposition.moved(qr.code, m), qr.modules) for m in maps for qr in one.codes)
        out.append(replace(one, page=page, boxes={}, codes=codes))
    return tuple(out)


def tiled(poster: Composed, sheet: Stock) -> tuple[Composed, ...]:
    """Part a poster into an upper and a lower sheet that overlap; scaled so that both keep the printer's margin.

    The lower sheet is cut along its upper marks and glued on the strip of the upper one, from mark to mark.
    """
    whole, scale = poster.page.stock, _scale(poster.page.stock, sheet)
    w, h = whole.width * scale, whole.height * scale
    left, part = (sheet.width - w) / 2, (h + OVERLAP) / 2
    out: list[Composed] = []
    seen: set[int] = set()
    for lower in (False, True):
        top = h - part if lower else 0.0
        m = Matrix(scale, 0, 0, scale, left, MARGIN - top)
        window = Rect(left, MARGIN, w, part)
        inside = [n for n, qr in enumerate(poster.codes) if window.holds(imposition.moved(qr.code, m))]
        codes = tuple(Qr(qr.text, imposition.moved(qr.code, m), qr.modules) for qr in (poster.codes[n] for n in inside))
        seen.update(inside)
        copy: Item = Group(poster.page.items, role="artifact" if lower else "document", lang=poster.page.lang, matrix=m)
        shown = Group(((Point(0, 0), copy),), clip=rectangle(window), name=f"part-{2 if lower else 1}")
        items = ((Point(0, 0), shown), (Point(0, 0), _marks(window, lower=lower)))
        page = Page(sheet, items, poster.page.lang, poster.page.title)
        out.append(replace(poster, page=page, boxes={}, codes=codes, alt="" if lower else poster.alt))
    if len(seen) < len(poster.codes):
        out[0] = replace(out[0], findings=(*out[0].findings, _parted()))
    return tuple(out)


def _parted() -> Finding:
    return Finding(
        id="code-parted",
        severity="warning",
        sentence="The QR code lies across the cut between the two sheets, so it was not read back.",
        cure="Glue with care and try it with a telephone, or print the poster on A3.",
    )


def _marks(window: Rect, *, lower: bool) -> Group:
    """Draw the marks beside the poster: where the lower sheet is cut, and on the upper one the strip that takes the glue."""
    cut = window.y if lower else window.bottom - OVERLAP
    lines = Path("", ())
    for x, way in ((window.x - _GAP, -1), (window.right + _GAP, 1)):
        lines = lines + polygon(((x, cut), (x + way * _TICK, cut)), close=False)
        if not lower:
            # Hatched from mark to mark: glue goes here.
            for n in range(5):
                y = cut + n * OVERLAP / 5
                lines = lines + polygon(((x + way * _TICK, y), (x + way * _TICK / 2, y + OVERLAP / 5)), close=False)
    mark = Shape(lines, stroke=Stroke(_INK, 0.5, dash=(3, 2) if lower else ()))
    return Group(((Point(0, 0), mark),), role="artifact", name="cut-marks" if lower else "glue-marks")
