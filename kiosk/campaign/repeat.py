"""Repeating events: the dates a recurrence rule gives (RFC 5545, 3.3.10), with the exceptions of the campaign file."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Any, cast
from zoneinfo import ZoneInfo

from kiosk.campaign.item import Change, Event, When
from kiosk.campaign.moment import begin as begin_of
from kiosk.campaign.moment import day as day_of
from kiosk.campaign.moment import end as end_of

HORIZON = timedelta(days=750)
"""How far ahead a next date is looked for; longer than two years, so that a yearly event is found."""
USUAL_LENGTH = timedelta(hours=1)
"""How long an event without an end counts as running."""
_MOST = 20_000
"""Dates one rule may give; what asks for more is no timetable."""
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


class Error(Exception):
    """A recurrence rule that cannot be used: one sentence."""


def occurrences(event: Event, begin: datetime, end: datetime, zone: ZoneInfo) -> tuple[Event, ...]:
    """List the event's dates that touch the span from `begin` to `end` (excluded), each as an event of its own.

    An event without a rule gives itself; one without a date gives nothing. Raise Error for a rule that cannot be read.
    """
    if event.starts is None:
        return ()
    if not event.repeat:
        dated = (event,)
    else:
        # A change can move a date into the span from outside, so one with new times is always looked at.
        reach = _length(event, zone) + timedelta(days=1)
        starts = _starts(event.repeat, event.starts, _local(begin, zone) - reach, _local(end, zone), zone)
        days = {day_of(s) for s in starts}
        moved = [c.on for c in event.changes if "starts" in c.changed and c.on not in days]
        if moved:
            far = [datetime.combine(d, time(), zone) for d in (min(moved), max(moved) + timedelta(days=1))]
            known = _starts(event.repeat, event.starts, _local(far[0], zone), _local(far[1], zone), zone)
            starts = (*starts, *(s for s in known if day_of(s) in moved))
        dated = tuple(_at(event, s) for s in starts)
    found = [
        e
        for e in dated
        if e.starts and begin_of(e.starts, zone) < end.astimezone(UTC) and over_at(e, zone) > begin.astimezone(UTC)
    ]
    return tuple(sorted(found, key=lambda e: begin_of(cast(When, e.starts), zone)))


def current(event: Event, now: datetime, zone: ZoneInfo) -> Event | None:
    """Find the date that runs now or comes next; an event without a date stands for itself, one that is over is None."""
    if event.starts is None:
        return event
    if not event.repeat:
        return event if over_at(event, zone) > now.astimezone(UTC) else None
    for ahead in (timedelta(days=60), HORIZON):
        try:
            found = occurrences(event, now, now + ahead, zone)
        except Error:
            # An unreadable rule is reported by the checks; the first date is still true.
            return event if over_at(event, zone) > now.astimezone(UTC) else None
        if found:
            return found[0]
    return None


def over_at(event: Event, zone: ZoneInfo) -> datetime:
    """Find the instant (UTC) from which a dated event is over; an all-day event lasts to the end of its last day."""
    starts, ends = event.starts, event.ends
    if starts is None:
        return datetime.max.replace(tzinfo=UTC)
    begun = begin_of(starts, zone)
    if ends is None:
        return begun + USUAL_LENGTH if isinstance(starts, datetime) else end_of(starts, zone)
    done = end_of(ends, zone)
    # An end before the start is reported by the checks; here the event lasts as if it had none.
    return done if done > begun or done == begun else over_at(replace(event, ends=None), zone)


def check(event: Event, zone: ZoneInfo) -> None:
    """Raise Error when the event's rule cannot be used."""
    if event.repeat and event.starts is not None:
        first = _local(datetime.combine(day_of(event.starts), time(), zone), zone)
        _starts(event.repeat, event.starts, first, first + timedelta(days=400), zone)


def _local(when: datetime, zone: ZoneInfo) -> datetime:
    """Take the wall clock's reading."""
    return when.astimezone(zone).replace(tzinfo=None)


def _length(event: Event, zone: ZoneInfo) -> timedelta:
    return over_at(event, zone) - begin_of(event.starts, zone) if event.starts else USUAL_LENGTH


