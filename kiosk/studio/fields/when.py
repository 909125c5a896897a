"""Dates and times as staff type them: "thu 3 nov 12.30", "tomorrow", "12.30 to 1.30 pm"; and as the desk shows them."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.campaign import dates
from kiosk.campaign.item import When
from kiosk.store.sources import dates as words
from kiosk.store.sources import moments
from kiosk.store.sources.date_names import MONTH, MONTH_NAMES, WEEKDAY, WEEKDAY_NAMES
from kiosk.store.sources.moments import Span
from kiosk.studio.words import _

_NEAR = {"today": 0, "heddiw": 0, "tomorrow": 1, "yfory": 1}
_WEEKDAY_ALONE = re.compile(rf"(?:next\s+|this\s+|on\s+)?(?P<name>{WEEKDAY_NAMES})", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(?:{WEEKDAY_NAMES})\b[\s,]*", re.IGNORECASE)
_YEAR = re.compile(r"\b\d{4}\b|\d[/.-]\d+[/.-]\d")
_HOURS = re.compile(r"(\d{1,2})(?:\s*(?:-|–|to)\s*(\d{1,2}))?")
_SERIES = re.compile(r"\b(?:every|each|weekly|fortnightly|monthly|daily|bob)\b", re.IGNORECASE)
_EVENING = 18
"""The hour from which an event may go on past midnight."""
_WORD = re.compile(r"(?<![\w’'.])[^\W\d_]{2,}(?![\w’'.])")
_JOINING = (
    "to until till at from on in the of and next this am pm noon midday midnight",
    "hyd tan at am yn ar y canol dydd nos bore prynhawn",
)
_KNOWN = {*MONTH, *WEEKDAY, *_NEAR, *" ".join(_JOINING).split()}
"""Words of dates and times; any other is told, for it may have meant something."""
_IN_MONTH = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{MONTH_NAMES})\b(?:\s+(?P<year>\d{{4}}))?", re.IGNORECASE
)
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
        _be_in_month(day)
        raise Error(_('"{day}" is not a date. Write it like Thu 3 Nov 2022, 3/11/2022 or tomorrow.', day=day.strip())) from None
    if span.day is None:
        raise Error(_('"{day}" names no day. Write it like Thu 3 Nov 2022, 3/11/2022 or tomorrow.', day=day.strip()))
    if _SERIES.search(day):
        raise Error(_("Write one date here; how an event comes again is chosen at Repeats."))
    if clock.strip():
        span = _timed(span, clock, today)
    if span.last is None and span.begins and span.ends and span.ends <= span.begins and span.begins.hour < _EVENING:
        raise Error(_("This ends before it begins. Write it like 12.30 to 1.30 pm or 14:00 to 15:00."))
    starts, ends = moments.join(span, zone)
    only = [_("Only the first of {count} dates was taken.", count=len(span.more) + 1)] if span.more else []
    left = [_("“{word}” was not understood.", word=word) for word in _WORD.findall(day) if word.casefold() not in _KNOWN]
    return starts, ends, " ".join([*span.notices, *only, *left])


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


def _be_in_month(text: str) -> None:
    """Raise Error for a day that its month does not have."""
    found = _IN_MONTH.search(text)
    if found:
        month = MONTH[found["month"].lower()]
        last = monthrange(int(found["year"] or 2024), month)[1]  # a leap year, where none is named
        if int(found["day"]) > last:
            named = dates.month(date(2024, month, 1))
            raise Error(_('"{day}" is not a date: {month} has {n} days.', day=text.strip(), month=named, n=last))


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
    clock = _whole(clock.strip())
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
        return f"{(today + timedelta(days=near)).isoformat()} {_whole(rest)}"
    alone = _WEEKDAY_ALONE.match(day.strip())
    if alone and not _DATED.match(day.strip()[alone.end() :]):
        wanted = WEEKDAY[alone["name"].lower()]
        ahead = (wanted - today.weekday()) % 7 or 7
        return f"{(today + timedelta(days=ahead)).isoformat()} {_whole(day.strip()[alone.end() :].strip())}"
    return day


def _whole(clock: str) -> str:
    """Spell hours alone, such as 9 or 9-10, as times."""
    hours = _HOURS.fullmatch(clock.strip())
    return "-".join(f"{hour}:00" for hour in hours.groups() if hour) if hours else clock


def _short(day: date) -> str:
    return f"{day.day} {dates.month(day, short=True)} {day.year}"
