"""What a value that cannot be read spoils: one item, the campaign's own pages, every page, or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from kiosk.store.folder import ids
from kiosk.store.folder.reading import Fault, Place

EVERY = "*"
"""Stands for every page: no item is called so."""
OWN = ""
"""Stands for the campaign's own pages: programme, cover, agenda, screensaver."""
_LOOK = ("schema", "id", "timezone", "languages", "family", "families", "seed", "brand", *ids.ITEMS)
"""Keys of the campaign that change how every page reads or looks, and lists of items that cannot be read at all."""
_NO_PAGE = ("screen", "source", "placement")
"""Tables that no page shows."""


def by(place: Place, rows: Mapping[str, object]) -> tuple[str, ...]:
    """Name what a fault at a place spoils: ids of items, OWN, EVERY; `rows` are the file's tables with an id in each."""
    head = str(place[0]) if place else ""
    if head in _NO_PAGE:
        return ()
    row = _row(rows, place)
    if row is not None and head in ids.ITEMS:
        return (str(row["id"]),)
    if head in _LOOK:
        return (EVERY,)
    if row is not None and head == "venue":
        return (OWN, *(str(r["id"]) for r in _rows(rows, "event") if r.get("venue") == row["id"]))
    if head == "hours":
        return (OWN, *(str(r["id"]) for r in _rows(rows, "notice") if "before_closing" in r))
    return (OWN,)


def without(rows: Mapping[str, object], faults: Sequence[Fault]) -> dict[str, object]:
    """Copy the file's tables without the items that have a fault."""
    gone = {f.place[:2] for f in faults if f.place and f.place[0] in ids.ITEMS}
    kept = dict(rows)
    for table in ids.ITEMS:
        if (table,) in gone:
            kept.pop(table, None)
        elif isinstance(rows.get(table), list):
            listed = cast(list[object], rows[table])
            kept[table] = [row for at, row in enumerate(listed) if (table, at) not in gone]
    return kept


def _row(rows: Mapping[str, object], place: Place) -> Mapping[str, object] | None:
    head, at = (*place, None, None)[:2]
    listed = rows.get(str(head)) if isinstance(at, int) else None
    row = cast(list[object], listed)[cast(int, at)] if isinstance(listed, list) else None
    return cast(Mapping[str, object], row) if isinstance(row, dict) and "id" in row else None


def _rows(rows: Mapping[str, object], table: str) -> Iterator[Mapping[str, object]]:
    listed = rows.get(table)
    for row in cast(list[object], listed) if isinstance(listed, list) else ():
        if isinstance(row, dict):
            yield cast(Mapping[str, object], row)
