"""Which event of a campaign a source means though it came from another: two mails that tell of the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from kiosk.campaign.item import Event, Item
from kiosk.store.importing.ledger import Known, Past
from kiosk.store.sources import plain

_NEAR = 6
"""Days by which an event may have moved and still be the same; what comes every week is another."""


def remembered(uid: str, item: Item, others: Iterable[Past], items: Mapping[str, Item]) -> Known | None:
    """Find what another source said of an event of this name, near to its day, that is still in the campaign."""
    for past in others:
        for other, known in past.items.items():
            mine = items.get(known.id)
            if is_one_name(uid, other) and not known.deleted and isinstance(mine, Event) and _is_near(mine, item):
                return known
    return None


def is_one_name(one: str, two: str) -> bool:
    """Tell whether two uids are the same name in two sources: "mail-1:reading group", "mail-2:reading group"."""
    name = one.partition(":")[2]
    return bool(name) and name == two.partition(":")[2]


def beside(item: Item, items: Iterable[Item]) -> Iterator[str]:
    """Say that an event of this title is in the campaign already."""
    if not isinstance(item, Event):
        return
    for mine in items:
        day = _day(mine)
        if day is not None and isinstance(mine, Event) and plain.known_as(mine.title) == plain.known_as(item.title):
            yield f'"{item.title}": one of {day.day} {day:%B %Y} is in the campaign already; this one comes beside it.'


def _is_near(mine: Item, theirs: Item) -> bool:
    one, two = _day(mine), _day(theirs)
    return one is None or two is None or abs((one - two).days) <= _NEAR


def _day(item: Item) -> date | None:
    starts = item.starts if isinstance(item, Event) else None
    return starts.date() if isinstance(starts, datetime) else starts
