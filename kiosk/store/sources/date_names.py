"""Names of months and weekdays, in English and Welsh, and what they look like in text."""

from __future__ import annotations

import re

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
MONTH = {name: number for number, names in _MONTHS.items() for name in names.split()}
"""The number of a month by each of its names."""
_WEEKDAYS = (
    "monday mondays mon llun",
    "tuesday tuesdays tues tue mawrth",
    "wednesday wednesdays weds wed mercher",
    "thursday thursdays thurs thur thu iau",
    "friday fridays fri gwener",
    "saturday saturdays sat sadwrn",
    "sunday sundays sun sul",
)
WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
"""The number of a weekday by each of its names, Monday is 0."""
ENGLISH = tuple(names.split()[0].capitalize() for names in _WEEKDAYS)
"""The weekdays as messages call them."""
MONTH_NAMES = "|".join(sorted(MONTH, key=len, reverse=True))
WEEKDAY_NAMES = "|".join(sorted(WEEKDAY, key=len, reverse=True))
"""The names as alternatives of a pattern, the longest first."""


def weekdays(text: str) -> list[int]:
    """List the weekdays named in words, in their order."""
    return [WEEKDAY[w] for w in re.findall(r"[a-z]+", text.lower()) if w in WEEKDAY]
