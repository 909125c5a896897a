"""What a source was understood to say, laid out for people before anything enters the campaign. Knows nothing of windows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Literal, cast

from kiosk.campaign import series
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Event, Item, kind_of, title_of
from kiosk.record import record
from kiosk.store.importing import fields, imports
from kiosk.store.importing.ledger import Ledger
from kiosk.store.importing.report import Report
from kiosk.studio.document.edits import named
from kiosk.studio.fields import when
from kiosk.studio.words import _

State = Literal["new", "changed", "same", "conflict", "unwanted"]
WORDS: Mapping[State, str] = {
    "new": _("New"),
    "changed": _("Changed"),
    "same": _("As before"),
    "conflict": _("You decide"),
    "unwanted": _("Left out"),
}
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
_FIELDS = {
    "title": _("Title"),
    "question": _("Question"),
    "summary": _("Short line"),
    "description": _("Description"),
    "starts": _("Date and time"),
    "ends": _("End"),
    "venue": _("Place"),
    "online": _("Joining link"),
    "booking": _("Booking link"),
    "link": _("Link"),
    "speakers": _("Speakers"),
    "questions": _("Questions"),
    "steps": _("Steps"),
    "cost": _("Cost"),
    "audience": _("For whom"),
    "status": _("State"),
    "repeat": _("Repeats"),
    "author": _("Author"),
    "published": _("Published"),
    "minutes": _("Minutes"),
    "people": _("How many people"),
    "tags": _("Tags"),
    "text": _("Text"),
    "note": _("Note"),
}

_CAMPAIGN = ("title", "theme", "hashtag", "website", "contact", "organisation")
"""What a source says of the campaign that is worth a line."""


@record(kw_only=True)
class Field:
    """One field of an item: what the source says; `before` and `mine` where the campaign says something else."""

    name: str
    words: str
    theirs: str
    mine: str | None = None
    before: str | None = None

    @property
    def contested(self) -> bool:
        """Whether source and campaign both changed it."""
        return self.mine is not None


@record(kw_only=True)
class Entry:
    """One item as it would enter: its uid in the source, its id in the campaign, its fields, and what is doubtful."""

    uid: str
    id: str
    kind: str
    title: str
    date: str
    place: str
    state: State
    fields: tuple[Field, ...]
    doubts: tuple[str, ...] = ()


@record(kw_only=True)
class Understood:
    """A whole source: its entries, words about the campaign, what is worth a look, and what was left out and why."""

    entries: tuple[Entry, ...]
    campaign: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    dropped: tuple[tuple[str, str], ...]
    made: Campaign
    ledger: Ledger

    @property
    def coming(self) -> int:
        """How many items would be added or changed."""
        return sum(e.state in ("new", "changed", "conflict") for e in self.entries)


def understand(
    campaign: Campaign,
    past: Ledger,
    looked: imports.Looked,
    without: Collection[str] = (),
    theirs: Collection[tuple[str, str]] = (),
) -> Understood:
    """Lay out what importing a source would do; `without` and `theirs` as `imports.merged` takes them."""
    made, after, report = imports.merged(campaign, past, looked, without=without, theirs=theirs)
    known = past.get(looked.id)
    ids = {uid: k.id for uid, k in after[looked.id].items.items() if not k.deleted}
    entries: list[Entry] = []
    for found in looked.harvest.found:
        id = ids.get(found.uid, "")
        base = known.items[found.uid].fields if known and found.uid in known.items else {}
        state = _state(found.uid, id, report, without, campaign)
        if state is None:
            continue
        about = [n for n in report.notices if title_of(found.item) and title_of(found.item) in n]
        if _is_private(found.item, campaign.item(id) if id else None):
            about.append(PRIVATE)
        entries.append(_entry(found.uid, id, found.item, state, campaign, base, tuple(about)))
    told = {n for e in entries for n in e.doubts}
    said = looked.harvest.campaign
    words = tuple((k.capitalize(), _spoken(said[k])) for k in _CAMPAIGN if said.get(k))
    return Understood(
        entries=tuple(entries),
        campaign=words,
        notices=tuple(n for n in report.notices if n not in told),
        dropped=tuple((d.title or d.uid or _("An entry without a title"), d.why) for d in report.dropped if d.uid not in without),
        made=made,
        ledger=after,
    )


def unasked(looked: imports.Looked, past: Ledger) -> set[str]:
    """Name what should not come in unless somebody asks for it: what is private there and was never taken before."""
    known = past.get(looked.id)
    met = known.items if known else {}
    return {f.uid for f in looked.harvest.found if _is_private(f.item, None) and f.uid not in met}


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
    uid: str, id: str, item: Item, state: State, campaign: Campaign, base: Mapping[str, Any], doubts: tuple[str, ...]
) -> Entry:
    zone = campaign.zone
    told = fields.flat(item, zone)
    mine_item = campaign.item(id) if id else None
    mine = fields.flat(mine_item, zone) if mine_item is not None else None
    made: list[Field] = []
    for name in [n for n in {**told, **(mine or {})} if n in _FIELDS]:
        said, own, before = told.get(name, ""), (mine or {}).get(name, ""), base.get(name, "")
        if mine is None:
            if name != "title":
                made.append(Field(name=name, words=_FIELDS[name], theirs=_said(name, said, item)))
        elif said != own:
            contested = own != before and said != before
            made.append(
                Field(
                    name=name,
                    words=_FIELDS[name],
                    theirs=_said(name, said, item),
                    mine=_said(name, own, item) if contested else None,
                    before=_said(name, before, item),
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
    )


def _kind(item: Item) -> str:
    return KINDS[kind_of(item)]


def _said(name: str, value: Any, item: Item) -> str:
    """Say a field's value as people write it; `value` is JSON as the ledger keeps it."""
    if value in ("", None, []):
        return _("nothing")
    if name == "starts":
        return " – ".join(_moment(v) for v in cast(list[Any], value) if v)
    return _spoken(value)


def _spoken(value: Any) -> str:
    match value:
        case list() | tuple():
            return "; ".join(_spoken(v) for v in cast(list[Any], value))
        case dict():
            return ", ".join(_spoken(v) for v in cast(dict[str, Any], value).values() if v)
        case date():
            return when.day_words(value, None)
        case _:
            return str(value)


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    if "T" not in text:
        return when.day_words(moment.date(), None)
    return f"{when.day_words(moment, None)}, {when.clock_words(moment, None)}"
