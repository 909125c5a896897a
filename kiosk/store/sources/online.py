"""Places that are no place: "Online (Zoom)", "online, on Teams https://..."."""

from __future__ import annotations

import re

from kiosk.store.sources import plain

_ONLINE = re.compile(
    r"(?:online|virtual(?:ly)?|webinar|ar-?lein|on|via|by|over|at|a|the|join|here|link|live|only|event|meeting|call|ms|microsoft|google|"
    r"teams|zoom|meet|webex)",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\b(?:online|virtually|webinar|teams|zoom|webex|google meet)\b", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*(?:\s[-–—]\s*|,\s*|\()(?:online|virtual)?[\s,(-]*(?:(?:on|via)\s+)?(?:(?:ms|microsoft)\s+)?(?:teams|zoom|webex)?[)\s]*$",
    re.IGNORECASE,
)


def is_said(text: str) -> bool:
    """Tell whether words say that something happens online."""
    return _SAYS.search(text) is not None


def apart(place: str, link: str) -> tuple[str, str]:
    """Take the joining link out of a place; words that only say "online" go with it, and stay where there is no link."""
    found = plain.links(place)
    link = link or (found[0] if found else "")
    for one in found:
        place = place.replace(one, " ")
    place = re.sub(r"\s*\(\s*\)|[\s,;:(–-]+$", "", plain.one_line(place)).strip(" ,;:") if found else place
    words = re.findall(r"[\w-]+", place)
    return ("" if link and all(_ONLINE.fullmatch(w) for w in words) else place), link


def without(title: str) -> str:
    """Take " - online on Teams" off the end of a title."""
    found = _TAIL.search(title)
    return title[: found.start()] if found and found.start() and is_said(found[0]) else title
