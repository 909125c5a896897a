"""Announcements (.txt, .md, .html, .docx) into a campaign: title, theme, hashtag, ways to take part, and events."""

from __future__ import annotations

import difflib
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.store.folder import files
from kiosk.store.sources import (
    announcement_docx,
    blocks,
    harvest,
    html_blocks,
    in_a_row,
    kinds,
    plain,
    prose,
    prose_draft,
    prose_event,
    prose_lines,
    prose_when,
    slips,
    states,
    text_blocks,
)
from kiosk.store.sources.blocks import Block
from kiosk.store.sources.harvest import Dropped, Found, Harvest, Origin
from kiosk.store.sources.prose_draft import Draft

_HASHTAG = re.compile(r"(?<![\w&/#])#(?=\w*[^\W\d_])(\w{2,60})")
_WAYS = re.compile(
    r"\b(?:ways? to (?:take part|get involved|join)|(?:how to|how you can|you can)? ?(?:take part|get involved|join in)|"
    r"what you can do|gymryd rhan)\b",
    re.IGNORECASE,
)
_THEME = re.compile(r"\b(?:theme|thema|strapline|motto)\b(?P<rest>[^.!?\n]*)", re.IGNORECASE)
_AFTER_IS = re.compile(
    r"^(?:\s+(?:for|of|in)\s+[\w ]{2,30}?|\s+this (?:year|time|month))?\s*(?:is|was|will be|:|–|-|,)\s*(?P<theme>\S.{3,120})$"
)
_UNDER = re.compile(
    r"\b(?:under the (?:theme|title|banner)|themed)\s+(?:of\s+)?[“\"'‘](?P<theme>[^”\"'’]{4,120})[”\"'’]", re.IGNORECASE
)
_PLEASANTRY = re.compile(
    r"(?:i )?hope (?:you|your|you['’]re|all|everyone|this)\b|(?:just|only) (?:a|another) (?:quick|short|brief|gentle)\b|"
    r"(?:please|pls)\b.{0,30}\b(?:put|share|forward|circulate|display|pass|cascade|print)\b|apologies\b|sorry for\b|"
    r"(?:see|find) (?:below|attached)\b|as promised\b|fyi\b|any (?:probs?|problems?|queries)\b|happy new year\b",
    re.IGNORECASE,
)
"""Sentences of a letter that tell its reader nothing of what is on."""
_WHATS_ON = re.compile(r"\s+[–—-]\s+what(?:['’]?s| is) (?:on|happening)\b.*$", re.IGNORECASE)
"""What people add to a subject."""
_OFF = re.compile(r"\b(?:cancell?ed|postponed|fully booked|sold out)\b", re.IGNORECASE)
_WRITTEN = ("txt", "text", "md", "markdown")
"""Files whose every word people wrote: what e-mails say at their head names the year, too."""
_LONGEST = 1_000_000
"""Bytes of text that are read; a saved web page of a newsletter has a tenth."""


class Error(harvest.Error):
    """Prose in which there is nothing to announce."""


def read(data: bytes, origin: Origin) -> Harvest:
    """Read an announcement; what reads like an event and is not taken is named with the reason."""
    notices: list[str] = []
    parts = in_a_row.blocks(_blocks(data, origin.name, notices))
    if not parts:
        raise Error(f"{origin.name} has no words in it; give the text of the announcement.")
    hashtag = _hashtag(parts, notices)
    title = _title(parts, hashtag)
    zone = origin.zone or ZoneInfo(files.system_zone())
    found: list[Found] = []
    dropped: list[Dropped] = []
    equals: Counter[str] = Counter()
    known_years = prose_when.years(
        [*(b.text for b in parts), slips.righted(plain.decode(data))[0] if kinds.extension(origin.name) in _WRITTEN else ""],
        origin.today,
    )
    drafts, loose = prose.drafts(parts)
    for draft in drafts:
        # By its name alone, so that it is the same event when the next mail calls it off.
        known = plain.known_as(states.called(draft.title)[0])
        equals[known] += 1
        uid = f"{origin.source}:{known}" + (f"#{equals[known]}" if equals[known] > 1 else "")
        why = prose_event.why_not(draft)
        if why:
            dropped.append(Dropped(uid=uid, title=draft.title, why=why))
        else:
            found.append(Found(uid=uid, item=prose_event.event(draft, uid, known_years, zone, notices)))
    for sentence in loose:
        uid = f"{origin.source}:{plain.known_as(sentence)[:80]}"
        dropped.append(Dropped(uid=uid, title=plain.shortened(sentence, 100), why=prose_event.why_loose(sentence)))
    ways = _ways(parts)
    theme = _theme(parts)
    if not found:
        if not (theme or hashtag or ways) and len(parts) < 3:
            raise Error(
                f'{origin.name} announces nothing: no event, theme or hashtag; events read like "Title. What happens, with whom."'
            )
        notices.append('No event was found; events read like "Title. What happens, with whom.", with questions or a date below.')
    if ways:
        notices.append(f"Ways to take part, which have no place of their own in a campaign: {'; '.join(ways)}")
    summary = _summary(parts, drafts)
    campaign: dict[str, Any] = {"title": title, "theme": theme, "hashtag": hashtag, "summary": summary, "ways": ways}
    return Harvest(
        found=tuple(found), campaign={k: v for k, v in campaign.items() if v}, dropped=tuple(dropped), notices=tuple(notices)
    )