def _at(event: Event, starts: When) -> Event:
    """Move an event to another of its dates, the wall clock's length kept, and apply the exception for that date."""
    first = cast(When, event.starts)
    ends = event.ends
    if isinstance(ends, datetime) and isinstance(first, datetime) and isinstance(starts, datetime):
        # Both ends keep their place on the wall clock, as a timetable does when the clocks change.
        length = ends.replace(tzinfo=None) - first.replace(tzinfo=None)
        ends = (starts.replace(tzinfo=None) + length).replace(tzinfo=starts.tzinfo)
    elif ends is not None:
        ends = day_of(starts) + (day_of(ends) - day_of(first))
    made = replace(event, starts=starts, ends=ends, repeat="", changes=())
    change = next((c for c in event.changes if c.on == day_of(starts)), None)
    return made if change is None else _changed(made, change)


def _changed(event: Event, change: Change) -> Event:
    changed: dict[str, Any] = dict(cast(Mapping[str, Any], change.changed))
    moved = changed.get("starts")
    if moved is not None and "ends" not in changed and isinstance(event.starts, datetime) and isinstance(event.ends, datetime):
        # A new start without a new end keeps the length.
        changed["ends"] = moved + (event.ends - event.starts) if isinstance(moved, datetime) else None
    if change.cancelled:
        changed["status"] = "cancelled"
    return replace(event, **changed)


@lru_cache(maxsize=2048)
def _starts(rule: str, first: When, begin: datetime, end: datetime, zone: ZoneInfo) -> tuple[When, ...]:
    """List the starts a rule gives from `begin` to `end` (wall clock, both included); the first date always counts."""
    zoned = first.tzinfo if isinstance(first, datetime) else None
    naive = first.replace(tzinfo=None) if isinstance(first, datetime) else datetime.combine(first, time())
    found: list[datetime] = []
    for at in _rule(rule, naive, zone, end):
        if at > end or len(found) > _MOST:
            break
        if at >= begin:
            found.append(at)
    if begin <= naive <= end and naive not in found:
        found.insert(0, naive)
    if zoned is None:
        return tuple(at.date() for at in found)
    return tuple(at.replace(tzinfo=zoned) for at in found)


def _rule(text: str, first: datetime, zone: ZoneInfo, end: datetime) -> Any:
    """Make dateutil's rule out of the text, bounded by `end` so that a rule which never matches stops too."""
    from dateutil.rrule import rrulestr

    body = text.strip().upper().removeprefix("RRULE:")
    parts = {key: value for key, _, value in (p.partition("=") for p in body.split(";") if p)}
    if parts.get("FREQ") not in _FREQUENCIES:
        raise Error(f'The recurrence rule "{text[:60]}" has no usable FREQ; write one of {", ".join(_FREQUENCIES)}.')
    if not _possible(parts):
        raise Error(f'The recurrence rule "{text[:60]}" asks for a day that no month has; correct BYMONTH or BYMONTHDAY.')
    limit = min(_until(parts.pop("UNTIL", ""), zone, text), end)
    if limit < first:
        return ()
    try:
        if not all(0 < int(parts.get(key, 1)) <= _MOST for key in ("COUNT", "INTERVAL")):
            raise ValueError
        made: Any = rrulestr(";".join(f"{k}={v}" for k, v in parts.items()), dtstart=first)
        # dateutil refuses COUNT beside UNTIL, though ours is only a bound on the search.
        return made.replace(until=limit) if "COUNT" not in parts else (at for at in made if at <= limit)
    except (ValueError, TypeError, KeyError, OverflowError):
        raise Error(f'The recurrence rule "{text[:60]}" cannot be read; write it like FREQ=WEEKLY;BYDAY=TU;COUNT=6.') from None


def _possible(parts: Mapping[str, str]) -> bool:
    """Tell whether some year has a day of the month that is asked for; dateutil would look for it until the year 9999."""
    if "BYMONTHDAY" not in parts:
        return True
    try:
        days = [abs(int(d)) for d in parts["BYMONTHDAY"].split(",")]
        months = [int(m) for m in parts.get("BYMONTH", "1").split(",")]
        return any(1 <= d <= monthrange(2024, m)[1] for d in days for m in months)
    except (ValueError, IndexError):
        return False


def _until(text: str, zone: ZoneInfo, rule: str) -> datetime:
    """Read UNTIL as the wall clock's reading; a date alone includes its whole day."""
    if not text:
        return datetime.max
    found = re.fullmatch(r"(\d{8})(?:T(\d{6})(Z?))?", text)
    try:
        if found is None:
            raise ValueError
        if not found[2]:
            return datetime.combine(datetime.strptime(found[1], "%Y%m%d").date(), time.max)
        at = datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S")
    except ValueError:
        raise Error(f'The recurrence rule "{rule[:60]}" has an UNTIL that is no date; write it like UNTIL=20221130.') from None
    return _local(at.replace(tzinfo=UTC), zone) if found[3] else at
