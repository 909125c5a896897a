"""How the import assistant says what an item holds: its fields in the words of the desk, values as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal, cast

from kiosk.campaign import once
from kiosk.campaign.item import Event, Item
from kiosk.studio.fields import when
from kiosk.studio.words import _

State = Literal["new", "changed", "same", "conflict", "unwanted"]
WORDS: Mapping[State, str] = {
    "new": _("New"),
    "changed": _("Changed"),
    "same": _("As before"),
    "conflict": _("You decide"),
    "unwanted": _("Left out"),
}
STATUS: Mapping[str, str] = {"cancelled": _("cancelled"), "postponed": _("postponed"), "full": _("full")}
"""What an event that does not simply take place is, beside its state."""
FIELDS: Mapping[str, str] = {
    "title": _("Title"),
    "question": _("Question"),
    "summary": _("Short line"),
    "description": _("Description"),
    "starts": _("Date and time"),
    "ends": _("End"),
    "venue": _("Place"),
    "online": _("Joining link"),
    "booking": _("Booking link"),
    "link": _("Link"),
    "speakers": _("Speakers"),
    "questions": _("Questions"),
    "steps": _("Steps"),
    "cost": _("Cost"),
    "audience": _("For whom"),
    "status": _("State"),
    "repeat": _("Repeats"),
    "author": _("Author"),
    "published": _("Published"),
    "minutes": _("Minutes"),
    "people": _("How many people"),
    "tags": _("Tags"),
    "text": _("Text"),
    "note": _("Note"),
}
OF_CAMPAIGN: Mapping[str, str] = {
    "title": _("Title"),
    "theme": _("Theme"),
    "summary": _("In a sentence or two"),
    "hashtag": _("Hashtag"),
    "website": _("Website"),
    "contact": _("Contact"),
    "organisation": _("Organisation"),
}
"""What a source may say of the campaign itself."""


def said(name: str, value: Any, item: Item) -> str:
    """Say a field's value as people write it; `value` is JSON as the ledger keeps it."""
    if name == "status":
        return STATUS.get(str(value), _("takes place"))
    if value in ("", None, []):
        return _("nothing")
    if name == "starts":
        return " – ".join(_moment(v) for v in cast(list[Any], value) if v)
    if name == "description" and isinstance(item, Event) and (rest := once.after(str(value), item.summary)) != value:
        return _("the short line, then: {rest}", rest=rest.strip())
    return spoken(value)


def spoken(value: Any) -> str:
    """Say any value in words."""
    match value:
        case list() | tuple():
            return "; ".join(spoken(v) for v in cast(list[Any], value))
        case dict():
            return ", ".join(spoken(v) for v in cast(dict[str, Any], value).values() if v)
        case date():
            return when.day_words(value, None)
        case _:
            return str(value)


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    if "T" not in text:
        return when.day_words(moment.date(), None)
    return f"{when.day_words(moment, None)}, {when.clock_words(moment, None)}"
