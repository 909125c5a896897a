"""A screen's diary as lanes: one for each thing it shows, with the times and phases it is shown in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.diary import Stretch, named
from kiosk.campaign.item import Item, Priority
from kiosk.campaign.light import Light
from kiosk.campaign.slide import COVER, DEFAULT, HOURS, TODAY, WEEK, Slide
from kiosk.export.timeline.timescale import Scale
from kiosk.record import record

MOST: Final = 48
"""Lanes of one screen; more than that nobody reads, so the rest share one."""
LEAST: Final = 1.4
"""Points below which a break between two bars is not seen, so they are drawn as one."""
_RANKS: Final[dict[Priority, int]] = {"emergency": 0, "notice": 1, "event": 3, "filler": 5}


@record
class Bar:
    """A time over which one thing is shown in one phase."""

    start: datetime
    end: datetime
    kind: str


@record
class Lane:
    """What a thing is called, and when it is shown."""

    words: str
    bars: tuple[Bar, ...]


class Near(NamedTuple):
    """Bars drawn as one: from, to, points that are really covered, the time from first to last, how many they are."""

    x: float
    right: float
    inked: float
    bar: Bar
    times: int


def near(lane: Lane, scale: Scale) -> list[Near]:
    """Join bars that are too near to each other to be told apart."""
    found: list[Near] = []
    for bar in lane.bars:
        x, right = scale.at(bar.start), scale.at(bar.end)
        if found and found[-1].bar.kind == bar.kind and x - found[-1].right < LEAST:
            last = found[-1]
            whole = Bar(last.bar.start, bar.end, bar.kind)
            found[-1] = Near(last.x, right, last.inked + right - x, whole, last.times + 1)
        else:
            found.append(Near(x, right, right - x, bar, 1))
    return found


def lanes(stretches: Sequence[Stretch], campaign: Campaign) -> tuple[Lane, ...]:
    """Lay out what is shown: notices, campaign pages, events in the order they come, fillers; the default slide last."""
    items: dict[str, Item] = {i.id: i for i in campaign.items}
    bars: dict[str, list[Bar]] = {}
    ranks: dict[str, tuple[int, int]] = {}
    for stretch in stretches:
        for n, slide in enumerate(stretch.slides):
            ranks.setdefault(slide.what, (_rank(slide), len(ranks) + n))
            _extend(bars.setdefault(slide.what, []), Bar(stretch.start, stretch.end, _kind(slide, items)))
    order = sorted(bars, key=lambda what: ranks[what])
    shown = [Lane(named(what, items), tuple(bars[what])) for what in order[: MOST if len(order) <= MOST else MOST - 1]]
    rest = order[len(shown) :]
    if rest:
        shown.append(Lane(f"and {len(rest):,} more", tuple(_together(stretches, frozenset(rest)))))
    return tuple(shown)


def lights(stretches: Sequence[Stretch]) -> tuple[tuple[datetime, datetime, Light], ...]:
    """List the times over which a screen's light stays the same."""
    found: list[tuple[datetime, datetime, Light]] = []
    for stretch in stretches:
        if found and found[-1][2] == stretch.light:
            found[-1] = (found[-1][0], stretch.end, stretch.light)
        else:
            found.append((stretch.start, stretch.end, stretch.light))
    return tuple(found)


def _together(stretches: Sequence[Stretch], whats: frozenset[str]) -> list[Bar]:
    """Draw the times at which any of several things is shown."""
    found: list[Bar] = []
    for stretch in stretches:
        if any(s.what in whats for s in stretch.slides):
            _extend(found, Bar(stretch.start, stretch.end, "many"))
    return found


def _extend(bars: list[Bar], bar: Bar) -> None:
    """Add a bar, or make the last one longer when it goes on."""
    if bars and bars[-1].end == bar.start and bars[-1].kind == bar.kind:
        bars[-1] = Bar(bars[-1].start, bar.end, bar.kind)
    else:
        bars.append(bar)


def _rank(slide: Slide) -> int:
    if slide.what in (COVER, TODAY, WEEK):
        return 2
    return 6 if slide.what == DEFAULT else _RANKS[slide.priority]


def _kind(slide: Slide, items: dict[str, Item]) -> str:
    """Name what a bar is coloured by: the class, the page, or the phase of an event."""
    if slide.what not in items:
        return {DEFAULT: "default", HOURS: "notice"}.get(slide.what, "page")
    if slide.priority != "event":
        return slide.priority
    return slide.key.partition("#")[2].partition(":")[0] or "event"
