"""Scrims: a gradient between a picture and the words on it, as strong as the lightest thing under each line asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kiosk.compose.ground.profile import Need, raised, stations
from kiosk.compose.marks import WHOLE, bled
from kiosk.compose.setting.boxes import Box
from kiosk.compose.setting.layout import Placed
from kiosk.compose.template.family import Family
from kiosk.page.geometry import Point, Rect, rectangle
from kiosk.page.ink import Ink, Linear, Stop, luminance
from kiosk.page.items import Group, Item, Shape
from kiosk.page.picture import PictureFacts
from kiosk.page.stock import Stock

BODY, LARGE = 7.0, 4.5
"""Contrast that small and large words must have on whatever may lie under them."""
LARGE_IN_PRINT, LARGE_ON_SCREEN = 18.0, 4.6
"""Type size from which words are large: points in print, u on screens."""


class Seen(NamedTuple):
    """A picture as it lies on the page: its facts, the part that shows (source pixels), and where.

    `inner` is the part of the rectangle (shares of its sides) that nothing covers or cuts off.
    """

    facts: PictureFacts
    crop: Rect
    rect: Rect
    inner: Rect = WHOLE

    def lightest(self, area: Rect) -> float:
        """Find the highest luminance that the picture may show in an area; 1 where it is unknown or does not reach."""
        grid = self.facts.peak
        if not grid or not grid[0] or not self.rect.holds(area, 0.5):
            return 1.0
        rows, columns = len(grid), len(grid[0])

        def cells(low: float, high: float, at: float, side: float, cut: float, length: float, whole: int, n: int) -> range:
            a, b = (((v - at) / side * length + cut) / whole * n for v in (low, high))
            return range(min(max(int(a), 0), n - 1), min(max(int(b), 0), n - 1) + 1)

        r, c = self.rect, self.crop
        across = cells(area.x, area.right, r.x, r.w, c.x, c.w, self.facts.width, columns)
        down = cells(area.y, area.bottom, r.y, r.h, c.y, c.h, self.facts.height, rows)
        return max(grid[y][x] for y in down for x in across)


def draw(
    box: Box, rect: Rect, texts: Sequence[tuple[Placed, Rect]], under: Seen | None, family: Family, stock: Stock, rtl: bool
) -> tuple[Point, Item]:
    """Draw a `<scrim>` that carries those of the texts that stand out from its ink."""
    a = box.params
    ink = family.ink(a.get("ink", "#000000"))
    across = a.get("dir", "y") == "x"
    nominal = stations(a.get("stops", "0 .6, 1 .9"))
    needs = tuple(_needs(rect, texts, under, ink, float(a.get("over", "1")), stock, across, rtl, family.contrast))
    ends = (Point(rect.x, rect.y), Point(rect.right, rect.y) if across else Point(rect.x, rect.bottom))
    if across and rtl:
        ends = ends[1], ends[0]
    stops = tuple(Stop(round(o, 4), ink, round(v, 4)) for o, v in raised(nominal, needs))
    sheet = bled(rect, stock) if a.get("bleed") == "yes" else rect
    shape = Shape(rectangle(sheet), Linear(*ends, stops))
    return Point(0, 0), Group(((Point(0, 0), shape),), role="artifact", name="scrim")


def bare(tops: Sequence[Box]) -> tuple[int, ...]:
    """Name the texts (by the ids of their boxes) that stand on no fill of a box round them."""

    def walk(box: Box, covered: bool) -> Iterator[int]:
        covered = covered or ("fill" in box.params and box.tag != "text" and float(box.params.get("alpha", "1")) > 0.99)
        if box.words is not None and not covered:
            yield id(box)
        for child in box.children:
            yield from walk(child, covered)

    return tuple(i for top in tops for i in walk(top, False))


def _needs(
    rect: Rect,
    texts: Sequence[tuple[Placed, Rect]],
    under: Seen | None,
    ink: Ink,
    over: float,
    stock: Stock,
    across: bool,
    rtl: bool,
    least: float,
) -> Iterator[Need]:
    ground = luminance(ink.screen)
    large = LARGE_IN_PRINT if stock.kind == "print" else LARGE_ON_SCREEN * stock.u
    for placed, where in texts:
        w = placed.box.words
        assert w is not None
        ratio = max(LARGE if placed.size >= large - 0.01 else BODY, least)
        for colour in dict.fromkeys(s.ink for s in w.spans):
            told = luminance(colour.screen)
            if _ratio(told, ground) < LARGE:  # not words that this ink is meant to carry
                continue
            for area in _areas(placed, where, rtl):
                if not rect.meets(area):
                    continue
                lightest = under.lightest(area) if under is not None else over
                worst = lightest if told > ground else 0.0
                low, high = (
                    ((area.x - rect.x) / rect.w, (area.right - rect.x) / rect.w)
                    if across
                    else ((area.y - rect.y) / rect.h, (area.bottom - rect.y) / rect.h)
                )
                if across and rtl:
                    low, high = 1 - high, 1 - low
                yield Need(max(low, 0.0), min(high, 1.0), needed(colour, ink, round(worst, 3), ratio))


def _areas(placed: Placed, where: Rect, rtl: bool) -> Iterator[Rect]:
    """List the rectangles that a text's lines cover, from the top of the letters to below the baseline."""
    w, block = placed.box.words, placed.text
    assert w is not None
    assert block is not None
    for line, x, y, _ in block.laid(where.w, placed.baseline, w.align, rtl):
        yield Rect(where.x + x, where.y + y - 0.78 * placed.size, line.width, placed.size)


@lru_cache(maxsize=2048)
def needed(text: Ink, scrim: Ink, worst: float, ratio: float) -> float:
    """Find the least alpha at which a text passes over a backdrop of luminance `worst`.

    A grey stands for the backdrop: of all colours of one luminance it is the one that a veil leaves lightest.
    """
    grey = worst * 12.92 if worst <= 0.0031308 else 1.055 * worst ** (1 / 2.4) - 0.055
    told = luminance(text.screen)

    def passes(alpha: float) -> bool:
        r, g, b = (grey + (c - grey) * alpha for c in scrim.screen)
        return _ratio(told, luminance((r, g, b))) >= ratio

    if passes(0.0):
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (low, middle) if passes(middle) else (middle, high)
    return high


def _ratio(a: float, b: float) -> float:
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
