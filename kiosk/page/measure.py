"""A paragraph shaped once at size 1: its pieces, its widths between break opportunities, and where its lines end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kiosk.page import breaks, shaping
from kiosk.page.breaks import Direction
from kiosk.page.face import Face, metrics, unseen
from kiosk.record import record

_SPACES = (
    " \t\n\r\u000b\u000c\u0085\u2028\u2029\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000"
)
"""What hangs unmeasured at a line's end."""
_STAYS = "\xa0\xad\u2007\u202f"
"""What is measured at a line's end although it may have no ink: no-break spaces and the soft hyphen."""
SOFT = "\xad"
_HARD = "\n\u000b\u000c\r\u0085\u2028\u2029"
CLAUSE = 1.35
"""How much wider the widest line may become, for the sake of a line that ends after a colon."""
SLACK = 1e-6
"""Relative slack when widths are compared, so that a text fits the very width it was measured to have."""


@record(eq=False)
class Unit:
    """A paragraph shaped once, at size 1: pieces, segments between break opportunities, and their widths."""

    text: str
    pieces: tuple[Piece, ...]
    base: int
    ends: tuple[int, ...]  # where each segment ends in the text
    full: tuple[float, ...]  # running width up to and with each segment (length = segments + 1)
    content: tuple[float, ...]  # width of each segment without trailing space
    blank: tuple[bool, ...]  # whether a segment is nothing but space
    hard: tuple[bool, ...]  # whether a line must end after the segment
    ratio: tuple[float, ...]  # the largest size ratio in each segment
    ascent: float
    descent: float


class Piece(NamedTuple):
    """A shaped stretch in one span, size ratio and tracking applied."""

    start: int
    end: int
    span: int
    face: Face
    level: int
    ratio: float
    clusters: tuple[int, ...]  # ascending; descending when right to left
    glyphs: tuple[shaping.Shaped, ...]


@lru_cache(maxsize=320)
def unit_of(
    parts: tuple[tuple[str, Face, float], ...], lang: str, tracking: float, word_space: float, direction: Direction
) -> Unit:
    """Shape a paragraph at size 1 and measure the stretches between its break opportunities."""
    text = "".join(t for t, _, _ in parts)
    starts: list[int] = []
    at = 0
    for t, _, _ in parts:
        starts.append(at)
        at += len(t)
    base = breaks.base_level(text, direction, lang)
    runs = tuple((s, s + len(t), f) for s, (t, f, _) in zip(starts, parts, strict=True) if t)
    advance = [0.0] * (len(text) + 1)
    tracked = [0.0] * (len(text) + 1)
    pieces: list[Piece] = []
    for piece in shaping.shape(text, parts[0][1], lang, base, runs) if text else ():
        span = bisect_right(starts, piece.start) - 1
        ratio = parts[span][2]
        glyphs: list[shaping.Shaped] = []
        reach = 0.0  # of the cluster so far; one without any is a mark on its own
        for i, g in enumerate(piece.glyphs):
            extra = 0.0
            reach += g.advance
            last_of_cluster = i + 1 == len(piece.glyphs) or piece.glyphs[i + 1].cluster != g.cluster
            if last_of_cluster and piece.tracked and reach > 0:
                extra = tracking + (word_space if text[g.cluster] in " \u00a0" else 0.0)
                tracked[g.cluster] = tracking * ratio
            reach = 0.0 if last_of_cluster else reach
            grown = shaping.Shaped(g.id, g.cluster, (g.advance + extra) * ratio, g.dx * ratio, g.dy * ratio)
            glyphs.append(grown)
            advance[g.cluster] += grown.advance
        clusters = tuple(g.cluster for g in glyphs)
        pieces.append(Piece(piece.start, piece.end, span, piece.face, piece.level, ratio, clusters, tuple(glyphs)))
    ends: list[int] = []
    full = [0.0]
    content: list[float] = []
    blank: list[bool] = []
    hard: list[bool] = []
    ratios: list[float] = []
    for start, end in _whole(breaks.segments(text, lang), text, pieces):
        seen = seen_end(text, start, end)
        ends.append(end)
        full.append(full[-1] + sum(advance[start:end]))
        content.append(_ink_width(advance, tracked, start, seen) + _hyphen_width(pieces, text, seen))
        blank.append(seen == start)
        hard.append(text[end - 1] in _HARD)
        ratios.append(max(p.ratio for p in pieces if p.start < end and p.end > start) if pieces else 1.0)
    # The asked faces only: a fallback with tall metrics (Arabic) must not push the first line down.
    measures = [(metrics(f), r) for _, f, r in parts]
    ascent = max((m.ascent * r for m, r in measures), default=0.0)
    descent = max((m.descent * r for m, r in measures), default=0.0)
    return Unit(
        text,
        tuple(pieces),
        base,
        tuple(ends),
        tuple(full),
        tuple(content),
        tuple(blank),
        tuple(hard),
        tuple(ratios),
        ascent,
        descent,
    )


