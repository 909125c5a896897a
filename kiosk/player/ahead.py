"""What will be live when: the plan, asked from boundary to boundary, as stretches with names for the pixels."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from kiosk.campaign.campaign import Campaign, Hours, Screen
from kiosk.campaign.item import Article, Item, Notice, Prompt, Technique
from kiosk.campaign.plan import COVER, TODAY, WEEK, Slide, plan, slides
from kiosk.player.playlist import Showing, Stretch

log = logging.getLogger("kiosk.player.render")
HORIZON = timedelta(hours=24)
"""How far ahead slides are made: so long does a wall go on when the render worker cannot."""
MOST = 200
"""Stretches of one playlist; more would only happen with very many short ones, and shortens the horizon."""
UNDATED = 12
"""Slides at most that are kept ready for a time when the clock cannot be believed."""
Naming = Callable[[Slide], str]


def stretches(now: datetime, campaign: Campaign, screen: Screen | None, name: Naming) -> tuple[Stretch, ...]:
    """Follow the plan from the minute of `now` over the horizon; `name` gives the cache key of a slide."""
    found: list[Stretch] = []
    # From the whole minute, so that a player started again at the same pretended time finds itself inside.
    starts, last = now.replace(second=0, microsecond=0), now + HORIZON
    while starts < last and len(found) < MOST:
        state = plan(starts, campaign, screen)
        ends = state.boundary
        if ends is not None and ends <= starts:
            break  # a plan that does not move on must not hang the worker
        slides = tuple(Showing(s.what, name(s), s.dwell) for s in state.slides)
        if found and (found[-1].slides, found[-1].light) == (slides, state.light):
            found[-1] = replace(found[-1], ends=ends)
        else:
            found.append(Stretch(starts, ends, slides, state.light))
        if ends is None:
            break
        starts = ends
    return tuple(found)


def undated(now: datetime, campaign: Campaign, screen: Screen | None, name: Naming) -> tuple[Showing, ...]:
    """List slides that are true whatever the time is: of items without any date, on no account yesterday's events."""

    def kept(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(i for i in items if _is_timeless(i))

    timeless = replace(
        campaign,
        ends=None,
        hours=Hours(),
        events=(),
        articles=kept(campaign.articles),
        techniques=kept(campaign.techniques),
        prompts=kept(campaign.prompts),
        notices=kept(campaign.notices),
    )
    found = (s for s in slides(now, timeless, screen) if s.what not in (COVER, TODAY, WEEK))
    return tuple(Showing(s.what, name(s), s.dwell) for s in found)[:UNDATED]


def _is_timeless(item: Item) -> bool:
    show = item.show
    if show.from_ is not None or show.until is not None or show.days or show.between:
        return False
    match item:
        case Article():
            return item.published is None
        case Notice():
            return item.starts is None and item.ends is None and item.before_closing is None
        case Technique() | Prompt():
            return True
        case _:
            return False


def within(made: tuple[Stretch, ...], most: int) -> tuple[Stretch, ...]:
    """Keep as many stretches as need no more than `most` different pictures, so that the cache can hold them.

    Of the first stretch, which is on the wall now, the first `most` slides stay.
    """
    keys: set[str] = set()
    kept: list[Stretch] = []
    for stretch in made:
        if not kept and len(stretch.slides) > most:
            log.warning("%d of %d slides are shown: the cache holds no more", most, len(stretch.slides))
            stretch = replace(stretch, slides=stretch.slides[:most])
        keys |= {s.key for s in stretch.slides}
        if kept and len(keys) > most:
            break
        kept.append(stretch)
    return tuple(kept)


def key(*parts: object) -> str:
    """Name pixels by everything that goes into them."""
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=16).hexdigest()


def digest(content: object) -> str:
    """Summarise plain frozen data: equal content, equal text."""
    return hashlib.blake2b(repr(content).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def header(campaign: Campaign) -> Campaign:
    """Strip a campaign to what every slide shows of it, so that one edited event leaves the other slides alone."""
    return replace(campaign, events=(), articles=(), techniques=(), prompts=(), notices=(), sources=(), screens=())
