"""schema.org events inside web pages (JSON-LD): single, in lists, in @graph, with subtypes and sub-events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from kiosk.campaign.item import Event, Speaker, Status
from kiosk.campaign.slug import slug
from kiosk.store.sources import harvest, plain, records
from kiosk.store.sources.harvest import Dropped, Found, Harvest, Origin
from kiosk.store.sources.records import Reading, pick, words

_TYPE = re.compile(r"(?:\w*Event|Festival|Hackathon|CourseInstance|EventSeries)$")
_HOLDERS = ("@graph", "subEvent", "subEvents", "event", "events", "itemListElement", "item", "mainEntity", "hasCourseInstance")


class Error(harvest.Error):
    """A page without events that a machine can read."""


def has_event(text: str) -> bool:
    """Tell whether a page carries an event as JSON-LD."""
    return any(True for script in _scripts(text) for _ in _events(_parsed(script)))


def read(data: bytes, origin: Origin) -> Harvest:
    """Read the events of a page, or of a file of JSON-LD alone."""
    if not data.strip():
        raise Error(f"{origin.name} is empty; save or download it again.")
    text = plain.decode(data)
    if text.lstrip().startswith(("{", "[")):
        nodes = list(_events(records.load(text, origin.name)))
        broken = 0
    else:
        scripts = _scripts(text)
        nodes = [n for s in scripts for n in _events(_parsed(s))]
        broken = sum(_parsed(s) is None for s in scripts)
    if not nodes:
        raise Error(f"{origin.name} has no schema.org Event in it; give the page of one event, or the site's calendar (.ics).")
    reading = records.start(origin, [*nodes, *(t for n in nodes for t in _tables(pick(n, "eventSchedule")))])
    found: list[Found] = []
    dropped: list[Dropped] = []
    seen: set[str] = set()
    for node in nodes:
        title = plain.one_line(words(pick(node, "name", "headline")))
        given = str(pick(node, "@id", "identifier") or "") if not isinstance(pick(node, "@id", "identifier"), dict | list) else ""
        same = repr(sorted((k, repr(v)) for k, v in node.items()))
        if not title or same in seen:
            dropped.append(Dropped(uid=given, title=title, why="it stands in the page twice" if title else "it has no name"))
            continue
        seen.add(same)
        found.append(_event(node, title, given, reading))
    if broken:
        blocks = f"{broken} of the page's data blocks" if broken > 1 else "One of the page's data blocks"
        inside = "them" if broken > 1 else "it"
        reading.notices.append(f"{blocks} cannot be read as JSON; events in {inside} are missing.")
    return reading.harvest(found, dropped)


def _scripts(text: str) -> list[str]:
    """Cut the data blocks out of a page, in one pass."""
    found: list[str] = []
    flat = text.lower()
    at = flat.find("<script")
    while at >= 0:
        begin = flat.find(">", at)
        end = flat.find("</script", begin)
        if begin < 0 or end < 0:
            break
        if "application/ld+json" in flat[at:begin]:
            found.append(text[begin + 1 : end])
        at = flat.find("<script", end)
    return found


def _parsed(script: str) -> Any:
    """Parse one block of a page; None if it is broken beyond the usual wrappings."""
    text = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", script.strip()).strip()
    for form in (text, re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return records.load(form, "the page")
        except records.Error:
            continue
    return None


def _events(made: Any) -> Iterator[Mapping[str, Any]]:
    """List the events in parsed JSON-LD, in order, each once."""
    if isinstance(made, list):
        for one in cast(list[Any], made):
            yield from _events(one)
    elif isinstance(made, dict):
        node = cast(dict[str, Any], made)
        if _is_event(node):
            yield node
        for name in _HOLDERS:
            if name in node:
                yield from _events(node[name])


def _is_event(node: Mapping[str, Any]) -> bool:
    types: Any = node.get("@type", ())
    return any(_TYPE.search(str(t)) for t in (types if isinstance(types, list) else [types]))


def _event(node: Mapping[str, Any], title: str, given: str, reading: Reading) -> Found:
    link = plain.web_address(_first_text(pick(node, "url", "mainEntityOfPage")))
    uid = reading.uid(given or (f"{link}|{plain.known_as(title)}" if link else ""), title)
    starts, ends = reading.span(pick(node, "startDate"), pick(node, "endDate"), title)
    told = words(pick(node, "description"))
    venue, online = _where(pick(node, "location"))
    offers = _tables(pick(node, "offers"))
    if pick(node, "eventSchedule") is not None:
        reading.notices.append(f'"{title}" repeats by a schedule of its page, which is not read; its first date alone was taken.')
    short = plain.lead(told)
    item = Event(
        id=slug(title, "event"),
        title=title,
        starts=starts,
        ends=ends,
        summary=short,
        description="" if plain.one_line(told) == short else told,
        venue=venue,
        online=online or plain.meeting_in(told),
        booking=next((u for o in offers if (u := plain.booking_address(_first_text(pick(o, "url"))))), "")
        or plain.booking_in(told),
        link=link,
        speakers=_people(pick(node, "performer", "performers", "speaker")),
        cost=_cost(node, offers),
        audience=", ".join(plain.one_line(words(pick(a, "audienceType", "name"))) for a in _tables(pick(node, "audience"))),
        tags=records.listed(pick(node, "keywords")),
        status=_status(str(pick(node, "eventStatus") or "")),
    )
    return Found(uid=uid, item=item)


def _tables(value: Any) -> list[Mapping[str, Any]]:
    return [cast(Mapping[str, Any], v) for v in (value if isinstance(value, list) else [value]) if isinstance(v, dict)]


def _first_text(value: Any) -> str:
    if isinstance(value, list):
        value = next(iter(cast(list[Any], value)), "")
    if isinstance(value, dict):
        value = pick(cast(Mapping[str, Any], value), "@id", "url")
    return value if isinstance(value, str) else ""


def _where(value: Any) -> tuple[str, str]:
    """Read a location: a text, a Place with its address, a VirtualLocation, or several of them."""
    places: list[str] = []
    online = ""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            places.append(plain.one_line(plain.from_html(one)))
        elif isinstance(one, dict):
            table = cast(Mapping[str, Any], one)
            if "VirtualLocation" in str(table.get("@type", "")):
                online = (
                    online
                    or plain.web_address(_first_text(pick(table, "url", "sameAs")))
                    or plain.one_line(words(pick(table, "name")))
                )
                continue
            name, address = plain.one_line(words(pick(table, "name"))), _address(pick(table, "address"))
            places.append(", ".join(p for p in (name, "" if address in name else address) if p))
    return ", ".join(dict.fromkeys(p for p in places if p)), online


def _address(value: Any) -> str:
    if isinstance(value, dict):
        table = cast(Mapping[str, Any], value)
        parts = (words(pick(table, n)) for n in ("streetAddress", "addressLocality", "postalCode"))
        return ", ".join(plain.one_line(p) for p in parts if p)
    return plain.one_line(words(value))


def _people(value: Any) -> tuple[Speaker, ...]:
    found: list[Speaker] = []
    for one in value if isinstance(value, list) else [value]:
        table = cast(Mapping[str, Any], one) if isinstance(one, dict) else {"name": one if isinstance(one, str) else ""}
        name = plain.one_line(words(pick(table, "name")))
        if name:
            role = plain.one_line(words(pick(table, "jobTitle")) or words(pick(table, "affiliation", "worksFor")))
            found.append(Speaker(name=name, honours=plain.one_line(words(pick(table, "honorificSuffix"))), role=role))
    return tuple(dict.fromkeys(found))


def _cost(node: Mapping[str, Any], offers: list[Mapping[str, Any]]) -> str:
    prices = [str(p) for o in offers if (p := pick(o, "price", "lowPrice")) is not None or (p := o.get("price")) == 0]
    if pick(node, "isAccessibleForFree") in (True, "true", "True") or (prices and all(p in ("0", "0.0", "0.00") for p in prices)):
        return "Free"
    currency = {"GBP": "£", "EUR": "€", "USD": "$"}.get(str(pick(offers[0], "priceCurrency")) if offers else "", "")
    return f"{currency}{prices[0]}" if len(set(prices)) == 1 and currency else ""


def _status(text: str) -> Status:
    return "cancelled" if "EventCancelled" in text else "postponed" if "EventPostponed" in text else "scheduled"
