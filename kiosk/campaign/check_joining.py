"""How people join an event online: what stands there and is no link is printed nowhere, so it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Event, title_of

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)


def is_link(online: str) -> bool:
    """Tell whether a joining link can be carried by pages."""
    return online.lower().startswith(("http://", "https://")) and not any(c.isspace() for c in online.strip())


def lacks_scheme(online: str) -> bool:
    """Tell whether a joining link is one but for its https://."""
    return _HOST.fullmatch(online.strip()) is not None


def check(event: Event) -> Iterator[Finding]:
    """Name a joining link that pages cannot carry; words do no harm where there is another link to go to."""
    named, online = title_of(event)[:60], event.online.strip()
    if not online or is_link(online):
        return
    if lacks_scheme(online):
        yield Finding(
            id="joining-link",
            severity="warning",
            sentence=f'The joining link of "{named}" has no https:// in front, so no page carries it.',
            cure=f"Write https://{online}",
            fix="join-link",
            item=event.id,
        )
    elif not (event.booking or event.link or event.short):
        yield Finding(
            id="joining-words",
            severity="warning",
            sentence=f'"{named}" is joined by "{online[:60]}", which is no link, so no page prints it.',
            cure="Write a link that starts with https://, or say it in the description.",
            item=event.id,
        )
