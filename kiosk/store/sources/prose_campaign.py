"""What prose says of the whole campaign: its title, theme, hashtag, ways to take part, and what it is about."""

from __future__ import annotations

import difflib
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kiosk.store.sources import blocks, headers, letters, plain, prose_draft, prose_heads, prose_lines, prose_when
from kiosk.store.sources.blocks import Block
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
    r"(?:please|pls)\b.{0,30}\b(?:put|share|forward|circulate|display|pass|cascade|print)\b|"
    r"apologies\b|(?:so |very |really )?sorry\b|corrections?\b|(?:some|a few) (?:things|dates|details|times)\b.{0,20}\bchanged\b|"
    r"(?:also,? )?(?:can|could|would) (?:you|this|these|we)\b|i(?:['’]?ve| have) asked\b|here (?:is|are)\b|let me know\b|"
    r"(?:see|find) (?:below|attached)\b|as promised\b|fyi\b|any (?:probs?|problems?|queries)\b|happy new year\b",
    re.IGNORECASE,
)
"""Sentences of a letter that tell its reader nothing of what is on."""
_ERRAND = re.compile(
    r"\b(?:please|pls|fyi|urgent|asap|attached|(?:words|text|copy|stuff|info|details) for|for (?:the|your) (?:newsletter|"
    r"bulletin|posters?|screens?|intranet|website|display)|os gwelwch)\b",
    re.IGNORECASE,
)
"""What a subject asks of its reader."""
_WHATS_ON = re.compile(r"\s+[–—-]\s+what(?:['’]?s| is) (?:on|happening)\b.*$", re.IGNORECASE)
"""What people add to a subject."""
_OFF = re.compile(r"\b(?:cancell?ed|postponed|fully booked|sold out)\b", re.IGNORECASE)


def hashtag(parts: Sequence[Block], notices: list[str]) -> str:
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
        if _is_slip(other, best):
            notices.append(f"#{other} looks like #{main} misspelt; the campaign uses #{main}.")
        elif _letters(other) == _letters(best):
            notices.append(f"#{other} differs from #{main} in its number; the campaign uses #{main}.")
    return f"#{main}"


def _letters(tag: str) -> str:
    return re.sub(r"\d+$", "", tag.lower())


def respelt(parts: Sequence[Block], tag: str) -> list[Block]:
    """Write the hashtags that differ from the campaign's by a slip as it is written."""
    wrong = {t for b in parts for t in _HASHTAG.findall(b.text) if tag and f"#{t}" != tag and _is_slip(t, tag[1:])}
    if not wrong:
        return list(parts)
    found = re.compile(rf"#(?:{'|'.join(sorted(map(re.escape, wrong), key=len, reverse=True))})(?!\w)")
    return [replace(b, text=found.sub(tag, b.text)) for b in parts]


def _is_slip(one: str, tag: str) -> bool:
    is_near = difflib.SequenceMatcher(None, one.lower(), tag.lower()).ratio() >= 0.84
    return is_near and _letters(one) != _letters(tag)


def headline(drafts: Sequence[Draft], refused: Sequence[Draft]) -> str:
    """Find the headline of a letter: a heading above its first event that is none itself; empty if it has none."""
    for draft in drafts:
        if draft not in refused:
            break
        is_said = not prose_lines.is_title(draft.title, is_set_off=False)
        if draft.strong and not (
            is_said or draft.keyed or draft.questions or draft.is_dated or draft.aside or prose_heads.OTHER.search(draft.title)
        ):
            return draft.title
    return ""


def title(parts: Sequence[Block], tag: str, own: str, events: Sequence[str]) -> str:
    """Find the campaign's title: the words of the headline that its hashtag is made of, else the headline; none without one.

    `own` is the headline that a letter has besides its subject, `events` what its events are called; a single one names it all.
    """
    subject = parts[0].text if parts[0].level == blocks.SUBJECT and parts[0].sort == "heading" else ""
    heads = [
        b.text
        for b in parts[:3]
        if b.sort == "heading" and b.level < blocks.ROW and not _WAYS.search(b.text) and not letters.GREETING.match(b.text)
        if prose_draft.title_of(b.text) not in events and not _PLEASANTRY.match(b.text)
    ]
    heads = [own, *heads] if own else heads
    for text in heads or [b.text for b in parts[:3]]:
        words = [w for w in text.split()[:20] if len(heads) < 2 or not w.startswith("#")]
        for first, last in itertools.combinations(range(len(words) + 1), 2):
            if tag and _joined("".join(words[first:last])) == _joined(tag):
                return " ".join(words[first:last]).strip("#:,.!?–—- ")
    asked = _asked(subject)
    alone = events[0] if len(events) == 1 and not own and not asked else ""
    found = alone or (asked if heads and heads[0] == subject and asked else heads[0] if heads else tag.lstrip("#"))
    return _WHATS_ON.sub("", found).strip().rstrip(".:!")


def _joined(words: str) -> str:
    """Write words as a hashtag does: in one, a year with two figures or four."""
    return re.sub(r"20(\d\d)$", r"\1", re.sub(r"\W", "", words).lower())


def _asked(subject: str) -> str:
    """Leave out of a subject what it asks of its reader."""
    return re.sub(r"!+", "", " ".join(s for s in plain.sentences(subject) if not _ERRAND.search(s)))


def theme(parts: Sequence[Block]) -> str:
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


def ways(parts: Sequence[Block]) -> tuple[str, ...]:
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


def summary(parts: Sequence[Block], drafts: Sequence[Draft]) -> str:
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
        is_led = words.endswith(":") or bool(blocks.KEYED.match(words) and headers.guess(words.split(":")[0]))
        if (
            block.sort == "para"
            and not is_led
            and block.level != blocks.ITEM
            and len(words) > 60
            and not prose_draft.is_question(words)
        ):
            return plain.lead(words[:1].upper() + words[1:])
    return ""
