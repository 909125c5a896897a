"""Moments as instants: what a date or a date-time means in UTC, where instants compare safely.

Two moments of one zone compare by the clock on the wall, which runs twice through an autumn hour; in UTC they do not.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.campaign.item import When


def utc(when: datetime) -> datetime:
    """Bring a moment to UTC."""
    return when.astimezone(UTC)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Find the instant (UTC) a day begins."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def begin(when: When, zone: ZoneInfo) -> datetime:
    """Find the instant (UTC) a span begins: of a date its first moment."""
    return when.astimezone(UTC) if isinstance(when, datetime) else midnight(when, zone)


def end(when: When, zone: ZoneInfo) -> datetime:
    """Find the instant (UTC) from which a span is over: a date includes its whole day."""
    return when.astimezone(UTC) if isinstance(when, datetime) else midnight(when + timedelta(days=1), zone)


def day(when: When, zone: ZoneInfo | None = None) -> date:
    """Find the day of a moment, by the wall clock of a zone or of the moment's own."""
    if isinstance(when, datetime):
        return (when.astimezone(zone) if zone else when).date()
    return when
