"""What a paint or a picture shows at one point, in its own coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from kiosk.page.ink import Ink, Linear, Paint, Radial, Rgb, Stop
from kiosk.page.items import Picture
from kiosk.page.picture import PictureFacts


def lights(what: Picture, facts: PictureFacts | None, x: float, y: float) -> tuple[float, ...]:
    """Tell the luminances a picture may have at a point in its own coordinates; anything when nothing is known of it."""
    if facts is None or not facts.light or not what.w or not what.h:
        return (0.0, 0.5, 1.0)
    across = (what.crop.x + x / what.w * what.crop.w) / facts.width
    down = (what.crop.y + y / what.h * what.crop.h) / facts.height
    found: list[float] = []
    for grid in (facts.light, facts.peak):
        if grid:
            row = grid[min(max(int(down * len(grid)), 0), len(grid) - 1)]
            found.append(row[min(max(int(across * len(row)), 0), len(row) - 1)])
    return tuple(found)


def painted(paint: Paint, x: float, y: float) -> tuple[Rgb, float]:
    """Tell the colour and the alpha of a paint at a point."""
    match paint:
        case Ink():
            return paint.screen, 1.0
        case Linear(start, end, stops):
            dx, dy = end.x - start.x, end.y - start.y
            length = dx * dx + dy * dy
            return _station(stops, ((x - start.x) * dx + (y - start.y) * dy) / length if length else 1.0)
        case Radial(centre, radius, stops):
            return _station(stops, hypot(x - centre.x, y - centre.y) / radius if radius else 1.0)


def _station(stops: Sequence[Stop], t: float) -> tuple[Rgb, float]:
    """Find colour and alpha along a gradient."""
    if t <= stops[0].offset:
        return stops[0].ink.screen, stops[0].alpha
    if t >= stops[-1].offset:
        return stops[-1].ink.screen, stops[-1].alpha
    k = next(i for i, s in enumerate(stops) if s.offset > t)
    a, b = stops[k - 1], stops[k]
    share = (t - a.offset) / (b.offset - a.offset) if b.offset > a.offset else 1.0
    (r, g, bl), (r1, g1, bl1) = a.ink.screen, b.ink.screen
    return (r + (r1 - r) * share, g + (g1 - g) * share, bl + (bl1 - bl) * share), a.alpha + (b.alpha - a.alpha) * share


def grey(luminance: float) -> Rgb:
    """Make the grey of a relative luminance (inverse of WCAG 2.2's)."""
    v = luminance * 12.92 if luminance <= 0.0031308 else 1.055 * luminance ** (1 / 2.4) - 0.055
    return v, v, v
