"""Rounds that take too long: a screen with more to show than anybody stays for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final

from kiosk.campaign.campaign import Campaign, Screen
from kiosk.campaign.finding import Finding
from kiosk.campaign.plan import Slide, slides

DAYS: Final = 7
"""Days whose noon is looked at, from the campaign's first one or from now on."""
_GLANCE = 60
"""Seconds that somebody who passes by looks up for, in all."""


def findings(campaign: Campaign, at: datetime) -> Iterator[Finding]:
    """Warn of each screen whose round takes longer than its `loop` in the days to come; `at` has the campaign's zone."""
    for screen in campaign.screens or (None,):
        most = screen.loop if screen is not None else Screen(name="").loop
        when, shown = max(((m, slides(m, campaign, screen)) for m in _moments(campaign, at)), key=lambda pair: _seconds(pair[1]))
        whole = _seconds(shown)
        if whole > most:
            glance = max(round(len(shown) * _GLANCE / whole), 1)
            named = f'of the screen "{screen.name}" ' if screen is not None else ""
            yield Finding(
                id="round-long",
                severity="warning",
                sentence=f"One round {named}takes {_minutes(whole)} on {when:%A} {when.day} {when:%B}: {len(shown)} slides, "
                f"of which somebody who looks up for a minute sees {glance}.",
                cure=f"Keep it under {_minutes(most)}: give items show.from, show.until or show.days, let the screen's shows "
                "take less, or raise its loop.",
            )


def _moments(campaign: Campaign, at: datetime) -> Iterator[datetime]:
    """List now, and the noons of the first days."""
    yield at
    first = max(at.date(), campaign.starts) if campaign.starts is not None else at.date()
    for ahead in range(DAYS):
        noon = datetime.combine(first + timedelta(days=ahead), time(12), campaign.zone)
        if noon > at:
            yield noon


def _seconds(shown: tuple[Slide, ...]) -> float:
    return sum(s.dwell for s in shown)


def _minutes(seconds: float) -> str:
    whole = round(seconds / 60)
    return f"{whole} minute{'s' if whole != 1 else ''}" if whole * 60 == round(seconds) else f"{seconds / 60:.1f} minutes"