def _blocks(data: bytes, name: str, notices: list[str]) -> list[Block]:
    """Read the blocks of a file, with the names of months and weekdays put right and that told."""
    if data.startswith(b"PK"):
        read = [(b, *slips.righted(b.text)) for b in announcement_docx.blocks(data, name)]
        notices += dict.fromkeys(note for _, _, told in read for note in told)
        return [replace(block, text=text) for block, text, _ in read]
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Error(f"{name} is a binary file, not an announcement; give {kinds.READ}.")
    if len(data) > _LONGEST:
        raise Error(f"{name} is longer than any announcement (1 MB); give the part of it that announces something.")
    text, told = slips.righted(plain.decode(data))
    notices += told
    ending = kinds.extension(name)
    head = text[:2000].lower()
    try:
        if ending in ("html", "htm", "xhtml") or "<html" in head or head.lstrip().startswith("<!doctype html"):
            return html_blocks.of_html(text)
        if ending in ("md", "markdown"):
            return html_blocks.of_markdown(text)
        return (
            html_blocks.of_html(text)
            if ending not in ("txt", "text") and re.search(r"<(?:p|div|br|h1)\b", head)
            else text_blocks.of_text(text)
        )
    except RecursionError:
        raise Error(f"{name} is nested beyond reason; give its text as .txt.") from None


def _hashtag(parts: Sequence[Block], notices: list[str]) -> str:
    """Find the campaign's hashtag; those that differ from it by a slip are reported."""
    tags = [
        t
        for b in parts
        for t in _HASHTAG.findall(b.text)
        if not re.fullmatch(r"[0-9a-fA-F]{6}|[0-9a-fA-F]{3}", t) or not t[0].isdigit()
    ]
    if not tags:
        return ""
    heads = plain.known_as(" ".join(b.text for b in parts[:3])).replace(" ", "")
    count = Counter(t.lower() for t in tags)
    order = {t.lower(): i for i, t in reversed(list(enumerate(tags)))}
    best = max(count, key=lambda t: (t in heads, count[t], -order[t]))
    main = next(t for t in tags if t.lower() == best)
    for other in dict.fromkeys(t for t in tags if t.lower() != best):
        if difflib.SequenceMatcher(None, other.lower(), best).ratio() >= 0.84 and _letters(other) != _letters(best):
            notices.append(f"#{other} looks like #{main} misspelt; the campaign uses #{main}.")
        elif _letters(other) == _letters(best):
            notices.append(f"#{other} differs from #{main} in its number; the campaign uses #{main}.")
    return f"#{main}"


def _letters(tag: str) -> str:
    return re.sub(r"\d+$", "", tag.lower())


def _title(parts: Sequence[Block], hashtag: str) -> str:
    """Find the campaign's title: the words of the headline that its hashtag is made of, else the headline; none without one."""
    heads = [
        b.text
        for b in parts[:3]
        if b.sort == "heading" and b.level < blocks.ROW and not _WAYS.search(b.text) and not prose.GREETING.match(b.text)
    ]
    for text in heads or [b.text for b in parts[:3]]:
        words = text.split()[:20]
        for first, last in itertools.combinations(range(len(words) + 1), 2):
            if hashtag and re.sub(r"\W", "", "".join(words[first:last])).lower() == hashtag[1:].lower():
                return " ".join(words[first:last]).strip("#:,.!?–—- ")
    return _WHATS_ON.sub("", heads[0] if heads else hashtag.lstrip("#")).strip().rstrip(".:!")


def _theme(parts: Sequence[Block]) -> str:
    """Find the theme: what is quoted or strong in the sentence about it, else the words after "theme is"."""
    for block in parts:
        under = _UNDER.search(block.text)
        if under:
            return under["theme"].strip(" .,")
        match = _THEME.search(block.text)
        if not match:
            continue
        after = block.text[match.end("rest") - len(match["rest"]) :]
        marked = next((m for m in block.marked if m in after and not m.startswith("#") and len(m) > 3), "")
        if marked:
            return marked.strip(" .,:“”\"'")
        plainly = _AFTER_IS.match(match["rest"])
        if plainly:
            return plainly["theme"].strip(" .,:“”\"'‘’")
    return ""


def _ways(parts: Sequence[Block]) -> tuple[str, ...]:
    """List the ways to take part: the list under a heading or a line about taking part."""
    for at, block in enumerate(parts):
        if _WAYS.search(block.text) and (block.sort == "heading" or block.text.rstrip().endswith(":")):
            found: list[str] = []
            for after in parts[at + 1 :]:
                if after.sort != "bullet":
                    if found or after.sort == "heading":
                        break
                    continue
                found.append(after.text)
            if found:
                return tuple(found)
    return ()


def _plainly(text: str) -> str:
    """Leave out what a letter says to be polite; a text without such sentences stays as it is."""
    parts = plain.sentences(text)
    kept = [s for s in parts if not _PLEASANTRY.match(s)]
    return text if len(kept) == len(parts) else " ".join(kept)


def _summary(parts: Sequence[Block], drafts: Sequence[Draft]) -> str:
    """Take the opening of the first real paragraph; a greeting, words about one event, or that call it off, are none."""
    lines = tuple(d.title for d in drafts if d.is_line and d.title)
    for block in parts:
        words = re.sub(
            r"^(?:(?:dear|hello|hi)\b[^,.!]{0,40}[,.!]|good (?:morning|afternoon)[^,.!]{0,30}[,.!])\s*",
            "",
            block.text,
            flags=re.IGNORECASE,
        )
        if block.text.startswith(lines):
            break  # the events have begun
        words = re.sub(
            r"^as (?:you|many of you|most of you) (?:may |will )?(?:all )?know,?\s+", "", _plainly(words), flags=re.IGNORECASE
        )
        if _OFF.search(words) or prose_lines.read(words) or ((when := prose_when.cut(words)) and prose_when.is_firm(when[1])):
            continue
        if block.sort == "para" and block.level != blocks.ITEM and len(words) > 60 and not prose_draft.is_question(words):
            return plain.lead(words[:1].upper() + words[1:])
    return ""
