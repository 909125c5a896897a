"""What time it is at the desk: now, or the moment that somebody looks ahead to."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

_at: list[datetime] = []


def now(zone: ZoneInfo) -> datetime:
    """Give the moment that counts, in a zone."""
    return _at[0].astimezone(zone) if _at else datetime.now(zone).replace(microsecond=0)


def pretend(at: datetime | None) -> None:
    """Take this moment (with a zone) for now; None is the real one."""
    _at[:] = [at] if at is not None else []
