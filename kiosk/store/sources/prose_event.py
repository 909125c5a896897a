"""Drafts of prose into events, or the reason why one is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.campaign import once
from kiosk.campaign.item import Event
from kiosk.campaign.slug import slug
from kiosk.store.sources import dates, moments, online, people, plain, prose_lines, prose_paras, prose_when, states
from kiosk.store.sources.prose_draft import Draft
from kiosk.store.sources.prose_heads import OTHER
from kiosk.store.sources.prose_when import Years

_STATE_TOLD = re.compile(
    rf"^\W*(?:(?:sorry|unfortunately|please note)\W+)?(?:that )?(?:(?:this|the|it)"
    rf"(?: (?:event|session|talk|workshop|visit|course|class))? (?:is|has been|was|had to be) )?(?:now )?{states.OFF}\b",
    re.IGNORECASE,
)
_CLOSED = "it says when something is closed, and is no event; add a notice to the campaign if people should know"
_JOIN = re.compile(r"\b(?:join|online|teams|zoom|webinar|webex|meeting)\b", re.IGNORECASE)
_LATER = re.compile(
    r"\W*(?:(?:the )?(?:date|time|day|venue|place|room)s?(?:,| and|/)? )+(?:is |are )?(?:still )?"
    r"(?:tb[acd]|to be (?:announced|confirmed|decided|arranged)|to follow)\W*",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"^(?:for|open to|suitable for) (?P<who>(?:all|any|every|everyone|staff|anyone)\b[^.!?]{0,60})\.?$", re.IGNORECASE
)
_INVITES = re.compile(
    r"\b(?:join|come|drop|meet|book|sign up|register|takes? place|will be held|bring|find out|welcome|hosts?|led by|with|talks?|"
    r"hear)\b",
    re.IGNORECASE,
)


def why_not(draft: Draft) -> str:
    """Say why a draft is no event; empty if it is one."""
    words = " ".join([draft.title, *draft.body])
    if not draft.body and not draft.questions and not draft.keyed:
        return "it is a heading without text"
    if states.called(draft.title)[1] != "scheduled":
        return ""
    if prose_when.SHUT.search(draft.title):
        return _CLOSED
    dated = next((c for c in map(prose_when.cut, prose_when.sentences([draft.title, *draft.body])) if c), None)
    is_set = draft.strong and any(prose_paras.is_when(t, is_placed=True) for t in draft.body[:1])
    invites = draft.listed_as_event or is_set or prose_lines.SORT.search(draft.title) or _INVITES.search(words)
    if dated and (prose_when.is_firm(dated[1]) or prose_when.is_day("".join(dated))) and invites:
        return ""
    if not dated and any(prose_when.SHUT.search(s) and prose_when.cut(s) for t in draft.body for s in plain.sentences(t)):
        return _CLOSED
    if OTHER.search(draft.title) and not draft.questions and not draft.keyed.keys() & {"starts", "date"}:
        return "it reads like advice, not like an event"
    if draft.listed_as_event or draft.questions or draft.keyed.keys() & {"starts", "date", "time", "venue"}:
        return ""
    if prose_lines.SORT.search(draft.title) and (draft.strong or people.in_prose(words)):
        return "it has no date to come, and tells of something that is over" if prose_lines.PAST.search(words) else ""
    if dated:
        return f'it has a date ("{dated[1].strip()}"), but nothing says that people can come; add it by hand if they can'
    return "nothing says that it is an event: no questions, no date or place, not under a heading about events"


def why_loose(sentence: str) -> str:
    """Say why a sentence with a date gave no event."""
    if prose_when.SHUT.search(sentence) and not prose_when.CLOSING_DATE.search(sentence):
        return _CLOSED
    if prose_when.cut(sentence) is None and prose_when.runs(sentence):
        return "it names a date to do something by, and no day to come; add it by hand if it is an event"
    if prose_when.cut(sentence) is None:
        return "it stands in a list of events, but no date could be read in it; add it by hand if it is one"
    return "it has a date, but what the event is called cannot be told from the sentence; add it by hand"


def event(draft: Draft, uid: str, known: Years, zone: ZoneInfo, notices: list[str]) -> Event:
    """Make an event of a draft."""
    title, status = states.called(draft.title)
    is_online = online.is_said(" ".join([title, draft.keyed.get("venue", ""), *draft.body]))
    title = online.without(title)
    title = title[:1].upper() + title[1:]
    told = next((m for t in draft.body for s in plain.sentences(t) if (m := _STATE_TOLD.match(s))), None)
    status = states.of(told) if told and status == "scheduled" else status
    run = _when(draft, title, known, zone, notices, is_off=status == "cancelled")
    whole = "\n\n".join(draft.body)
    keyed = dict(draft.keyed)
    parts = list(_settled(draft.body if run.starts is None else _undated(draft.body, keyed), keyed))
    body = "\n\n".join(parts)
    booking = keyed.get("booking", "")
    links = [u for u in plain.links(body) if u != booking]
    booking = next(iter(plain.links(booking)), "") or plain.booking_in(f"Book: {booking}" if booking else whole)
    if booking and "booking" not in keyed and (free := prose_paras.UNBOOKED.search(whole)):
        told = f'"{title}" says "{free[0]}", yet names where to book'
        notices.append(f"{told} ({booking.removeprefix('mailto:')}); no booking was taken, please check.")
        booking = ""
    values: dict[str, Any] = {n: keyed[n] for n in ("cost", "audience", "type", "online") if n in keyed}
    joining = plain.web_address(values.get("online", "")) or values.get("online", "") or plain.meeting_in(body)
    if not joining and is_online:
        near = (u for p in parts for s in plain.sentences(p) if _JOIN.search(s) for u in plain.links(s))
        joining = next((u for u in near if u != booking), "")
    if _says_more(once.without(keyed.get("booking", ""), booking), booking):
        # More than an address, or none.
        parts.append(f"Book: {keyed['booking']}" if booking else keyed["booking"][:1].upper() + keyed["booking"][1:])
    link = next((u for u in links if u not in (booking, joining)), "")
    short = keyed.get("summary") or next((lead for p in parts if not _LATER.match(p) and (lead := plain.lead(p))), "")
    for address in (booking, joining, link):
        parts = [left for p in parts if (left := once.without(p, address))]
    # On a page paragraphs may run on in one line.
    body = "\n\n".join(
        f"{p}." if at + 1 < len(parts) and " " in p and re.search(r"\w\)?$", p) else p for at, p in enumerate(parts)
    )
    place, values["online"] = online.apart(", ".join(keyed[n] for n in ("venue", "room") if n in keyed), joining)
    return Event(
        id=slug(title, "event"),
        uid=uid,
        title=title,
        summary=short,
        description="" if plain.one_line(body) == short else body,
        starts=run.starts,
        ends=run.ends,
        repeat=run.repeat,
        venue=place,
        speakers=people.listed(keyed["speakers"]) if "speakers" in keyed else people.of_event(title, body),
        questions=tuple(dict.fromkeys(draft.questions)),
        booking=booking,
        link=link,
        status=status,
        **values,
    )


def _says_more(left: str, booking: str) -> bool:
    """Tell whether words about booking say more than the address that was taken of them."""
    bare = left.replace(booking.partition(":")[2], "") if booking.startswith(("mailto:", "tel:")) else left
    is_more = len(bare.split()) > 2 or plain.contact(bare) or plain.links(bare)
    return bool(is_more if booking else re.search(r"\w{3}", bare))


def _settled(body: Sequence[str], keyed: dict[str, str]) -> Iterator[str]:
    """Leave out that the date is to come, and put who may come into a field of its own."""
    for text in body:
        kept: list[str] = []
        for sentence in plain.sentences(text):
            found = _FOR.match(sentence)
            if found and "audience" not in keyed:
                keyed["audience"] = found["who"][:1].upper() + found["who"][1:]
            elif not (dates.is_open(sentence) or _LATER.fullmatch(sentence)):
                kept.append(sentence)
        if kept:
            yield text if len(kept) == len(plain.sentences(text)) else " ".join(kept)


def _when(draft: Draft, title: str, known: Years, zone: ZoneInfo, notices: list[str], *, is_off: bool = False) -> moments.Run:
    """Read when a draft is: from its lines, else from its sentences."""
    keyed = " ".join(draft.keyed[n] for n in ("starts", "date") if n in draft.keyed)
    time = draft.keyed.get("time", "")
    texts = list(prose_when.sentences([draft.title, *draft.body]))
    if keyed:
        ends = draft.keyed.get("ends", draft.keyed.get("end_time", ""))
        texts = [f"{keyed} {time}" + (f" - {ends}" if ends else ""), *texts]
    elif time:
        texts = [f"{t} {time}" for t in texts]
    run = prose_when.read([t.strip() for t in texts], title, known, zone, notices, is_off=is_off)
    if keyed and run.starts is None and not any(title in n for n in notices) and not dates.is_open(keyed):
        notices.append(f'"{keyed[:60]}" with "{title}" is not a date that can be read; its date is to be announced.')
    if draft.doubt and run.starts is not None:
        notices.append(f'"{title}": {draft.doubt}; please check.')
    if run.more:
        told = f"the first of {len(run.more) + 1} dates that follow no rule was taken; make events of the others by hand"
        notices.append(f'"{title}": {told}.')
    return run


def _undated(body: list[str], keyed: dict[str, str]) -> list[str]:
    """Leave out sentences that say when and where and nothing more; the place and the cost go into fields of their own."""
    kept: list[str] = []
    since = 9
    for text in body:
        since += 1
        left: list[str] = []
        for sentence in plain.sentences(text):
            found = prose_when.cut(sentence)
            around = (found[0] + " " + found[2]).strip() if found else ""
            if found and not re.search(r"\w", around):
                since = 0
            elif found and not re.search(r"\w", found[0]) and prose_lines.is_place(found[2]):
                keyed.setdefault("venue", prose_lines.place_of(found[2]))
                since = 0
            else:
                near = re.split(r"\s*[().;]", found[2].strip(" ("), maxsplit=1)[0] if found else ""
                if prose_lines.is_place(near, sure=True):
                    keyed.setdefault("venue", prose_lines.place_of(near))
                left.append(sentence)
        rest = " ".join(left)
        # What stands on short lines under the date is the place, and what it costs.
        if rest == text and since <= 2 and len(rest) <= 60 and re.match(r"free\b|£\d", rest, re.IGNORECASE):
            keyed.setdefault("cost", rest.rstrip("."))
        elif rest == text and since == 1 and "venue" not in keyed and rest[-1] != "." and prose_lines.is_place(rest):
            keyed["venue"] = prose_lines.place_of(rest)
        elif rest:
            kept.append(rest if rest != plain.one_line(text) else text)
    return kept
