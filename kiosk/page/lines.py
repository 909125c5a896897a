"""Lines: a text of one or more spans set into a width, with balanced breaks, alignment and both directions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from kiosk.page import breaks, shaping
from kiosk.page.breaks import Direction
from kiosk.page.face import Face, metrics
from kiosk.page.geometry import Point
from kiosk.page.ink import Ink
from kiosk.page.items import Glyph, TextRun

Align: TypeAlias = Literal["start", "center", "end"]

_SPACES = (
    " \t\n\r\u000b\u000c\u0085\u2028\u2029\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000"
)
"""What hangs unmeasured at a line's end."""
_SOFT = "\xad"
_HARD = "\n\u000b\u000c\r\u0085\u2028\u2029"
_SLACK = 1e-6
"""Relative slack when widths are compared, so that a text fits the very width it was measured to have."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some text in one face and ink; `size_ratio` scales the paragraph's size."""

    text: str
    face: Face
    ink: Ink
    size_ratio: float = 1.0
    link: str | None = None
    strike: Ink | None = None


class Part(NamedTuple):
    """Where a span lies on a line: its place in the sequence of spans, left end and width in points (without trailing space)."""

    span: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: runs from left to right, placed relative to the line's left end and baseline; lengths in points.

    `x` and `y` place the line in the paragraph's box (left end, baseline); trailing space hangs outside `width`.
    """

    text: str
    runs: tuple[tuple[Point, TextRun], ...]
    width: float
    ascent: float
    descent: float
    x: float = 0.0
    y: float = 0.0
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """A text set at one size: width of the widest line, height from the first ascent to the last descent, in points.

    `fits` is False when a word is wider than the box (`words_too_wide`); the lines are made when they are asked for.
    """

    width: float
    height: float
    fits: bool
    words_too_wide: tuple[str, ...]
    rtl: bool
    count: int
    setting: _Setting

    @property
    def lines(self) -> tuple[Line, ...]:
        """The set lines, top to bottom."""
        return _lines(self)

    @property
    def placed(self) -> tuple[tuple[Point, TextRun], ...]:
        """All runs, placed in the paragraph's box."""
        return tuple((Point(line.x + p.x, line.y + p.y), run) for line in self.lines for p, run in line.runs)


class _Setting(NamedTuple):
    """What was asked, and where the text was cut: segment numbers at which lines end."""

    unit: _Unit
    spans: tuple[Span, ...]
    size: float
    box: float
    leading: float
    align: Align
    cuts: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Unit:
    """A paragraph shaped once, at size 1: pieces, segments between break opportunities, and their widths."""

    text: str
    pieces: tuple[_Piece, ...]
    base: int
    ends: tuple[int, ...]  # where each segment ends in the text
    full: tuple[float, ...]  # running width up to and with each segment (length = segments + 1)
    content: tuple[float, ...]  # width of each segment without trailing space
    hard: tuple[bool, ...]  # whether a line must end after the segment
    ratio: tuple[float, ...]  # the largest size ratio in each segment
    ascent: float
    descent: float


class _Piece(NamedTuple):
    """A shaped stretch in one span, size ratio and tracking applied."""

    start: int
    end: int
    span: int
    face: Face
    level: int
    ratio: float
    clusters: tuple[int, ...]  # ascending; descending when right to left
    glyphs: tuple[shaping.Shaped, ...]


def set_lines(
    spans: Sequence[Span],
    width: float,
    size: float,
    *,
    lang: str,
    leading: float,
    align: Align = "start",
    balance: bool = False,
    tracking: float = 0.0,
    word_space: float = 0.0,
    direction: Direction = "auto",
    avoid_orphan: bool = True,
) -> Paragraph:
    """Set spans as one paragraph into `width` points at `size` points; tracking and word space in em, leading as a multiple."""
    return _set(tuple(spans), width, size, lang, leading, align, balance, tracking, word_space, direction, avoid_orphan)


