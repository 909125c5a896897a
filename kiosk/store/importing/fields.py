"""An item as flat fields with JSON values, so that three states of it can be compared field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.campaign.item import Article, Change, Event, Item, Notice, Prompt, Technique
from kiosk.store.importing.ledger import Fields

_WORDS = ("title", "summary", "description", "type", "venue", "online", "booking", "link", "cost", "audience", "status")
_CARRIED: Mapping[type, tuple[str, ...]] = {
    Event: (*_WORDS, "starts", "repeat", "changes", "speakers", "questions", "tags", "draft"),
    Article: ("title", "summary", "author", "published", "minutes", "link", "tags", "draft"),
    Technique: ("title", "summary", "steps", "minutes", "people", "link", "tags", "draft"),
    Prompt: ("question", "note", "tags", "draft"),
    Notice: ("title", "text", "starts", "priority", "tags", "draft"),
}
"""The fields a source may set. `starts` goes with `ends`, as half of a new time is a wrong one."""
EXCEPT = "except."
"""What the name of an exception's field begins with; its date follows."""


def spell(value: Any, zone: ZoneInfo) -> Any:
    """Write a value as JSON; times as the campaign's local times, so that they read as campaign.toml shows them."""
    match value:
        case datetime():
            at = value.astimezone(zone)
            doubled = at.fold and at.utcoffset() != at.replace(fold=0).utcoffset()
            return (at if doubled else at.replace(tzinfo=None)).isoformat()
        case date():
            return value.isoformat()
        case tuple() | list():
            return [spell(v, zone) for v in value]
        case dict() | Mapping():
            return {str(k): spell(v, zone) for k, v in sorted(value.items())}
        case str() | int() | float() | bool() | None:
            return value
        case _ if is_dataclass(value):
            flat = {f.name: spell(getattr(value, f.name), zone) for f in dataclass_fields(value)}
            return {k: v for k, v in flat.items() if v not in ("", None, [], {})}
        case _:
            return str(value)


def flat(item: Item, zone: ZoneInfo) -> Fields:
    """List an item's fields that a source may set, empty ones left out; each exception of a series is a field of its own."""
    found: Fields = {}
    for name in _CARRIED[type(item)]:
        if name == "changes":
            found |= {EXCEPT + c.on.isoformat(): _change(c, zone) for c in getattr(item, name)}
            continue
        value = spell(getattr(item, name), zone)
        if name == "starts":
            value = [value, spell(getattr(item, "ends", None), zone)] if value is not None else ""
        if (name == "status" and value == "scheduled") or (name == "priority" and value == "notice"):
            continue
        if value not in ("", None, [], False):
            found[name] = value
    return found


def _change(change: Change, zone: ZoneInfo) -> Any:
    return {"cancelled": change.cancelled, **spell(dict(change.changed), zone)}


def put(item: Any, names: set[str], theirs: Any) -> Item:
    """Replace the named fields of an item by another item's; exceptions by their date."""
    values: dict[str, Any] = {n: getattr(theirs, n) for n in names if not n.startswith(EXCEPT)}
    if "starts" in values:
        values["ends"] = theirs.ends
    days = {date.fromisoformat(n.removeprefix(EXCEPT)) for n in names if n.startswith(EXCEPT)}
    if days:
        kept = {c.on: c for c in item.changes if c.on not in days}
        kept |= {c.on: c for c in theirs.changes if c.on in days}
        values["changes"] = tuple(kept[on] for on in sorted(kept))
    return replace(item, **values)


def pairs(name: str, mine: Any, theirs: Any) -> list[tuple[str, Any, Any]]:
    """Take the joined field of start and end apart for a report: only what differs."""
    if name != "starts":
        return [(name, mine, theirs)]
    ours, others = mine or [None, None], theirs or [None, None]
    return [(n, m, t) for n, m, t in zip(("starts", "ends"), ours, others, strict=True) if m != t]
