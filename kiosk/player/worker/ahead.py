"""What will be live when: the plan, asked from boundary to boundary, as stretches with names for the pixels."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from kiosk.campaign import repeat
from kiosk.campaign.campaign import Campaign, Screen
from kiosk.campaign.item import Event, Item, Notice
from kiosk.campaign.moment import begin
from kiosk.campaign.plan import Slide, plan
from kiosk.campaign.plan import undated as plan_undated
from kiosk.player.playlist import Playlist, Showing, Stretch
from kiosk.player.turns import Turns

HORIZON = timedelta(hours=24)
"""How far ahead slides are made: so long does a wall go on when the render worker cannot."""
MOST = 200
"""Stretches of one playlist; more would only happen with very many short ones, and shortens the horizon."""
PLACES = 100_000
"""Places in all of them together: what thousands of slides are live for is read at every start."""
UNDATED = 12
"""Slides at most that are kept ready for a time when the clock cannot be believed."""
Naming = Callable[[Slide], str]


def stretches(now: datetime, campaign: Campaign, screen: Screen | None, name: Naming) -> tuple[Stretch, ...]:
    """Follow the plan from the minute of `now` over the horizon; `name` gives the cache key of a slide."""
    found: list[Stretch] = []
    asking = _asking(campaign)
    places = 0
    # From the whole minute, so that a player started again at the same pretended time finds itself inside.
    starts, last = now.replace(second=0, microsecond=0), now + HORIZON
    while starts < last and len(found) < MOST:
        state = plan(starts, campaign, screen)
        ends = state.boundary
        if ends is not None and ends <= starts:
            break  # a plan that does not move on must not hang the worker
        slides = tuple(Showing(s.what, name(s), s.dwell, shuffle=s.what in asking) for s in state.slides)
        if found and (found[-1].slides, found[-1].light) == (slides, state.light):
            found[-1] = replace(found[-1], ends=ends)
        else:
            places += len(slides)
            if found and places > PLACES:
                break
            found.append(Stretch(starts, ends, slides, state.light))
        if ends is None:
            break
        starts = ends
    return tuple(found)


def undated(campaign: Campaign, screen: Screen | None, name: Naming) -> tuple[Showing, ...]:
    """List some slides that are true whatever the time is, on no account yesterday's events."""
    return tuple(Showing(s.what, name(s), s.dwell) for s in plan_undated(campaign, screen).slides)[:UNDATED]


def _asking(campaign: Campaign) -> frozenset[str]:
    """Name the items whose slides may change places."""
    return frozenset(i.id for i in campaign.items if not isinstance(i, Notice) and (campaign.shuffle or i.show.shuffle))


def near(made: Playlist, turns: Turns, now: datetime, most: int) -> Playlist:
    """Where a playlist asks for more than `most` pictures, choose those that come next, in the order in which they do."""
    if len({s.key for t in made.stretches for s in t.slides}) <= most:
        return made
    return replace(made, near=tuple(slide for slide, _ in islice(turns.coming(made, now), most)))


def making(made: Playlist) -> Iterator[tuple[Showing, Stretch]]:
    """List what is to be made, the next ones first, each picture once, with the stretch that it is first shown in."""
    first: dict[str, tuple[Showing, Stretch]] = {}
    for stretch in made.stretches:
        for slide in stretch.slides:
            first.setdefault(slide.key, (slide, stretch))
    yield from (first[s.key] for s in made.near) if made.near else first.values()


def key(*parts: object) -> str:
    """Name pixels by everything that goes into them."""
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=16).hexdigest()


def digest(content: object) -> str:
    """Summarise plain frozen data: equal content, equal text."""
    return hashlib.blake2b(repr(content).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def header(campaign: Campaign) -> Campaign:
    """Strip a campaign to what every slide shows of it, so that one edited event leaves the other slides alone."""
    return replace(campaign, events=(), articles=(), techniques=(), prompts=(), notices=(), sources=(), screens=())


def _turn(item: Item | None, now: datetime, campaign: Campaign) -> tuple[int, datetime]:
    """Sort what is listed: events by date, those without one, then the rest as they come."""
    if isinstance(item, Event):
        dated = repeat.current(item, now.astimezone(campaign.zone), campaign.zone) or item
        return (0, begin(dated.starts, campaign.zone)) if dated.starts is not None else (1, now)
    return 2, now


def touchable(made: Playlist, campaign: Campaign, now: datetime) -> Playlist:
    """Give each slide of an item the name of its detail card, and name the list of all that is on."""

    def carded(s: Showing) -> Showing:
        item = campaign.item(s.what)
        urgent = isinstance(item, Notice) and item.priority == "emergency"
        return s if item is None or urgent else replace(s, card=key("card", s.key))

    found = tuple(replace(t, slides=tuple(map(carded, t.slides))) for t in made.stretches)
    names = dict.fromkeys(s.what for t in found for s in t.slides if s.card)
    listed = tuple(sorted(names, key=lambda what: _turn(campaign.item(what), now, campaign)))
    named = key("list", now.astimezone(campaign.zone).date(), *sorted(k.key for t in found for k in t.slides if k.card))
    return replace(made, stretches=found, touch=named, listed=listed)
