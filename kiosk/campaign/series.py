"""A repeating event as a whole: its dates together, and how a page that outlives the next one says them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import cast
from zoneinfo import ZoneInfo

from kiosk.campaign import dates, repeat, wording
from kiosk.campaign.dates import NBSP
from kiosk.campaign.item import Event, When
from kiosk.campaign.moment import day
from kiosk.record import record

FEW = 4
"""Dates up to which a series names each of them."""
_NAMED = 3
"""Dates that a series without a rhythm names before it counts the rest."""
_OFF = ("cancelled", "postponed")
_FORTNIGHT = 14


@record
class Series:
    """The dates of an event that repeats: those that take place, those that do not, and whether it goes on without end."""

    held: tuple[Event, ...]
    off: tuple[Event, ...]
    endless: bool

    @property
    def each(self) -> tuple[Event, ...]:
        """All dates in order, those that do not take place among them."""
        return tuple(sorted((*self.held, *self.off), key=lambda e: _on(e).isoformat()))

    @property
    def few(self) -> bool:
        """Whether there are so few dates that each is named."""
        return not self.endless and len(self.held) <= FEW


_KEPT = 256
_found: dict[tuple[int, str], tuple[Event, Series | None]] = {}
"""The series of events that were asked for, at most _KEPT of them."""


def of(event: Event, zone: ZoneInfo) -> Series | None:
    """Find the series of an event; None when it is held once, has no date or has a rule that cannot be read."""
    if event.starts is None or not event.repeat:
        return None
    # A page asks some five times, a list with every row it paints. The event is kept, so that its identity stays its own.
    known = _found.get((id(event), zone.key))
    if known is None:
        if len(_found) >= _KEPT:
            _found.clear()
        known = _found[id(event), zone.key] = event, _of(event, event.starts, zone)
    return known[1]


def _of(event: Event, starts: When, zone: ZoneInfo) -> Series | None:
    begin = datetime.combine(day(starts, zone), datetime.min.time(), zone)
    ends = any(part.strip().upper().startswith(("COUNT=", "UNTIL=")) for part in event.repeat.removeprefix("RRULE:").split(";"))
    try:
        found = repeat.occurrences(
            event, begin - timedelta(days=366), begin + (timedelta(days=36_500) if ends else repeat.HORIZON), zone
        )
    except (repeat.Error, OverflowError):  # reported by the checks
        return None
    local = tuple(_local(e, zone) for e in found)
    held = tuple(e for e in local if e.status not in _OFF)
    return Series(held, tuple(e for e in local if e.status in _OFF), not ends) if len(held) > 1 else None


def one(event: Event, now: datetime, zone: ZoneInfo) -> Event:
    """Stand for a series by one date that takes place, the next or the last, in the series' own words."""
    found = of(event, zone)
    if found is None:
        return repeat.current(event, now, zone) or replace(event, repeat="")
    shown = next((e for e in found.held if repeat.over_at(e, zone) > now), found.held[-1])
    return replace(event, starts=shown.starts, ends=shown.ends, repeat="", changes=())


def words(series: Series, lang: str, *, short: bool = False) -> dates.Words:
    """Put a series into words: `full` "Tuesdays 12, 19 and 26 January" or "Every Tuesday, 12 January to 30 March".

    `weekday` and `date` are its two halves; `day` and `month` are those of the first date. `short` writes "Jan".
    """
    first = series.held[0]
    said = wording.date_words(cast(When, first.starts), first.ends, lang)
    days = [_on(e) for e in series.held]
    if series.few:
        rhythm = _weekday(days, lang)
        listed = _listed(days, lang, named=not rhythm)
        full = f"{rhythm} {listed}".strip()
    else:
        rhythm = _rhythm(series, lang)
        if rhythm:
            begin = wording.ui("from {day}", lang, day=dates.day_month(days[0], lang, short=short))
            listed = begin if series.endless else dates.days(days[0], days[-1], lang, short=short)
            full = f"{rhythm}{' ' if series.endless else _comma(lang)}{listed}"
        else:
            listed = full = _counted(series, days, lang)
    return replace(said, weekday=rhythm, weekday_short=rhythm, date=listed, full=full)