def _whole(cuts: tuple[tuple[int, int], ...], text: str, pieces: list[Piece]) -> list[tuple[int, int]]:
    """Join segments between which one glyph stands for characters of both."""
    starts = sorted({c for p in pieces for c in p.clusters} | {p.start for p in pieces} | {len(text)})
    out: list[tuple[int, int]] = []
    for start, end in cuts:
        rest = text[start : starts[bisect_left(starts, start)]]  # what an earlier glyph stands for
        if out and not all(unseen(c) for c in rest) and text[start - 1] not in _HARD:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _hyphen_width(pieces: list[Piece], text: str, seen: int) -> float:
    """Measure the hyphen that a soft hyphen becomes when its line ends there."""
    if not seen or text[seen - 1] != SOFT:
        return 0.0
    return sum(shaping.hyphen(p.face).advance * p.ratio for p in pieces if p.start < seen <= p.end)


def seen_end(text: str, start: int, end: int) -> int:
    """Find where the trailing space of a stretch begins."""
    while end > start and (text[end - 1] in _SPACES or (text[end - 1] not in _STAYS and unseen(text[end - 1]))):
        end -= 1
    return end


def _ink_width(advance: list[float], tracked: list[float], start: int, end: int) -> float:
    """Measure a stretch without the tracking after its last character."""
    last = end - 1
    while last > start and not advance[last]:
        last -= 1
    return sum(advance[start:end]) - (tracked[last] if end > start else 0.0)


def spans_of(cuts: Sequence[int], start: int = 0) -> list[tuple[int, int]]:
    """Pair each line's first segment with the segment after its last."""
    return list(zip([start, *cuts[:-1]], cuts, strict=True)) if cuts else []


def segment(unit: Unit, i: int) -> str:
    """Quote one segment."""
    return unit.text[unit.ends[i - 1] if i else 0 : unit.ends[i]]


def width(unit: Unit, a: int, b: int) -> float:
    """Measure the line of segments `a` to `b`, in em; trailing space does not count."""
    while b > a + 1 and unit.blank[b - 1]:
        b -= 1
    return unit.full[b - 1] - unit.full[a] + unit.content[b - 1] if b > a else 0.0


def greedy(unit: Unit, box: float, start: int = 0, end: int | None = None) -> tuple[int, ...]:
    """Fill line after line, from one segment to before another; every line takes at least one segment."""
    limit = box * (1 + SLACK)
    full, content, hard, blank = unit.full, unit.content, unit.hard, unit.blank
    end = len(content) if end is None else end
    cuts: list[int] = []
    first = start
    for i in range(start, end):
        if i > first and not blank[i] and full[i] - full[first] + content[i] > limit:
            cuts.append(i)
            first = i
        if hard[i]:
            cuts.append(i + 1)
            first = i + 1
    if first < end:
        cuts.append(end)
    return tuple(cuts)


