"""RSS and Atom feeds into articles: title, opening, author, date, link and reading time."""

from __future__ import annotations

import calendar
import io
from collections import Counter
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.campaign.item import Article
from kiosk.campaign.slug import slug
from kiosk.store.folder import files
from kiosk.store.sources import guard, harvest, plain
from kiosk.store.sources.harvest import Dropped, Found, Harvest, Origin

WORDS_A_MINUTE = 220
"""How fast a blog post is read."""
_FULL_TEXT = 120
"""Words from which on an entry is its whole text and not a teaser."""


class Error(harvest.Error):
    """A file that is no feed."""


def read(data: bytes, origin: Origin) -> Harvest:
    """Read a feed; each entry with a title is an article."""
    import feedparser

    if not data.strip():
        raise Error(f"{origin.name} is empty; check the address of the feed.")
    try:
        guard.markup(data, origin.name)
    except guard.Error as error:
        raise Error(str(error)) from None
    feed: Any = feedparser.parse(io.BytesIO(data))
    if not feed.version and not feed.entries:
        raise Error(f"{origin.name} is not a feed: there is neither <rss> nor <feed> in it; look for the page's RSS link.")
    zone = origin.zone or ZoneInfo(files.system_zone())
    found: list[Found] = []
    dropped: list[Dropped] = []
    equals: Counter[str] = Counter()
    for entry in feed.entries:
        title = plain.one_line(plain.from_html(entry.get("title", "")))
        link = plain.web_address(entry.get("link", ""))
        if not title:
            dropped.append(Dropped(uid=entry.get("id", "") or link, title="", why="it has no title"))
            continue
        known = entry.get("id", "") or link or f"{origin.source}:{plain.known_as(title)}"
        equals[known] += 1
        uid = known if equals[known] == 1 else f"{known}#{equals[known]}"
        found.append(Found(uid=uid, item=_article(entry, title, link, zone)))
    notices: list[str] = [] if feed.entries else ["There is no entry in this feed."]
    if feed.bozo and feed.entries:
        were = plain.count(len(feed.entries), "entry was", "entries were")
        notices.append(f"{origin.name} is not well-formed; {were} read all the same.")
    title = plain.one_line(plain.from_html(feed.feed.get("title", "")))
    return Harvest(found=tuple(found), campaign={"title": title}, dropped=tuple(dropped), notices=tuple(notices))


def _article(entry: Any, title: str, link: str, zone: ZoneInfo) -> Article:
    contents = [str(c.get("value", "")) for c in entry.get("content", [])]
    teaser = plain.from_html(entry.get("summary", ""))
    whole = max((plain.from_html(c) for c in contents), key=len, default="") or teaser
    words = len(whole.split())
    tags = (plain.one_line(str(t.get("term") or "")) for t in entry.get("tags", []))
    return Article(
        id=slug(title, "article"),
        title=title,
        summary=plain.lead(teaser or whole),
        author=plain.one_line(plain.from_html(entry.get("author", ""))),
        published=_day(entry, zone),
        minutes=max(1, round(words / WORDS_A_MINUTE)) if words >= _FULL_TEXT else None,
        link=link,
        tags=tuple(dict.fromkeys(t for t in tags if t)),
    )


def _day(entry: Any, zone: ZoneInfo) -> date | None:
    """Find the day an entry came out, as the campaign's zone has it."""
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).astimezone(zone).date() if parsed else None
    except (ValueError, OverflowError, OSError):
        return None
