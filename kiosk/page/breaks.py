"""Where a text may be cut into lines (ICU, UAX 14), and which way it runs (UAX 9, isolates included)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal, TypeAlias

Direction: TypeAlias = Literal["auto", "ltr", "rtl"]

_OPEN = {"\u2066": 0, "\u2067": 1, "\u2068": -1}
"""Isolate initiators: left-to-right, right-to-left, first strong."""
_CLOSE = "\u2069"
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?[\w.-]+\.[a-z]{2,}(?P<path>/[^\s<>\"]*)", re.IGNORECASE)
"""A web address: it is cut before its path and at zero-width spaces, nowhere else, as long as the path is short."""
PATH = 18
"""Letters up to which the path of an address stays in one piece; a longer one may be cut before each slash."""
_DASH = re.compile(r"[-–—](?=\s)")
"""A dash between spaces: it ends a line, and never begins one."""
_PREFIX = re.compile(r".?(?:(?<=\W)|(?<!.))\w-$")
"""One letter and a hyphen, as in e-learning: it stays with its word."""
_RTL_LANGUAGES = ("ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "ckb", "dv")


def addressed(text: str) -> bool:
    """Tell whether a text has a web address with a path in it."""
    return "/" in text and _ADDRESS.search(text) is not None


@lru_cache(maxsize=4096)
def segments(text: str, lang: str) -> tuple[tuple[int, int], ...]:
    """Cut a text at every line break opportunity; each segment keeps its trailing space or newline."""
    from icu4py.breakers import LineBreaker

    # NUL ends the text for ICU, and a lone surrogate has no UTF-8 form: stand-ins of the same length keep the offsets.
    safe = text.replace("\0", "\u2060") if "\0" in text else text
    if any("\ud800" <= c <= "\udfff" for c in safe):
        safe = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in safe)
    cuts = [b for _, b in LineBreaker(safe, lang.replace("-", "_") or "en").segments()]
    if any(c > "\uffff" for c in safe):  # ICU counts UTF-16 units
        place, unit = {0: 0}, 0
        for i, c in enumerate(safe):
            unit += 2 if c > "\uffff" else 1
            place[unit] = i + 1
        cuts = [place[c] for c in cuts if c in place]
    if "/" in safe:
        for found in _ADDRESS.finditer(safe):
            cuts = [c for c in cuts if not found.start() < c < found.end() or safe[c - 1] == "\u200b"]
            path = found["path"]
            cuts += [found.start("path") + i for i, c in enumerate(path) if c == "/" and (not i or len(path) > PATH)]
        cuts.sort()
    if any(c in safe for c in "-–—"):
        cuts = [c for c in cuts if not _DASH.match(safe, c) and not _PREFIX.match(safe, max(0, c - 3), c)]
    out: list[tuple[int, int]] = []
    start = 0
    for cut in dict.fromkeys([*cuts, len(text)]):
        if cut > start:
            out.append((start, cut))
            start = cut
    return tuple(out)


def base_level(text: str, direction: Direction, lang: str) -> int:
    """Decide the paragraph's direction, 0 or 1: as told, else by the first strong character, else by the language."""
    if direction != "auto":
        return int(direction == "rtl")
    strong = _first_strong(text)
    return strong if strong is not None else int(lang.partition("-")[0] in _RTL_LANGUAGES)


@lru_cache(maxsize=1024)
def levels(text: str, base: int) -> tuple[int, ...]:
    """Compute the embedding level of each character: even runs left to right, odd right to left."""
    if not base and all(c < "\u0590" or "\u0900" <= c <= "\u1fff" for c in text):
        return (0,) * len(text)
    out = [base] * len(text)
    for start, end in _paragraphs(text):
        _resolve(text, list(range(start, end)), base, out)
    return tuple(out)


def visual(levels_: Sequence[int]) -> list[int]:
    """Order pieces as they stand on the line, left to right, from their levels in reading order (UAX 9, rule L2)."""
    order = list(range(len(levels_)))
    if not order:
        return order
    for level in range(max(levels_), 0, -1):
        i = 0
        while i < len(order):
            if levels_[order[i]] >= level:
                j = i
                while j < len(order) and levels_[order[j]] >= level:
                    j += 1
                order[i:j] = order[i:j][::-1]
                i = j
            else:
                i += 1
    return order


def _first_strong(text: str) -> int | None:
    """Find the direction of the first strong character outside isolates (rules P2, P3)."""
    import unicodedata

    depth = 0
    for c in text:
        if c in _OPEN:
            depth += 1
        elif c == _CLOSE:
            depth = max(0, depth - 1)
        elif not depth:
            kind = unicodedata.bidirectional(c)
            if kind in ("L", "R", "AL"):
                return int(kind != "L")
    return None


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Cut at newlines, which end a paragraph for the algorithm."""
    out: list[tuple[int, int]] = []
    start = 0
    for i, c in enumerate(text):
        if c in "\n\r\u2029":
            out.append((start, i + 1))
            start = i + 1
    return [*out, (start, len(text))] if start < len(text) else out


def _resolve(text: str, places: list[int], base: int, out: list[int]) -> None:
    """Resolve one isolate: its inner isolates count as one neutral each and are resolved on their own."""
    outer: list[int] = []
    inner: list[tuple[int, list[int]]] = []
    depth = 0
    for place in places:
        c = text[place]
        if depth:
            if c in _OPEN:
                depth += 1
            elif c == _CLOSE:
                depth -= 1
            if depth:
                inner[-1][1].append(place)
            else:
                outer.append(place)
        else:
            outer.append(place)
            if c in _OPEN:
                depth = 1
                inner.append((place, []))
    for place, level in zip(outer, _plain([text[p] for p in outer], base), strict=True):
        out[place] = level
    for opener, held in inner:
        kind = _OPEN[text[opener]]
        if kind < 0:
            kind = _first_strong("".join(text[p] for p in held)) or 0
        above = out[opener]
        _resolve(text, held, above + 1 if (above + 1) % 2 == kind else above + 2, out)


def _plain(chars: list[str], base: int) -> list[int]:
    """Resolve a sequence without isolates, by python-bidi; formatting characters take the level before them."""
    if not chars:
        return []
    if base > 58:  # deeper than any text means; the algorithm itself stops at 61
        return [base] * len(chars)
    from bidi import algorithm

    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base % 2]
    safe = "".join("\ufffc" if c in _OPEN or c == _CLOSE else " " if "\ud800" <= c <= "\udfff" else c for c in chars)
    algorithm.get_embedding_levels(safe, storage)
    for i, entry in enumerate(storage["chars"]):
        entry["place"] = i
        entry["type"] = entry["orig"] = entry["type"] or "L"  # a character newer than Python's tables
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    out: list[int | None] = [None] * len(chars)
    for entry in storage["chars"]:
        out[entry["place"]] = entry["level"]
    last = base
    done: list[int] = []
    for level in out:
        last = last if level is None else level
        done.append(last)
    return done
