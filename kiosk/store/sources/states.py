"""What calls an event off in its title: "CANCELLED - Tea", "Tea (fully booked)"."""

from __future__ import annotations

import re

from kiosk.campaign.item import Status

OFF = r"(?P<state>cancell?ed|postponed|fully booked|booked up|sold out)"
"""The words, as a pattern."""
_FIRST = re.compile(rf"^\W*{OFF}\W+", re.IGNORECASE)
_LAST = re.compile(rf"\s*(?:[-–—:(\[|*]|,\s)\s*(?:now )?{OFF}\W*$", re.IGNORECASE)
_STATES: dict[str, Status] = {"c": "cancelled", "p": "postponed", "f": "full", "b": "full", "s": "full"}


def of(found: re.Match[str]) -> Status:
    """Name the state that words matched by OFF mean."""
    return _STATES[found["state"][0].lower()]


def called(title: str) -> tuple[str, Status]:
    """Take "CANCELLED - " and the like off a title."""
    found = _FIRST.match(title)
    if found and found.end() < len(title):
        return title[found.end() :], of(found)
    last = _LAST.search(title)
    return (title[: last.start()], of(last)) if last and last.start() else (title, "scheduled")
