"""Dates and times as people write them: British house style in English, CLDR's patterns in other languages.

A language may be followed by CLOCK_24: times and figures are then written in a way that reads the same in every language.
"""

from __future__ import annotations

import pickle
import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from kiosk.campaign.item import When
from kiosk.record import record

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from babel import Locale

NBSP = "\u00a0"
"""No-break space: holds "3 November" and "12.30 pm" together."""
CLOCK_24 = "-u-hc-h23"
"""What follows a language to ask for the 24-hour clock (BCP 47, extension U)."""
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_EAST = {"zh": "M月d日", "ja": "M月d日", "ko": "M월 d일"}
"""Languages that put the month before the day and the weekday last."""
_SMALL_HOURS = time(6)
"""An event that ends before this hour of the next morning still belongs to its evening."""


@record
class Words:
    """A date in words: `full` "Thursday 3 November", its parts, and the time; empty where it does not apply.

    `day` is the number alone ("3", "3 to 5"); `begins` the time it starts, `time` the whole span.
    """

    weekday: str
    weekday_short: str
    day: str
    month: str
    month_short: str
    date: str
    full: str
    time: str
    begins: str
    ends: str


def words(starts: When, ends: When | None, lang: str = "en", *, all_day: str = "All day", away: ZoneInfo | None = None) -> Words:
    """Put a span into words. `away` is the reader's zone: when its clock differs, the place of the times is named."""
    first = day_of(starts)
    last = last_day(starts, ends)
    if isinstance(starts, datetime):
        begins = clock(starts.timetz(), lang)
        finishes = clock(ends.timetz(), lang) if isinstance(ends, datetime) else ""
        span = clock_range(starts, ends, lang) if isinstance(ends, datetime) else begins
        if away is not None and starts.utcoffset() != starts.astimezone(away).utcoffset():
            span += f" ({_place(starts, lang)})"
    else:
        begins = span = all_day
        finishes = ""
    if last <= first:
        return Words(
            weekday(first, lang),
            weekday(first, lang, short=True),
            str(first.day),
            month(first, lang),
            month(first, lang, short=True),
            day_month(first, lang),
            full(first, lang),
            span,
            begins,
            finishes,
        )
    return Words(
        _to(weekday(first, lang), weekday(last, lang), lang),
        _to(weekday(first, lang, short=True), weekday(last, lang, short=True), lang),
        _to(str(first.day), str(last.day), lang),
        _months(first, last, lang),
        _months(first, last, lang, short=True),
        days(first, last, lang),
        days(first, last, lang, named=True),
        span,
        begins,
        finishes,
    )


def bare(lang: str) -> str:
    """Take off what a language is followed by to ask for a manner of writing."""
    return lang.removesuffix(CLOCK_24)


def day_of(when: When) -> date:
    """Find the day of a moment, in the moment's own zone."""
    return when.date() if isinstance(when, datetime) else when


def last_day(starts: When, ends: When | None) -> date:
    """Find the last day of a span; a night that runs into the small hours belongs to its evening."""
    first = day_of(starts)
    if ends is None:
        return first
    last = day_of(ends)
    if isinstance(ends, datetime) and last > first and (ends.time() < _SMALL_HOURS or ends.time() == time(0)):
        last -= timedelta(days=1)
    return max(first, last)


def weekday(day: date, lang: str = "en", *, short: bool = False) -> str:
    """Name the day of the week: "Thursday", "Thu"."""
    if _english(lang):
        return _DAYS[day.weekday()][:3] if short else _DAYS[day.weekday()]
    return _cldr(day, "EEE" if short else "EEEE", lang)


def month(day: date, lang: str = "en", *, short: bool = False) -> str:
    """Name the month as it stands alone: "November", "Nov"."""
    if _english(lang):
        name = _MONTHS[day.month - 1]
        return name if not short or len(name) < 5 else name[:4] if name == "September" else name[:3]
    return _cldr(day, "LLL" if short else "LLLL", lang)


def day_month(day: date, lang: str = "en", *, short: bool = False) -> str:
    """Write "3 November", "3 Nov", held together."""
    if _english(lang):
        return f"{day.day}{NBSP}{month(day, lang, short=short)}"
    return _cldr(day, _EAST.get(lang[:2], "d MMM" if short else "d MMMM"), lang).replace(" ", NBSP)


def full(day: date, lang: str = "en", *, year: bool = False) -> str:
    """Write "Thursday 3 November", with the year if asked."""
    if _english(lang):
        return f"{weekday(day)} {day_month(day)}" + (f" {day.year}" if year else "")
    if lang[:2] in _EAST:
        whole = _EAST[lang[:2]] + " EEEE"
        return _cldr(day, f"y{'년 ' if lang[:2] == 'ko' else '年'}{whole}" if year else whole, lang)
    return _hold(_cldr(day, "EEEE d MMMM y" if year else "EEEE d MMMM", lang))


def brief(first: date, last: date, lang: str = "en") -> str:
    """Write a day or a span of days in short: "Thu 3 Nov", "Fri 4 to Mon 7 Nov"."""
    if _english(lang):
        end = f"{weekday(last, short=True)} {last.day}{NBSP}{month(last, short=True)}"
        if first == last:
            return end
        same = (first.month, first.year) == (last.month, last.year)
        return f"{weekday(first, short=True)} {first.day}{'' if same else NBSP + month(first, short=True)} to {end}"
    days = [_hold(_cldr(day, _EAST.get(lang[:2], "EEE d MMM"), lang)) for day in dict.fromkeys((first, last))]
    return f"{NBSP}\u2013 ".join(days)


