"""The things a campaign announces, and what every one of them may carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, time
from typing import Literal, TypeAlias

from kiosk.record import record

When: TypeAlias = datetime | date
"""A moment with its time zone, or a whole day."""
Status: TypeAlias = Literal["scheduled", "cancelled", "postponed", "full"]
Priority: TypeAlias = Literal["filler", "event", "notice", "emergency"]
Kind: TypeAlias = Literal["event", "article", "technique", "prompt", "notice"]


@record(kw_only=True)
class PictureRef:
    """A picture as the campaign names it: path inside the folder, alternative text, focal point and safe box (0 to 1)."""

    file: str
    alt: str = ""
    focal: tuple[float, float] | None = None
    safe: tuple[float, float, float, float] | None = None


@record(kw_only=True)
class Show:
    """When and where an item is on screens, beyond its own dates; `dwell` in seconds, `between` may span midnight.

    `shuffle` lets its slide change places with others that ask for it.
    """

    from_: When | None = None
    until: When | None = None
    days: tuple[int, ...] = ()
    between: tuple[time, time] | None = None
    screens: tuple[str, ...] = ()
    dwell: float | None = None
    shuffle: bool = False


@record(kw_only=True)
class Announced:
    """What every item carries."""

    id: str
    draft: bool = False
    picture: PictureRef | None = None
    show: Show = field(default_factory=Show)
    family: str | None = None
    tags: tuple[str, ...] = ()
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])


@record(kw_only=True)
class Speaker:
    """Somebody who speaks: name, post-nominals ("MBE"), role."""

    name: str
    honours: str = ""
    role: str = ""


@record(kw_only=True)
class Change:
    """An exception to a repeating event: the date it falls on, and what differs then."""

    on: date
    cancelled: bool = False
    changed: Mapping[str, object] = field(default_factory=dict[str, object])


@record(kw_only=True)
class Event(Announced):
    """Something people can come to; without `starts` its date is to be announced."""

    title: str
    uid: str = ""
    summary: str = ""
    description: str = ""
    type: str = ""
    starts: When | None = None
    ends: When | None = None
    repeat: str = ""
    changes: tuple[Change, ...] = ()
    venue: str = ""
    online: str = ""
    speakers: tuple[Speaker, ...] = ()
    questions: tuple[str, ...] = ()
    booking: str = ""
    link: str = ""
    short: str = ""
    recording: str = ""
    cost: str = ""
    audience: str = ""
    status: Status = "scheduled"


@record(kw_only=True)
class Article(Announced):
    """A blog post; `minutes` is its reading time."""

    title: str
    summary: str = ""
    author: str = ""
    published: date | None = None
    minutes: int | None = None
    link: str = ""
    short: str = ""


@record(kw_only=True)
class Step:
    """One step of a technique."""

    title: str
    text: str = ""
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])


@record(kw_only=True)
class Technique(Announced):
    """A tool for sharing knowledge, told in steps; `link` leads to its e-learning."""

    title: str
    summary: str = ""
    steps: tuple[Step, ...] = ()
    minutes: int | None = None
    people: str = ""
    link: str = ""
    short: str = ""


@record(kw_only=True)
class Prompt(Announced):
    """A question that starts a conversation."""

    question: str
    note: str = ""


@record(kw_only=True)
class Notice(Announced):
    """A timed message; `before_closing` (minutes) ties it to the opening hours instead of fixed times."""

    title: str
    text: str = ""
    starts: When | None = None
    ends: When | None = None
    priority: Priority = "notice"
    before_closing: float | None = None


Item: TypeAlias = Event | Article | Technique | Prompt | Notice


def kind_of(item: Item) -> Kind:
    """Name the kind of an item, as the campaign file's table is called."""
    match item:
        case Event():
            return "event"
        case Article():
            return "article"
        case Technique():
            return "technique"
        case Prompt():
            return "prompt"
        case Notice():
            return "notice"


def title_of(item: Item) -> str:
    """Find the words an item is known by: its title, or a prompt's question."""
    return item.question if isinstance(item, Prompt) else item.title
