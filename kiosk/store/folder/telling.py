"""Faults of a campaign file as sentences: file, line, item, field, what was expected and what came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from kiosk.campaign.finding import Finding
from kiosk.store.folder import ids, places
from kiosk.store.folder.reading import Fault, Place

UNREADABLE = "unreadable"
"""The rule's name of a value that cannot be read."""


def tell(
    name: str, faults: list[Fault], text: str, raw: Mapping[str, object], brand_text: str, brand_file: str
) -> dict[int, str]:
    """Write each fault as one sentence with file, line, item and field."""
    if not faults:
        return {}
    found = places.lines(text)
    of_brand: dict[Place, int] = {("brand", *p): n for p, n in places.lines(brand_text).items()} if brand_file else {}
    # What stands in the brand file and not in the campaign's own table was read from the brand file.
    own = cast(Mapping[str, object], raw["brand"]) if of_brand else {}
    told: dict[int, str] = {}
    for fault in faults:
        file, line = name, places.line_of(fault.place, found)
        if of_brand and fault.place[:1] == ("brand",) and len(fault.place) > 1 and not _stands(fault.place[1:3], own):
            file, line = brand_file, places.line_of(fault.place, of_brand)
        words = [file + (f", line {line}" if line else ""), *_label(fault.place, raw)]
        told[id(fault)] = ", ".join(w for w in words if w) + ": " + _closed(fault.sentence)
    return told


def _stands(keys: Place, table: Mapping[str, object]) -> bool:
    """Tell whether a key, or a key inside that key's table, stands in a table."""
    first, *inner = (*keys, "")[:3]
    value = table.get(str(first))
    if isinstance(value, dict) and len(keys) > 1:
        return inner[0] in cast(Mapping[object, object], value)
    return str(first) in table


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?")) else sentence + "."


def _label(place: Place, raw: Mapping[str, object]) -> tuple[str, str]:
    """Name the row and the field of a place in plain words."""
    if len(place) < 2 or not isinstance(place[1], int):
        return "", ".".join(str(p) for p in place)
    title = _row(place, raw).get("question" if place[0] == "prompt" else "title", "")
    quoted = f' "{title[:60]}"' if isinstance(title, str) and title else ""
    inner = ".".join(str(p + 1) if isinstance(p, int) else p for p in place[2:])
    return f"{place[0]} {place[1] + 1}{quoted}", inner


def _row(place: Place, raw: Mapping[str, object]) -> Mapping[str, object]:
    rows = raw.get(str(place[0]))
    row = cast(list[object], rows)[cast(int, place[1])] if isinstance(rows, list) else None
    return cast(Mapping[str, object], row) if isinstance(row, dict) else {}


def finding(fault: Fault, sentence: str, raw: Mapping[str, object]) -> Finding:
    """Make a finding of a fault, with the item it belongs to and the field that cannot be read."""
    item = None
    if len(fault.place) > 1 and fault.place[0] in ids.ITEMS and isinstance(fault.place[1], int):
        row = _row(fault.place, raw)
        given = row.get("id")
        item = given if isinstance(given, str) else ids.made_from(str(fault.place[0]), row)
    cure = fault.cure
    if fault.severity is None:
        cure = "Mend this line; until then this item is left out." if item else "Mend this line."
    key = fault.place[2 if item else 0 :][:1] if fault.severity is None else ()
    return Finding(
        id=fault.id or UNREADABLE,
        severity=fault.severity or "error",
        sentence=sentence,
        cure=cure,
        item=item,
        of=str(*key),
    )
