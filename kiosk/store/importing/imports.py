"""Sources into campaigns: fetch, read by kind, merge, report."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from kiosk.campaign import repeat
from kiosk.campaign.campaign import Campaign, Source, Take
from kiosk.campaign.item import Event, Item, kind_of, title_of
from kiosk.campaign.slug import slug
from kiosk.record import record
from kiosk.store.folder import files, writing
from kiosk.store.importing import fields, ledger, merge
from kiosk.store.importing.ledger import Known
from kiosk.store.importing.report import Report
from kiosk.store.sources import guard, harvest, kinds, plain
from kiosk.store.sources.harvest import Dropped, Harvest, Origin


class Error(Exception):
    """An import that cannot be done, in one sentence that names the file and the cure."""


FAILURES = (harvest.Error, guard.Error, kinds.Error, ledger.Error, files.Error, writing.Error)
_SECRET = re.compile(r"(?:token|secret|passw|private|api[-_]?key|[?&]key|auth|sig(?:nature)?)[=/-]|/private-|@", re.IGNORECASE)
_COPY = re.compile(r"(?:\s*\(\d+\)|[\s_-]+(?:copy|kopie)(?:\s*\d+)?)+$", re.IGNORECASE)
_LIMITS = {"ics": guard.CALENDAR_LIMIT, "jsonld": 5 * guard.MEGABYTE}
"""Bytes by kind, where they differ."""


def new(
    folder: Path, source: str | None = None, *, kind: str | None = None, allow_private: bool = False, today: date | None = None
) -> Report:
    """Make the campaign folder `folder`, filled from `source` (path or URL) if there is one; refuses a folder with a campaign."""
    folder = Path(folder)
    try:
        if (folder / files.NAME).exists():
            raise Error(f"{folder} already holds a campaign; add to it with: kiosk import SOURCE --into {folder}")
        if folder.exists() and not folder.is_dir():
            raise Error(f"{folder} is a file; name a folder that does not exist yet.")
        name, taken = source or "", None
        kind_found, reaped = "announcement", Harvest()
        if source:
            kind_found, reaped = _read(source, kind, None, _source_id(source), allow_private, today)
            taken = _worth_keeping(source, kind_found, folder)
        campaign = _fresh(folder, reaped.campaign, name, taken)
        past: ledger.Ledger = {}
        made, report = merge.merge(campaign, past, reaped, _source_id(source), kind_found) if source else (campaign, Report())
        report = replace(
            report,
            updated=tuple(i for i in report.updated if i != campaign.id),
            notices=(*report.notices, _zone_chosen(reaped, campaign.timezone, bool(source))),
        )
        _create(folder, made)
        if source:
            ledger.write(folder, past)
        return report
    except FAILURES as error:
        raise Error(str(error)) from error


def import_into(
    source: str, folder: Path, *, kind: str | None = None, allow_private: bool = False, today: date | None = None
) -> Report:
    """Import `source` (path, URL or id of a [[source]]) into the campaign in `folder`."""
    try:
        folder = files.locate(Path(folder))
        opened = files.read(folder)
        past = ledger.read(folder)
        looked = look(source, folder, opened.campaign, kind=kind, allow_private=allow_private, today=today)
        made, after, report = merged(opened.campaign, past, looked, without=refused(looked, past))
        if made != opened.campaign:
            files.save(folder, made, opened.stamp)
        # After the campaign: if this write fails, the next import finds the items by their uid and loses nothing.
        ledger.write(folder, after)
        return report
    except FAILURES as error:
        raise Error(str(error)) from error


@record(kw_only=True)
class Looked:
    """A source that was read and not taken over yet: its id, its kind, what it holds, the [[source]] worth noting."""

    id: str
    kind: str
    harvest: Harvest
    note: Source | None = None


def look(
    source: str,
    folder: Path,
    campaign: Campaign,
    *,
    kind: str | None = None,
    allow_private: bool = False,
    today: date | None = None,
    is_new: bool = False,
) -> Looked:
    """Read `source` (path, URL or id of a [[source]]) as it would be imported into a campaign; changes nothing.

    `is_new` = a campaign is made of it, which keeps the timezone that the source names.
    """
    try:
        known = next((s for s in campaign.sources if source in (s.id, s.location)), None)
        location = _resolved(known.location, folder) if known else source
        id = known.id if known else _source_id(source)
        zone = None if is_new else campaign.zone
        found, reaped = _read(location, kind or (known.kind if known else None), zone, id, allow_private, today)
        if known:
            return Looked(id=id, kind=found, harvest=taken(reaped, known.take))
        named = reaped.campaign.get("timezone")
        if is_new and named and named != campaign.timezone:
            reaped = replace(reaped, notices=(*reaped.notices, f"The campaign's timezone is {named}, as the source names it."))
        note = _worth_keeping(source, found, folder)
        fresh = note is not None and not any(s.id == note.id for s in campaign.sources)
        return Looked(id=id, kind=found, harvest=reaped, note=note if fresh else None)
    except FAILURES as error:
        raise Error(str(error)) from error


def merged(
    campaign: Campaign,
    past: ledger.Ledger,
    looked: Looked,
    *,
    without: Collection[str] = (),
    theirs: Collection[tuple[str, str]] = (),
) -> tuple[Campaign, ledger.Ledger, Report]:
    """Merge a source that was read, and tell what that does; nothing is written and `past` stays as it is.

    `without` are uids that are not wanted; `theirs` are conflicts (item id, field) in which the source is right.
    """
    after = deepcopy(past)
    harvest = looked.harvest
    out = [f for f in harvest.found if f.uid in without]
    unwanted = [
        Dropped(uid=f.uid, title=title_of(f.item), why="it was not wanted") for f in out for _ in range(max(f.records, 1))
    ]
    kept = tuple(f for f in harvest.found if f.uid not in without)
    harvest = replace(harvest, found=kept, dropped=(*harvest.dropped, *unwanted))
    if theirs:
        campaign = _given_in(campaign, past.get(looked.id, ledger.Past()), harvest, theirs)
    if looked.note is not None:
        campaign = replace(campaign, sources=(*campaign.sources, looked.note))
    made, report = merge.merge(campaign, after, harvest, looked.id, looked.kind)
    for f in out:
        after[looked.id].items.setdefault(f.uid, Known("", kind_of(f.item), {}, deleted=True))
    report = replace(report, notices=(*report.notices, *_zone_differs(harvest, campaign.timezone)))
    return made, after, report


def refused(looked: Looked, past: ledger.Ledger) -> set[str]:
    """Name what of a source somebody did not want at an earlier import."""
    known = past.get(looked.id)
    return {uid for uid, k in known.items.items() if k.is_refused} if known else set()


def _given_in(campaign: Campaign, past: ledger.Past, harvest: Harvest, theirs: Collection[tuple[str, str]]) -> Campaign:
    """Take the source's word in some fields of items it was imported to before."""
    for found in harvest.found:
        known = past.items.get(found.uid)
        names = {"starts" if f == "ends" else f for id, f in theirs if known is not None and id == known.id}
        item = campaign.item(known.id) if known is not None else None
        if item is not None and names:
            told = fields.put(item, names, merge.placed(found.item, campaign.venues))
            table = f"{kind_of(item)}s"
            campaign = replace(campaign, **{table: tuple(told if i.id == item.id else i for i in getattr(campaign, table))})
    return campaign


