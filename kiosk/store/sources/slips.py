"""Slips of the hand: names of months and weekdays that are nearly right, and headers of tables."""

from __future__ import annotations

import re
from functools import lru_cache

from kiosk.campaign.apart import distance
from kiosk.store.sources.date_names import ENGLISH, MONTH, WEEKDAY, WEEKDAY_NAMES

_MONTHS = (
    *("January", "February", "March", "April", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WORD = re.compile(r"[A-Za-z]{4,12}")
_BEFORE = re.compile(rf"(?<![\w.:/-]){_DAY}\s+(?:of\s+)?$", re.IGNORECASE)
_AFTER = re.compile(rf"^\s+(?:the\s+)?{_DAY}(?![\w.:/])", re.IGNORECASE)
_NAMED = re.compile(
    r"^,?\s+(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>[a-z]{3,12})|^,?\s+\d{1,2}/\d{1,2}\b", re.IGNORECASE
)
_SHORT = re.compile(
    rf"\b(?P<weekday>{WEEKDAY_NAMES})(?P<gap>\.?,?\s+(?:the\s+)?)(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?!\d|[/.]\d)",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def meant(word: str, names: tuple[str, ...]) -> str:
    """Find the only name that a word can be a slip of; empty if it is none, or could be two.

    Two slips are forgiven in a long name and one in a short one, but never the first letter; the letters of the shortest may only
    have changed places.
    """
    flat = word.lower()
    near = {n for n in names if n.lower() != flat and n[:1].lower() == flat[:1] and _is_near(flat, n.lower())}
    return near.pop() if len(near) == 1 else ""


def _is_near(word: str, name: str) -> bool:
    if abs(len(word) - len(name)) > 2:
        return False
    if len(name) < 6:
        return sorted(word) == sorted(name) and len(name) > 3 and distance(word, name) == 1
    return distance(word, name) <= (2 if len(name) > 6 else 1)


def righted(text: str) -> tuple[str, tuple[str, ...]]:
    """Put right names of months and weekdays beside a day ("14 Janaury"), write "Fri 22/1" out; tell what was read as what."""
    told: dict[str, None] = {}
    out: list[str] = []
    at = 0
    for match in _WORD.finditer(text):
        name = _name(match[0], text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 30])
        if name:
            told[f'"{match[0]}" was read as {name}; please check.'] = None
            out += [text[at : match.start()], name]
            at = match.end()
    return _SHORT.sub(_long, "".join([*out, text[at:]])), tuple(told)


def _name(word: str, before: str, after: str) -> str:
    """Find the month or weekday that a word beside a day is meant to be."""
    flat = word.lower()
    if flat in MONTH or flat in WEEKDAY:
        return ""
    if _BEFORE.search(before) or _AFTER.match(after):
        month = meant(flat, _MONTHS)
        if month:
            return month
    beside = _NAMED.match(after)
    if beside and (not beside["month"] or beside["month"].lower() in MONTH or meant(beside["month"].lower(), _MONTHS)):
        return meant(flat, ENGLISH)
    return ""


def _long(match: re.Match[str]) -> str:
    """Write "Fri 22/1" as "Fri 22 January", which no other pattern takes for a fraction."""
    month, day = int(match["month"]), int(match["day"])
    names = [n for n, number in MONTH.items() if number == month]
    return f"{match['weekday']}{match['gap']}{day} {names[0].capitalize()}" if names and 0 < day < 32 else match[0]
