"""The words to post with a social card: title, when and where, the link, the hashtag; counted as the networks count."""

from __future__ import annotations

import re

from kiosk.campaign import wording
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Event, Item, title_of
from kiosk.campaign.translation import tell

LONGEST = 280
"""Weighted characters that a post may have."""
LINK = 23
"""Characters that any link counts."""
_LINKS = re.compile(r"https?://\S+")
_LIGHT = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
"""Characters that count one; all others count two."""


def weight(text: str) -> int:
    """Count the characters of a post: a link 23, most letters one, signs of Chinese, Japanese and Korean and emoji two."""
    rest, links = _LINKS.subn("", text)
    return links * LINK + sum(1 if any(a <= ord(c) <= b for a, b in _LIGHT) else 2 for c in rest)


def text(campaign: Campaign, item: Item, link: str, lang: str) -> str:
    """Write the post of an item: with its summary while there is room, never without title, date and link."""
    own = campaign.languages[0] if campaign.languages else "en"
    title = tell(item, "title" if hasattr(item, "title") else "question", title_of(item), lang, own).text
    when = ""
    if isinstance(item, Event) and item.starts:
        words = wording.date_words(item.starts, item.ends, lang)
        when = ", ".join(part for part in (words.full, words.time, _place(campaign, item)) if part).replace("\u00a0", " ")
    state = wording.state(item, lang)
    summary = tell(item, "summary", getattr(item, "summary", ""), lang, own).text
    head = f"{state}: {title}" if state else title
    tail = " ".join(part for part in (link, campaign.hashtag) if part)
    whole = "\n".join(part for part in (head, when, summary, tail) if part)
    return whole if weight(whole) <= LONGEST else "\n".join(part for part in (head, when, tail) if part)


def _place(campaign: Campaign, event: Event) -> str:
    venue = campaign.venue(event.venue)
    if venue is None:
        return event.venue or ("online" if event.online else "")
    return ", ".join(part for part in (venue.room, venue.name) if part)
