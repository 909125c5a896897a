"""Values of the campaign file: how each kind is written in TOML, read, checked and written back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, TypeAlias
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from kiosk.campaign.slug import is_slug, slug

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Short names of the days, Monday first, as the campaign file writes them."""


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


def _same(value: Any) -> object:
    return value


def _listed(value: Any) -> object:
    return list(value)


@dataclass(frozen=True, slots=True)
class Value:
    """One kind of value: its name in the documentation, what is expected (as an error says it), reader and writer."""

    name: str
    expected: str
    read: Reader
    write: Writer = field(default=_same)


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


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def _text(value: object, _: Context) -> str:
    if not isinstance(value, str):
        raise Wrong
    # Control characters cannot be drawn and break file names; the file itself keeps them.
    return _CONTROL.sub("", value).strip() if value else value


def _slug(value: object, _: Context) -> str:
    if not isinstance(value, str):
        raise Wrong
    if not is_slug(value):
        raise Wrong(f'lower-case letters, digits and hyphens, for example "{slug(value)}"')
    return value


def _integer(value: object, _: Context) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong
    return value


def _number(low: float, high: float) -> Reader:
    def read(value: object, _: Context) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise Wrong
        return value

    return read


def _flag(value: object, _: Context) -> bool:
    if not isinstance(value, bool):
        raise Wrong
    return value


def _day(value: object, _: Context) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise Wrong
    return value


def _when(value: object, context: Context) -> datetime | date:
    match value:
        case datetime(tzinfo=None):
            return value.replace(tzinfo=context.zone)
        case datetime():
            return value.astimezone(context.zone)
        case date():
            return value
        case _:
            raise Wrong


def _write_when(value: Any) -> object:
    if not isinstance(value, datetime):
        return value
    # The second of two equal clock times in autumn needs its offset; all others are plain local times.
    return value if value.fold and value.utcoffset() != value.replace(fold=0).utcoffset() else value.replace(tzinfo=None)


def _link(*schemes: str) -> Reader:
    def read(value: object, _: Context) -> str:
        if not isinstance(value, str):
            raise Wrong
        value = value.strip()
        if value and not is_link(value, schemes):
            allowed = " or ".join(f"{s}:" if s in ("mailto", "tel") else f"{s}://" for s in schemes)
            raise Refused(f"{says(value)} is not a link that can be shown", f"Write a link that starts with {allowed}.")
        return value

    return read


def is_link(value: str, schemes: tuple[str, ...] = ("https", "http")) -> bool:
    """Tell whether a text is a whole link with one of the schemes, without spaces or control characters."""
    if not value or any(c.isspace() or ord(c) < 32 or c in '<>"\\' for c in value):
        return False
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    scheme = parts.scheme.lower()
    if scheme not in schemes:
        return False
    if scheme == "mailto":
        return re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", parts.path) is not None
    if scheme == "tel":
        return re.fullmatch(r"\+?[0-9().\-]{3,24}(;ext=\d+)?", parts.path) is not None
    return bool(host)


def inside(path: str) -> bool:
    """Tell whether a written path stays inside its folder: relative, with forward slashes, never upwards."""
    parts = path.split("/")
    return bool(path) and not any(c in path for c in "\\:\0") and "" not in parts and ".." not in parts


def _path(value: object, _: Context) -> str:
    if not isinstance(value, str):
        raise Wrong
    if value and not inside(value):
        raise Refused(
            f'the path "{value[:80]}" leaves the campaign folder', "Copy the file into the folder and name it from there."
        )
    return value


def _words(value: object, context: Context) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise Wrong
    return tuple(_text(v, context) for v in value)


def _choice(*options: str) -> Reader:
    def read(value: object, _: Context) -> str:
        if not isinstance(value, str) or value not in options:
            raise Wrong
        return value

    return read


def choice(*options: str, name: str = "") -> Value:
    """Make a value out of a closed list of words."""
    return Value(name or " / ".join(options), "one of " + ", ".join(f'"{o}"' for o in options), _choice(*options))


def number(low: float, high: float, unit: str = "") -> Value:
    """Make a number between two bounds."""
    return Value("number" + (f" ({unit})" if unit else ""), f"a number from {low:g} to {high:g}", _number(low, high))


def turn(value: object, _: Context) -> int:
    """Read a quarter turn in degrees."""
    if isinstance(value, bool) or value not in (0, 90, 180, 270):
        raise Wrong
    return int(str(value))


_DURATION = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")


def seconds(text: str) -> int | None:
    """Read a duration such as "15m", "1h30m" or "2d" in seconds; None when it is none."""
    found = _DURATION.fullmatch(text.replace(" ", ""))
    if not text or found is None or len(text) > 20:
        return None
    d, h, m, s = (int(g or 0) for g in found.groups())
    return ((d * 24 + h) * 60 + m) * 60 + s


def _duration(unit: int) -> Reader:
    def read(value: object, _: Context) -> float:
        found = seconds(value) if isinstance(value, str) else None
        if found is None:
            raise Wrong
        return found / unit

    return read


