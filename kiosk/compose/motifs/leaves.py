"""Five leaves, drawn by rule: beech, willow, oak, maple, ginkgo; joint at (0, 0), tip at (0, -100)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import cos, exp, hypot, pi, sin
from pathlib import Path as File
from typing import Any, Literal, TypeAlias

from kiosk.compose.motifs.seeds import Stream
from kiosk.page.geometry import Path, polygon, smooth
from kiosk.record import record

Kind: TypeAlias = Literal["beech", "willow", "oak", "maple", "ginkgo"]
Dots: TypeAlias = list[tuple[float, float]]

KINDS: tuple[Kind, ...] = ("beech", "willow", "oak", "maple", "ginkgo")
VARIANTS = 4
"""Different leaves of each kind; few, so that pages share their paths and stay small."""
FILE = File(__file__).with_suffix(".json")
"""All leaves as they are drawn below."""

_HEART = -30.0
"""Where the veins of a maple leaf meet."""


@record
class Leaf:
    """The parts of a unit leaf, in paint order, and the points that tell how far it reaches.

    stem and body are filled; `half` is the side in shade; `veins` are stroked 1.1 wide; `rib` is filled.
    """

    stem: Path
    body: Path
    half: Path
    veins: Path
    rib: Path
    reach: tuple[tuple[float, float], ...]


@lru_cache(maxsize=64)
def leaf(kind: Kind, variant: int) -> Leaf:
    """Find one leaf, drawn beforehand: drawing the leaves of a page takes longer than all the rest of it."""
    *paths, reach = _kept()[kind][variant]
    return Leaf(*(Path(ops, tuple(xy)) for ops, xy in paths), reach=tuple((x, y) for x, y in reach))


@lru_cache(maxsize=1)
def _kept() -> dict[str, list[Any]]:
    return json.loads(FILE.read_text("utf-8"))


def text() -> str:
    """Draw all leaves and write them down, a leaf a line: `python -m kiosk.compose.motifs.leaves`."""
    kinds: list[str] = []
    for kind in KINDS:
        made = [drawn(kind, variant) for variant in range(VARIANTS)]
        rows = [[*((p.ops, p.xy) for p in (m.stem, m.body, m.half, m.veins, m.rib)), m.reach] for m in made]
        kinds.append(f'"{kind}": [\n' + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]")
    return "{\n" + ",\n".join(kinds) + "\n}\n"


def drawn(kind: Kind, variant: int) -> Leaf:
    """Draw one leaf; the same kind and variant always give the same leaf."""
    rnd = Stream(variant, kind)
    bow = rnd.between(3, 9) * (-1 if variant % 2 else 1)

    def bend(p: tuple[float, float]) -> tuple[float, float]:
        return p[0] + bow * sin(pi * -p[1] / 100), p[1]

    right, left, tension = _outline(kind, rnd)
    right, left = [bend(p) for p in right], [bend(p) for p in left]
    body = _thin([*right, *(left[1:] if kind == "maple" else left[1:-1])])
    axis = [bend((0, y)) for y in _AXIS[kind]]
    half = smooth(_thin(right), tension, close=False) + _along(axis)
    tail = (rnd.between(4, 12) * (-1 if bow > 0 else 1), 30.0)
    root = bend((0, -29)) if kind == "maple" else (0.0, -7.0)
    stem = _taper([root, (tail[0] * 0.25, 8), tail], 2.0, 3.3)
    reach = (*body, (tail[0] - 2, tail[1] + 1), (tail[0] + 2, tail[1] + 1), (tail[0] * 0.25, 11))
    return Leaf(
        stem=_round(stem),
        body=_round(smooth(body, tension)),
        half=_round(half),
        veins=_round(_veins(kind, bend)),
        rib=_round(_taper([bend((0, y)) for y in _RIB[kind]], *((2.4, 1.2) if kind == "maple" else (1.9, 0.7)))),
        reach=tuple((round(x, 1), round(y, 1)) for x, y in reach),
    )


_RIB: dict[Kind, tuple[float, ...]] = {
    "beech": (-3, -32, -62, -91),
    "willow": (-3, -32, -62, -92),
    "oak": (-3, -32, -62, -90),
    "maple": (-27, -48, -69, -90),
    "ginkgo": (-4, -18, -32, -46),
}


_AXIS: dict[Kind, tuple[float, ...]] = {
    "beech": (-75, -50, -25),
    "willow": (-75, -50, -25),
    "oak": (-75, -50, -25),
    "maple": (-75, -50),
    "ginkgo": (-40, -20),
}
"""Where the shaded half runs back along the rib, from tip to joint."""


def _outline(kind: Kind, rnd: Stream) -> tuple[Dots, Dots, float]:
    """Find the right side from joint to tip, the left side from tip to joint, and the curve's tension."""
    match kind:
        case "beech":
            # One dot on each tooth and each notch: the curve through them is the sine that the rule asks for.
            ts = [0.0, 0.012, *((k + 0.5) / 18 for k in range(18)), 0.992, 1.0]
            return *_sides(ts, lambda t: _beech(t) * (1 + 0.05 * sin(18 * pi * t))), 1 / 6
        case "willow":
            ts = [k / 14 for k in range(15)]
            return *_sides(ts, _willow), 1 / 6
        case "oak":
            ts = [k / 40 for k in range(41)]
            return *_sides(ts, _oak), 1 / 6
        case "maple":
            dots = _maple(rnd)
            tip = min(range(len(dots)), key=lambda i: abs(dots[i][0]) + (1e3 if dots[i][1] > _HEART else 0))
            return dots[: tip + 1], dots[tip:], 1 / 9
        case "ginkgo":
            dots = _ginkgo()
            middle = len(dots) // 2
            return dots[: middle + 1], dots[middle:], 1 / 6


