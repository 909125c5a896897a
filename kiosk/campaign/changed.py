"""A campaign with something changed in it: plain functions, the campaign that goes in stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Item, kind_of


def change(campaign: Campaign, id: str, **values: Any) -> Campaign:
    """Set fields of one item; a campaign without that item, or that says so already, comes back as it was."""
    item = campaign.item(id)
    if item is None or all(getattr(item, name) == value for name, value in values.items()):
        return campaign
    return with_items(campaign, item, lambda items: tuple(replace(i, **values) if i.id == id else i for i in items))


def with_items(campaign: Campaign, item: Item, made: Callable[[tuple[Item, ...]], tuple[Item, ...]]) -> Campaign:
    """Make the items of one item's kind anew."""
    name = f"{kind_of(item)}s"
    return replace(campaign, **{name: made(getattr(campaign, name))})
