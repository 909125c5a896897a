"""Events in prose: "Title. What happens, with whom." and the questions that follow; no date is worked out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.campaign.item import Event, When
from kiosk.campaign.slug import slug
from kiosk.store.sources import date_names, dates, headers, moments, people, plain
from kiosk.store.sources.blocks import Block

_SORTS = (
    r"exchange|caf[eé]s?|coffee|workshop|talk|session|seminar|webinar|reviews?|assist|drop-in|course|training|lecture|conversation|reading|"
    r"exhibition|masterclass|tour|club|launch|conference|storytime|meeting|meet-up|panel|debate|systems?|fishbowl|harvest|trial|showcase|"
    r"open day|lunch|learn|clinic|surgery|demonstration|hackathon|gweithdy|sgwrs|darlith|caffi"
)
_SORT = re.compile(rf"\b(?:{_SORTS})\b", re.IGNORECASE)
_EVENTS = re.compile(
    r"\b(?:events?|conversations?|sessions?|programme|what(?:['’]?s| is) on|timetable|calendar|diary|talks|workshops|join us|"
    r"line-?up|digwyddiadau)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:take part|get(?:ting)? involved|join in|how to|ways to|dates|where|places|contact|about|further|more information|"
    r"find out|blog|resources?|postcards?|techniques?|privacy|thank|follow|share|hashtag|book(?:ing)? (?:a place|your)|"
    r"questions\??$|notes?$|gymryd rhan)\b",
    re.IGNORECASE,
)
_QUESTIONS = re.compile(
    r"^(?:(?:discussion|some|our|possible)\s+)?(?:questions|things)\b.{0,50}:?$|"
    r"^(?:to (?:discuss|talk about|think about))\b.{0,40}:?$",
    re.IGNORECASE,
)
_TITLE_ONLY = re.compile(r"^(?P<title>[^.?!]{3,90})\.\s+(?P<rest>\S.*)$", re.DOTALL)
_VERB = re.compile(r"\b(?:is|are|was|were|will|have|has|had|can|we|you|your|i|they|please|this|there|it|our)\b", re.IGNORECASE)
_DEADLINE = re.compile(r"\b(?:by|before|deadline|closes?|closing|until|register|last year|in \d{4})\b", re.IGNORECASE)
_DATED = re.compile(
    r"\d{4}-\d\d-\d\d|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|ionawr|chwefror|mawrth|"
    r"ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr)[a-z]*\b",
    re.IGNORECASE,
)
_NOT_WORDS = re.compile(
    rf"{_DATED.pattern}|\b(?:{date_names.WEEKDAY_NAMES}|to|from|at|on|until|noon|am|pm|and)\b|[\d.:,;–—-]+(?:am|pm|st|nd|rd|th)?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Draft:
    """One possible event: its title, where it was found, its words, questions and lines of the form "When: ..."."""

    title: str
    body: list[str] = field(default_factory=list[str])
    questions: list[str] = field(default_factory=list[str])
    keyed: dict[str, str] = field(default_factory=dict[str, str])
    listed_as_event: bool = False
    strong: bool = False
    aside: bool = False


def drafts(blocks: Sequence[Block]) -> list[Draft]:
    """Find what reads like events, in order; `is_event` then decides."""
    found: list[Draft] = []
    open_draft: Draft | None = None
    in_events = in_other = False
    for at, block in enumerate(blocks):
        if block.sort == "heading":
            if at == 0:
                continue  # the headline is the campaign's
            after = next((b for b in blocks[at + 1 :]), None)
            if _QUESTIONS.match(block.text) and open_draft:
                continue
            if block.level <= 1 or _is_section(block.text, after):
                in_events = bool(_EVENTS.search(block.text)) and not _OTHER.search(block.text) and block.level > 1
                in_other = bool(_OTHER.search(block.text)) and block.level > 1
                open_draft = None
                continue
            open_draft = Draft(title_of(block.text), listed_as_event=in_events, strong=True)
            found.append(open_draft)
            continue
        title, rest = _titled(block) if block.sort == "para" else ("", "")
        if block.sort == "bullet" and not is_question(block.text):
            title, rest = _titled(block)
            if not (in_events and title and (block.strong or len(plain.sentences(rest)) > 0)):
                title = ""
        if title and not (open_draft and not open_draft.body and open_draft.strong):
            open_draft = Draft(title, listed_as_event=in_events, strong=bool(block.strong), aside=in_other and not block.strong)
            found.append(open_draft)
            _add(open_draft, rest)
        elif open_draft is not None:
            _add(open_draft, block.text)
    # Under "Contact" and the like an ordinary sentence may look like a title; only questions make it an event.
    return [d for d in found if not d.aside or d.questions]


def _is_section(text: str, after: Block | None) -> bool:
    """Tell a heading over a section from one that names an event."""
    if after is None or after.sort == "heading" or _OTHER.search(text):
        return True
    if after.sort == "para" and after.strong and _titled(after)[0]:
        return True
    return bool(_EVENTS.search(text)) and (after.sort != "para" or bool(_titled(after)[0]))


def _titled(block: Block) -> tuple[str, str]:
    """Take "Title. What happens" apart; a title is set strong, or short and without a verb."""
    strong = block.strong.strip()
    if strong and len(strong) < len(block.text) and len(strong) <= 90 and not strong.startswith("#") and not is_question(strong):
        rest = block.text[len(strong) :].lstrip(" .:–—-")
        ended = strong[-1] in ".:–—" or block.text[len(strong) :].lstrip()[:1] in (".", ":", "–", "—", "-")
        if ended and rest:
            return title_of(strong), rest
        return "", ""
    match = _TITLE_ONLY.match(block.text)
    if match and len(match["title"].split()) <= 9 and not _VERB.search(match["title"]) and match["title"][0].isupper():
        return title_of(match["title"]), match["rest"]
    return "", ""


def title_of(text: str) -> str:
    """Clean a title: no number before it, no stop after it."""
    return re.sub(r"^(?:\d{1,2}[.)]\s+|(?:event|session)\s+\d+\s*[:.–-]\s*)", "", text.strip(), flags=re.IGNORECASE).rstrip(
        " .:–—-"
    )


def is_question(text: str) -> bool:
    """Tell whether words are questions and nothing else."""
    parts = plain.sentences(text)
    return bool(parts) and all(p.rstrip("\"'”’)").endswith("?") for p in parts)


def _add(draft: Draft, text: str) -> None:
    """Put a paragraph where it belongs in an event: a question, a line such as "When: ...", or what happens."""
    keyed = re.match(r"^([A-Z][A-Za-z' ]{1,24}):\s+(\S.*)$", text)
    name = headers.guess(keyed[1]) if keyed else ""
    if keyed and name and name not in ("title", "tags", "status", "uid"):
        if name == "questions":
            draft.questions += [q for q in plain.sentences(keyed[2]) if q]
        else:
            draft.keyed.setdefault(name, keyed[2])
        return
    text = re.sub(
        r"^(?:questions?(?: (?:for discussion|to discuss))?|discussion(?: questions)?)\s*[:–-]\s*", "", text, flags=re.IGNORECASE
    )
    text = re.sub(r"(?:^|(?<=[.!?])\s+)(?:\w+ )?questions(?: (?:for|to) [\w ]{3,20})?:$", "", text, flags=re.IGNORECASE)
    if _QUESTIONS.match(text) or not text:
        return
    if is_question(text):
        draft.questions += plain.sentences(text)
        return
    parts = plain.sentences(text)
    end = len(parts)
    while end > 1 and parts[end - 1].endswith("?"):
        end -= 1
    # Questions at the end are for discussion; one that opens the text belongs to what is told.
    draft.questions += parts[end:]
    draft.body.append(" ".join(parts[:end]))


def why_not(draft: Draft) -> str:
    """Say why a draft is no event; empty if it is one."""
    words = " ".join([draft.title, *draft.body])
    if not draft.body and not draft.questions and not draft.keyed:
        return "it is a heading without text"
    if _OTHER.search(draft.title) and not draft.questions:
        return "it reads like advice, not like an event"
    if draft.listed_as_event or draft.questions or draft.keyed.keys() & {"starts", "date", "time", "venue"}:
        return ""
    if _SORT.search(draft.title) and (draft.strong or people.in_prose(words)):
        return ""
    return "nothing says that it is an event: no questions, no date or place, not under a heading about events"


def event(draft: Draft, uid: str, zone: ZoneInfo, today: date, notices: list[str]) -> Event:
    """Make an event of a draft."""
    starts, ends = _when(draft, zone, today, notices)
    whole = "\n\n".join(draft.body)
    body = whole if starts is None else "\n\n".join(filter(None, map(_undated, draft.body)))
    short = draft.keyed.get("summary") or plain.lead(body)
    booking = draft.keyed.get("booking", "")
    links = [u for u in plain.links(body) if u != booking]
    booking = next(iter(plain.links(booking)), "") or plain.booking_in(f"Book: {booking}" if booking else whole)
    values: dict[str, Any] = {n: draft.keyed[n] for n in ("cost", "audience", "type", "online") if n in draft.keyed}
    place = ", ".join(draft.keyed[n] for n in ("venue", "room") if n in draft.keyed)
    values.setdefault("online", plain.meeting_in(body))
    return Event(
        id=slug(draft.title, "event"),
        uid=uid,
        title=draft.title,
        summary=short,
        description="" if plain.one_line(body) == short else body,
        starts=starts,
        ends=ends,
        venue=place,
        speakers=people.listed(draft.keyed["speakers"]) if "speakers" in draft.keyed else people.of_event(draft.title, body),
        questions=tuple(dict.fromkeys(draft.questions)),
        booking=booking,
        link=next((u for u in links if u != booking), ""),
        **values,
    )


def _undated(text: str) -> str:
    """Leave out a sentence that says when and nothing more: the date stands in a field of its own."""
    return " ".join(s for s in plain.sentences(text) if not (_DATED.search(s) and len(_NOT_WORDS.sub(" ", s).split()) < 2))


def _when(draft: Draft, zone: ZoneInfo, today: date, notices: list[str]) -> tuple[When | None, When | None]:
    """Read the one date written in full with an event; nothing is worked out from elsewhere."""
    keyed = " ".join(draft.keyed[n] for n in ("starts", "date", "time") if n in draft.keyed)
    for text in filter(None, [keyed, *_dated([draft.title, *draft.body])]):
        if dates.is_open(text):
            return None, None
        try:
            span = dates.read(text, today)
        except dates.Error:
            if text is keyed:
                notices.append(f'"{text[:60]}" with "{draft.title}" is not a date that can be read; its date is to be announced.')
            continue
        if span.day is None:
            continue
        if not span.year_written:
            notices.append(f'"{plain.lead(text, 80)}" with "{draft.title}" names no year, so its date is left to be announced.')
            continue
        notices += [f'"{draft.title}": {n}' for n in span.notices]
        if span.ambiguous:
            notices.append(f'"{draft.title}": {span.ambiguous} was read as day/month/year.')
        return moments.join(span, zone)
    return None, None


def _dated(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        for sentence in plain.sentences(text):
            if _DATED.search(sentence) and not _DEADLINE.search(sentence) and any(c.isdigit() for c in sentence):
                yield sentence