def _sides(ts: Sequence[float], width: Callable[[float], float]) -> tuple[Dots, Dots]:
    """Turn a half-width along the axis into two sides, the left one a little narrower."""
    right = [(max(0.0, width(t)) if 0 < t < 1 else 0.0, -100 * t) for t in ts]
    return right, [(-0.97 * x, y) for x, y in reversed(right)]


def _beech(t: float) -> float:
    """Tell the half-width of a beech leaf without its teeth."""
    return 30 * max(0.0, sin(pi * t**0.84)) ** 0.92


def _willow(t: float) -> float:
    """Tell the half-width of a willow leaf."""
    return 13 * max(0.0, sin(pi * t**0.8)) ** 0.92


def _oak(t: float) -> float:
    """Tell the half-width of an oak leaf: four round lobes under a swelling outline."""
    swell = max(0.0, sin(pi * t**1.12)) ** 0.62 * (0.55 + 0.45 * sin(pi * min(1.0, 1.05 * t)))
    # The power widens the lobes and narrows the bays between them, as on an English oak.
    return max(1.2, 36 * swell * (1 - 0.42 * (0.5 + 0.5 * cos(2 * pi * (4 * t + 0.12))) ** 1.7))


def _maple(rnd: Stream) -> Dots:
    """Draw a maple leaf round its heart: five lobes with teeth on their shoulders, from the right of the stem to its left."""
    lobes: list[tuple[float, float, float]] = []
    for at, high, wide in ((0.0, 0.72, 0.3), (0.94, 0.66, 0.28), (-0.94, 0.66, 0.28), (1.9, 0.43, 0.27), (-1.9, 0.43, 0.27)):
        turn = rnd.between(-0.05, 0.05) if at else 0.0
        lobes.append((at + turn, high * (rnd.between(0.93, 1.07) if at else 1), wide))
    teeth = [(at + side * 0.8 * wide, 0.085 * high / 0.74) for at, high, wide in lobes for side in (-1, 1)]

    def radius(th: float) -> float:
        r = 0.16 + sum(high * exp(-abs(th - at) / wide) for at, high, wide in lobes)
        r += sum(high * exp(-abs(th - at) / 0.06) for at, high in teeth if abs(th - at) < 0.3)
        return r * (1 - 0.62 * min(1.0, max(0.0, (abs(th) - 2.55) / 0.6)))

    # The cusps must be among the dots, or the tips would be cut off at random.
    cusps = {at for at, _, _ in lobes} | {at for at, _ in teeth}
    angles = sorted(cusps | {th for k in range(1, 90) if all(abs((th := -pi + pi * k / 45) - c) > 0.02 for c in cusps)})
    dots = [(72 * radius(th) * sin(th), _HEART - 72 * radius(th) * cos(th)) for th in reversed(angles)]
    reach = -min(y for _, y in dots)
    return [(x * 100 / reach, y * 100 / reach) for x, y in dots]


