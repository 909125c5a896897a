"""Plain text as blocks: the lines that people mail, with bullets, quoting and headings made by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.store.sources import listings, plain, prose_lines, prose_when
from kiosk.store.sources.blocks import BULLET, KEYED, SIGNATURE, Block, between, is_heading, item, unwrapped, worded
from kiosk.store.sources.listing_order import Part

_MAIL = re.compile(r"^(?:from|to|cc|bcc|sent|date|subject|reply-to|importance|attachments)\s*:\s*(.*)$", re.IGNORECASE)
_FRAMED = re.compile(r"^\s*([*=~_#-]{1,6})\s+(\S.*?\S)\s+\1\s*$")
_RULE = re.compile(r"\s*[=\-~*_]{3,}\s*")
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_QUOTED = re.compile(r"^(?:\s*>)+ ?")


def of_text(text: str) -> list[Block]:
    """Read plain text as people mail it: wrapped lines, quoting, bullets, headings underlined or on a line of their own."""
    lines = [_QUOTED.sub("", line).rstrip() for line in plain.tidy(_columns(text)).split("\n")]
    lines, subject = _mail_head(lines)
    end = next((i for i, line in enumerate(lines) if i > 3 and SIGNATURE.match(line.strip())), len(lines))
    groups: list[list[str]] = [[]]
    for line in lines[:end]:
        if not line.strip():
            groups.append([])
        elif BULLET.match(line):
            groups.append([line])
        else:
            groups[-1].append(line)
    widest = max((len(line) for line in lines), default=0)
    filled = [group for group in groups if group]
    parts = [
        Part(tuple(_group(group, widest, is_first=not at and not subject)), tuple(_written(group)))
        for at, group in enumerate(filled)
    ]
    made = between(listings.blocks(parts))
    return [Block("heading", subject, level=1), *made] if subject else made


def _written(group: list[str]) -> Iterator[str]:
    """List the lines of a group without bullets and rules."""
    for line in group:
        if not _RULE.fullmatch(line):
            yield BULLET.sub("", line, count=1).strip()


def _columns(text: str) -> str:
    """Mark the columns of lines with a date that people lined up with spaces or tabs."""
    lines = (_GAP.sub(" - ", line) if prose_when.cut(line) else line for line in text.expandtabs(4).splitlines())
    return "\n".join(lines)


def _mail_head(lines: list[str]) -> tuple[list[str], str]:
    """Take off the head of an e-mail; its subject is the title."""
    at, subject, count = 0, "", 0
    while at < len(lines) and (not lines[at].strip() or _MAIL.match(lines[at])):
        found = _MAIL.match(lines[at])
        if found:
            count += 1
            if lines[at].lower().startswith("subject"):
                subject = re.sub(r"^(?:(?:re|fw|fwd)\s*:\s*)+", "", found[1], flags=re.IGNORECASE).strip()
        at += 1
    return (lines[at:], subject) if count >= 2 or subject else (lines, "")


def _group(group: list[str], widest: int, *, is_first: bool = False) -> Iterator[Block]:
    """Read the lines between two empty ones."""
    if BULLET.match(group[0]):
        if entry := item(group, widest):
            yield from entry
            return
        yield worded("bullet", BULLET.sub("", " ".join(line.strip() for line in group), count=1))
        return
    if len(group) == 2 and re.fullmatch(r"[=\-~*_]{3,}", group[1].strip()):
        yield Block("heading", group[0].strip(), level=1 if group[1].strip()[0] == "=" else 2)
        return
    group = [line for line in group if not _RULE.fullmatch(line)]
    if len(group) == 1 and (framed := _FRAMED.match(group[0])) and is_heading(framed[2]):
        yield Block("heading", framed[2].rstrip(":"), level=2)
        return
    if not is_first and (entry := item(group, widest, is_listed=False)):
        yield from entry
        return
    is_entry = bool(group) and not is_first and prose_lines.read(group[0]) is not None
    if len(group) == 1 and not is_entry and is_heading(group[0]):
        yield Block("heading", group[0].strip(" *_=~").rstrip(":"), level=2)
        return
    # A short first line over longer ones is a title of its own, not a wrapped line.
    if (
        len(group) > 1
        and not is_entry
        and len(group[0]) < min(0.62 * widest, 60)
        and is_heading(group[0])
        and not KEYED.match(group[0])
    ):
        yield Block("heading", group[0].strip().rstrip(":"), level=3)
        group = group[1:]
    for text in unwrapped(group, widest):
        yield worded("para", text)
