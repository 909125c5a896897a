"""Events outside the campaign's first and last day: a slip of the finger, or days of the campaign that nobody moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kiosk.campaign import dates
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Event, title_of


def check(event: Event, campaign: Campaign) -> Iterator[Finding]:
    """Name an event that begins after the campaign's last day, or is over before its first."""
    if event.starts is None:
        return
    first, last = dates.day_of(event.starts), dates.last_day(event.starts, event.ends)
    if campaign.ends is not None and first > campaign.ends:
        where, day, edge = "after the campaign's last day", campaign.ends, "last"
    elif campaign.starts is not None and last < campaign.starts and not event.repeat:
        where, day, edge = "before the campaign's first day", campaign.starts, "first"
    else:
        return
    yield Finding(
        id="outside-campaign",
        severity="info",
        sentence=f'"{title_of(event)[:60]}" is on {_said(first)}, {where}, {_said(day)}.',
        cure=f"Correct its date, or the campaign's {edge} day.",
        item=event.id,
    )


def _said(day: date) -> str:
    return dates.full(day, year=True).replace(dates.NBSP, " ")
