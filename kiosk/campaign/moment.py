"""Moments as instants: what a date or a date-time means in UTC, where instants compare safely.

Two moments of one zone compare by the clock on the wall, which runs twice through an autumn hour; in UTC they do not.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.campaign.item import When

_FIRST, _LAST = date(2, 1, 3), date(9998, 12, 29)
"""Days at the ends of the calendar stand for those beyond, so that "until 9999-12-31" is a long time and no fault."""


def utc(when: datetime) -> datetime:
    """Bring a moment to UTC."""
    if _FIRST.year < when.year < _LAST.year:
        return when.astimezone(UTC)
    return datetime.combine(_held(when.date()), when.time(), when.tzinfo).astimezone(UTC)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Find the instant (UTC) a day begins."""
    return datetime.combine(_held(day), time(), zone).astimezone(UTC)


def begin(when: When, zone: ZoneInfo) -> datetime:
    """Find the instant (UTC) a span begins: of a date its first moment."""
    return utc(when) if isinstance(when, datetime) else midnight(when, zone)


def end(when: When, zone: ZoneInfo) -> datetime:
    """Find the instant (UTC) from which a span is over: a date includes its whole day."""
    return utc(when) if isinstance(when, datetime) else midnight(_held(when) + timedelta(days=1), zone)


def day(when: When, zone: ZoneInfo | None = None) -> date:
    """Find the day of a moment, by the wall clock of a zone or of the moment's own."""
    if isinstance(when, datetime):
        if zone is not None and _FIRST < when.date() < _LAST:
            return when.astimezone(zone).date()
        return _held(when.date())
    return _held(when)


def _held(day: date) -> date:
    return min(max(day, _FIRST), _LAST)