def also(series: Series, lang: str) -> str:
    """Say what follows the first date: "also 19 and 26 January", "until 30 March"; of a series without end nothing."""
    days = [_on(e) for e in series.held]
    if not series.few and _rhythm(series, lang):
        return "" if series.endless else wording.ui("until {day}", lang, day=dates.day_month(days[-1], lang))
    listed = _listed(days[1:], lang, named=not _weekday(days, lang)) if series.few else _counted(series, days, lang)
    return wording.ui("also {days}", lang, days=listed) if _worded(lang) and series.few else listed


def then(series: Series, shown: Event, lang: str) -> str:
    """Say what follows one of the dates: "then 19 and 26 January", "then every Tuesday until 30 March"."""
    days = [_on(e) for e in series.held]
    ahead = [d for d in days if d > _on(shown)]
    if not ahead or not _worded(lang):
        return ""
    if len(ahead) < FEW and not series.endless:
        return wording.ui("then {days}", lang, days=_listed(ahead, lang, named=not _weekday(days, lang)))
    rhythm = _rhythm(series, lang)
    if not rhythm:
        return wording.ui("then {days}", lang, days=dates.full(ahead[0], lang))
    until = "" if series.endless else wording.ui("until {day}", lang, day=dates.day_month(days[-1], lang))
    rhythm = rhythm[:1].lower() + rhythm[1:]
    return " ".join(p for p in (wording.ui("then {days}", lang, days=rhythm), until) if p)


def times(series: Series, lang: str) -> str:
    """Write the time of a series, with the dates that keep another one and, of many dates, those that are left out."""
    own = [wording.date_words(cast(When, e.starts), e.ends, lang).time for e in series.held]
    usual = max(own, key=own.count)
    other = [f"{dates.day_month(_on(e), lang)}: {time}" for e, time in zip(series.held, own, strict=True) if time != usual]
    told = [usual, *other]
    missed = [_on(e) for e in series.off]
    if missed and not series.few:
        told.append(
            wording.ui("not {days}", lang, days=_listed(missed, lang)) if _worded(lang) else f"\u2260 {_listed(missed, lang)}"
        )
    return ("\u061b " if dates.bare(lang).startswith("ar") else "; ").join(told)


def paced(series: Series, shown: Event, time: str, lang: str) -> str:
    """Add to the time of one of the dates that it is not the last: "12.30 to 1.15 pm, weekly", where they have a rhythm."""
    ahead = any(_on(e) > _on(shown) for e in series.held)
    often = wording.ui(_often(series), lang) if ahead and _worded(lang) else ""
    return _comma(lang).join(part for part in (time, often) if part)


def briefly(event: Event, zone: ZoneInfo) -> str:
    """Say in short how often an event is held: "weekly, 3 times"; empty when it is held once."""
    found = of(event, zone)
    if found is None:
        return ""
    often = _often(found) or ("monthly" if "MONTHLY" in event.repeat else "repeats")
    return often if found.endless else f"{often}, {len(found.held)} times"


def _often(series: Series) -> str:
    gaps = _gaps([_on(e) for e in series.each])
    return {1: "daily", 7: "weekly", _FORTNIGHT: "every two weeks"}.get(gaps.pop(), "") if len(gaps) == 1 else ""


def _on(event: Event) -> date:
    return dates.day_of(cast(When, event.starts))


def _local(event: Event, zone: ZoneInfo) -> Event:
    """Bring the ends of a date to the clock of the campaign."""
    starts, ends = (v.astimezone(zone) if isinstance(v, datetime) and v.tzinfo else v for v in (event.starts, event.ends))
    return replace(event, starts=starts, ends=ends)


