"""From the tables of a TOML file to typed data, by the schema: every fault is collected, none stops the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, assert_never, cast

from kiosk.campaign.finding import Severity
from kiosk.record import record
from kiosk.store.folder.table import Field, Inside, Kind, Named, Rows, Table
from kiosk.store.folder.value import Context, Refused, Value, Wrong, says

Place: TypeAlias = tuple[str | int, ...]
"""Where a value stands in the file: keys and list positions from the top."""

_MISSING = object()


@record
class Fault:
    """Something wrong at a place: an error of the file, or a finding of the severity given; `instead` is the key meant."""

    place: Place
    sentence: str
    severity: Severity | None = None
    id: str = ""
    cure: str = ""
    instead: str = ""


@dataclass(slots=True)
class Reading:
    """One pass over a file: shared context and everything that was found wrong."""

    context: Context
    faults: list[Fault] = field(default_factory=list[Fault])

    def wrong(self, place: Place, expected: str, came: object) -> None:
        """Record a value of the wrong type."""
        self.faults.append(Fault(place, f"expected {expected}, got {says(came)}"))

    def table(self, spec: Table, raw: object, place: Place = ()) -> Any:
        """Make what the table describes; None when it cannot be made (the faults tell why)."""
        if not isinstance(raw, dict):
            self.wrong(place, "a table", raw)
            return None
        got: dict[str, object] = {}
        known = {f.key: f for f in spec.fields}
        sound = True
        for key, value in cast(Mapping[str, object], raw).items():
            spot = known.get(key)
            if spot is None:
                self._unknown(key, spec, place)
                continue
            made = self.value(spot.kind, value, (*place, key))
            if made is _MISSING:
                # An id is made where none was given, so a row never goes without.
                sound = sound and not spot.required and spot.key != "id"
            else:
                got[spot.name] = made
        for spot in spec.fields:
            if spot.required and (spot.key not in raw or got.get(spot.name, _MISSING) == ""):
                sound = False
                from difflib import get_close_matches

                near = get_close_matches(spot.key, [k for k in raw if k not in known], 1, 0.65)
                hint = f"did you mean it by {near[0]}?" if near else f"expected {_expected(spot)}"
                self.faults.append(Fault(place, f"{spot.key} is missing; {hint}"))
        return spec.make(**got) if sound else None

    def value(self, kind: Kind, raw: object, place: Place) -> object:
        """Read one value of a kind; _MISSING when it cannot be used."""
        match kind:
            case Value():
                return self._value(kind, raw, place)
            case Inside(spec) if isinstance(raw, str):
                self.wrong(place, _braced(spec, raw), raw)
                return _MISSING
            case Inside(spec):
                made = self.table(spec, raw, place)
                return _MISSING if made is None else made
            case Rows(spec):
                return self._rows(spec, raw, place)
            case Named(of):
                return self._named(of, raw, place)
            case _:
                assert_never(kind)

    def _value(self, kind: Value, raw: object, place: Place) -> object:
        try:
            return kind.read(raw, self.context)
        except Wrong as wrong:
            self.wrong(place, str(wrong) or kind.expected, raw)
        except Refused as refused:
            reason, cure = refused.args
            self.faults.append(Fault(place, reason, "error", f"{kind.name.split(',')[0]}-refused", cure))
        return _MISSING

    def _rows(self, spec: Table, raw: object, place: Place) -> object:
        if not isinstance(raw, list):
            name = ".".join(str(p) for p in place if isinstance(p, str))
            self.wrong(place, f"a list of tables, each under its own [[{name}]]", raw)
            return _MISSING
        rows: list[Any] = []
        for at, row in enumerate(cast(list[object], raw)):
            if isinstance(row, str):
                self.wrong((*place, at), _braced(spec, row), row)
            else:
                rows.append(self.table(spec, row, (*place, at)))
        return tuple(row for row in rows if row is not None)

    def _named(self, of: Value | Inside | Named, raw: object, place: Place) -> object:
        if not isinstance(raw, dict):
            self.wrong(place, "a table", raw)
            return _MISSING
        made = {key: self.value(of, value, (*place, key)) for key, value in cast(Mapping[str, object], raw).items()}
        return {key: value for key, value in made.items() if value is not _MISSING}

    def _unknown(self, key: str, spec: Table, place: Place) -> None:
        from difflib import get_close_matches

        near = get_close_matches(key, [f.key for f in spec.fields], 1, 0.65)
        hint = f"did you mean {near[0]}?" if near else "it is kept, but nothing uses it"
        self.faults.append(
            Fault(
                (*place, key), f"unknown key: {hint}", "warning", "unknown-key", *((f"Write {near[0]}.", near[0]) if near else ())
            )
        )


def _braced(spec: Table, said: str) -> str:
    """Write a text as the table that was meant."""
    key = next((f.key for f in spec.fields if f.required), spec.fields[0].key)
    return f'it in braces, as {{{key} = "{said[:60]}"}}'


def _expected(spot: Field) -> str:
    return spot.kind.expected if isinstance(spot.kind, Value) else "a table"
