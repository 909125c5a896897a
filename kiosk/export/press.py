"""The print shop's wishes: profile, bleed and marks of an order, and what is wrong with inks and typefaces of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.campaign.brand import ink_told
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.compose.brief import Composed
from kiosk.export.order import Order
from kiosk.page import typefaces
from kiosk.page.face import Face
from kiosk.page.geometry import MM, Point
from kiosk.page.ink import Cmyk, Ink, Paint
from kiosk.page.items import Group, Item, Shape, TextRun
from kiosk.page.stock import Stock
from kiosk.record import record

if TYPE_CHECKING:
    from kiosk.paint.pdf import Intent
    from kiosk.paint.pdf_profile import Profile

MISSING = "Name the print shop's profile with --profile FILE.icc; on Debian and Ubuntu, apt install scribus-data brings one."


@record(kw_only=True)
class Printing:
    """How the files of a run are printed: `profile` is a path, empty without one; `bleed` in points, None for the stock's."""

    press: bool = False
    bleed: float | None = None
    marks: bool = False
    profile: str = ""
    findings: tuple[Finding, ...] = ()


def printing(order: Order) -> Printing:
    """Read the wishes of an order; a profile that cannot be used is a finding."""
    marks = order.press if order.marks is None else order.marks
    if not order.press:
        return Printing(bleed=order.bleed, marks=marks)
    from kiosk.paint import pdf_profile as profiles

    found: list[Finding] = []
    path = order.profile
    if path is not None:
        try:
            profiles.read(path)
        except profiles.Error as e:
            cure = "Ask the print shop for the ICC profile of its press, and name that with --profile."
            found.append(Finding(id="press-profile", severity="error", sentence=f"{e}.", cure=cure))
            path = None
    if path is None:
        path = profiles.locate()
        if path is None and not found:
            sentence = f"There is no profile of {profiles.DEFAULT} on this machine, so colours cannot be converted for the press."
            found.append(Finding(id="press-profile", severity="error", sentence=sentence, cure=MISSING))
    return Printing(press=True, bleed=order.bleed, marks=marks, profile=str(path or ""), findings=tuple(found))


def stocked(stock: Stock, wishes: Printing) -> Stock:
    """Give a stock the bleed that was asked for."""
    return stock if wishes.bleed is None or stock.kind != "print" else replace(stock, bleed=wishes.bleed)


def intent(sheets: Sequence[Composed], campaign: Campaign, at: datetime, wishes: Printing) -> Intent:
    """Choose how a PDF is written: for the press when asked for, else for screens, with bleed and marks only on request."""
    from kiosk.paint import pdf

    page = sheets[0].page
    title, lang, author = page.title or campaign.title, page.lang, campaign.organisation
    printed = page.stock.kind == "print"
    if wishes.press:
        return pdf.Press(title, lang, author, at, page.stock.bleed, wishes.marks, _profile(wishes.profile))
    bleed = page.stock.bleed if printed and (wishes.bleed is not None or wishes.marks) else 0.0
    return pdf.Digital(title, lang, author, at, bleed, wishes.marks and printed)


@lru_cache(maxsize=2)
def _profile(path: str) -> Profile | None:
    from kiosk.paint import pdf_profile

    return pdf_profile.read(Path(path)) if path else None


def findings(sheets: Sequence[Composed], wishes: Printing) -> Iterator[Finding]:
    """Say what the print shop would say of pages that are to be written as PDF."""
    yield from wishes.findings
    stock = sheets[0].page.stock
    if stock.kind == "print" and (wishes.press or wishes.bleed is not None):
        yield from _bled(stock)
    seen: dict[Ink | Face, None] = {}
    for sheet in sheets:
        _used(sheet.page.items, seen)
    for face in (f for f in seen if isinstance(f, Face)):
        if _restricted(face):
            sentence = f"The typeface {face.family} says that it must not be embedded in files such as PDF."
            cure = "Ask its maker for a licence that allows it, or use another typeface."
            yield Finding(id="face-restricted", severity="error", sentence=sentence, cure=cure)
    if wishes.press:
        yield from _inks([i for i in seen if isinstance(i, Ink)], wishes)


def _bled(stock: Stock) -> Iterator[Finding]:
    bleed = f"{stock.bleed / MM:g} mm"
    if stock.bleed >= min(stock.width, stock.height):
        size = f"{stock.width / MM:.0f} × {stock.height / MM:.0f} mm"
        sentence = f"A bleed of {bleed} is larger than the sheet, which has {size}."
        yield Finding(id="press-bleed", severity="error", sentence=sentence, cure="Print shops want --bleed 3mm, or 5mm from A2.")


def _inks(inks: Sequence[Ink], wishes: Printing) -> Iterator[Finding]:
    from kiosk.paint import pdf_press

    profile = _profile(wishes.profile)
    data = profile.data if profile else None
    spots: dict[str, Cmyk] = {}
    told: set[str] = set()
    for ink in inks:
        if ink.cmyk is not None and sum(ink.cmyk) > pdf_press.LIMIT + 0.005 and ink.name not in told:
            told.add(ink.name)
            limit = f"{pdf_press.LIMIT:.0%}"
            sentence = f"The ink {ink.name} has {sum(ink.cmyk):.0%} of ink in all, more than dries; it is printed with {limit}."
            cure = f"Give it CMYK values in the brand that make {limit} or less together."
            of = ink_told(ink.name, ink.hex, tuple(100 * v for v in pdf_press.held(ink.cmyk)))
            yield Finding(id="ink-total", severity="warning", sentence=sentence, cure=cure, fix="hold-ink", of=of)
        if not ink.spot:
            continue
        values = pdf_press.process(data, ink)
        first = spots.setdefault(ink.spot, values)
        if max(abs(a - b) for a, b in zip(first, values, strict=True)) > 0.005 and ink.spot not in told:
            told.add(ink.spot)
            both = " and ".join("/".join(f"{v * 100:.0f}" for v in v4) for v4 in (first, values))
            sentence = f"The spot ink {ink.spot} has two CMYK values, {both}; a plate has one."
            cure = "Give both inks of the brand the same CMYK values, or different spot names."
            of = ink_told(ink.name, ink.hex, tuple(100 * v for v in first))
            yield Finding(id="spot-twice", severity="error", sentence=sentence, cure=cure, fix="one-spot", of=of)


def _used(items: tuple[tuple[Point, Item], ...], seen: dict[Ink | Face, None]) -> None:
    """Collect the inks and faces of items, in paint order."""
    for _, item in items:
        if isinstance(item, TextRun):
            seen[item.ink] = seen[item.face] = None
        elif isinstance(item, Shape):
            for paint in (item.fill, item.stroke.paint if item.stroke else None):
                seen.update(dict.fromkeys(_of(paint)))
        elif isinstance(item, Group):
            _used(item.items, seen)


def _of(paint: Paint | None) -> tuple[Ink, ...]:
    return () if paint is None else (paint,) if isinstance(paint, Ink) else tuple(stop.ink for stop in paint.stops)


@lru_cache(maxsize=256)
def _restricted(face: Face) -> bool:
    return typefaces.licence(face).restricted
