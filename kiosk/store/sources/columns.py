"""Columns whose header nobody knows, read by what stands in them: times, dates, states, links, people, places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from kiosk.campaign.item import Status
from kiosk.store.sources import cells, dates, headers, people, plain, prose_lines, times
from kiosk.store.sources.tables import Table

_MOSTLY = 0.6
"""The share of a column's cells that must be of one sort."""
_STATES: tuple[tuple[str, Status], ...] = (
    ("cancel", "cancelled"),
    ("postpone", "postponed"),
    ("full", "full"),
    ("sold out", "full"),
    ("booked up", "full"),
)
_STATE = re.compile(r"\b(?:cancell?ed|postponed|fully booked|booked up|sold out)\b|^\W*full\W*$", re.IGNORECASE)
_ON = re.compile(
    r"(?:on|going ahead|goes ahead|as planned|confirmed|scheduled|open|live|running|provisional|(?:places? )?(?:left|available))",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"\b(?:e ?mails?|names?|mobiles?|phones?|tel(?:ephone)?|organi[sz]ers?|contacts?|attendees?|managers?|owners?|staff|admin|"
    r"created|modified|changed|updated|submitted|completed|completion|entered|booked by|private|internal|deadline|closes|doors)\b"
)
"""Headers of what is nobody's business, or no part of when an event is."""
_SPEAKING = re.compile(
    r"\b(?:talk\w*|speak\w*|present\w*|lead\w*|led|teach\w*|taught|tell\w*|chair\w*|guests?|experts?|with|by)\b"
)
_TITLED = re.compile(r"\b(?:Dr|Prof(?:essor)?|Mr|Mrs|Ms|Mx|Sir|Dame|Rev)\b")
_UNBOOKED = re.compile(
    r"(?:please )?(?:just )?(?:turn up|come along|drop[- ]in|walk in|no (?:need to book|booking)\b.{0,20}|none needed|not needed|"
    r"(?:ask|book|call|ring|enquire)\b.{0,40}\b(?:desk|library|librarian|reception|team))\W*",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg)(?:\?|$)", re.IGNORECASE)


def fields(names: Sequence[str], rows: Sequence[tuple[int, tuple[Any, ...]]]) -> list[str]:
    """Name the field of each column that its header leaves open and its cells tell; "" for all others."""
    known = headers.row(names)
    found = ["" for _ in names]
    for at, name in enumerate(names):
        if known[at] or headers.guess(name) or _PRIVATE.search(headers.normal(name)):
            continue  # a header that is understood and was passed over stays unread
        column = [row[at] for _, row in rows if at < len(row) and row[at] not in ("", None)]
        taken = {*known, *found}
        found[at] = next((f for f, fits in _SORTS.items() if f not in taken and fits(name, column)), "") if name else ""
        if found[at] in ("time", "date") and _is_told(found[at], names, known, rows):
            found[at] = ""
    return found


def titled(names: Sequence[str], known: Sequence[str], rows: Sequence[tuple[int, tuple[Any, ...]]]) -> list[str]:
    """Take the first open column of words for the title, where the others say when; the fields as they were if none is."""
    if "title" in known or not {"date", "starts"} & set(known):
        return list(known)
    for at, name in enumerate(names):
        column = [cells.words(row[at]) for _, row in rows if at < len(row)]
        worded = [c for c in column if any(x.isalpha() for x in c) and not plain.links(c)]
        if name and not known[at] and not _PRIVATE.search(headers.normal(name)) and len(worded) >= max(1, 0.8 * len(rows)):
            return [*known[:at], "title", *known[at + 1 :]]
    return list(known)


def heads(sheet: Table, look: int) -> Iterator[int]:
    """Find the rows that may be headers though none of their words is known: names only, no date, number or link among them."""
    for at, (_, row) in enumerate(sheet.rows[:look]):
        named = [c for c in row if c not in ("", None)]
        if len(named) > 1 and at + 1 < len(sheet.rows) and all(_is_name(c) for c in named):
            yield at


def state(text: str) -> Status:
    """Read the state of an event in a cell that is about it."""
    flat = text.strip().lower()
    found: list[Status] = [status for mark, status in _STATES if mark in flat]
    return found[0] if found else "scheduled"


