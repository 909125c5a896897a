"""Time zones by the many names calendars give them: IANA, Windows, Outlook's display names, prefixed and tzone:// ones."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

UTC = ZoneInfo("UTC")
_UTC_NAMES = {"utc", "z", "gmt", "etc/utc", "etc/gmt", "coordinated universal time", "tzone://microsoft/utc", "utc/gmt"}
_OFFSET = re.compile(r"\((?:UTC|GMT)\s*(?:([+-])(\d{1,2})[:.]?(\d{2})?)?\)\s*(.*)", re.IGNORECASE)
_NICKNAMES = {
    # Names that Outlook shows and CLDR does not list, by the first place named in them.
    "greenwich mean time": "Europe/London",
    "pacific time": "America/Los_Angeles",
    "mountain time": "America/Denver",
    "central time": "America/Chicago",
    "eastern time": "America/New_York",
    "atlantic time": "America/Halifax",
    "edinburgh": "Europe/London",
    "bern": "Europe/Zurich",
    "kyiv": "Europe/Kiev",
    "new delhi": "Asia/Kolkata",
    "mumbai": "Asia/Kolkata",
    "beijing": "Asia/Shanghai",
    "osaka": "Asia/Tokyo",
    "canberra": "Australia/Sydney",
    "wellington": "Pacific/Auckland",
}


@cache
def find(name: str) -> ZoneInfo | None:
    """Find the zone a calendar means by `name`; None if nobody can know."""
    name = name.strip().strip('"').strip()
    if name.lower() in _UTC_NAMES:
        return UTC
    return _iana(name) or _windows(name) or _prefixed(name) or _displayed(name)


def offset_at(zone: ZoneInfo, when: datetime) -> timedelta:
    """Tell a zone's distance from UTC at a local time."""
    return when.replace(tzinfo=zone).utcoffset() or timedelta(0)


def _iana(name: str) -> ZoneInfo | None:
    known = _by_lower().get(name.replace(" ", "_").lower())
    return ZoneInfo(known) if known else None


@cache
def _by_lower() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


@cache
def _windows_names() -> dict[str, str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return {name.lower(): zone for name, zone in WINDOWS_TO_OLSON.items()}


def _windows(name: str) -> ZoneInfo | None:
    zone = _windows_names().get(name.lower())
    return ZoneInfo(zone) if zone else None


def _prefixed(name: str) -> ZoneInfo | None:
    """Read "/freeassociation.sourceforge.net/Europe/London", "/mozilla.org/20050126_1/Europe/Berlin", "tzone://..."."""
    parts = [p for p in name.split("/") if p]
    for at in range(1, len(parts)):
        found = _iana("/".join(parts[at:])) if at < len(parts) - 1 or parts[at].upper() == "UTC" else None
        if found:
            return found
    return _windows(parts[-1]) if len(parts) > 1 else None


def _displayed(name: str) -> ZoneInfo | None:
    """Read "(UTC+01:00) Amsterdam, Berlin, Bern": the first place known by name whose winter or summer offset agrees."""
    match = _OFFSET.fullmatch(name)
    places = match[4] if match else name
    sign, hours, minutes = (match[1], match[2], match[3]) if match else (None, None, None)
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    bare = re.sub(r"\s*\([^)]*\)", "", places)
    # London first: of "Dublin, Edinburgh, Lisbon, London" it is the one whose name this program's users expect to read.
    for place in sorted((p.strip().lower() for p in re.split(r"[,:;/]", bare)), key=lambda p: p != "london"):
        zone = _NICKNAMES.get(place) or _cities().get(place.replace(" ", "_"))
        if zone is None:
            continue
        found = ZoneInfo(zone)
        if match is None or offset in (offset_at(found, datetime(2022, 1, 1)), offset_at(found, datetime(2022, 7, 1))):
            return found
    if match and not bare:
        return _fixed(offset)
    return _fixed(offset) if match and hours and "customi" not in name.lower() else None


def _fixed(offset: timedelta) -> ZoneInfo | None:
    hours = offset.total_seconds() / 3600
    return (UTC if not hours else ZoneInfo(f"Etc/GMT{-int(hours):+d}")) if hours.is_integer() and -12 <= hours <= 14 else None


@cache
def _cities() -> dict[str, str]:
    """Map a city to its zone; Etc and legacy names are left out."""
    areas = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
    return {z.rsplit("/", 1)[1].lower(): z for z in sorted(available_timezones()) if z.split("/", 1)[0] in areas}