def days(first: date, last: date, lang: str = "en", *, named: bool = False, short: bool = False) -> str:
    """Write a span of days, the month once when it is the same: "3 to 5 November"; `named` with weekdays, `short` in "Nov"."""
    year = first.year != last.year
    if _english(lang):
        same = (first.month, first.year) == (last.month, last.year)
        head = str(first.day) if same else day_month(first, lang, short=short)
        head += f" {first.year}" if year else ""
        tail = day_month(last, lang, short=short) + (f" {last.year}" if year else "")
        if named:
            return f"{weekday(first)} {head} to {weekday(last)} {tail}"
        return f"{head} to {tail}"
    if named:
        return f"{full(first, lang, year=year)} \u2013 {full(last, lang, year=year)}"
    return interval(first, last, ("y" if year else "") + ("MMMd" if short else "MMMMd"), lang)


def interval(first: date, last: date, skeleton: str, lang: str) -> str:
    """Write a span of days by one of CLDR's skeletons."""
    from babel.dates import format_interval

    return _hold(format_interval(first, last, skeleton, locale=locale(lang)))


def clock(at: time, lang: str = "en") -> str:
    """Write a time of day: "12.30 pm", "12 noon", "midnight"; other languages by CLDR."""
    if lang.endswith(CLOCK_24):
        return f"{at:%H:%M}"
    if not _english(lang):
        from babel.dates import format_time

        return format_time(at.replace(tzinfo=None), "short", locale=locale(lang)).replace(" ", NBSP).replace("\u202f", NBSP)
    if at.hour in (0, 12) and at.minute == 0:
        return f"12{NBSP}noon" if at.hour else "midnight"
    return dial(at, lang)


def dial(at: time, lang: str = "en") -> str:
    """Write what a clock on the wall shows: every time in figures, "12.00 pm" too."""
    if _english(lang) and not lang.endswith(CLOCK_24):
        return f"{_figures(at)}{NBSP}{_half(at)}"
    return clock(at, lang)


def clock_range(starts: datetime, ends: datetime, lang: str = "en") -> str:
    """Write a span of time: "12.30 to 1.30 pm", "11.30 am to 12.30 pm"."""
    if starts == ends:
        return clock(starts.timetz(), lang)
    if not _english(lang) or lang.endswith(CLOCK_24):
        return f"{clock(starts.timetz(), lang)}\u2013{clock(ends.timetz(), lang)}"
    a, b = starts.timetz(), ends.timetz()
    named = any(t.hour in (0, 12) and t.minute == 0 for t in (a, b))
    if not named and _half(a) == _half(b):
        return f"{_figures(a)} to {clock(b)}"
    return f"{clock(a)} to {clock(b)}"


def glue(text: str, lang: str = "en") -> str:
    """Hold together what must not be torn at a line's end: "3 November", "12.30 pm", "Level 2", "Dr Foley"."""
    return _GLUE.sub(lambda found: found[0].replace(" ", NBSP), text) if " " in text else text


_GLUE = re.compile(
    r"\b(?:"
    rf"\d{{1,2}} (?:{'|'.join(m if len(m) < 4 else m[:3] + '(?:' + m[3:] + ')?' for m in _MONTHS)})\b"
    r"|\d{1,2}(?:[.:]\d{2})? (?:am|pm|noon)\b"
    r"|(?:Level|Floor|Room|Hall|Suite|Block|Ward|Page|No\.|Part) \d+\w?\b"
    r"|(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Sir|Dame|Revd) (?=\w)"
    r"|\d+ (?:per cent|%|minutes?|mins?|hours?|m|km|cm|mm)(?!\w)"
    r")"
)


def _english(lang: str) -> bool:
    return lang == "en" or lang.startswith("en-")


def _figures(at: time) -> str:
    return f"{(at.hour + 11) % 12 + 1}.{at.minute:02}"


def _half(at: time) -> str:
    return "am" if at.hour < 12 else "pm"


def _to(a: str, b: str, lang: str) -> str:
    return f"{a} to {b}" if _english(lang) and not lang.endswith(CLOCK_24) else f"{a}\u2013{b}"


def _months(first: date, last: date, lang: str, *, short: bool = False) -> str:
    a, b = (month(d, lang, short=short) for d in (first, last))
    return a if (first.month, first.year) == (last.month, last.year) else _to(a, b, lang)


def _hold(text: str) -> str:
    """Hold a number and the word after it together."""
    return re.sub(r"(\d) (?=[^\W\d])", rf"\1{NBSP}", text)


def _place(when: datetime, lang: str) -> str:
    from babel.dates import get_timezone_location

    return get_timezone_location(when, locale=locale(lang), return_city=True)


@lru_cache(maxsize=4096)
def _cldr(day: date, pattern: str, lang: str) -> str:
    from babel.dates import format_date

    return format_date(day, pattern, locale=locale(lang))


@lru_cache(maxsize=64)
def locale(lang: str) -> Locale:
    """Find the locale of a language code, British for English; English when there is none."""
    from babel import Locale, UnknownLocaleError

    for code in (lang, lang.split("-")[0]):
        try:
            return _own(Locale.parse("en_GB" if code == "en" else code, sep="-" if "-" in code else "_"))
        except (UnknownLocaleError, ValueError):
            continue
    return _own(Locale("en", "GB"))


def _own(locale: Locale) -> Locale:
    """Give a locale data of its own: Babel writes what one language looked up into what all of them share."""
    from babel.localedata import LocaleDataDict, load

    locale._Locale__data = LocaleDataDict(pickle.loads(pickle.dumps(load(str(locale)))))  # pyright: ignore
    return locale
