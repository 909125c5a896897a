"""What a step that can be undone keeps: what it changed, before and after, and not two whole campaigns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, NamedTuple, cast

from kiosk.campaign.campaign import Campaign


class Change(NamedTuple):
    """What became of one field; where some of its items were exchanged, of those in these places alone."""

    field: str
    places: tuple[int, ...] | None
    before: Any
    after: Any


def between(before: Campaign, after: Campaign) -> tuple[Change, ...]:
    """Find what changed between two campaigns."""
    return tuple(
        _change(f.name, old, new)
        for f in fields(Campaign)
        if (old := getattr(before, f.name)) is not (new := getattr(after, f.name))
    )


def back(changes: Sequence[Change], campaign: Campaign) -> Campaign:
    """Make the campaign before of the one after."""
    return replace(campaign, **{c.field: _put(campaign, c, c.before) for c in changes})


def forth(changes: Sequence[Change], campaign: Campaign) -> Campaign:
    """Make the campaign after of the one before."""
    return replace(campaign, **{c.field: _put(campaign, c, c.after) for c in changes})


def _change(field: str, old: Any, new: Any) -> Change:
    if isinstance(old, tuple) and isinstance(new, tuple):
        olds, news = cast("tuple[Any, ...]", old), cast("tuple[Any, ...]", new)
        if len(olds) == len(news):
            at = tuple(n for n, (one, other) in enumerate(zip(olds, news, strict=True)) if one is not other)
            return Change(field, at, tuple(olds[n] for n in at), tuple(news[n] for n in at))
    return Change(field, None, old, new)


def _put(campaign: Campaign, change: Change, value: Any) -> Any:
    if change.places is None:
        return value
    items = list(getattr(campaign, change.field))
    for place, item in zip(change.places, value, strict=True):
        items[place] = item
    return tuple(items)
