"""How the families look, on posters of the sample campaign: for whoever has no events of their own yet."""

from __future__ import annotations

from kiosk.resources import assets_dir
from kiosk.store.folder import files
from kiosk.studio.clock import now
from kiosk.studio.page.gallery import WORDS
from kiosk.studio.page.pages import Press, Shown, Wanted


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
