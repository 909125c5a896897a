"""What is on a screen at a moment: the live slides in order, and the instant at which that may change. Pure and DST-safe.

Instants are compared in UTC; days, weekdays and times of day are read from the wall clock of the campaign's zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final, cast
from zoneinfo import ZoneInfo

from kiosk.campaign import dwell, marks, opening, repeat
from kiosk.campaign.campaign import Campaign, Screen
from kiosk.campaign.item import Article, Event, Item, Notice, Priority, Prompt, Show, Technique, When, kind_of
from kiosk.campaign.moment import begin, day, end, midnight
from kiosk.record import record

COVER: Final = "cover"
TODAY: Final = "agenda-today"
WEEK: Final = "agenda-week"
DEFAULT: Final = "default"
_TRIES = 40
"""Instants at which nothing changes that are passed over in search of the boundary."""


@record
class Slide:
    """One slide in rotation: an item's id or a campaign page, its class, seconds on screen.

    `key` changes whenever the picture may, though the campaign did not: another date of a series, a minute less to closing.
    """

    what: str
    priority: Priority
    dwell: float
    key: str


@record
class Plan:
    """The slides of a moment in order, and when to ask again; None = never by time alone."""

    slides: tuple[Slide, ...]
    boundary: datetime | None


def plan(now: datetime, campaign: Campaign, screen: Screen | None = None) -> Plan:
    """Plan a screen at `now` (a moment with a zone); the slides stay true until the boundary, which is excluded."""
    zone = campaign.zone
    items = [i for i in campaign.items if not i.draft and _meant_for(i, screen)]
    shown = slides(now, campaign, screen)
    found = marks.marks(now.astimezone(UTC), items, campaign)
    if any(s.what == DEFAULT for s in shown):  # it tells the opening hours
        found |= set(opening.turns(now.astimezone(zone), campaign.hours, marks.SIGHT.days))
    ahead = sorted(m for m in found if m > now.astimezone(UTC))
    for mark in ahead[:_TRIES]:
        if slides(mark, campaign, screen) != shown:
            return Plan(shown, mark.astimezone(zone))
    left = ahead[_TRIES : _TRIES + 1]
    return Plan(shown, left[0].astimezone(zone) if left else None)


def slides(now: datetime, campaign: Campaign, screen: Screen | None = None) -> tuple[Slide, ...]:
    """List the slides that are live at `now`, in order: notices, cover, agendas, events by date, articles; fillers between."""
    zone = campaign.zone
    at = now.astimezone(zone)
    live: list[tuple[Item, Slide]] = []
    coming: list[Event] = []
    for item in campaign.items:
        if item.draft or not _meant_for(item, screen) or not shows(item.show, at, zone):
            continue
        dated = repeat.current(item, at, zone) if isinstance(item, Event) else item
        if dated is None or not _lives(dated, at, campaign):
            continue
        live.append((dated, _slide(dated, at, campaign)))
        if isinstance(dated, Event) and dated.starts is not None:
            coming += _dates(cast(Event, item), dated, at, zone)
    urgent = tuple(s for _, s in live if s.priority == "emergency")
    if urgent:
        return urgent
    if not live:
        phase = opening.phase(at, campaign.hours)
        return (Slide(DEFAULT, "filler", dwell.LONGEST, f"{DEFAULT}@{phase}" if phase else DEFAULT),)
    notices = [s for _, s in live if s.priority == "notice"]
    events = [s for s in _by_turn(live, zone) if s.priority == "event"]
    fillers = [s for _, s in live if s.priority == "filler"]
    told = any(not isinstance(i, Notice) for i, _ in live)
    cover = (Slide(COVER, "event", dwell.of_campaign(campaign), COVER),) if told else ()
    pages = (*cover, *_agendas(coming, at, zone))
    return (*notices, *pages, *_mixed(events, fillers))


def shows(show: Show, at: datetime, zone: ZoneInfo) -> bool:
    """Tell whether an item's own show rules admit a moment."""
    instant = at.astimezone(UTC)
    if show.from_ is not None and instant < begin(show.from_, zone):
        return False
    if show.until is not None and instant >= end(show.until, zone):
        return False
    wall = at.astimezone(zone)
    on = wall.date()
    if show.between is not None:
        first, last = show.between
        clock = wall.time()
        if first < last:
            if not first <= clock < last:
                return False
        elif first > last:
            if last <= clock < first:
                return False
            if clock < last:  # the part after midnight belongs to the day it began on
                on -= timedelta(days=1)
    return not show.days or on.weekday() in show.days