def calls_off(text: str) -> Status:
    """Read words that call an event off, or full, in a cell about something else."""
    return state(text) if _STATE.search(text) else "scheduled"


def _is_name(cell: Any) -> bool:
    return (
        isinstance(cell, str)
        and any(c.isalpha() for c in cell)
        and len(cell) <= 60
        and not plain.links(cell)
        and not _is_day(cell)
    )


def _is_told(field: str, names: Sequence[str], known: Sequence[str], rows: Sequence[tuple[int, tuple[Any, ...]]]) -> bool:
    """Tell whether the columns with a known header say the time, or the day, already."""
    if field == "date":
        return "starts" in known
    at = next((i for i, f in enumerate(known) if f in ("starts", "date")), None)
    column = [row[at] for _, row in rows if at is not None and at < len(row) and row[at] not in ("", None)]
    return _mostly(column, _has_time)


def _has_time(cell: Any) -> bool:
    if isinstance(cell, datetime):
        return cell.time() != time(0)
    return isinstance(cell, str) and times.read(cell)[0] is not None


def _is_time(cell: Any) -> bool:
    if isinstance(cell, datetime):
        return cell.year < 1910
    if isinstance(cell, str):
        text = re.sub(r"\b(?:about|approx|from|at|noon|midday|[ap]m)\b", "", times.without(cell), flags=re.IGNORECASE)
        return times.read(cell)[0] is not None and not re.search(r"[\w£$€]", text)
    return isinstance(cell, time | timedelta)


def _is_day(cell: Any) -> bool:
    if isinstance(cell, str):
        try:
            return dates.read(cell, date(2000, 1, 1)).day is not None
        except (dates.Error, ValueError, OverflowError):
            return False
    return isinstance(cell, date) and cell.year > 1910


def _mostly(column: Sequence[Any], fits: Callable[[Any], bool]) -> bool:
    """Tell whether most of the cells that say something are of a sort."""
    said = [c for c in column if not (isinstance(c, str) and dates.is_open(c))]
    return bool(said) and sum(map(fits, said)) >= _MOSTLY * len(said)


def _times(_: str, column: Sequence[Any]) -> bool:
    # "3.50" all the way down may be pounds.
    told = [c for c in column if not isinstance(c, str) or re.search(r":|[ap]\.?m\b|-|–|\bto\b|noon", c, re.IGNORECASE)]
    return bool(told) and _mostly(column, _is_time)


def _states(_: str, column: Sequence[Any]) -> bool:
    return _mostly(
        [cells.words(c) for c in column], lambda c: (state(c) != "scheduled" and len(c) <= 60) or bool(_ON.fullmatch(c))
    )


def _links(_: str, column: Sequence[Any]) -> bool:
    text = [cells.words(c) for c in column]
    if not any(plain.links(c) or plain.contact(c).startswith("mailto:") for c in text):
        return False  # "just turn up" alone may stand anywhere
    return _mostly(text, _is_booking)


def _is_booking(cell: str) -> bool:
    """Tell whether a cell is where to book, or says that nobody need."""
    return not _PICTURE.search(cell) and (
        bool(plain.links(cell)) or plain.contact(cell).startswith("mailto:") or _UNBOOKED.fullmatch(cell.strip()) is not None
    )


def _meetings(_: str, column: Sequence[Any]) -> bool:
    return _mostly([cells.words(c) for c in column], lambda c: bool(plain.meeting_in(c)))


def _people(name: str, column: Sequence[Any]) -> bool:
    text = [cells.words(c) for c in column]
    if not (_SPEAKING.search(headers.normal(name)) or any(_TITLED.search(c) for c in text)):
        return False  # "Main Atrium" and "All Staff" are written like names
    return _mostly(text, lambda c: people.are_names(c))


def _places(_: str, column: Sequence[Any]) -> bool:
    return _mostly([cells.words(c) for c in column], lambda c: prose_lines.is_place(c, sure=True))


_SORTS: Mapping[str, Callable[[str, Sequence[Any]], bool]] = {
    "status": _states,
    "time": _times,
    "date": lambda _, column: _mostly(column, _is_day),
    "online": _meetings,
    "booking": _links,
    "speakers": _people,
    "venue": _places,
}
