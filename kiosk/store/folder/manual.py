"""docs/campaign.md, written from the schema: `python -m kiosk.store.folder.manual > docs/campaign.md`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import assert_never

from kiosk.store.folder import schema
from kiosk.store.folder.table import Field, Inside, Kind, Named, Rows, Table
from kiosk.store.folder.value import Value

_HEAD = """# The campaign file

A campaign is a folder with a file `campaign.toml`. Only `title` must be there; everything else may be left out.
This page is made from the program's own table of fields (`python -m kiosk.store.folder.manual > docs/campaign.md`).

- Unknown keys are kept and warned about, never lost. Saving keeps comments and order.
- A local date-time (`2022-11-03T12:30:00`) is read in `timezone`. A date alone means all day, and the end is included.
  An event without `starts` is "Date to be announced".
- Links start with `http://` or `https://`; `booking` may also be `mailto:` or `tel:`. Paths stay inside the folder.
- The file is UTF-8 text of at most 5 MB. Passwords and keys never stand in it.
"""
_SMALLEST = """## The smallest campaign

```toml
title = "KNOWvember 22"

[[event]]
title = "Knowledge exchange"
starts = 2022-11-03T12:30:00
ends = 2022-11-03T13:30:00
booking = "https://example.org/k/exchange"
```

A whole one is in `assets/samples/knowvember-22/campaign.toml`.
"""


def page() -> str:
    """Write the page."""
    out = [_HEAD, _SMALLEST, "## The campaign itself (before the first table)\n", _rows(schema.CAMPAIGN, first=_schema_row())]
    common = {f.key for f in schema.EVENT.fields} & {f.key for f in schema.PROMPT.fields} - {"id"}
    for spot in schema.CAMPAIGN.fields:
        if isinstance(spot.kind, Inside | Rows):
            out += _table(spot.key, spot.kind, common if spot.kind.table.name in _ITEMS else set())
    out.append("## On every item\n")
    shared = tuple(f for f in schema.PROMPT.fields if f.key in common)
    out.append(_rows(Table("item", schema.PROMPT.make, shared)))
    for spot in shared:
        if isinstance(spot.kind, Inside):
            out += [f"### `{spot.key}`\n", _rows(spot.kind.table)]
    return "\n".join(out).rstrip() + "\n"


_ITEMS = ("event", "article", "technique", "prompt", "notice")


def _table(name: str, kind: Inside | Rows, hidden: set[str]) -> Iterator[str]:
    spec = kind.table
    title = f"[[{name}]]" if isinstance(kind, Rows) else f"[{name}]"
    yield f"## `{title}`\n"
    if spec.doc:
        yield spec.doc + (" What every item may carry stands at the end of this page." if hidden else "") + "\n"
    yield _rows(Table(spec.name, spec.make, tuple(f for f in spec.fields if f.key not in hidden)))
    for spot in spec.fields:
        inner = _inner(spot.kind)
        if spot.key in hidden or inner is None or inner is schema.HOURS:
            continue
        yield f"### `{name}.{spot.key}`\n"
        if inner is schema.CHANGE:
            yield "Any of the event's own fields, as it is on that date, and:\n"
            yield _rows(Table(inner.name, inner.make, inner.fields[:2]))
        else:
            yield _rows(inner)


def _inner(kind: Kind) -> Table | None:
    match kind:
        case Inside(table) | Rows(table):
            return table
        case Named(of):
            return _inner(of)
        case Value():
            return None
        case _:
            assert_never(kind)


def _schema_row() -> str:
    return f"| `schema` | whole number | {schema.VERSION} | version of this format; a newer one than the program's is refused |\n"


def _rows(spec: Table, first: str = "") -> str:
    head = "| key | kind | default | meaning |\n|---|---|---|---|\n" + first
    return head + "".join(f"| `{f.key}` | {_kind(f.kind)} | {_default(spec, f)} | {f.doc} |\n" for f in spec.fields)


def _kind(kind: Kind) -> str:
    match kind:
        case Value():
            return kind.name
        case Inside():
            return "table"
        case Rows():
            return "list of tables"
        case Named(of, key):
            return f"{{{key} = {_kind(of)}}}"
        case _:
            assert_never(kind)


def _default(spec: Table, spot: Field) -> str:
    if spot.required:
        return "**needed**"
    made = spec.make
    if isinstance(made, type) and is_dataclass(made) and spot.key != "timezone":
        value = next((f.default for f in fields(made) if f.name == spot.name), MISSING)
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int | float) or (isinstance(value, str) and value):
            return f'"{value}"' if isinstance(value, str) else f"{value:g}"
        if value == ("en",):
            return '["en"]'
    return ""


if __name__ == "__main__":
    print(page(), end="")
