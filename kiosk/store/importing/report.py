"""What an import did: added, updated, unchanged, in conflict, left out; as JSON and as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kiosk.record import record
from kiosk.store.importing import worded
from kiosk.store.sources.harvest import Dropped


@record(kw_only=True)
class Conflict:
    """A field that both the user and the source changed; the user's value stays. Values as JSON."""

    id: str
    field: str
    mine: Any
    theirs: Any


@record(kw_only=True)
class Report:
    """The account of one import; ids are the campaign's own."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    notices: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Spell the report as `--json` prints it."""
        return {
            "added": list(self.added),
            "updated": list(self.updated),
            "unchanged": list(self.unchanged),
            "conflicts": [{"id": c.id, "field": c.field, "mine": c.mine, "theirs": c.theirs} for c in self.conflicts],
            "dropped": [{"uid": d.uid, "title": d.title, "why": d.why} for d in self.dropped],
            "notices": list(self.notices),
        }

    def sentences(self) -> Iterator[str]:
        """Tell the report in plain sentences, the counts first."""
        yield f"{len(self.added)} added, {len(self.updated)} updated, {len(self.unchanged)} unchanged."
        for c in self.conflicts:
            yield f"Conflict in {c.id}: {_clash(c)}; yours stays."
        for d in self.dropped:
            yield f"Left out: {d.title or d.uid or 'an entry without a title'}: {d.why}."
        yield from self.notices


def _clash(conflict: Conflict) -> str:
    """Tell both sides of a conflict; emptying a field is something that somebody did."""
    name, theirs = worded.field(conflict.field), worded.value(conflict.theirs)
    if worded.value(conflict.mine) == worded.NOTHING:
        return f"you emptied {name}, and it is {theirs} in the source"
    return f"{name} is {worded.value(conflict.mine)} here and {theirs} in the source"
