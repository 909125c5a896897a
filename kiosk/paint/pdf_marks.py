"""Marks round a page: where to cut, on every plate, and a line for the printer; all of it outside the bleed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from kiosk.page import face as faces
from kiosk.page.geometry import MM, Path, Point, polygon
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Item, Page, Shape, Stroke
from kiosk.page.lines import Span, set_lines
from kiosk.paint.pdf_press import ALL, HAIRLINE

GAP, LENGTH, ROOM = 1 * MM, 5 * MM, 9 * MM
"""From the bleed to a mark, a mark's length, and from the bleed to the sheet's edge."""
REGISTRATION = Ink("registration", (0.0, 0.0, 0.0), (1, 1, 1, 1), ALL)
_BLACK = Ink("slug", (0.0, 0.0, 0.0), (0, 0, 0, 1))
_SLUG = 6.0


class Marked(Protocol):
    """What of an intent the marks need."""

    @property
    def bleed(self) -> float:
        """Points beyond the trim."""
        ...

    @property
    def marks(self) -> bool:
        """Whether there are any."""
        ...

    @property
    def at(self) -> datetime:
        """The file's date."""
        ...


def margin(intent: Marked) -> float:
    """Find how far the sheet goes beyond the trim, in points."""
    return intent.bleed + (ROOM if intent.marks else 0.0)


def drawn(page: Page, intent: Marked, words: Sequence[str], number: str) -> Iterator[tuple[Point, Item]]:
    """Draw the marks and the line; `words` say how it is printed, `number` which page it is."""
    w, h, near = page.stock.width, page.stock.height, intent.bleed + GAP
    lines = Path("", ())
    for x, away in ((0.0, -1), (w, 1)):
        for y, down in ((0.0, -1), (h, 1)):
            lines = lines + polygon(((x + away * near, y), (x + away * (near + LENGTH), y)), close=False)
            lines = lines + polygon(((x, y + down * near), (x, y + down * (near + LENGTH))), close=False)
    yield Point(0, 0), Group(((Point(0, 0), Shape(lines, stroke=Stroke(REGISTRATION, HAIRLINE))),), role="artifact")
    size = f"{w / MM:.0f} × {h / MM:.0f} mm + {intent.bleed / MM:g} mm"
    told = [page.title, f"{page.stock.name} {size}", number, intent.at.strftime("%Y-%m-%d %H:%M"), *words]
    face = faces.find("Noto Sans")
    room = w - 2 * LENGTH
    line = set_lines((Span("   ·   ".join(t for t in told if t), face, _BLACK),), 1e6, _SLUG, lang=page.lang, leading=1.2)
    scale = min(1.0, room / line.width) if line.width else 1.0
    line = set_lines((line.setting.spans[0],), 1e6, _SLUG * scale, lang=page.lang, leading=1.2)
    runs = tuple((Point(LENGTH + at.x, h + near + 2.5 * MM + at.y - line.lines[0].y), run) for at, run in line.placed)
    yield Point(0, 0), Group(runs, role="artifact", name="slug")
