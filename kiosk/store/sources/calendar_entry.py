"""One VEVENT of a calendar: its moments in known zones and its words as an event's fields (RFC 5545, 3.6.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.campaign import dates
from kiosk.campaign.item import When
from kiosk.record import record
from kiosk.store.sources import plain, zones

_ONLINE_ONLY = re.compile(
    r"(?:microsoft teams(?: meeting)?|ms teams|zoom(?: meeting)?|online|webinar|virtual|google meet)", re.IGNORECASE
)
_CANCELLED = re.compile(r"^\s*\[?cancell?ed\]?\s*[:\-–]\s*|^\s*(?:wedi'i ganslo)\s*[:\-–]\s*", re.IGNORECASE)
_TEAMS_BLOCK = re.compile(r"\n?\s*(?:_{20,}|-::~:~[:~]*|\*{20,}).*", re.DOTALL)
_TRUMBA = {"event type": "type", "cost": "cost", "price": "cost", "audience": "audience", "intended audience": "audience"}
_COLOUR_TAG = re.compile(r"(?:red|orange|yellow|green|blue|purple) category", re.IGNORECASE)


@dataclass(slots=True)
class Clock:
    """How one calendar's moments are read: the campaign's zone, the zone of floating times, zones the calendar defines itself."""

    home: ZoneInfo
    floating: tzinfo
    shown: ZoneInfo | None = None
    defined: dict[str, Any] = field(default_factory=dict[str, Any])
    unknown: set[str] = field(default_factory=set[str])

    def zone(self, name: str, guess: tzinfo | None = None) -> tzinfo:
        """Find a zone by its TZID; an unknown one is remembered and read as floating."""
        known = zones.find(name)
        if known is not None:
            return known
        if name in self.defined:
            made = _defined(self.defined[name])
            if made is not None:
                return made
        if guess is not None:
            return guess
        self.unknown.add(name)
        return self.floating

    def moment(self, value: Any, tzid: str) -> When:
        """Place a value of DTSTART and the like on the time line, in the zone of its series."""
        if not isinstance(value, datetime):
            return value
        if value.tzinfo is not None and value.utcoffset() == timedelta(0) and not tzid:
            return value.astimezone(self.shown or zones.UTC)
        return value.replace(tzinfo=self.zone(tzid, value.tzinfo) if tzid else self.floating)


def _defined(component: Any) -> tzinfo | None:
    """Make a zone out of a VTIMEZONE, or take the place it says it stands for."""
    located = zones.find(str(component.get("X-LIC-LOCATION", "")))
    if located is not None:
        return located
    try:
        return component.to_tz()
    except Exception:  # a broken definition may fail anywhere inside the library; the caller reports the zone as unknown
        return None


@record(kw_only=True)
class Entry:
    """One VEVENT, read: who it is, when it is (zone of the series), what it says, what could not be read."""

    uid: str
    sequence: int
    stamp: str
    recurrence: When | None
    following: bool
    starts: When | None
    ends: When | None
    fields: dict[str, Any]
    component: Any
    notices: tuple[str, ...]

    @property
    def title(self) -> str:
        """The title, empty if there is none."""
        return self.fields["title"]


def read(component: Any, clock: Clock) -> Entry:
    """Read one VEVENT; what it cannot give is left out and noted, never guessed."""
    fields = _fields(component)
    notices: list[str] = []
    starts, ends = _span(component, clock, fields["title"] or "An event without a title", notices)
    recurrence = first(component, "RECURRENCE-ID")
    return Entry(
        uid=plain.one_line(_text(component, "UID")),
        sequence=_number(component, "SEQUENCE"),
        stamp=max(_raw(component, "LAST-MODIFIED"), _raw(component, "DTSTAMP")),
        recurrence=None if recurrence is None else clock.moment(*moment_of(recurrence)),
        following="RANGE" in getattr(recurrence, "params", {}),
        starts=starts,
        ends=ends,
        fields=fields,
        component=component,
        notices=tuple(notices),
    )


def first(component: Any, name: str) -> Any:
    """Take the first of a property's values; None if there is none that could be read."""
    value = component.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    if value is None or (isinstance(value, str) and not hasattr(type(value), "dt")):
        return None
    try:
        return value if hasattr(value, "dt") else None
    except ValueError:  # the library's placeholder for what it could not read
        return None


def broken(component: Any) -> set[str]:
    """Name the properties that could not be read."""
    return {str(name) for name, _ in component.errors}


def moment_of(prop: Any) -> tuple[Any, str]:
    """Take a date property apart into its value and the zone named beside it."""
    return prop.dt, str(prop.params.get("TZID", ""))


