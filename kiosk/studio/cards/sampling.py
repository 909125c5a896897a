"""The sample campaign, for whoever has no events of their own yet: how the families look on it, and a copy to try things with."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

from kiosk.resources import assets_dir
from kiosk.store.folder import files, writing
from kiosk.studio.clock import now
from kiosk.studio.page.gallery import WORDS
from kiosk.studio.page.pages import Press, Shown, Wanted

_DAY = re.compile(r"(?<=[= ])\d{4}-\d\d-\d\d(?=[T\s])")


def copy(to: Path) -> None:
    """Copy the sample into a folder, its first week being this one: a sample that is long over shows nothing on a wall."""
    shutil.copytree(assets_dir() / "samples" / "knowvember-22", to)
    campaign = files.read(to).campaign
    if campaign.starts is None:
        return
    ahead = _monday(now(campaign.zone).date()) - _monday(campaign.starts)
    text, _ = files.load_text(to / files.NAME)
    moved = _DAY.sub(lambda m: (date.fromisoformat(m[0]) + ahead).isoformat(), text)
    writing.write(to / files.NAME, moved)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def poster(press: Press, family: str, height: int) -> Shown:
    """Make a poster in a family, of another event for each, for a worker thread."""
    folder = assets_dir() / "samples" / "knowvember-22"
    campaign = files.read(folder).campaign
    event = campaign.events[list(WORDS).index(family) % len(campaign.events)]
    return press.show(
        Wanted(
            campaign=campaign,
            folder=folder,
            product="poster",
            stock="a4",
            what=event.id,
            at=now(campaign.zone),
            height=height,
            family=family,
        )
    )
