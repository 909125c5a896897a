"""Cells of a table as days, times and words: Excel's own dates, day numbers, and what people write."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.campaign.item import When
from kiosk.store.sources import dates, plain

_SERIALS = (20_000.0, 80_000.0)
"""Excel's day numbers from 1954 to 2119."""
_MONTH_FIRST = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)\b")
_YES = {"true", "yes", "y", "1", "x", "all day", "ie"}


@dataclass(slots=True)
class Notes:
    """What is said once for many rows."""

    zone: ZoneInfo
    today: date
    month_first: bool = False
    ambiguous: list[str] = field(default_factory=list[str])
    lines: list[str] = field(default_factory=list[str])


def when(values: Mapping[str, Any], where: str, notes: Notes) -> tuple[When | None, When | None]:
    """Read start and end out of one, two or four columns."""
    first = _span(values.get("starts", values.get("date")), where, notes)
    if first.day is None and "starts" in values and "date" in values:
        first = _merged(_span(values["date"], where, notes), first)
    first = _merged(first, _span(values.get("time"), where, notes, is_time=True))
    last = _span(values.get("ends", values.get("end_date")), where, notes)
    last = _merged(last, _span(values.get("end_time"), where, notes, is_time=True))
    if words(values.get("all_day", "")).strip().lower() in _YES:
        first, last = _without_times(first), _without_times(last)
    span = dates.Span(
        day=first.day,
        last=last.day or first.last,
        begins=first.begins,
        ends=last.begins or first.ends,
        offset=first.offset,
    )
    starts, ends = dates.join(span, notes.zone)
    if starts is None and first.begins is not None:
        notes.lines.append(f"{where}: there is a time but no date; its date is to be announced.")
    if starts is not None and ends is not None and type(starts) is type(ends) and ends < starts:
        notes.lines.append(f"{where} ends before it begins; the end was left out.")
        ends = None
    return starts, ends


def _merged(one: dates.Span, two: dates.Span) -> dates.Span:
    return dates.Span(
        day=one.day or two.day,
        last=one.last or two.last,
        begins=two.begins if two.begins is not None else one.begins,
        ends=two.ends if two.begins is not None else one.ends,
        offset=two.offset or one.offset,
    )


def _without_times(span: dates.Span) -> dates.Span:
    return dates.Span(day=span.day, last=span.last)


def _span(cell: Any, where: str, notes: Notes, *, is_time: bool = False) -> dates.Span:
    """Read one cell: Excel's own dates and times, day numbers, or words."""
    match cell:
        case datetime():
            at = cell.time().replace(microsecond=0)
            whole = at == time(0)
            return (
                dates.Span(begins=at)
                if is_time or cell.year < 1910
                else dates.Span(day=cell.date(), begins=None if whole else at)
            )
        case date():
            return dates.Span(day=cell)
        case time():
            return dates.Span(begins=cell.replace(microsecond=0))
        case timedelta():
            return dates.Span(begins=(datetime.min + cell).time().replace(microsecond=0))
        case None | bool():
            return dates.Span()
        case _:
            pass
    text = words(cell)
    number = float(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) else None
    if number is not None and _SERIALS[0] < number < _SERIALS[1]:
        return _span(datetime(1899, 12, 30) + timedelta(seconds=round(number * 1440) * 60), where, notes)
    if number is not None and is_time and number < 1:
        return dates.Span(begins=(datetime.min + timedelta(seconds=round(number * 1440) * 60)).time())
    if dates.is_open(text):
        return dates.Span()
    try:
        span = dates.read(text, notes.today, month_first=notes.month_first)
    except (dates.Error, ValueError, OverflowError):
        what = "time" if is_time else "date"
        notes.lines.append(f'{where}: "{text[:60]}" is not a {what} that can be read; it was left out, nothing was guessed.')
        return dates.Span()
    notes.lines += [f"{where}: {n}" for n in span.notices]
    if span.ambiguous:
        notes.ambiguous.append(span.ambiguous)
    return span


def is_month_first(rows: Sequence[tuple[int, tuple[Any, ...]]], fields: Sequence[str]) -> bool:
    """Tell whether the dates of a table are American: some can only be month first, and none only day first."""
    columns = [i for i, f in enumerate(fields) if f in ("starts", "date", "ends", "end_date")]
    found = [m for _, row in rows for i in columns if i < len(row) and (m := _MONTH_FIRST.match(words(row[i])))]
    return any(int(m[2]) > 12 for m in found) and not any(int(m[1]) > 12 for m in found)


def words(cell: Any) -> str:
    """Write a cell as text; whole numbers without a decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return plain.tidy(str(cell)) if cell is not None else ""


def line(cell: Any) -> str:
    """Write a cell as text on one line."""
    return plain.one_line(words(cell))