@lru_cache(maxsize=4096)
def _set(
    spans: tuple[Span, ...], width: float, size: float, lang: str, leading: float, align: Align, balance: bool,
    tracking: float, word_space: float, direction: Direction, avoid_orphan: bool,
) -> Paragraph:  # fmt: skip
    unit = _unit(tuple((s.text, s.face, s.size_ratio) for s in spans), lang, tracking, word_space, direction)
    box = width / size if size > 0 else float("inf")
    wide = [i for i, w in enumerate(unit.content) if w > box * (1 + _SLACK)]
    cuts = _greedy(unit, box)
    if balance and len(cuts) > 1:
        cuts = _balanced(unit, box, cuts)
    elif avoid_orphan and len(cuts) > 1:
        cuts = _without_orphan(unit, box, cuts)
    widest = max((_width(unit, a, b) for a, b in _spans_of(cuts)), default=0.0) * size
    drop = 0.0
    for a, b in _spans_of(cuts)[1:]:
        drop += leading * size * max(unit.ratio[a:b], default=1.0)
    height = (unit.ascent + unit.descent) * size + drop if cuts else 0.0
    words = tuple(dict.fromkeys(_segment(unit, i).strip() for i in wide))
    setting = _Setting(unit, spans, size, width, leading, align, cuts)
    return Paragraph(widest, height, not wide, words, bool(unit.base), len(cuts), setting)


@lru_cache(maxsize=2048)
def _unit(
    parts: tuple[tuple[str, Face, float], ...], lang: str, tracking: float, word_space: float, direction: Direction
) -> _Unit:
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
    pieces: list[_Piece] = []
    for piece in shaping.shape(text, parts[0][1], lang, base, runs) if text else ():
        span = bisect_right(starts, piece.start) - 1
        ratio = parts[span][2]
        glyphs: list[shaping.Shaped] = []
        for i, g in enumerate(piece.glyphs):
            extra = 0.0
            last_of_cluster = i + 1 == len(piece.glyphs) or piece.glyphs[i + 1].cluster != g.cluster
            if last_of_cluster and piece.tracked:
                extra = tracking + (word_space if text[g.cluster] in " \u00a0" else 0.0)
                tracked[g.cluster] = tracking * ratio
            grown = shaping.Shaped(g.id, g.cluster, (g.advance + extra) * ratio, g.dx * ratio, g.dy * ratio)
            glyphs.append(grown)
            advance[g.cluster] += grown.advance
        clusters = tuple(g.cluster for g in glyphs)
        pieces.append(_Piece(piece.start, piece.end, span, piece.face, piece.level, ratio, clusters, tuple(glyphs)))
    ends: list[int] = []
    full = [0.0]
    content: list[float] = []
    hard: list[bool] = []
    ratios: list[float] = []
    for start, end in breaks.segments(text, lang):
        seen = _seen_end(text, start, end)
        ends.append(end)
        full.append(full[-1] + sum(advance[start:end]))
        content.append(_ink_width(advance, tracked, start, seen) + _hyphen_width(pieces, text, seen))
        hard.append(text[end - 1] in _HARD)
        ratios.append(max(p.ratio for p in pieces if p.start < end and p.end > start) if pieces else 1.0)
    measures = [(metrics(f), r) for _, f, r in parts] + [(metrics(p.face), p.ratio) for p in pieces]
    ascent = max((m.ascent * r for m, r in measures), default=0.0)
    descent = max((m.descent * r for m, r in measures), default=0.0)
    return _Unit(text, tuple(pieces), base, tuple(ends), tuple(full), tuple(content), tuple(hard), tuple(ratios), ascent, descent)


def _hyphen_width(pieces: list[_Piece], text: str, seen: int) -> float:
    """Measure the hyphen that a soft hyphen becomes when its line ends there."""
    if not seen or text[seen - 1] != _SOFT:
        return 0.0
    return sum(shaping.hyphen(p.face).advance * p.ratio for p in pieces if p.start < seen <= p.end)


