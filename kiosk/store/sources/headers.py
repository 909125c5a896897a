"""What people write at the head of a column, and the field they mean by it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence

_SPELLINGS = {
    "title": "title|event|event name|event title|name of event|name|what|subject|session|session title|activity|workshop|talk"
    "|headline|titel|titre|teitl|enw|digwyddiad",
    "starts": "start|starts|when|date and time|date time|datetime|start date and time|start date time|start datetime|event start"
    "|begins|beginn|pryd|dyddiad ac amser|when is it",
    "date": "date|day|event date|start date|date of event|dates|date s|dyddiad|datum|diwrnod",
    "time": "time|times|start time|event time|time s|from|amser|uhrzeit|timing",
    "ends": "end|ends|finish|finishes|end date and time|end date time|end datetime|event end|until|ende|gorffen",
    "end_date": "end date|last day|last date|to date|finish date|dyddiad gorffen",
    "end_time": "end time|finish time|to|time to|amser gorffen",
    "all_day": "all day|all day event|allday",
    "venue": "where|venue|location|place|site|building|library|branch|lleoliad|ble|ort|lieu",
    "room": "room|room name|space|ystafell|raum",
    "summary": "summary|short description|blurb|teaser|strapline|subtitle|tagline|crynodeb",
    "description": "description|details|about|notes|more information|full description|abstract|content|body|disgrifiad"
    "|beschreibung|manylion|what happens|event description",
    "booking": "booking|book|booking url|booking link|book here|how to book|register|registration|registration link"
    "|registration url|sign up|sign up link|tickets|ticket link|ticket url|eventbrite|eventbrite link|archebu|dolen archebu",
    "link": "link|url|web|website|web page|webpage|web link|event url|event link|more info link|read more|dolen|gwefan",
    "online": "online|join|joining link|join link|teams link|zoom link|meeting link|online link|virtual link|ar lein",
    "speakers": "speaker|speakers|presenter|presenters|facilitator|facilitators|host|hosts|led by|with|guest|guests|tutor"
    "|siaradwr|siaradwyr",
    "questions": "questions|discussion questions|question|discussion|cwestiynau",
    "audience": "audience|who|who for|who is it for|for|open to|target audience|suitable for|cynulleidfa",
    "cost": "cost|price|fee|fees|charge|admission|cost of event|pris|cost gbp",
    "type": "type|event type|format|kind|type of event|math",
    "tags": "tags|tag|category|categories|keywords|theme|themes|topic|labels",
    "status": "status|state|statws",
    "uid": "uid|id|event id|ref|reference|event ref|unique id",
}
_FIELD = {name: field for field, names in _SPELLINGS.items() for name in names.split("|")}
WORDS = {
    "title": "title",
    "starts": "start",
    "date": "date",
    "time": "time",
    "ends": "end",
    "end_date": "last day",
    "end_time": "end time",
    "all_day": "all day",
    "uid": "identifier",
}
"""The words for a field where its name says too little."""
ACCEPTED = "Event name, Title, What; When, Start, Date, Time, End; Where, Venue, Room; Description; Speakers; Booking URL; Link"
"""Names that are understood, as messages list them."""


def normal(text: str) -> str:
    """Bring a header into the form that is compared: no case, accents, brackets or punctuation."""
    flat = unicodedata.normalize("NFKD", re.sub(r"\(.*?\)|\[.*?\]", " ", text.casefold()))
    flat = "".join(c for c in flat if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", flat).split())


def guess(text: str) -> str:
    """Guess the field a header means; empty if nobody could."""
    words = normal(text)
    if not words or len(words) > 60:
        return ""
    for form in (words, words.removeprefix("event "), words.removeprefix("the ")):
        if form in _FIELD:
            return _FIELD[form]
    near = difflib.get_close_matches(words, [n for n in _FIELD if len(n) > 4], n=1, cutoff=0.86)
    return _FIELD[near[0]] if near else ""


def row(cells: Sequence[str]) -> list[str]:
    """Guess the fields of a header row; of two columns with one meaning the first keeps it."""
    found: list[str] = []
    for cell in cells:
        field = guess(cell)
        if field in found:
            # "Start date" and "Date" both mean the day; "Name" beside "Title" is usually a person's.
            field = ""
        found.append(field)
    if "starts" in found and "time" in found and "date" not in found:
        found[found.index("starts")] = "date"
    return found


def is_header(fields: Sequence[str]) -> bool:
    """Tell whether a row can be the header: a title and one more field, or every cell understood."""
    known = [f for f in fields if f]
    return "title" in known and len(known) >= 2
