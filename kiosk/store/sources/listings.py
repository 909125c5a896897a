"""Listings in which each event has its title, date and time on lines of their own, or between bars: which date is whose."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from kiosk.record import record
from kiosk.store.sources import prose_lines, prose_when
from kiosk.store.sources.blocks import ITEM, Block, worded
from kiosk.store.sources.listing_order import LINK, Line, Part, bare, choice, is_head, is_same, is_title

_FROM = re.compile(r"^(?:from|at|to|until|till)\s+", re.IGNORECASE)
_MARK = re.compile(r"\s*\|\s*|\s+[•·–—-]\s+")


@record
class _Entry:
    """One event of a listing: its title, its lines that say when, where it begins and where its text does."""

    title: str
    when: str
    first: int
    after: int
    extra: tuple[str, ...] = ()
    doubt: str = ""


def blocks(parts: Sequence[Part]) -> list[Block]:
    """Write the events of a listing as entries of a list; parts without a listing stay as they are."""
    lines = list(_lines(parts))
    entries = _between_bars(lines) or _stacked(parts, lines)
    return list(_written(parts, lines, entries)) if entries else [b for p in parts for b in p.blocks]


def _lines(parts: Sequence[Part]) -> Iterator[Line]:
    first = [at for at, part in enumerate(parts) if is_head(part) and part.blocks[0].level == 1]
    for at, part in enumerate(parts):
        if not part.lines:
            yield Line(at, "", "wall")
        for line in part.lines:
            text = worded("bullet", line).text
            if text:
                # The only headline of a page is the campaign's.
                yield Line(at, text, "wall" if [at] == first else _sort(text))


def _sort(text: str) -> str:
    if len(text) > 120:
        return "words"
    if prose_when.is_day(text):
        return "day"
    timed = prose_when.cut_time(_FROM.sub("", text))
    return "time" if timed and not re.search(r"\w", timed[0] + timed[2]) else "words"


def _between_bars(lines: Sequence[Line]) -> list[_Entry]:
    """Read "Title | date | time" on one line, if the title is told again below, or if there are bars in all of them."""
    found: list[_Entry] = []
    orders: set[bool] = set()
    told: list[bool] = []
    for at, line in enumerate(lines):
        made = _of_bars(line.text) if line.sort == "words" and len(line.text) <= 240 else None
        if made is None:
            continue
        title, when, extra, is_first = made
        first, after = at, at + 1
        if at and lines[at - 1].sort == "words" and is_same(lines[at - 1].text, title):
            first = at - 1
        if after < len(lines) and is_same(lines[after].text, title):
            after += 1
        told.append(first < at or after > at + 1)
        orders.add(is_first)
        found.append(_Entry(title, when, first, after, extra))
    barred = [ln for ln in lines if ln.sort == "words" and "|" in ln.text and prose_when.cut(ln.text)]
    is_barred = (
        len(found) > 1 and len(orders) == 1 and len(barred) == len(found) and all(prose_when.has_time(e.when) for e in found)
    )
    if is_barred:
        return found
    # "Events - 18 Nov" over them all is none of them.
    sure = [entry for entry, again in zip(found, told, strict=True) if again or prose_when.has_time(entry.when)]
    return sure if any(told) and 2 * sum(told) >= len(sure) else []


def _of_bars(text: str) -> tuple[str, str, tuple[str, ...], bool] | None:
    """Cut a line at its marks: title, when, other pieces, whether the title is first; None if it is no such line."""
    cuts = [(0, 0), *(m.span() for m in _MARK.finditer(text)), (len(text), len(text))]
    pieces = [(a[1], b[0], text[a[1] : b[0]]) for a, b in itertools.pairwise(cuts) if a[1] < b[0]]
    whens = [i for i, (_, _, piece) in enumerate(pieces) if _sort(piece) != "words"]
    words = [i for i in range(len(pieces)) if i not in whens]
    if not words or not whens or whens[-1] - whens[0] + 1 != len(whens) or not is_title(pieces[words[0]][2]):
        return None
    when = text[pieces[whens[0]][0] : pieces[whens[-1]][1]]
    if sum(_sort(pieces[i][2]) == "day" for i in whens) != 1 or any(prose_when.cut(pieces[i][2]) for i in words):
        return None
    return pieces[words[0]][2], when, tuple(pieces[i][2] for i in words[1:]), words[0] < whens[0]


def _stacked(parts: Sequence[Part], lines: Sequence[Line]) -> list[_Entry]:
    """Read titles, dates and times on lines of their own, whichever way round gives each date one title."""
    groups = _groups(lines)
    if not groups:
        return []
    before = [a - 1 if a and lines[a - 1].sort == "words" else -1 for a, _ in groups]
    after = [b if b < len(lines) and lines[b].sort == "words" else -1 for _, b in groups]
    told = [b >= 0 and a >= 0 and is_same(lines[b].text, lines[a].text) for b, a in zip(before, after, strict=True)]
    if sum(told) * 2 > len(told):
        is_first, doubt = True, ""
    else:
        made = choice(parts, lines, groups, before, after)
        if made is None:
            return []
        is_first, doubt = made
    titles = before if is_first else after
    if len(groups) == 1 and (doubt or not told[0]) and groups[0][1] - groups[0][0] < 2:
        return []  # one event, as it is read by itself
    if min(titles) < 0 or len(set(titles)) < len(titles):
        return []
    found: list[_Entry] = []
    for (first, end), title in zip(groups, titles, strict=True):
        name = lines[title].text
        end = max(end, title + 1)
        end += end < len(lines) and lines[end].sort == "words" and is_same(lines[end].text, name)
        told = lines[first : first + _size(lines, first)]
        when = ", ".join(line.text for line in sorted(told, key=lambda line: line.sort != "day"))
        found.append(_Entry(name, when, min(first, title), end, doubt=doubt))
    return found


def _size(lines: Sequence[Line], first: int) -> int:
    """Count the lines in a row that say when."""
    at = first
    while at < len(lines) and lines[at].sort in ("day", "time"):
        at += 1
    return at - first


def _groups(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Find the lines in a row that say when; none if they are not one date each, as in the programme of a day."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        size = _size(lines, at)
        if size:
            if sum(line.sort == "day" for line in lines[at : at + size]) != 1:
                return []
            found.append((at, at + size))
        at += size or 1
    timed = [any(prose_when.has_time(line.text) for line in lines[a:b]) for a, b in found]
    is_programme = any(line.sort == "words" and _begins_with_time(line.text) for line in lines)
    # Beside "Thu 3 November, 1pm, Learning Hub" a listing is not the whole of it.
    is_mixed = any(line.sort == "words" and _begins_with_date(line.text) for line in lines)
    return found if 2 * sum(timed) > len(timed) and not is_mixed and not (is_programme and not all(timed)) else []


def _begins_with_date(text: str) -> bool:
    dated = prose_when.cut(text) if len(text) <= 120 else None
    return dated is not None and not re.search(r"\w", dated[0]) and prose_when.is_firm(dated[1])


def _begins_with_time(text: str) -> bool:
    timed = prose_when.cut_time(text[:60])
    return timed is not None and not re.search(r"\w", timed[0])


def _written(parts: Sequence[Part], lines: Sequence[Line], entries: Sequence[_Entry]) -> Iterator[Block]:
    """Write entries and what stands between them; the last has as much text below it as the longest of the others."""
    stops = [*(e.first for e in entries[1:]), len(lines)]
    yield from _rest(parts, lines, 0, entries[0].first)
    longest = max((stop - e.after for e, stop in zip(entries[:-1], stops, strict=False)), default=0)
    for entry, stop in zip(entries, stops, strict=True):
        yield Block("heading", bare(entry.title), level=ITEM, doubt=entry.doubt)
        yield Block("para", f"Date: {entry.when}", level=ITEM)
        extra = list(entry.extra)
        at = entry.after
        if not extra and at < stop and prose_lines.is_place(lines[at].text, sure=True):
            extra, at = [lines[at].text], at + 1
        for text in extra:
            yield Block("para", f"Venue: {text}" if text == extra[0] and prose_lines.is_place(text) else text, level=ITEM)
        link = LINK.search(entry.title)
        if link:
            yield Block("para", link[0].strip(" ()"), level=ITEM)
        end = stop if entry is not entries[-1] else min(stop, at + longest)
        end = next((i for i in range(at, end) if lines[i].sort == "wall" or is_head(parts[lines[i].part])), end)
        for block in _rest(parts, lines, at, end):
            yield Block("para", block.text, block.strong, block.marked, ITEM)
        yield from _rest(parts, lines, end, stop)


def _rest(parts: Sequence[Part], lines: Sequence[Line], first: int, stop: int) -> Iterator[Block]:
    """Write the lines from one to another: parts that are whole as they are, of others the lines."""
    at = first
    while at < stop:
        part = lines[at].part
        end = next((i for i in range(at, stop) if lines[i].part != part), stop)
        is_whole = (at == 0 or lines[at - 1].part != part) and (end == len(lines) or lines[end].part != part)
        yield from parts[part].blocks if is_whole else (Block("para", line.text) for line in lines[at:end])
        at = end
