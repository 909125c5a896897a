"""Calendars of other people: those that the icalendar library ships for its own tests (BSD), read where it lies."""

import re
import warnings
from collections import Counter
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from kiosk.campaign import repeat
from kiosk.store.folder import files
from kiosk.store.sources import calendar
from kiosk.store.sources.harvest import Origin

FOLDER = Path(icalendar.__file__).parent / "tests" / "calendars"
FILES = sorted(FOLDER.glob("*.ics"))
UTC = ZoneInfo("UTC")
WEIRD = {
    # An end before the start: we keep the start and tell, the other library swaps them.
    "issue_132_swapped_start_and_end.ics",
}


def test_there_are_foreign_calendars():
    assert len(FILES) > 80


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_events_in_are_events_out_and_they_fall_on_the_same_moments(path):
    data = path.read_bytes()
    try:
        reaped = calendar.read(data, Origin(name=path.name, source="s"))
    except calendar.Error:  # single components, and empty files
        assert b"BEGIN:VCALENDAR" not in data
        return
    assert len(re.findall(rb"^BEGIN:VEVENT\s*$", data, re.MULTILINE | re.IGNORECASE)) == reaped.records + len(reaped.dropped)
    home = ZoneInfo(str(reaped.campaign["timezone"] or files.system_zone()))
    dated = [_instant(i.starts, home) for i in reaped.items if i.starts is not None]
    if not dated or path.name in WEIRD:
        return
    first, last = min(dated) - timedelta(days=2), min(max(dated), min(dated) + timedelta(days=3000)) + timedelta(days=400)
    theirs = _theirs(data, first, last, home)
    if theirs is None:
        return
    ours = Counter(
        _instant(o.starts, home)
        for item in reaped.items
        for o in repeat.occurrences(item, first, last, home)
        if not (item.repeat and o.status == "cancelled" and item.status != "cancelled")
    )
    assert _inside(ours, first, last) == _inside(theirs, first, last)


def _theirs(data, first, last, home):
    """Ask the reference; None where it cannot read the file itself."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(first, last)
    except (ValueError, KeyError, AttributeError):
        return None
    gone = [e for e in found if str(e.get("STATUS", "")) == "CANCELLED" and "RECURRENCE-ID" in e]
    return Counter(_instant(e["DTSTART"].dt, home) for e in found if str(e.get("SUMMARY", "")).strip() and e not in gone)


def _instant(when, home):
    if not isinstance(when, datetime):
        return datetime.combine(when, time(), home).astimezone(UTC)
    return (when if when.tzinfo else when.replace(tzinfo=home)).astimezone(UTC)


def _inside(found, first, last):
    day = timedelta(days=2)
    return {k: v for k, v in found.items() if first + day <= k < last - day}
