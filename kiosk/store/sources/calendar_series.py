"""A series of a calendar as one rule in the campaign's own zone, with its exceptions by date (RFC 5545, 3.3.10 and 3.8.5)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.campaign import repeat
from kiosk.campaign.item import Change, Event, When
from kiosk.record import record
from kiosk.store.sources import zones
from kiosk.store.sources.calendar_entry import Clock, Entry, broken, moment_of

_LOOK_AHEAD = 400
"""Occurrences looked at when a rule is carried from one zone to another."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@record(kw_only=True)
class Series:
    """What a repeating event needs: first date, rule, exceptions, dates outside the rule, notes on the rest."""

    starts: When | None
    ends: When | None
    repeat: str = ""
    changes: tuple[Change, ...] = ()
    extra: tuple[tuple[When, When | None], ...] = ()
    notices: tuple[str, ...] = ()


def local(when: When, home: ZoneInfo) -> When:
    """Bring a moment into the campaign's zone; whole days stay."""
    return when.astimezone(home) if isinstance(when, datetime) else when


def read(master: Entry, overrides: Sequence[Entry], clock: Clock) -> Series:
    """Read the rule and the exceptions of a series whose first occurrence is `master`."""
    home, start, end = clock.home, master.starts, master.ends
    if start is None:
        return Series(starts=None, ends=None)
    notices = list(_notes(master))
    rules = _rules(master.component)
    rules = [r for r in rules if not _is_broken(r, start)]
    rule, changes = _carry(rules[0], start, home, master.title, notices) if rules else ("", {})
    further = {local(d, home) for d in _dates(master.component, "RDATE", clock)} - {local(start, home)}
    if rule and further:
        further -= _named(rule, local(start, home), max(further, key=_order))
    single = {
        local(o.recurrence, home): o for o in overrides if o.recurrence is not None and local(o.recurrence, home) in further
    }
    for out in _dates(master.component, "EXDATE", clock):
        further.discard(local(out, home))
        changes[_day(out, start, home)] = Change(on=_day(out, start, home), cancelled=True)
    for override in sorted(overrides, key=lambda o: o.sequence):
        if override.recurrence is None or local(override.recurrence, home) in single:
            continue
        day = _day(override.recurrence, start, home)
        if override.sequence < master.sequence and day in changes and changes[day].cancelled:
            continue  # the newer series has taken this date out
        gone = override.fields["status"] == "cancelled"
        changes[day] = Change(on=day, cancelled=gone, changed={} if gone else dict(_differences(master, override, home)))
        if override.following:
            notices.append(f'A change of "{master.title}" from {told(day)} on was taken for that date only.')
    extra: list[tuple[When, When | None]] = []
    for when in sorted(further, key=_order):
        if when in single:
            other = single[when]
            extra.append((local(other.starts or when, home), None if other.ends is None else local(other.ends, home)))
        else:
            extra.append((when, _ending(when, start, end)))
    return Series(
        starts=local(start, home),
        ends=None if end is None else local(end, home),
        repeat=rule,
        changes=tuple(changes[d] for d in sorted(changes) if changes[d].cancelled or changes[d].changed),
        extra=tuple(extra),
        notices=tuple(notices),
    )


def _notes(master: Entry) -> Iterator[str]:
    """Say what of a series' rules has no place here."""
    if len(_rules(master.component)) > 1:
        yield f'"{master.title}" repeats by several rules at once; only the first was taken.'
    if "RRULE" in broken(master.component) or any(_is_broken(r, master.starts) for r in _rules(master.component)):
        yield f'How "{master.title}" repeats cannot be read; it was taken for its first date alone.'
    if "EXRULE" in master.component:
        yield f'"{master.title}" leaves out dates by a rule (EXRULE), which is no longer in use; check its dates.'


