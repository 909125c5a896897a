"""What a source was understood to say, laid out for people before anything enters the campaign. Knows nothing of windows."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from kiosk.campaign import repeat, series
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Event, Item, kind_of, title_of
from kiosk.store.importing import fields, imports
from kiosk.store.importing.ledger import Ledger
from kiosk.store.importing.report import Report
from kiosk.store.sources.harvest import Found
from kiosk.studio.cards.entries import Entry, Field, Understood
from kiosk.studio.cards.importwords import FIELDS, OF_CAMPAIGN, STATUS, State, said, spoken
from kiosk.studio.clock import now
from kiosk.studio.document.edits import named
from kiosk.studio.fields import when
from kiosk.studio.words import _

KINDS = {
    "event": _("Event"),
    "article": _("Blog post"),
    "technique": _("Technique"),
    "prompt": _("Question"),
    "notice": _("Notice"),
}
"""What people call the kinds of items."""
UNDATED = _("Date to be announced")
PRIVATE = _("Marked private where it comes from, so it stays out unless you tick it; then it comes as a draft.")
REFUSED = _("You left it out last time; tick it if you want it now.")
_DATELESS = re.compile(r"[\d,]+ events? of [\d,]+ (?:has|have) no date yet")
"""What a report says of events whose row says it already."""
CAMPAIGN = "#campaign"
"""Stands for the uid of what a source says of the campaign itself."""


def understand(
    campaign: Campaign,
    past: Ledger,
    looked: imports.Looked,
    without: Collection[str] = (),
    theirs: Collection[tuple[str, str]] = (),
) -> Understood:
    """Lay out what importing a source would do; `without` and `theirs` as `imports.merged` takes them."""
    known = past.get(looked.id)
    own = _of_campaign(campaign, past, looked, CAMPAIGN not in without)
    if CAMPAIGN in without:
        # As it was said before: then nothing of it changes, and nothing is missing from it.
        looked = replace(looked, harvest=replace(looked.harvest, campaign=dict(known.campaign) if known else {}))
    made, after, report = imports.merged(campaign, past, looked, without=without, theirs=theirs)
    ids = {uid: k.id for uid, k in after[looked.id].items.items() if not k.deleted}
    entries: list[Entry] = []
    bases = {k.id: k.fields for p in past.values() for k in p.items.values()}
    told: set[str] = set()
    for found in sorted(looked.harvest.found, key=_when):
        id = ids.get(found.uid, "")
        base = known.items[found.uid].fields if known and found.uid in known.items else bases.get(id, {})
        state = _state(found.uid, id, report, without, campaign)
        if state is None:
            continue
        about = _about(found, report.notices)
        told.update(about)
        about = [n.removeprefix(f'"{title_of(found.item)}": ') for n in about]
        if _is_private(found.item, campaign.item(id) if id else None):
            about.append(PRIVATE)
        if found.uid in imports.refused(looked, past):
            about.append(REFUSED)
        comes = made.item(id) if id else None
        entries.append(_entry(found.uid, id, found.item, state, campaign, base, tuple(about), comes))
    theirs_of = looked.harvest.campaign
    words = tuple((w, spoken(theirs_of[k])) for k, w in OF_CAMPAIGN.items() if theirs_of.get(k) and k not in ("title", "summary"))
    return Understood(
        entries=(*own, *entries),
        campaign=words,
        notices=tuple(n for n in report.notices if n not in told and not _DATELESS.match(n)),
        dropped=tuple((d.title or d.uid or _("An entry without a title"), d.why) for d in report.dropped if d.uid not in without),
        made=made,
        ledger=after,
    )


def unasked(campaign: Campaign, looked: imports.Looked, past: Ledger) -> set[str]:
    """Name what should not come in unless somebody asks for it: what is private there and was never taken before.

    Also what was left out last time, and other words for the campaign than it has: they stand on every page.
    """
    known = past.get(looked.id)
    met = known.items if known else {}
    private = {f.uid for f in looked.harvest.found if _is_private(f.item, None) and f.uid not in met}
    return (
        private
        | imports.refused(looked, past)
        | ({CAMPAIGN} if any(getattr(campaign, n) for n in _retold(campaign, past, looked)) else set())
    )


def _retold(campaign: Campaign, past: Ledger, looked: imports.Looked) -> list[str]:
    """Name the campaign's own words that a source would fill or change."""
    if looked.kind != "announcement":
        return []
    known = past.get(looked.id)
    base = known.campaign if known else {}
    told = {n: looked.harvest.campaign.get(n) for n in OF_CAMPAIGN}
    mine = {n: getattr(campaign, n) for n in OF_CAMPAIGN}
    return [n for n, t in told.items() if t and t not in (mine[n], base.get(n)) and mine[n] in ("", base.get(n, ""))]


