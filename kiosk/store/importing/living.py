"""Living sources: the last good state of each [[source]] that is refreshed, kept on this machine, and laid over its campaign.

The campaign's own files are never written here: what a source says now is merged into what is shown, and no further.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.campaign.campaign import Campaign, Source
from kiosk.campaign.slug import slug
from kiosk.record import record
from kiosk.store.folder import inside
from kiosk.store.importing import imports, ledger, merge
from kiosk.store.sources import fetch, guard, plain
from kiosk.store.sources.fetch import Marks

YEAR = 365 * 86_400.0
"""Seconds for which a last good state is shown though its source answers no more."""


class Error(Exception):
    """A source that cannot be refreshed, in one sentence; its last good state stays."""


@record(kw_only=True)
class Kept:
    """The last good state of a source: its bytes, media type, when it was last known to be true, how the server names it."""

    data: bytes
    type: str
    when: float
    marks: Marks


def is_living(source: Source) -> bool:
    """Tell whether a source is to be refreshed by itself."""
    return source.refresh > 0


def refresh(source: Source, folder: Path, shelf: Path, *, private: bool = False, now: float | None = None) -> bool:
    """Bring the kept state of a source up to date; True when it says something else than before. Raise Error."""
    now = time.time() if now is None else now
    known = kept(source, shelf, now)
    try:
        if plain.is_address(source.location):
            limit = guard.CALENDAR_LIMIT if source.kind == "ics" else guard.LIMIT
            marks = known.marks if known else Marks()
            got = fetch.fetch(source.location, limit=limit, allow_private=private, known=marks)
            if got.unchanged and known is not None:
                _keep(source, shelf, Kept(data=known.data, type=known.type, when=now, marks=known.marks), fresh=False)
                return False
            data, type, marks = got.data, got.type, got.marks
        else:
            path = inside.resolve(folder, source.location)
            data, type, marks = guard.file(path), "", Marks()
        # Only what can be read replaces what could be.
        imports.reap(_name(source), data, source.kind, type, source.id, None)
    except (*imports.FAILURES, imports.Error, inside.Error) as error:
        raise Error(str(error)) from None
    fresh = known is None or known.data != data
    try:
        _keep(source, shelf, Kept(data=data, type=type, when=now, marks=marks), fresh=fresh)
    except OSError as error:
        raise Error(f"{_name(source)} cannot be kept on this machine: {error.strerror or error}; make room.") from None
    return fresh


def kept(source: Source, shelf: Path, now: float | None = None) -> Kept | None:
    """Read the last good state of a source; None when there is none, it is damaged, or a year old."""
    note = _note(source, shelf)
    try:
        raw: Mapping[str, Any] = json.loads(note.read_bytes())
        data = (shelf / f"{raw['sha256']}.data").read_bytes()
        marks = Marks(str(raw["etag"]), str(raw["modified"]))
        found = Kept(data=data, type=str(raw["type"]), when=float(raw["when"]), marks=marks)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if hashlib.sha256(data).hexdigest() != raw["sha256"]:
        return None
    return found if (time.time() if now is None else now) - found.when < YEAR else None


def overlay(campaign: Campaign, folder: Path, shelf: Path, now: float | None = None) -> tuple[Campaign, tuple[str, ...]]:
    """Merge what the kept sources say into a campaign; what cannot be merged is named, and left out."""
    troubles: list[str] = []
    try:
        past = ledger.read(folder)
    except ledger.Error as error:
        troubles.append(str(error))
        past = {}
    for source in filter(is_living, campaign.sources):
        state = kept(source, shelf, now)
        if state is None:
            continue
        try:
            kind, reaped = imports.reap(_name(source), state.data, source.kind, state.type, source.id, campaign.zone)
            campaign = merge.merge(campaign, past, imports.taken(reaped, source.take), source.id, kind)[0]
        except (*imports.FAILURES, imports.Error) as error:
            troubles.append(str(error))
    return campaign, tuple(troubles)


def notes(campaign: Campaign, shelf: Path) -> tuple[Path, ...]:
    """List the files that change when a source says something else."""
    return tuple(_note(source, shelf).with_suffix(".state") for source in campaign.sources if is_living(source))


def sweep(campaign: Campaign, shelf: Path) -> None:
    """Remove the bytes that no source of the campaign keeps any more."""
    wanted: set[str] = set()
    for source in campaign.sources:
        note = _note(source, shelf)
        wanted |= {note.name, note.with_suffix(".state").name}
        try:
            wanted.add(f"{json.loads(note.read_bytes())['sha256']}.data")
        except (OSError, ValueError, KeyError, TypeError):
            continue
    for path in shelf.glob("*"):
        if path.name not in wanted:
            path.unlink(missing_ok=True)


def _note(source: Source, shelf: Path) -> Path:
    # Another address is another source: the old one's state must not stand for it.
    mark = hashlib.sha256(f"{source.kind} {source.location}".encode()).hexdigest()[:12]
    return shelf / f"{slug(source.id, 'source')[:40]}-{mark}.json"


def _name(source: Source) -> str:
    """Name a source without any key that its address may hold."""
    open_ = not plain.is_address(source.location) or imports.is_open(source.location)
    return source.location if open_ else f"the source {source.id}"


def _keep(source: Source, shelf: Path, state: Kept, *, fresh: bool) -> None:
    shelf.mkdir(parents=True, exist_ok=True)
    sha = hashlib.sha256(state.data).hexdigest()
    told = {"sha256": sha, "type": state.type, "when": state.when, "etag": state.marks.etag, "modified": state.marks.modified}
    note = _note(source, shelf)
    if fresh:
        _put(shelf / f"{sha}.data", state.data)
    _put(note, json.dumps(told).encode())
    if fresh:  # last: whoever waits for it finds the rest
        _put(note.with_suffix(".state"), sha.encode())


def _put(path: Path, data: bytes) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
