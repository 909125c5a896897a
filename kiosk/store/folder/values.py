"""Values of the campaign file: how each kind is written in TOML, read, checked and written back."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.campaign.slug import is_slug, slug
from kiosk.store.folder import spans
from kiosk.store.folder.links import inside, is_link
from kiosk.store.folder.value import Context, Reader, Refused, Value, Wrong, listed, says

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def _text(value: object, _: Context) -> str:
    if not isinstance(value, str):
        raise Wrong
    return clean(value)


def clean(text: str) -> str:
    """Drop control characters, which cannot be drawn, and spaces at the ends; the file itself keeps them."""
    return _CONTROL.sub("", text).strip()


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


def _count(value: object, _: Context) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100_000:
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


def _turn(value: object, _: Context) -> int:
    """Read a quarter turn in degrees."""
    if isinstance(value, bool) or value not in (0, 90, 180, 270):
        raise Wrong
    return int(str(value))


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
COUNT = Value("whole number", "a whole number from 0 up, without quotes", _count)
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
WORDS = Value("list of texts", 'a list of texts, for example ["staff", "online"]', _words, listed)
SECONDS = Value("duration", 'a duration in quotes, for example "15m" or "1h30m"', spans.duration(1), spans.write_duration(1))
MINUTES = Value("duration", 'a duration in quotes, for example "15m"', spans.duration(60), spans.write_duration(60))
BETWEEN = Value("times", 'two times in quotes, for example "08:00-12:00"', spans.between, spans.write_span)
OPEN = Value(
    "times or closed", 'opening hours in quotes, for example "08:00-20:00", or "" for closed', spans.opening, spans.write_span
)
DAYS = Value("list of weekdays", 'a list of weekdays, for example ["mon", "thu"]', spans.weekdays, spans.write_weekdays)
FOCAL = Value("two shares", "a list of two numbers from 0 to 1, for example [0.5, 0.3]", _shares(2, 1), listed)
BOX = Value("four shares", "a list of four numbers from 0 to 1 (x, y, width, height)", _shares(4, 1), listed)
CMYK = Value("four per cents", "a list of four numbers from 0 to 100, for example [80, 40, 0, 10]", _shares(4, 100), listed)
COLOUR = Value("colour", 'a colour in quotes, for example "#0E3B32"', _colour)
ZONE = Value("time zone", 'a time zone\'s name in quotes, for example "Europe/London"', _zone)
LANGS = Value("list of languages", 'a list of language codes, for example ["en"] or ["cy", "en"]', _langs, listed)
TURN = Value("0 / 90 / 180 / 270", "one of 0, 90, 180, 270", _turn)
ANYTHING = Value("any", "a value", _anything)
