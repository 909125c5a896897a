"""Links in codes that say where they were read: a fixed vocabulary of UTM tags, so that statistics of years can be added up."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.compose.brief import Brief
from kiosk.page.stock import Product

SOURCES: Mapping[Product, str] = {
    "poster": "poster",
    "programme": "programme",
    "postcard": "postcard",
    "slide": "kiosk",
    "social": "social",
    "screensaver": "screensaver",
}
"""utm_source by product; no other words are ever used.

Medium and campaign are left out: the first follows from the source, the second from the link, and every character makes a
code denser.
"""


def tracked(url: str, brief: Brief) -> str:
    """Add the tags to a link for a code; tags that the link has already stay as they are. Nothing printed changes."""
    if not url or not (brief.campaign.utm or brief.placement):
        return url
    from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

    tags = {"utm_source": SOURCES[brief.product]}
    if brief.placement:
        tags["utm_content"] = brief.placement.id
    parts = urlsplit(url)
    there = {key for key, _ in parse_qsl(parts.query, keep_blank_values=True)}
    more = urlencode({key: value for key, value in tags.items() if key not in there})
    return urlunsplit(parts._replace(query="&".join(q for q in (parts.query, more) if q)))
