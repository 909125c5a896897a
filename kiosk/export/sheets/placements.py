"""Copies for places: each with a small label that says where it hangs and when to take it down, and a table of them all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from kiosk.campaign import dates
from kiosk.campaign.campaign import Campaign, Placement
from kiosk.campaign.item import Event, Item, Notice, title_of
from kiosk.campaign.wording import ui
from kiosk.compose.brief import Composed
from kiosk.page import face, lines
from kiosk.page.bounds import bounds
from kiosk.page.geometry import MM, Matrix, Point, Rect, rectangle
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Picture, Shape, TextRun
from kiosk.page.items import Item as PageItem

PRODUCTS = ("poster", "programme", "postcard")
"""Products that hang or lie somewhere."""
FOLDER = "placements"
_SIZE, _PAD, _STEP = 6.5, 2.0, 6.0
_PAPER = Ink("label", (1.0, 1.0, 1.0), (0, 0, 0, 0))
_WORDS = Ink("label-words", (0.0, 0.0, 0.0), (0, 0, 0, 1))
_LARGE = (60 * MM) ** 2
"""A picture from this area up is ground that a label may stand on."""
_COLUMNS = ("place", "take down after", "what", "file", "link")


def until(placement: Placement, item: Item | None) -> date | None:
    """Find the day after which a copy is taken down: the placement's own, else the last day of what it announces."""
    if placement.until or not isinstance(item, Event | Notice) or not item.starts:
        return placement.until
    return dates.last_day(item.starts, item.ends)


def labelled(made: Composed, placement: Placement, item: Item | None, lang: str) -> Composed:
    """Put the label on a page, in the first place along its edges where it covers no words, code or picture."""
    day = until(placement, item)
    text = placement.name
    if day:
        text += " · " + ui("Take down after {day}", lang, day=dates.full(day, lang, year=True))
    span = lines.Span(text, _face(), _WORDS)
    set_ = lines.set_lines((span,), made.page.stock.width, _SIZE, lang=lang, leading=1.2, avoid_orphan=False)
    box = Rect(0, 0, set_.width + 2 * _PAD, set_.height + 2 * _PAD)
    spot = _spot(made, box)
    paper = Shape(rectangle(box), _PAPER)
    words = Group(set_.placed, role="note", lang=lang)
    label = Group(((Point(0, 0), paper), (Point(_PAD, _PAD), words)), name="placement")
    return replace(made, page=replace(made.page, items=(*made.page.items, (spot, label))))


def table(campaign: Campaign, files: Iterable[Mapping[str, Any]]) -> tuple[str, bytes] | None:
    """Write the table of all copies as CSV, guarded against formulas; None when no file is for a place."""
    rows = [f for f in files if f.get("placement")]
    if not rows:
        return None
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for file in sorted(rows, key=lambda f: (str(f["placement"]["name"]), str(f["path"]))):
        item = campaign.item(str(file["item"]))
        what = title_of(item) if item else campaign.title
        cells = (file["placement"]["name"], file["placement"]["until"] or "", what, file["path"], file["link"] or "")
        writer.writerow([guarded(str(cell)) for cell in cells])
    # With a mark of its encoding, without which spreadsheet programs take accents for something else.
    return f"{FOLDER}/{campaign.id}-placements.csv", out.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """Keep a spreadsheet program from taking words for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _spot(made: Composed, box: Rect) -> Point:
    safe = made.page.stock.safe_area
    taken = [*_taken(made.page.items, Matrix.shift(0, 0)), *(qr.code.inset(-4 * qr.code.w / qr.modules) for qr in made.codes)]
    across = (safe.x, safe.right - box.w, safe.x + (safe.w - box.w) / 2)
    tried = [Point(x, safe.bottom - box.h - n * _STEP) for n in range(8) for x in across]
    tried += [Point(x, safe.y + n * _STEP) for n in range(8) for x in across]
    free = (p for p in tried if not any(box.moved(*p).meets(t) for t in taken))
    return next(free, tried[0])


def _taken(items: tuple[tuple[Point, PageItem], ...], m: Matrix) -> Iterator[Rect]:
    """List what a label must not cover: words, pictures that mean something, logos; never grounds and leaves."""
    for at, item in items:
        here = Matrix.shift(*at).then(m)
        match item:
            case Group(role="artifact"):
                continue
            case Group():
                yield from _taken(item.items, item.matrix.then(here) if item.matrix else here)
            case TextRun() | Picture():
                box = bounds(item)
                if box and not (isinstance(item, Picture) and box.w * box.h > _LARGE):
                    yield box.mapped(here)
            case Shape():
                continue


def _face() -> face.Face:
    return face.find("Atkinson Hyperlegible", 400)
