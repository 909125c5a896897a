"""Measuring: how wide and how high a box is at given type sizes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias, cast

from kiosk.compose.setting.block import Block, Version
from kiosk.compose.setting.boxes import Box, Place
from kiosk.compose.setting.words import Words
from kiosk.page.face import metrics
from kiosk.page.lines import Paragraph, set_lines

ENDLESS = 1e6
"""A width that no text fills, in points."""

Blocks: TypeAlias = dict[tuple[int, float, float], Block]
"""Texts as they were set before, by box, width and size; for as long as the boxes live."""


class Frame(NamedTuple):
    """A side resolved for a child placed by itself: where it begins and how long it is; `open` = as the content needs."""

    at: float
    length: float
    open: bool


class Measure:
    """Measures boxes at scales of their fit groups: 1 = largest, 0 = smallest, below 0 = smaller than allowed."""

    def __init__(self, scales: Mapping[str, float], u: float, blocks: Blocks | None = None) -> None:
        self.scales = scales
        self.blocks: Blocks = {} if blocks is None else blocks
        self.u = u
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
        return max(w.kept if scale > w.usual - 1e-6 else w.smallest, int(raw / step + 1e-6) * step)

    def set(self, box: Box, width: float) -> Block:
        """Set a text into a width; two languages on one line where the words allow it and there is room."""
        w = box.words
        assert w is not None
        size = self.size(box)
        key = (id(box), width, size)
        block = self.blocks.get(key)
        if block is None:
            block = self.blocks[key] = self._unbroken(w, width, size) if w.address else self._block(w, width, size)
        return block

    def _unbroken(self, w: Words, width: float, size: float) -> Block:
        """Set a text with a link: smaller, where that saves the link from being cut."""
        block = self._block(w, width, size)
        smallest = w.smallest if len(w.versions) > 1 else w.kept
        if block.longest == 1 or size <= smallest:
            return block
        least = self._block(w, width, smallest)
        if least.longest >= block.longest:
            return block
        while block.longest > least.longest and size > smallest:
            size = max(size - self.u / 10, smallest)
            block = self._block(w, width, size)
        return block

    def _block(self, w: Words, width: float, size: float) -> Block:
        if w.line is not None:
            para = self._paragraph(w, w.line, width, size)
            if para.count == 1 and para.fits:
                return Block(((w.line, para),), size)
        return Block(tuple((v, self._paragraph(w, v, width, size)) for v in w.versions), size)

    def _paragraph(self, w: Words, version: Version, width: float, size: float) -> Paragraph:
        return set_lines(
            version.spans,
            width,
            size,
            lang=version.lang,
            leading=version.leading,
            balance=w.type.balance,
            tracking=w.type.tracking,
            word_space=w.type.word_space,
        )

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
            return self.set(box, width).height
        if fixed is not None:
            return fixed.of(0)
        top, end, bottom, start = box.pad
        inner = max(width - end - start, 0.0)
        match box.tag:
            case "column":
                return top + bottom + sum(g + self.height(c, self.wide(c, inner)) for g, c in self.gaps(box))
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
                    p = child.place
                    if (p.height is not None and p.height.share) or (p.top is not None and p.bottom is not None):
                        continue  # it is as high as the stack, and so says nothing of how high that is
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
            wide = self.set(box, ENDLESS).width + 0.01
            if wide > most and box.words.line is not None:  # both languages on one line have no room
                wide = self.set(box, most).width + 0.01
            return min(wide, most)
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

    def narrowest(self, box: Box, most: float) -> float:
        """Measure how narrow a hugging box can be without tearing a word."""
        w = box.words
        if w is None:
            return most
        size = self.size(box)
        return min(max(self._paragraph(w, v, 0.01, size).width for v in w.versions) + 0.01, most)

    def wide(self, child: Box, inner: float) -> float:
        """Measure how wide a child of a column is."""
        if child.place.width is not None:
            return child.place.width.of(inner)
        return self.hug(child, inner) if child.place.hug else inner

    def gap(self, box: Box) -> float:
        """Read the gap of a flow, in points."""
        return float(box.params["_gap"]) if "_gap" in box.params else 0.0

    def row_gap(self, box: Box) -> float:
        """Read the gap between a grid's rows, in points."""
        return float(box.params.get("_row-gap", box.params.get("_gap", "0")))

    def gaps(self, box: Box) -> list[tuple[float, Box]]:
        """List a flow's children with the gap before each."""
        gap = self.gap(box)
        out: list[tuple[float, Box]] = []
        for i, child in enumerate(box.children):
            before = child.place.before
            out.append(((before.of(0) if before is not None else gap) if i else 0.0, child))
        return out

    def row_widths(self, box: Box, inner: float) -> list[float]:
        """Share a row's width: fixed sides first, then hugging words, what is left to those that grow."""
        kids = box.children
        gaps = sum(g for g, _ in self.gaps(box))
        free = inner - gaps
        fixed = [c.place.width.of(inner) if c.place.width is not None else None for c in kids]
        free -= sum(w for w in fixed if w is not None)
        hugs = [self.hug(c, max(free, 0.0)) if w is None and not c.place.grow else 0.0 for c, w in zip(kids, fixed, strict=True)]
        growers = sum(c.place.grow for c in kids)
        over = sum(hugs) - max(free, 0.0)
        if over > 0:
            # What can be set narrower gives way first; only when nothing can, all do.
            spare = [h - self.narrowest(c, h) if h else 0.0 for c, h in zip(kids, hugs, strict=True)]
            taken = min(over / sum(spare), 1.0) if sum(spare) else 0.0
            hugs = [h - s * taken for h, s in zip(hugs, spare, strict=True)]
            if sum(hugs) > max(free, 0.0) + 0.01:
                hugs = [h * max(free, 0.0) / sum(hugs) for h in hugs]
        left = max(free - sum(hugs), 0.0)
        notes = [i for i, c in enumerate(kids) if c.words is not None and c.words.line is not None and len(c.words.versions) == 1]
        if notes and growers and sum(self.hug(c, ENDLESS) for c in kids if c.place.grow) > left:
            for i in notes:  # said in passing, in the first language alone where the others need the room
                version = cast("Words", kids[i].words).versions[0]
                hugs[i] = self._paragraph(cast("Words", kids[i].words), version, ENDLESS, self.size(kids[i])).width + 0.01
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

    def baseline(self, block: Block) -> float:
        """Find how far below its top a text's first line stands: the leading lies half above and half below, as in CSS."""
        version = block.parts[0][0]
        m = metrics(version.spans[0].face)
        return ((version.leading - m.ascent - m.descent) / 2 + m.ascent) * block.size

    def first_baseline(self, box: Box, width: float) -> float:
        """Find how far below a box's top its first line stands."""
        if box.words is not None:
            return self.baseline(self.set(box, width))
        return box.pad[0] + self.first_baseline(box.children[0], width) if box.children else 0.0


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
