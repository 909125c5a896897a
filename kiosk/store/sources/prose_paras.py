"""Paragraphs of a letter that tell of an event each: longer ones with a date, ones whose date is to come, ones to sign up for."""

from __future__ import annotations

import re

from kiosk.store.sources import headers, plain, prose_lines, prose_when
from kiosk.store.sources.prose_lines import Line

_LEADS_IN = re.compile(
    r"^(?:and\s+)?(?:last(?:ly)?(?:,? but not least)?|finally|also|then there is|plus|next up)\b[\s,:–—-]*", re.IGNORECASE
)
_TO_COME = re.compile(
    r"^(?P<title>\S.{2,90}?)[\s!,.:;(–—-]+(?P<rest>dates?\s+(?:is\s+|are\s+)?(?:still\s+)?"
    r"(?:tb[acd]\b|to be (?:announced|confirmed|decided|arranged)\b|to follow\b).*)$",
    re.IGNORECASE,
)
_TITLED = re.compile(r"^(?P<title>[A-Z][^:.?!]{3,80}):\s+(?P<rest>\S.*)$")
_NO_TITLE = re.compile(
    r"\b(?:please|note|nb|ps|remember|reminder|book(?:ing)?s?|regist\w*|tickets?|sign[- ]?up|contact|details|information|"
    r"questions|what|where|when|how|who|why)\b",
    re.IGNORECASE,
)
UNBOOKED = re.compile(
    r"\b(?:just (?:turn up|come along|drop in|show up)|(?:no|without) booking|no need to (?:book|register|sign up)|"
    r"booking (?:is )?not (?:needed|required|necessary))\b",
    re.IGNORECASE,
)
"""Words that say that nobody need book."""


def dated(text: str) -> Line | None:
    """Read a longer paragraph whose first sentence is a line about an event: its date first, or behind a mark."""
    first = plain.sentences(text)[0]
    found = prose_when.cut(first)
    if found is None or not prose_when.is_firm(found[1]):
        return None
    if re.search(r"\w", found[0]) and found[0].rstrip()[-1:] not in tuple("-–—:|("):
        return None
    line = prose_lines.read(first)
    if line is None:
        return None
    after = text[len(first) :].strip()
    if not line.place:
        place, after = where(after) if after else ("", "")
        return Line(line.title, line.when, place, _joined(line.rest, after))
    # The words as they were written, with their brackets.
    at = first.lower().find(line.place.lower()) + len(line.place)
    return Line(line.title, line.when, line.place, _joined(first[at:].strip(" ,;–—-").lstrip(". )"), after))


def undated(text: str) -> Line | None:
    """Read a paragraph about an event without a date yet: "Quiz night! Date tbc ..." or "Coffee trials: ... Sign up at ..."."""
    found = _TO_COME.match(_LEADS_IN.sub("", text))
    if found and prose_lines.is_title(found["title"], is_set_off=True):
        return Line(found["title"].rstrip(" !"), "TBC", "", _joined(found["rest"]))
    named = _TITLED.match(text)
    if named is None or headers.guess(named["title"]) or _NO_TITLE.search(named["title"]) or " " not in named["title"]:
        return None
    tells = plain.lead(named["rest"])
    is_event = prose_lines.is_title(named["title"], is_set_off=True) and tells and plain.booking_in(named["rest"])
    return Line(named["title"], "TBC", "", _joined(named["rest"])) if is_event else None


def _joined(*parts: str) -> str:
    """Join sentences, the first with a capital."""
    words = " ".join(p for p in parts if p)
    return words[:1].upper() + words[1:]


def where(text: str) -> tuple[str, str]:
    """Take the place off a paragraph whose first sentence it is ("Training room 2, Education Centre. Bring ..."); the rest."""
    first = plain.sentences(text)[0]
    head, *more = first.rstrip(" .").split(", ")
    is_place = prose_lines.is_place(head, sure=True) and all(map(prose_lines.is_place, more))
    return (prose_lines.place_of(first), text[len(first) :].strip()) if is_place else ("", text)


def is_when(text: str, *, is_placed: bool = False) -> bool:
    """Tell whether a paragraph says when something is, perhaps where, and nothing more; `is_placed` = only if it says where."""
    found = prose_when.cut(text)
    if found is None or not prose_when.is_firm(found[1]) or re.search(r"\w", found[0]):
        return False
    return prose_lines.is_place(found[2]) or not (is_placed or re.search(r"\w", found[2]))


def place_in(sentence: str, title: str) -> str:
    """Find where a sentence says its event is: "the reading hour in the Chapel (5pm ...)"."""
    found = re.search(
        rf"{re.escape(title)}\s+(?:in|at)\s+(?P<place>(?:the\s+)?[A-Z][\w'’& -]*?)(?=\s*[(,.;!]|\s+(?:at|on|from|with)\b|$)",
        sentence[:400],
        re.IGNORECASE,
    )
    words = re.sub(r"^the\s+", "", found["place"], flags=re.IGNORECASE) if found else ""
    return words if words[:1].isupper() and prose_lines.is_place(words) else ""
