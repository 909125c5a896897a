"""The words of prose that say when: where they stand, whether they date an event, and the year where none is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from kiosk.store.sources import dates, moments, plain
from kiosk.store.sources.date_names import MONTH, MONTH_NAMES, WEEKDAY_NAMES, weekdays

_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_PLURAL = "|".join(n for n in WEEKDAY_NAMES.split("|") if n.endswith("days"))
_DATE = (
    rf"(?:(?:every|each)\s+(?:{WEEKDAY_NAMES})|{_PLURAL})\s+(?:in|during|throughout)\s+(?:{MONTH_NAMES})\s+(?:19|20)\d\d\b|"
    rf"{_DAY}\s+(?:of\s+|o\s+)?(?:{MONTH_NAMES})\b|(?:{MONTH_NAMES})\.?\s+{_DAY}\b"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)|\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?"
)
_TIME = r"\d{1,2}(?:[.:]\d\d)?\s*(?:[ap]\.m\.|[ap]m\b)|\d{1,2}[.:]\d\d|noon\b|midday\b|midnight\b"
_WORD = (
    rf"{_DATE}|{_TIME}|(?:19|20)\d\d|(?:{WEEKDAY_NAMES})\b\.?|(?:{MONTH_NAMES})\b\.?|{_DAY}(?!\w)"
    r"|all day\b|every\b|each\b|daily\b|weekly\b"
)
_GLUE = r"(?:\s|,|;|&|[-–—+@]|\b(?:at|on|from|to|till|until|and|between|of|the|dydd|am|tan|hyd|rhwng|o|i)\b|[()|]|:\s)*"
_RUN = re.compile(rf"(?<![\w.:/])(?:dydd\s+)?(?:{_WORD})(?:{_GLUE}(?:{_WORD}))*", re.IGNORECASE)
_HAS_DATE = re.compile(_DATE, re.IGNORECASE)
_HAS_TIME = re.compile(_TIME, re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"\b({MONTH_NAMES})\b\.?,?\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DEADLINE = re.compile(
    r"(?:\bdeadlines?\b[^.!?\n]{0,40}|\b(?:by|before|until|till|closes?|closing|since|no later than|end(?:s|ed)|expires?|"
    r"finished|opened|launched|started|began|published|updated|posted|dated|sent))(?:\s+(?:is|on|of|date|midnight|the))*\W*$",
    re.IGNORECASE,
)
_MOVED = re.compile(r"\b(?:moved|postponed|rescheduled|brought forward|instead of|was due|originally|changed)\b", re.IGNORECASE)
_PLANNED = re.compile(r"\b(?:was due|originally)\b", re.IGNORECASE)
SHUT = re.compile(
    r"\b(?:clos(?:ed|es?|ure|ing)|shut|out of (?:order|use)|unavailable|no service|maintenance|bank holiday)\b", re.IGNORECASE
)
"""Words of a notice that something is not on."""
CLOSING_DATE = re.compile(r"\bclosing dates?\b", re.IGNORECASE)
"""Words for the last day to do something."""
_EARLY = re.compile(r"\b(?:early closing|closing early|(?:library|we|we['’]re|desk)\b.{0,20}\bclosing)\b", re.IGNORECASE)


@dataclass(slots=True)
class Years:
    """The years a text names, and for each month those named with it: with today they tell what a date without a year means."""

    today: date
    named: set[int] = field(default_factory=set[int])
    of_month: dict[int, set[int]] = field(default_factory=dict[int, set[int]])


def years(texts: Sequence[str], today: date) -> Years:
    """Collect the years that a text names."""
    found = Years(today)
    for text in texts:
        found.named |= {int(y) for y in _YEAR.findall(text)}
        for name, year in _MONTH_YEAR.findall(text):
            found.of_month.setdefault(MONTH[name.lower()], set()).add(int(year))
    for text in texts:
        settled = cut(text)
        if settled and weekdays(settled[1]):
            _learn(settled[1], found)
    return found


def _learn(when: str, known: Years) -> None:
    """Remember the year of a date whose weekday leaves only one: other dates of that month mean the same year."""
    try:
        span = dates.read(when, known.today)
    except dates.Error:
        return
    if span.day and not span.year_written and (year := _year(span.day, when, known)):
        known.of_month.setdefault(span.day.month, set()).add(year)


def cut(text: str) -> tuple[str, str, str] | None:
    """Cut a text round the words that say when it is: before, when, after; None if there are none, or they are a deadline."""
    for match in _RUN.finditer(text):
        if _HAS_DATE.search(match[0]) and not _DEADLINE.search(text[: match.start()]):
            return text[: match.start()], match[0], text[match.end() :]
    return None


def runs(text: str) -> list[tuple[int, int]]:
    """Find where in a text each of its dates begins and ends, with the weekday and time that belong to it."""
    return [m.span() for m in _RUN.finditer(text) if _HAS_DATE.search(m[0])]


def shuts(text: str) -> bool:
    """Tell whether words name a day on which the place itself shuts early, which looks like a deadline."""
    return bool(_EARLY.search(text)) and bool(runs(text))


def cut_time(text: str) -> tuple[str, str, str] | None:
    """Cut a text round its time of day: before, time, after; None if it has none."""
    for match in _RUN.finditer(text):
        if _HAS_TIME.search(match[0]) or "all day" in match[0].lower():
            return text[: match.start()], match[0], text[match.end() :]
    return None


def has_time(when: str) -> bool:
    """Tell whether words name a time of day."""
    return _HAS_TIME.search(when) is not None


def is_day(text: str) -> bool:
    """Tell whether a text is a date and nothing more."""
    found = cut(text)
    return found is not None and not re.search(r"\w", found[0] + found[2])


def is_firm(when: str) -> bool:
    """Tell whether words name a day of the week or a time, as events do and mentions in passing do not."""
    return bool(weekdays(when)) or _HAS_TIME.search(when) is not None


def sentences(texts: Sequence[str]) -> Iterator[str]:
    """List the sentences that date an event, in order."""
    for text in texts:
        for sentence in plain.sentences(text):
            if cut(sentence) is not None and not SHUT.search(sentence):
                yield sentence


def read(
    texts: Sequence[str], title: str, known: Years, zone: ZoneInfo, notices: list[str], *, is_off: bool = False
) -> moments.Run:
    """Read the first text that dates an event; what cannot be settled is left to be announced, and said.

    Of an event that is off, people want to know when it would have been.
    """
    for text in texts:
        if dates.is_open(text):
            return moments.Run()
        told = plain.shortened(text, 80)
        if _MOVED.search(_PLANNED.sub("", text) if is_off else text):
            notices.append(f'"{told}" with "{title}" speaks of a date that was changed; its date is left to be announced.')
            return moments.Run()
        try:
            span = dates.read(text, known.today)
        except dates.Error:
            continue
        if span.day is None:
            continue
        if not span.year_written:
            year = _year(span.day, text, known)
            if year is None:
                notices.append(
                    f'"{title}": the year of {span.day.day} {span.day:%B} is not written; its date is left to be announced.'
                )
                return moments.Run()
            span = dates.read(text, span.day.replace(year=year))
        notices += [f'"{title}": {n}' for n in span.notices]
        if span.ambiguous:
            notices.append(f'"{title}": {span.ambiguous} was read as day/month/year.')
        return moments.run(span, zone)
    return moments.Run()


def _year(day: date, text: str, known: Years) -> int | None:
    """Find the only year that a date can mean: by its weekday, or by the year the text names with that month."""
    named = weekdays(text)
    if not named:
        options = known.of_month.get(day.month, set())
        return next(iter(options)) if len(options) == 1 else None
    fitting: set[int] = set()
    for year in {*known.named, *range(known.today.year - 1, known.today.year + 2)}:
        try:
            there = day.replace(year=year)
        except ValueError:
            continue
        near = -120 <= (there - known.today).days <= 330
        if there.weekday() == named[0] and (near or year in known.named):
            fitting.add(year)
    return fitting.pop() if len(fitting) == 1 else None
