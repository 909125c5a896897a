"""How long a slide stays: a second a word, from 6 to 30 seconds; 10 seconds for pictures alone."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Article, Event, Item, Notice, Prompt, Technique, title_of

SHORTEST = 6.0
LONGEST = 30.0
PICTURE = 10.0
"""Seconds for a slide without words."""
_FACTS = 8
"""Words that date, time, place and call to action take together."""
_ROW = 4
"""Words that day and time take in a row of an agenda."""
_ROWS = 4
"""Rows of an agenda that a slide has room for."""
_STEPS = 4
"""Steps of a technique that a slide names."""
_UNSPACED = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF))
"""Letters of scripts that set no spaces between words: first and last of each block."""


def words(text: str) -> int:
    """Count words; where a script sets no spaces, two letters count as one."""
    if text.isascii():
        return len(text.split())
    spaced = "".join(" " if any(first <= ord(c) <= last for first, last in _UNSPACED) else c for c in text)
    unspaced = sum(a != b for a, b in zip(text, spaced, strict=True))
    return len(spaced.split()) + (unspaced + 1) // 2


def of(item: Item) -> float:
    """Find the seconds of an item's slide; its own `show.dwell` wins."""
    return item.show.dwell if item.show.dwell is not None else needed(item)


def needed(item: Item) -> float:
    """Find the seconds that reading an item's slide takes."""
    count = words(title_of(item))
    match item:
        case Event():
            count += words(item.summary) + (_FACTS if item.starts else _FACTS // 2)
        case Article():
            count += words(item.summary) + _FACTS // 2
        case Technique():
            count += words(item.summary) + sum(words(s.title) for s in item.steps[:_STEPS]) + _FACTS // 2
        case Prompt():
            count += words(item.note)
        case Notice():
            count += words(item.text)
    return _held(count)


def of_campaign(campaign: Campaign) -> float:
    """Find the seconds of the cover."""
    return _held(words(campaign.title) + words(campaign.theme) + words(campaign.hashtag))


def of_hours(days: int) -> float:
    """Find the seconds of a slide that tells so many days, or runs of days, with other hours."""
    return _held((days + 1) * _FACTS)


def of_agenda(events: Sequence[Event]) -> float:
    """Find the seconds of an agenda."""
    return _held(sum(words(e.title) + _ROW for e in events[:_ROWS]) + _FACTS // 2)


def _held(count: int) -> float:
    return min(max(float(count), SHORTEST), LONGEST) if count else PICTURE
