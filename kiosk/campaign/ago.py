"""How long ago, in the words of people who look after screens."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def ago(moment: Any, now: datetime) -> str:
    """Say how long ago a moment was."""
    try:
        seconds = max((now - datetime.fromisoformat(moment)).total_seconds(), 0)
    except (TypeError, ValueError):
        return "at an unknown time"
    for length, word in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= 2 * length:
            return f"{count(int(seconds // length), word)} ago"
    return f"{int(seconds)} s ago"


def day(moment: Any, now: datetime) -> str:
    """Say a moment as people do: by the weekday within a week, else by the date."""
    try:
        at = datetime.fromisoformat(moment).astimezone()
    except (TypeError, ValueError):
        return "an unknown day"
    near = abs((now.astimezone().date() - at.date()).days)
    if near == 0:
        return f"today {at:%H:%M}"
    return f"{at:%A %H:%M}" if near < 7 else f"{at:%d %B %Y, %H:%M}"


def count(n: int, word: str) -> str:
    """Say how many there are of a thing."""
    return f"{n} {word}{'s' if n != 1 else ''}"


def bare(sentence: str) -> str:
    """Put a sentence on one line, without its full stop."""
    return " ".join(sentence.split()).rstrip(".")
