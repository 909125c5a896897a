"""What stands too near the cut of a printed page: codes and logos; words are judged in the written file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from kiosk.campaign.finding import Finding
from kiosk.compose.brief import Composed
from kiosk.export.sheets import office
from kiosk.page.bounds import bounds
from kiosk.page.geometry import MM, Matrix, Point, Rect
from kiosk.page.items import Group, Item, TextRun

SLACK = 0.3
"""Points that nobody sees."""


def findings(sheet: Composed) -> Iterator[Finding]:
    """Name codes and logos nearer to the cut than the stock's safe margin."""
    stock = sheet.page.stock
    margin = office.safe(stock)
    safe = stock.trim.inset(margin - SLACK)
    near = f"stands nearer than {margin / MM:.0f} mm to the cut."
    cure = "Move it inwards in the template."
    for code in sheet.codes:
        if not safe.holds(code.code):
            yield Finding(id="qr-margin", severity="error", sentence=f"The QR code of {code.text} {near}", cure=cure)
    for group, box in _logos(sheet.page.items, Matrix()):
        if not safe.holds(box):
            yield Finding(id="logo-margin", severity="error", sentence=f"The logo {group.alt or 'on the page'} {near}", cure=cure)


def alone(sheet: Composed) -> Iterator[Finding]:
    """Name codes whose link is nowhere in words: whoever has no telephone at hand cannot follow it."""
    said = "".join(_words(sheet.page.items)).replace("\u200b", "").replace(" ", "").casefold()
    for code in sheet.codes:
        host = urlsplit(code.text).netloc.removeprefix("www.").casefold()
        if host and said and host not in said:
            sentence = f"The link of the QR code, {code.text}, is not printed on the page."
            # From across a room nobody writes an address down; on paper it is all that some have.
            grave = "info" if sheet.page.stock.kind == "screen" else "warning"
            yield Finding(id="code-alone", severity=grave, sentence=sentence, cure="Give a short link, or shorten the text.")


def _logos(items: tuple[tuple[Point, Item], ...], m: Matrix) -> Iterator[tuple[Group, Rect]]:
    for at, item in items:
        if isinstance(item, Group):
            here = (item.matrix or Matrix()).then(Matrix.shift(*at).then(m))
            if item.name == "logo":
                # The panel behind a logo is ground, which may lie where it likes.
                own = (i for i in item.items if not (isinstance(i[1], Group) and i[1].name == "panel"))
                box = bounds(replace(item, items=tuple(own)))
                if box is not None:
                    outer = Matrix.shift(*at).then(m)
                    a, b = outer.at((box.x, box.y)), outer.at((box.right, box.bottom))
                    yield item, Rect(min(a.x, b.x), min(a.y, b.y), abs(b.x - a.x), abs(b.y - a.y))
            else:
                yield from _logos(item.items, here)


def _words(items: tuple[tuple[Point, Item], ...]) -> Iterator[str]:
    for _, item in items:
        if isinstance(item, TextRun):
            yield item.text
        elif isinstance(item, Group):
            yield from _words(item.items)
