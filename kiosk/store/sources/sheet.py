"""Spreadsheets (CSV, Excel) into events: one row is one event, taken or named with the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.campaign.item import Event
from kiosk.campaign.slug import slug
from kiosk.store import files
from kiosk.store.sources import cells, dates, guard, harvest, headers, people, plain, tables
from kiosk.store.sources.harvest import Dropped, Found, Harvest, Origin
from kiosk.store.sources.tables import Table

_LOOK = 15
"""Rows in which a header is looked for."""
_WORDS = ("summary", "description", "type", "cost", "audience")


class Error(harvest.Error):
    """A table in which no events can be found."""


def read(data: bytes, origin: Origin) -> Harvest:
    """Read a table file; the columns are guessed from their headers, and the guesses are told."""
    try:
        found = tables.read(data, origin.name)
    except (tables.Error, guard.Error) as error:
        raise Error(str(error)) from None
    sheets = [t for t in found if t.rows]
    if not sheets:
        raise Error(f"{origin.name} has no rows; fill it, or export it again.")
    notes = cells.Notes(origin.zone or ZoneInfo(files.system_zone()), origin.today)
    taken: list[Found] = []
    dropped: list[Dropped] = []
    shown: list[tuple[str, str]] = []
    equals: Counter[str] = Counter()
    for sheet in sheets:
        at = _header(sheet)
        if at is None:
            notes.lines.append(f'The sheet "{sheet.name}" has no header that is understood; {_rows(len(sheet.rows))} not read.')
            continue
        names = [cells.words(c) for c in sheet.rows[at][1]]
        fields = headers.row(names)
        notes.lines += _about(sheet, names, fields)
        shown += [(c, headers.WORDS.get(f, f)) for c, f in zip(names, fields, strict=True) if f]
        rows = sheet.rows[at + 1 :]
        notes.month_first = cells.is_month_first(rows, fields)
        for number, row in rows:
            values = {f: row[i] for i, f in enumerate(fields) if f and i < len(row) and row[i] not in ("", None)}
            _take(number, values, origin, notes, equals, taken, dropped)
    if not shown:
        first = ", ".join(f'"{cells.words(c)[:30]}"' for c in sheets[0].rows[0][1][:8])
        raise Error(
            f"{origin.name} has no header that is understood: its first row reads {first}. "
            f"Put names such as these above the columns: {headers.ACCEPTED}."
        )
    lines = tuple(dict.fromkeys([*notes.lines, *_told(notes)]))
    return Harvest(found=tuple(taken), dropped=tuple(dropped), notices=lines, shown=tuple(shown))


def _told(notes: cells.Notes) -> Iterator[str]:
    """Say once what holds for many rows."""
    if notes.ambiguous:
        count, sample = len(notes.ambiguous), notes.ambiguous[0]
        many = f"{count} dates such as {sample} were" if count > 1 else f"The date {sample} was"
        yield f"{many} read as day/month/year."
    if notes.month_first:
        yield "Some dates can only be month/day/year, so all dates in this table were read so."
    for rows, became in (
        (notes.series, "one event that repeats"),
        (notes.apart, "an event for each date, as they follow no rule"),
    ):
        if rows:
            where = f"row {rows[0].removeprefix('Row ')}"
            more = f" and {plain.count(len(rows) - 1, 'other row')}" if len(rows) > 1 else ""
            each = " each" if more and rows is notes.series else ""
            yield f"Several dates in {where}{more} became {became}{each}."


def _header(sheet: Table) -> int | None:
    """Find the row with the most headers among the first ones; a title or an empty line may stand above it."""
    best, most = None, 0
    for at, (_, row) in enumerate(sheet.rows[:_LOOK]):
        fields = headers.row([cells.words(c) for c in row])
        if headers.is_header(fields) and sum(map(bool, fields)) > most:
            best, most = at, sum(map(bool, fields))
    return best


def _about(sheet: Table, names: Sequence[str], fields: Sequence[str]) -> Iterator[str]:
    where = f' in the sheet "{sheet.name}"' if sheet.name else ""
    read_as = [f"'{c}' read as {headers.WORDS.get(f, f)}" for c, f in zip(names, fields, strict=True) if f]
    yield f"Columns{where}: {', '.join(read_as)}."
    rest = [f"'{c[:40]}'" for c, f in zip(names, fields, strict=True) if c and not f]
    if rest:
        yield f"Columns not read{where}: {', '.join(rest)}."


def _take(
    number: int,
    values: dict[str, Any],
    origin: Origin,
    notes: cells.Notes,
    equals: Counter[str],
    taken: list[Found],
    dropped: list[Dropped],
) -> None:
    """Make one event of a row."""
    title = plain.one_line(plain.from_html(cells.words(values.get("title", ""))))
    uid = cells.words(values.get("uid", ""))
    if not title:
        dropped.append(Dropped(uid=uid or f"row {number}", title="", why="it has no title"))
        return
    known = uid or plain.known_as(title)
    equals[known] += 1
    uid = f"{origin.source}:{known}" + (f"#{equals[known]}" if equals[known] > 1 else "")
    run = cells.when(values, f'Row {number}, "{title}"', notes)
    told = plain.from_html(cells.words(values.get("description", "")))
    place = [cells.line(values.get(name, "")) for name in ("venue", "room")]
    online = cells.line(values.get("online", ""))
    venue = ", ".join(dict.fromkeys(p for p in place if p))
    if not online and plain.links(venue):
        online, venue = plain.links(venue)[0], ""
    booking, link = cells.line(values.get("booking", "")), cells.line(values.get("link", ""))
    book = _link(booking) or plain.contact(booking)
    if booking and not book and not dates.is_open(booking):
        # Words such as "Ask at the desk" are no link; people still need them.
        told = f"{told}\n\nBooking: {booking}".strip()
    words: dict[str, Any] = {
        name: cells.line(plain.from_html(cells.words(values[name])))
        for name in _WORDS
        if name in values and name != "description"
    }
    short = words.pop("summary", "") or plain.lead(told)
    event = Event(
        id=slug(title, "event"),
        uid=uid,
        title=title,
        starts=run.starts,
        ends=run.ends,
        repeat=run.repeat,
        venue=venue,
        online=online,
        summary=short,
        description="" if plain.one_line(told) == short else told,
        booking=book or plain.booking_in(told),
        link=plain.web_address(_link(link)),
        speakers=people.listed(cells.words(values.get("speakers", ""))),
        questions=tuple(
            plain.one_line(q.lstrip("-*• "))
            for q in re.split(r"\n|(?<=\?)\s+|;\s*", cells.words(values.get("questions", "")))
            if q.strip()
        ),
        tags=tuple(dict.fromkeys(t.strip() for t in re.split(r"[;,|\n]", cells.words(values.get("tags", ""))) if t.strip())),
        status=_status(cells.words(values.get("status", ""))),
        **words,
    )
    taken.append(Found(uid=uid, item=event))
    for place, (starts, ends) in enumerate(run.more, 2):
        taken.append(Found(uid=f"{uid}/{place}", item=replace(event, uid=f"{uid}/{place}", starts=starts, ends=ends), records=0))


def _rows(count: int) -> str:
    return f"its {count} rows were" if count > 1 else "its one row was"


def _status(text: str) -> Any:
    flat = text.strip().lower()
    for status, marks in (("cancelled", "cancel"), ("postponed", "postpone"), ("full", "full"), ("full", "sold out")):
        if marks in flat:
            return status
    return "scheduled"


def _link(text: str) -> str:
    """Read a link cell: a web address with or without its beginning, or an address to write to or to ring."""
    found = plain.links(text)
    if found:
        return found[0]
    if re.match(r"(?:mailto|tel):", text, re.IGNORECASE):
        return plain.booking_address(text)
    if "@" in text:
        return plain.contact(text)
    return f"https://{text}" if re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", text) and not text[0].isdigit() else ""
