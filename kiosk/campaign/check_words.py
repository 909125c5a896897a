"""What the words of a campaign get wrong: hashtags that differ by a letter, acronyms nobody explains, wrong weekdays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from kiosk.campaign import check_days
from kiosk.campaign.apart import distance
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.dates import day_of, weekday
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Event, Item, Technique, title_of
from kiosk.campaign.translation import Translated, own_language

FIELDS = ("title", "question", "summary", "description", "text", "note")
"""Fields whose words people read."""
_TAG = r"#\w+"
_CAPITALS = r"(?<![\w#@/.-])[A-Z]{2,6}s?(?![\w@/.-]*\w)"
_NAMES = r"\b[A-Z][\w'’]+(?:[\s-]+(?:(?:and|of|for|the|in|to|on)\s+)*[A-Z][\w'’]+)+"
"""Words of a name: capitals, and small words between them."""
_SMALL = frozenset((
    "and", "of", "for", "the", "in", "to", "on", "a", "an", "ac", "i", "o", "y", "yr", "yn", "ar", "und", "der", "die", "das",
    "für", "et", "de", "du", "la", "le", "les", "des", "pour", "el", "los", "para", "do", "da", "w", "dla",
))  # fmt: skip
"""Words that an acronym may pass over."""
_EVERYDAY = frozenset((
    "AD", "AI", "AM", "AV", "BBC", "BC", "BST", "CD", "CPD", "CV", "DIY", "DU", "DVD", "EU", "FAQ", "FM", "GCSE", "GIG", "GMT",
    "GP", "GPS", "HD",
    "HDMI", "HR", "HTML", "ID", "IQ", "ISBN", "IT", "JPEG", "LED", "MP", "NB", "NHS", "OK", "PC", "PDF", "PIN", "PM", "PNG",
    "PS", "QR", "RSVP", "SMS", "SOS", "TBA", "TBC", "TV", "UE", "UK", "UN", "US", "USA", "USB", "UTC", "VIP", "VR", "WC", "XL",
))  # fmt: skip
"""Acronyms that need no explaining."""


class _Said(NamedTuple):
    """Some words, whose they are (an item's, or the campaign's), and the languages they may be in."""

    words: str
    item: Item | None
    languages: tuple[str, ...]
    translated: bool = False


def check(campaign: Campaign) -> Iterator[Finding]:
    """List what is wrong with the words of a campaign."""
    said = tuple(_said(campaign))
    # What is translated has the same hashtags, and is mended where it was translated.
    yield from _hashtags(campaign, tuple(one for one in said if not one.translated))
    yield from _acronyms(campaign, said)
    for one in said:
        yield from _days(campaign, one)


def _said(campaign: Campaign) -> Iterator[_Said]:
    own = tuple(dict.fromkeys((own_language(campaign), *campaign.languages)))
    for words in (campaign.title, campaign.theme, campaign.summary):
        yield _Said(words, None, own)
    yield from _translated(campaign, None)
    for item in campaign.items:
        for name in FIELDS:
            words = getattr(item, name, "")
            if words:
                yield _Said(words, item, own)
        if item.translations:
            yield from _translated(item, item)
        if isinstance(item, Technique):
            for step in item.steps:
                yield _Said(f"{step.title}. {step.text}", item, own)
                yield from _translated(step, item)


def _translated(thing: Translated, item: Item | None) -> Iterator[_Said]:
    for lang, fields in thing.translations.items():
        for words in fields.values():
            yield _Said(words, item, (lang,), translated=True)


def _hashtags(campaign: Campaign, said: tuple[_Said, ...]) -> Iterator[Finding]:
    """Compare every hashtag with the campaign's own, then with each other; capitals make no difference."""
    own = campaign.hashtag if campaign.hashtag.startswith("#") else ""
    found: dict[str, _Said] = {}
    for one in said:
        for tag in re.findall(_TAG, one.words) if "#" in one.words else ():
            found.setdefault(tag, one)
    wrong: set[str] = set()
    for tag, one in found.items():
        item = one.item
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
    if a == b or min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 2:
        return False
    if len(a) == len(b) and re.sub(r"\d", "0", a) == re.sub(r"\d", "0", b):
        return False
    return distance(a, b) <= (2 if min(len(a), len(b)) >= 10 else 1)


def _acronyms(campaign: Campaign, said: tuple[_Said, ...]) -> Iterator[Finding]:
    """Name acronyms that stand nowhere with their words, each once."""
    found = [
        (match.rstrip("s"), one.item) for one in said if not one.words.isupper() for match in re.findall(_CAPITALS, one.words)
    ]
    # Who is called by an acronym and says what they are has explained it. Words that shout tell nothing.
    told = {s.name for e in campaign.events for s in e.speakers if s.role} | _EVERYDAY
    if all(acronym in told for acronym, _ in found):
        return
    people = [w for e in campaign.events for s in e.speakers for w in (s.role, s.name)]
    places = [w for v in campaign.venues for w in (v.name, v.room)]
    known = Known(" . ".join((*(s.words for s in said), *people, *places, campaign.organisation)))
    for acronym, item in found:
        if acronym in told or known.explains(acronym):
            continue
        told.add(acronym)
        yield Finding(
            id="acronym",
            severity="warning",
            sentence=f"{_named(item)} says {acronym}, and nothing says what that stands for.",
            cure=f"Write it out once, such as: its words in full ({acronym}).",
            item=item.id if item else None,
        )


class Known:
    """All that a campaign says, gone through once, to ask what an acronym stands for."""

    def __init__(self, words: str) -> None:
        every = re.findall(r"[^\W\d_][\w'’]*|[.!?;]", words)
        self._words = set(every)
        self._said = set(re.findall(r"\b([A-Z]{2,6})(?:\s*\((?=[^)]*\s)|\s+(?:stands for|means|is short for)\b)", words))
        long = [w for w in every if w.lower() not in _SMALL]
        self._first = ["".join(w[0] for w in some).lower() for some in (every, long)]
        runs = ("".join(w[0] for w in re.split(r"[\s-]+", run) if w[0].isupper()) for run in re.findall(_NAMES, words))
        self._names = set(runs)

    def explains(self, acronym: str) -> bool:
        """Tell whether an acronym stands somewhere beside its words, or its words stand there, or it is also a word."""
        if acronym in self._said or {acronym.lower(), acronym.capitalize()} & self._words:
            return True
        if any(acronym.lower() in first for first in self._first):
            return True
        near = (n for n in self._names if len(n) <= len(acronym) + 2 and n[0] == acronym[0])
        return any(_follow(acronym, n) for n in near)


def _follow(letters: str, others: str) -> bool:
    """Tell whether letters stand among others in their order."""
    rest = iter(others)
    return all(letter in rest for letter in letters)


def _days(campaign: Campaign, said: _Said) -> Iterator[Finding]:
    """Name dates in words whose weekday is another one; the year, where it is not said, is the item's or the campaign's."""
    item = said.item
    starts = (item.starts if isinstance(item, Event) else None) or campaign.starts
    for found in check_days.wrong(said.words, said.languages, day_of(starts).year if starts else None):
        day = weekday(found.at)
        other = f" ({found.weekday})" if found.weekday != day else ""
        yield Finding(
            id="weekday-wrong",
            severity="warning",
            sentence=f'{_named(item)} says "{found.words}", but that is a {day}{other} in {found.at.year}.',
            cure="Correct the day or the date.",
            item=item.id if item else None,
        )


def _named(item: Item | None) -> str:
    return f'"{title_of(item)[:60]}"' if item else "The campaign"
