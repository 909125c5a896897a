"""Dates and times in words, in British order: "3 Nov 2022, 12.30pm", "Thu 3 November 12.30-1.30pm", 03/11/2022, ISO."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time, timedelta

from kiosk.store.sources import several, times
from kiosk.store.sources.date_names import ENGLISH, MONTH, MONTH_NAMES, weekdays
from kiosk.store.sources.moments import Span

_M = rf"(?P<month>{MONTH_NAMES})\.?"
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


def is_open(text: str) -> bool:
    """Tell whether words say that there is no date yet."""
    return _OPEN.fullmatch(text.strip()) is not None


def read(text: str, today: date, *, month_first: bool = False) -> Span:
    """Read days and times; raise Error when there is neither. `month_first`: 11/3/2022 means 3 November; else 11 March."""
    text = text[:400].strip()  # no date is longer, and patterns must not run through a novel
    heads, before, rest = _found(several.spelt_out(several.dated(text)), today, month_first)
    text = " ".join(text.split())
    found = _series([h for h, _ in heads], text, rest, today) if len(heads) > 1 else heads[0][0] if heads else Span()
    if len(heads) < 2:
        found = _weekday(found, rest, text, today)
    begins, ends = times.read(rest)
    if begins is not None:
        if found.last is not None and ends is None and len(heads) == 1:
            # "24 March, 6pm to 25 March, 9am": the second time stands behind the last day.
            ends = times.read(heads[0][1])[0] if times.read(rest[: len(rest) - len(heads[0][1])])[0] else None
        found = replace(found, begins=begins, ends=ends or found.ends)
        if times.is_guessed(rest, begins):
            note = "Morning or afternoon is not written; afternoon was taken."
            found = replace(found, notices=(*found.notices, note))
    if found.day is None and found.begins is None:
        raise Error(f'"{text}" is not a date')
    if found.more:
        return _timed(found, before, [part for _, part in heads], text)
    return _repeating(found, rest, text)


def _found(text: str, today: date, month_first: bool) -> tuple[list[tuple[Span, str]], str, str]:
    """Find the dates, first and last days of one span together, each with the words after it.

    Also give the words before the first date, and all words without dates.
    """
    rest = text
    found: list[tuple[int, int, Span]] = []
    for pattern in (_ISO, _YEAR_FIRST, _NUMBERS, _WORDS, _MONTH_FIRST):
        while match := pattern.search(rest):
            made = _days(match, today, month_first)
            if made is None:
                break
            found.append((match.start(), match.end(), made))
            # As long as the date was, so that places in the text stay what they are.
            rest = rest[: match.start()] + " " + ";" * (len(match[0]) - 2) + " " + rest[match.end() :]
    found.sort(key=lambda f: f[0])
    heads: list[tuple[Span, int, int]] = []
    for start, end, span in found:
        before = heads[-1] if heads else None
        gap = text[before[2] : start] if before else ""
        through = several.is_range(gap) or (gap.strip() == "/" and span.begins is not None)  # ISO 8601 writes spans with a slash
        if before and before[0].last is None and (through or before[0].day == span.day):
            heads[-1] = (_joined(before[0], span), before[1], end)
        else:
            heads.append((span, start, end))
    upto = [*(start for _, start, _ in heads[1:]), len(rest)]
    parts = [(span, rest[end:start]) for (span, _, end), start in zip(heads, upto, strict=False)]
    return parts, rest[: heads[0][1]] if heads else rest, rest


def _series(spans: list[Span], text: str, rest: str, today: date) -> Span:
    """Settle the years and weekdays of several dates; the first carries the others."""
    named = weekdays(rest)
    known = [s for s in spans if s.year_written]
    first = spans[0]
    notices = [n for s in spans for n in s.notices]
    if not known:
        first = _year(first, named[0] if named else None, today)
        assert first.day is not None
        notices.append(_year_taken(first.day))
    elif not first.year_written and first.day and known[0].day:
        year = known[0].day.year - (first.day.month > known[0].day.month)
        first = replace(first, day=_in_year(first.day, year), last=first.last and _in_year(first.last, year))
    made = [first]
    for span in spans[1:]:
        before, day = made[-1].day, span.day
        if before and day and not span.year_written:
            year = before.year + ((day.month, day.day) < (before.month, before.day) and day.month < before.month)
            span = replace(span, day=_in_year(day, year), last=span.last and _in_year(span.last, year))
        made.append(span)
    made = list({s.day: s for s in sorted(made, key=lambda s: s.day or today)}.values())
    expected = named if len(named) == len(made) else named[:1] * len(made) if len(named) == 1 else []
    for span, weekday in zip(made, expected, strict=False):
        if span.day and span.day.weekday() != weekday:
            notices.append(f"{_is_a(span.day)}; the weekday was not believed.")
    ambiguous = next((s.ambiguous for s in made if s.ambiguous), "")
    return replace(
        made[0], notices=tuple(dict.fromkeys(notices)), more=tuple(made[1:]), year_written=bool(known), ambiguous=ambiguous
    )


def _timed(found: Span, before: str, parts: list[str], text: str) -> Span:
    """Give each of several dates its time: its own, if each has one behind or before it, else the one of all."""
    spans = [found, *found.more]
    behind = [times.read(p) for p in parts]
    ahead = [times.read(p) for p in (before, *parts[:-1])]
    own = next((t for t in (behind, ahead) if len(t) == len(spans) and all(b for b, _ in t)), None)
    if own is None:
        if len({t for t in behind if t[0]}) > 1:
            note = f'"{text}" has several times; all its dates were read as the first, please check.'
            found = replace(found, notices=(*found.notices, note))
        own = [(found.begins, found.ends)] * len(spans)
    made = [replace(s, begins=b or s.begins, ends=e or s.ends, notices=(), more=()) for s, (b, e) in zip(spans, own, strict=True)]
    return replace(made[0], notices=found.notices, more=tuple(made[1:]))


def _repeating(found: Span, rest: str, text: str) -> Span:
    """Read "every Tuesday from ... to ..." as a rule; what repeats otherwise is told."""
    if found.day is None or not several.repeats(rest):
        return found
    read = several.every(rest, found.day, found.last)
    if read is not None:
        return replace(found, day=read[0], last=None, repeat=read[1])
    note = f'"{text}" repeats, but not in words that can be read; only the dates written were taken.'
    return replace(found, notices=(*found.notices, note))


def _days(match: re.Match[str], today: date, month_first: bool) -> Span | None:
    """Make a span out of one match of a date; None if there is no such day."""
    part = match.groupdict()
    notices: list[str] = []
    day = int(part["day"])
    month = int(part["month"]) if part["month"].isdigit() else MONTH[part["month"].lower()]
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
    named = next(iter(weekdays(rest)), None)
    if not found.year_written:
        found = _year(found, named, today)
        note = _year_taken(found.day or today)
        return replace(found, notices=(*found.notices, note))
    # The day of "Tuesdays from 1 March" need not be a Tuesday: it says from when on.
    if named is not None and found.day.weekday() != named and several.every(rest, found.day, found.last) is None:
        note = f"{_is_a(found.day)}; the weekday was not believed."
        return replace(found, notices=(*found.notices, note))
    return found


def _year_taken(day: date) -> str:
    return f"The year of {day.day} {day:%B} is not written; {day:%Y} was taken."


def _is_a(day: date) -> str:
    return f"{day.day} {day:%B %Y} is a {ENGLISH[day.weekday()]}"


def _in_year(day: date, year: int) -> date:
    """Move a day to another year; 29 February to the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


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
