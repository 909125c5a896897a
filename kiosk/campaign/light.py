"""A screen's light: on, dimmed or dark, by the opening hours."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from kiosk.campaign import opening
from kiosk.campaign.campaign import Hours, Screen
from kiosk.campaign.item import Priority

Light: TypeAlias = Literal["on", "dim", "dark"]


def at(now: datetime, hours: Hours, screen: Screen | None, first: Priority | None = None) -> Light:
    """Tell a screen's light at `now` (wall clock of the campaign); `first` is the class of its first slide.

    Outside opening hours `dim` decides: 0 is dark, 1 or nothing stays on, anything between dims. An emergency is always lit.
    """
    if not follows(hours, screen) or screen is None or first == "emergency" or opening.closes(now, hours) is not None:
        return "on"
    return "dim" if screen.dim else "dark"


def follows(hours: Hours, screen: Screen | None) -> bool:
    """Tell whether a screen's light changes with the opening hours at all."""
    return screen is not None and screen.dim is not None and screen.dim < 1 and opening.known(hours)
