"""Dates and times as staff type them: "thu 3 nov 12.30", "tomorrow", "12.30 to 1.30 pm"; and as the desk shows them."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.campaign import dates
from kiosk.campaign.item import When
from kiosk.store.sources import dates as words
from kiosk.store.sources import moments
from kiosk.store.sources.date_names import WEEKDAY, WEEKDAY_NAMES
from kiosk.store.sources.moments import Span
from kiosk.studio.words import _

_NEAR = {"today": 0, "heddiw": 0, "tomorrow": 1, "yfory": 1}
_WEEKDAY_ALONE = re.compile(rf"(?:next\s+|this\s+|on\s+)?(?P<name>{WEEKDAY_NAMES})", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(?:{WEEKDAY_NAMES})\b[\s,]*", re.IGNORECASE)
_YEAR = re.compile(r"\b\d{4}\b|\d[/.-]\d+[/.-]\d")
_HOUR = re.compile(r"\d{1,2}")
_DATED = re.compile(r"\s*,?\s*(?:\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3}|\d+[/.-]\d+[/.-])", re.IGNORECASE)


class Error(Exception):
    """Words that are no date and no time."""


def read(day: str, clock: str, today: date, zone: ZoneInfo) -> tuple[When | None, When | None, str]:
    """Read a date and a time field; returns start, end, and a sentence about what was guessed. Raise Error.

    Both empty (or "to be announced") is no date. A time may stand in the date field, too.
    """
    if words.is_open(day):
        if clock.strip():
            raise Error(_("A time needs a date: give the day as well, or clear the time."))
        return None, None, ""
    try:
        span = _ahead(words.read(_spelt(day, today), today), day, today)
    except words.Error:
        raise Error(_('"{day}" is not a date. Write it like Thu 3 Nov 2022, 3/11/2022 or tomorrow.', day=day.strip())) from None
    if span.day is None:
        raise Error(_('"{day}" names no day. Write it like Thu 3 Nov 2022, 3/11/2022 or tomorrow.', day=day.strip()))
    if clock.strip():
        span = _timed(span, clock, today)
    starts, ends = moments.join(span, zone)
    only = [_("Only the first of {count} dates was taken.", count=len(span.more) + 1)] if span.more else []
    return starts, ends, " ".join([*span.notices, *only])


def day_words(starts: When | None, ends: When | None) -> str:
    """Show the day of an event as its field does."""
    if starts is None:
        return ""
    first, last = dates.day_of(starts), dates.last_day(starts, ends)
    shown = f"{dates.weekday(first, short=True)} {_short(first)}"
    return shown if first == last else _("{shown} to {short}", shown=shown, short=_short(last))


def clock_words(starts: When | None, ends: When | None) -> str:
    """Show the time of an event as its field does; empty for whole days."""
    if not isinstance(starts, datetime):
        return ""
    ends = ends if isinstance(ends, datetime) else None
    return dates.words(starts, ends).time.replace(dates.NBSP, " ")


def _ahead(span: Span, text: str, today: date) -> Span:
    """Take the coming date, and say its weekday, where a wrong one would have led into a year that is over."""
    if span.day is None or span.day >= today or span.more or _YEAR.search(text):
        return span
    with suppress(words.Error):
        coming = words.read(_WEEKDAY.sub("", text, count=1), today)
        if coming.day is not None and coming.day >= today and _WEEKDAY.search(text):
            named = f"{coming.day.day} {dates.month(coming.day)} {coming.day.year}"
            said = _("{day} is a {weekday}; that was taken.", day=named, weekday=dates.weekday(coming.day))
            return replace(coming, notices=(said,))
    return span


def _timed(span: Span, clock: str, today: date) -> Span:
    clock = f"{clock.strip()}:00" if _HOUR.fullmatch(clock.strip()) else clock
    try:
        times = words.read(clock, today)
    except words.Error:
        times = Span()
    if times.begins is None:
        raise Error(_('"{clock}" is not a time. Write it like 12.30 to 1.30 pm or 14:00.', clock=clock.strip()))
    return replace(span, begins=times.begins, ends=times.ends, notices=(*span.notices, *times.notices))


def _spelt(day: str, today: date) -> str:
    """Put "tomorrow" and "next Tuesday" into a date that says the same."""
    first, _, rest = day.strip().partition(" ")
    near = _NEAR.get(first.lower().rstrip(","))
    if near is not None:
        return f"{(today + timedelta(days=near)).isoformat()} {rest}"
    alone = _WEEKDAY_ALONE.match(day.strip())
    if alone and not _DATED.match(day.strip()[alone.end() :]):
        wanted = WEEKDAY[alone["name"].lower()]
        ahead = (wanted - today.weekday()) % 7 or 7
        return f"{(today + timedelta(days=ahead)).isoformat()} {day.strip()[alone.end() :]}"
    return day


def _short(day: date) -> str:
    return f"{day.day} {dates.month(day, short=True)} {day.year}"
