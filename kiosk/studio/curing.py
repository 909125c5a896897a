"""Cures that need nobody's judgement: a finding goes in, the campaign without it comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Event, Item, Notice
from kiosk.studio import edits
from kiosk.studio.picturing import drafted
from kiosk.studio.words import _

Cure = Callable[[Campaign, Item | None], Campaign]


def _swapped(campaign: Campaign, item: Item | None) -> Campaign:
    """Let start and end change places."""
    if item is None:
        return replace(campaign, starts=campaign.ends, ends=campaign.starts)
    if not isinstance(item, Event | Notice):
        return campaign
    return edits.change(campaign, item.id, starts=item.ends, ends=item.starts)


def _signed(campaign: Campaign, _item: Item | None) -> Campaign:
    """Put the sign before the hashtag."""
    return replace(campaign, hashtag=f"#{campaign.hashtag.strip().lstrip('#')}")


def _described(campaign: Campaign, item: Item | None) -> Campaign:
    """Draft what a picture shows."""
    if item is None or item.picture is None:
        return campaign
    return edits.change(campaign, item.id, picture=replace(item.picture, alt=drafted(item)))


def _begun(campaign: Campaign, item: Item | None) -> Campaign:
    """Take an end without a start for the start."""
    return edits.change(campaign, item.id, starts=item.ends, ends=None) if isinstance(item, Event) else campaign


def _on_screens(campaign: Campaign, item: Item | None) -> Campaign:
    """Take screens out that the campaign does not have."""
    if item is None:
        return campaign
    known = {s.name for s in campaign.screens}
    kept = tuple(s for s in item.show.screens if s in known)
    return edits.change(campaign, item.id, show=replace(item.show, screens=kept))


def _once(campaign: Campaign, item: Item | None) -> Campaign:
    """Take a rule out that cannot be used."""
    return edits.change(campaign, item.id, repeat="") if isinstance(item, Event) else campaign


CURES: dict[str, tuple[str, str, Cure]] = {
    "end-before-start": (_("Swap"), "starts", _swapped),
    "end-without-start": (_("Make it the start"), "starts", _begun),
    "hashtag-sign": (_("Put # in front"), "hashtag", _signed),
    "no-alt": (_("Draft words"), "picture", _described),
    "unknown-screen": (_("Take it out"), "show", _on_screens),
    "repeat-without-start": (_("Take the rule out"), "repeat", _once),
    "repeat-unreadable": (_("Take the rule out"), "repeat", _once),
}
"""By finding: the button's words, the field it changes, and what it does."""


def cured(campaign: Campaign, found: Finding) -> Campaign | None:
    """Mend what a finding names; None when somebody has to say how."""
    if found.id not in CURES:
        return None
    made = CURES[found.id][2](campaign, campaign.item(found.item) if found.item else None)
    return made if made != campaign else None