def read_source(
    location: str,
    kind: str | None = None,
    *,
    zone: ZoneInfo | None = None,
    allow_private: bool = False,
    today: date | None = None,
) -> Harvest:
    """Read a path or URL as the kind it is (None = found out from name and content)."""
    try:
        return _read(location, kind, zone, _source_id(location), allow_private, today)[1]
    except FAILURES as error:
        raise Error(str(error)) from error


def _read(
    location: str, kind: str | None, zone: ZoneInfo | None, id: str, allow_private: bool, today: date | None
) -> tuple[str, Harvest]:
    limit = guard.CALENDAR_LIMIT if kind in (None, "ics") else guard.LIMIT
    type = ""
    if plain.is_address(location):
        from kiosk.store.sources import fetch

        name = location
        fetched = fetch.fetch(location, limit=limit, allow_private=allow_private)
        data, type = fetched.data, fetched.type
    else:
        path = Path(location).expanduser()
        name, data = path.name, guard.file(path, limit)
    return reap(name, data, kind, type, id, zone, today)


def reap(
    name: str, data: bytes, kind: str | None, type: str, id: str, zone: ZoneInfo | None, today: date | None = None
) -> tuple[str, Harvest]:
    """Read the bytes of a source as the kind it is (None = found out from name, media type and content)."""
    if kind is not None and kind not in kinds.KINDS:
        raise Error(f"{kind} is not a kind of source; the kinds are {', '.join(kinds.KINDS)}.")
    found = kind or kinds.find(name, data, type)
    most = _LIMITS.get(found, guard.LIMIT)
    if len(data) > most:
        raise Error(guard.too_large(name, most))
    origin = Origin(name=name, source=id, zone=zone, today=today or date.today())
    read: Harvest = _reader(found)(data, origin)
    return found, replace(read, notices=(*read.notices, *_over(read, origin)))


def _over(read: Harvest, origin: Origin) -> Iterator[str]:
    """Say how many events are long over, which nothing will show."""
    zone = origin.zone or ZoneInfo(files.system_zone())
    events = [i for i in read.items if isinstance(i, Event)]
    over = sum(not e.repeat and repeat.over_at(e, zone).date() < origin.today for e in events)
    if over and over == len(events):
        yield f"All {over:,} events are over." if over > 1 else "The event is over."
    elif over:
        yield f"{over:,} of {len(events):,} events {'is' if over == 1 else 'are'} over."


