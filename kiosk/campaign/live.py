"""What an item shows at a moment: whether a screen takes it, whether its rules admit it, and as which slide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.campaign import dwell, life, opening
from kiosk.campaign.campaign import Campaign, Hours, Screen
from kiosk.campaign.item import Article, Event, Item, Notice, Priority, Prompt, Show, Technique, kind_of
from kiosk.campaign.moment import begin, end, midnight, utc
from kiosk.campaign.slide import Slide
from kiosk.record import record


@record
class Turn:
    """A slide with its place in the order of slides: dated events by time, those over, those without a date, the rest."""

    rank: int
    since: float
    slide: Slide


@record
class Setting:
    """What the slides of all items depend on: the campaign, the opening hours that count, and events of one title."""

    campaign: Campaign
    hours: Hours
    kin: life.Kin


def setting(campaign: Campaign, screen: Screen | None) -> Setting:
    """Gather what the slides of a screen depend on."""
    return Setting(campaign, opening.hours_of(campaign, screen), life.kin_of(campaign))


def turn(item: Item, dated: Sequence[Event], at: datetime, around: Setting) -> Turn | None:
    """Make the slide of an item at a moment (wall clock of the campaign); `dated` lists an event's dates. None: not live."""
    campaign = around.campaign
    if not shows(item.show, at, campaign.zone) or not _lives(item, at, around):
        return None
    if not isinstance(item, Event):
        return Turn(3, 0, _slide(item, at, around))
    now = life.at(dated, at, campaign.zone, around.kin)
    if now is None:
        return None
    date, key = now.date, item.id
    if date.starts is None:
        return Turn(2, 0, Slide(item.id, "event", dwell.of(date), key))
    key += f"@{date.starts.isoformat()}" + (f"#{now.phase}" if now.phase else "")
    key += f":{now.next.starts.isoformat()}" if now.next is not None and now.next.starts is not None else ""
    rank = 1 if now.phase == "over" else 0
    return Turn(rank, begin(date.starts, campaign.zone).timestamp(), Slide(item.id, "event", dwell.of(date), key))


def shows(show: Show, at: datetime, zone: ZoneInfo) -> bool:
    """Tell whether an item's own show rules admit a moment."""
    if show.from_ is None and show.until is None and show.between is None and not show.days:
        return True
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


def timeless(item: Item) -> bool:
    """Tell whether an item is true at any time: no date of its own and no rule that a clock decides."""
    show = item.show
    if show.from_ is not None or show.until is not None or show.between is not None or show.days:
        return False
    match item:
        case Event():
            return item.starts is None
        case Article():
            return item.published is None
        case Notice():
            return item.starts is None and item.ends is None and item.before_closing is None
        case _:
            return True


def meant_for(item: Item, screen: Screen | None) -> bool:
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


def class_of(item: Item) -> Priority:
    """Name the class of an item's slide."""
    match item:
        case Notice():
            return item.priority
        case Technique() | Prompt():
            return "filler"
        case _:
            return "event"


def closing_at(notice: Notice, now: datetime, hours: Hours, zone: ZoneInfo) -> datetime | None:
    """Find the closing time that a notice counts down to at `now`; None when it is not its time."""
    if notice.before_closing is None:
        return None
    closes = opening.closes(now.astimezone(zone), hours)
    early = timedelta(minutes=notice.before_closing)
    return closes if closes is not None and utc(closes) - utc(now) <= early else None


def minutes_left(closes: datetime, now: datetime) -> int:
    """Count the minutes to a closing time, begun minutes as whole ones."""
    left = (utc(closes) - utc(now)).total_seconds()
    return max(int(-(-left // 60)), 0)


def _lives(item: Item, at: datetime, around: Setting) -> bool:
    """Tell whether an item's own dates admit a moment; what has no date lives as long as the campaign."""
    campaign = around.campaign
    zone, instant = campaign.zone, at.astimezone(UTC)
    match item:
        case Notice():
            if item.starts is not None and instant < begin(item.starts, zone):
                return False
            if item.ends is not None and instant >= end(item.ends, zone):
                return False
            return item.before_closing is None or closing_at(item, at, around.hours, zone) is not None
        case Event() if item.starts is not None:
            return True  # its life tells
        case Article() if item.published is not None and instant < midnight(item.published, zone):
            return False
        case _:
            return campaign.ends is None or instant < end(campaign.ends, zone)


def _slide(item: Item, at: datetime, around: Setting) -> Slide:
    """Make the slide of a live item that is no event."""
    key = item.id
    if isinstance(item, Notice):
        closes = closing_at(item, at, around.hours, around.campaign.zone)
        if closes is not None:
            key += f"@{closes:%Y%m%dT%H%M}-{minutes_left(closes, at)}"
    return Slide(item.id, class_of(item), dwell.of(item), key)
