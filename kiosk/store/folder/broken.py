"""What is wrong with a line that is no TOML, in words of somebody who writes texts and dates and not TOML."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_DATE = re.compile(r"=\s*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_TEXT = 'a text stands in straight quotes, for example title = "Knowledge exchange"'
_WORDS = (
    ("illegal character '\\n'", "a text in quotes must end on its line"),
    ("unterminated string", "a text in quotes has no end; close it with the quotes that it began with"),
    ("expected ']]'", "a heading such as [[event]] has two brackets before and two behind"),
    ("expected ']'", "a heading such as [hours] has one bracket before and one behind"),
    ("cannot overwrite", "the same name stands twice here; keep one"),
    ("expected '='", 'a line is a name, = and a value, for example title = "Knowledge exchange"'),
    ("expected newline", "after the value this line must end; is a quote or a comma out of place?"),
    ("invalid value", f"this value cannot be read; {_TEXT}"),
)


def told(reason: str, line: str) -> str:
    """Say what is wrong with a line and what would be right; the reader's own reason where nothing plainer is known."""
    found = _DATE.search(line)
    if found and reason.lower().startswith(("invalid date", "expected newline")):
        return _day(*(int(part) for part in found.groups()))
    known = next((words for start, words in _WORDS if reason.lower().startswith(start)), None)
    return known or reason[:1].lower() + reason[1:]


def _day(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12 or year < 1:
        return f"there is no month {month}; a date is year-month-day, for example 2022-11-03"
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        return f"there is no day {day}; {date(year, month, 1):%B}{f' {year}' if month == 2 else ''} has {last} days"
    return "a date is written like 2022-11-03, with a time like 2022-11-03T12:30:00"
