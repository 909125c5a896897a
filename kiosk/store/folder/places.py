"""Line numbers: where in the text of a TOML file a key stands. Only asked when there is something to report."""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_\-.\s])+?)\s*=""")
_PART = re.compile(r"""\s*("[^"]*"|'[^']*'|[^.\s]+)\s*\.?""")


def lines(text: str) -> dict[tuple[str | int, ...], int]:
    """Map each place (keys and list positions) to its line, counted from 1. Values in inline tables share their key's line."""
    found: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    here: tuple[str | int, ...] = ()
    closing = ""
    depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        if closing:
            if closing in line:
                closing = ""
            continue
        if depth > 0:
            depth += _brackets(line)
            continue
        header = _HEADER.match(line)
        if header:
            here = _enter(_parts(header[2]), header[1] == "[[", counts)
            found.setdefault(here, number)
            if here and here[-1] == 0:
                found.setdefault(here[:-1], number)
            continue
        key = _KEY.match(line)
        if key is None:
            continue
        found.setdefault((*here, *_parts(key[1])), number)
        rest = line[key.end() :]
        for quote in ('"""', "'''"):
            if rest.count(quote) == 1:
                closing = quote
        depth = 0 if closing else max(_brackets(rest), 0)
    return found


def line_of(place: tuple[str | int, ...], found: dict[tuple[str | int, ...], int]) -> int | None:
    """Find the line of a place, or of the nearest thing round it."""
    while place:
        if place in found:
            return found[place]
        place = place[:-1]
    return None


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(p.strip("\"'") for p in _PART.findall(dotted.strip()))


def _enter(parts: tuple[str, ...], row: bool, counts: dict[tuple[str | int, ...], int]) -> tuple[str | int, ...]:
    """Find the place a header opens, and count the rows of lists of tables."""
    place: tuple[str | int, ...] = ()
    for at, part in enumerate(parts):
        place = (*place, part)
        if at == len(parts) - 1 and row:
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place


def _brackets(text: str) -> int:
    """Count how many lists and inline tables stay open at the end of a piece of text."""
    bare = re.sub(r"""\"(?:\\.|[^"\\])*\"|'[^']*'|#.*$""", "", text)
    return sum(bare.count(c) for c in "[{") - sum(bare.count(c) for c in "]}")
