"""Dates in words whose weekday is another one, in every language that Babel knows the names of days and months in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from kiosk.campaign import dates
from kiosk.campaign.translation import main_tag
from kiosk.record import record

_WEEK = tuple(date(2024, 1, 1 + n) for n in range(7))
"""A week that begins on Monday."""
_YEAR = tuple(date(2024, 1 + n, 1) for n in range(12))
_ALSO = {
    "en": {"tues": 1, "thur": 3, "thurs": 3},
}
"""Other names of days."""
_AFTER_O = (
    "ionawr",
    "chwefror",
    "fawrth",
    "ebrill",
    "fai",
    "fehefin",
    "orffennaf",
    "awst",
    "fedi",
    "hydref",
    "dachwedd",
    "ragfyr",
)
"""Months as Welsh writes them after "o"."""
_ENDING = r"(?:st|nd|rd|th|er|re|ain|af|ail|ydd|ed|fed|eg|º|ª|\.)?"
_SMALL = r"(?:(?:the|den|der|le|el|il|o|y|yr|of|de|di|do)\s+)?"


@record
class _Names:
    """The days and months of a language, by their names in small letters, how days begin, and what finds a date."""

    days: dict[str, int]
    months: dict[str, int]
    begun: frozenset[str]
    dated: re.Pattern[str]


class Wrong(NamedTuple):
    """A date whose weekday is not the one that is said: the words, the day it is, and its weekday's name in that language."""

    words: str
    at: date
    weekday: str


def wrong(words: str, languages: Sequence[str], year: int | None) -> Iterator[Wrong]:
    """Find dates with a wrong weekday; `year` is meant where none is said, None leaves such dates alone."""
    if not re.search(r"\d", words):
        return
    low = words.casefold()
    for lang in dict.fromkeys(main_tag(lang) for lang in languages):
        names = _names(lang)
        if not any(name in low for name in names.begun):
            continue
        for match in names.dated.finditer(words):
            said = match.groupdict()
            number, month, named = said["d1"] or said["d2"], said["m1"] or said["m2"], said["year"]
            if not named and year is None:
                continue
            try:
                at = date(int(named or year or 0), names.months[_plain(month)], int(number))
            except ValueError:
                continue  # the 31st of November is no day; an import says so
            if at.weekday() != names.days[_plain(said["day"])]:
                yield Wrong(match[0], at, dates.weekday(at, lang))


@lru_cache(maxsize=16)
def _names(lang: str) -> _Names:
    days = dict(_ALSO.get(lang, {}))
    months: dict[str, int] = {}
    for n, day in enumerate(_WEEK):
        whole, short = _plain(dates.weekday(day, lang)), _plain(dates.weekday(day, lang, short=True))
        # "Dydd Iau" is said without its "Dydd", "segunda-feira" without its "feira".
        for name in (whole, short, whole.split()[-1], whole.split("-")[0]):
            days.setdefault(name, n)
    for n, day in enumerate(_YEAR, 1):
        # In a date the name may have another ending than alone.
        for name in (dates.month(day, lang), dates.month(day, lang, short=True), dates.full(day, lang).split()[-1]):
            months.setdefault(_plain(name), n)
    if lang == "cy":
        months |= {name: n for n, name in enumerate(_AFTER_O, 1)}
    if lang == "en":
        months["sep"] = 9
    day, month = _either(days), _either(months)
    dated = (
        rf"(?<!\w)(?P<day>{day})\.?[,،]?\s+{_SMALL}"
        rf"(?:(?P<d1>\d{{1,2}}){_ENDING}\s+{_SMALL}(?P<m1>{month})|(?P<m2>{month})\.?\s+(?P<d2>\d{{1,2}}){_ENDING})"
        rf"(?!\w)(?:\.?,?\s+(?:de\s+)?(?P<year>\d{{4}}))?"
    )
    return _Names(days, months, frozenset(name[:3] for name in days), re.compile(dated, re.IGNORECASE))


def _plain(name: str) -> str:
    return " ".join(name.casefold().rstrip(".").split())


def _either(names: dict[str, int]) -> str:
    longest = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(r"\s+".join(re.escape(part) for part in name.split()) for name in longest)