def balanced(unit: Unit, box: float, cuts: tuple[int, ...]) -> tuple[int, ...]:
    """Find the breaks with the narrowest widest line at the same number of lines; rather after a colon, where that is near."""
    best = _narrowest(unit, 0, len(unit.content), box, len(cuts)) or cuts
    limit = min(box, CLAUSE * max(width(unit, a, b) for a, b in spans_of(best)))
    parted = [t for c in _clauses(unit, range(1, len(unit.content))) if (t := _parted(unit, c, box, len(best)))]
    widest = {trial: max(width(unit, a, b) for a, b in spans_of(trial)) for trial in parted}
    return min((t for t in parted if widest[t] <= limit * (1 + SLACK)), key=widest.__getitem__, default=best)


def _clauses(unit: Unit, cuts: Iterable[int]) -> Iterator[int]:
    """List those of some breaks before which a colon stands."""
    return (c for c in cuts if ":" in unit.text and segment(unit, c - 1).rstrip().endswith(":"))


def _parted(unit: Unit, middle: int, box: float, count: int) -> tuple[int, ...]:
    """Set what stands before a break and what stands after it, in so many lines together; nothing where that cannot be."""
    found: list[tuple[int, ...]] = []
    for above in range(1, count):
        head = _narrowest(unit, 0, middle, box, above)
        tail = _narrowest(unit, middle, len(unit.content), box, count - above)
        if head and tail:
            found.append((*head, *tail))
    return min(found, key=lambda cuts: max(width(unit, a, b) for a, b in spans_of(cuts)), default=())


def _narrowest(unit: Unit, start: int, end: int, box: float, count: int) -> tuple[int, ...]:
    """Find the breaks of a part of a text with the narrowest widest line, in so many lines at most; else nothing."""
    best = greedy(unit, box, start, end)
    if len(best) > count:
        return ()
    low, high = max(unit.content[start:end], default=0.0), max(width(unit, a, b) for a, b in spans_of(best, start))
    for _ in range(18):
        middle = (low + high) / 2
        trial = greedy(unit, middle, start, end)
        if len(trial) <= count:
            best, high = trial, middle
        else:
            low = middle
    return best


def evened(unit: Unit, cuts: tuple[int, ...]) -> tuple[int, ...]:
    """Even out the lines under the width that balancing found: the least sum of squared gaps at the same number of lines.

    A line that ends with a colon goes on ending there.
    """
    n, count = len(unit.content), len(cuts)
    limit = max(width(unit, a, b) for a, b in spans_of(cuts))
    if n > 60 or any(unit.hard[:-1]):
        return cuts
    kept = tuple(_clauses(unit, cuts[:-1]))
    best: list[dict[int, tuple[float, tuple[int, ...]]]] = [{0: (0.0, ())}]  # per line: segments set -> cost, cuts
    for _ in range(count):
        row: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, made) in best[-1].items():
            for end in range(start + 1, n + 1):
                gap = limit - width(unit, start, end)
                if gap < -limit * SLACK or any(start < c < end for c in kept):
                    break
                if end not in row or cost + gap * gap < row[end][0] - 1e-9:
                    row[end] = (cost + gap * gap, (*made, end))
        best.append(row)
    return best[-1].get(n, (0.0, cuts))[1]


def without_orphan(unit: Unit, box: float, cuts: tuple[int, ...]) -> tuple[int, ...]:
    """Pull one word down when the last line would hold a single word and the line before can spare it."""
    *_, first, end = cuts
    if unit.hard[first - 1] or " " in unit.text[unit.ends[first - 1] : unit.ends[-1]].strip():
        return cuts
    before = cuts[-3] if len(cuts) > 2 else 0
    pull = first - 1
    while pull > before and not segment(unit, pull - 1)[-1:].isspace():
        pull -= 1
    left = unit.text[unit.ends[before - 1] if before else 0 : unit.ends[pull - 1]] if pull > before else ""
    if len(left.split()) < 2 or width(unit, pull, end) > box * (1 + SLACK):
        return cuts
    return (*cuts[:-2], pull, end)
