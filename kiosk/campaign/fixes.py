"""Fixes: what mends a finding without anybody's judgement. A campaign and a finding go in, a campaign without it comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias

from kiosk.campaign import dates
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.changed import change
from kiosk.campaign.check import before
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Event, Item, Notice, title_of
from kiosk.record import record

Deed: TypeAlias = Callable[[Campaign, Finding], Campaign]


@record
class Fix:
    """One fix: what it does, in words that follow "Fixed:", the field of the campaign it changes, and the function."""

    said: str
    field: str
    do: Deed


FIXES: dict[str, Fix] = {}
"""Fixes by the name that findings carry."""


def fix(name: str, said: str, field: str) -> Callable[[Deed], Deed]:
    """Enter a function as a fix."""

    def enter(do: Deed) -> Deed:
        FIXES[name] = Fix(said, field, do)
        return do

    return enter


def fixed(campaign: Campaign, found: Finding) -> Campaign | None:
    """Mend what a finding names; None when somebody has to say how."""
    known = FIXES.get(found.fix or "")
    made = known.do(campaign, found) if known else campaign
    return made if made != campaign else None


@record
class Mended:
    """A campaign after its fixes, and the findings that were mended."""

    campaign: Campaign
    done: tuple[Finding, ...]


def all_fixed(campaign: Campaign, findings: Iterable[Finding]) -> Mended:
    """Mend every finding that can be, one after the other; what an earlier fix mended along is not done twice."""
    done: list[Finding] = []
    for found in findings:
        made = fixed(campaign, found)
        if made is not None:
            campaign = made
            done.append(found)
    return Mended(campaign, tuple(done))


def _item(campaign: Campaign, found: Finding) -> Item | None:
    return campaign.item(found.item) if found.item else None


@fix("swap-ends", "start and end changed places", "starts")
def _swapped(campaign: Campaign, found: Finding) -> Campaign:
    item = _item(campaign, found)
    of = item if isinstance(item, Event | Notice) else campaign if not found.item else None
    if of is None or not of.starts or not of.ends or not before(of.ends, of.starts):
        return campaign  # a second time would undo the first
    if of is campaign:
        return replace(campaign, starts=campaign.ends, ends=campaign.starts)
    return change(campaign, found.item or "", starts=of.ends, ends=of.starts)


@fix("sign-hashtag", "# put in front of the hashtag", "hashtag")
def _signed(campaign: Campaign, _found: Finding) -> Campaign:
    return replace(campaign, hashtag=f"#{campaign.hashtag.strip().lstrip('#')}")


@fix("draft-alt", "words drafted for the picture; read them over", "picture")
def _described(campaign: Campaign, found: Finding) -> Campaign:
    item = _item(campaign, found)
    if item is None or item.picture is None:
        return campaign
    return change(campaign, item.id, picture=replace(item.picture, alt=drafted(item)))


@fix("begin-at-end", "the end taken for the start", "starts")
def _begun(campaign: Campaign, found: Finding) -> Campaign:
    item = _item(campaign, found)
    if not isinstance(item, Event) or item.starts is not None:
        return campaign
    return change(campaign, item.id, starts=item.ends, ends=None)


@fix("known-screens", "screens taken out that there are not", "show")
def _on_screens(campaign: Campaign, found: Finding) -> Campaign:
    item = _item(campaign, found)
    if item is None:
        return campaign
    known = {s.name for s in campaign.screens}
    return change(campaign, item.id, show=replace(item.show, screens=tuple(s for s in item.show.screens if s in known)))


@fix("no-repeat", "the rule of repetition taken out", "repeat")
def _once(campaign: Campaign, found: Finding) -> Campaign:
    item = _item(campaign, found)
    return change(campaign, item.id, repeat="") if isinstance(item, Event) else campaign


def drafted(item: Item) -> str:
    """Draft what a picture shows from the item's fields."""
    named = title_of(item) or item.id
    words = f"Picture for “{named}”"
    if isinstance(item, Event) and item.speakers:
        words = f"{' and '.join(s.name for s in item.speakers[:3])}, speaking at “{named}”"
    if isinstance(item, Event) and item.starts is not None:
        day = dates.day_of(item.starts)
        words += f" on {dates.weekday(day, short=True)} {day.day} {dates.month(day, short=True)} {day.year}"
    return words
