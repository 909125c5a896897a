"""An event's life on screens: save the date, this week, today, happening now, over; and which date its slide is about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeAlias, cast
from zoneinfo import ZoneInfo

from kiosk.campaign import repeat
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Event, When
from kiosk.campaign.moment import begin, day, midnight, utc
from kiosk.record import record

Phase: TypeAlias = Literal["", "save", "next-week", "week", "tomorrow", "today", "now", "over"]
"""Where a date stands in its life; "" when there is nothing to say: no date yet, cancelled, postponed."""
WEEK: Final = 7
"""Days from today, itself included, in which an event is near; from the eighth on it is a date to save."""
RECORDED: Final = 7
"""Days, that of the event included, for which its recording is shown."""
OFF: Final = ("cancelled", "postponed")
_SOON = timedelta(days=60)


@record
class Life:
    """What an event's slide is about at a moment: one of its dates, the phase, and once that is over the date that follows."""

    date: Event
    phase: Phase
    next: Event | None = None


Kin: TypeAlias = Mapping[str, tuple[Sequence[datetime], Sequence[Event]]]
"""Events by title with the instants they begin, in order: what is announced date by date is one series in all but form."""
_grouped: dict[str, tuple[tuple[Event, ...], ZoneInfo, Kin]] = {}


def kin(events: Iterable[Event], zone: ZoneInfo) -> Kin:
    """Group events that can follow each other: the same title, a date of their own, neither drafts nor off."""
    groups: dict[str, list[Event]] = {}
    for event in events:
        if event.starts is not None and not (event.repeat or event.draft or event.status in OFF):
            groups.setdefault(_titled(event), []).append(event)
    found: dict[str, tuple[Sequence[datetime], Sequence[Event]]] = {}
    for title, group in groups.items():
        group.sort(key=lambda e: begin(cast(When, e.starts), zone))
        found[title] = ([begin(cast(When, e.starts), zone) for e in group], group)
    return found


def kin_of(campaign: Campaign) -> Kin:
    """Group the events of a campaign; of the very same one only once, for thousands of slides may ask."""
    known = _grouped.get("kin")
    if known is None or known[0] is not campaign.events or known[1] != campaign.zone:
        known = _grouped["kin"] = (campaign.events, campaign.zone, kin(campaign.events, campaign.zone))
    return known[2]


def dates(event: Event, first: datetime, last: datetime, zone: ZoneInfo) -> tuple[Event, ...]:
    """List the dates a slide may be about from `first` to `last`: from those just over to the first that is still to come."""
    if event.starts is None or not event.repeat:
        return (event,)
    since = first - timedelta(days=RECORDED + 1)
    try:
        for ahead in (_SOON, repeat.HORIZON):
            found = repeat.occurrences(event, since, last + ahead, zone)
            if found and repeat.over_at(found[-1], zone) > utc(last):
                break
        return found
    except repeat.Error:
        # An unreadable rule is reported by the checks; the first date is still true.
        return (event,)


def at(dated: Sequence[Event], now: datetime, zone: ZoneInfo, kin: Kin) -> Life | None:
    """Tell what the slide of an event with these dates is about at `now`; None when there is nothing left to say."""
    instant = utc(now)
    n = next((n for n, d in enumerate(dated) if repeat.over_at(d, zone) > instant), len(dated))
    current = dated[n] if n < len(dated) else None
    if n and dated[n - 1].status not in OFF:
        last, following = dated[n - 1], follows(dated, n - 1, zone, kin)
        if instant < gone_at(last, current, following, zone):
            told = following is not None and instant < begin(cast(When, following.starts), zone)
            return Life(last, "over", following if told else None)
    return None if current is None else Life(current, phase(current, now, zone))


def follows(dated: Sequence[Event], n: int, zone: ZoneInfo, kin: Kin) -> Event | None:
    """Find the date that comes after the n-th: of the series, else of another event with the same title."""
    over = repeat.over_at(dated[n], zone)
    later = (d for d in dated[n + 1 :] if d.status not in OFF and d.starts and begin(d.starts, zone) >= over)
    found = next(later, None)
    if found is not None or _titled(dated[n]) not in kin:
        return found
    begins, events = kin[_titled(dated[n])]
    ahead = range(bisect_left(begins, over), len(events))
    return next((events[i] for i in ahead if events[i].id != dated[n].id), None)


def gone_at(last: Event, current: Event | None, following: Event | None, zone: ZoneInfo) -> datetime:
    """Find the instant until which a date that is over is told of: the day's end with a next one, a week with a recording."""
    over = repeat.over_at(last, zone)
    if not last.recording and following is None:
        return over
    ended = (over - timedelta(microseconds=1)).astimezone(zone).date()
    gone = midnight(ended + timedelta(days=RECORDED if last.recording else 1), zone)
    if current is not None and current.starts is not None:
        # Once the next date of a series is near it has the slide, from the day after at the earliest.
        on = day(current.starts, zone)
        near = max(midnight(on - timedelta(days=WEEK - 1), zone), midnight(ended + timedelta(days=1), zone))
        gone = min(gone, near, midnight(on, zone))
    if not last.recording and following is not None and following.starts is not None:
        gone = min(gone, begin(following.starts, zone))
    return gone


def phase(dated: Event, now: datetime, zone: ZoneInfo) -> Phase:
    """Name where a date stands in its life at `now`."""
    if dated.starts is None or dated.status in OFF:
        return ""
    instant = utc(now)
    if repeat.over_at(dated, zone) <= instant:
        return "over"
    if begin(dated.starts, zone) <= instant:
        # What takes all day is not "happening now" at three in the morning.
        return "now" if isinstance(dated.starts, datetime) else "today"
    here, on = now.astimezone(zone).date(), day(dated.starts, zone)
    ahead = (on - here).days
    if ahead <= 1:
        return "tomorrow" if ahead == 1 else "today"
    if ahead >= WEEK:
        return "save"
    return "week" if _monday(on) == _monday(here) else "next-week"


def turns(dated: Sequence[Event], zone: ZoneInfo, kin: Kin) -> set[datetime]:
    """Collect the instants (UTC) at which what the slide of an event is about may change."""
    found: set[datetime] = set()
    for n, one in enumerate(dated):
        if one.starts is None:
            continue
        on = day(one.starts, zone)
        found |= {begin(one.starts, zone), repeat.over_at(one, zone)}
        found |= {midnight(on - timedelta(days=back), zone) for back in {0, 1, on.weekday(), WEEK - 1}}
        following = follows(dated, n, zone, kin)
        if following is not None and following.starts is not None:
            found.add(begin(following.starts, zone))
        found.add(gone_at(one, dated[n + 1] if n + 1 < len(dated) else None, following, zone))
    return found


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _titled(event: Event) -> str:
    return " ".join(event.title.casefold().split())
