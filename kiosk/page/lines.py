"""Lines: a text of one or more spans set into a width, with balanced breaks, alignment and both directions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from kiosk.page import breaks, measure, shaping
from kiosk.page.breaks import Direction
from kiosk.page.face import Face, metrics
from kiosk.page.geometry import Point
from kiosk.page.ink import Ink
from kiosk.page.items import Glyph, TextRun
from kiosk.record import record

Align: TypeAlias = Literal["start", "center", "end"]


@record
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


@record
class Line:
    """One set line: runs in reading order, placed relative to the line's left end and baseline; lengths in points.

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


@record(eq=False)
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

    unit: measure.Unit
    spans: tuple[Span, ...]
    size: float
    box: float
    leading: float
    align: Align
    balance: bool
    cuts: tuple[int, ...]


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


@lru_cache(maxsize=2048)
def _set(
    spans: tuple[Span, ...], width: float, size: float, lang: str, leading: float, align: Align, balance: bool,
    tracking: float, word_space: float, direction: Direction, avoid_orphan: bool,
) -> Paragraph:  # fmt: skip
    unit = measure.unit_of(tuple((s.text, s.face, s.size_ratio) for s in spans), lang, tracking, word_space, direction)
    box = width / size if size > 0 else float("inf")
    wide = [i for i, w in enumerate(unit.content) if w > box * (1 + measure.SLACK) and not unit.blank[i]]
    cuts = measure.greedy(unit, box)
    if balance and len(cuts) > 1:
        cuts = measure.balanced(unit, box, cuts)
    elif avoid_orphan and len(cuts) > 1:
        cuts = measure.without_orphan(unit, box, cuts)
    widest = max((measure.width(unit, a, b) for a, b in measure.spans_of(cuts)), default=0.0) * size
    drop = 0.0
    for a, b in measure.spans_of(cuts)[1:]:
        drop += leading * size * max(unit.ratio[a:b], default=1.0)
    height = (unit.ascent + unit.descent) * size + drop if cuts else 0.0
    words = tuple(dict.fromkeys(measure.segment(unit, i).strip() for i in wide))
    setting = _Setting(unit, spans, size, width, leading, align, balance, cuts)
    return Paragraph(widest, height, not wide, words, bool(unit.base), len(cuts), setting)


@lru_cache(maxsize=384)
def _lines(paragraph: Paragraph) -> tuple[Line, ...]:
    """Place the glyphs of every line."""
    s = paragraph.setting
    unit = s.unit
    out: list[Line] = []
    y = unit.ascent * s.size
    cuts = measure.evened(unit, s.cuts) if s.balance and len(s.cuts) > 1 else s.cuts
    for a, b in measure.spans_of(cuts):
        start, end = unit.ends[a - 1] if a else 0, unit.ends[b - 1]
        if out:
            y += s.leading * s.size * max(unit.ratio[a:b], default=1.0)
        width = measure.width(unit, a, b) * s.size
        x = _offset(s.align, bool(unit.base), s.box if s.box != float("inf") else paragraph.width, width)
        out.append(_line(unit, s.spans, start, end, s.size, width, x, y))
    return tuple(out)


def spaced(run: TextRun) -> TextRun:
    """Add the space that keeps a run's last word apart from what is said after it."""
    if not run.glyphs or run.text[-1].isspace():
        return run
    space = shaping.space(run.face)
    glyph = Glyph(space.id, len(run.text), run.glyphs[0].x - space.advance * run.size if run.rtl else run.width, 0.0)
    return replace(run, text=run.text + " ", glyphs=(glyph, *run.glyphs) if run.rtl else (*run.glyphs, glyph))


def _offset(align: Align, rtl: bool, box: float, width: float) -> float:
    """Place a line's left end in the box; start and end follow the direction."""
    if align == "center":
        return (box - width) / 2
    return box - width if (align == "end") != rtl else 0.0


def _line(
    unit: measure.Unit, spans: tuple[Span, ...], start: int, end: int, size: float, width: float, x: float, y: float
) -> Line:
    """Place one line: pieces cut to it, put into visual order, trailing space hung outside."""
    seen = measure.seen_end(unit.text, start, end)
    cut: list[tuple[measure.Piece, int, int, int]] = []  # piece, from, to, level
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
    runs: dict[int, tuple[Point, TextRun]] = {}
    parts: list[Part] = []
    ascent = descent = 0.0
    for i in order:
        p, a, b, _ = cut[i]
        span = spans[p.span]
        glyphs: list[Glyph] = []
        at = 0.0
        low: float | None = None
        high = 0.0
        for g in _hyphenated(p, bits[i], a, b, seen) if unit.text[seen - 1 : seen] == measure.SOFT else bits[i]:
            glyphs.append(Glyph(g.id, g.cluster - a, (at + g.dx) * size, g.dy * size))
            if g.cluster < seen:
                low = at if low is None else low
                high = at + g.advance
            at += g.advance
        shown = (high - (low or 0.0)) * size
        run = TextRun(p.face, size * p.ratio, span.ink, unit.text[a:b], tuple(glyphs), shown, bool(p.level % 2))
        runs[i] = (Point(pen, 0.0), run)
        if shown:
            parts.append(Part(p.span, pen + (low or 0.0) * size, shown))
        pen += at * size
        m = metrics(span.face)
        ascent, descent = max(ascent, m.ascent * p.ratio * size), max(descent, m.descent * p.ratio * size)
    return Line(unit.text[start:end], tuple(runs[i] for i in sorted(runs)), width, ascent, descent, x, y, tuple(parts))


def _hyphenated(p: measure.Piece, glyphs: tuple[shaping.Shaped, ...], a: int, b: int, seen: int) -> tuple[shaping.Shaped, ...]:
    """Show the soft hyphen at a line's end as a hyphen."""
    if not a < seen <= b:
        return glyphs
    h = shaping.hyphen(p.face)
    dash = shaping.Shaped(h.id, seen - 1, h.advance * p.ratio, 0.0, 0.0)
    return (dash, *glyphs) if p.level % 2 else (*glyphs, dash)


def _bit(p: measure.Piece, a: int, b: int) -> tuple[shaping.Shaped, ...]:
    """Take the glyphs of characters `a` to `b` out of a piece."""
    if a == p.start and b == p.end:
        return p.glyphs
    if p.level % 2:
        return p.glyphs[bisect_right(p.clusters, -b, key=lambda c: -c) : bisect_right(p.clusters, -a, key=lambda c: -c)]
    return p.glyphs[bisect_left(p.clusters, a) : bisect_left(p.clusters, b)]
