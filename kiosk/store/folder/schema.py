"""The campaign file, field by field: the one table that reading, saving, errors and docs/campaign.md are made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kiosk.campaign.brand import Brand, BrandInk, Logo
from kiosk.campaign.campaign import Campaign, Hours, Placement, Screen, Shows, Source, SpecialDay, Take, Venue
from kiosk.campaign.item import Article, Change, Event, Notice, PictureRef, Prompt, Show, Speaker, Step, Technique
from kiosk.store.folder import values as v
from kiosk.store.folder.spans import WEEKDAYS
from kiosk.store.folder.table import Field, Inside, Named, Rows, Table

VERSION = 1
"""The newest schema this program reads."""


def _hours(special: tuple[SpecialDay, ...] = (), announce: int = Hours().announce, **days: object) -> Hours:
    """Make opening hours; a day that is not given is closed, unless none is given."""
    week = tuple(days.get(d) for d in WEEKDAYS) if days else ()
    return Hours(week=week, special=special, announce=announce)  # pyright: ignore[reportArgumentType]


def _hours_parts(hours: Hours) -> Mapping[str, object]:
    return {**dict(zip(WEEKDAYS, hours.week, strict=False)), "announce": hours.announce, "special": hours.special}


def _change(on: Any, cancelled: bool = False, **changed: object) -> Change:
    return Change(on=on, cancelled=cancelled, changed=changed)


def _change_parts(change: Change) -> Mapping[str, object]:
    return {"on": change.on, "cancelled": change.cancelled, **change.changed}


PICTURE = Table(
    "picture",
    PictureRef,
    (
        Field("file", v.PATH, "JPEG, PNG or WebP inside the campaign folder", required=True),
        Field("alt", v.TEXT, "what the picture shows, for people who cannot see it"),
        Field("focal", v.FOCAL, "the point that stays visible when the picture is cut, from the top left"),
        Field("safe", v.BOX, "the box that must stay visible"),
    ),
)
SHOW = Table(
    "show",
    Show,
    (
        Field("from", v.WHEN, "not on screens before", "from_"),
        Field("until", v.WHEN, "not on screens after; a date includes its whole day"),
        Field("days", v.DAYS, "only on these weekdays"),
        Field("between", v.BETWEEN, "only between these times of day; may run over midnight"),
        Field("screens", v.WORDS, "only on the screens with these names"),
        Field("dwell", v.number(1, 600, "seconds"), "how long the slide stays; else by reading time"),
        Field("shuffle", v.FLAG, "its slide changes places with others that ask for it, another order each round"),
    ),
)
_TRANSLATIONS = Field("translations", Named(Named(v.TEXT, "field"), "language"), "the same fields in another language")
_COMMON = (
    Field("draft", v.FLAG, "previewed, never published and never exported with everything else"),
    Field("picture", Inside(PICTURE), "a picture"),
    Field("show", Inside(SHOW), "when and where it is on screens, beyond its own dates"),
    Field("family", v.TEXT, "template family of this item alone"),
    Field("tags", v.WORDS, "words to filter by"),
    _TRANSLATIONS,
)
_ID = Field("id", v.SLUG, "stable name, used in file names and links; made from the title when left out")
_LINKS = (
    Field("link", v.URL, "where to read more"),
    Field("short", v.URL, "short form of the link, for print and QR code"),
)
SPEAKER = Table(
    "speakers",
    Speaker,
    (
        Field("name", v.TEXT, "name with title", required=True),
        Field("honours", v.TEXT, 'letters after the name, such as "MBE"'),
        Field("role", v.TEXT, "post and organisation"),
    ),
)
_EVENT = (
    Field("title", v.TEXT, "name of the event", required=True),
    Field("summary", v.TEXT, "one short line"),
    Field("description", v.TEXT, "a few sentences"),
    Field("type", v.TEXT, "such as workshop, talk, knowledge cafe"),
    Field("starts", v.WHEN, 'begin; a date alone means all day; left out means "Date to be announced"'),
    Field("ends", v.WHEN, "end; of an all-day event the last day"),
    Field("venue", v.TEXT, "id of a [[venue]], or a place in plain words"),
    Field("online", v.TEXT, "how to join online: a link or plain words"),
    Field("speakers", Rows(SPEAKER), "who speaks"),
    Field("questions", v.WORDS, "questions for discussion"),
    Field("booking", v.LINK, "where to book; mailto: and tel: are printed as text, without a QR code"),
    *_LINKS,
    Field("recording", v.URL, "where to watch it afterwards; told on screens for a week once it is over"),
    Field("cost", v.TEXT, 'such as "Free for all staff"'),
    Field("audience", v.TEXT, "who it is for"),
    Field("status", v.choice("scheduled", "cancelled", "postponed", "full"), "state of the event"),
)
CHANGE = Table(
    "except",
    _change,
    (
        Field("on", v.DAY, "the date the exception replaces", required=True),
        Field("cancelled", v.FLAG, "it does not take place on that date"),
        *(Field(f.key, f.kind, f.doc, f.attr) for f in _EVENT if not isinstance(f.kind, Rows)),
    ),
    parts=_change_parts,
)
EVENT = Table(
    "event",
    Event,
    (
        _ID,
        Field("uid", v.TEXT, "the source's own identifier, kept so that a second import finds the event again"),
        *_EVENT[:6],
        Field("repeat", v.TEXT, 'recurrence rule of RFC 5545, such as "FREQ=WEEKLY;COUNT=6"'),
        Field("except", Rows(CHANGE), "dates of a repeating event that differ", "changes"),
        *_EVENT[6:],
        *_COMMON,
    ),
    "Something people can come to.",
)
ARTICLE = Table(
    "article",
    Article,
    (
        _ID,
        Field("title", v.TEXT, "headline", required=True),
        Field("summary", v.TEXT, "one short line"),
        Field("author", v.TEXT, "who wrote it"),
        Field("published", v.DAY, "date it came out; not on screens before"),
        Field("minutes", v.COUNT, "reading time"),
        *_LINKS,
        *_COMMON,
    ),
    "A blog post.",
)
STEP = Table(
    "steps",
    Step,
    (
        Field("title", v.TEXT, "two or three words", required=True),
        Field("text", v.TEXT, "one sentence"),
        _TRANSLATIONS,
    ),
)
TECHNIQUE = Table(
    "technique",
    Technique,
    (
        _ID,
        Field("title", v.TEXT, "name of the technique", required=True),
        Field("summary", v.TEXT, "one short line"),
        Field("steps", Rows(STEP), "how it goes; four fit a postcard"),
        Field("minutes", v.COUNT, "how long it takes"),
        Field("people", v.TEXT, "how many take part"),
        Field("link", v.URL, "its e-learning"),
        _LINKS[1],
        *_COMMON,
    ),
    "A tool for sharing knowledge; becomes a postcard.",
)
PROMPT = Table(
    "prompt",
    Prompt,
    (_ID, Field("question", v.TEXT, "the question", required=True), Field("note", v.TEXT, "a line below it"), *_COMMON),
    "A conversation starter.",
)
NOTICE = Table(
    "notice",
    Notice,
    (
        _ID,
        Field("title", v.TEXT, "the message", required=True),
        Field("text", v.TEXT, "a sentence more"),
        Field("starts", v.WHEN, "on screens from"),
        Field("ends", v.WHEN, "on screens until"),
        Field("priority", v.choice("filler", "event", "notice", "emergency"), "an emergency stands alone, the others rotate"),
        Field("before_closing", v.MINUTES, "shown this long before the library closes, by [hours]"),
        *_COMMON,
    ),
    "A timed message.",
)
SPECIAL = Table(
    "special",
    SpecialDay,
    (
        Field("date", v.DAY, "the day", required=True),
        Field("hours", v.OPEN, 'its hours, "" for closed', required=True),
        Field("label", v.TEXT, "why"),
    ),
)
HOURS = Table(
    "hours",
    _hours,
    (
        *(Field(d, v.OPEN, "hours, or closed") for d in WEEKDAYS),
        Field("announce", v.COUNT, "screens tell of a special day from so many days before it; 7 when left out, 0 for never"),
        Field("special", Rows(SPECIAL), "days that differ"),
    ),
    "Opening hours of the library; a day left out is closed.",
    _hours_parts,
)
VENUE = Table(
    "venue",
    Venue,
    (
        Field("id", v.SLUG, "stable name; made from name and room when left out"),
        Field("name", v.TEXT, "building or library"),
        Field("room", v.TEXT, "room and floor"),
        Field("address", v.TEXT, "street and town"),
        Field("access", v.TEXT, "step-free way, hearing loop ..."),
        Field("map", v.URL, "a map"),
        Field("hours", Inside(HOURS), "its own opening hours"),
        _TRANSLATIONS,
    ),
    "A place.",
)
SHOWS = Table(
    "shows",
    Shows,
    (
        Field("kinds", v.WORDS, "event, article, technique, prompt, notice"),
        Field("tags", v.WORDS, "items with one of these tags"),
        Field("audience", v.WORDS, "events for one of these audiences"),
        Field("venues", v.WORDS, "events at one of these venues"),
    ),
)
SCREEN = Table(
    "screen",
    Screen,
    (
        Field("name", v.TEXT, "its name", required=True),
        Field("venue", v.TEXT, "id of the venue it hangs in"),
        Field("connector", v.TEXT, 'socket of the computer, such as "HDMI-1"'),
        Field("diagonal", v.number(3, 1000, "inches"), "size"),
        Field("distance", v.number(0.2, 200, "metres"), "how far away people read it"),
        Field("rotate", v.TURN, "the panel hangs turned clockwise by so much, and its computer does not know"),
        Field("mounted", v.number(0, 5, "metres"), "from the floor to its lower edge"),
        Field("touch", v.FLAG, "people can touch it"),
        Field("reach_low", v.FLAG, "buttons no higher than 1.2 m above the floor, for people who sit"),
        Field("transition", v.choice("fade", "slide", "cut"), "how one slide gives way to the next"),
        Field("reduced_motion", v.FLAG, "nothing moves: slow fades, or cuts where those are chosen"),
        Field("shows", Inside(SHOWS), "what it takes; all when left out"),
        Field("dim", v.number(0, 1), "brightness outside opening hours, from 0 (dark) to 1; as bright as ever when left out"),
        Field("loop", v.SECONDS, "how long one round of its slides may take before the check warns"),
    ),
    "A display on a wall.",
)
PLACEMENT = Table(
    "placement",
    Placement,
    (
        Field("id", v.SLUG, "stable name, in file names and links; made from the name when left out"),
        Field("name", v.TEXT, 'the place, as the label says it, such as "Ward 7 lift lobby"', required=True),
        Field("until", v.DAY, "the day after which the copy is taken down; else the last day of what it announces"),
    ),
    "A place where a copy hangs or lies: `kiosk export --placement` makes it one of its own, with its own code.",
)
TAKE = Table(
    "take",
    Take,
    (
        Field("tags", v.WORDS, "only items with one of these tags"),
        Field("from", v.DAY, "only from this date", "from_"),
        Field("until", v.DAY, "only up to this date"),
    ),
)
SOURCE_KINDS = ("ics", "csv", "xlsx", "rss", "libcal", "librarycalendar", "jsonld", "announcement")
SOURCE = Table(
    "source",
    Source,
    (
        Field("id", v.SLUG, "stable name; made from the location when left out"),
        Field("kind", v.choice(*SOURCE_KINDS), "what it is", required=True),
        Field("location", v.TEXT, "path or link; passwords and keys never stand here", required=True),
        Field("refresh", v.SECONDS, "how often it is read again; never by itself when left out"),
        Field("take", Inside(TAKE), "which part is taken"),
    ),
    "A place that items come from.",
)
INK = Table(
    "inks",
    BrandInk,
    (
        Field("screen", v.COLOUR, "value on screens", required=True),
        Field("cmyk", v.CMYK, "value in print"),
        Field("spot", v.TEXT, "name of the spot colour"),
    ),
)
LOGO = Table(
    "logos",
    Logo,
    (
        Field("file", v.PATH, "SVG (better), PNG, JPEG or WebP inside the campaign folder", required=True),
        Field("alt", v.TEXT, "whose logo it is"),
        Field("mark", v.TEXT, "name that the variants of one logo share; else variants are known by the same alt"),
        Field("on", v.choice("any", "light", "dark"), "the ground it is made for"),
        Field("clear", v.number(0, 5, "of its height"), "free space round it"),
        Field("zone", v.TEXT, 'fixed place, when the owner demands one: a corner such as "top right"'),
    ),
)
BRAND_INSIDE = (
    Field("use", v.TEXT, "a brand that comes with the program: neutral, nhs, high-contrast, welsh"),
    Field("languages", v.LANGS, "languages of campaigns that name none themselves"),
    Field(
        "inks", Named(Inside(INK), "role"), "colours by role (primary, dark, accent, second, light, text) or by a family's name"
    ),
    Field("faces", Named(v.TEXT, "role"), "typefaces by role (display, text): a package, a file in fonts/, or one of the system"),
    Field("logos", Rows(LOGO), "logos, host first"),
    Field("partners", Rows(LOGO), "partners' logos"),
    Field("rules", Named(v.ANYTHING, "rule"), "locked rules: logo, faces, contrast, languages"),
    Field(
        "minimum",
        Named(v.number(0, 10000), "what"),
        "smallest sizes: logo (mm), logo-screen (px), text (pt), codes (mm)",
    ),
)
BRAND_FILE = Table("brand", Brand, BRAND_INSIDE, "Colours, typefaces and logos.")
BRAND = Table(
    "brand",
    Brand,
    (Field("file", v.PATH, "a file with the rest of this table, such as brand.toml"), *BRAND_INSIDE),
    "Colours, typefaces and logos.",
)
CAMPAIGN = Table(
    "campaign",
    Campaign,
    (
        Field("id", v.SLUG, "stable name; from the folder's name when left out"),
        Field("title", v.TEXT, "name of the campaign", required=True),
        Field("theme", v.TEXT, "its strapline"),
        Field("summary", v.TEXT, "a sentence or two"),
        Field("hashtag", v.TEXT, "with #"),
        Field("website", v.URL, "its page"),
        Field("short", v.URL, "short form of the link, for print and QR code"),
        Field("contact", v.TEXT, "whom to ask"),
        Field("organisation", v.TEXT, "who invites"),
        Field("starts", v.DAY, "first day"),
        Field("ends", v.DAY, "last day"),
        Field("timezone", v.ZONE, "zone of all local times; the computer's own when left out"),
        Field("languages", v.LANGS, 'first is set first; ["cy", "en"] makes bilingual pages, Welsh first'),
        Field("family", v.TEXT, "template family"),
        Field("families", Named(v.TEXT, "kind"), "other families by kind of item"),
        Field("seed", v.INTEGER, "moves the leaves, never the text; draws the lots of a shuffle"),
        Field("shuffle", v.FLAG, "slides of events, articles, techniques and prompts come in another order each round"),
        Field("sample", v.FLAG, 'prints "Sample data" at the foot of every page'),
        Field(
            "utm",
            v.FLAG,
            "links in codes say what they stood on: utm_source=poster, postcard, kiosk ..., for the website's statistics",
        ),
        Field("translations", Named(Named(v.TEXT, "field"), "language"), "title, theme and summary in another language"),
        Field("brand", Inside(BRAND), "colours, typefaces and logos"),
        Field("hours", Inside(HOURS), "opening hours"),
        Field("venue", Rows(VENUE), "places", "venues"),
        Field("screen", Rows(SCREEN), "displays", "screens"),
        Field("source", Rows(SOURCE), "where items come from", "sources"),
        Field("placement", Rows(PLACEMENT), "places where copies hang", "placements"),
        Field("event", Rows(EVENT), "events", "events"),
        Field("article", Rows(ARTICLE), "blog posts", "articles"),
        Field("technique", Rows(TECHNIQUE), "techniques", "techniques"),
        Field("prompt", Rows(PROMPT), "conversation starters", "prompts"),
        Field("notice", Rows(NOTICE), "timed messages", "notices"),
    ),
    "The campaign itself, before the first table.",
)
