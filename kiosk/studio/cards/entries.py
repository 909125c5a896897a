"""What was understood of a source, laid out: its items, their fields, and what is doubtful about them."""

from __future__ import annotations

from kiosk.campaign.campaign import Campaign
from kiosk.record import record
from kiosk.store.importing.ledger import Ledger
from kiosk.studio.cards.importwords import State


@record(kw_only=True)
class Field:
    """One field of an item: what the source says; `before` and `mine` where the campaign says something else."""

    name: str
    words: str
    theirs: str
    mine: str | None = None
    before: str | None = None

    @property
    def contested(self) -> bool:
        """Whether source and campaign both changed it."""
        return self.mine is not None


@record(kw_only=True)
class Entry:
    """One item as it would enter: its uid in the source, its id in the campaign, its fields, and what is doubtful."""

    uid: str
    id: str
    kind: str
    title: str
    date: str
    place: str
    state: State
    fields: tuple[Field, ...]
    doubts: tuple[str, ...] = ()
    status: str = ""
    is_over: bool = False


@record(kw_only=True)
class Understood:
    """A whole source: its entries, words about the campaign, what is worth a look, and what was left out and why."""

    entries: tuple[Entry, ...]
    campaign: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    dropped: tuple[tuple[str, str], ...]
    made: Campaign
    ledger: Ledger

    @property
    def added(self) -> int:
        """How many items would be added."""
        return sum(e.state == "new" for e in self.entries)

    @property
    def coming(self) -> int:
        """How many items would be added or changed."""
        return sum(e.state in ("new", "changed", "conflict") for e in self.entries)
