"""One slide of a rotation, and the names of those that are no item."""

from __future__ import annotations

from typing import Final

from kiosk.campaign.item import Priority
from kiosk.record import record

COVER: Final = "cover"
TODAY: Final = "agenda-today"
WEEK: Final = "agenda-week"
HOURS: Final = "changed-hours"
DEFAULT: Final = "default"


@record
class Slide:
    """One slide in rotation: an item's id or a campaign page, its class, seconds on screen.

    `key` changes whenever the picture may, though the campaign did not: another date of a series, another phase of an
    event's life, a minute less to closing.
    """

    what: str
    priority: Priority
    dwell: float
    key: str
