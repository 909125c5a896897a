"""One kind of value in the campaign file: what it is called, what is expected, how it is read and written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from kiosk.record import record


class Wrong(Exception):
    """A value that cannot be used; the message says what was expected."""


class Refused(Exception):
    """A value of the right type that must not be used; the item works without it. Message: reason; `cure` in args[1]."""


@dataclass(slots=True)
class Context:
    """What the reading of one file shares: the zone for local times."""

    zone: ZoneInfo


Reader: TypeAlias = Callable[[object, Context], Any]
Writer: TypeAlias = Callable[[Any], object]


def same(value: Any) -> object:
    """Write a value as it is."""
    return value


def listed(value: Any) -> object:
    """Write a tuple as a list."""
    return list(value)


@record
class Value:
    """One kind of value: its name in the documentation, what is expected (as an error says it), reader and writer."""

    name: str
    expected: str
    read: Reader
    write: Writer = field(default=same)


def says(value: object) -> str:
    """Describe a TOML value as an error message quotes it: its type in plain words and a short sample."""
    match value:
        case bool():
            return f"{str(value).lower()} (true/false)"
        case int() | float():
            return f"the number {value}"
        case str():
            return f'the text "{value[:40]}{"…" if len(value) > 40 else ""}"'
        case datetime() | date():
            return f"the date {value.isoformat()}"
        case time():
            return f"the time {value.isoformat()}"
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return repr(value)