def _reader(kind: str) -> Any:
    """Load the reader of a kind, and no other."""
    from importlib import import_module

    modules = {"ics": "calendar", "csv": "sheet", "xlsx": "sheet", "rss": "feed", "librarycalendar": "libcal"}
    return import_module(f"kiosk.store.sources.{modules.get(kind, kind)}").read


def _fresh(folder: Path, told: Mapping[str, Any], source: str, taken: Source | None) -> Campaign:
    """Make a campaign with the words a source gives it; without a title it is called as its folder."""
    name = folder.resolve().name
    words = {
        k: told[k] for k in ("theme", "summary", "hashtag", "website", "contact", "organisation", "starts", "ends") if told.get(k)
    }
    return Campaign(
        id=slug(name, "campaign"),
        title=str(told.get("title") or re.sub(r"[-_]+", " ", name).strip().capitalize() or "Campaign"),
        timezone=str(told.get("timezone") or files.system_zone()),
        sources=(taken,) if taken else (),
        **words,
    )


def _zone_chosen(reaped: Harvest, zone: str, has_source: bool) -> str:
    """Say where the timezone of a new campaign comes from."""
    if reaped.campaign.get("timezone"):
        return f"The campaign's timezone is {zone}, as the source names it."
    why = "as the source names none" if has_source else "as none was named"
    cure = f"correct timezone in {files.NAME} if the events are elsewhere"
    return f"The campaign's timezone is this computer's, {zone}, {why}; {cure}."


def _zone_differs(reaped: Harvest, zone: str) -> Iterator[str]:
    """Say that a source keeps another zone than the campaign."""
    named = reaped.campaign.get("timezone")
    if named and named != zone:
        yield (
            f"The source's times are in the zone {named}; they were converted to the campaign's, {zone}. "
            f"If the events are where the source is, correct timezone in {files.NAME} and import again."
        )


def _create(folder: Path, campaign: Campaign) -> None:
    """Write a new campaign folder; if that fails, nothing of it stays."""
    import tomlkit

    was_there = folder.exists()
    head = {"schema": 1, "id": campaign.id, "title": campaign.title, "timezone": campaign.timezone}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Error(f"{folder} cannot be made: {error.strerror or error}; choose another place.") from None
    try:
        writing.write(folder / files.NAME, tomlkit.dumps(head))
        files.save(folder, campaign, files.read(folder).stamp)
    except BaseException:
        (folder / files.NAME).unlink(missing_ok=True)
        if not was_there:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _source_id(location: str) -> str:
    """Name a source by its file (marks of a copy left off) or by its host and path, the same at every import."""
    if not plain.is_address(location):
        return slug(_COPY.sub("", Path(location).stem), "source")
    parts = urlsplit(location)
    words = f"{parts.hostname or ''} {parts.path.rsplit('.', 1)[0]} {parts.query}"
    if _SECRET.search(location) or len(words) > 50:  # no secret gets into a file that is passed on, not even in part
        return f"{slug(parts.hostname or '', 'source')[:50]}-{hashlib.sha256(location.encode()).hexdigest()[:8]}"
    return slug(words, "source")


def is_open(location: str) -> bool:
    """Tell whether a source can be passed on: a public address without a key."""
    return plain.is_address(location) and not _SECRET.search(location)


def _worth_keeping(location: str, kind: str, folder: Path) -> Source | None:
    """Note a source in the campaign if others can read it again: a public address without a key, or a file in the folder."""
    if plain.is_address(location):
        if not is_open(location):
            return None
    else:
        path, home = Path(location).expanduser().resolve(), folder.resolve()
        if not path.is_relative_to(home):
            return None
        location = path.relative_to(home).as_posix()
    return Source(id=_source_id(location), kind=kind, location=location)  # pyright: ignore[reportArgumentType]


def _resolved(location: str, folder: Path) -> str:
    return location if plain.is_address(location) else str(folder / location)


def taken(reaped: Harvest, take: Take) -> Harvest:
    """Keep what a [[source]] takes; the rest is named as left out."""
    kept = tuple(f for f in reaped.found if _wanted(f.item, take))
    why = "the [[source]] takes only other tags or dates"
    out = [
        Dropped(uid=f.uid, title=title_of(f.item), why=why)
        for f in reaped.found
        if f not in kept
        for _ in range(max(f.records, 1))
    ]
    return replace(reaped, found=kept, dropped=(*reaped.dropped, *out))


def _wanted(item: Item, take: Take) -> bool:
    if take.tags and not {t.casefold() for t in take.tags} & {t.casefold() for t in item.tags}:
        return False
    when = getattr(item, "starts", None) or getattr(item, "published", None)
    if when is None or getattr(item, "repeat", ""):
        return True
    day = when.date() if isinstance(when, datetime) else when
    return (take.from_ is None or day >= take.from_) and (take.until is None or day <= take.until)
