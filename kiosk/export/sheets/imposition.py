"""Imposition: four postcards on one sheet, backs placed so that a duplex printer lands them behind their fronts."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.page.geometry import MM, Matrix, Path, Point, Rect, polygon, rectangle
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Item, Page, Shape, Stroke
from kiosk.page.stock import Stock

_WHITE = Ink("mark-halo", (1.0, 1.0, 1.0), (0, 0, 0, 0))
_BLACK = Ink("mark", (0.0, 0.0, 0.0), (0, 0, 0, 1))
_MARK = 4 * MM
_ARM = 2 * MM


def four_up(cards: Sequence[Page], sheet: Stock, *, short_edge: bool = False) -> tuple[Page, ...]:
    """Lay four copies of each card on a sheet; the first page holds fronts, the second backs."""
    return tuple(
        _sheet(card, sheet, places(card.stock, sheet, back=index % 2 == 1, short_edge=short_edge))
        for index, card in enumerate(cards)
    )


def places(card: Stock, sheet: Stock, *, back: bool, short_edge: bool = False) -> tuple[Matrix, ...]:
    """Find where the four copies of a card go: maps from the card's points to the sheet's.

    A quarter of A4 is as large as an A6 card, so the cards touch and the sheet is cut once across and once down. Cards that
    lie the other way are turned: fronts clockwise, backs anticlockwise, because turning a sheet over its long edge swaps
    left and right; that way front and back of each card have their tops at the same edge. A printer that turns the sheet over
    its short edge swaps top and bottom instead: there the backs of turned cards go as fronts, of upright ones upside down.
    """
    w, h = sheet.width / 2, sheet.height / 2
    turned = (card.width > card.height) != (w > h)
    across, down = (card.height, card.width) if turned else (card.width, card.height)
    maps: list[Matrix] = []
    for row in (0, 1):
        for column in (0, 1):
            x, y = column * w + (w - across) / 2, row * h + (h - down) / 2
            if not turned and back and short_edge:
                maps.append(Matrix(-1, 0, 0, -1, x + across, y + down))
            elif not turned:
                maps.append(Matrix.shift(x, y))
            elif back and not short_edge:
                maps.append(Matrix(0, -1, 1, 0, x, y + down))
            else:
                maps.append(Matrix(0, 1, -1, 0, x + across, y))
    return tuple(maps)


def moved(box: Rect, m: Matrix) -> Rect:
    """Map an upright box through a shift or quarter turn."""
    a, b = m.at((box.x, box.y)), m.at((box.right, box.bottom))
    return Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y))


def _sheet(card: Page, sheet: Stock, maps: tuple[Matrix, ...]) -> Page:
    w, h = sheet.width / 2, sheet.height / 2
    items: list[tuple[Point, Item]] = []
    for index, m in enumerate(maps):
        cell = Rect((index % 2) * w, (index // 2) * h, w, h)
        # Outside edges keep the bleed; at the cuts each card stops where its neighbour starts.
        left, top = cell.x - (sheet.bleed if index % 2 == 0 else 0), cell.y - (sheet.bleed if index < 2 else 0)
        right, bottom = cell.right + (sheet.bleed if index % 2 else 0), cell.bottom + (sheet.bleed if index > 1 else 0)
        copy: Item = Group(card.items, role="document" if index == 0 else "artifact", lang=card.lang, matrix=m)
        clip = rectangle(Rect(left, top, right - left, bottom - top))
        items.append((Point(0, 0), Group(((Point(0, 0), copy),), clip=clip, name=f"card-{index + 1}")))
    items.append((Point(0, 0), _marks(sheet)))
    return Page(sheet, tuple(items), card.lang, card.title)


def _marks(sheet: Stock) -> Group:
    """Draw cut marks on the two cut lines: ticks at the edges, a cross in the middle; the cut itself removes them."""
    w, h, x, y = sheet.width, sheet.height, sheet.width / 2, sheet.height / 2
    ticks = (
        ((x, 0), (x, _MARK)),
        ((x, h - _MARK), (x, h)),
        ((0, y), (_MARK, y)),
        ((w - _MARK, y), (w, y)),
        ((x, y - _ARM), (x, y + _ARM)),
        ((x - _ARM, y), (x + _ARM, y)),
    )
    lines = Path("", ())
    for tick in ticks:
        lines = lines + polygon(tick, close=False)
    # A white line under the black one keeps the mark visible on any ground.
    halo, line = Shape(lines, stroke=Stroke(_WHITE, 1.0)), Shape(lines, stroke=Stroke(_BLACK, 0.25))
    return Group(((Point(0, 0), halo), (Point(0, 0), line)), role="artifact", name="cut-marks")
