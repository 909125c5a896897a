"""A tiny family and campaign, so that each test shows all that it stands on."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.campaign.campaign import Campaign, Venue
from kiosk.campaign.item import Event
from kiosk.compose import compose as composer
from kiosk.compose.brief import Brief, Composed
from kiosk.page.geometry import Matrix, Point, Rect
from kiosk.page.items import Group, Item, Page, TextRun
from kiosk.page.stock import STOCKS, Stock

ZONE = ZoneInfo("Europe/London")
FAMILY = """
name = "Plain"
[inks]
ink = "#2A1226"
paper = "#FFFFFF"
red = "#C7402D"
[faces]
display = "DM Serif Display"
text = "Atkinson Hyperlegible"
[type.title]
face = "display"
reach = "title"
leading = 1.0
as = "h1"
balance = true
[type.facts]
weight = 700
[type.small]
reach = "none"
"""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def event(**fields: Any) -> Event:
    given: dict[str, Any] = {
        "id": "exchange", "title": "Knowledge exchange", "summary": "How do we gather what nurses know?",
        "starts": at("2022-11-03T12:30"), "ends": at("2022-11-03T13:30"), "venue": "hub", "booking": "https://example.org/k/exchange",
    }  # fmt: skip
    return Event(**(given | fields))


def campaign(*events: Event, **fields: Any) -> Campaign:
    given: dict[str, Any] = {
        "title": "KNOWvember 22", "id": "knowvember-22", "timezone": "Europe/London", "website": "https://example.org/know22",
        "hashtag": "#KNOWvember22", "organisation": "Riverside Library",
        "venues": (Venue(id="hub", room="Learning Hub, Level 2", name="Riverside Library"),), "events": events or (event(),),
    }  # fmt: skip
    return Campaign(**(given | fields))


def plain(*pages: str, **files: str) -> dict[str, str]:
    """Write a family whose poster has these pages' insides."""
    text = "".join(p if p.lstrip().startswith(("<page", "<part")) else f"<page>{p}</page>" for p in pages)
    return {"family.toml": FAMILY, "poster.xml": f"<template>{text}</template>", **{f"{k}.xml": v for k, v in files.items()}}


def brief(family: dict[str, str], what: str = "exchange", **fields: Any) -> Brief:
    given: dict[str, Any] = {
        "campaign": campaign(), "product": "poster", "stock": STOCKS["poster"]["a4"], "what": what, "at": at("2022-11-01T09:00"),
        "family_name": "plain", "family": family,
    }  # fmt: skip
    return Brief(**(given | fields))


def compose(*pages: str, **fields: Any) -> Composed:
    """Compose a poster made of these pages' insides."""
    return composer.compose(brief(plain(*pages), **fields))[0]


def u(stock: Stock = STOCKS["poster"]["a4"]) -> float:
    return stock.u


def in_u(rect: Rect, stock: Stock = STOCKS["poster"]["a4"]) -> tuple[float, ...]:
    return tuple(round(v / stock.u, 2) for v in rect)


def placed(page: Page) -> Iterator[tuple[Matrix, Item]]:
    """List every item of a page with the map to the page."""

    def inside(items: tuple[tuple[Point, Item], ...], m: Matrix) -> Iterator[tuple[Matrix, Item]]:
        for (x, y), item in items:
            here = Matrix.shift(x, y).then(m)
            yield here, item
            if isinstance(item, Group):
                yield from inside(item.items, (item.matrix or Matrix()).then(here))

    return inside(page.items, Matrix())


def runs(page: Page) -> list[tuple[Point, TextRun]]:
    return [(m.at((0, 0)), item) for m, item in placed(page) if isinstance(item, TextRun)]


def text_of(page: Page) -> str:
    return " ".join(run.text.strip() for _, run in runs(page))


def groups(page: Page, name: str) -> list[Group]:
    return [item for _, item in placed(page) if isinstance(item, Group) and item.name == name]


def ids(composed: Composed) -> list[str]:
    return [f.id for f in composed.findings]


def size_of(composed: Composed, words: str) -> float:
    """Find the size in u at which words were set."""
    return next(round(run.size / composed.page.stock.u, 2) for _, run in runs(composed.page) if words in run.text)
