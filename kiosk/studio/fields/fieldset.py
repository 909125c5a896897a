"""Which fields each kind of item has, and the campaign itself, in their order; texts alone are headings, tuples share a line."""

from __future__ import annotations

from typing import Literal, TypeAlias

from kiosk.campaign.item import Kind
from kiosk.studio.fields.campaignspots import DaySpot, HoursSpot, LanguagesSpot
from kiosk.studio.fields.linkspot import LinkSpot
from kiosk.studio.fields.listspots import ExceptSpot, SpecialSpot, StepsSpot
from kiosk.studio.fields.picturing import PictureSpot
from kiosk.studio.fields.placing import VenueSpot
from kiosk.studio.fields.plainspots import AnnounceSpot, NumberSpot, TagsSpot, TickSpot
from kiosk.studio.fields.repeatspot import RepeatSpot
from kiosk.studio.fields.spot import Spot
from kiosk.studio.fields.spots import ChoiceSpot, LineSpot, LinesSpot, PeopleSpot, TextSpot
from kiosk.studio.fields.wallspots import ShowSpot
from kiosk.studio.fields.whenspot import WhenSpot
from kiosk.studio.look.colours import Scheme
from kiosk.studio.words import _

Part: TypeAlias = str | Spot | tuple[Spot, ...]
_STATES = (("scheduled", _("Scheduled")), ("full", _("Full")), ("postponed", _("Postponed")), ("cancelled", _("Cancelled")))
_PRIORITIES = (
    ("filler", _("Between others")),
    ("event", _("Like an event")),
    ("notice", _("Before others")),
    ("emergency", _("Alone")),
)


def layout(kind: Kind | Literal["campaign"], colours: Scheme) -> tuple[Part, ...]:
    """Make the fields of a kind."""
    if kind == "campaign":
        return _campaign()
    draft = TickSpot("draft", _("Draft: stays on this desk"))
    return (*_words(kind, colours), TagsSpot(), _("On the wall"), draft, ShowSpot())


def _words(kind: Kind, colours: Scheme) -> tuple[Part, ...]:
    title = LineSpot("title", _("Title"), limit=60)
    summary = LineSpot("summary", _("Short line"), limit=90, hint=_("One line below the title"))
    link = LinkSpot("link", _("Link"))
    short = LinkSpot("short", _("Short link, printed and coded instead"))
    match kind:
        case "event":
            return (
                title,
                summary,
                WhenSpot(colours),
                VenueSpot(),
                LinkSpot("online", _("Joining link"), lenient=True),
                LinkSpot("booking", _("Booking link"), lenient=True),
                short,
                (ChoiceSpot("status", _("State"), _STATES), LineSpot("cost", _("Cost"), hint=_("Free"))),
                TextSpot("description", _("Description"), lines=4),
                PictureSpot(colours),
                PeopleSpot("speakers", _("Speakers, one a line"), lines=2, hint=_("Name HONOURS, post")),
                LinesSpot("questions", _("Questions to discuss, one a line"), lines=3),
                (LineSpot("audience", _("For whom"), hint=_("All staff")), LineSpot("type", _("Sort"), hint=_("Talk, workshop"))),
                LinkSpot("recording", _("Recording, told for a week afterwards")),
                RepeatSpot(),
                ExceptSpot(),
            )
        case "article":
            reading = NumberSpot("minutes", _("Minutes to read"))
            out = DaySpot("published", _("Came out on"))
            return title, summary, LineSpot("author", _("Author")), (out, reading), link, short, PictureSpot(colours)
        case "technique":
            about = NumberSpot("minutes", _("Minutes it takes")), LineSpot("people", _("How many people"))
            return title, summary, StepsSpot(), about, link, short, PictureSpot(colours)
        case "prompt":
            return TextSpot("question", _("Question"), lines=3), LineSpot("note", _("Note"))
        case "notice":
            return (
                title,
                TextSpot("text", _("Text"), lines=3),
                WhenSpot(colours),
                (
                    ChoiceSpot("priority", _("On the screen"), _PRIORITIES),
                    NumberSpot(
                        "before_closing",
                        _("Minutes before closing"),
                        help=_("Shown so long before the library closes, by its opening hours, instead of at a time of its own."),
                    ),
                ),
            )


def _campaign() -> tuple[Part, ...]:
    return (
        LineSpot("title", _("What the campaign is called"), limit=40),
        LineSpot("theme", _("Theme"), limit=70, hint=_("One line below the title")),
        TextSpot("summary", _("In a sentence or two"), lines=3),
        (LineSpot("hashtag", _("Hashtag"), hint="#"), LineSpot("organisation", _("Organisation"))),
        (DaySpot("starts", _("First day")), DaySpot("ends", _("Last day"))),
        LinkSpot("website", _("Website")),
        LinkSpot("short", _("Short link, printed and coded instead")),
        LineSpot("contact", _("Contact")),
        LanguagesSpot(),
        HoursSpot(),
        SpecialSpot(),
        AnnounceSpot(),
        _("On the wall"),
        TickSpot(
            "shuffle",
            _("Slides in another order each round"),
            help=_("Events, articles, techniques and prompts; notices and pages of the campaign keep their places."),
        ),
    )
