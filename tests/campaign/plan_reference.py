"""A slow way to say what a screen shows: one moment at a time, straight from the rules in docs/plan.md, with no look ahead.

It shares no code with the plan but the recurrence of dates, which is judged by a peer of its own.
"""

from datetime import UTC, datetime, time, timedelta

from kiosk.campaign import repeat
from kiosk.campaign.item import Article, Event, Notice, kind_of

DAY = timedelta(days=1)


class Reference:
    """A screen of a campaign round a day; `seen` tells a moment."""

    def __init__(self, campaign, around, screen=None):
        self.campaign, self.screen, self.zone = campaign, screen, campaign.zone
        self.items = [i for i in campaign.items if not i.draft and self.taken(i)]
        first, last = around - 60 * DAY, around + 120 * DAY
        self.dates = {
            e.id: repeat.occurrences(e, first, last, self.zone) if e.repeat else (e,)
            for e in campaign.events
            if e.starts is not None
        }
        venue = next((v for v in campaign.venues if screen is not None and v.id == screen.venue), None)
        self.hours = venue.hours if venue is not None and venue.hours is not None else campaign.hours

    def seen(self, now):
        """Tell what is shown: {item id: what its slide is about}, special days ahead, the rows of both agendas, the light."""
        wall = now.astimezone(self.zone)
        live = {i.id: told for i in self.items if self.admitted(i.show, wall) and (told := self.told(i, wall)) is not None}
        urgent = {i: t for i, t in live.items() if getattr(self.campaign.item(i), "priority", "") == "emergency"}
        today, week = ([], []) if urgent or not live else self.agendas(wall)
        return urgent or live, [] if urgent else self.special(wall), today, week, self.light(wall, bool(urgent))

    def taken(self, item):
        if self.screen is None:
            return True
        wanted = self.screen.shows
        return (
            (not item.show.screens or self.screen.name in item.show.screens)
            and (not wanted.kinds or kind_of(item) in wanted.kinds)
            and (not wanted.tags or bool(set(wanted.tags) & set(item.tags)))
        )

    def admitted(self, show, wall):
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
                    day -= DAY
        return not show.days or day.weekday() in show.days

    def told(self, item, wall):
        """Say what an item's slide is about, "" when that is always the same; None when it is not live."""
        ended = self.campaign.ends is not None and wall.date() > self.campaign.ends
        if isinstance(item, Event) and item.starts is not None:
            return self.life(item, wall)
        if isinstance(item, Notice):
            if item.starts is not None and not reached(item.starts, wall):
                return None
            if item.ends is not None and passed(item.ends, wall):
                return None
            if item.before_closing is None:
                return ""
            left = self.closing(wall)
            return left if left is not None and left <= item.before_closing else None
        if isinstance(item, Article) and item.published is not None and wall.date() < item.published:
            return None
        return None if ended else ""

    def life(self, event, wall):
        dates = self.dates[event.id]
        ahead = [d for d in dates if not over(d, wall)]
        done = [d for d in dates if over(d, wall)]
        if done and done[-1].status not in ("cancelled", "postponed"):
            last = done[-1]
            after = self.after(event, last)
            stays = []
            if last.recording:
                stays.append(last_day(last, self.zone) + 6 * DAY)
            elif after is not None and not reached(after.starts, wall):
                stays.append(last_day(last, self.zone))
            if ahead:
                next_day = day_of(ahead[0].starts, self.zone)
                stays.append(min(max(last_day(last, self.zone), next_day - 7 * DAY), next_day - DAY))
            if (last.recording or len(stays) > bool(ahead)) and wall.date() <= min(stays):
                told = after is not None and not reached(after.starts, wall)
                return (stamp(last.starts), "over", stamp(after.starts) if told else "")
        if not ahead:
            return None
        return (stamp(ahead[0].starts), phase(ahead[0], wall), "")

    def after(self, event, last):
        """Find what follows a date: the next of the series that will be, else the next event of the same title."""
        end = over_at(last, self.zone)
        later = [d for d in self.dates[event.id] if d.status not in ("cancelled", "postponed") and begun_at(d, self.zone) >= end]
        same = [
            e
            for e in self.campaign.events
            if e.id != event.id and e.title.casefold().split() == event.title.casefold().split()
            if e.starts is not None and not e.repeat and not e.draft and e.status not in ("cancelled", "postponed")
            if begun_at(e, self.zone) >= end
        ]
        return (later or sorted(same, key=lambda e: begun_at(e, self.zone)) or [None])[0]

    def agendas(self, wall):
        taken = [e for e in self.campaign.events if not e.draft and self.taken(e) and self.admitted(e.show, wall)]
        dates = [d for e in taken if e.starts is not None for d in self.dates[e.id] if not over(d, wall)]
        dates.sort(key=lambda d: (begun_at(d, self.zone), d.id))
        ahead = [(d, (day_of(d.starts, self.zone) - wall.date()).days) for d in dates]
        today = [d for d, days in ahead if days <= 0][:8]
        week = [d for d, days in ahead if 1 <= days <= 6][:8]
        once = set()
        for d, days in ahead:
            if days > 6 and len(week) < 4 and d.id not in once:
                week.append(d)
                once.add(d.id)
        ended = self.campaign.ends is not None and wall.date() > self.campaign.ends
        undated = [e for e in taken if e.starts is None and e.status == "scheduled" and not ended]
        week += undated[: max(4 - len(week), 0)]
        if len(week) < 2 or week[0].starts is None:
            week = []
        return [d.id for d in today], [d.id for d in week]

    def special(self, wall):
        """List the special days that are told: from so many days before until their hours, or the day, are over."""
        if self.screen is not None and self.screen.shows.kinds and "notice" not in self.screen.shows.kinds:
            return []
        told = []
        for day in self.hours.special:
            usual = self.hours.week[day.date.weekday()] if self.hours.week else "never said"
            ends = midnight(day.date + DAY, wall.tzinfo)
            if day.hours is not None:
                after = day.hours[1] <= day.hours[0]
                ends = datetime.combine(day.date + DAY * after, day.hours[1], wall.tzinfo).astimezone(UTC)
            early = 0 <= (day.date - wall.date()).days <= self.hours.announce
            if early and wall.astimezone(UTC) < ends and day.hours != usual:
                told.append(str(day.date))
        return told

    def light(self, wall, urgent):
        dim = self.screen.dim if self.screen is not None else None
        if dim is None or dim >= 1 or urgent or not (self.hours.week or self.hours.special):
            return "on"
        return "on" if self.closing(wall) is not None else "dark" if dim == 0 else "dim"

    def closing(self, wall):
        """Count the minutes until the library closes, begun ones as whole; None when it is closed."""
        now = wall.astimezone(UTC)
        for back in (-1, 0, 1):
            day = wall.date() + back * DAY
            unusual = [s for s in self.hours.special if s.date == day]
            span = unusual[0].hours if unusual else self.hours.week[day.weekday()] if self.hours.week else None
            if span is None:
                continue
            start = datetime.combine(day, span[0], wall.tzinfo).astimezone(UTC)
            end = datetime.combine(day if span[1] > span[0] else day + DAY, span[1], wall.tzinfo).astimezone(UTC)
            if start <= now < end:
                return -(-(end - now) // timedelta(minutes=1))
        return None


def phase(date, wall):
    if date.status in ("cancelled", "postponed"):
        return ""
    if reached(date.starts, wall):
        return "now" if isinstance(date.starts, datetime) else "today"
    day = day_of(date.starts, wall.tzinfo)
    days = (day - wall.date()).days
    if days < 2:
        return ("today", "tomorrow")[max(days, 0)]  # a time that the clocks skipped stands on a day that never was
    if days > 6:
        return "save"
    return "next-week" if day.weekday() < wall.date().weekday() else "week"


def stamp(when):
    return when.isoformat()


def day_of(when, zone):
    return when.astimezone(zone).date() if isinstance(when, datetime) else when


def midnight(day, zone):
    return datetime.combine(day, time(), zone).astimezone(UTC)


def begun_at(event, zone):
    return event.starts.astimezone(UTC) if isinstance(event.starts, datetime) else midnight(event.starts, zone)


def over_at(event, zone):
    """An end before the start, as on a night when the clocks skip it, counts as none."""
    begun, ends = begun_at(event, zone), event.ends
    if ends is not None:
        end = ends.astimezone(UTC) if isinstance(ends, datetime) else midnight(ends + DAY, zone)
        if end >= begun:
            return end
    return begun + timedelta(hours=1) if isinstance(event.starts, datetime) else midnight(event.starts + DAY, zone)


def last_day(event, zone):
    return (over_at(event, zone) - timedelta(seconds=1)).astimezone(zone).date()


def reached(when, wall):
    if isinstance(when, datetime):
        return wall.astimezone(UTC) >= when.astimezone(UTC)
    return wall.date() >= when


def passed(when, wall):
    """A date is passed the day after, a moment when it is reached."""
    if isinstance(when, datetime):
        return wall.astimezone(UTC) >= when.astimezone(UTC)
    return wall.date() > when


def over(event, wall):
    return wall.astimezone(UTC) >= over_at(event, wall.tzinfo)