def _of_campaign(campaign: Campaign, past: Ledger, looked: imports.Looked, is_wanted: bool) -> tuple[Entry, ...]:
    """Lay out what a source says of a campaign that is there already."""
    names = _retold(campaign, past, looked) if campaign.title else []
    made = tuple(
        Field(
            name=n,
            words=OF_CAMPAIGN[n],
            theirs=spoken(looked.harvest.campaign[n]),
            before=spoken(getattr(campaign, n) or _("nothing")),
        )
        for n in names
    )
    title = _("Words about the campaign itself")
    state: State = "changed" if is_wanted else "unwanted"
    return (Entry(uid=CAMPAIGN, id="", kind="", title=title, date="", place="", state=state, fields=made),) if made else ()


def _when(found: Found) -> tuple[bool, str]:
    """Sort by day; what has none comes last, as it was told."""
    starts = found.item.starts if isinstance(found.item, Event) else None
    return (starts is None, starts.isoformat() if starts else "")


def _about(found: Found, notices: Collection[str]) -> list[str]:
    """Find what was noticed about an item; beside it its title need not be said again."""
    title = title_of(found.item)
    return [n for n in notices if title and title in n and not _DATELESS.match(n)]


def _is_private(item: Item, mine: Item | None) -> bool:
    """Tell whether a source calls an item private that the campaign does not have yet; no source has drafts of its own."""
    return item.draft and mine is None


def _state(uid: str, id: str, report: Report, without: Collection[str], campaign: Campaign) -> State | None:
    if uid in without:
        return "unwanted"
    if not id:
        return None  # named among what was left out
    if any(c.id == id for c in report.conflicts):
        return "conflict"
    if campaign.item(id) is None or id in report.added:
        return "new"
    return "changed" if id in report.updated else "same"


def _entry(
    uid: str,
    id: str,
    item: Item,
    state: State,
    campaign: Campaign,
    base: Mapping[str, Any],
    doubts: tuple[str, ...],
    comes: Item | None,
) -> Entry:
    zone = campaign.zone
    after = fields.flat(comes, zone) if comes is not None else {}
    told = fields.flat(item, zone)
    mine_item = campaign.item(id) if id else None
    mine = fields.flat(mine_item, zone) if mine_item is not None else None
    made: list[Field] = []
    for name in [n for n in {**told, **(mine or {})} if n in FIELDS]:
        there, own, before = told.get(name, ""), (mine or {}).get(name, ""), base.get(name, "")
        if mine is None:
            if name != "title":
                made.append(Field(name=name, words=FIELDS[name], theirs=said(name, there, item)))
        elif there not in (own, before):  # what the source did not change stays mine
            contested = own != before
            if not contested and after.get(name, "") == own:
                continue  # the same in other words, such as a place that the campaign knows
            if name == "venue":
                there, own, before = (_place(campaign, value) for value in (there, own, before))
            made.append(
                Field(
                    name=name,
                    words=FIELDS[name],
                    theirs=said(name, there, item),
                    mine=said(name, own, item) if contested else None,
                    before=said(name, before, item),
                )
            )
    starts, ends = getattr(item, "starts", None), getattr(item, "ends", None)
    day = when.day_words(starts, ends)
    clock = when.clock_words(starts, ends)
    often = series.briefly(item, campaign.zone) if isinstance(item, Event) else ""
    date_words = ", ".join(p for p in (day, clock, often) if p) or (UNDATED if isinstance(item, Event) else "")
    place = item.venue or (_("Online") if item.online else "") if isinstance(item, Event) else ""
    venue = campaign.venue(place)
    return Entry(
        uid=uid,
        id=id,
        kind=_kind(item),
        title=named(item),
        date=date_words,
        place=(venue.room or venue.name) if venue else place,
        state=state,
        fields=tuple(made),
        doubts=doubts,
        status=STATUS.get(item.status, "") if isinstance(item, Event) else "",
        is_over=isinstance(item, Event) and not item.repeat and repeat.over_at(item, zone) <= now(zone),
    )


def _place(campaign: Campaign, value: Any) -> str:
    """Say a place as the list does: by its name, where the campaign knows it."""
    venue = campaign.venue(str(value))
    return (venue.room or venue.name) if venue else str(value)


def _kind(item: Item) -> str:
    return KINDS[kind_of(item)]
