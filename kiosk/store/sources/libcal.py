"""Events as LibCal's API and LibraryCalendar (LibraryMarket, Communico) give them as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from kiosk.campaign.item import Event, Status
from kiosk.campaign.slug import slug
from kiosk.store.sources import harvest, people, plain, records
from kiosk.store.sources.harvest import Dropped, Found, Harvest, Origin
from kiosk.store.sources.records import Reading, pick, words

_PLACES = ("events", "entries", "data", "items", "results", "event")
_TITLES = ("title", "name", "event_title")
_STARTS = ("start", "start_date", "event_start", "starts", "startdate", "start_time", "raw_start_time")
_ENDS = ("end", "end_date", "event_end", "ends", "enddate", "end_time", "raw_end_time")


class Error(harvest.Error):
    """JSON that holds no list of events in a known shape."""


def read(data: bytes, origin: Origin) -> Harvest:
    """Read an events file of either program; fields are looked for under all the names they have."""
    if not data.strip():
        raise Error(f"{origin.name} is empty; download it again.")
    made = records.load(plain.decode(data), origin.name)
    listed = _list(made, 0)
    if listed is None:
        raise Error(
            f'{origin.name} has no events in it that are known: expected LibCal\'s {{"events": [{{"title", "start", ...}}]}} '
            'or LibraryCalendar\'s [{"title", "start_date", ...}].'
        )
    reading = records.start(origin, [cast(Mapping[str, Any], r) for r in listed if isinstance(r, dict)])
    found: list[Found] = []
    dropped: list[Dropped] = []
    for number, record in enumerate(listed, 1):
        title = plain.one_line(words(pick(record, *_TITLES))) if isinstance(record, dict) else ""
        if not isinstance(record, dict) or not title:
            dropped.append(
                Dropped(uid=f"entry {number}", title="", why="it has no title" if isinstance(record, dict) else "it is no event")
            )
            continue
        found.append(_event(cast(Mapping[str, Any], record), title, reading))
    if not listed:
        reading.notices.append("There is no event in this file.")
    return reading.harvest(found, dropped)


def _list(made: Any, depth: int) -> list[Any] | None:
    """Find the list of events: the file itself, or what a known name holds."""
    if isinstance(made, list):
        rows = cast(list[Any], made)
        tables = [cast(Mapping[str, Any], r) for r in rows if isinstance(r, dict)]
        known = any(pick(t, *_TITLES) is not None and pick(t, *_STARTS, *_ENDS) is not None for t in tables)
        return rows if known or not rows else None
    if isinstance(made, dict) and depth < 4:
        for name in _PLACES:
            inside = pick(cast(Mapping[str, Any], made), name)
            if inside is None and cast(Mapping[str, Any], made).get(name) == []:
                return []
            found = _list(inside, depth + 1) if inside is not None else None
            if found is not None:
                return found
    return None


def _event(record: Mapping[str, Any], title: str, reading: Reading) -> Found:
    given = words(pick(record, "uid", "id", "event_id", "nid"))
    uid = reading.uid(f"{reading.origin.source}:{given}" if given else "", title)
    whole = pick(record, "allday", "all_day", "is_all_day") in (True, 1, "1", "true")
    starts, ends = reading.span(pick(record, *_STARTS), pick(record, *_ENDS), title, whole_days=whole)
    told = words(pick(record, "description", "body", "long_description", "details"))
    short = plain.lead(words(pick(record, "short_description", "shortdesc", "subtitle", "sub_title", "summary")) or told)
    link = plain.web_address(_address(pick(record, "url", "public_url", "event_url", "link")))
    online = _address(pick(record, "online_join_url", "join_url", "online_url", "zoom_url", "virtual_link"))
    online = plain.web_address(online) or plain.meeting_in(told)
    booking = _address(pick(record, "registration_url", "event_registration_url", "booking_url", "register_url"))
    if not booking and pick(record, "registration", "registration_enabled", "registration_required") in (True, 1, "1", "true"):
        booking = link
    item = Event(
        id=slug(title, "event"),
        title=title,
        starts=starts,
        ends=ends,
        summary=short,
        description="" if plain.one_line(told) == short else told,
        venue=_venue(record),
        online=online,
        booking=booking or plain.booking_in(told),
        link=link,
        speakers=people.listed(words(pick(record, "presenter", "presenters", "speaker", "speakers"))),
        cost=_cost(pick(record, "registration_cost", "cost", "price")),
        audience=", ".join(records.listed(pick(record, "audience", "audiences", "age_groups", "ages", "ages_array"))),
        tags=records.listed(pick(record, "category", "categories", "program_types", "types", "event_types", "tags")),
        status=_status(record),
    )
    return Found(uid=uid, item=item)


def _address(value: Any) -> str:
    """Read a link: a text, or LibCal's table of a public and an admin one."""
    if isinstance(value, dict):
        value = pick(cast(Mapping[str, Any], value), "public", "url", "href")
    return plain.booking_address(value) if isinstance(value, str) else ""


def _venue(record: Mapping[str, Any]) -> str:
    """Put building and room on one line, the building first."""
    room = words(pick(record, "room", "room_name", "rooms", "location"))
    building = words(pick(record, "branch", "location_name", "campus", "library", "venue", "offsite_address"))
    parts = [plain.one_line(p) for p in (building, room)]
    return ", ".join(dict.fromkeys(p for p in parts if p))


def _cost(value: Any) -> str:
    text = plain.one_line(words(value))
    return "Free" if text in ("0", "0.0", "0.00", "£0", "£0.00") else text


def _status(record: Mapping[str, Any]) -> Status:
    told = f"{pick(record, 'status', 'event_status', 'moderation_state') or ''}".lower()
    if "cancel" in told or pick(record, "cancelled", "canceled", "is_cancelled") in (True, 1, "1", "true"):
        return "cancelled"
    if "postpone" in told:
        return "postponed"
    seats, gone = pick(record, "seats"), pick(record, "seats_taken")
    full = isinstance(seats, int) and isinstance(gone, int) and 0 < seats <= gone
    return "full" if full or told == "full" else "scheduled"
