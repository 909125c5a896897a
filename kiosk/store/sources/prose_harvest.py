"""What a text announces: events, words about the campaign, and whatever reads like an event and is none, with the reason."""

from __future__ import annotations

from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.store.folder import files
from kiosk.store.sources import harvest, plain, prose, prose_campaign, prose_event, prose_when, states
from kiosk.store.sources.harvest import Dropped, Found, Harvest, Origin
from kiosk.store.sources.prose_file import Prose

NONE = "No event was found"
"""How the notice begins that says so."""
_SIGNED = "it reads like the signature of a letter"


class Error(harvest.Error):
    """Prose in which there is nothing to announce."""


def of_prose(text: Prose, origin: Origin, notices: list[str]) -> Harvest:
    """Take what a text announces."""
    parts = text.blocks
    if not parts:
        raise Error(f"{origin.name} has no words in it; give the text of the announcement.")
    hashtag = prose_campaign.hashtag(parts, notices)
    parts = prose_campaign.respelt(parts, hashtag)
    zone = origin.zone or ZoneInfo(files.system_zone())
    found: list[Found] = []
    dropped: list[Dropped] = []
    equals: Counter[str] = Counter()
    known_years = prose_when.years(text.said, origin.today)
    drafts, loose = prose.drafts(parts)
    refused = [d for d in drafts if prose_event.why_not(d)]
    own = prose_campaign.headline(drafts, refused)
    title = prose_campaign.title(parts, hashtag, own, [d.title for d in drafts if d not in refused])
    for draft in drafts:
        # By its name alone, so that it is the same event when the next mail calls it off.
        known = plain.known_as(states.called(draft.title)[0])
        equals[known] += 1
        uid = f"{origin.source}:{known}" + (f"#{equals[known]}" if equals[known] > 1 else "")
        if draft in refused:
            dropped += [Dropped(uid=uid, title=draft.title, why=prose_event.why_not(draft))] if draft.title != own else []
        else:
            found.append(Found(uid=uid, item=prose_event.event(draft, uid, known_years, zone, notices)))
    told = [(sentence, prose_event.why_loose(sentence)) for sentence in loose]
    for sentence, why in [*told, *((name, _SIGNED) for name in text.signed)]:
        uid = f"{origin.source}:{plain.known_as(sentence)[:80]}"
        dropped.append(Dropped(uid=uid, title=plain.shortened(sentence, 100), why=why))
    ways = prose_campaign.ways(parts)
    theme = prose_campaign.theme(parts)
    if not found:
        if not (theme or hashtag or ways) and len(parts) < 3:
            raise Error(
                f'{origin.name} announces nothing: no event, theme or hashtag; events read like "Title. What happens, with whom."'
            )
        notices.append(f'{NONE}; events read like "Title. What happens, with whom.", with questions or a date below.')
    if ways:
        notices.append(f"Ways to take part, which have no place of their own in a campaign: {'; '.join(ways)}")
    summary = prose_campaign.summary(parts, drafts)
    campaign: dict[str, Any] = {"title": title, "theme": theme, "hashtag": hashtag, "summary": summary, "ways": ways}
    return Harvest(
        found=tuple(found), campaign={k: v for k, v in campaign.items() if v}, dropped=tuple(dropped), notices=tuple(notices)
    )
