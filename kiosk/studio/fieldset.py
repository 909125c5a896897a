"""Which fields each kind of item has, and the campaign itself, in their order; texts alone are headings, tuples share a line."""

from __future__ import annotations

from typing import Literal, TypeAlias

from kiosk.campaign.item import Kind
from kiosk.studio.campaignspots import DaySpot, HoursSpot, LanguagesSpot
from kiosk.studio.colours import Scheme
from kiosk.studio.picturing import PictureSpot
from kiosk.studio.placing import VenueSpot
from kiosk.studio.repeatspot import RepeatSpot
from kiosk.studio.spots import ChoiceSpot, LineSpot, LinesSpot, PeopleSpot, Spot, TextSpot
from kiosk.studio.wallspots import DraftSpot, ShowSpot
from kiosk.studio.whenspot import WhenSpot

Part: TypeAlias = str | Spot | tuple[Spot, ...]
_STATES = (("scheduled", "Scheduled"), ("full", "Full"), ("postponed", "Postponed"), ("cancelled", "Cancelled"))
_PRIORITIES = (("filler", "Between others"), ("event", "Like an event"), ("notice", "Before others"), ("emergency", "Alone"))


def layout(kind: Kind | Literal["campaign"], colours: Scheme) -> tuple[Part, ...]:
    """Make the fields of a kind."""
    if kind == "campaign":
        return _campaign()
    return (*_words(kind, colours), "On the wall", DraftSpot(), ShowSpot())


def _words(kind: Kind, colours: Scheme) -> tuple[Part, ...]:
    title = LineSpot("title", "Title", limit=60)
    summary = LineSpot("summary", "Short line", limit=90, hint="One line below the title")
    link = LineSpot("link", "Link", hint="https://")
    short = LineSpot("short", "Short link, printed and coded instead", hint="https://")
    match kind:
        case "event":
            return (
                title,
                summary,
                WhenSpot(colours),
                VenueSpot(),
                LineSpot("booking", "Booking link", hint="https://, mailto: or tel:"),
                short,
                (ChoiceSpot("status", "State", _STATES), LineSpot("cost", "Cost", hint="Free")),
                TextSpot("description", "Description", lines=4),
                PictureSpot(colours),
                PeopleSpot("speakers", "Speakers, one a line", lines=2, hint="Name HONOURS, post"),
                LinesSpot("questions", "Questions to discuss, one a line", lines=3),
                (LineSpot("online", "Joining link", hint="https://"), LineSpot("audience", "For whom", hint="All staff")),
                RepeatSpot(),
            )
        case "article":
            return title, summary, LineSpot("author", "Author"), link, short, PictureSpot(colours)
        case "technique":
            return title, summary, LineSpot("people", "How many people"), link, short, PictureSpot(colours)
        case "prompt":
            return TextSpot("question", "Question", lines=3), LineSpot("note", "Note")
        case "notice":
            return (
                title,
                TextSpot("text", "Text", lines=3),
                WhenSpot(colours),
                ChoiceSpot("priority", "On the screen", _PRIORITIES),
            )


def _campaign() -> tuple[Part, ...]:
    return (
        LineSpot("title", "What the campaign is called", limit=40),
        LineSpot("theme", "Theme", limit=70, hint="One line below the title"),
        TextSpot("summary", "In a sentence or two", lines=3),
        (LineSpot("hashtag", "Hashtag", hint="#"), LineSpot("organisation", "Organisation")),
        (DaySpot("starts", "First day"), DaySpot("ends", "Last day")),
        LineSpot("website", "Website", hint="https://"),
        LineSpot("short", "Short link, printed and coded instead", hint="https://"),
        LineSpot("contact", "Contact"),
        LanguagesSpot(),
        HoursSpot(),
    )
