"""A campaign: the one source that every product is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, time
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from kiosk.campaign.brand import Brand
from kiosk.campaign.item import Article, Event, Item, Notice, Prompt, Technique, kind_of
from kiosk.campaign.slide import HOURS
from kiosk.record import record

Span: TypeAlias = tuple[time, time]
"""Opening and closing time of one day."""


@record(kw_only=True)
class SpecialDay:
    """A day whose hours differ; None means closed."""

    date: date
    hours: Span | None
    label: str = ""


@record(kw_only=True)
class Hours:
    """Opening hours: seven spans, Monday first (None = closed), and special days; empty `week` means not given.

    `announce`: screens tell of a special day from so many days before; 0 for never.
    """

    week: tuple[Span | None, ...] = ()
    special: tuple[SpecialDay, ...] = ()
    announce: int = 7


@record(kw_only=True)
class Venue:
    """A place: name, room, address, access notes, map link."""

    id: str
    name: str = ""
    room: str = ""
    address: str = ""
    access: str = ""
    map: str = ""
    hours: Hours | None = None
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])


@record(kw_only=True)
class Shows:
    """What a screen takes; an empty filter takes all."""

    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()


@record(kw_only=True)
class Screen:
    """A display: diagonal in inches; distance of its readers and height above the floor in metres; turned clockwise, degrees.

    `dim` is its brightness outside opening hours: 0 dark, None as bright as ever; `loop` the seconds a round should not exceed.
    """

    name: str
    venue: str = ""
    connector: str = ""
    diagonal: float = 55.0
    distance: float = 5.0
    rotate: Literal[0, 90, 180, 270] = 0
    mounted: float = 0.9
    touch: bool = False
    reach_low: bool = False
    transition: Literal["fade", "slide", "cut"] = "fade"
    reduced_motion: bool = False
    shows: Shows = field(default_factory=Shows)
    dim: float | None = None
    loop: float = 300.0


@record(kw_only=True)
class Placement:
    """A place where a copy hangs or lies, with a code of its own; `until` is the day after which it is taken down."""

    id: str
    name: str = ""
    until: date | None = None


@record(kw_only=True)
class Take:
    """Which part of a source is taken."""

    tags: tuple[str, ...] = ()
    from_: date | None = None
    until: date | None = None


@record(kw_only=True)
class Source:
    """A place items come from; `refresh` in seconds, 0 = never by itself."""

    id: str
    kind: Literal["ics", "csv", "xlsx", "rss", "libcal", "librarycalendar", "jsonld", "announcement"]
    location: str
    refresh: float = 0
    take: Take = field(default_factory=Take)


@record(kw_only=True)
class Campaign:
    """One campaign folder's whole content, checked and typed.

    `unshown` are pages of its own, such as the cover, that no screen shows; publishing says which, the file does not.
    """

    title: str
    id: str
    theme: str = ""
    summary: str = ""
    hashtag: str = ""
    website: str = ""
    short: str = ""
    contact: str = ""
    organisation: str = ""
    starts: date | None = None
    ends: date | None = None
    timezone: str = "UTC"
    languages: tuple[str, ...] = ("en",)
    family: str = "leaf"
    families: Mapping[str, str] = field(default_factory=dict[str, str])
    seed: int | None = None
    shuffle: bool = False
    sample: bool = False
    utm: bool = False
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    brand: Brand = field(default_factory=Brand)
    hours: Hours = field(default_factory=Hours)
    venues: tuple[Venue, ...] = ()
    screens: tuple[Screen, ...] = ()
    sources: tuple[Source, ...] = ()
    placements: tuple[Placement, ...] = ()
    events: tuple[Event, ...] = ()
    articles: tuple[Article, ...] = ()
    techniques: tuple[Technique, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    notices: tuple[Notice, ...] = ()
    unshown: tuple[str, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone all local times are read in."""
        return ZoneInfo(self.timezone)

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, in the order of the file's tables."""
        return (*self.events, *self.articles, *self.techniques, *self.prompts, *self.notices)

    def item(self, id: str) -> Item | None:
        """Find an item by its id."""
        if not _known or _known[0][0] is not self:
            _known[:] = [(self, {i.id: i for i in reversed(self.items)})]
        return _known[0][1].get(id)

    def family_of(self, what: str) -> str:
        """Choose the family of a page: its item's own, that of the item's kind, or the campaign's."""
        item = self.item(what)
        if item is not None:
            return item.family or self.families.get(kind_of(item)) or self.family
        # What tells special days ahead is a notice that nobody had to write.
        return (self.families.get("notice") if what == HOURS else None) or self.family

    def venue(self, id: str) -> Venue | None:
        """Find a venue by its id."""
        return next((v for v in self.venues if v.id == id), None)


_known: list[tuple[Campaign, dict[str, Item]]] = []
"""The items of the campaign asked last, by id: every page asks for its own, and a search each would make a check of many slow."""
