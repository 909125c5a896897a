"""Spreadsheets (CSV, Excel) into events: one row is one event, taken or named with the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.campaign.item import Event
from kiosk.campaign.slug import slug
from kiosk.store.folder import files
from kiosk.store.sources import cells, columns, dates, guard, harvest, headers, online, people, plain, states, tables
from kiosk.store.sources.harvest import Dropped, Found, Harvest, Origin
from kiosk.store.sources.tables import Table

_LOOK = 15
"""Rows in which a header is looked for."""
_WORDS = ("summary", "description", "type", "cost", "audience")
_TOLD = ("title", "summary", "description", "questions", "status")
"""Columns whose words people see, or that say the state themselves."""


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
    loud: list[str] = []
    for sheet in sheets:
        head = _header(sheet)
        if head is None:
            notes.lines.append(f'The sheet "{sheet.name}" has no header that is understood; {_rows(len(sheet.rows))} not read.')
            continue
        at, names, fields, by_values = head
        notes.lines += _about(sheet, names, fields, by_values)
        shown += [(c, headers.WORDS.get(f, f)) for c, f in zip(names, fields, strict=True) if f]
        rows = sheet.rows[at + 1 :]
        notes.month_first = cells.is_month_first(rows, fields)
        for number, row in rows:
            values = {f: row[i] for i, f in enumerate(fields) if f and i < len(row) and row[i] not in ("", None)}
            _take(number, values, origin, notes, equals, taken, dropped)
            loud += _called_off(number, row, names, fields, values)
    if not shown:
        first = ", ".join(f'"{cells.words(c)[:30]}"' for c in sheets[0].rows[0][1][:8])
        raise Error(
            f"{origin.name} has no header that is understood: its first row reads {first}. "
            f"Put names such as these above the columns: {headers.ACCEPTED}."
        )
    lines = tuple(dict.fromkeys([*loud, *notes.lines, *_told(notes)]))
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


def _header(sheet: Table) -> tuple[int, list[str], list[str], list[str]] | None:
    """Find the header among the first rows: where it is, its names, their fields, and those read by the cells below.

    The row with the most known names is it; a title or an empty line may stand above it. Else the first row of names whose
    columns tell by their cells what they are.
    """
    best, most = None, 0
    for at, (_, row) in enumerate(sheet.rows[:_LOOK]):
        fields = headers.row([cells.words(c) for c in row])
        if headers.is_header(fields) and sum(map(bool, fields)) > most:
            best, most = at, sum(map(bool, fields))
    for at in [best] if best is not None else columns.heads(sheet, _LOOK):
        names = [cells.words(c) for c in sheet.rows[at][1]]
        rows = sheet.rows[at + 1 :]
        named = headers.row(names)
        told = columns.fields(names, rows)
        fields = columns.titled(names, [a or b for a, b in zip(named, told, strict=True)], rows)
        if headers.is_header(fields):
            return at, names, fields, [f if not n else "" for f, n in zip(fields, named, strict=True)]
    return None


def _about(sheet: Table, names: Sequence[str], fields: Sequence[str], by_values: Sequence[str]) -> Iterator[str]:
    where = f' in the sheet "{sheet.name}"' if sheet.name else ""
    read_as = [
        f"'{c}' read as {headers.WORDS.get(f, f)}{' by its values' if v else ''}"
        for c, f, v in zip(names, fields, by_values, strict=True)
        if f
    ]
    yield f"Columns{where}: {', '.join(read_as)}."
    rest = [f"'{c[:40]}'" for c, f in zip(names, fields, strict=True) if c and not f]
    if rest:
        yield f"Columns not read{where}: {', '.join(rest)}."


def _called_off(
    number: int, row: Sequence[Any], names: Sequence[str], fields: Sequence[str], values: Mapping[str, Any]
) -> Iterator[str]:
    """Say loudly that a cell in an unlikely column calls an event off, or full."""
    title, state = states.called(cells.line(values.get("title", "")))
    told = cells.words(values.get("status", ""))
    taken_as = columns.state(told) if told else state
    for at, cell in enumerate(row):
        text = cells.line(cell)
        said = columns.calls_off(text)
        if (at < len(fields) and fields[at] in _TOLD) or said in ("scheduled", taken_as) or not title:
            continue
        where = f"under '{names[at][:40]}'" if at < len(names) and names[at] else "in a column without a header"
        yield f'Please look: row {number}, "{title}", says "{plain.shortened(text)}" {where}; the event was taken as {taken_as}.'


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
    title, state = states.called(plain.one_line(plain.from_html(cells.words(values.get("title", "")))))
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
    venue, link_to = online.apart(", ".join(dict.fromkeys(p for p in place if p)), cells.line(values.get("online", "")))
    booking, link = cells.line(values.get("booking", "")), cells.line(values.get("link", ""))
    book = _link(booking) or plain.contact(booking)
    lead = plain.lead(told)
    if booking and not book and not dates.is_open(booking):
        # Words such as "Ask at the desk" are no link; people still need them.
        told = f"{told}\n\nBooking: {booking}".strip()
    words: dict[str, Any] = {
        name: cells.line(plain.from_html(cells.words(values[name])))
        for name in _WORDS
        if name in values and name != "description"
    }
    short = words.pop("summary", "") or lead
    event = Event(
        id=slug(title, "event"),
        uid=uid,
        title=title,
        starts=run.starts,
        ends=run.ends,
        repeat=run.repeat,
        venue=venue,
        online=link_to,
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
        status=columns.state(told_state) if (told_state := cells.words(values.get("status", ""))) else state,
        **words,
    )
    taken.append(Found(uid=uid, item=event))
    for place, (starts, ends) in enumerate(run.more, 2):
        taken.append(Found(uid=f"{uid}/{place}", item=replace(event, uid=f"{uid}/{place}", starts=starts, ends=ends), records=0))


def _rows(count: int) -> str:
    return f"its {count} rows were" if count > 1 else "its one row was"


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
