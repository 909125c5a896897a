"""Events that are in a campaign twice, as after two mails about the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from kiosk.campaign import repeat
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Event
from kiosk.campaign.moment import begin as begin_of


def check(events: Sequence[Event], zone: ZoneInfo) -> Iterator[Finding]:
    """Name each event that has the title of one before it and takes place while that does."""
    known: dict[str, list[Event]] = {}
    for event in events:
        if event.repeat or event.draft or not event.title.strip():
            continue
        before = known.setdefault(" ".join(event.title.casefold().split()), [])
        if any(_meet(event, other, zone) for other in before):
            yield Finding(
                id="event-twice",
                severity="warning",
                sentence=f'"{event.title[:60]}" is in the campaign twice at the same time.',
                cure="Remove one of them, or give it another title.",
                item=event.id,
            )
        before.append(event)


def _meet(one: Event, two: Event, zone: ZoneInfo) -> bool:
    if one.starts is None or two.starts is None:
        return False
    begins = begin_of(one.starts, zone), begin_of(two.starts, zone)
    return begins[0] < repeat.over_at(two, zone) and begins[1] < repeat.over_at(one, zone)
