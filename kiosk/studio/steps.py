"""What the steps of the desk are called, and which of them become one when they are taken back."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.campaign.item import Item, PictureRef
from kiosk.studio.words import _

FIELD_WORDS = {
    "title": _("title"),
    "description": _("description"),
    "link": _("link"),
    "cost": _("cost"),
    "speakers": _("speakers"),
    "questions": _("questions"),
    "picture": _("picture"),
    "repeat": _("repeats"),
    "online": _("joining link"),
    "audience": _("for whom"),
    "author": _("author"),
    "people": _("how many people"),
    "question": _("question"),
    "note": _("note"),
    "text": _("text"),
    "priority": _("priority"),
    "draft": _("draft"),
    "theme": _("theme"),
    "hashtag": _("hashtag"),
    "organisation": _("organisation"),
    "ends": _("last day"),
    "website": _("website"),
    "contact": _("contact"),
    "languages": _("languages"),
    "hours": _("opening hours"),
    "special": _("days with other hours"),
    "changes": _("dates that differ"),
    "starts": _("date"),
    "summary": _("short line"),
    "booking": _("booking link"),
    "short": _("short link"),
    "venue": _("place"),
    "status": _("state"),
    "show": _("times on the wall"),
    "minutes": _("minutes"),
    "before_closing": _("minutes before closing"),
    "published": _("day it came out"),
    "recording": _("recording"),
    "type": _("sort"),
    "tags": _("tags"),
    "announce": _("days told ahead"),
    "shuffle": _("order of slides"),
    "steps": _("steps"),
    "venues": _("places"),
}
"""What fields are called in the middle of a sentence."""
_WHOLE = (
    "starts",
    "ends",
    "published",
    "venue",
    "status",
    "priority",
    "repeat",
    "minutes",
    "before_closing",
    "draft",
    "languages",
)
"""Fields that are taken when somebody leaves them: each time a step of its own."""


def merge(item: Item | None, field: str, values: Mapping[str, object]) -> str:
    """Name what further changes of the same are one step with; empty for a step of its own.

    Another picture is a step of its own, then its point or words.
    """
    if field in _WHOLE:
        return ""
    if item is None:
        return f".{field}"
    if field != "picture":
        return f"{item.id}.{field}"
    picture, before = values.get("picture"), item.picture
    if not isinstance(picture, PictureRef) or before is None or picture.file != before.file:
        return ""
    return f"{item.id}.picture.{'focal' if picture.focal != before.focal else 'alt'}"
