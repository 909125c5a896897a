"""What is out of date: items that no screen will ever show again, from a moment on."""

from __future__ import annotations

from datetime import datetime

from kiosk.campaign import life
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Event, Item, Notice
from kiosk.campaign.moment import end, utc


def outdated(campaign: Campaign, now: datetime) -> tuple[Item, ...]:
    """List the items whose time on screens is over at `now` for good; drafts have none."""
    kin = life.kin_of(campaign)
    return tuple(i for i in campaign.items if not i.draft and _over(i, campaign, now, kin))


def _over(item: Item, campaign: Campaign, now: datetime, kin: life.Kin) -> bool:
    zone, instant = campaign.zone, utc(now)
    if item.show.until is not None and instant >= end(item.show.until, zone):
        return True
    match item:
        case Event() if item.starts is not None:
            return life.at(life.dates(item, now, now, zone), now, zone, kin) is None
        case Notice():
            return item.ends is not None and instant >= end(item.ends, zone)
        case _:
            return campaign.ends is not None and instant >= end(campaign.ends, zone)
