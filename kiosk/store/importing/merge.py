"""Three-way merge of a harvest into a campaign: base = imports.json, mine = campaign.toml, theirs = the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeAlias

from kiosk.campaign.campaign import Campaign, Venue
from kiosk.campaign.item import Article, Event, Item, Notice, Prompt, Technique, kind_of, title_of
from kiosk.store.folder import values
from kiosk.store.importing import fields, twins, worded
from kiosk.store.importing.ledger import Fields, Known, Ledger, Past
from kiosk.store.importing.report import Conflict, Report
from kiosk.store.sources import plain
from kiosk.store.sources.harvest import Dropped, Found, Harvest

_TABLES: Mapping[type, str] = {
    Event: "events",
    Article: "articles",
    Technique: "techniques",
    Prompt: "prompts",
    Notice: "notices",
}
_CAMPAIGN = ("title", "theme", "summary", "hashtag", "website", "contact", "organisation", "starts", "ends")
Items: TypeAlias = dict[str, Item]


@dataclass(slots=True)
class _Work:
    """The state of one merge while it goes on."""

    items: Items
    past: Past
    others: list[Past]
    zone: Any
    added: list[str] = field(default_factory=list[str])
    updated: list[str] = field(default_factory=list[str])
    unchanged: list[str] = field(default_factory=list[str])
    conflicts: list[Conflict] = field(default_factory=list[Conflict])
    dropped: list[Dropped] = field(default_factory=list[Dropped])
    notices: list[str] = field(default_factory=list[str])
    taken: set[str] = field(default_factory=set[str])
    by_uid: dict[str, str] = field(default_factory=dict[str, str])
    claimed: set[str] = field(default_factory=set[str])


def merge(campaign: Campaign, ledger: Ledger, harvest: Harvest, source: str, kind: str) -> tuple[Campaign, Report]:
    """Merge a harvest into a campaign; changes the ledger in place, returns the new campaign and what was done."""
    past = ledger.setdefault(source, Past())
    past.kind = kind
    work = _Work({i.id: i for i in campaign.items}, past, [p for s, p in ledger.items() if s != source], campaign.zone)
    work.by_uid = {i.uid: i.id for i in reversed(campaign.events) if i.uid}
    work.claimed = {k.id for p in ledger.values() for k in p.items.values()}
    work.dropped += harvest.dropped
    work.notices += harvest.notices
    seen: Counter[str] = Counter()
    known = {d.uid for d in harvest.dropped}
    for found in harvest.found:
        seen[found.uid] += 1
        uid = found.uid if seen[found.uid] == 1 else f"{found.uid}#{seen[found.uid]}"
        known.add(uid)
        item, spoilt = _clean(placed(found.item, campaign.venues), uid)
        work.notices += spoilt
        _one(Found(uid=uid, item=item, records=found.records), work)
    work.notices += _gone(work, known)
    work.notices += _undated(work)
    made = _campaign(campaign, harvest.campaign, work) if kind == "announcement" else campaign
    tables = {name: tuple(i for i in work.items.values() if type(i) is sort) for sort, name in _TABLES.items()}
    made = replace(made, **tables)  # pyright: ignore[reportArgumentType]
    report = Report(
        added=tuple(work.added),
        updated=tuple(work.updated),
        unchanged=tuple(work.unchanged),
        conflicts=tuple(work.conflicts),
        dropped=tuple(work.dropped),
        notices=tuple(dict.fromkeys(work.notices)),
    )
    return made, report


def _one(found: Found, work: _Work) -> None:
    """Merge one item: add it, bring it up to date, or respect that the user has deleted it."""
    known = work.past.items.get(found.uid) or next((p.items[found.uid] for p in work.others if found.uid in p.items), None)
    known = known or twins.remembered(found.uid, found.item, work.others, work.items)
    # What was refused once and is here again, was asked for now.
    known = None if known is not None and (known.is_refused or known.id in work.taken) else known
    mine = _mine(found, known, work)
    theirs = fields.flat(found.item, work.zone)
    kind = kind_of(found.item)
    if mine is None and known is not None:
        # remembered, so that neither this import nor the next brings it back
        work.past.items[found.uid] = Known(known.id, known.kind, known.fields, deleted=True)
        why = "it was deleted from the campaign after an earlier import, so it stays out"
        work.dropped.append(Dropped(uid=found.uid, title=title_of(found.item), why=why))
        return
    if mine is None:
        work.notices += twins.beside(found.item, [i for i in work.items.values() if i.id not in work.taken])
        id = _free(found.item.id, work.items)
        work.items[id] = replace(found.item, id=id)
        work.past.items[found.uid] = Known(id, kind, theirs)
        work.added.append(id)
        work.taken.add(id)
        return
    work.taken.add(mine.id)
    base = dict(known.fields) if known else {}
    take = set(_compare(mine, base, fields.flat(mine, work.zone), theirs, work))
    if take:
        work.items[mine.id] = fields.put(mine, take, found.item)
        work.updated.append(mine.id)
    else:
        work.unchanged.append(mine.id)
    work.past.items[found.uid] = Known(mine.id, kind, base)


def _compare(mine: Item, base: Fields, ours: Fields, theirs: Fields, work: _Work) -> Iterator[str]:
    """Name the fields to take from the source, and bring the base up to date; a field in conflict keeps its old base,

    so that it is reported until it is settled, and giving up one's own edit brings the source's value in.
    """
    for name in sorted({*base, *ours, *theirs}):
        b, m, t = base.get(name, ""), ours.get(name, ""), theirs.get(name, "")
        if m != t and t != b:
            if m != b:
                work.conflicts += [Conflict(id=mine.id, field=n, mine=x, theirs=y) for n, x, y in fields.pairs(name, m, t)]
                continue
            yield name
        if t != b or m == t:
            base[name] = t
            if t == "":
                del base[name]


def _mine(found: Found, known: Known | None, work: _Work) -> Item | None:
    """Find the campaign's own item for one of the source: by uid, by the id it was imported as, else a twin nobody claims."""
    sort = type(found.item)
    if isinstance(found.item, Event):
        same = work.items.get(work.by_uid.get(found.uid, ""))
        if same is not None:
            return same
    if known is not None:
        same = work.items.get(known.id)
        named_otherwise = (
            isinstance(same, Event) and same.uid not in ("", found.uid) and not twins.is_one_name(same.uid, found.uid)
        )
        return same if type(same) is sort and not named_otherwise else None
    if isinstance(found.item, Event):
        return None
    free = (i for i in work.items.values() if type(i) is sort and i.id not in work.claimed and i.id not in work.taken)
    return next((i for i in free if _twins(i, found.item)), None)


