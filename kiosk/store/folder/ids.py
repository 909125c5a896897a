"""Ids of venues, sources and items: given ones are checked, missing ones are made from names; each stands once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import cast

from kiosk.campaign.slug import slug
from kiosk.store.folder.reading import Fault

ITEMS = ("event", "article", "technique", "prompt", "notice")
"""The tables of items; their ids share one room, since commands name an item by its id alone."""
PAGES = frozenset({"cover", "agenda-today", "agenda-week", "programme", "changed-hours", "default"})
"""Names of the campaign's own pages, which no item may take."""

Row = Mapping[str, object]


def assign(raw: Mapping[str, object]) -> tuple[dict[str, object], list[Fault]]:
    """Copy the tables of a file with an id in each row; faults name ids that stand twice or are kept for pages."""
    made = dict(raw)
    faults: list[Fault] = []
    for tables in (ITEMS, ("venue",), ("source",), ("placement",)):
        taken: dict[str, str] = {}
        rows = {t: cast(list[object], raw[t]) for t in tables if isinstance(raw.get(t), list)}
        for table, listed in rows.items():
            for at, row in enumerate(listed):
                given = cast(Row, row).get("id") if isinstance(row, dict) else None
                if not isinstance(given, str):
                    continue
                if given in taken:
                    faults.append(
                        Fault((table, at, "id"), f'the id "{given}" is taken by {taken[given]}; give one of them another')
                    )
                elif given in PAGES and tables is ITEMS:
                    faults.append(
                        Fault((table, at, "id"), f'the id "{given}" is kept for a page of the campaign; choose another')
                    )
                taken.setdefault(given, f"{table} {at + 1}")
        for table, listed in rows.items():
            made[table] = [_with_id(row, table, taken) for row in listed]
    return made, faults


def made_from(table: str, row: Row) -> str:
    """Make the id that a row without one gets, before it is told apart from others."""
    match table:
        case "venue":
            words = " ".join(str(row[k]) for k in ("name", "room") if row.get(k))
        case "source":
            words = PurePosixPath(str(row.get("location", "")).rstrip("/")).stem
        case "placement":
            words = str(row.get("name", ""))
        case _:
            words = str(row.get("question" if table == "prompt" else "title", ""))
    return slug(words, table)


def _with_id(row: object, table: str, taken: dict[str, str]) -> object:
    if not isinstance(row, dict) or "id" in row:
        return row
    base = made_from(table, cast(Row, row))
    name, count = base, 1
    while name in taken or name in PAGES:
        count += 1
        name = f"{base}-{count}"
    taken[name] = table
    return {**cast(Row, row), "id": name}
