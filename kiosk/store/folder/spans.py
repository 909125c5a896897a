"""Durations, times of day and weekdays, written as short texts: "15m", "08:00-20:00", ["mon", "thu"]."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from kiosk.store.folder.value import Context, Reader, Writer, Wrong

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Short names of the days, Monday first, as the campaign file writes them."""
_DURATION = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")


def seconds(text: str) -> int | None:
    """Read a duration such as "15m", "1h30m" or "2d" in seconds; None when it is none."""
    found = _DURATION.fullmatch(text.replace(" ", ""))
    if not text or found is None or len(text) > 20:
        return None
    d, h, m, s = (int(g or 0) for g in found.groups())
    return ((d * 24 + h) * 60 + m) * 60 + s


def duration(unit: int) -> Reader:
    """Make a reader of durations in units of so many seconds."""

    def read(value: object, _: Context) -> float:
        found = seconds(value) if isinstance(value, str) else None
        if found is None:
            raise Wrong
        return found / unit

    return read


def write_duration(unit: int) -> Writer:
    """Make a writer of durations in units of so many seconds."""

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


def between(value: object, _: Context) -> tuple[time, time]:
    """Read two times of day."""
    found = span(value) if isinstance(value, str) else None
    if found is None:
        raise Wrong
    return found


def opening(value: object, _: Context) -> tuple[time, time] | None:
    """Read opening hours; an empty text is closed."""
    if value == "":
        return None
    return between(value, _)


def write_span(value: Any) -> object:
    """Write two times of day, or closed."""
    return "" if value is None else "-".join(f"{t:%H:%M}" for t in value)


def weekdays(value: object, _: Context) -> tuple[int, ...]:
    """Read weekdays as numbers, Monday 0."""
    if not isinstance(value, list) or not all(isinstance(v, str) and v[:3].lower() in WEEKDAYS for v in value):
        raise Wrong
    return tuple(sorted({WEEKDAYS.index(str(v)[:3].lower()) for v in value}))


def write_weekdays(value: Any) -> object:
    """Write weekdays by their short names."""
    return [WEEKDAYS[d] for d in value]
