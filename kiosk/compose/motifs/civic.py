"""Civic: a row of barriers that topple one after the other; the last one lies flat and carries the accent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from colorsys import hls_to_rgb, rgb_to_hls
from math import cos, radians, sin
from typing import TypeAlias

from kiosk.compose.motifs.seeds import Stream
from kiosk.page.geometry import Point, Rect, polygon, rectangle
from kiosk.page.ink import Ink, ink, mix
from kiosk.page.items import Group, Item, Shape, Stroke
from kiosk.record import record

Placed: TypeAlias = tuple[tuple[Point, Item], ...]

INKS: Mapping[str, str] = {"blue": "#0B3F8F", "yellow": "#FFC931"}
"""The motif's own inks; a family or brand that names one of them replaces it, and the bars follow its hue."""

FLAT = 84.0
"""How far the last bar has turned, in degrees."""
TRIES = 8
"""Lengths that are tried, from the full one down to the least, before bars are left out."""
_ORIGIN = Point(0, 0)


@record
class _Row:
    """The row of bars in points: left edge of the first, floor, full and least length, step, thickness; each one's turn."""

    x: float
    floor: float
    length: float
    least: float
    step: float
    thick: float
    turns: tuple[float, ...]

    def bars(self, length: float) -> tuple[tuple[Point, Point], ...]:
        """Lay out the middle lines of all bars: each stands with its round foot on the floor, the later the shorter."""
        r = self.thick / 2
        out: list[tuple[Point, Point]] = []
        for i, turn in enumerate(self.turns):
            t = i / max(len(self.turns) - 1, 1)
            foot = Point(self.x + r + i * self.step, self.floor - r)
            long = max(length * (1 - 0.1 * t) - self.thick, 0.0)
            a = radians(turn)
            out.append((foot, Point(round(foot.x + long * sin(a), 2), round(foot.y - long * cos(a), 2))))
        return tuple(out)


def paint(
    seed: int,
    page: Rect,
    bleed: float,
    u: float,
    inks: Mapping[str, Ink],
    avoid: tuple[Rect, ...],
    params: Mapping[str, str | float],
) -> Placed:
    """Draw the row of bars on a trim rectangle; lengths in points, all params but `count` and `fall` in u.

    params: x (left edge of the first bar), floor (what they stand on, from the top), length, least (shortest that the row may
    become to keep clear of words; three quarters), step, thick, count (9), fall (1 = the last lies flat, 0 = all stand and
    none carries the accent). Bars that meet a rectangle of `avoid` even at the least length are left out.
    """

    def given(name: str, other: float) -> float:
        return float(params.get(name, other))

    length = given("length", 27)
    fall, count = given("fall", 1), max(int(given("count", 9)), 1)
    row = _Row(
        x=page.x + given("x", 64) * u,
        floor=page.y + given("floor", 86) * u,
        length=length * u,
        least=given("least", length * 0.74) * u,
        step=given("step", length * 0.133) * u,
        thick=given("thick", length * 0.089) * u,
        turns=_turns(seed, count, fall),
    )
    bars = _clear(row, avoid)
    colours = _colours(inks, count, fall > 0)
    items = tuple(
        (_ORIGIN, Shape(polygon(bar, close=False), stroke=Stroke(colours[i], round(row.thick, 2), "round"))) for i, bar in bars
    )
    clip = rectangle(page.inset(-bleed))
    return ((_ORIGIN, Group(items, role="artifact", clip=clip, name="bars")),) if items else ()


def _turns(seed: int, count: int, fall: float) -> tuple[float, ...]:
    """Turn each bar: the first upright, the last flat, and between them a curve whose bend and small slips the seed draws."""
    rnd = Stream(seed, "bars")
    bend = rnd.between(1.4, 1.7)
    out: list[float] = []
    for i in range(count):
        slip = rnd.between(-1.2, 1.2)
        turn = FLAT * (i / max(count - 1, 1)) ** bend + (slip if i > 0 else 0)
        out.append(max(turn, 0.0) * fall)
    return tuple(out)


def _clear(row: _Row, avoid: Sequence[Rect]) -> list[tuple[int, tuple[Point, Point]]]:
    """Shorten the row until no bar meets words; at its least length, leave out those that still do."""
    room = tuple(r.inset(-row.thick / 2) for r in avoid)
    bars = row.bars(row.length)
    for k in range(TRIES + 1):
        bars = row.bars(row.length + (row.least - row.length) * k / TRIES)
        if not any(_meets(bar, r) for bar in bars for r in room):
            break
    return [(i, bar) for i, bar in enumerate(bars) if not any(_meets(bar, r) for r in room)]


def _meets(bar: tuple[Point, Point], r: Rect) -> bool:
    """Tell whether a line enters a rectangle (Liang and Barsky 1984)."""
    (x, y), (dx, dy) = bar[0], (bar[1].x - bar[0].x, bar[1].y - bar[0].y)
    near, far = 0.0, 1.0
    for p, q in ((-dx, x - r.x), (dx, r.right - x), (-dy, y - r.y), (dy, r.bottom - y)):
        if p == 0:
            if q <= 0:
                return False
        elif p < 0:
            near = max(near, q / p)
        else:
            far = min(far, q / p)
    return near < far


def _colours(inks: Mapping[str, Ink], count: int, accent: bool) -> tuple[Ink, ...]:
    """Colour the bars from deep to light in the hue of the ground; the last one takes the accent."""
    blue = inks.get("blue") or ink(INKS["blue"], "blue")
    deep, light = _lit(blue, 0.41, 0.86), _lit(blue, 0.75, 0.42)
    bars = [mix(deep, light, round((i / max(count - 1, 1)) ** 1.2, 3)) for i in range(count)]
    if accent:
        bars[-1] = inks.get("yellow") or ink(INKS["yellow"], "yellow")
    return tuple(bars)


def _lit(base: Ink, lightness: float, tint: float) -> Ink:
    """Light an ink up, in its own hue; on the press it becomes a tint."""
    hue, _, saturation = rgb_to_hls(*base.screen)
    r, g, b = (round(v, 4) for v in hls_to_rgb(hue, lightness, saturation * 0.88))
    press = None
    if base.cmyk:
        c, m, y, k = (round(v * tint, 4) for v in base.cmyk)
        press = (c, m, y, k)
    return Ink(f"{base.name}*{lightness:g}", (r, g, b), press)
