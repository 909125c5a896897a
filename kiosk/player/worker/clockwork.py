"""The render worker's part of a slide's clock: takes the time off the page and paints the cells that any time is made of."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import time

from kiosk.campaign import dates, direction
from kiosk.compose.brief import Brief
from kiosk.compose.fields import facts
from kiosk.page.geometry import Point, Rect
from kiosk.page.items import Group, Item, Page, TextRun
from kiosk.page.lines import Paragraph, Span, set_lines
from kiosk.player import cache
from kiosk.record import record

NAME = "clock"
"""The type role of the words that are a clock."""
_PIECE = re.compile(r"\d|\D+")
_MINUTE = 34
"""A minute whose figures no hour in figures is taken for."""
_GAP = 4
"""Pixels between two cells, so that none reaches into the next."""


@record
class Told:
    """The time as a page has it: its run of text, where that begins, and the room it has."""

    run: TextRun
    at: Point
    room: Rect


def parted(page: Page, boxes: Mapping[str, Rect]) -> tuple[Page, Told | None]:
    """Take the clock off a page, if it has one."""
    for found in page.items:
        at, item = found
        if isinstance(item, Group) and item.name == NAME and NAME in boxes:
            begun = next(_runs(at, item), None)
            if begun is not None:
                rest = tuple(other for other in page.items if other is not found)
                return replace(page, items=rest), Told(begun[1], begun[0], boxes[NAME])
    return page, None


def _runs(at: Point, item: Item) -> Iterator[tuple[Point, TextRun]]:
    """List the runs of text inside an item with their places on the page."""
    if isinstance(item, TextRun):
        yield at, item
    elif isinstance(item, Group):
        for inner, part in item.items:
            yield from _runs(Point(at.x + inner.x, at.y + inner.y), part)


def cells(told: Told, page: Page, scale: float, order: Brief) -> tuple[cache.Dial, bytes]:
    """Paint the cells of the clock of a page that was ordered, `scale` pixels to the point."""
    from PySide6.QtGui import QImage, QPainter, QTransform

    from kiosk.paint import qt

    lang = page.lang + (dates.CLOCK_24 if len(facts.languages(order)) > 1 else "")
    hours = [_seen(dates.dial(time(hour, _MINUTE), lang), page.lang) for hour in range(24)]
    figures = [str(n) for n in range(10)]
    names = list(dict.fromkeys([*figures, *(name for hour in hours for name in hour if name not in (cache.TENS, cache.ONES))]))
    run, room = told.run, told.room
    size = run.size
    while True:
        set_ = {name: _set(name, run, page.lang, size) for name in names}
        # Figures take turns in one place, so each has the room of the widest, whatever the typeface has in mind.
        widest = max(set_[f].width for f in figures)
        wide = {name: max(math.ceil((widest if name in figures else p.width) * scale), 1) for name, p in set_.items()}
        most = max(sum(wide.get(name, wide["0"]) for name in hour) for hour in hours)
        if most <= math.floor(room.w * scale):
            break
        size *= 0.97
    line = set_["0"].lines[0]
    top, height = math.floor((told.at.y - line.ascent) * scale), math.ceil((line.ascent + line.descent) * scale) + 1
    places, x = dict[str, tuple[int, int]](), 0
    for name in names:
        places[name] = (x, wide[name])
        x += wide[name] + _GAP
    strip = QImage(x, height, QImage.Format.Format_ARGB32_Premultiplied)
    strip.fill(0)
    painter = QPainter(strip)
    base = (round(told.at.y * scale) - top) / scale
    for name, (begins, width) in places.items():
        line = set_[name].lines[0]
        left = begins / scale + (width / scale - line.width) / 2
        placed = tuple((Point(left + p.x, base + p.y), r) for p, r in line.runs)
        painter.setTransform(QTransform.fromScale(scale, scale))
        qt.paint(replace(page, items=placed), painter)
    painter.end()
    before, after = max(told.at.x - room.x, 0.0), max(room.right - told.at.x - run.width, 0.0)
    dial = cache.Dial(
        x=round(room.x * scale),
        y=top,
        wide=round(room.w * scale),
        share=before / (before + after) if before + after > 0 else 0.0,
        width=strip.width(),
        height=height,
        cells=places,
        hours=hours,
    )
    return dial, bytes(strip.constBits())


def _seen(text: str, lang: str) -> list[str]:
    """Cut a time into cells in the order in which they are seen: each figure alone, words whole."""
    minute = f"{_MINUTE:02}"
    before, _, after = text.rpartition(minute)
    hour, said = re.fullmatch(r"(\D*)(.*)", before, re.DOTALL), [after] if after else []
    assert hour is not None
    first = [hour[1]] if hour[1] else []
    middle = [*_PIECE.findall(hour[2]), cache.TENS, cache.ONES]
    return [*said, *middle, *first] if direction.rtl(lang) else [*first, *middle, *said]


def _set(text: str, run: TextRun, lang: str, size: float) -> Paragraph:
    return set_lines((Span(text, run.face, run.ink),), 1e6, size, lang=lang, leading=1.0)
