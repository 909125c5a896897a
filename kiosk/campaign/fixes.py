"""Fixes: what mends a finding without anybody's judgement. A campaign and a finding go in, a campaign without it comes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar, cast

from kiosk.campaign import check_joining, dates, titles
from kiosk.campaign.brand import MINIMUM, BrandInk, whole
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.changed import change, with_items
from kiosk.campaign.check import before
from kiosk.campaign.check_words import FIELDS
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Event, Item, Notice, Prompt, Technique, title_of
from kiosk.record import record

Deed: TypeAlias = Callable[[Campaign, Finding], Campaign]


@record
class Fix:
    """One fix: what it does, in words that follow "Fixed:", the field of the campaign it changes, and the function."""

    said: str
    field: str
    do: Deed


_T = TypeVar("_T")
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


@fix("join-link", "https:// put in front of the joining link", "online")
def _joined(campaign: Campaign, found: Finding) -> Campaign:
    item = _item(campaign, found)
    if isinstance(item, Event) and check_joining.lacks_scheme(item.online):
        return change(campaign, item.id, online=f"https://{item.online.strip()}")
    return campaign


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


@fix("one-hashtag", "the campaign's hashtag written instead of one with a slip in it", "hashtag")
def _one_hashtag(campaign: Campaign, found: Finding) -> Campaign:
    if not found.of or not campaign.hashtag:
        return campaign
    wrong = re.compile(rf"{re.escape(found.of)}(?!\w)")

    def mended(thing: _T, names: tuple[str, ...]) -> _T:
        """Write the right one into some fields of an item, a step or the campaign."""
        said = {n: getattr(thing, n) for n in names if hasattr(thing, n)}
        new = {n: wrong.sub(campaign.hashtag, words) for n, words in said.items()}
        return thing if new == said else replace(cast("Any", thing), **new)

    campaign = mended(campaign, ("title", "theme", "summary"))
    for item in campaign.items:
        made = mended(item, FIELDS)
        if isinstance(made, Technique):
            made = replace(made, steps=tuple(mended(s, ("title", "text")) for s in made.steps))
        if made != item:
            campaign = with_items(campaign, item, lambda items, m=made: tuple(m if i.id == m.id else i for i in items))
    return campaign


@fix("larger-code", "codes in print made larger (brand.minimum)", "brand")
def _larger_code(campaign: Campaign, found: Finding) -> Campaign:
    product, _, wanted = found.of.partition(" ")
    name, brand = f"code-{product}", campaign.brand
    if name not in MINIMUM or brand.minimum.get(name, 0.0) >= float(wanted):
        return campaign
    return replace(campaign, brand=replace(brand, minimum={**brand.minimum, name: float(wanted)}))


def _inked(campaign: Campaign, found: Finding) -> Campaign:
    """Give an ink of the brand other values; one that only the family has comes into the brand by its name there."""
    name, screen, *amounts = found.of.split() or [""]
    brand = campaign.brand
    old = brand.inks.get(name) or whole(brand).inks.get(name)
    cmyk = tuple(float(a) for a in amounts)
    if len(cmyk) == 4:
        c, m, y, k = cmyk
        new = BrandInk(screen=old.screen if old else screen, cmyk=(c, m, y, k), spot=old.spot if old else "")
    else:
        new = BrandInk(screen=screen, cmyk=_darker(old, screen) if old else None)
    return replace(campaign, brand=replace(brand, inks={**brand.inks, name: new})) if new != old else campaign


def _darker(old: BrandInk, screen: str) -> tuple[float, float, float, float] | None:
    """Take press values along with a screen value that was made darker or lighter: black comes in, or all ink goes out."""
    if old.cmyk is None:
        return None
    was, now = (max(int(v[i : i + 2], 16) for i in (1, 3, 5)) for v in (old.screen, screen))
    c, m, y, k = old.cmyk
    if now <= was:
        share = 1 - now / was if was else 0.0
        return (c, m, y, round(k + (100 - k) * share, 1))
    share = (255 - now) / (255 - was)
    return (round(c * share, 1), round(m * share, 1), round(y * share, 1), round(k * share, 1))


fix("darken-ink", "an ink made to stand out from its ground", "brand")(_inked)
fix("hold-ink", "less ink in all, so that it dries", "brand")(_inked)
fix("one-spot", "both inks of a plate given the same values", "brand")(_inked)


@fix("part-title", "what followed the colon of the title moved into the summary", "title")
def _parted(campaign: Campaign, found: Finding) -> Campaign:
    item = _item(campaign, found)
    parted = titles.parts(item) if item else None
    if parted is None or item is None or isinstance(item, Prompt | Notice):
        return campaign
    first, rest = parted
    summary = f"{rest}{'' if rest[-1] in '.!?' else '.'} {item.summary}".strip() if item.summary else rest
    return change(campaign, item.id, title=first, summary=summary)


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
