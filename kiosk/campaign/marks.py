"""The instants at which what an item shows may change; too many do no harm, a missing one does."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from kiosk.campaign import life, opening, repeat
from kiosk.campaign.campaign import Campaign, Hours
from kiosk.campaign.item import Article, Event, Item, Notice, Show
from kiosk.campaign.live import Setting
from kiosk.campaign.moment import begin, day, end, midnight


def marks(item: Item, dated: Sequence[Event], first: datetime, last: datetime, around: Setting) -> set[datetime]:
    """Collect the instants (UTC) from `first` to `last` at which an item may change, and of the later ones at least the first.

    What follows a weekly rule has its next one at `last`, so that it is looked at again. `dated` lists an event's dates.
    """
    campaign, zone = around.campaign, around.campaign.zone
    show = item.show
    found: set[datetime] = set()
    found |= {begin(show.from_, zone)} if show.from_ is not None else set()
    found |= {end(show.until, zone)} if show.until is not None else set()
    if (show.days or show.between) and _reaches(show, first, last, zone):
        found |= clock_marks(show.between, first, last, zone) | {last}
    match item:
        case Event() if item.starts is not None:
            found |= life.turns(dated, zone, around.kin)
            if item.repeat and dated and repeat.over_at(dated[-1], zone) > last:
                # Dates of a series are known a little beyond `last`; after that they are looked for again.
                found.add(max(midnight(day(dated[-1].starts or first, zone) - timedelta(days=life.WEEK), zone), last))
        case Notice():
            found |= {begin(item.starts, zone)} if item.starts is not None else set()
            found |= {end(item.ends, zone)} if item.ends is not None else set()
            if item.before_closing is not None and opening.known(around.hours):
                found |= {*_closing_marks(item.before_closing, first, last, around.hours, zone), last}
        case Article(published=date() as published):
            found |= {midnight(published, zone)} | _campaign_ends(campaign)
        case _:
            found |= _campaign_ends(campaign)
    return found


def midnights(first: datetime, last: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """List the midnights (UTC) of a span."""
    on = first.astimezone(zone).date()
    while (at := midnight(on, zone)) < last:
        yield at
        on += timedelta(days=1)


@lru_cache(maxsize=256)
def clock_marks(between: tuple[time, time] | None, first: datetime, last: datetime, zone: ZoneInfo) -> frozenset[datetime]:
    """List midnights, the ends of a span of the day, and the moments the clocks change, over a span of time."""
    found: set[datetime] = set()
    on = first.astimezone(zone).date() - timedelta(days=1)
    while midnight(on, zone) < last:
        for clock in {time(), *(between or ())}:
            found |= {datetime.combine(on, clock, zone).replace(fold=fold).astimezone(UTC) for fold in (0, 1)}
        found.update(_clock_change(on, zone))
        on += timedelta(days=1)
    return frozenset(found)


def _reaches(show: Show, first: datetime, last: datetime, zone: ZoneInfo) -> bool:
    """Tell whether a span touches the time between a show's from and until."""
    begun = show.from_ is None or begin(show.from_, zone) < last
    return begun and (show.until is None or end(show.until, zone) > first)


def _campaign_ends(campaign: Campaign) -> set[datetime]:
    return {end(campaign.ends, campaign.zone)} if campaign.ends is not None else set()


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


def _closing_marks(minutes: float, first: datetime, last: datetime, hours: Hours, zone: ZoneInfo) -> Iterator[datetime]:
    """List closings, when their notice begins, and each minute of the countdown."""
    early = timedelta(minutes=minutes)
    for opens, closes in opening.spans(first.astimezone(zone), hours, (last - first).days + 2):
        yield from (closes - early, opens, closes)
        most = min(minutes, (closes - opens) / timedelta(minutes=1))
        yield from (closes - timedelta(minutes=m) for m in range(1, int(most) + 1))