def _seen_end(text: str, start: int, end: int) -> int:
    """Find where the trailing space of a stretch begins."""
    while end > start and text[end - 1] in _SPACES:
        end -= 1
    return end


def _ink_width(advance: list[float], tracked: list[float], start: int, end: int) -> float:
    """Measure a stretch without the tracking after its last character."""
    last = end - 1
    while last > start and not advance[last]:
        last -= 1
    return sum(advance[start:end]) - (tracked[last] if end > start else 0.0)


def _spans_of(cuts: Sequence[int]) -> list[tuple[int, int]]:
    """Pair each line's first segment with the segment after its last."""
    return list(zip([0, *cuts[:-1]], cuts, strict=True)) if cuts else []


def _segment(unit: _Unit, i: int) -> str:
    return unit.text[unit.ends[i - 1] if i else 0 : unit.ends[i]]


def _width(unit: _Unit, a: int, b: int) -> float:
    """Measure the line of segments `a` to `b`, in em; trailing space does not count."""
    while b > a + 1 and unit.content[b - 1] <= 0:
        b -= 1
    return unit.full[b - 1] - unit.full[a] + unit.content[b - 1] if b > a else 0.0


def _greedy(unit: _Unit, box: float) -> tuple[int, ...]:
    """Fill line after line; every line takes at least one segment."""
    limit = box * (1 + _SLACK)
    full, content, hard = unit.full, unit.content, unit.hard
    cuts: list[int] = []
    first = 0
    for i in range(len(content)):
        if i > first and content[i] > 0 and full[i] - full[first] + content[i] > limit:
            cuts.append(i)
            first = i
        if hard[i]:
            cuts.append(i + 1)
            first = i + 1
    if first < len(content):
        cuts.append(len(content))
    return tuple(cuts)


def _balanced(unit: _Unit, box: float, cuts: tuple[int, ...]) -> tuple[int, ...]:
    """Find the breaks with the narrowest widest line at the same number of lines."""
    low, high = max(unit.content, default=0.0), max(_width(unit, a, b) for a, b in _spans_of(cuts))
    best = cuts
    for _ in range(18):
        middle = (low + high) / 2
        trial = _greedy(unit, middle)
        if len(trial) <= len(cuts):
            best, high = trial, middle
        else:
            low = middle
    return best


def _without_orphan(unit: _Unit, box: float, cuts: tuple[int, ...]) -> tuple[int, ...]:
    """Pull one word down when the last line would hold a single word and the line before can spare it."""
    *_, first, end = cuts
    if unit.hard[first - 1] or " " in unit.text[unit.ends[first - 1] : unit.ends[-1]].strip():
        return cuts
    before = cuts[-3] if len(cuts) > 2 else 0
    pull = first - 1
    while pull > before and not _segment(unit, pull - 1)[-1:].isspace():
        pull -= 1
    left = unit.text[unit.ends[before - 1] if before else 0 : unit.ends[pull - 1]] if pull > before else ""
    if len(left.split()) < 2 or _width(unit, pull, end) > box * (1 + _SLACK):
        return cuts
    return (*cuts[:-2], pull, end)


@lru_cache(maxsize=4096)
def _lines(paragraph: Paragraph) -> tuple[Line, ...]:
    """Place the glyphs of every line."""
    s = paragraph.setting
    unit = s.unit
    out: list[Line] = []
    y = unit.ascent * s.size
    for a, b in _spans_of(s.cuts):
        start, end = unit.ends[a - 1] if a else 0, unit.ends[b - 1]
        if out:
            y += s.leading * s.size * max(unit.ratio[a:b], default=1.0)
        width = _width(unit, a, b) * s.size
        x = _offset(s.align, bool(unit.base), s.box if s.box != float("inf") else paragraph.width, width)
        out.append(_line(unit, s.spans, start, end, s.size, width, x, y))
    return tuple(out)


