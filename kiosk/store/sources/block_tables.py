"""Tables inside prose, with a header over dates and events, as the blocks that say the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kiosk.store.sources import headers, plain
from kiosk.store.sources.blocks import ROW, Block

_AS_THEY_ARE = ("description", "summary")


def blocks(rows: Sequence[Sequence[str]]) -> list[Block] | None:
    """Write each row as a heading and lines such as "Date: ..."; None if the table has no header of events."""
    if len(rows) < 2:
        return None
    fields = headers.row(rows[0])
    is_short = all(len(c) <= 60 for c in rows[0])
    if not is_short or not headers.is_header(fields) or not {"starts", "date", "time"} & set(fields):
        return None
    found: list[Block] = []
    for row in rows[1:]:
        cells = {f: plain.one_line(c) for f, c in zip(fields, row, strict=False) if f and c.strip()}
        title = cells.pop("title", "")
        if not title:
            found += [Block("para", " - ".join(cells.values()))] if cells else []
            continue
        found.append(Block("heading", title, level=ROW))
        for field, text in cells.items():
            label = field.replace("_", " ").capitalize()
            found.append(Block("para", text if field in _AS_THEY_ARE else f"{label}: {text}"))
    return found


def of_html(table: Any) -> list[Block] | None:
    """Read a table of a web page; one that only lays out the page, or holds another, is none of ours."""
    if table.find("table") is not None:
        return None
    rows = [[plain.one_line(c.get_text(" ")) for c in r.find_all(["th", "td"])] for r in table.find_all("tr")]
    return blocks([r for r in rows if any(r)])
