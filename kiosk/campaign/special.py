"""Special days told ahead: which ones a screen announces at a moment, days on end of the same hours together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from kiosk.campaign import opening
from kiosk.campaign.campaign import Campaign, Hours, Span, SpecialDay
from kiosk.campaign.finding import Finding
from kiosk.campaign.moment import utc
from kiosk.record import record

MOST = 3
"""Runs of days that are told at once."""
LONGEST = 80
"""Letters of a reason that a slide has room for."""
_DAY = timedelta(days=1)


@record
class Run:
    """Days on end with the same hours, None for closed; `label` says why, where all of them say the same."""

    first: date
    last: date
    hours: Span | None
    label: str


def ahead(now: datetime, hours: Hours) -> tuple[Run, ...]:
    """List what is told at `now` (wall clock of the campaign): special days that begin soon enough and are not over."""
    if not hours.special or not hours.announce:
        return ()
    days = {d.date: d for d in reversed(hours.special)}  # of two for one day the first counts, as everywhere
    coming = [days[d] for d in sorted(days) if d >= now.date() and not _over(days[d], now) and _differs(days[d], hours)]
    last = now.date() + timedelta(days=hours.announce)
    return tuple(run for run in _runs(coming, hours) if run.first <= last)[:MOST]


def findings(campaign: Campaign) -> Iterator[Finding]:
    """Name reasons that no slide has room for."""
    for hours in (campaign.hours, *(v.hours for v in campaign.venues if v.hours is not None)):
        for day in hours.special if hours.announce else ():
            if len(day.label) > LONGEST:
                yield Finding(
                    id="label-long",
                    severity="warning",
                    sentence=f"The reason for other hours on {day.date.day} {day.date:%B} has {len(day.label)} letters, "
                    "so screens tell the day without it.",
                    cure=f"Shorten its label to {LONGEST} letters.",
                )


def key(runs: Sequence[Run]) -> str:
    """Sum up what is told."""
    return ",".join(f"{r.first}/{r.last}/{r.hours}/{r.label}" for r in runs)


def _over(day: SpecialDay, now: datetime) -> bool:
    """Tell whether a special day's hours are over; a closed day is told until its midnight."""
    if day.hours is None:
        return False
    start, end = day.hours
    closes = datetime.combine(day.date if end > start else day.date + _DAY, end, now.tzinfo)
    return utc(closes) <= utc(now)


def _differs(day: SpecialDay, hours: Hours) -> bool:
    return len(hours.week) != 7 or hours.week[day.date.weekday()] != day.hours


def _runs(days: Sequence[SpecialDay], hours: Hours) -> list[Run]:
    """Join days on end; days between that are closed every week break no run of closed ones."""
    found: list[Run] = []
    for day in days:
        last = found[-1] if found else None
        if last is not None and (last.hours, last.label) == (day.hours, day.label) and _joined(last, day.date, hours):
            found[-1] = Run(last.first, day.date, day.hours, day.label)
        else:
            found.append(Run(day.date, day.date, day.hours, day.label))
    return found


def _joined(run: Run, day: date, hours: Hours) -> bool:
    between = [run.last + n * _DAY for n in range(1, (day - run.last).days)]
    closed = run.hours is None and len(hours.week) == 7
    return not between or (closed and len(between) < 7 and all(hours.week[d.weekday()] is None for d in between))


def again(run: Run, now: datetime, hours: Hours) -> datetime | None:
    """Find when the library opens after days on which it is closed."""
    after = datetime.combine(run.last + _DAY, datetime.min.time(), now.tzinfo) - timedelta(microseconds=1)
    return opening.opens(after, hours)
