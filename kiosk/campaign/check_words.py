"""What the words of a campaign get wrong: hashtags that differ by a letter, acronyms nobody explains, wrong weekdays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.dates import day_of
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Event, Item, Technique, title_of

FIELDS = ("title", "question", "summary", "description", "text", "note")
"""Fields whose words people read."""
_TAG = re.compile(r"#\w+")
_CAPITALS = re.compile(r"(?<![\w#@/.-])[A-Z]{2,6}s?(?![\w@/.-]*\w)")
_NAMES = re.compile(r"\b[A-Z][\w'’]+(?:[\s-]+(?:(?:and|of|for|the|in|to|on)\s+)*[A-Z][\w'’]+)+")
"""Words of a name: capitals, and small words between them."""
_EVERYDAY = frozenset((
    "AD", "AI", "AM", "AV", "BBC", "BC", "BST", "CD", "CPD", "CV", "DIY", "DVD", "EU", "FAQ", "FM", "GCSE", "GMT", "GP", "GPS",
    "HD", "HDMI", "HR", "HTML", "ID", "IQ", "ISBN", "IT", "JPEG", "LED", "MP", "NB", "NHS", "OK", "PC", "PDF", "PIN", "PM", "PNG",
    "PS", "QR", "RSVP", "SMS", "SOS", "TBA", "TBC", "TV", "UK", "UN", "US", "USA", "USB", "UTC", "VIP", "VR", "WC", "XL",
))  # fmt: skip
"""Acronyms that need no explaining."""
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DATED = re.compile(
    rf"\b({'|'.join(f'{d[:3]}(?:{d[3:]})?' for d in _DAYS)}),?\s+(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?"
    rf"({'|'.join(f'{m[:3]}(?:{m[3:]})?' for m in _MONTHS)})\b(?:,?\s+(\d{{4}}))?",
    re.IGNORECASE,
)


class _Said(NamedTuple):
    """Some words, and whose they are: an item, or the campaign."""

    words: str
    item: Item | None


def check(campaign: Campaign) -> Iterator[Finding]:
    """List what is wrong with the words of a campaign."""
    said = tuple(_said(campaign))
    yield from _hashtags(campaign, said)
    yield from _acronyms(campaign, said)
    for words, item in said:
        yield from _days(campaign, words, item)


def _said(campaign: Campaign) -> Iterator[_Said]:
    for words in (campaign.title, campaign.theme, campaign.summary):
        yield _Said(words, None)
    for item in campaign.items:
        for name in FIELDS:
            words = getattr(item, name, "")
            if words:
                yield _Said(words, item)
        if isinstance(item, Technique):
            for step in item.steps:
                yield _Said(f"{step.title}. {step.text}", item)


def _hashtags(campaign: Campaign, said: tuple[_Said, ...]) -> Iterator[Finding]:
    """Compare every hashtag with the campaign's own, then with each other; capitals make no difference."""
    own = campaign.hashtag if campaign.hashtag.startswith("#") else ""
    found: dict[str, _Said] = {}
    for one in said:
        for tag in _TAG.findall(one.words):
            found.setdefault(tag, one)
    wrong: set[str] = set()
    for tag, (_, item) in found.items():
        if own and _slips(own, tag):
            wrong.add(tag)
            yield Finding(
                id="hashtag-misspelt",
                severity="warning",
                sentence=f"{_named(item)} says {tag}; the campaign's hashtag is {own}.",
                cure=f"Write {own}.",
                item=item.id if item else None,
                fix="one-hashtag",
                of=tag,
            )
    for a, b in combinations([t for t in found if t not in wrong], 2):
        if _slips(a, b):
            item = found[b].item
            sentence = f"{_named(item)} says {b}, and elsewhere it is {a}; they differ by a letter or two."
            yield Finding(
                id="hashtags-alike",
                severity="warning",
                sentence=sentence,
                cure="Write both the same way.",
                item=item.id if item else None,
            )


