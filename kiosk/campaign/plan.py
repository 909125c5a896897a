"""What is on a screen at a moment: the live slides in order, its light, and the instant at which that changes. Pure and DST-safe.

Instants are compared in UTC; days, weekdays and times of day are read from the wall clock of the campaign's zone.
"""

from __future__ import annotations

from datetime import datetime

from kiosk.campaign import dwell, live, order
from kiosk.campaign.campaign import Campaign, Screen
from kiosk.campaign.light import Light
from kiosk.campaign.slide import COVER, DEFAULT, HOURS, TODAY, WEEK, Slide
from kiosk.campaign.timetable import Timetable
from kiosk.record import record

__all__ = ["COVER", "DEFAULT", "HOURS", "TODAY", "WEEK", "Plan", "Slide", "plan", "slides", "undated"]

_KEPT = 8
_laid_out: list[Timetable] = []


@record
class Plan:
    """The slides of a moment in order, when to ask again (None = never by time alone), and the screen's light."""

    slides: tuple[Slide, ...]
    boundary: datetime | None
    light: Light = "on"


def plan(now: datetime, campaign: Campaign, screen: Screen | None = None) -> Plan:
    """Plan a screen at `now` (a moment with a zone); slides and light stay true until the boundary, which is excluded.

    The first moment of a campaign lays it out in time, which takes as long as it has items; the next ones are looked up.
    """
    laid = _timetable(campaign, screen)
    shown = laid.state(now)
    boundary = laid.boundary(now, shown)
    return Plan(shown.slides, boundary.astimezone(campaign.zone) if boundary is not None else None, shown.light)


def slides(now: datetime, campaign: Campaign, screen: Screen | None = None) -> tuple[Slide, ...]:
    """List the slides that are live at `now`, in order: notices, cover, agendas, events by date, articles; fillers between."""
    return _timetable(campaign, screen).state(now).slides


def undated(campaign: Campaign, screen: Screen | None = None) -> Plan:
    """Plan a screen whose clock is not to be trusted: only what is true at any time, and nothing that may be over."""
    items = [i for i in campaign.items if not i.draft and live.meant_for(i, screen) and live.timeless(i)]
    found = [Slide(i.id, live.class_of(i), dwell.of(i), i.id) for i in items]
    urgent = tuple(s for s in found if s.priority == "emergency")
    if urgent or not found:
        return Plan(urgent or (Slide(DEFAULT, "filler", dwell.LONGEST, DEFAULT),), None)
    notices, events, fillers = ([s for s in found if s.priority == kind] for kind in ("notice", "event", "filler"))
    # The cover of a campaign that has days may be that of last year.
    dated = campaign.starts is not None or campaign.ends is not None or COVER in campaign.unshown
    cover = [] if dated or len(notices) == len(found) else [Slide(COVER, "event", dwell.of_campaign(campaign), COVER)]
    return Plan((*notices, *cover, *order.mixed(events, fillers)), None)


def _timetable(campaign: Campaign, screen: Screen | None) -> Timetable:
    """Find the campaign as laid out before: the very same one, for comparing thousands of items would take longer."""
    for laid in _laid_out:
        if laid.campaign is campaign and laid.screen == screen:
            return laid
    laid = Timetable(campaign, screen)
    _laid_out[:] = [laid, *_laid_out[: _KEPT - 1]]
    return laid
