"""Cells of a table as days, times and words: Excel's own dates, day numbers, and what people write."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.store.sources import dates, moments, plain

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
    series: list[str] = field(default_factory=list[str])
    apart: list[str] = field(default_factory=list[str])


def when(values: Mapping[str, Any], where: str, notes: Notes) -> moments.Run:
    """Read when an event is out of one, two or four columns."""
    first = _span(values.get("starts", values.get("date")), where, notes)
    if first.day is None and "starts" in values and "date" in values:
        first = _merged(_span(values["date"], where, notes), first)
    first = _merged(first, _span(values.get("time"), where, notes, is_time=True))
    last = _span(values.get("ends", values.get("end_date")), where, notes)
    last = _merged(last, _span(values.get("end_time"), where, notes, is_time=True))
    if last.begins is not None and last.ends is not None and last.last is None:
        # "2pm - 4pm" under "End" is the whole of it.
        first = first if first.begins is not None else _merged(first, replace(last, day=None))
        last = replace(last, begins=last.ends, ends=None)
    if words(values.get("all_day", "")).strip().lower() in _YES:
        first, last = _without_times(first), _without_times(last)
    if first.day is not None and first.begins is None and last.begins is not None:
        notes.lines.append(f"{where} has an end ({last.begins:%H:%M}) but no start time; it was taken as a whole day.")
    span = replace(
        first,
        last=first.last if first.more or first.repeat else last.day or first.last,
        ends=last.begins or first.ends,
        more=tuple(replace(m, ends=last.begins or m.ends) for m in first.more),
    )
    run = moments.run(span, notes.zone)
    if run.starts is None and first.begins is not None:
        notes.lines.append(f"{where}: there is a time but no date; its date is to be announced.")
    if run.repeat or run.more:
        (notes.series if run.repeat else notes.apart).append(where)
    starts, ends = run.starts, run.ends
    if starts is not None and ends is not None and type(starts) is type(ends) and ends < starts:
        notes.lines.append(f"{where} ends before it begins; the end was left out.")
        return replace(run, ends=None)
    return run


def _merged(one: moments.Span, two: moments.Span) -> moments.Span:
    begins, ends = (two.begins, two.ends) if two.begins is not None else (one.begins, one.ends)
    more = one.more or two.more
    return moments.Span(
        day=one.day or two.day,
        last=one.last or two.last,
        begins=begins,
        ends=ends,
        offset=two.offset or one.offset,
        repeat=one.repeat or two.repeat,
        more=tuple(replace(m, begins=two.begins, ends=two.ends) for m in more) if two.begins is not None else more,
    )


def _without_times(span: moments.Span) -> moments.Span:
    more = tuple(_without_times(m) for m in span.more)
    return moments.Span(day=span.day, last=span.last, repeat=span.repeat, more=more)


def _span(cell: Any, where: str, notes: Notes, *, is_time: bool = False) -> moments.Span:
    """Read one cell: Excel's own dates and times, day numbers, or words."""
    match cell:
        case datetime():
            at = cell.time().replace(microsecond=0)
            whole = at == time(0)
            return (
                moments.Span(begins=at)
                if is_time or cell.year < 1910
                else moments.Span(day=cell.date(), begins=None if whole else at)
            )
        case date():
            return moments.Span(day=cell)
        case time():
            return moments.Span(begins=cell.replace(microsecond=0))
        case timedelta():
            return moments.Span(begins=(datetime.min + cell).time().replace(microsecond=0))
        case None | bool():
            return moments.Span()
        case _:
            pass
    text = words(cell)
    number = float(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) else None
    if number is not None and _SERIALS[0] < number < _SERIALS[1]:
        return _span(datetime(1899, 12, 30) + timedelta(seconds=round(number * 1440) * 60), where, notes)
    if number is not None and is_time and number < 1:
        return moments.Span(begins=(datetime.min + timedelta(seconds=round(number * 1440) * 60)).time())
    if dates.is_open(text):
        return moments.Span()
    try:
        span = dates.read(text, notes.today, month_first=notes.month_first)
    except (dates.Error, ValueError, OverflowError):
        what = "time" if is_time else "date"
        notes.lines.append(f'{where}: "{text[:60]}" is not a {what} that can be read; it was left out, nothing was guessed.')
        return moments.Span()
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