def _write_duration(unit: int) -> Writer:
    def write(value: Any) -> str:
        left, out = round(value * unit), ""
        for size, letter in ((86400, "d"), (3600, "h"), (60, "m"), (1, "s")):
            count, left = divmod(left, size)
            out += f"{count}{letter}" if count else ""
        return out or "0m"

    return write


_SPAN = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)\s*[-\u2013]\s*([01]?\d|2[0-4])[:.]([0-5]\d)")


def span(text: str) -> tuple[time, time] | None:
    """Read "08:00-20:00"; 24:00 is midnight. None when it is no such pair of times."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        return None
    a, b, c, d = (int(g) for g in found.groups())
    return None if (a == 24 and b) or (c == 24 and d) else (time(a % 24, b), time(c % 24, d))


def _between(value: object, _: Context) -> tuple[time, time]:
    found = span(value) if isinstance(value, str) else None
    if found is None:
        raise Wrong
    return found


def _open(value: object, _: Context) -> tuple[time, time] | None:
    if value == "":
        return None
    return _between(value, _)


def _write_span(value: Any) -> object:
    return "" if value is None else "-".join(f"{t:%H:%M}" for t in value)


def _weekdays(value: object, _: Context) -> tuple[int, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v[:3].lower() in WEEKDAYS for v in value):
        raise Wrong
    return tuple(sorted({WEEKDAYS.index(str(v)[:3].lower()) for v in value}))


def _write_weekdays(value: Any) -> object:
    return [WEEKDAYS[d] for d in value]


def _shares(count: int, high: float) -> Reader:
    def read(value: object, _: Context) -> tuple[float, ...]:
        numbers = [v for v in value if isinstance(v, int | float) and not isinstance(v, bool)] if isinstance(value, list) else []
        if not isinstance(value, list) or len(numbers) != len(value) or len(numbers) != count:
            raise Wrong
        if not all(0 <= v <= high for v in numbers):
            raise Wrong
        return tuple(float(v) for v in numbers)

    return read


def _zone(value: object, _: Context) -> str:
    if not isinstance(value, str) or find_zone(value) is None:
        raise Wrong
    return value


def find_zone(name: str) -> ZoneInfo | None:
    """Find a time zone by its IANA name; None when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _colour(value: object, _: Context) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"#(?:[0-9a-fA-F]{3}){1,2}", value):
        raise Wrong
    return value


_LANG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def _langs(value: object, context: Context) -> tuple[str, ...]:
    words = _words(value, context)
    if not words or not all(_LANG.fullmatch(w) for w in words):
        raise Wrong
    return words


def _anything(value: object, _: Context) -> object:
    return value


TEXT = Value("text", 'a text in quotes, for example "Knowledge exchange"', _text)
SLUG = Value("slug", 'a text in quotes of lower-case letters, digits and hyphens, for example "peer-assist"', _slug)
INTEGER = Value("whole number", "a whole number without quotes", _integer)
FLAG = Value("true / false", "true or false, without quotes", _flag)
DAY = Value("date", "a date without quotes, for example 2022-11-03", _day)
WHEN = Value(
    "date-time or date", "a date-time or a date without quotes, for example 2022-11-03T12:30:00", _when, _write_when
)  # fmt: skip
URL = Value("link", 'a link in quotes, for example "https://example.org/k"', _link("https", "http"))
LINK = Value(
    "link, mailto: or tel:", 'a link in quotes, for example "https://example.org/k"', _link("https", "http", "mailto", "tel")
)
PATH = Value("path", 'a path inside the campaign folder in quotes, for example "pictures/fox.jpg"', _path)
WORDS = Value("list of texts", 'a list of texts, for example ["staff", "online"]', _words, _listed)
SECONDS = Value("duration", 'a duration in quotes, for example "15m" or "1h30m"', _duration(1), _write_duration(1))
MINUTES = Value("duration", 'a duration in quotes, for example "15m"', _duration(60), _write_duration(60))
BETWEEN = Value("times", 'two times in quotes, for example "08:00-12:00"', _between, _write_span)
OPEN = Value("times or closed", 'opening hours in quotes, for example "08:00-20:00", or "" for closed', _open, _write_span)
DAYS = Value("list of weekdays", 'a list of weekdays, for example ["mon", "thu"]', _weekdays, _write_weekdays)
FOCAL = Value("two shares", "a list of two numbers from 0 to 1, for example [0.5, 0.3]", _shares(2, 1), _listed)
BOX = Value("four shares", "a list of four numbers from 0 to 1 (x, y, width, height)", _shares(4, 1), _listed)
CMYK = Value("four per cents", "a list of four numbers from 0 to 100, for example [80, 40, 0, 10]", _shares(4, 100), _listed)
COLOUR = Value("colour", 'a colour in quotes, for example "#0E3B32"', _colour)
ZONE = Value("time zone", 'a time zone\'s name in quotes, for example "Europe/London"', _zone)
LANGS = Value("list of languages", 'a list of language codes, for example ["en"] or ["cy", "en"]', _langs, _listed)
TURN = Value("0 / 90 / 180 / 270", "one of 0, 90, 180, 270", turn)
ANYTHING = Value("any", "a value", _anything)