def _gaps(days: Sequence[date]) -> set[int]:
    return {(b - a).days for a, b in pairwise(days)}


def _english(lang: str) -> bool:
    return dates.bare(lang).split("-")[0] == "en"


def _weekday(days: Sequence[date], lang: str) -> str:
    """Name the weekday that all days share, in English in the plural; empty when they share none."""
    if len({d.weekday() for d in days}) > 1:
        return ""
    named = dates.weekday(days[0], lang)
    return f"{named}s" if _english(lang) else named


def _rhythm(series: Series, lang: str) -> str:
    """Say how often a series is held, where its dates have a rhythm and the language has words for it."""
    if not _worded(lang):
        return ""
    days = [_on(e) for e in series.each]
    gaps = _gaps(days)
    if gaps == {1}:
        return wording.ui("Every day", lang)
    if gaps in ({7}, {_FORTNIGHT}):
        key = "Every {weekday}" if gaps == {7} else "Every other {weekday}"
        return wording.ui(key, lang, weekday=_inner(days[0], lang))
    on = sorted({d.weekday() for d in days})
    weeks = [
        sorted(d.weekday() for d in days if d.isocalendar()[:2] == w) for w in dict.fromkeys(d.isocalendar()[:2] for d in days)
    ]
    if 1 < len(on) < 6 and all(week == on for week in weeks[1:-1]) and max(gaps) <= 7:
        names = [_inner(next(d for d in days if d.weekday() == n), lang) for n in on]
        return wording.ui("Every {weekday}", lang, weekday=_and(names, lang))
    return ""


def _inner(on: date, lang: str) -> str:
    """Name a weekday within a sentence."""
    named = dates.weekday(on, lang)
    return named[:1].lower() + named[1:] if dates.bare(lang) == "cy" else named


def _counted(series: Series, days: Sequence[date], lang: str) -> str:
    """Name the first dates of a series without a rhythm, and how many more there are or the last one."""
    named = [dates.day_month(d, lang) for d in days[:_NAMED]]
    if series.endless:
        return _comma(lang).join((*named, "\u2026"))
    if not _worded(lang):
        return f"{_comma(lang).join(named)} \u2026 {dates.day_month(days[-1], lang)}"
    more = wording.ui_many("{n} more", "{n} more", len(days) - _NAMED, lang).replace(" ", NBSP)
    return _and([*named, more], lang)


def _listed(days: Sequence[date], lang: str, *, named: bool = False) -> str:
    """List days, each month said once: "12, 19 and 26 January"; `named` writes the weekday of each."""
    if dates.bare(lang)[:2] in ("zh", "ja", "ko"):
        return _and([dates.full(d, lang) if named else dates.day_month(d, lang) for d in days], lang)
    months: list[list[date]] = []
    for on in days:
        if months and (months[-1][-1].year, months[-1][-1].month) == (on.year, on.month):
            months[-1].append(on)
        else:
            months.append([on])
    told: list[str] = []
    for month in months:
        plain = [f"{dates.weekday(d, lang)} {d.day}" if named else str(d.day) for d in month[:-1]]
        told.append(_and([*plain, dates.full(month[-1], lang) if named else dates.day_month(month[-1], lang)], lang))
    return _and(told, lang) if len(months[-1]) == 1 else _comma(lang).join(told)


def _worded(lang: str) -> bool:
    """Tell whether the program has words of its own in a language."""
    return dates.bare(lang).split("-")[0] in wording.LANGUAGES


def _comma(lang: str) -> str:
    return "\u060c " if dates.bare(lang).startswith("ar") else ", "


def _and(parts: Sequence[str], lang: str) -> str:
    if len(parts) == 1:
        return parts[0]
    if _english(lang) or dates.bare(lang) == "cy":
        last = "and" if _english(lang) else "ac" if re.match(r"(?:1|8|11)\b", parts[-1]) else "a"
        return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
    from babel.lists import format_list

    return format_list(list(parts), locale=dates.locale(lang))
