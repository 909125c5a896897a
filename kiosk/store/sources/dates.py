"""Dates and times in words, in British order: "3 Nov 2022, 12.30pm", "Thu 3 November 12.30-1.30pm", 03/11/2022, ISO."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from kiosk.campaign.item import When
from kiosk.record import record
from kiosk.store.sources import times

_MONTHS = {
    1: "january jan ionawr ion",
    2: "february feb chwefror chwef",
    3: "march mar mawrth",
    4: "april apr ebrill ebr",
    5: "may mai",
    6: "june jun mehefin meh",
    7: "july jul gorffennaf gorff",
    8: "august aug awst",
    9: "september sept sep medi",
    10: "october oct hydref hyd",
    11: "november nov tachwedd tach",
    12: "december dec rhagfyr rhag",
}
_MONTH = {name: number for number, names in _MONTHS.items() for name in names.split()}
_WEEKDAYS = (
    "monday mon llun",
    "tuesday tues tue mawrth",
    "wednesday weds wed mercher",
    "thursday thurs thur thu iau",
    "friday fri gwener",
    "saturday sat sadwrn",
    "sunday sun sul",
)
_WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
WEEKDAY_NAMES = "|".join(sorted(_WEEKDAY, key=len, reverse=True))
"""The names of weekdays, as alternatives of a pattern."""
_M = rf"(?P<month>{'|'.join(sorted(_MONTH, key=len, reverse=True))})\.?"
_D = r"(?P<day>\d{1,2})(?:st|nd|rd|th|af|ain|fed|ydd|eg)?"
_TO = r"\s*(?:-|–|—|to|until|till|i|tan)\s*"
_LAST = rf"(?:{_TO}(?:(?:[a-z]+)\s+)?(?P<last>\d{{1,2}})(?:st|nd|rd|th)?)?"
_YEAR = r"(?:,?[\s-]+'?(?P<year>(?:19|20)\d\d|(?<=[-'])\d\d)(?!\d|[:.]\d))?"
_CLOCK = r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?\s?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
_ISO = re.compile(rf"\b(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d){_CLOCK}")
_YEAR_FIRST = re.compile(r"\b(?P<year>(?:19|20)\d\d)[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})\b")
_NUMBERS = re.compile(r"\b(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)\b")
_WORDS = re.compile(rf"\b{_D}{_LAST}\s*(?:of\s+|o\s+)?[\s-]?{_M}(?![a-z]){_YEAR}", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b{_M}\s+{_D}(?!\d|[:.]\d){_LAST}{_YEAR}", re.IGNORECASE)
_LATER = (
    r"tb[acd]|(?:date )?to be (?:announced|confirmed|decided|arranged)|date (?:tb[acd]|to follow)|various|n/?a|none|i'w gadarnhau"
)
_OPEN = re.compile(rf"\W*(?:{_LATER})?\W*", re.IGNORECASE)


class Error(Exception):
    """Words that are no date."""


@record(kw_only=True)
class Span:
    """What words say of a time: days, times of day, an offset from UTC if one is written; what was read into them."""

    day: date | None = None
    last: date | None = None
    begins: time | None = None
    ends: time | None = None
    offset: timedelta | None = None
    notices: tuple[str, ...] = ()
    ambiguous: str = ""
    year_written: bool = True


def weekday_of(name: str) -> int:
    """Number a weekday by its name, Monday 0."""
    return _WEEKDAY[name.lower()]


def is_open(text: str) -> bool:
    """Tell whether words say that there is no date yet."""
    return _OPEN.fullmatch(text.strip()) is not None


def read(text: str, today: date, *, month_first: bool = False) -> Span:
    """Read days and times; raise Error when there is neither. `month_first`: 11/3/2022 means 3 November; else 11 March."""
    text = text[:400]  # no date is longer, and patterns must not run through a novel
    rest, found = text, Span()
    for pattern in (_ISO, _YEAR_FIRST, _NUMBERS, _WORDS, _MONTH_FIRST):
        while match := pattern.search(rest):
            made = _days(match, today, month_first)
            if made is None:
                break
            rest = rest[: match.start()] + " ; " + rest[match.end() :]
            found = _joined(found, made)
    found = _weekday(found, rest, text, today)
    begins, ends = times.read(rest)
    if begins is not None:
        found = replace(found, begins=begins, ends=ends or found.ends)
        if times.is_guessed(rest, begins):
            note = f'"{text.strip()}" does not say morning or afternoon; it was read as afternoon.'
            found = replace(found, notices=(*found.notices, note))
    if found.day is None and found.begins is None:
        raise Error(f'"{text}" is not a date')
    return found


def join(span: Span, zone: ZoneInfo) -> tuple[When | None, When | None]:
    """Make start and end of a span in a zone; an end at an earlier time of day than the start is on the next day."""
    if span.day is None:
        return None, None
    if span.begins is None:
        return span.day, span.last if span.last and span.last > span.day else None
    written = timezone(span.offset) if span.offset is not None else zone
    starts = datetime.combine(span.day, span.begins, written).astimezone(zone)
    if span.ends is None:
        return starts, None
    ends = datetime.combine(span.last or span.day, span.ends, written)
    if span.last is None and ends <= starts:
        ends += timedelta(days=1)
    return starts, ends.astimezone(zone)


def _days(match: re.Match[str], today: date, month_first: bool) -> Span | None:
    """Make a span out of one match of a date; None if there is no such day."""
    part = match.groupdict()
    notices: list[str] = []
    day = int(part["day"])
    month = int(part["month"]) if part["month"].isdigit() else _MONTH[part["month"].lower()]
    ambiguous = ""
    if part.get("mark"):
        if month > 12 >= day or (month_first and day <= 12):
            if not month_first:
                notices.append(f'"{match[0]}" can only be month/day/year; it was read so.')
            day, month = month, day
        elif day <= 12 and day != month:
            ambiguous = match[0]
    written = part.get("year")
    year = int(written) if written else today.year
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    try:
        first = date(year, month, day)
        last = date(year, month, int(part["last"])) if part.get("last") else None
    except ValueError:
        return None
    begins = time(int(part["hour"]), int(part["minute"])) if part.get("hour") and int(part["hour"]) < 24 else None
    offset = _offset(part.get("zone") or "") if part.get("hour") else None
    return Span(
        day=first,
        last=last,
        begins=begins,
        offset=offset,
        notices=tuple(notices),
        ambiguous=ambiguous,
        year_written=bool(written),
    )


def _joined(one: Span, two: Span) -> Span:
    """Put a second date behind the first as its end."""
    if one.day is None or two.day is None:
        return replace(two, begins=two.begins or one.begins)
    early, late = (
        (one, two) if one.year_written or not two.year_written else (replace(one, day=one.day.replace(year=two.day.year)), two)
    )
    if late.day is not None and early.day is not None and not late.year_written and late.day < early.day:
        late = replace(late, day=late.day.replace(year=early.day.year + (late.day.month < early.day.month)))
    return replace(
        early,
        last=late.day,
        ends=late.begins,
        notices=(*early.notices, *late.notices),
        ambiguous=early.ambiguous or late.ambiguous,
        year_written=one.year_written or two.year_written,
    )


def _weekday(found: Span, rest: str, text: str, today: date) -> Span:
    """Check the weekday that is written beside a date, and let it find a year that is not."""
    if found.day is None:
        return found
    names = [_WEEKDAY[w] for w in re.findall(r"[a-z]+", rest.lower()) if w in _WEEKDAY]
    named = names[0] if names else None
    if not found.year_written:
        found = _year(found, named, today)
        note = f'"{text.strip()}" names no year; it was read as {found.day:%Y}.'
        return replace(found, notices=(*found.notices, note))
    if named is not None and found.day and found.day.weekday() != named:
        right = _WEEKDAYS[found.day.weekday()].split()[0].capitalize()
        note = f'"{text.strip()}": {found.day.day} {found.day:%B %Y} is a {right}; the weekday was not believed.'
        return replace(found, notices=(*found.notices, note))
    return found


def _year(found: Span, named: int | None, today: date) -> Span:
    """Choose the year nearest to today in which the weekday is right, or the next time the day comes."""
    assert found.day is not None
    options: list[date] = []
    for year in range(today.year - 1, today.year + 3):
        try:
            options.append(found.day.replace(year=year))
        except ValueError:
            continue
    right = [d for d in options if d.weekday() == named] or [d for d in options if d >= today - timedelta(days=60)] or options
    day = min(right, key=lambda d: abs((d - today).days) + (200 if d < today - timedelta(days=60) else 0))
    last = found.last.replace(year=day.year + (found.last.month < day.month)) if found.last else None
    return replace(found, day=day, last=last)


def _offset(text: str) -> timedelta | None:
    if not text:
        return None
    if text == "Z":
        return timedelta(0)
    digits = text[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -size if text[0] == "-" else size