def closing_at(notice: Notice, now: datetime, campaign: Campaign) -> datetime | None:
    """Find the closing time that a notice counts down to at `now`; None when it is not its time."""
    if notice.before_closing is None:
        return None
    closes = opening.closes(now.astimezone(campaign.zone), campaign.hours)
    early = timedelta(minutes=notice.before_closing)
    return closes if closes is not None and closes.astimezone(UTC) - now.astimezone(UTC) <= early else None


def minutes_left(closes: datetime, now: datetime) -> int:
    """Count the minutes to a closing time, begun minutes as whole ones."""
    left = (closes.astimezone(UTC) - now.astimezone(UTC)).total_seconds()
    return max(int(-(-left // 60)), 0)


def _meant_for(item: Item, screen: Screen | None) -> bool:
    """Tell whether a screen takes an item; without a screen everything is taken."""
    if screen is None:
        return True
    if item.show.screens and screen.name not in item.show.screens:
        return False
    takes = screen.shows
    if takes.kinds and kind_of(item) not in takes.kinds:
        return False
    if takes.tags and not set(takes.tags) & set(item.tags):
        return False
    if isinstance(item, Event):
        if takes.audience and item.audience and item.audience not in takes.audience:
            return False
        if takes.venues and item.venue and item.venue not in takes.venues:
            return False
    return True


def _lives(item: Item, at: datetime, campaign: Campaign) -> bool:
    """Tell whether an item's own dates admit a moment; what has no date lives as long as the campaign."""
    zone, instant = campaign.zone, at.astimezone(UTC)
    match item:
        case Notice():
            if item.starts is not None and instant < begin(item.starts, zone):
                return False
            if item.ends is not None and instant >= end(item.ends, zone):
                return False
            return item.before_closing is None or closing_at(item, at, campaign) is not None
        case Event() if item.starts is not None:
            return True
        case Article() if item.published is not None and instant < midnight(item.published, zone):
            return False
        case _:
            return campaign.ends is None or instant < end(campaign.ends, zone)


def _slide(item: Item, at: datetime, campaign: Campaign) -> Slide:
    """Make the slide of a live item."""
    key = item.id
    priority: Priority = "event"
    match item:
        case Event():
            key += f"@{item.starts.isoformat()}" if item.starts else ""
        case Notice():
            priority = item.priority
            closes = closing_at(item, at, campaign)
            if closes is not None:
                key += f"@{closes:%Y%m%dT%H%M}-{minutes_left(closes, at)}"
        case Technique() | Prompt():
            priority = "filler"
        case Article():
            pass
    return Slide(item.id, priority, dwell.of(item), key)


def _dates(event: Event, current: Event, at: datetime, zone: ZoneInfo) -> tuple[Event, ...]:
    """List an event's dates in the week that begins today, `current` being the one that runs or comes next."""
    until = midnight(at.date() + timedelta(days=marks.WEEK), zone)
    if event.repeat:
        try:
            return repeat.occurrences(event, at, until, zone)
        except repeat.Error:
            pass  # the checks say so; the first date is still true
    return (current,) if begin(cast(When, current.starts), zone) < until else ()


def _agendas(coming: list[Event], at: datetime, zone: ZoneInfo) -> Iterator[Slide]:
    """Offer the agenda of today and of the week, each when it says something that the other does not."""
    today = at.date()
    now = [e for e in coming if day(cast(When, e.starts), zone) <= today]
    for what, listed in ((TODAY, now), (WEEK, coming if len(coming) > len(now) else [])):
        if listed:
            phase = ",".join(e.id + ("*" if begin(cast(When, e.starts), zone) <= at.astimezone(UTC) else "") for e in listed)
            yield Slide(what, "event", dwell.of_agenda(listed), f"{what}@{today}:{phase}")


def _by_turn(live: list[tuple[Item, Slide]], zone: ZoneInfo) -> list[Slide]:
    return [slide for _, slide in sorted(live, key=lambda pair: _turn(pair[0], zone))]


def _turn(item: Item, zone: ZoneInfo) -> tuple[int, datetime]:
    """Sort events by date, then events without one, then the rest in the order of the file."""
    if isinstance(item, Event):
        return (0, begin(item.starts, zone)) if item.starts is not None else (1, datetime.min.replace(tzinfo=UTC))
    return 2, datetime.min.replace(tzinfo=UTC)


def _mixed(events: list[Slide], fillers: list[Slide]) -> tuple[Slide, ...]:
    """Spread the fillers evenly between the events, an event first."""
    placed = [(i / len(events), 0, s) for i, s in enumerate(events)]
    placed += [((i + 0.5) / len(fillers), 1, s) for i, s in enumerate(fillers)]
    return tuple(s for _, _, s in sorted(placed, key=lambda p: p[:2]))