def _slips(a: str, b: str) -> bool:
    """Tell whether two hashtags are one with a slip in it; another year is no slip."""
    a, b = a.casefold(), b.casefold()
    if a == b or min(len(a), len(b)) < 5:
        return False
    if len(a) == len(b) and re.sub(r"\d", "0", a) == re.sub(r"\d", "0", b):
        return False
    return distance(a, b) <= (2 if min(len(a), len(b)) >= 10 else 1)


def distance(a: str, b: str) -> int:
    """Count the letters to put in, take out or change to make one word of another."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def _acronyms(campaign: Campaign, said: tuple[_Said, ...]) -> Iterator[Finding]:
    """Name acronyms that stand nowhere with their words, each once."""
    roles = [s.role for e in campaign.events for s in e.speakers]
    names = [s.name for e in campaign.events for s in e.speakers]
    places = [w for v in campaign.venues for w in (v.name, v.room)]
    everything = " . ".join((*(s.words for s in said), *roles, *names, *places, campaign.organisation))
    # Who is called by an acronym and says what they are has explained it.
    told = {s.name for e in campaign.events for s in e.speakers if s.role}
    for words, item in said:
        if words.isupper():
            continue  # it shouts; nothing can be known
        for match in _CAPITALS.findall(words):
            acronym = match.rstrip("s")
            if acronym in told or acronym in _EVERYDAY or explained(acronym, everything):
                continue
            told.add(acronym)
            yield Finding(
                id="acronym",
                severity="warning",
                sentence=f"{_named(item)} says {acronym}, and nothing says what that stands for.",
                cure=f"Write it out once, such as: its words in full ({acronym}).",
                item=item.id if item else None,
            )


def explained(acronym: str, words: str) -> bool:
    """Tell whether an acronym stands somewhere beside its words, or its words stand there, or it is also a word."""
    if re.search(rf"\b{acronym}\s*\((?=[^)]*\s)|\b{acronym}\s+(stands for|means|is short for)\b", words):
        return True
    if re.search(rf"\b({acronym.lower()}|{acronym.capitalize()})\b", words):
        return True
    for run in _NAMES.findall(words):
        initials = "".join(word[0] for word in re.split(r"[\s-]+", run) if word[0].isupper())
        if len(initials) <= len(acronym) + 2 and initials[0] == acronym[0] and _follow(acronym, initials):
            return True
    small = r"(?:(?:and|of|for|the|in|to|on|&)\s+)*"
    initials = rf"\s+{small}".join(rf"{letter}[\w'’-]*" for letter in acronym)
    return re.search(rf"\b{initials}", words, re.IGNORECASE) is not None


def _follow(letters: str, others: str) -> bool:
    """Tell whether letters stand among others in their order."""
    rest = iter(others)
    return all(letter in rest for letter in letters)


def _days(campaign: Campaign, words: str, item: Item | None) -> Iterator[Finding]:
    """Name dates in words whose weekday is another one; the year, where it is not said, is the item's or the campaign's."""
    starts = (item.starts if isinstance(item, Event) else None) or campaign.starts
    for match in _DATED.finditer(words):
        name, number, month, year = match.groups()
        if not year and starts is None:
            continue
        try:
            at = date(int(year or day_of(starts).year if starts else year), _place(_MONTHS, month), int(number))
        except ValueError:
            continue  # the 31st of November is no day; an import says so
        if at.weekday() != _place(_DAYS, name) - 1:
            yield Finding(
                id="weekday-wrong",
                severity="warning",
                sentence=f'{_named(item)} says "{match[0]}", but that is a {_DAYS[at.weekday()].capitalize()} in {at.year}.',
                cure="Correct the day or the date.",
                item=item.id if item else None,
            )


def _place(names: tuple[str, ...], word: str) -> int:
    return next(n for n, name in enumerate(names, 1) if name.startswith(word.lower()[:3]))


def _named(item: Item | None) -> str:
    return f'"{title_of(item)[:60]}"' if item else "The campaign"
