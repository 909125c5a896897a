"""A slow way to say what a screen shows: one moment at a time, straight from the rules, with no look ahead.

It shares no code with the plan but the recurrence of dates, which is judged by a peer of its own.
"""

from datetime import UTC, datetime, timedelta

from kiosk.campaign import repeat
from kiosk.campaign.item import Article, Event, Notice, kind_of


def live(now, campaign, screen=None):
    """Map each live item's id to the start of the date it is live for."""
    found = {}
    for item in campaign.items:
        if not item.draft and taken(item, screen) and admitted(item.show, now, campaign.zone):
            begins = lives(item, now, campaign)
            if begins is not False:
                found[item.id] = begins
    urgent = {i: b for i, b in found.items() if getattr(campaign.item(i), "priority", "") == "emergency"}
    return urgent or found


def taken(item, screen):
    if screen is None:
        return True
    wanted = screen.shows
    return (
        (not item.show.screens or screen.name in item.show.screens)
        and (not wanted.kinds or kind_of(item) in wanted.kinds)
        and (not wanted.tags or bool(set(wanted.tags) & set(item.tags)))
    )


def admitted(show, now, zone):
    wall = now.astimezone(zone)
    if show.from_ is not None and not reached(show.from_, wall):
        return False
    if show.until is not None and passed(show.until, wall):
        return False
    day = wall.date()
    if show.between is not None:
        minute = wall.hour * 60 + wall.minute
        first, last = (t.hour * 60 + t.minute for t in show.between)
        if first < last and not first <= minute < last:
            return False
        if first > last:
            if last <= minute < first:
                return False
            if minute < last:
                day -= timedelta(days=1)
    return not show.days or day.weekday() in show.days


def reached(when, wall):
    if isinstance(when, datetime):
        return wall.astimezone(UTC) >= when.astimezone(UTC)
    return wall.date() >= when


def passed(when, wall):
    """A date is passed the day after, a moment when it is reached."""
    if isinstance(when, datetime):
        return wall.astimezone(UTC) >= when.astimezone(UTC)
    return wall.date() > when


def lives(item, now, campaign):
    wall = now.astimezone(campaign.zone)
    if isinstance(item, Event) and item.starts is not None:
        dates = [item]
        if item.repeat:
            dates = repeat.occurrences(item, now - timedelta(days=60), now + timedelta(days=120), campaign.zone)
        return next((d.starts for d in dates if not over(d, wall)), False)
    if isinstance(item, Notice):
        if item.starts is not None and not reached(item.starts, wall):
            return False
        if item.ends is not None and passed(item.ends, wall):
            return False
        return None if item.before_closing is None or closes_within(item.before_closing, wall, campaign.hours) else False
    if isinstance(item, Article) and item.published is not None and wall.date() < item.published:
        return False
    return False if campaign.ends is not None and wall.date() > campaign.ends else None


def over(event, wall):
    if event.ends is not None:
        return passed(event.ends, wall)
    if isinstance(event.starts, datetime):
        return wall.astimezone(UTC) >= event.starts.astimezone(UTC) + timedelta(hours=1)
    return passed(event.starts, wall)


def closes_within(minutes, wall, hours):
    """Walk forward a second at a time would be slow; the closings of three days are enough."""
    for back in (-1, 0, 1):
        day = wall.date() + timedelta(days=back)
        unusual = [s for s in hours.special if s.date == day]
        span = unusual[0].hours if unusual else hours.week[day.weekday()] if hours.week else None
        if span is None:
            continue
        start = datetime.combine(day, span[0], wall.tzinfo).astimezone(UTC)
        tail = day if span[1] > span[0] else day + timedelta(days=1)
        end = datetime.combine(tail, span[1], wall.tzinfo).astimezone(UTC)
        now = wall.astimezone(UTC)
        if start <= now < end and (end - now).total_seconds() <= minutes * 60:
            return True
    return False
