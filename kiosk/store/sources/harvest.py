"""What a source yields: items, words about the campaign, and an account of everything that was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import TypeAlias
from zoneinfo import ZoneInfo

from kiosk.campaign.item import Item
from kiosk.record import record

Words: TypeAlias = str | tuple[str, ...] | date


class Error(Exception):
    """A source that cannot be read, in one sentence that names the file and the cure."""


@record(kw_only=True)
class Dropped:
    """One record of the source that was not taken, and why."""

    uid: str
    title: str
    why: str


@record(kw_only=True)
class Origin:
    """Where the bytes come from: a name for messages, the source id, the zone (None = ask the source), today."""

    name: str
    source: str
    zone: ZoneInfo | None = None
    today: date = field(default_factory=date.today)


@record(kw_only=True)
class Found:
    """One item, the uid it is known by in its source, and how many of the source's records it stands for."""

    uid: str
    item: Item
    records: int = 1


@record(kw_only=True)
class Harvest:
    """All that one source yields; records read = `records` + `dropped`. `shown` pairs each header with its meaning."""

    found: tuple[Found, ...] = ()
    campaign: Mapping[str, Words] = field(default_factory=dict[str, Words])
    dropped: tuple[Dropped, ...] = ()
    notices: tuple[str, ...] = ()
    shown: tuple[tuple[str, str], ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """The items alone, in the order of the source."""
        return tuple(f.item for f in self.found)

    @property
    def records(self) -> int:
        """How many records of the source stand in items."""
        return sum(f.records for f in self.found)
