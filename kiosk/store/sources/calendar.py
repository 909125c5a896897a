"""iCalendar files into events: one series is one event; every VEVENT is taken or named with the reason (RFC 5545)."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.campaign.item import Event
from kiosk.campaign.slug import slug
from kiosk.store.folder import files
from kiosk.store.sources import calendar_entry, calendar_series, harvest, plain, zones
from kiosk.store.sources.calendar_entry import Clock, Entry
from kiosk.store.sources.calendar_series import local
from kiosk.store.sources.harvest import Dropped, Found, Harvest, Origin

_BEGIN = re.compile(r"^[ \t]*BEGIN:VEVENT[ \t]*$", re.IGNORECASE | re.MULTILINE)
_OTHER = re.compile(r"^BEGIN:(VTODO|VJOURNAL)[ \t]*$", re.IGNORECASE | re.MULTILINE)

MOST_EVENTS = 5_000
"""Events that one calendar may have."""


class Error(harvest.Error):
    """A file that is no calendar."""


def read(data: bytes, origin: Origin) -> Harvest:
    """Read a calendar file; `origin.zone` is the campaign's, without it the calendar's own is taken."""
    text = _text(data, origin.name)
    count = len(_BEGIN.findall(text))
    if count > MOST_EVENTS:
        few = f"more than the {MOST_EVENTS:,} that a campaign can hold"
        raise Error(f"{origin.name} has {count:,} events, {few}; export a smaller part of it, such as one season.")
    components, dropped = _components(text)
    main = next((c for c in components if c.name == "VCALENDAR"), None)
    events = [e for c in components for e in c.walk("VEVENT")]
    clock, named = _clock(components, events, origin)
    cancels = main is not None and str(main.get("METHOD", "")).upper() == "CANCEL"
    entries: list[Entry] = []
    for component in events:
        entry = calendar_entry.read(component, clock)
        if entry.title:
            entries.append(_cancelled(entry) if cancels else entry)
        else:
            dropped.append(Dropped(uid=entry.uid, title="", why="it has no title"))
    notices = [n for e in entries for n in e.notices]
    found = tuple(_all(entries, clock, origin, dropped, notices))
    notices += _about(text, clock)
    drafts = sum(f.item.draft for f in found)
    if drafts:
        taken, them = ("taken as drafts", "them") if drafts > 1 else ("taken as a draft", "it")
        event = plain.count(drafts, "event")
        notices.append(f"{event} marked private in the calendar: {taken}, so nothing shows {them} until you say so.")
    campaign = {
        "timezone": str(named or ""),
        "title": plain.one_line(str(main.get("X-WR-CALNAME", ""))) if main is not None else "",
    }
    return Harvest(found=found, campaign=campaign, dropped=tuple(dropped), notices=tuple(notices))


def _text(data: bytes, name: str) -> str:
    if not data.strip():
        raise Error(f"{name} is empty; export the calendar again.")
    text = plain.decode(data).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    if "BEGIN:VCALENDAR" not in text.upper() and _BEGIN.search(text):
        text = f"BEGIN:VCALENDAR\n{text.rstrip()}\nEND:VCALENDAR\n"  # events alone, as some programs hand them over
    if "BEGIN:VCALENDAR" not in text.upper():
        sort = "a binary file" if b"\0" in data[:4096] else "another kind of text"
        raise Error(f"{name} is not a calendar but {sort}: there is no BEGIN:VCALENDAR in it; export it as iCalendar (.ics).")
    return text


def _components(text: str) -> tuple[list[Any], list[Dropped]]:
    """Parse the file as one; if that loses an event, event by event, so that one broken entry costs itself alone."""
    made = _try(text)
    if sum(len(c.walk("VEVENT")) for c in made) == len(_BEGIN.findall(text)):
        return made, []
    return _one_by_one(text)


def _one_by_one(text: str) -> tuple[list[Any], list[Dropped]]:
    head = _BEGIN.split(text, maxsplit=1)[0]
    about = re.findall(r"^(?:X-WR-\w+|METHOD)[:;].*\n", head, re.MULTILINE)
    zones = re.findall(r"^BEGIN:VTIMEZONE$.*?^END:VTIMEZONE$\n", text, re.MULTILINE | re.DOTALL)
    made = [c for part in ("".join(about), *zones) for c in _try(f"BEGIN:VCALENDAR\n{part}END:VCALENDAR\n")]
    dropped: list[Dropped] = []
    for begin in _BEGIN.split(text)[1:]:
        end = re.search(r"^[ \t]*END:VEVENT[ \t]*$", begin, re.IGNORECASE | re.MULTILINE)
        body = begin[: end.start()] if end else ""
        whole = _try(f"BEGIN:VCALENDAR\nBEGIN:VEVENT{body}END:VEVENT\nEND:VCALENDAR\n") if end else []
        made += whole
        if not whole:
            why = "it cannot be read as an event" if end else "the file breaks off in the middle of it"
            dropped.append(Dropped(uid=_line(begin, "UID"), title=_line(begin, "SUMMARY"), why=why))
    return made, dropped


def _try(text: str) -> list[Any]:
    from icalendar import Calendar

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # guesses about zones: ours are reported instead
            return list(Calendar.from_ical(text, multiple=True))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        return []


def _line(text: str, name: str) -> str:
    match = re.search(rf"^{name}(?:;[^:\n]*)?:(.*)$", text, re.MULTILINE)
    return plain.one_line(match[1]) if match else ""


def _clock(components: list[Any], events: list[Any], origin: Origin) -> tuple[Clock, ZoneInfo | None]:
    """Settle the zones: the campaign's, else the calendar's, else that of most events, else the computer's; and the one named.

    A time without a zone is one of the wall clock where the campaign is, whatever the calendar's own zone (RFC 5545, 3.3.5).
    """
    names = [str(c.get("X-WR-TIMEZONE")) for c in components if c.get("X-WR-TIMEZONE")]
    shown = next((z for z in map(zones.find, names) if z), None)
    count = Counter(str(getattr(calendar_entry.first(e, "DTSTART"), "params", {}).get("TZID", "")) for e in events)
    defined = {str(z.get("TZID", "")): z for c in components for z in c.walk("VTIMEZONE")}
    found = map(zones.find, [*(name for name, _ in count.most_common() if name), *defined])
    named = shown or next((z for z in found if z), None)
    home = origin.zone or named or ZoneInfo(files.system_zone())
    return Clock(home=home, floating=home, shown=shown, defined=defined), named


def _cancelled(entry: Entry) -> Entry:
    return replace(entry, fields={**entry.fields, "status": "cancelled"})


def _all(entries: list[Entry], clock: Clock, origin: Origin, dropped: list[Dropped], notices: list[str]) -> Iterator[Found]:
    """Make one event a series; several versions of one entry leave the newest."""
    groups: dict[str, list[Entry]] = {}
    equals: Counter[str] = Counter()
    for entry in entries:
        uid = entry.uid
        if not uid:  # never by date: a moved event stays the same event
            known = plain.known_as(entry.title)
            equals[known] += 1
            uid = f"{origin.source}:{known}" + (f"#{equals[known]}" if equals[known] > 1 else "")
        groups.setdefault(uid, []).append(entry)
    for uid, group in groups.items():
        masters = list(_newest([e for e in group if e.recurrence is None], uid, dropped))
        overrides = list(_newest([e for e in group if e.recurrence is not None], uid, dropped))
        if not masters:
            for entry in overrides:
                at = entry.recurrence
                yield Found(
                    uid=f"{uid}/{at.isoformat() if at else ''}",
                    item=_event(entry, f"{uid}/{at.isoformat() if at else ''}", clock),
                )
            continue
        for number, master in enumerate(masters, 1):
            mine = overrides if number == 1 else []
            name = uid if number == 1 else f"{uid}#{number}"
            yield from _series(master, mine, name, clock, notices)


def _newest(entries: list[Entry], uid: str, dropped: list[Dropped]) -> Iterator[Entry]:
    """Keep of each entry its highest SEQUENCE; entries that share a UID by mistake (same sequence, other words) all stay."""
    kept: dict[object, list[Entry]] = {}
    for entry in entries:
        kept.setdefault(entry.recurrence, []).append(entry)
    for versions in kept.values():
        top = max(e.sequence for e in versions)
        latest: dict[object, Entry] = {}
        for entry in versions:
            what = (entry.title, entry.starts) if entry.recurrence is None else ()
            if entry.sequence < top:
                dropped.append(Dropped(uid=uid, title=entry.title, why="a newer version of it is in the same file"))
            elif what in latest:
                older, latest[what] = (entry, latest[what]) if entry.stamp < latest[what].stamp else (latest[what], entry)
                dropped.append(Dropped(uid=uid, title=older.title, why="it stands in the file twice"))
            else:
                latest[what] = entry
        yield from latest.values()


def _series(master: Entry, overrides: list[Entry], uid: str, clock: Clock, notices: list[str]) -> Iterator[Found]:
    series = calendar_series.read(master, overrides, clock)
    notices += series.notices
    event = _event(master, uid, clock)
    yield Found(
        uid=uid,
        item=replace(event, starts=series.starts, ends=series.ends, repeat=series.repeat, changes=series.changes),
        records=1 + len(overrides),
    )
    for starts, ends in series.extra:
        name = f"{uid}/{starts.isoformat()}"
        yield Found(uid=name, item=replace(event, uid=name, starts=starts, ends=ends), records=0)
    if series.extra:
        many = len(series.extra) > 1
        became = f"{len(series.extra)} of them became events" if many else "one of them became an event"
        notices.append(f'"{master.title}" has dates outside its rule; {became} of {"their" if many else "its"} own.')


def _event(entry: Entry, uid: str, clock: Clock) -> Event:
    starts = None if entry.starts is None else local(entry.starts, clock.home)
    ends = None if entry.ends is None else local(entry.ends, clock.home)
    return Event(id=slug(entry.title, "event"), uid=uid, starts=starts, ends=ends, **entry.fields)


def _about(text: str, clock: Clock) -> Iterator[str]:
    """Say what concerns the calendar as a whole."""
    for name in sorted(clock.unknown):
        yield f'The time zone "{name}" is not known and not described; its times were read as {clock.floating}.'
    others = Counter(kind.upper() for kind in _OTHER.findall(text))
    for kind, word in (("VTODO", "to-do"), ("VJOURNAL", "journal note")):
        if others[kind]:
            yield f"{others[kind]} {word}{'s' if others[kind] > 1 else ''} left out: only events are taken."
    if not _BEGIN.search(text):
        yield "There is no event in this calendar."
