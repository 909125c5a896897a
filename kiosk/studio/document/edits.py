"""Changes to a campaign as plain functions: a campaign goes in, another comes out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.changed import change, with_items
from kiosk.campaign.item import Event, Item, Technique, title_of
from kiosk.campaign.slug import slug

_NEW = re.compile(r"new-event(-\d+)?")
UNNAMED = "New event"
"""What an event is called before somebody gives it a title."""


def restate(campaign: Campaign, **values: Any) -> Campaign:
    """Set fields of the campaign itself; one that says so already comes back as it was."""
    return campaign if all(getattr(campaign, name) == value for name, value in values.items()) else replace(campaign, **values)


def translate(campaign: Campaign, id: str, lang: str, field: str, words: str) -> Campaign:
    """Say a field of an item ("" = the campaign) in another language, or with lang "" in its own; empty words take it out.

    `field` may be one of a part: "steps.0.title" of the first step of a technique, "venues.hub.room" of a place.
    """
    part, _dot, rest = field.partition(".")
    which, _dot, name = rest.rpartition(".")
    if part == "venues":
        venues = tuple(_said(v, lang, name, words) if v.id == which else v for v in campaign.venues)
        return restate(campaign, venues=venues)
    item = campaign.item(id) if id else None
    if isinstance(item, Technique) and part == "steps":
        steps = tuple(_said(s, lang, name, words) if str(n) == which else s for n, s in enumerate(item.steps))
        return change(campaign, id, steps=steps)
    if item is None:
        return campaign if id else _said(campaign, lang, field, words)
    return with_items(campaign, item, lambda items: tuple(_said(i, lang, field, words) if i.id == id else i for i in items))


def _said(thing: Any, lang: str, field: str, words: str) -> Any:
    if not lang:
        return replace(thing, **{field: words})
    told = {tag: dict(fields) for tag, fields in thing.translations.items()}
    told.setdefault(lang, {})[field] = words
    kept = {tag: {n: w for n, w in fields.items() if w.strip()} for tag, fields in told.items()}
    return replace(thing, translations={tag: fields for tag, fields in kept.items() if fields})


def add(campaign: Campaign, item: Item) -> Campaign:
    """Put a new item at the end of its kind."""
    return with_items(campaign, item, lambda items: (*items, item))


def remove(campaign: Campaign, id: str) -> Campaign:
    """Take an item out."""
    item = campaign.item(id)
    return campaign if item is None else with_items(campaign, item, lambda items: tuple(i for i in items if i.id != id))


def move(campaign: Campaign, id: str, before: str | None) -> Campaign:
    """Put an item before another one of its kind, or last with None."""
    item = campaign.item(id)
    if item is None or id == before:
        return campaign

    def moved(items: tuple[Item, ...]) -> tuple[Item, ...]:
        rest = [i for i in items if i.id != id]
        at = next((n for n, i in enumerate(rest) if i.id == before), len(rest))
        return (*rest[:at], item, *rest[at:])

    return with_items(campaign, item, moved)


def duplicate(campaign: Campaign, id: str) -> tuple[Campaign, str]:
    """Put a copy of an item right behind it; returns the campaign and the copy's id."""
    item = campaign.item(id)
    if item is None:
        return campaign, ""
    copy = replace(item, id=free_id(campaign, item.id))
    if isinstance(copy, Event):
        copy = replace(copy, uid="")
    made = with_items(campaign, item, lambda items: tuple(both for i in items for both in ((i, copy) if i.id == id else (i,))))
    return made, copy.id


def new_event(campaign: Campaign, title: str = "") -> Event:
    """Make an event that has a name of its own and nothing else; without a title it is a draft until it gets one."""
    id = free_id(campaign, slug(title, "event") if title else "new-event")
    return Event(id=id, title=title or UNNAMED, draft=not title)


def christened(campaign: Campaign, id: str) -> tuple[Campaign, str]:
    """Name a new event by its title; returns the campaign and the id, the old one where there is nothing to do."""
    item = campaign.item(id)
    if not isinstance(item, Event) or not _NEW.fullmatch(id) or named(item) == UNNAMED:
        return campaign, id
    made = free_id(remove(campaign, id), slug(item.title, "event"))
    return with_items(campaign, item, lambda items: tuple(replace(i, id=made) if i.id == id else i for i in items)), made


def free_id(campaign: Campaign, wanted: str) -> str:
    """Find an id that no item has, as near to the wanted one as can be."""
    taken = {i.id for i in campaign.items}
    count, made = 1, wanted
    while made in taken:
        count += 1
        made = f"{wanted}-{count}"
    return made


def named(item: Item) -> str:
    """Call an item by its words, never by nothing."""
    return title_of(item) or item.id
