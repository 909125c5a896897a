"""Which dates the agendas of today and of the days after list; the plan and the pages go by the same rule.

Today lists nothing but today. The week lists the days after when today has a page of its own, so that the two never say
the same; when it is short it goes on with what comes later, and is then called "Coming up".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain, islice
from typing import Final, Literal, TypeAlias, cast

from kiosk.campaign import life, repeat
from kiosk.campaign.campaign import Campaign, Screen
from kiosk.campaign.item import Event, When
from kiosk.campaign.live import meant_for, shows
from kiosk.campaign.moment import begin, day, end, midnight, utc
from kiosk.record import record

LONGEST: Final = 8
"""Dates that an agenda lists at most: more than any page has room for."""
ROWS: Final = 4
"""Rows up to which a short week goes on with what comes later."""
FEWEST: Final = 2
"""Rows from which the week has a slide in the rotation; a single date has said it all on its own slide."""
Named: TypeAlias = Literal["week", "rest", "seven", "coming"]
"""What the agenda of the week spans: this week, the rest of it, seven days, or more than that."""


@record
class Agenda:
    """The dates of today that are not over, those of the page of the week, both in order of time, and what that spans.

    `further` counts what is coming up beyond the last row.
    """

    today: tuple[Event, ...]
    week: tuple[Event, ...]
    named: Named
    further: int = 0

    @property
    def weekly(self) -> bool:
        """Whether the week is worth a slide beside that of today and those of the events."""
        return len(self.week) >= FEWEST and self.week != self.today and self.week[0].starts is not None


def of(campaign: Campaign, now: datetime, screen: Screen | None = None) -> Agenda:
    """List what a screen's agendas hold at `now`."""
    here = now.astimezone(campaign.zone)
    until = week_end(here.date(), campaign)
    taken = [e for e in campaign.events if not e.draft and meant_for(e, screen) and shows(e.show, here, campaign.zone)]
    near = [d for e in taken if e.starts is not None for d in within(e, now, until, campaign)]
    near.sort(key=lambda e: (begin(cast(When, e.starts), campaign.zone), e.id))

    def after() -> Iterable[Event]:
        firsts = [d for e in taken if (d := first_after(life.dates(e, now, until, campaign.zone), until, campaign)) is not None]
        return sorted(firsts, key=lambda e: (begin(cast(When, e.starts), campaign.zone), e.id))

    undated = [e for e in taken if awaited(e, here, campaign)]
    found = split(near, after, undated, here, campaign)
    if found.named != "coming":
        return found
    listed = {e.id for e in found.week}
    return replace(found, further=sum(e.id not in listed for e in (*after(), *undated)))


def split(
    near: Iterable[Event], after: Callable[[], Iterable[Event]], undated: Iterable[Event], here: datetime, campaign: Campaign
) -> Agenda:
    """Lay dates out on the two agendas. `near` touch this week, `after` follow it, both in order; over ones are passed over."""
    zone, instant, today = campaign.zone, utc(here), here.date()
    until = today + timedelta(days=life.WEEK)
    now_on: list[Event] = []
    week: list[Event] = []
    for event in near:
        on = day(cast(When, event.starts), zone)
        if on >= until or len(week) == LONGEST:
            break
        if repeat.over_at(event, zone) > instant:
            if on > today:
                week.append(event)
            elif len(now_on) < LONGEST:
                now_on.append(event)
    named: Named = "seven"
    if all(_week(day(cast(When, e.starts), zone)) == _week(today) for e in week):
        named = "rest" if now_on and week else "week"
    if len(week) < ROWS:
        coming = list(islice(chain(after(), undated), ROWS - len(week)))
        week += coming
        named = "coming" if coming else named
    return Agenda(tuple(now_on), tuple(week or now_on), named)


def within(event: Event, first: datetime, last: datetime, campaign: Campaign) -> tuple[Event, ...]:
    """List an event's dates that touch a span; of a rule that cannot be read the first date."""
    try:
        return repeat.occurrences(event, first, last, campaign.zone)
    except repeat.Error:  # reported by the checks
        return repeat.occurrences(replace(event, repeat=""), first, last, campaign.zone)


def first_after(dates: Sequence[Event], until: datetime, campaign: Campaign) -> Event | None:
    """Find the first of an event's dates that begins at or after an instant."""
    return next((d for d in dates if d.starts is not None and begin(d.starts, campaign.zone) >= until), None)


def awaited(event: Event, here: datetime, campaign: Campaign) -> bool:
    """Tell whether an event's date is still to come out."""
    over = campaign.ends is not None and utc(here) >= end(campaign.ends, campaign.zone)
    return event.starts is None and event.status == "scheduled" and not over


def week_end(today: date, campaign: Campaign) -> datetime:
    """Find the instant (UTC) at which the seven days that begin today are over."""
    return midnight(today + timedelta(days=life.WEEK), campaign.zone)


def key(dates: Sequence[Event], now: datetime, campaign: Campaign) -> str:
    """Sum up an agenda's rows at a moment: what runs is set off."""
    instant, zone = utc(now), campaign.zone
    return ",".join(f"{e.id}@{e.starts}{'*' if e.starts and begin(e.starts, zone) <= instant else ''}" for e in dates)


def _week(on: date) -> tuple[int, int]:
    return on.isocalendar()[:2]
