"""Titles that are a name and an explanation: where they fall into two."""

from __future__ import annotations

import re

from kiosk.campaign.item import Item, Notice, Prompt

_BREAK = r"\s*(?::\s|\s[–—-]\s)\s*"
"""At a colon, or at a dash between spaces."""
_LEAST = 8
"""Letters that are left of a title at the least."""


def parts(item: Item) -> tuple[str, str] | None:
    """Part a title at its colon or dash; None for one that is whole."""
    if isinstance(item, Prompt | Notice):
        return None
    first, *rest = (part.strip() for part in re.split(_BREAK, item.title, maxsplit=1))
    return (first, rest[0][:1].upper() + rest[0][1:]) if len(first) >= _LEAST and rest and rest[0] else None
