"""What a campaign says that cannot be right: found by looking at the data alone, told as findings with cures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime

from kiosk.campaign import brand, check_joining, check_span, check_twice, check_words, dwell, repeat, special
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Event, Item, Notice, When, title_of
from kiosk.campaign.slug import is_slug

KINDS = ("event", "article", "technique", "prompt", "notice")
"""Kinds of items, as the tables of the campaign file are called."""
_HURRIED = 0.6
"""Share of the usual seconds of a slide in which quick readers are done."""
_NO_WORDS = {"id", "uid", "family", "status", "priority", "repeat", "timezone", "starts", "ends", "published"}


def check(campaign: Campaign) -> tuple[Finding, ...]:
    """List what contradicts itself or leads nowhere."""
    rules = brand.rule_findings(campaign.brand, campaign.languages)
    said = (*brand.ink_findings(campaign.brand), *check_words.check(campaign))
    return (
        *_campaign(campaign),
        *rules,
        *brand.ink_findings(campaign.brand),
        *said,
        *(f for item in campaign.items for f in _item(item, campaign)),
        *check_twice.check(campaign.events, campaign.zone),
    )


def _campaign(campaign: Campaign) -> Iterator[Finding]:
    if campaign.starts and campaign.ends and campaign.ends < campaign.starts:
        yield Finding(
            id="end-before-start",
            severity="error",
            sentence="The campaign ends before it starts.",
            cure="Correct starts or ends in campaign.toml.",
            fix="swap-ends",
        )
    if campaign.hashtag and not campaign.hashtag.startswith("#"):
        yield Finding(
            id="hashtag-sign",
            severity="warning",
            sentence=f"The hashtag {campaign.hashtag} has no # in front.",
            cure=f"Write #{campaign.hashtag}.",
            fix="sign-hashtag",
        )
    yield from _translations("The campaign", None, _texts(campaign), campaign.translations)
    yield from _screens(campaign)
    yield from special.findings(campaign)


def _screens(campaign: Campaign) -> Iterator[Finding]:
    venues = {v.id for v in campaign.venues}
    names: set[str] = set()
    for screen in campaign.screens:
        if screen.venue and screen.venue not in venues:
            yield Finding(
                id="unknown-venue",
                severity="warning",
                sentence=f'The screen "{screen.name}" hangs in "{screen.venue}", which is no venue of this campaign.',
                cure=f"Add a [[venue]] with this id, or use one of: {', '.join(sorted(venues)) or 'none yet'}.",
            )
        if screen.name in names:
            yield Finding(
                id="screen-twice",
                severity="warning",
                sentence=f'Two screens are called "{screen.name}", so show.screens cannot tell them apart.',
                cure="Give one of them another name.",
            )
        names.add(screen.name)
        unknown = [k for k in screen.shows.kinds if k not in KINDS]
        if unknown:
            yield Finding(
                id="unknown-kind",
                severity="warning",
                sentence=f'The screen "{screen.name}" is to show "{unknown[0]}", which is no kind of item.',
                cure=f"Use one of: {', '.join(KINDS)}.",
            )


def _translations(named: str, item: str | None, known: set[str], told: Mapping[str, Mapping[str, str]]) -> Iterator[Finding]:
    """Name translated fields that do not exist: a page would go on without them in silence."""
    for lang, words in told.items():
        for key in words:
            if key in known:
                continue
            from difflib import get_close_matches

            near = get_close_matches(key, sorted(known), 1)
            yield Finding(
                id="unknown-translation",
                severity="warning",
                sentence=f'{named} has a translation ({lang}) of "{key}", which is no text of it.',
                cure=f"Write {near[0]}." if near else f"Use one of: {', '.join(sorted(known))}.",
                item=item,
            )


def _texts(thing: Item | Campaign) -> set[str]:
    """List the fields that hold words."""
    return {f.name for f in fields(thing) if isinstance(getattr(thing, f.name), str)} - _NO_WORDS


def _item(item: Item, campaign: Campaign) -> Iterator[Finding]:
    named = title_of(item)[:60]
    yield from _translations(f'"{named}"', item.id, _texts(item), item.translations)
    if isinstance(item, Event | Notice) and item.starts and item.ends and before(item.ends, item.starts):
        yield Finding(
            id="end-before-start",
            severity="error",
            sentence=f'"{named}" ends before it starts.',
            cure="Correct starts or ends; for an event over midnight give the end the next day's date.",
            fix="swap-ends",
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
    if item.show.dwell is not None and item.show.dwell < _HURRIED * dwell.needed(item):
        wanted = dwell.needed(item)
        yield Finding(
            id="dwell-short",
            severity="warning",
            sentence=f'"{named}" is on screens for {item.show.dwell:g} s; its words take about {wanted:.0f} s to read.',
            cure="Take dwell out of show, or give it more seconds.",
            item=item.id,
        )
    unknown = [s for s in item.show.screens if s not in {x.name for x in campaign.screens}]
    if unknown:
        yield Finding(
            id="unknown-screen",
            severity="warning",
            sentence=f'"{named}" is for the screen "{unknown[0]}", which this campaign does not have.',
            cure="Correct the name in show.screens, or add a [[screen]].",
            fix="known-screens",
            item=item.id,
        )


def _event(item: Event, named: str, campaign: Campaign) -> Iterator[Finding]:
    if item.ends and not item.starts:
        yield Finding(
            id="end-without-start",
            severity="warning",
            sentence=f'"{named}" has an end but no start, so its date counts as not announced.',
            cure="Add starts, or take ends out.",
            fix="begin-at-end",
            item=item.id,
        )
    yield from check_joining.check(item)
    yield from check_span.check(item, campaign)
    venues = [v.id for v in campaign.venues]
    if item.venue and venues and item.venue not in venues and is_slug(item.venue):
        from difflib import get_close_matches

        near = get_close_matches(item.venue, venues, 1)
        yield Finding(
            id="unknown-venue",
            severity="warning",
            sentence=f'"{named}" is at "{item.venue}", which is no venue of this campaign; it is printed as it stands.',
            cure=f"Write {near[0]}." if near else f"Add a [[venue]] with this id, or use one of: {', '.join(venues)}.",
            item=item.id,
        )
    if item.repeat and not item.starts:
        yield Finding(
            id="repeat-without-start",
            severity="warning",
            sentence=f'"{named}" repeats, but has no first date.',
            cure="Add starts, or take repeat out.",
            fix="no-repeat",
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
            fix="no-repeat",
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
