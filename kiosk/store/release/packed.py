"""A campaign as plain JSON and back: what a release carries, read in a twentieth of the time that campaign.toml takes.

Only what differs from a field's default is written. Times are local ones of the campaign's zone, a "~" after the second of two
equal ones in autumn. Types come from the data classes, so a field added there is carried without a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, Union, cast, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from kiosk.campaign import item
from kiosk.campaign.campaign import Campaign

Read: TypeAlias = Callable[[Any, ZoneInfo], Any]
_KIND, _VALUE = "$", "v"
_LATER = "~"
"""Marks the second of two equal clock times."""
_LOOSE = {"Speaker": item.Speaker, "Step": item.Step, "PictureRef": item.PictureRef}
"""Data classes that may stand where anything may, such as in a changed date of a series."""


class Error(Exception):
    """JSON that does not describe a campaign."""


def pack(campaign: Campaign) -> dict[str, Any]:
    """Write a campaign as JSON values."""
    return _pack_record(campaign)


def unpack(raw: Any) -> Campaign:
    """Read what `pack` wrote; raise Error."""
    try:
        return cast(Campaign, _record(Campaign)(raw, ZoneInfo(raw.get("timezone", "UTC"))))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OSError) as error:
        raise Error(f"it does not describe a campaign ({type(error).__name__}: {error})") from None


def _pack_record(thing: Any) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for spot in fields(thing):
        value = getattr(thing, spot.name)
        default = spot.default_factory() if spot.default_factory is not MISSING else spot.default
        if (
            is_dataclass(value) or value != default
        ):  # parts that say nothing when compared, such as a brand's kit, are carried too
            made[spot.name] = _pack(value)
    return made


def _pack(value: Any) -> Any:
    match value:
        case datetime():
            doubled = value.fold and value.utcoffset() != value.replace(fold=0).utcoffset()
            return value.replace(tzinfo=None, fold=0).isoformat() + (_LATER if doubled else "")
        case date() | time():
            return value.isoformat()
        case tuple():
            return [_pack(v) for v in cast(tuple[Any, ...], value)]
        case Mapping():
            return {str(k): _pack_any(v) if isinstance(v, _TAGGED) else _pack(v) for k, v in value.items()}
        case _ if is_dataclass(value):
            return _pack_record(value)
        case _:
            return value


_TAGGED = (datetime, date, time, tuple, *_LOOSE.values())


def _pack_any(value: Any) -> Any:
    """Write a value whose type its place does not tell."""
    if not isinstance(value, _TAGGED):
        return value
    packed = [_pack_any(v) for v in cast(tuple[Any, ...], value)] if isinstance(value, tuple) else _pack(value)
    return {_KIND: type(value).__name__, _VALUE: packed}


def _unpack_any(raw: Any, zone: ZoneInfo) -> Any:
    if isinstance(raw, dict) and _KIND in raw:
        table = cast(dict[str, Any], raw)
        kind, value = str(table[_KIND]), table[_VALUE]
        if kind == "tuple":
            return tuple(_unpack_any(v, zone) for v in value)
        if kind in _LOOSE:
            return _record(_LOOSE[kind])(value, zone)
        return {"datetime": _moment, "date": _when, "time": _clock}[kind](value, zone)
    if isinstance(raw, dict):
        return {str(k): _unpack_any(v, zone) for k, v in cast(dict[str, Any], raw).items()}
    return raw


def _moment(raw: Any, zone: ZoneInfo) -> datetime:
    later = raw.endswith(_LATER)
    return datetime.fromisoformat(raw[:-1] if later else raw).replace(tzinfo=zone, fold=int(later))


def _when(raw: Any, zone: ZoneInfo) -> datetime | date:
    return _moment(raw, zone) if len(raw) > 10 else date.fromisoformat(raw)


def _clock(raw: Any, _: ZoneInfo) -> time:
    return time.fromisoformat(raw)


@cache
def _record(kind: type[Any]) -> Read:
    """Prepare the reading of a data class from the types of its fields."""
    hints = get_type_hints(kind)
    spots = {f.name: _reader(hints[f.name]) for f in fields(kind)}

    def read(raw: Any, zone: ZoneInfo) -> Any:
        return kind(**{name: spots[name](value, zone) for name, value in raw.items()})

    return read


def _reader(kind: Any) -> Read:
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _optional(parts)
    if origin is Literal:
        return _checked(lambda raw: raw in parts, f"one of {parts}")
    if origin is tuple:
        return _row(parts)
    if origin is not None and issubclass(origin, Mapping):
        inner = _unpack_any if parts[1] is object else _late(parts[1])
        return lambda raw, zone: {str(k): inner(v, zone) for k, v in raw.items()}
    if is_dataclass(kind):
        return _late(kind)
    simple: dict[Any, Read] = {
        bool: _checked(lambda raw: isinstance(raw, bool), "true or false"),
        int: _checked(lambda raw: isinstance(raw, int), "a whole number"),
        float: _checked(lambda raw: isinstance(raw, int | float), "a number"),
        str: _checked(lambda raw: isinstance(raw, str), "text"),
        date: lambda raw, _: date.fromisoformat(raw),
        time: _clock,
        object: _unpack_any,
    }
    return simple[kind]


def _optional(parts: tuple[Any, ...]) -> Read:
    kinds = [p for p in parts if p is not NoneType]
    inner = _when if set(kinds) == {datetime, date} else _reader(kinds[0])
    return lambda raw, zone: None if raw is None else inner(raw, zone)


def _row(parts: tuple[Any, ...]) -> Read:
    if len(parts) == 2 and parts[1] is Ellipsis:
        inner = _reader(parts[0])
        return lambda raw, zone: tuple([inner(v, zone) for v in raw])
    each = [_reader(p) for p in parts]
    return lambda raw, zone: tuple(read(v, zone) for read, v in zip(each, raw, strict=True))


def _late(kind: Any) -> Read:
    """Read a part that may hold its own kind: prepared when the first one comes."""
    if not is_dataclass(kind):
        return _reader(kind)
    known: Any = kind
    return lambda raw, zone: _record(known)(raw, zone)


def _checked(fits: Callable[[Any], bool], wanted: str) -> Read:
    def read(raw: Any, _: ZoneInfo) -> Any:
        if not fits(raw):
            raise ValueError(f"expected {wanted}, got {str(raw)[:40]!r}")
        return raw

    return read