def _offset(align: Align, rtl: bool, box: float, width: float) -> float:
    """Place a line's left end in the box; start and end follow the direction."""
    if align == "center":
        return (box - width) / 2
    return box - width if (align == "end") != rtl else 0.0


def _line(unit: _Unit, spans: tuple[Span, ...], start: int, end: int, size: float, width: float, x: float, y: float) -> Line:
    """Place one line: pieces cut to it, put into visual order, trailing space hung outside."""
    seen = _seen_end(unit.text, start, end)
    cut: list[tuple[_Piece, int, int, int]] = []  # piece, from, to, level
    for p in unit.pieces[bisect_right(unit.pieces, start, key=lambda p: p.end) :]:
        if p.start >= end:
            break
        a, b = max(p.start, start), min(p.end, end)
        if p.level != unit.base and a < seen < b:  # rule L1: trailing space runs in the paragraph's direction
            cut += [(p, a, seen, p.level), (p, seen, b, unit.base)]
        else:
            cut.append((p, a, b, p.level if a < seen else unit.base))
    bits = [_bit(p, a, b) for p, a, b, _ in cut]
    order = breaks.visual([level for *_, level in cut])
    hung = sum(sum(g.advance for g in bits[i]) for i in order if cut[i][1] >= seen) if unit.base else 0.0
    if unit.base:  # space inside a right-to-left run that also ends the line hangs on the left as well
        hung += sum(g.advance for i in order if cut[i][1] < seen for g in bits[i] if g.cluster >= seen)
    pen = -hung * size if hung else 0.0
    runs: list[tuple[Point, TextRun]] = []
    parts: list[Part] = []
    ascent = descent = 0.0
    for i in order:
        p, a, b, _ = cut[i]
        span = spans[p.span]
        glyphs: list[Glyph] = []
        at = 0.0
        low: float | None = None
        high = 0.0
        for g in _hyphenated(p, bits[i], a, b, seen) if unit.text[seen - 1 : seen] == _SOFT else bits[i]:
            glyphs.append(Glyph(g.id, g.cluster - a, (at + g.dx) * size, g.dy * size))
            if g.cluster < seen:
                low = at if low is None else low
                high = at + g.advance
            at += g.advance
        shown = (high - (low or 0.0)) * size
        run = TextRun(p.face, size * p.ratio, span.ink, unit.text[a:b], tuple(glyphs), shown, bool(p.level % 2))
        runs.append((Point(pen, 0.0), run))
        if shown:
            parts.append(Part(p.span, pen + (low or 0.0) * size, shown))
        pen += at * size
        m = metrics(p.face)
        ascent, descent = max(ascent, m.ascent * p.ratio * size), max(descent, m.descent * p.ratio * size)
    return Line(unit.text[start:end], tuple(runs), width, ascent, descent, x, y, tuple(parts))


def _hyphenated(p: _Piece, glyphs: tuple[shaping.Shaped, ...], a: int, b: int, seen: int) -> tuple[shaping.Shaped, ...]:
    """Show the soft hyphen at a line's end as a hyphen."""
    if not a < seen <= b:
        return glyphs
    h = shaping.hyphen(p.face)
    dash = shaping.Shaped(h.id, seen - 1, h.advance * p.ratio, 0.0, 0.0)
    return (dash, *glyphs) if p.level % 2 else (*glyphs, dash)


def _bit(p: _Piece, a: int, b: int) -> tuple[shaping.Shaped, ...]:
    """Take the glyphs of characters `a` to `b` out of a piece."""
    if a == p.start and b == p.end:
        return p.glyphs
    if p.level % 2:
        return p.glyphs[bisect_right(p.clusters, -b, key=lambda c: -c) : bisect_right(p.clusters, -a, key=lambda c: -c)]
    return p.glyphs[bisect_left(p.clusters, a) : bisect_left(p.clusters, b)]