def _ending(when: When, start: When, end: When | None) -> When | None:
    """Find the end of an occurrence that lasts as long as the first."""
    if end is None:
        return None
    if isinstance(when, datetime):
        return (when.astimezone(zones.UTC) + length(start, end)).astimezone(when.tzinfo)
    return when + length(start, end)


def length(start: When, end: When) -> timedelta:
    """Measure from one moment to another of the same sort."""
    return end - start if isinstance(start, datetime) and isinstance(end, datetime) else _date(end) - _date(start)


def _date(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when


def told(day: date) -> str:
    """Write a date as messages show it: 3 November 2022."""
    return f"{day.day} {day:%B %Y}"


def _order(when: When) -> str:
    return when.isoformat()


def _rules(component: Any) -> list[str]:
    value = component.get("RRULE", [])
    made = [
        v.to_ical().decode("ascii", "replace") for v in (value if isinstance(value, list) else [value]) if hasattr(v, "to_ical")
    ]
    return [re.sub(r";?COUNT=(?:-\d+|0)\b", "", rule) for rule in made if rule.strip()]


def _is_broken(rule: str, start: When | None) -> bool:
    """Tell whether a rule cannot be followed here: not by RFC 5545, or not by the day."""
    if start is None:
        return True
    event = Event(
        id="probe", title="", starts=datetime(2022, 1, 1, tzinfo=zones.UTC), repeat=re.sub(r";UNTIL=[0-9TZ]+", "", rule)
    )
    try:
        repeat.check(event, zones.UTC)
    except repeat.Error:
        return True
    return False


def _named(rule: str, start: When, last: When) -> set[When]:
    """Collect the dates a rule names from its start up to `last`."""
    from dateutil.rrule import rrulestr

    begin = start.replace(tzinfo=None) if isinstance(start, datetime) else datetime.combine(start, time(0))
    end = last.replace(tzinfo=None) if isinstance(last, datetime) else datetime.combine(last, time(0))
    dates = itertools.islice(itertools.takewhile(lambda w: w <= end, rrulestr(rule, dtstart=begin)), 20_000)
    return {w.replace(tzinfo=start.tzinfo) if isinstance(start, datetime) else w.date() for w in dates}


def _dates(component: Any, name: str, clock: Clock) -> Iterator[When]:
    """List the moments of EXDATE or RDATE; of periods the start."""
    value = [] if name in broken(component) else component.get(name, [])
    for prop in value if isinstance(value, list) else [value]:
        for one in getattr(prop, "dts", []):
            tzid = str(getattr(prop, "params", {}).get("TZID", "")) or moment_of(one)[1]
            what = one.dt[0] if isinstance(one.dt, tuple) else one.dt
            yield clock.moment(what, tzid)


def _day(when: When, start: When, home: ZoneInfo) -> date:
    """Find the date, in the campaign's zone, of the occurrence that an exception names."""
    if not isinstance(when, datetime):
        if isinstance(start, datetime):  # a date alone means that day's occurrence
            return datetime.combine(when, start.time(), start.tzinfo).astimezone(home).date()
        return when
    return when.astimezone(home).date() if isinstance(start, datetime) else when.date()


def _differences(master: Entry, override: Entry, home: ZoneInfo) -> Iterator[tuple[str, object]]:
    """Name the fields in which one occurrence differs from its series; its times always both."""
    for name, value in override.fields.items():
        if name not in ("draft", "tags") and value != master.fields[name]:
            yield name, value
    if override.starts is None or override.recurrence is None or master.starts is None:
        return
    usual = None if master.ends is None else length(master.starts, master.ends)
    theirs = None if override.ends is None else length(override.starts, override.ends)
    if override.starts != override.recurrence or theirs != usual:
        yield "starts", local(override.starts, home)
        if override.ends is not None:
            yield "ends", local(override.ends, home)


def _carry(rule: str, start: When, home: ZoneInfo, title: str, notices: list[str]) -> tuple[str, dict[date, Change]]:
    """Write a rule for the campaign's zone; occurrences that another zone's clock moves become exceptions by date."""
    parts = dict(p.split("=", 1) for p in rule.upper().split(";") if "=" in p)
    if not isinstance(start, datetime):
        if "UNTIL" in parts:
            parts["UNTIL"] = parts["UNTIL"][:8]
        return _spell(parts), {}
    until = _until(parts.get("UNTIL", ""), start)
    here = start.astimezone(home)
    theirs = dict(parts)
    if until is not None:
        theirs["UNTIL"] = f"{until.replace(tzinfo=None):%Y%m%dT%H%M%S}"
        parts["UNTIL"] = f"{until.astimezone(home):%Y%m%dT%H%M%S}"
    parts = _shift(parts, (here.date() - start.date()).days)
    if start.tzinfo is home or str(start.tzinfo) == str(home):
        return _spell(parts), {}
    wanted = [w.replace(tzinfo=start.tzinfo).astimezone(home) for w in _occurrences(_spell(theirs), start)]
    got = [w.replace(tzinfo=home) for w in _occurrences(_spell(parts), here)]
    changes: dict[date, Change] = {}
    for want, have in zip(wanted, got, strict=False):
        if want != have:
            changes[have.date()] = Change(on=have.date(), changed={"starts": want})
    if len(wanted) != len(got) or (changes and len(wanted) == _LOOK_AHEAD):
        notices.append(f'"{title}" repeats by the clock of {_clock_name(start)}; check its dates after {told(wanted[-1])}.')
    elif changes:
        notices.append(f'"{title}" repeats by the clock of {_clock_name(start)}; {_dates_were(len(changes))} moved for it.')
    return _spell(parts), changes


def _clock_name(start: datetime) -> str:
    """Name a zone as its calendar does; one that the calendar defines itself shows nothing but its insides."""
    found = re.search(r"'([^']+)'", repr(start.tzinfo)) if not isinstance(start.tzinfo, ZoneInfo) else None
    return found[1].strip("/") if found else str(start.tzinfo)


def _dates_were(number: int) -> str:
    return f"{number} dates were" if number > 1 else "one date was"


def _until(text: str, start: datetime) -> datetime | None:
    """Read UNTIL in the zone of the series; a date alone lasts to its end."""
    found = re.fullmatch(r"(\d{8})(?:T(\d{6})(Z?))?", text)
    if not found:
        return None
    day = datetime.strptime(found[1], "%Y%m%d")
    if found[2] is None:
        return datetime.combine(day.date(), time(23, 59, 59), start.tzinfo)
    at = datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S")
    return at.replace(tzinfo=ZoneInfo("UTC")).astimezone(start.tzinfo) if found[3] else at.replace(tzinfo=start.tzinfo)


def _shift(parts: Mapping[str, str], days: int) -> dict[str, str]:
    """Move the weekdays of a rule when the campaign's zone has another date at that time."""
    if not days or parts.get("FREQ") != "WEEKLY" or "BYDAY" not in parts:
        return dict(parts)
    moved = [_DAYS[(_DAYS.index(d) + days) % 7] if d in _DAYS else d for d in parts["BYDAY"].split(",")]
    return {**parts, "BYDAY": ",".join(moved)}


def _spell(parts: Mapping[str, str]) -> str:
    return ";".join(f"{k}={v}" for k, v in parts.items())


def _occurrences(rule: str, start: datetime) -> list[datetime]:
    """List local occurrences of a rule, without zone, up to the look-ahead; none if the rule is broken."""
    from dateutil.rrule import rrulestr

    try:
        made = rrulestr(rule, dtstart=start.replace(tzinfo=None))
        horizon = start.replace(tzinfo=None) + timedelta(days=366 * 5)
        return list(itertools.takewhile(lambda w: w < horizon, itertools.islice(made, _LOOK_AHEAD)))
    except (ValueError, TypeError):
        return []
