"""A campaign spelled as TOML anew: what it says, without the comments and the order of the file it came from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, assert_never, cast
from zoneinfo import ZoneInfo

from kiosk.campaign.campaign import Campaign
from kiosk.store.folder import schema, values
from kiosk.store.folder.table import Inside, Kind, Named, Rows, Table, default
from kiosk.store.folder.value import Value

_BARE = re.compile(r"[A-Za-z0-9_-]+")


class Speller:
    """Spells one state of a campaign after the other; a row that stayed as it was is taken from the state before."""

    def __init__(self) -> None:
        self._rows: dict[tuple[int, str], tuple[object, str]] = {}

    def spell(self, campaign: Campaign) -> str:
        """Spell a campaign so that reading gives the same one again."""
        lines: list[str] = []
        rows: dict[tuple[int, str], tuple[object, str]] = {}
        parts = schema.CAMPAIGN.take_apart(campaign)
        for spot in schema.CAMPAIGN.fields:
            value = parts[spot.name]
            if not _said(schema.CAMPAIGN, spot.name, spot.kind, value):
                continue
            if not isinstance(spot.kind, Rows):
                lines.append(f"{spot.key} = {_toml(_plain(spot.kind, value, campaign.zone))}")
                continue
            lines.append(f"{spot.key} = [")
            for row in cast(tuple[object, ...], value):
                key = id(row), campaign.timezone
                known = self._rows.get(key)
                # The row is kept beside its text, so that its identity stays its own.
                rows[key] = known or (row, _toml(_table(spot.kind.table, row, campaign.zone)))
                lines.append(f"{rows[key][1]},")
            lines.append("]")
        self._rows = rows
        return "\n".join(lines) + "\n"


def _said(spec: Table, name: str, kind: Kind, value: object) -> bool:
    """Tell whether a field says anything that its absence would not."""
    return value != default(spec, name) and (value is not None or kind is values.OPEN)


def _table(spec: Table, made: object, zone: ZoneInfo) -> dict[str, object]:
    parts = spec.take_apart(made)
    return {
        spot.key: _plain(spot.kind, parts[spot.name], zone)
        for spot in spec.fields
        if spot.name in parts and _said(spec, spot.name, spot.kind, parts[spot.name])
    }


def _plain(kind: Kind, value: Any, zone: ZoneInfo) -> object:
    """Turn a value into what TOML knows."""
    match kind:
        case Value():
            return kind.write(value.astimezone(zone) if isinstance(value, datetime) else value)
        case Inside(spec):
            return _table(spec, value, zone)
        case Rows(spec):
            return [_table(spec, row, zone) for row in value]
        case Named(of):
            return {name: _plain(of, inner, zone) for name, inner in value.items()}
        case _:
            assert_never(kind)


def _toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # JSON escapes as TOML does, but for this one
        case date() | time():
            return value.isoformat()
        case Mapping():
            pairs = cast(Mapping[str, object], value).items()
            return "{" + ", ".join(f"{k if _BARE.fullmatch(k) else _toml(k)} = {_toml(v)}" for k, v in pairs) + "}"
        case list() | tuple():
            return "[" + ", ".join(_toml(v) for v in cast(list[object], value)) + "]"
        case _:
            return repr(value)
