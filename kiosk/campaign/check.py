"""What a campaign says that cannot be right: found by looking at the data alone, told as findings with cures."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import UTC, date, datetime

from kiosk.campaign import repeat
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Event, Item, Notice, When, title_of
from kiosk.campaign.slug import is_slug


def check(campaign: Campaign) -> tuple[Finding, ...]:
    """List what contradicts itself or leads nowhere."""
    return (*_campaign(campaign), *(f for item in campaign.items for f in _item(item, campaign)))


def _campaign(campaign: Campaign) -> Iterator[Finding]:
    if campaign.starts and campaign.ends and campaign.ends < campaign.starts:
        yield Finding(
            id="end-before-start",
            severity="error",
            sentence="The campaign ends before it starts.",
            cure="Correct starts or ends in campaign.toml.",
        )
    if campaign.hashtag and not campaign.hashtag.startswith("#"):
        yield Finding(
            id="hashtag-sign",
            severity="warning",
            sentence=f"The hashtag {campaign.hashtag} has no # in front.",
            cure=f"Write #{campaign.hashtag}.",
        )
    venues = {v.id for v in campaign.venues}
    for screen in campaign.screens:
        if screen.venue and screen.venue not in venues:
            yield Finding(
                id="unknown-venue",
                severity="warning",
                sentence=f'The screen "{screen.name}" hangs in "{screen.venue}", which is no venue of this campaign.',
                cure=f"Add a [[venue]] with this id, or use one of: {', '.join(sorted(venues)) or 'none yet'}.",
            )


def _item(item: Item, campaign: Campaign) -> Iterator[Finding]:
    named = title_of(item)[:60]
    if isinstance(item, Event | Notice) and item.starts and item.ends and before(item.ends, item.starts):
        yield Finding(
            id="end-before-start",
            severity="error",
            sentence=f'"{named}" ends before it starts.',
            cure="Correct starts or ends; for an event over midnight give the end the next day's date.",
            item=item.id,
        )
    if isinstance(item, Event):
        yield from _event(item, named, campaign)
    if isinstance(item, Notice) and item.before_closing is not None and not campaign.hours.week:
        yield Finding(
            id="hours-missing",
            severity="warning",
            sentence=f'"{named}" waits for closing time, but the campaign has no opening hours.',
            cure='Add [hours], for example mon = "08:00-20:00".',
            item=item.id,
        )
    unknown = [s for s in item.show.screens if s not in {x.name for x in campaign.screens}]
    if unknown:
        yield Finding(
            id="unknown-screen",
            severity="warning",
            sentence=f'"{named}" is for the screen "{unknown[0]}", which this campaign does not have.',
            cure="Correct the name in show.screens, or add a [[screen]].",
            item=item.id,
        )


def _event(item: Event, named: str, campaign: Campaign) -> Iterator[Finding]:
    if item.ends and not item.starts:
        yield Finding(
            id="end-without-start",
            severity="warning",
            sentence=f'"{named}" has an end but no start, so its date counts as not announced.',
            cure="Add starts, or take ends out.",
            item=item.id,
        )
    venues = [v.id for v in campaign.venues]
    if item.venue and venues and item.venue not in venues and is_slug(item.venue):
        near = difflib.get_close_matches(item.venue, venues, 1)
        yield Finding(
            id="unknown-venue",
            severity="warning",
            sentence=f'"{named}" is at "{item.venue}", which is no venue of this campaign; it is printed as it stands.',
            cure=f"Write {near[0]}." if near else f"Add a [[venue]] with this id, or use one of: {', '.join(venues)}.",
            item=item.id,
        )
    try:
        repeat.check(item, campaign.zone)
    except repeat.Error as error:
        yield Finding(
            id="repeat-unreadable",
            severity="error",
            sentence=f'"{named}": {error}',
            cure="Until then only its first date counts.",
            item=item.id,
        )
    for when in (item.starts, item.ends):
        if isinstance(when, datetime) and _skipped(when):
            yield Finding(
                id="clock-skips",
                severity="warning",
                sentence=f'"{named}" names {when:%H:%M on %d %B %Y}, which the clocks skip on that night.',
                cure="Write a time that the clocks show.",
                item=item.id,
            )


def _skipped(when: datetime) -> bool:
    """Tell whether the wall clock never shows a moment: it does not come back the same from UTC."""
    return when.astimezone(UTC).astimezone(when.tzinfo).replace(tzinfo=None) != when.replace(tzinfo=None)


def before(a: When, b: When) -> bool:
    """Tell whether `a` is earlier than `b`; a whole day and a moment on it are not before each other."""
    if isinstance(a, datetime) and isinstance(b, datetime):
        return a < b
    return _day(a) < _day(b)


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when
