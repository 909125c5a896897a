"""An item as plain text, for an e-mail, a newsletter or a post: what a page of it says, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Event, Item, kind_of
from kiosk.campaign.moment import begin
from kiosk.compose.brief import Brief
from kiosk.compose.fields import facts
from kiosk.compose.template.binding import Scope
from kiosk.page.stock import STOCKS

_HOLDS = {ord("\u00a0"): " ", ord("\u202f"): " ", **dict.fromkeys(map(ord, "\u00ad\u200b\u2060\u2066\u2067\u2069"))}
"""What holds words together, or lets them go, on a page; elsewhere it would only be in the way."""


def blurb(campaign: Campaign, item: Item, at: datetime, langs: tuple[str, ...] = ()) -> str:
    """Write what there is to say of an item, in the campaign's languages one after the other."""
    told = [_told(campaign, item, at, lang) for lang in facts.languages(_brief(campaign, item, at, langs or campaign.languages))]
    return "\n\n".join(dict.fromkeys(told))


def blurbs(campaign: Campaign, at: datetime) -> str:
    """Write everything that a campaign announces, events by date, then the rest in its order; drafts and notices stay out."""
    items = sorted((i for i in campaign.items if not i.draft and kind_of(i) != "notice"), key=partial(_when, zone=campaign.zone))
    head = "\n".join(part for part in (campaign.title, campaign.theme, campaign.hashtag) if part)
    untagged = replace(campaign, hashtag="")  # said once, at the head
    return "\n\n\n".join((head, *(blurb(untagged, i, at) for i in items)))


def _when(item: Item, zone: ZoneInfo) -> tuple[int, float]:
    if not isinstance(item, Event):
        return 2, 0.0
    return (0, begin(item.starts, zone).timestamp()) if item.starts else (1, 0.0)


def _told(campaign: Campaign, item: Item, at: datetime, lang: str) -> str:
    scope = facts.bind(_brief(campaign, item, at, (lang,)))
    asked = (f"- {q}" for q in item.questions) if isinstance(item, Event) else ()
    lines = [re.sub(r" +", " ", line.translate(_HOLDS)).strip() for line in _lines(scope, asked)]
    return "\n".join(line for line in lines if line)


def _lines(scope: Scope, asked: Iterable[str]) -> Iterator[str]:
    state = scope.text("state.label")
    yield f"{state}: {scope.text('item.title')}" if state else scope.text("item.title")
    yield scope.text("state.sorry")
    yield scope.text("item.short")
    if scope.present("state.off"):
        yield scope.text("when.full")  # which day it is that is off
    else:
        yield ", ".join(dict.fromkeys(filter(None, map(scope.text, ("when.full", "when.time")))))
        yield ", ".join(dict.fromkeys(filter(None, map(scope.text, ("place.full", "place.online")))))
        yield scope.text("event.cost")
        yield scope.text("event.audience")
    yield ", ".join(filter(None, map(scope.text, ("article.author", "article.minutes"))))
    yield scope.text("event.speakers")
    yield scope.text("technique.text")
    yield scope.text("item.text")
    yield from asked
    url = scope.text("link.qr") or scope.text("link.url")
    # An address in running text is only a link where it is written out.
    yield scope.text("link.at").replace(scope.text("link.short"), url) if scope.text("link.at") else url
    if scope.text("campaign.hashtag") not in scope.text("item.short"):
        yield scope.text("campaign.hashtag")


def _brief(campaign: Campaign, item: Item, at: datetime, langs: tuple[str, ...]) -> Brief:
    stock = next(iter(STOCKS["social"].values()))
    return Brief(campaign=campaign, product="social", stock=stock, what=item.id, at=at, family_name="", family={}, langs=langs)
