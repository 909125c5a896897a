"""A file with faults read as far as it can be, for where they are mended: every item is there, without what cannot be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from kiosk.store.folder import ids, schema, values
from kiosk.store.folder.reading import Fault, Place
from kiosk.store.folder.table import Rows, Table

NAMELESS = "Without a title"
"""What is called so until it has a title that can be read."""
_MEANING = ("schema", "timezone")
"""Keys without which nobody can tell what the rest means."""


def patched(rows: Mapping[str, object], errors: Sequence[Fault]) -> dict[str, object]:
    """Copy the file's tables so that each row can be made: a name where it has none, another id where its own stands twice."""
    made = dict(rows)
    bad = {fault.place for fault in errors}
    taken = {str(row.get("id")) for table in ids.ITEMS for row in _listed(rows, table) if isinstance(row, dict)}
    for key, spec in _tables():
        if isinstance(rows.get(key), list):
            made[key] = [_row(spec, row, (key, at), bad, taken) for at, row in enumerate(_listed(rows, key))]
    return made


def is_whole(rows: Mapping[str, object], errors: Sequence[Fault], campaign: Any) -> bool:
    """Tell whether every row of a file became one of the campaign, so that saving it loses none."""
    made = schema.CAMPAIGN.take_apart(campaign)
    names = {spot.key: spot.name for spot in schema.CAMPAIGN.fields}
    return not any(fault.place[:1] in {(key,) for key in _MEANING} for fault in errors) and all(
        key not in rows or (isinstance(rows[key], list) and len(_listed(rows, key)) == len(cast(Any, made[names[key]])))
        for key, _spec in _tables()
    )


def _tables() -> list[tuple[str, Table]]:
    return [(spot.key, spot.kind.table) for spot in schema.CAMPAIGN.fields if isinstance(spot.kind, Rows)]


def _listed(rows: Mapping[str, object], key: str) -> list[Any]:
    found = rows.get(key)
    return cast(list[Any], found) if isinstance(found, list) else []


def _row(spec: Table, row: Any, place: Place, bad: set[Place], taken: set[str]) -> Any:
    if not isinstance(row, dict):
        return row
    made = dict(cast(dict[str, Any], row))
    for spot in spec.fields:
        said = made.get(spot.key)
        if spot.required and spot.kind is values.TEXT and not (isinstance(said, str) and said.strip()):
            made[spot.key] = NAMELESS
    if (*place, "id") in bad:
        base = ids.made_from(str(place[0]), made)
        made["id"] = next(n for count in range(1, 10_000) if (n := f"{base}-{count}" if count > 1 else base) not in taken)
        taken.add(str(made["id"]))
    return made
