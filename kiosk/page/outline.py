"""Set text as one path: for letters that are cut, outlined or filled by something else than an ink."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.page.geometry import Path, Point
from kiosk.page.items import TextRun
from kiosk.page.shaping import outline


def of(runs: Iterable[tuple[Point, TextRun]]) -> Path:
    """Draw placed runs as one path, in the points they are placed in; it is no text any more, so say the words elsewhere."""
    ops: list[str] = []
    xy: list[float] = []
    for at, run in runs:
        for glyph in run.glyphs:
            shape = outline(run.face, glyph.id)
            x, y, size = at.x + glyph.x, at.y + glyph.y, run.size
            ops.append(shape.ops)
            xy += [v * size + (y if i % 2 else x) for i, v in enumerate(shape.xy)]
    return Path("".join(ops), tuple(xy))
