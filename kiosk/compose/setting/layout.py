"""Layout: gives every box its rectangle, sets every text at the size it is told, and names what does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kiosk.compose.setting import clash
from kiosk.compose.setting.block import Block
from kiosk.compose.setting.boxes import Box
from kiosk.compose.setting.measure import Blocks, Measure, across, along
from kiosk.page.geometry import Rect

SLACK = 0.05
"""Points by which a box may be too small before it counts."""


class Placed(NamedTuple):
    """A box at its place; texts as they are set, size in points, and the first baseline below the top."""

    box: Box
    rect: Rect
    text: Block | None = None
    size: float = 0.0
    baseline: float = 0.0


class Misfit(NamedTuple):
    """A box that is too small for what stands in it: the fit groups of the texts inside, and by how many points."""

    box: Box
    groups: frozenset[str]
    by: float


class Layout(Measure):
    """One pass over a tree of boxes: places, and misfits."""

    def __init__(self, scales: Mapping[str, float], u: float, safe: Rect, blocks: Blocks | None = None) -> None:
        super().__init__(scales, u, blocks)
        self.safe = safe
        self.placed: list[Placed] = []
        self.misfits: list[Misfit] = []

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
                layers: list[list[Placed]] = []
                for child in box.children:
                    first = len(self.placed)
                    self.free(child, inner, inner)
                    layers.append(self.placed[first:])
                if clash.stacked(layers):
                    self.misfit(box, 0.0)
            case _:
                pass

    def _text(self, box: Box, rect: Rect) -> None:
        w = box.words
        assert w is not None
        block = self.set(box, rect.w)
        need = block.height
        # Words in two languages in a flow may have all the room that the flow has.
        limit = w.limit if len(block.parts) == 1 or box.place.top or box.place.bottom else 0.0
        over = need - (min(limit, rect.h) if limit else rect.h)
        if over > SLACK or not block.fits or (w.lines and block.longest > w.lines):
            self.misfit(box, max(over, 0.0))
        slack = rect.h - need
        down = {"middle": slack / 2, "bottom": slack}.get(box.params.get("valign", "top"), 0.0)
        baseline = self.baseline(block)
        self.placed.append(Placed(box, Rect(rect.x, rect.y + down, rect.w, need), block, block.size, baseline))

    def _column(self, box: Box, inner: Rect) -> None:
        gaps = self.gaps(box)
        widths = [self.wide(c, inner.w) for _, c in gaps]
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
        gaps = self.gaps(box)
        left = inner.w - sum(widths) - sum(g for g, _ in gaps)
        x = inner.x + {"center": left / 2, "end": left}.get(box.params.get("align", "start"), 0.0)
        valign = box.params.get("valign", "top")
        lines = [self.first_baseline(c, w) for c, w in zip(box.children, widths, strict=True)]
        deepest = max(lines, default=0.0)
        for (gap, child), w, h, line in zip(gaps, widths, heights, lines, strict=True):
            x += gap
            room = inner.h - h
            down = {"middle": room / 2, "bottom": room, "baseline": deepest - line}.get(valign, 0.0)
            tall = inner.h if child.tag in ("column", "row", "stack", "box") and valign == "top" and not child.place.height else h
            self.arrange(child, Rect(x, inner.y + down, w, tall))
            x += w

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
