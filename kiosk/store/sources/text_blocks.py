"""Plain text as blocks: the lines that people mail, with bullets, quoting and headings made by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kiosk.store.sources import block_tables, headers, listings, plain, prose_lines, prose_when
from kiosk.store.sources.blocks import BULLET, KEYED, Block, between, is_heading, item, unwrapped, worded
from kiosk.store.sources.listing_order import Part

_FRAMED = re.compile(r"^\s*([*=~_#-]{1,6})\s+(\S.*?\S)\s+\1\s*$")
_RULE = re.compile(r"\s*[=\-~*_]{3,}\s*")
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_CELL = "\u241f"
"""Stands between the cells of a table, where a tab did."""
_LINKED = re.compile(r"[ \t]*<((?:https?://|mailto:)[^<>\s]+)>")
_SAME_LINK = re.compile(r"([\w.+-]+@[\w.-]+|https?://[^\s<>]+)[ \t]*<(?:mailto:)?\1/?>")
_PICTURE = re.compile(r"\[cid:[^\]\s]+\]")
"""What mail programs make of links and pictures in plain text."""
_QUOTED = re.compile(r"^(?:\s*>)+ ?")


def lines(text: str) -> list[str]:
    """Cut plain text into lines, without the marks of quoting."""
    text = _SAME_LINK.sub(r"\1", _PICTURE.sub("", text))
    return [_QUOTED.sub("", line).rstrip() for line in plain.tidy(_columns(_LINKED.sub(r" \1", text))).split("\n")]


def of_lines(lines: Sequence[str], *, has_title: bool = False) -> list[Block]:
    """Read the lines of plain text as people mail it: wrapped, with bullets, headings underlined or on a line of their own.

    `has_title` = a mail has its subject, so that the first line is none.
    """
    groups: list[list[str]] = [[]]
    for line in lines:
        if not line.strip():
            groups.append([])
        elif BULLET.match(line) or (groups[-1] and (_CELL in groups[-1][-1]) != (_CELL in line)):
            groups.append([line])
        else:
            groups[-1].append(line)
    widest = max((len(line) for line in lines if "://" not in line), default=0)
    filled = [group for group in groups if group]
    parts = [
        Part(tuple(_group(group, widest, is_first=not (at or has_title))), tuple(_written(group)))
        for at, group in enumerate(filled)
    ]
    return between(listings.blocks(parts))


def _written(group: list[str]) -> Iterator[str]:
    """List the lines of a group without bullets and rules."""
    for line in group:
        if not _RULE.fullmatch(line):
            yield BULLET.sub("", line, count=1).strip()


def _columns(text: str) -> str:
    """Mark the columns of lines with a date that people lined up with spaces or tabs, and the cells of tables."""
    return "\n".join(
        line.strip(" ").replace("\t", _CELL)
        if line.strip().count("\t") > 1
        else _GAP.sub(" - ", line.expandtabs(4))
        if prose_when.cut(line)
        else line.expandtabs(4)
        for line in text.splitlines()
    )


def _entry(group: Sequence[str], widest: int) -> tuple[str, list[str]]:
    """Join the lines of an entry of a list; a line such as "Book: ..." and what follows a whole sentence stand below it."""
    for at, line in enumerate(group[1:], 1):
        before = group[at - 1].rstrip()
        is_ended = before[-1:] in tuple(".?!") and len(before) + 1 + len(line.split()[0]) < 0.8 * widest
        if KEYED.match(line) or (is_ended and line[:1].isupper()):
            return " ".join(group[:at]), list(group[at:])
    return " ".join(line.strip() for line in group), []


def _says_when(line: str) -> bool:
    """Tell whether a line is a field such as "Date: ..."."""
    return KEYED.match(line) is not None and headers.guess(line.split(":")[0]) in ("date", "starts", "time")


def _table(lines: Sequence[str]) -> list[Block]:
    """Read the rows of a table; under a header of events each row is one, else its cells stand in a line."""
    rows = [[cell.strip() for cell in line.split(_CELL)] for line in lines]
    found = block_tables.blocks(rows)
    return found if found is not None else [worded("para", " - ".join(filter(None, row))) for row in rows]


def _group(group: list[str], widest: int, *, is_first: bool = False) -> Iterator[Block]:
    """Read the lines between two empty ones."""
    if all(_CELL in line for line in group):
        yield from _table(group)
        return
    if BULLET.match(group[0]):
        if entry := item(group, widest):
            yield from entry
            return
        first, below = _entry(group, widest)
        yield worded("bullet", BULLET.sub("", first, count=1))
        for text in unwrapped(below, widest):
            yield worded("para", text)
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
    if len(group) > 1 and not is_first and is_heading(group[0]) and not KEYED.match(group[0]) and _says_when(group[1]):
        yield Block("heading", group[0].strip().rstrip(":"), level=3)
        group = group[1:]
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
