"""Opening hours: when the library closes next, and when it opens again; safe on the days the clocks change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from kiosk.campaign.campaign import Campaign, Hours, Screen, SpecialDay
from kiosk.campaign.moment import midnight, utc

_AHEAD = 60
"""Days to look for the next opening."""


def known(hours: Hours) -> bool:
    """Tell whether opening hours are given at all."""
    return bool(hours.week or hours.special)


def hours_of(campaign: Campaign, screen: Screen | None) -> Hours:
    """Find the opening hours that count at a screen: those of the venue it hangs in, else the campaign's."""
    venue = campaign.venue(screen.venue) if screen is not None and screen.venue else None
    return venue.hours if venue is not None and venue.hours is not None and known(venue.hours) else campaign.hours


def closes(now: datetime, hours: Hours) -> datetime | None:
    """Find when the library, open at `now`, closes; None when it is closed now or has no hours. Zone: that of `now`."""
    return next((end for start, end in _spans(now, hours, 1) if utc(start) <= utc(now) < utc(end)), None)


def closings(now: datetime, hours: Hours, days: int = 8) -> tuple[datetime, ...]:
    """List the closing times after `now`, over some days."""
    return tuple(end for _, end in _spans(now, hours, days) if utc(end) > utc(now))


def opens(now: datetime, hours: Hours) -> datetime | None:
    """Find when the library opens next, after `now`; None when it never does within two months."""
    return next((start for start, _ in _spans(now, hours, _AHEAD) if utc(start) > utc(now)), None)


def phase(now: datetime, hours: Hours) -> str:
    """Sum up what there is to say of the opening hours at a moment: it changes whenever the words do. Zone: that of `now`."""
    if not known(hours):
        return ""
    moments = (closes(now, hours), opens(now, hours))
    return ":".join((f"{now:%Y%m%d}", *(f"{utc(m):%Y%m%dT%H%M}" if m is not None else "" for m in moments)))


def turns(now: datetime, hours: Hours, days: int) -> tuple[datetime, ...]:
    """List the instants (UTC) over some days at which the phase changes: openings, closings, midnights."""
    if not known(hours):
        return ()
    edges = {utc(edge) for span in _spans(now, hours, days) for edge in span}
    zone = cast("ZoneInfo", now.tzinfo)
    edges |= {midnight(now.date() + timedelta(days=ahead), zone) for ahead in range(1, days + 1)}
    return tuple(sorted(e for e in edges if e > utc(now)))


def spans(now: datetime, hours: Hours, days: int) -> tuple[tuple[datetime, datetime], ...]:
    """List the times (UTC) the library is open, from yesterday on over some days."""
    return tuple((utc(start), utc(end)) for start, end in _spans(now, hours, days))


def special(day: date, hours: Hours) -> SpecialDay | None:
    """Find the special day that replaces the usual hours."""
    return next((s for s in hours.special if s.date == day), None)


def _spans(now: datetime, hours: Hours, days: int) -> Iterator[tuple[datetime, datetime]]:
    """List opening spans from yesterday on (a night that began then may still run)."""
    today = now.date()
    for ahead in range(-1, days + 1):
        day = today + timedelta(days=ahead)
        unusual = special(day, hours)
        span = unusual.hours if unusual else hours.week[day.weekday()] if len(hours.week) == 7 else None
        if span is None:
            continue
        start = datetime.combine(day, span[0], now.tzinfo)
        end = datetime.combine(day if span[1] > span[0] else day + timedelta(days=1), span[1], now.tzinfo)
        yield start, end
