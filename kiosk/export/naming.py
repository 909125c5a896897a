"""File names: by date, id, product and stock, in slugs that every system takes, whole path under 200 characters."""

from __future__ import annotations

import hashlib
import os
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.campaign import repeat
from kiosk.campaign.item import Article, Event, Item, Notice
from kiosk.export.manifest import ASIDE

LONGEST = 199
"""The longest whole path, in characters: Windows stops at 260, synced folders and zip tools add their own."""
_TELLING = 24
"""The shortest part of an id that still tells two files apart by eye."""


class Error(Exception):
    """A folder so deep that no file name fits."""


def day_of(item: Item, zone: ZoneInfo, at: datetime | None = None) -> str:
    """Find the date a file of this item is filed under: YYYY-MM-DD in the campaign's zone, or "tba".

    With `at` it is the date a page made then shows of an event that repeats, else the first one.
    """
    if at is not None and isinstance(item, Event) and item.repeat:
        item = repeat.current(item, at, zone) or item
    match item:
        case Event() | Notice():
            moment = item.starts
        case Article():
            moment = item.published
        case _:
            moment = None
    if moment is None:
        return "tba"
    if isinstance(moment, datetime):
        moment = moment.astimezone(zone) if moment.tzinfo else moment
        return moment.date().isoformat()
    return date.isoformat(moment)


def moment(at: datetime | None, zone: ZoneInfo) -> datetime:
    """Read a moment in a time zone; None means now."""
    if at is None:
        return datetime.now(zone).replace(microsecond=0)
    return at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)


def stem(head: str, tail: str, folder: Path, extension: str, numbered: bool) -> str:
    """Join `head` (date and id) and `tail` (product, stock, language), cutting `head` until the whole path is short enough.

    A cut head ends in a hash of the whole, so that two long ids never meet. Raise Error when even that does not fit.
    """
    # A copy may be put aside into a folder more.
    deep = len(os.path.abspath(folder)) + len(f"/{ASIDE}")
    room = LONGEST - deep - 1 - len(tail) - 1 - len(extension) - 1 - (4 if numbered else 0)
    if len(head) <= room:
        return f"{head}-{tail}"
    cut = room - 9
    if cut < _TELLING:
        raise Error(f"The folder {folder} lies so deep that file names would pass {LONGEST} characters; choose a shorter one")
    return f"{head[:cut].rstrip('-')}-{_short_hash(head)}-{tail}"


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