def _span(component: Any, clock: Clock, title: str, notices: list[str]) -> tuple[When | None, When | None]:
    start = first(component, "DTSTART")
    if start is None or not isinstance(start.dt, date):
        told = (
            "cannot be read" if any(name == "DTSTART" for name, _ in component.errors) or "DTSTART" in component else "is missing"
        )
        notices.append(f'The start of "{title}" {told}; its date is to be announced.')
        return None, None
    starts = clock.moment(*moment_of(start))
    ends: When | None = None
    end, length = first(component, "DTEND"), first(component, "DURATION")
    if end is not None and isinstance(end.dt, date):
        ends = clock.moment(*moment_of(end))
    elif length is not None and isinstance(length.dt, timedelta):
        ends = starts + length.dt
    elif broken(component) & {"DTEND", "DURATION"} or "DTEND" in component or "DURATION" in component:
        notices.append(f'The end of "{title}" cannot be read and was left out.')
    if ends is not None and isinstance(ends, datetime) != isinstance(starts, datetime):
        notices.append(f'"{title}" begins with a {_sort(starts)} and ends with a {_sort(ends)}; the end was left out.')
        ends = None
    if ends is not None and ends < starts:
        notices.append(f'"{title}" ends ({_told(ends)}) before it begins ({_told(starts)}); the end was left out.')
        ends = None
    return _whole_days(component, starts, ends)


def _whole_days(component: Any, starts: When, ends: When | None) -> tuple[When, When | None]:
    """Turn midnight-to-midnight of Outlook into whole days, and the exclusive end into an inclusive one."""
    if isinstance(starts, datetime):
        midnights = starts.time() == time(0) and isinstance(ends, datetime) and ends.time() == time(0) and ends > starts
        if not midnights or str(component.get("X-MICROSOFT-CDO-ALLDAYEVENT", "")).upper() != "TRUE":
            return starts, None if ends == starts else ends
        starts, ends = starts.date(), ends.date() if isinstance(ends, datetime) else None
    if ends is None or ends - timedelta(days=1) <= starts:
        return starts, None
    return starts, ends - timedelta(days=1)


def _sort(when: When) -> str:
    return "time" if isinstance(when, datetime) else "whole day"


def _told(when: When) -> str:
    day = dates.full(when, year=True)
    return (f"{day}, {dates.clock(when.time())}" if isinstance(when, datetime) else day).replace(dates.NBSP, " ")


def _fields(component: Any) -> dict[str, Any]:
    """Read the words of an event: text as plain text, links sorted into joining, booking and reading on."""
    title = plain.one_line(plain.from_html(_text(component, "SUMMARY")))
    status = {"CANCELLED": "cancelled", "CANCELED": "cancelled", "POSTPONED": "postponed"}.get(
        _text(component, "STATUS").upper(), "scheduled"
    )
    if status == "cancelled":
        title = _CANCELLED.sub("", title)
    told = _text(component, "DESCRIPTION") or _text(component, "X-ALT-DESC")
    told = plain.from_html(told)
    place = plain.one_line(_text(component, "LOCATION"))
    online = next(
        (plain.web_address(_text(component, n)) for n in ("CONFERENCE", "X-GOOGLE-CONFERENCE", _TEAMS) if n in component), ""
    )
    online = online or plain.meeting_in(place) or plain.meeting_in(told) or plain.web_address(place)
    if online and (_ONLINE_ONLY.fullmatch(place) or online in place):
        place = ""
    booking = plain.booking_in(told)
    told = _TEAMS_BLOCK.sub("", told).strip() if online else told
    short = plain.lead(told)
    return {
        "title": title,
        "summary": short,
        "description": "" if plain.one_line(told) == short else told,
        "venue": place,
        "online": online,
        "booking": booking,
        "link": plain.web_address(_text(component, "URL")),
        "status": status,
        "tags": tuple(_tags(component)),
        "draft": _text(component, "CLASS").upper() in ("PRIVATE", "CONFIDENTIAL"),
        "type": "",
        "cost": "",
        "audience": "",
        **_custom(component),
    }


_TEAMS = "X-MICROSOFT-SKYPETEAMSMEETINGURL"


def _custom(component: Any) -> dict[str, str]:
    """Read the fields that Trumba adds: type, cost and audience."""
    values = component.get("X-TRUMBA-CUSTOMFIELD", [])
    found: dict[str, str] = {}
    for value in values if isinstance(values, list) else [values]:
        name = _TRUMBA.get(str(getattr(value, "params", {}).get("NAME", "")).lower())
        if name:
            found[name] = plain.one_line(plain.from_html(str(value)))
    return found


def _tags(component: Any) -> Iterator[str]:
    seen: set[str] = set()
    values = component.get("CATEGORIES", [])
    for value in values if isinstance(values, list) else [values]:
        for name in getattr(value, "cats", [value]):
            tag = plain.one_line(str(name))
            if tag and tag.casefold() not in seen and not _COLOUR_TAG.fullmatch(tag):
                seen.add(tag.casefold())
                yield tag


def _text(component: Any, name: str) -> str:
    value = component.get(name, "")
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value)


def _raw(component: Any, name: str) -> str:
    value = first(component, name)
    return value.to_ical().decode("ascii", "replace") if hasattr(value, "to_ical") else ""


def _number(component: Any, name: str) -> int:
    try:
        return int(_text(component, name) or 0)
    except ValueError:
        return 0
