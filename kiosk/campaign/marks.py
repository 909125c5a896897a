"""The instants at which a screen's plan may change, gathered ahead; the plan itself tells which of them matter."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.campaign import opening, repeat
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Article, Event, Item, Notice
from kiosk.campaign.moment import begin, day, end, midnight

WEEK = 7
"""Days the agenda of the week looks ahead, today included."""
SIGHT = timedelta(days=8)
"""How far weekly rules are looked ahead; a boundary is never later than this while one is in use."""


def marks(now: datetime, items: Iterable[Item], campaign: Campaign) -> set[datetime]:
    """Collect every instant (UTC) at which something may change; too many do no harm, a missing one does."""
    zone = campaign.zone
    found: set[datetime] = set()
    weekly = False
    if campaign.ends is not None:
        found.add(end(campaign.ends, zone))
    for item in items:
        show = item.show
        found |= {begin(show.from_, zone)} if show.from_ is not None else set()
        found |= {end(show.until, zone)} if show.until is not None else set()
        if show.days or show.between:
            weekly = True
            found.update(_clock_marks(now, show.between, zone))
        match item:
            case Event():
                found.update(_event_marks(item, now, zone))
            case Article(published=date() as published):
                found.add(midnight(published, zone))
            case Notice():
                found |= {begin(item.starts, zone)} if item.starts is not None else set()
                found |= {end(item.ends, zone)} if item.ends is not None else set()
                if item.before_closing is not None:
                    weekly = True
                    found.update(_closing_marks(item.before_closing, now, campaign, zone))
            case _:
                pass
    if weekly:
        found.add(now + SIGHT)
    return found


def _event_marks(event: Event, now: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """List when an event begins, is over, and enters the agendas of its day and week."""
    dated = repeat.current(event, now, zone)
    if dated is None or dated.starts is None:
        return
    yield from (begin(dated.starts, zone), repeat.over_at(dated, zone))
    on = day(dated.starts, zone)
    today = now.astimezone(zone).date()
    yield from (midnight(d, zone) for d in (on, on - timedelta(days=WEEK - 1), today + timedelta(days=1)))


def _clock_marks(now: datetime, between: tuple[time, time] | None, zone: ZoneInfo) -> Iterator[datetime]:
    """List midnights, the ends of a span of the day, and the moments the clocks change, over the days in sight."""
    today = now.astimezone(zone).date()
    clocks = {time(), *(between or ())}
    for ahead in range(-1, SIGHT.days + 1):
        on = today + timedelta(days=ahead)
        for clock in clocks:
            for fold in (0, 1):
                yield datetime.combine(on, clock, zone).replace(fold=fold).astimezone(UTC)
        yield from _clock_change(on, zone)


def _clock_change(on: date, zone: ZoneInfo) -> Iterable[datetime]:
    """Find the moment on a day at which the clocks change, to the second."""
    first = midnight(on, zone)
    length = int((midnight(on + timedelta(days=1), zone) - first).total_seconds())
    before = first.astimezone(zone).utcoffset()
    if (first + timedelta(seconds=length)).astimezone(zone).utcoffset() == before:
        return ()

    def changed(seconds: int) -> bool:
        return (first + timedelta(seconds=seconds)).astimezone(zone).utcoffset() != before

    return (first + timedelta(seconds=bisect.bisect_left(range(length + 1), True, key=changed)),)


def _closing_marks(minutes: float, now: datetime, campaign: Campaign, zone: ZoneInfo) -> Iterator[datetime]:
    """List the next closings, when their notice begins, and each minute of the countdown that runs or comes first."""
    early = timedelta(minutes=minutes)
    for count, closes in enumerate(opening.closings(now.astimezone(zone), campaign.hours)):
        end = closes.astimezone(UTC)
        yield from (end - early, end)
        if count < 2:
            yield from (end - timedelta(minutes=m) for m in range(1, int(min(minutes, 120)) + 1))
