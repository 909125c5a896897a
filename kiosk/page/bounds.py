"""The rectangle an item takes up on its page, from its own geometry; for link areas, checks and boxes."""

from __future__ import annotations

from typing import assert_never

from kiosk.page.face import metrics
from kiosk.page.geometry import Rect
from kiosk.page.items import Group, Item, Picture, Shape, TextRun


def bounds(item: Item) -> Rect | None:
    """Find the rectangle round an item, relative to its own place; None for an item without extent."""
    match item:
        case TextRun():
            if not item.glyphs:
                return None
            m = metrics(item.face)
            start = min(0.0, item.glyphs[0].x) if not item.rtl else _start(item)
            return Rect(start, -m.ascent * item.size, item.width, (m.ascent + m.descent) * item.size)
        case Shape():
            if not item.path.ops:
                return None
            return item.path.bounds().inset(-item.stroke.width / 2 if item.stroke else 0)
        case Picture():
            return Rect(0, 0, item.w, item.h)
        case Group():
            return _group(item)
        case _:
            assert_never(item)


def _start(run: TextRun) -> float:
    """Find where a right-to-left run's ink begins: its trailing space stands on the left."""
    seen = len(run.text.rstrip(" \n\u200b"))
    return min((g.x for g in run.glyphs if g.cluster < seen), default=0.0)


def _group(group: Group) -> Rect | None:
    out: Rect | None = None
    for at, item in group.items:
        inner = bounds(item)
        if inner:
            inner = inner.moved(*at)
            out = out.union(inner) if out else inner
    if out and group.clip:
        c = group.clip.bounds()
        x, y = max(out.x, c.x), max(out.y, c.y)
        out = Rect(x, y, max(0.0, min(out.right, c.right) - x), max(0.0, min(out.bottom, c.bottom) - y))
    if out and group.matrix:
        out = out.mapped(group.matrix)
    return out
