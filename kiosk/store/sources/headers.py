"""What people write at the head of a column, and the field they mean by it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence

from kiosk.store.sources import slips

_SPELLINGS = {
    "title": "title|event|event name|event title|name of event|name|what|what s on|whats on|what is on|what is it"
    "|what s happening|subject|session|session title|activity|workshop|talk|course|class|headline|heading|titel|titre|teitl"
    "|enw|digwyddiad|beth",
    "starts": "start|starts|starts at|starts on|start at|starting|when|when is it|when s it on|date and time|date time"
    "|dates and times|datetime|start date and time|start date time|start datetime|begins|begins at|beginning|day and time"
    "|beginn|pryd|dyddiad ac amser",
    "date": "date|day|event date|start date|date of event|dates|date s|which day|on|dyddiad|dyddiadau|datum|diwrnod",
    "time": "time|times|start time|event time|time s|time from|from|at|what time|what time does it start|what time is it"
    "|hours|amser|uhrzeit|timing|timings",
    "ends": "end|ends|ends at|ends on|ending|finish|finishes|finishes at|finish at|end date and time|end date time"
    "|end datetime|finish date and time|until|till|ende|gorffen",
    "end_date": "end date|last day|last date|to date|finish date|dyddiad gorffen",
    "end_time": "end time|finish time|finishing time|what time does it end|what time does it finish|to|time to|amser gorffen",
    "all_day": "all day|all day event|allday",
    "venue": "where|where is it|where is it happening|where is it held|where s it|venue|venue name|location|place|site"
    "|building|library|branch|address|lleoliad|ble|ort|lieu",
    "room": "room|room name|room number|space|ystafell|raum",
    "summary": "summary|short description|blurb|teaser|strapline|subtitle|tagline|crynodeb",
    "description": "description|details|about|notes|more information|full description|abstract|content|body|disgrifiad"
    "|beschreibung|manylion|what happens|event description|what is it about|what s it about|info|information"
    "|summary of event",
    "booking": "booking|book|booking url|booking link|book here|how to book|register|registration|registration link"
    "|registration url|sign up|sign up link|how do i book|how do i sign up|to book|contact to book|book via|book at"
    "|book with|booking details|booking info|booking information|booking contact|booking email|booking phone|reserve|rsvp"
    "|tickets|ticket link|ticket url|eventbrite|eventbrite link|archebu|dolen archebu",
    "link": "link|url|web|website|web page|webpage|web link|event url|event link|more info link|read more|dolen|gwefan",
    "online": "online|join|joining link|join link|teams link|zoom link|meeting link|online link|virtual link|ar lein",
    "speakers": "speaker|speakers|speaker name|speaker names|presenter name|tutor name|presenter|presenters|facilitator"
    "|facilitators|host|hosts|led by|run by|delivered by|hosted by|with|guest|guests|tutor|trainer|siaradwr|siaradwyr",
    "questions": "questions|discussion questions|question|discussion|cwestiynau",
    "audience": "audience|who|who for|who should come|who should attend|who is it for|who s it for|who can come|for|for whom"
    "|open to|target audience|suitable for|ages|age group|cynulleidfa",
    "cost": "cost|price|fee|fees|charge|admission|cost of event|pris|cost gbp",
    "type": "type|event type|format|kind|type of event|math",
    "tags": "tags|tag|category|categories|keywords|theme|themes|topic|labels",
    "status": "status|state|statws",
    "uid": "uid|id|event id|ref|reference|event ref|unique id",
}
_FIELD = {name: field for field, names in _SPELLINGS.items() for name in names.split("|")}
_PERSONS = ("name", "enw")
"""A title if there is no other; beside one it is somebody's name."""
_EVENT = re.compile(r"^(?:(?:the|proposed|planned|event|session|activity|workshop|course|class|talk) )+")
"""What stands before the word that counts: "Session date", "Workshop title"."""
_FILLERS = re.compile(r"\b(?:the|of|event|session|activity|please|optional|required|(?<!^)(?:details|info)$)\b")
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
    for form in (words, _EVENT.sub("", words), _FILLERS.sub("", words).strip()):
        if form in _FIELD:
            return _FIELD[form]
    near = difflib.get_close_matches(words, [n for n in _FIELD if len(n) > 4], n=1, cutoff=0.86)
    if near:
        return _FIELD[near[0]]
    # "Room / Where", "Venue or link": two names for one column mean what the wider one means.
    parts = [p for p in re.split(r"\s*(?:[/|,;:+&]|\s[-–—]\s|\bor\b|\band\b|\bneu\b)\s*", text) if p.strip()]
    known = [_FIELD.get(_EVENT.sub("", normal(p)), "") for p in parts] if len(parts) > 1 else []
    return min(filter(None, known), key=list(_SPELLINGS).index, default="")


def row(cells: Sequence[str]) -> list[str]:
    """Guess the fields of a header row; of two columns with one meaning the first keeps it."""
    found: list[str] = []
    guesses = [guess(c) for c in cells]
    guesses = [g or _slip(c, guesses) for c, g in zip(cells, guesses, strict=True)]
    if "completion time" in map(normal, cells):
        # Microsoft Forms: when somebody began to fill the form in, not when the event begins.
        guesses = ["" if normal(c) == "start time" else g for c, g in zip(cells, guesses, strict=True)]
    named = any(g == "title" and normal(c) not in _PERSONS for g, c in zip(guesses, cells, strict=True))
    for cell, field in zip(cells, guesses, strict=True):
        if field in found or (field == "title" and named and normal(cell) in _PERSONS):
            # "Start date" and "Date" both mean the day; "Name" beside "Title" is usually a person's.
            field = ""
        found.append(field)
    if "starts" in found and "time" in found and "date" not in found:
        found[found.index("starts")] = "date"
    return found


def _slip(text: str, taken: Sequence[str]) -> str:
    """Find the field of a header with a slip in it ("Bookign"), if no other column has it; a long word may have two."""
    words = normal(text)
    near = {
        field
        for name, field in _FIELD.items()
        if len(name) > 4 and name[:1] == words[:1] and (len(name) > 6 or sorted(name) == sorted(words))
        # "Start time" is no slip of "Start date".
        if slips.distance(words, name) <= (2 if len(name) > 8 and " " not in name else 1)
    }
    return near.pop() if len(near) == 1 and not near & set(taken) else ""


def is_header(fields: Sequence[str]) -> bool:
    """Tell whether a row can be the header: a title and one more field, or every cell understood."""
    known = [f for f in fields if f]
    return "title" in known and len(known) >= 2
