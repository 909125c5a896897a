"""What a screen shows over a span of time, stretch by stretch, with the gaps and clashes that staff should know of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final, cast

from kiosk.campaign import agenda, life, live, opening, repeat
from kiosk.campaign.campaign import Campaign, Screen
from kiosk.campaign.item import Event, Item, When, title_of
from kiosk.campaign.light import Light
from kiosk.campaign.moment import begin, utc
from kiosk.campaign.plan import COVER, DEFAULT, HOURS, TODAY, WEEK, Slide, plan
from kiosk.record import record

MOST: Final = 100_000
"""Stretches that are followed; a span of years with a countdown every evening has fewer."""
_STEP = timedelta(microseconds=1)


@record
class Stretch:
    """A time, its end excluded, over which nothing about a screen changes."""

    start: datetime
    end: datetime
    slides: tuple[Slide, ...]
    light: Light

    @property
    def whats(self) -> tuple[str, ...]:
        """What the slides are, without their phases."""
        return tuple(dict.fromkeys(s.what for s in self.slides))

    @property
    def round(self) -> float:
        """Seconds that one round of the slides takes."""
        return sum(s.dwell for s in self.slides)


@record
class Note:
    """A gap or a clash: when, and the sentence."""

    start: datetime
    end: datetime
    sentence: str


@record
class Diary:
    """One screen over a span; `screen` None stands for any."""

    screen: Screen | None
    stretches: tuple[Stretch, ...]
    gaps: tuple[Note, ...]
    clashes: tuple[Note, ...]


def diary(campaign: Campaign, screen: Screen | None, start: datetime, end: datetime) -> Diary:
    """Follow a screen from `start` to `end` (moments of the campaign's zone)."""
    followed = tuple(_follow(campaign, screen, start, end))
    return Diary(screen, followed, tuple(_gaps(campaign, screen, followed)), tuple(_clashes(campaign, screen, followed)))


def joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Join stretches that show the same things in the same light, whatever their phase."""
    found: list[Stretch] = []
    for _, same in groupby(stretches, key=lambda s: (s.whats, s.light)):
        group = list(same)
        found.append(Stretch(group[0].start, group[-1].end, group[0].slides, group[0].light))
    return tuple(found)


def said(start: datetime, end: datetime) -> str:
    """Say a span in words: "on Tuesday 15 November 17:00 to 20:00", "from Tuesday 15 November 17:00 to ..."."""
    last = end - _STEP
    year = " %Y" if start.year != last.year else ""
    if start.date() == last.date():
        until = "24:00" if end.date() != last.date() else f"{end:%H:%M}"
        return f"on {start:%A} {start.day} {start:%B} {start:%H:%M} to {until}"
    return f"from {start:%A} {start.day} {start:%B{year} %H:%M} to {end:%A} {end.day} {end:%B{year} %H:%M}"


def _follow(campaign: Campaign, screen: Screen | None, start: datetime, end: datetime) -> Iterator[Stretch]:
    """Walk from boundary to boundary."""
    now = start
    for _ in range(MOST):
        if utc(now) >= utc(end):
            return
        planned = plan(now, campaign, screen)
        boundary = planned.boundary
        until = end if boundary is None or utc(boundary) >= utc(end) else boundary
        yield Stretch(now, until, planned.slides, planned.light)
        now = until


def _gaps(campaign: Campaign, screen: Screen | None, stretches: Sequence[Stretch]) -> Iterator[Note]:
    """Name the times at which people are there, and the screen has nothing but the default slide for them."""
    hours = opening.hours_of(campaign, screen)
    # That the library closes, soon or in a week, is no reason to stop and look.
    nothing = {DEFAULT, HOURS, *(n.id for n in campaign.notices if n.before_closing is not None)}
    for empty, same in groupby(stretches, key=lambda s: nothing.issuperset(s.whats)):
        group = list(same)
        if not empty:
            continue
        start, end = group[0].start, group[-1].end
        if opening.known(hours):
            days = (utc(end) - utc(start)).days + 2
            spans = [(max(a, utc(start)), min(b, utc(end))) for a, b in opening.spans(start, hours, days)]
            spans = [(a, b) for a, b in spans if a < b]
            if not spans:
                continue
            start, end = spans[0][0].astimezone(campaign.zone), max(b for _, b in spans).astimezone(campaign.zone)
        yield Note(start, end, f"nothing {said(start, end)}")


def _clashes(campaign: Campaign, screen: Screen | None, stretches: Sequence[Stretch]) -> Iterator[Note]:
    yield from _twice(campaign, stretches)
    if stretches:
        yield from _one_place(campaign, screen, stretches[0].start, stretches[-1].end)


def _twice(campaign: Campaign, stretches: Sequence[Stretch]) -> Iterator[Note]:
    """Name events that have several slides at once."""
    items = {i.id: i for i in campaign.items}
    titles = {i.id: " ".join(title_of(i).casefold().split()) for i in campaign.items}
    found: dict[str, tuple[datetime, datetime, tuple[str, ...]]] = {}
    for stretch in stretches:
        same: dict[str, list[str]] = {}
        for what in stretch.whats:
            if what in titles:
                same.setdefault(titles[what], []).append(what)
        for title, ids in same.items():
            if len(ids) > 1:
                start, _, known = found.get(title, (stretch.start, stretch.end, ()))
                found[title] = (start, stretch.end, known if len(known) >= len(ids) else tuple(ids))
    for start, end, ids in found.values():
        named = title_of(items[ids[0]])
        what = "event" if any(isinstance(items[i], Event) for i in ids) else "thing"
        yield Note(start, end, f'{len(ids)} slides for one {what}, "{named}", {said(start, end)}')


def _one_place(campaign: Campaign, screen: Screen | None, start: datetime, end: datetime) -> Iterator[Note]:
    """Name events that are at the same place at the same time."""
    zone = campaign.zone
    dates: dict[str, list[tuple[datetime, datetime, Event]]] = {}
    for event in campaign.events:
        if event.draft or not event.venue or not live.meant_for(event, screen):
            continue
        for date in agenda.within(event, start, end, campaign):
            if date.status not in life.OFF and isinstance(date.starts, datetime):
                dates.setdefault(date.venue, []).append((begin(cast(When, date.starts), zone), repeat.over_at(date, zone), date))
    for venue, listed in dates.items():
        listed.sort(key=lambda d: (d[0], d[2].id))
        place = campaign.venue(venue)
        named = (place.room or place.name if place else "") or venue
        for n, (_, over, event) in enumerate(listed):
            for other_begins, other_over, other in listed[n + 1 :]:
                if other_begins >= over:
                    break
                a, b = other_begins.astimezone(zone), min(over, other_over).astimezone(zone)
                yield Note(a, b, f'"{event.title}" and "{other.title}" are both in {named} {said(a, b)}')


def named(what: str, items: dict[str, Item]) -> str:
    """Name a slide for people: an item's title, or the page."""
    return title_of(items[what]) if what in items else __PAGES.get(what, what)


__PAGES = {
    COVER: "Cover",
    TODAY: "Today",
    WEEK: "This week and later",
    HOURS: "Changed opening hours",
    DEFAULT: "Opening hours",
}
