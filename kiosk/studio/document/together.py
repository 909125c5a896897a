"""Two people's work on one campaign brought together: base, mine and theirs, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from kiosk.campaign.campaign import Campaign
from kiosk.studio.document.edits import named
from kiosk.studio.words import _

_ITEMS = ("events", "articles", "techniques", "prompts", "notices")


def together(base: Campaign, mine: Campaign, theirs: Campaign) -> tuple[Campaign, tuple[str, ...]]:
    """Take over what only they changed; where both changed the same field mine stays, and is named in words.

    An item that one side removed and the other changed stays.
    """
    both: list[str] = []
    made: dict[str, Any] = {}
    for spot in fields(Campaign):
        b, m, t = (getattr(c, spot.name) for c in (base, mine, theirs))
        made[spot.name] = _items(b, m, t, both) if spot.name in _ITEMS else _one(b, m, t, spot.name, both)
    return replace(mine, **made), tuple(both)


def _one(b: Any, m: Any, t: Any, name: str, both: list[str]) -> Any:
    if m in (b, t):
        return t
    if t != b:
        both.append(name)
    return m


def _items(b: Sequence[Any], m: Sequence[Any], t: Sequence[Any], both: list[str]) -> tuple[Any, ...]:
    old, ours, others = ({i.id: i for i in side} for side in (b, m, t))
    made: list[Any] = []
    for id in dict.fromkeys((*ours, *others)):
        before, mine, theirs = old.get(id), ours.get(id), others.get(id)
        if mine is None and theirs is not None:
            if before is None or theirs != before:
                made.append(theirs)
        elif theirs is None and mine is not None:
            if before is None or mine != before:
                made.append(mine)
        elif before is None or mine is None or theirs is None:
            made.append(mine)
        else:
            told: list[str] = []
            names = [f.name for f in fields(mine)]
            values = {n: _one(getattr(before, n), getattr(mine, n), getattr(theirs, n), n, told) for n in names}
            both += [_("{n} of “{mine}”", n=n, mine=named(mine)) for n in told]
            made.append(replace(mine, **values))
    return tuple(made)