def _twins(mine: Item, theirs: Item) -> bool:
    link = getattr(theirs, "link", "")
    if link and getattr(mine, "link", "") == link:
        return True
    return plain.known_as(title_of(mine)) == plain.known_as(title_of(theirs))


def _free(id: str, items: Items) -> str:
    """Find an id nobody has."""
    if id not in items:
        return id
    number = 2
    while f"{id[:56].rstrip('-')}-{number}" in items:
        number += 1
    return f"{id[:56].rstrip('-')}-{number}"


def placed(item: Item, venues: tuple[Venue, ...]) -> Item:
    """Name a venue by its id where the source's words mean one that the campaign knows."""
    if not isinstance(item, Event) or not item.venue or not venues:
        return item
    words = plain.known_as(item.venue)
    for v in venues:
        spelt = (v.id, v.name, v.room, f"{v.name} {v.room}", f"{v.room} {v.name}")
        if any(plain.known_as(s) == words for s in spelt if s.strip()):
            return replace(item, venue=v.id)
    return item


def _clean(item: Item, uid: str) -> tuple[Item, list[str]]:
    """Take out links that must not be shown, and give an event its uid."""
    notices: list[str] = []
    changes: dict[str, Any] = {"uid": uid} if isinstance(item, Event) else {}
    for name, schemes in (("link", ("https", "http")), ("booking", ("https", "http", "mailto", "tel"))):
        link = getattr(item, name, "")
        if link and not values.is_link(link, schemes):
            notices.append(
                f'The {name} of "{title_of(item)}" is not a link that can be shown ({link[:60]}); '
                "the link was left out, the rest is kept."
            )
            changes[name] = ""
    for name, most in (("title", 1_000), ("question", 1_000), ("summary", 2_000), ("description", 10_000)):
        text = getattr(item, name, "")
        if len(text) > most:
            notices.append(f'The {name} of "{title_of(item)[:60]}" has {len(text):,} characters; it was cut to {most:,}.')
            changes[name] = text[: most - 1].rstrip() + "…"
    return replace(item, **changes), notices


def _gone(work: _Work, seen: set[str]) -> Iterator[str]:
    """Report what the source no longer has; nothing is deleted for that."""
    left = [k for uid, k in work.past.items.items() if uid not in seen and not k.deleted]
    gone = [k for k in left if k.id in work.items and k.id not in work.taken]
    for known in gone[:5]:
        yield f'"{title_of(work.items[known.id])}" is no longer in the source; it stays here until you delete it.'
    if len(gone) > 5:
        more = len(gone) - 5
        yield (
            f"{more} more are no longer in the source; they stay here until you delete them."
            if more > 1
            else "One more is no longer in the source; it stays here until you delete it."
        )


def _undated(work: _Work) -> Iterator[str]:
    """Count the events of the source whose date is to be announced, and name the first of them."""
    events = [i for i in work.items.values() if isinstance(i, Event) and i.id in work.taken]
    open_ = [f'"{plain.shortened(e.title)}"' for e in events if e.starts is None]
    if open_:
        named = ", ".join(open_[:5]) + (f" and {len(open_) - 5} more" if len(open_) > 5 else "")
        verb = "has" if len(open_) == 1 else "have"
        yield f"{plain.count(len(open_), 'event')} of {len(events):,} {verb} no date yet: {named}."


def _campaign(campaign: Campaign, theirs: Mapping[str, Any], work: _Work) -> Campaign:
    """Merge what an announcement says of the campaign itself: empty fields are filled, later changes merged three ways."""
    changes: dict[str, Any] = {}
    base = work.past.campaign
    for name in _CAMPAIGN:
        ours, other = getattr(campaign, name), theirs.get(name)
        m, t = (fields.spell(v, campaign.zone) or "" for v in (ours, other))
        b = base.get(name, "")
        if not t and b and m:
            work.notices.append(
                f"{worded.field(name).capitalize()} of the campaign is no longer in the source; it stays until you delete it."
            )
        if not t or (t == b and m):
            continue
        if m in (t, b) or not m:
            if m != t:
                changes[name] = other if not isinstance(getattr(campaign, name), date) or isinstance(other, date) else ours
            base[name] = t
        elif name in base:
            work.conflicts.append(Conflict(id=campaign.id, field=name, mine=m, theirs=t))
        else:
            own, given = worded.value(m), worded.value(t)
            work.notices.append(f"The announcement gives {given} as {worded.field(name)}; the campaign keeps its own, {own}.")
    if changes:
        work.updated.append(campaign.id)
    return replace(campaign, **changes)
