"""Times of day in words: "12.30pm", "9 to 10.30 am", "noon", 14:00; Welsh yb and yp."""

from __future__ import annotations

import re
from datetime import time

_TO = r"\s*(?:-|–|—|to|until|till|i|tan)\s*"
_HALF = r"[ap]\.?m\b\.?|noon|midday|midnight|y\.?[bp]\b\.?"
_T = (
    r"(?P<{0}h>\d{{1,2}})(?:[:.h](?P<{0}m>\d\d)(?::\d\d)?)?\s*(?P<{0}x>" + _HALF + r")?|(?P<{0}n>noon|midday|midnight|canol dydd)"
)
_A, _B = f"(?:{_T.format('a')})", f"(?:{_T.format('b')})"
_RANGE = re.compile(rf"\b{_A}{_TO}{_B}", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(\d[^,;]{0,10}?)\s+and\s+(?=\d|noon|midnight)", re.IGNORECASE)
_ONE = re.compile(rf"(?:(?P<at>\bat|\bfrom|\bam|@)\s*)?(?<![\d.:]){_A}(?!\d)", re.IGNORECASE)
_MARKED = re.compile(rf"\d\s*(?:{_HALF})|\b0\d[:.]|\b(?:1[3-9]|2\d)[:.h]", re.IGNORECASE)
_AFTERNOON = range(13, 19)
"""Hours that "1.30" to "6.30" mean when neither half of the day is written: no library holds events before dawn."""


def read(text: str) -> tuple[time | None, time | None]:
    """Find a span of times, or one time, in words without dates."""
    text = _BETWEEN.sub(r"\1 to ", text)
    for match in _RANGE.finditer(text):
        part = match.groupdict()
        if not any(part[k] for k in ("am", "ax", "an", "bm", "bx", "bn")):
            continue
        ends = _time(part, "b", part["bx"])
        begins = _time(part, "a", part["ax"] or _half(part))
        if begins and ends:
            return begins, ends
    for match in _ONE.finditer(text):
        part = match.groupdict()
        if part["am"] or part["ax"] or part["an"] or part["at"]:
            found = _time(part, "a", part["ax"])
            if found:
                return found, None
    return None, None


def is_guessed(text: str, begins: time) -> bool:
    """Tell whether a time was taken for the afternoon without words that say so."""
    return begins.hour in _AFTERNOON and not _MARKED.search(text)


def without(text: str) -> str:
    """Take the times of day out of words, spans first."""
    return _ONE.sub(lambda m: " " if m["ax"] or m["an"] or m["at"] or m["am"] else m[0], _RANGE.sub(" ", text))


def _half(part: dict[str, str | None]) -> str | None:
    """Give "12.30" in "12.30-1.30pm" its half of the day: the end's, unless the span would run backwards."""
    mark = part["bx"]
    if not mark or not part["ah"] or int(part["ah"]) > 12:
        return None
    if mark[0].lower() not in "apy":
        return "am"
    first, last = int(part["ah"]) % 12, int(part["bh"] or 12) % 12
    if mark.lower().replace(".", "") in ("pm", "yp") and (first, part["am"] or "") > (last, part["bm"] or ""):
        return "am"
    return mark


def _time(part: dict[str, str | None], side: str, mark: str | None) -> time | None:
    named, half = (part[f"{side}n"] or "").lower(), (mark or "").lower().replace(".", "")
    if named or half in ("noon", "midday", "midnight"):
        return time(0) if "midnight" in (named, half) else time(12)
    hour, minute = int(part[f"{side}h"] or 99), int(part[f"{side}m"] or 0)
    if half in ("pm", "yp", "am", "yb") and hour > 12:
        half = ""
    if half in ("pm", "yp"):
        hour = hour % 12 + 12
    elif half in ("am", "yb"):
        hour %= 12
    elif not half and hour + 12 in _AFTERNOON and not (part[f"{side}h"] or "").startswith("0"):
        hour += 12
    return time(hour % 24, minute) if hour <= 24 and minute < 60 else None
