"""What can be said in several languages: the words of an item, of its steps and of its place, or of the campaign."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kiosk.campaign import translation
from kiosk.campaign.campaign import Campaign, Venue
from kiosk.campaign.item import Event, Item, Technique
from kiosk.campaign.translation import Translated
from kiosk.record import record
from kiosk.studio.words import _

_WORDS = {
    "title": _("Title"),
    "summary": _("Short line"),
    "description": _("Description"),
    "question": _("Question"),
    "note": _("Note"),
    "text": _("Text"),
    "theme": _("Theme"),
    "type": _("Sort"),
    "audience": _("For whom"),
    "cost": _("Cost"),
    "venue": _("Place"),
    "people": _("How many people"),
    "name": _("House"),
    "room": _("Room and floor"),
    "access": _("Getting in without steps, hearing loop"),
}
_LONG = ("description", "text", "question")
_OF_CAMPAIGN = ("title", "theme", "summary")
_OF_PLACE = ("name", "room", "access")
_ALSO = ("type", "audience", "cost", "people")
"""Fields that are translated where they say something."""


@record(kw_only=True)
class Saying:
    """Words that can be said in another language: whose they are, in which field, and the name by which they are changed."""

    name: str
    thing: Translated
    field: str
    words: str
    head: str = ""
    """What begins here, such as the second step."""

    @property
    def own(self) -> str:
        """What it says in the campaign's own language."""
        return str(getattr(self.thing, self.field))

    @property
    def long(self) -> bool:
        """Whether it is more than a line."""
        return self.field in _LONG

    def told(self, lang: str) -> str:
        """Find what it says in a language; "" is the campaign's own."""
        return translation.in_language(self.thing, lang).get(self.field, "") if lang else self.own


def sayings(campaign: Campaign, item: Item | None) -> list[Saying]:
    """List what an item, or the campaign, says."""
    if item is None:
        places = [s for v in campaign.venues for s in _place(v)]
        return [*(_saying(campaign, name) for name in _OF_CAMPAIGN), *places]
    made = [_saying(item, name) for name in translation.fields_of(item)]
    made += [_saying(item, name) for name in _ALSO if getattr(item, name, "")]
    if isinstance(item, Event):
        venue = campaign.venue(item.venue)
        made += _place(venue) if venue is not None else [_saying(item, "venue")] if item.venue else []
    if isinstance(item, Technique):
        for n, step in enumerate(item.steps):
            head = _("Step {n}", n=n + 1)
            made.append(_saying(step, "title", "steps", str(n), head=head))
            made += [_saying(step, "text", "steps", str(n))] if step.text else []
    return made


def _place(venue: Venue) -> Iterator[Saying]:
    said = [name for name in _OF_PLACE if getattr(venue, name)]
    head = _("Place: {place}", place=venue.room or venue.name)
    return (_saying(venue, name, "venues", venue.id, head="" if n else head) for n, name in enumerate(said))


def _saying(thing: Any, field: str, *before: str, head: str = "") -> Saying:
    return Saying(name=".".join((*before, field)), thing=thing, field=field, words=_WORDS[field], head=head)
