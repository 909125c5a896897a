"""Layout: gives every box its rectangle, sets every text at the size it is told, and names what does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kiosk.compose.boxes import Box, Place
from kiosk.page.face import metrics
from kiosk.page.geometry import Rect
from kiosk.page.lines import Paragraph, set_lines

ENDLESS = 1e6
"""A width that no text fills, in points."""
SLACK = 0.05
"""Points by which a box may be too small before it counts."""


class Placed(NamedTuple):
    """A box at its place; texts with their lines, size in points, and the first baseline below the top."""

    box: Box
    rect: Rect
    text: Paragraph | None = None
    size: float = 0.0
    baseline: float = 0.0


class Misfit(NamedTuple):
    """A box that is too small for what stands in it: the fit groups of the texts inside, and by how many points."""

    box: Box
    groups: frozenset[str]
    by: float


class Frame(NamedTuple):
    """A side resolved for a child placed by itself: where it begins and how long it is; `open` = as the content needs."""

    at: float
    length: float
    open: bool


class Layout:
    """One pass over a tree of boxes at given scales (1 = largest, 0 = smallest, below 0 = smaller than allowed)."""

    def __init__(self, scales: Mapping[str, float], u: float, safe: Rect) -> None:
        self.scales = scales
        self.u = u
        self.safe = safe
        self.placed: list[Placed] = []
        self.misfits: list[Misfit] = []
        self._heights: dict[tuple[int, int], float] = {}

    # Texts

    def size(self, box: Box) -> float:
        """Compute a text's size in points; stepped by a tenth of u, so that neighbours of like length look alike."""
        w = box.words
        assert w is not None
        scale = self.scales.get(w.group, 1.0)
        if scale <= 0:
            return max(w.smallest * (1 + scale), 0.1)
        step = self.u / 10
        raw = w.smallest + (w.largest - w.smallest) * scale
        return max(w.smallest, int(raw / step + 1e-6) * step)

    def set(self, box: Box, width: float) -> tuple[Paragraph, float]:
        """Set a text into a width; returns its lines and size."""
        w = box.words
        assert w is not None
        size = self.size(box)
        para = set_lines(
            w.spans, width, size, lang=w.lang, leading=self.leading(box), balance=w.type.balance, tracking=w.type.tracking
        )
        return para, size

    def leading(self, box: Box) -> float:
        """Find a text's leading: more for scripts with marks above and below than display leading gives."""
        w = box.words
        assert w is not None
        tall = any("\u0590" <= c <= "\u109f" or "\u1780" <= c <= "\u17ff" for c in w.plain)
        return max(w.type.leading, 1.3) if tall else w.type.leading

    def lines_height(self, box: Box, para: Paragraph, size: float) -> float:
        """Compute the height of a set text: its leading for every line."""
        return self.leading(box) * size * max(para.count, 1)

    # Heights and widths

    def height(self, box: Box, width: float) -> float:
        """Measure how high a box is in a given width."""
        key = (id(box), round(width * 100))
        if key not in self._heights:
            self._heights[key] = self._height(box, width)
        return self._heights[key]

    def _height(self, box: Box, width: float) -> float:
        fixed = box.place.height
        if box.words is not None:
            return self.lines_height(box, *self.set(box, width))
        if fixed is not None:
            return fixed.of(0)
        top, end, bottom, start = box.pad
        inner = max(width - end - start, 0.0)
        match box.tag:
            case "column":
                return top + bottom + sum(g + self.height(c, self._wide(c, inner)) for g, c in self._gaps(box))
            case "row":
                widths = self.row_widths(box, inner)
                return top + bottom + max((self.height(c, w) for c, w in zip(box.children, widths, strict=True)), default=0.0)
            case "grid":
                columns, rows = self.cells(box, inner)
                del columns
                return top + bottom + sum(rows) + self.row_gap(box) * max(len(rows) - 1, 0)
            case "qr":
                return width
            case "stack" | "box":
                tall = 0.0
                for child in box.children:
                    x = across(child, inner, self.hug(child, inner))
                    y = along(child, ENDLESS, self.height(child, x.length))
                    tall = max(tall, y.at + y.length if y.at < ENDLESS / 2 else y.length)
                return top + bottom + tall
            case _:
                return 0.0

    def hug(self, box: Box, most: float) -> float:
        """Measure how wide a box is when it hugs its words."""
        if box.place.width is not None:
            return box.place.width.of(most)
        if box.words is not None:
            return min(self.set(box, ENDLESS)[0].width + 0.01, most)
        _, end, _, start = box.pad
        inner = most - end - start
        match box.tag:
            case "row":
                gap = self.gap(box)
                wide = sum(self.hug(c, inner) for c in box.children) + gap * max(len(box.children) - 1, 0)
            case "column" | "stack" | "box" | "grid":
                wide = max((self.hug(c, inner) for c in box.children), default=0.0)
            case _:
                wide = 0.0
        return min(wide + start + end, most)

    def _wide(self, child: Box, inner: float) -> float:
        if child.place.width is not None:
            return child.place.width.of(inner)
        return self.hug(child, inner) if child.place.hug else inner

    def gap(self, box: Box) -> float:
        """Read the gap of a flow, in points."""
        return float(box.params["_gap"]) if "_gap" in box.params else 0.0

    def row_gap(self, box: Box) -> float:
        """Read the gap between a grid's rows, in points."""
        return float(box.params.get("_row-gap", box.params.get("_gap", "0")))

    def _gaps(self, box: Box) -> list[tuple[float, Box]]:
        gap = self.gap(box)
        out: list[tuple[float, Box]] = []
        for i, child in enumerate(box.children):
            before = child.place.before
            out.append(((before.of(0) if before is not None else gap) if i else 0.0, child))
        return out

    def row_widths(self, box: Box, inner: float) -> list[float]:
        """Share a row's width: fixed sides first, then hugging words, what is left to those that grow."""
        kids = box.children
        gaps = sum(g for g, _ in self._gaps(box))
        free = inner - gaps
        fixed = [c.place.width.of(inner) if c.place.width is not None else None for c in kids]
        free -= sum(w for w in fixed if w is not None)
        hugs = [self.hug(c, max(free, 0.0)) if w is None and not c.place.grow else 0.0 for c, w in zip(kids, fixed, strict=True)]
        growers = sum(c.place.grow for c in kids)
        wanted = sum(hugs)
        if wanted > max(free, 0.0) and wanted > 0:
            hugs = [h * max(free, 0.0) / wanted for h in hugs]
        left = max(free - sum(hugs), 0.0)
        return [
            w if w is not None else left * c.place.grow / growers if c.place.grow else h
            for c, w, h in zip(kids, fixed, hugs, strict=True)
        ]

    def cells(self, box: Box, inner: float) -> tuple[list[float], list[float]]:
        """Compute a grid's column widths and row heights."""
        spec = box.params.get("columns", "2")
        gap = self.gap(box)
        if spec.isdigit():
            n = int(spec)
            widths = [(inner - gap * (n - 1)) / n] * n
        else:
            parts = [p.strip() for p in spec.split(",")]
            given = [None if p == "*" else float(p) * self.u for p in parts]
            left = inner - gap * (len(parts) - 1) - sum(g for g in given if g is not None)
            stars = sum(g is None for g in given) or 1
            widths = [max(left, 0.0) / stars if g is None else g for g in given]
        fixed = box.params.get("_row-height")
        rows: list[float] = []
        for i in range(0, len(box.children), len(widths)):
            cells = zip(box.children[i : i + len(widths)], widths, strict=False)
            rows.append(float(fixed) if fixed else max(self.height(c, w) for c, w in cells))
        return widths, rows

    # Arranging

    def free(self, box: Box, parent: Rect, bounds: Rect) -> None:
        """Place a box by its own attributes; where its height is open it may reach as far as `bounds`."""
        x = across(box, parent.w, self.hug(box, parent.w))
        need = self.height(box, x.length)
        y = along(box, parent.h, need)
        rect = Rect(parent.x + x.at, parent.y + y.at, x.length, y.length)
        if y.open:
            hung = box.place.bottom is not None and box.place.top is None
            room = rect.bottom - bounds.y if hung else bounds.bottom - rect.y
            if need > room + SLACK and box.tag in ("text", "column", "row", "grid"):
                self.misfit(box, need - room)
        self.arrange(box, rect)

    def misfit(self, box: Box, by: float) -> None:
        """Note that a box is too small."""
        self.misfits.append(Misfit(box, frozenset(b.words.group for b in box.walk() if b.words is not None), by))

    def arrange(self, box: Box, rect: Rect) -> None:
        """Give a box its rectangle, then its children theirs."""
        if box.words is not None:
            self._text(box, rect)
            return
        self.placed.append(Placed(box, rect))
        top, end, bottom, start = box.pad
        inner = Rect(rect.x + start, rect.y + top, max(rect.w - start - end, 0.0), max(rect.h - top - bottom, 0.0))
        match box.tag:
            case "column":
                self._column(box, inner)
            case "row":
                self._row(box, inner)
            case "grid":
                self._grid(box, inner)
            case "stack" | "box":
                for child in box.children:
                    self.free(child, inner, inner)
            case _:
                pass

    def _text(self, box: Box, rect: Rect) -> None:
        w = box.words
        assert w is not None
        para, size = self.set(box, rect.w)
        need = self.lines_height(box, para, size)
        over = need - (min(w.limit, rect.h) if w.limit else rect.h)
        if over > SLACK or not para.fits or (w.lines and para.count > w.lines):
            self.misfit(box, max(over, 0.0))
        slack = rect.h - need
        down = {"middle": slack / 2, "bottom": slack}.get(box.params.get("valign", "top"), 0.0)
        m = metrics(w.spans[0].face)
        # The line's leading lies half above and half below the face, as in CSS; templates count on it.
        baseline = ((self.leading(box) - m.ascent - m.descent) / 2 + m.ascent) * size
        self.placed.append(Placed(box, Rect(rect.x, rect.y + down, rect.w, need), para, size, baseline))

    def _column(self, box: Box, inner: Rect) -> None:
        gaps = self._gaps(box)
        widths = [self._wide(c, inner.w) for _, c in gaps]
        heights = [self.height(c, w) for (_, c), w in zip(gaps, widths, strict=True)]
        used = sum(heights) + sum(g for g, _ in gaps)
        growers = sum(c.place.grow for _, c in gaps)
        left = inner.h - used
        if left < -SLACK:
            self.misfit(box, -left)
        y = inner.y
        if growers and left > 0:
            heights = [h + left * c.place.grow / growers for h, (_, c) in zip(heights, gaps, strict=True)]
        else:
            y += {"middle": left / 2, "bottom": left}.get(box.params.get("valign", "top"), 0.0)
        for (gap, child), w, h in zip(gaps, widths, heights, strict=True):
            y += gap
            x = inner.x + {"center": (inner.w - w) / 2, "end": inner.w - w}.get(box.params.get("align", "start"), 0.0)
            self.arrange(child, Rect(x, y, w, h))
            y += h

    def _row(self, box: Box, inner: Rect) -> None:
        widths = self.row_widths(box, inner.w)
        heights = [self.height(c, w) for c, w in zip(box.children, widths, strict=True)]
        if max(heights, default=0.0) > inner.h + SLACK:
            self.misfit(box, max(heights) - inner.h)
        gaps = self._gaps(box)
        left = inner.w - sum(widths) - sum(g for g, _ in gaps)
        x = inner.x + {"center": left / 2, "end": left}.get(box.params.get("align", "start"), 0.0)
        valign = box.params.get("valign", "top")
        lines = [self._first_baseline(c, w) for c, w in zip(box.children, widths, strict=True)]
        deepest = max(lines, default=0.0)
        for (gap, child), w, h, line in zip(gaps, widths, heights, lines, strict=True):
            x += gap
            room = inner.h - h
            down = {"middle": room / 2, "bottom": room, "baseline": deepest - line}.get(valign, 0.0)
            tall = inner.h if child.tag in ("column", "row", "stack", "box") and valign == "top" and not child.place.height else h
            self.arrange(child, Rect(x, inner.y + down, w, tall))
            x += w

    def _first_baseline(self, box: Box, width: float) -> float:
        """Find how far below a box's top its first line stands."""
        if box.words is not None:
            m = metrics(box.words.spans[0].face)
            return ((self.leading(box) - m.ascent - m.descent) / 2 + m.ascent) * self.size(box)
        return box.pad[0] + self._first_baseline(box.children[0], width) if box.children else 0.0

    def _grid(self, box: Box, inner: Rect) -> None:
        widths, rows = self.cells(box, inner.w)
        gap, row_gap = self.gap(box), self.row_gap(box)
        used = sum(rows) + row_gap * max(len(rows) - 1, 0)
        if used > inner.h + SLACK:
            self.misfit(box, used - inner.h)
        y = inner.y
        for r, tall in enumerate(rows):
            x = inner.x
            for child, w in zip(box.children[r * len(widths) : (r + 1) * len(widths)], widths, strict=False):
                need = self.height(child, w)
                if need > tall + SLACK:
                    self.misfit(child, need - tall)
                self.arrange(child, Rect(x, y, w, tall))
                x += w + gap
            y += tall + row_gap


def across(box: Box, side: float, hug: float) -> Frame:
    """Resolve where a box stands across its parent, which is `side` points wide."""
    return frame(box.place, side, True, hug if box.place.hug else None)


def along(box: Box, side: float, need: float) -> Frame:
    """Resolve where a box stands down its parent, which is `side` points high."""
    return frame(box.place, side, False, need)


def frame(place: Place, side: float, wide: bool, content: float | None = None) -> Frame:
    """Resolve one direction of a place: both edges, or one edge and a length, or the content's length, or all there is."""
    near, far, given = (place.start, place.end, place.width) if wide else (place.top, place.bottom, place.height)
    a = near.of(side) if near is not None else None
    b = far.of(side) if far is not None else None
    if a is not None and b is not None:
        return Frame(a, max(side - a - b, 0.0), False)
    length = given.of(side) if given is not None else content
    if length is None:
        return Frame(a or 0.0, max(side - (a or 0.0) - (b or 0.0), 0.0), True)
    return Frame(side - b - length if b is not None else a or 0.0, length, given is None)