def _ginkgo() -> Dots:
    """Draw a ginkgo leaf: a fan with a slit."""
    rim: Dots = []
    for k in range(41):
        f = 1 - k / 20
        r = 84 * (1 + 0.03 * sin(11 * f) + 0.018 * sin(23 * f)) * (1 - 0.1 * f * f) - 26 * exp(-((f / 0.07) ** 2))
        rim.append((r * sin(f), -8 - r * cos(f)))
    return [(0.0, 0.0), (6, -14), (22, -36), *rim, (-22, -36), (-6, -14), (0.0, 0.0)]


def _veins(kind: Kind, bend: Callable[[tuple[float, float]], tuple[float, float]]) -> Path:
    """Draw the side veins of a leaf as separate strokes in one path."""
    strokes: list[Sequence[tuple[float, float]]] = []
    match kind:
        case "beech":
            for y in range(-13, -80, -11):
                wide = 0.8 * _beech((13 - y) / 100)
                strokes += [[(0, y), (s * wide * 0.55, y - 5.5), (s * wide, y - 13)] for s in (1, -0.97)]
        case "willow":
            for y in range(-14, -80, -11):
                wide = 0.74 * _willow((9 - y) / 100)
                strokes += [[(0, y), (s * wide, y - 9)] for s in (1, -1)]
        case "oak":
            for y, wide in ((-12, 7), (-30, 20), (-51, 25), (-71, 17)):
                strokes += [[(0, y), (s * wide * 0.5, y - 5), (s * wide, y - 9)] for s in (1, -1)]
        case "maple":
            for th, long in ((0.92, 41), (-0.92, 41), (1.86, 26), (-1.86, 26)):
                strokes.append([(0, _HEART), (long * sin(th), _HEART - long * cos(th))])
        case "ginkgo":
            for f in (0.14, 0.32, 0.5, 0.68, 0.86):
                for s in (1, -1):
                    near, far = 26 + 10 * f, 66 - 8 * f
                    strokes.append([(s * near * sin(f * 0.7), -8 - near * cos(f * 0.7)), (s * far * sin(f), -8 - far * cos(f))])
    out = Path("", ())
    for dots in strokes:
        out += smooth([bend(p) for p in dots], 1 / 6, close=False) if len(dots) > 2 else polygon([bend(p) for p in dots], False)
    return out


def _taper(dots: Sequence[tuple[float, float]], start: float, end: float) -> Path:
    """Draw a line of changing width along the dots, round at its far end."""
    n = len(dots) - 1
    one: Dots = []
    other: Dots = []
    for i, (x, y) in enumerate(dots):
        ax, ay = dots[max(0, i - 1)]
        bx, by = dots[min(n, i + 1)]
        long = hypot(bx - ax, by - ay) or 1.0
        half = (start + (end - start) * i / n) / 2
        nx, ny = (by - ay) / long * half, -(bx - ax) / long * half
        one.append((x + nx, y + ny))
        other.append((x - nx, y - ny))
    (ax, ay), (bx, by) = dots[-2], dots[-1]
    long = hypot(bx - ax, by - ay) or 1.0
    tip = (bx + (bx - ax) / long * end / 2, by + (by - ay) / long * end / 2)
    return smooth([*other, tip, *reversed(one)], 1 / 7)  # turning as blades do, so that both unite in one path


def _along(dots: Sequence[tuple[float, float]]) -> Path:
    """Go on through the dots with straight lines and close."""
    return Path("L" * len(dots) + "Z", tuple(v for p in dots for v in p))


def _thin(dots: Dots, within: float = 0.4) -> Dots:
    """Leave out dots that lie within a third of a unit of the line between their neighbours (Douglas and Peucker)."""
    if len(dots) < 3:
        return dots
    (ax, ay), (bx, by) = dots[0], dots[-1]
    long = hypot(bx - ax, by - ay)
    far, at = 0.0, 0
    for i in range(1, len(dots) - 1):
        x, y = dots[i]
        away = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / long if long > 1e-6 else hypot(x - ax, y - ay)
        if away > far:
            far, at = away, i
    if far <= within:
        return [dots[0], dots[-1]]
    return [*_thin(dots[: at + 1], within)[:-1], *_thin(dots[at:], within)]


def _round(path: Path) -> Path:
    """Round coordinates to a tenth of a unit: a twentieth of a millimetre on the largest leaf of an A4 page."""
    return Path(path.ops, tuple(round(v, 1) for v in path.xy))


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
