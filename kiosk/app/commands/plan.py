"""`kiosk plan`: what each screen shows from when to when, with gaps and clashes named."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from kiosk.app.arguments import Usage
from kiosk.app.commands.telling import tell
from kiosk.campaign.campaign import Campaign, Screen
from kiosk.campaign.plan import plan
from kiosk.export.job import moment
from kiosk.record import record
from kiosk.store import files

_LONGEST = timedelta(days=800)
_MOST = 100_000


@record
class _Stretch:
    """A time during which a screen shows the same slides."""

    screen: str
    start: datetime
    end: datetime
    slides: tuple[str, ...]


def run(chosen: Namespace) -> int:
    """Print the plan of every screen, or of the one that was named."""
    opened = files.read(chosen.campaign, lenient=True)
    campaign = opened.campaign
    tell((f for f in opened.findings if f.severity == "error"), sys.stderr)
    start, end = moment(chosen.start, campaign), moment(chosen.end, campaign)
    if end <= start:
        raise Usage("--to lies before --from; give a later moment")
    if end - start > _LONGEST:
        raise Usage(f"A plan covers at most {_LONGEST.days} days; give a nearer --to")
    rows = [row for screen in _screens(campaign, chosen.screen) for row in _stretches(campaign, screen, start, end)]
    if chosen.json:
        json.dump([_as_json(row) for row in rows], sys.stdout, ensure_ascii=False, indent=1)
        print()
        return 0
    for row in rows:
        shown = ", ".join(row.slides) or "nothing: a gap"
        print(f"{row.screen}  {row.start:%a %d %b %H:%M} to {row.end:%a %d %b %H:%M}  {shown}")
    return 0


def _screens(campaign: Campaign, name: str | None) -> tuple[Screen | None, ...]:
    if name is None:
        return campaign.screens or (None,)
    found = tuple(s for s in campaign.screens if s.name == name)
    if not found:
        known = ", ".join(s.name for s in campaign.screens) or "none"
        raise Usage(f"The campaign has no screen {name!r}; it has: {known}")
    return found


def _stretches(campaign: Campaign, screen: Screen | None, start: datetime, end: datetime) -> Iterator[_Stretch]:
    """Walk from boundary to boundary, joining stretches that show the same."""
    open_: _Stretch | None = None
    now = start
    name = screen.name if screen else "any screen"
    for _ in range(_MOST):
        if now >= end:
            break
        planned = plan(now, campaign, screen)
        until = min(end, planned.boundary or end)
        # A boundary that does not move on would hold us for ever.
        until = until if until > now else end
        slides = tuple(dict.fromkeys(slide.what for slide in planned.slides))
        if open_ and open_.slides == slides:
            open_ = _Stretch(name, open_.start, until, slides)
        else:
            if open_:
                yield open_
            open_ = _Stretch(name, now, until, slides)
        now = until
    if open_:
        yield open_


def _as_json(row: _Stretch) -> dict[str, Any]:
    return {"screen": row.screen, "from": row.start.isoformat(), "to": row.end.isoformat(), "slides": list(row.slides)}
