"""Leaf Fall: leaves fall past the words and settle on the ground where the facts are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import cos, hypot, pi, radians, sin
from typing import Literal, NamedTuple, TypeAlias, cast

from kiosk.compose.motifs.leaves import VARIANTS, Kind, leaf
from kiosk.compose.motifs.scenes import Hero, Scene, scene_for
from kiosk.compose.motifs.seeds import Stream
from kiosk.page.geometry import Matrix, Path, Point, Rect, rectangle, smooth
from kiosk.page.ink import Ink, Linear, Radial, Stop, ink, mix
from kiosk.page.items import Group, Item, Shape, Stroke
from kiosk.record import record

Placed: TypeAlias = tuple[tuple[Point, Item], ...]
Part: TypeAlias = Literal["sky", "fall", "ground", "settle", "scatter"]

PARTS: tuple[Part, ...] = ("sky", "fall", "ground", "settle", "scatter")
"""The layers, from the back to the front."""

INKS: Mapping[str, str] = {
    "sky0": "#0E3B32", "sky1": "#15302F", "sky2": "#3B1536", "glow": "#2F7F63", "cream": "#FFF6E3",
    "ember": "#E4572E", "orange": "#F2A541", "ochre": "#D98A3D", "gold": "#F6C453", "rust": "#A63D2F",
    "red": "#C7402D", "berry": "#8C3350", "moss": "#5E7F3F",
    "far0": "#1E5145", "far1": "#23473F", "far2": "#57214A", "far3": "#4A2A44",
    "shade": "#1A0B12", "light": "#FFF3DA",
}  # fmt: skip
"""The motif's own inks, by role; a family or brand that names one of them replaces it."""

_KINDS: tuple[Kind, ...] = ("maple", "oak", "beech", "ginkgo", "maple", "beech", "oak", "willow")
_AIR = ("ember", "rust", "berry", "moss", "orange", "ochre", "moss", "rust")
_FLOOR = ("ember", "red", "orange", "gold", "ochre", "rust", "berry", "orange")
_ORIGIN = Point(0, 0)


class _Spot(NamedTuple):
    """A leaf on the page: which, in what ink, its middle, length and turn; lengths in points."""

    kind: Kind
    variant: int
    ink: str
    x: float
    y: float
    size: float
    turn: float

    @property
    def matrix(self) -> Matrix:
        """The map from the unit leaf, whose middle is at (0, -50), to the page."""
        r, k = radians(self.turn), self.size / 100
        a, b = cos(r) * k, sin(r) * k
        return Matrix(round(a, 5), round(b, 5), round(-b, 5), round(a, 5), round(self.x - 50 * b, 2), round(self.y + 50 * a, 2))

    def clear(self, avoid: Sequence[Rect]) -> bool:
        """Tell whether the leaf, stem and all, stays out of every rectangle."""
        x, y, far = self.x, self.y, self.size * 0.95
        near = [r for r in avoid if r.x - far < x < r.x + r.w + far and r.y - far < y < r.y + r.h + far]
        if not near:
            return True
        a, b, c, d, e, f = self.matrix
        dots = [(a * x + c * y + e, b * x + d * y + f) for x, y in leaf(self.kind, self.variant).reach]
        for left, top, w, h in near:
            right, bottom = left + w, top + h
            for x, y in dots:
                if left < x < right and top < y < bottom:
                    return False
        return True


@record
class _Stage:
    """The page in points, its unit, its scene and what must stay free."""

    page: Rect
    bleed: float
    u: float
    scene: Scene
    avoid: tuple[Rect, ...]
    ground: float | None
    seed: int
    phase: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Map a place of the scene, in u, to the page: kept to the right edge, stretched down."""
        return self.page.right - (self.scene.w - x) * self.u, self.page.y + y * self.page.h / self.scene.h


def paint(
    seed: int,
    page: Rect,
    bleed: float,
    u: float,
    inks: Mapping[str, Ink],
    avoid: tuple[Rect, ...],
    params: Mapping[str, str | float],
) -> Placed:
    """Draw the motif, or one part of it, on a trim rectangle; all lengths in points.

    params: part (sky, fall, ground, settle, scatter, or all), scene (a name of scenes.SCENES), ground (y in u, 0 = none).
    Nothing of a leaf enters a rectangle of `avoid`. Pages that read right to left are mirrored by the caller.
    """
    part = str(params.get("part", "all"))
    scene = scene_for(str(params.get("scene", "")), page.w / u, page.h / u)
    ground = float(params["ground"]) if "ground" in params else scene.ground
    phase = Stream(seed, "ground").between(0.3, 0.8)
    stage = _Stage(page, bleed, u, scene, avoid, ground or None, seed, phase)
    palette = {name: inks.get(name) or ink(value, name) for name, value in INKS.items()}
    clip = rectangle(page.inset(-bleed))
    out: list[tuple[Point, Item]] = []
    for name in PARTS if part == "all" else (cast(Part, part),):
        items = _draw(name, stage, palette)
        if items:
            out.append((_ORIGIN, Group(items, role="artifact", clip=clip, name=name)))
    return tuple(out)


def _draw(part: Part, stage: _Stage, inks: Mapping[str, Ink]) -> Placed:
    """Draw one layer."""
    match part:
        case "sky":
            return _sky(stage, inks)
        case "fall":
            return _fall(stage, inks)
        case "ground":
            return _ground(stage, inks)
        case "settle":
            return tuple(_dressed(s, inks) for s in _settled(stage))
        case "scatter":
            return tuple(_dressed(s, inks) for s in _scattered(stage))


def _sky(stage: _Stage, inks: Mapping[str, Ink]) -> Placed:
    """Draw the sky: a falling gradient, and a glow in the upper corner where the leaves come from."""
    page, full = stage.page, rectangle(stage.page.inset(-stage.bleed))
    w = stage.ground * stage.u if stage.ground and stage.scene.edge == "end" else page.w
    h = (
        page.h
        if stage.ground is None or stage.scene.edge == "end"
        else min(page.h, max(stage.ground * stage.u * 1.5, page.h * 0.7))
    )
    # Across the page's own proportions: the lines of one colour run from its upper right to its lower left, whatever its shape.
    nx, ny = 0.4 / w, 1 / h
    k = 1.16 / (nx * nx + ny * ny)
    start = Point(page.x + 0.15 * w, page.y)
    stops = (Stop(0, inks["sky0"]), Stop(0.5, inks["sky1"]), Stop(1, inks["sky2"]))
    fall = Linear(start, Point(round(start.x + nx * k, 2), round(start.y + ny * k, 2)), stops)
    glow = Radial(
        Point(page.x + 0.86 * w, page.y + 0.12 * h), 0.4 * (w + h), (Stop(0, inks["glow"], 0.36), Stop(1, inks["glow"], 0.0))
    )
    return (_ORIGIN, Shape(full, fall)), (_ORIGIN, Shape(full, glow))


def _fall(stage: _Stage, inks: Mapping[str, Ink]) -> Placed:
    """Draw the falling leaves: far ones as flat shadows, then the middle ones, then the large ones."""
    heroes = _heroes(stage)
    far = _strewn(stage, "far", stage.scene.far, (7, 15), 34, ())
    middle = _strewn(stage, "middle", stage.scene.middle, stage.scene.sizes, 20, heroes)
    return tuple(_shadow(s, inks) for s in far) + tuple(_dressed(s, inks) for s in (*middle, *reversed(heroes)))


def _strewn(
    stage: _Stage, name: str, count: int, sizes: tuple[float, float], wide: float, heroes: Sequence[_Spot]
) -> list[_Spot]:
    """Strew leaves along the curve, dense and large at its start, and leave out those that meet text or each other."""
    rnd = Stream(stage.seed, name)
    far = name == "far"
    spots: list[_Spot] = []
    for _place in range(count):
        for _ in range(8):
            t = rnd.unit() ** 0.9
            s = wide * (1 - 0.45 * t) * stage.scene.spread
            bx, by = _bezier(stage.scene.curve, t)
            x, y = stage.at(bx + rnd.bell(0.55 * s), by + rnd.bell(0.42 * s))
            size = rnd.between(*sizes) * (1 - 0.25 * t) * stage.u
            spot = _Spot(
                kind=rnd.pick(_KINDS),
                variant=rnd.whole() % VARIANTS,
                ink=f"far{rnd.whole() % 4}" if far else rnd.pick(_AIR),
                x=x, y=y, size=size, turn=rnd.between(0, 360),
            )  # fmt: skip
            # What costs least to find out comes first.
            if not _on(stage, spot) or y - 0.4 * size > _line(stage, x) or _crowded(spot, spots, 0.82):
                continue
            if not _hidden(spot, heroes) and spot.clear(stage.avoid):
                spots.append(spot)
                break
    return spots


def _heroes(stage: _Stage) -> list[_Spot]:
    """Seat the large leaves: kinds and inks drawn by seed, places set by hand and jittered; the first is the largest."""
    rnd = Stream(stage.seed, "heroes")
    kinds: list[Kind] = ["maple", "oak", "ginkgo"] if rnd.unit() < 0.6 else [*rnd.shuffled(("maple", "oak", "ginkgo", "beech"))]
    inks = rnd.pick(
        (("ember", "orange", "gold"), ("red", "orange", "gold"), ("orange", "red", "gold"), ("ember", "gold", "orange"))
    )
    out: list[_Spot] = []
    for i, seat in enumerate(stage.scene.heroes):
        grow, turn, dx, dy = rnd.between(-3, 1.5), rnd.between(-14, 14), rnd.bell(1.2), rnd.bell(1.0)
        variant = rnd.whole() % VARIANTS
        for tried in _seats(seat):
            size = max(tried.size * 0.8, tried.size + grow * tried.size / 33) * (0.86 if kinds[i] == "ginkgo" and i == 0 else 1)
            x, y = stage.at(tried.x + dx, tried.y + dy)
            spot = _Spot(kinds[i], variant, inks[i], x, y, size * stage.u, tried.turn + turn)
            if spot.clear(stage.avoid):
                out.append(spot)
                break
    return out


def _seats(seat: Hero) -> list[Hero]:
    """List where a large leaf may sit: its own place, its spare one, then a little up and smaller, step by step."""
    out = [seat]
    if seat.spare:
        out.append(Hero(*seat.spare, seat.turn))
    for step in range(1, 9):
        out.append(Hero(seat.x + step * 0.9, seat.y - step * 2.2, seat.size * (1 - 0.07 * step), seat.turn))
    return out


def _settled(stage: _Stage) -> list[_Spot]:
    """Lay leaves on the ground in drifts, back to front."""
    if stage.ground is None or stage.scene.edge == "end":
        return []
    rnd, u, page = Stream(stage.seed, "settle"), stage.u, stage.page
    spots: list[_Spot] = []
    for at, sigma, share in stage.scene.drifts:
        outer = at < 0.2 or at > 0.8
        for _ in range(round(stage.scene.settle * share / 2)):
            for _ in range(8):
                x = page.x + page.w * at + rnd.bell(page.w * sigma * rnd.pick((0.4, 0.6, 1.3)))
                size = rnd.between(*stage.scene.lying) * rnd.pick((0.7, 1.0, 1.15)) * (1.25 if outer else 1) * u
                y = _line(stage, x) + rnd.between(-0.16, 0.16) * size
                turn = rnd.between(58, 122) * rnd.pick((-1, 1))
                spot = _Spot(rnd.pick(_KINDS), rnd.whole() % VARIANTS, rnd.pick(_FLOOR), x, y, size, turn)
                if not _crowded(spot, spots, 0.36) and spot.clear(stage.avoid):
                    spots.append(spot)
                    break
    return sorted(spots, key=lambda s: s.y)


def _scattered(stage: _Stage) -> list[_Spot]:
    """Lay single leaves where the scene says so."""
    rnd = Stream(stage.seed, "scatter")
    kinds, inks = (
        rnd.shuffled(("ginkgo", "beech", "willow", "oak", "maple", "beech")),
        rnd.shuffled(("gold", "ochre", "orange", "ember", "rust", "red")),
    )
    spots: list[_Spot] = []
    for i, (x, y, size, turn) in enumerate(stage.scene.scattered):
        px, py = stage.at(x, y)
        spot = _Spot(kinds[i % 6], rnd.whole() % VARIANTS, inks[i % 6], px, py, size * stage.u, turn + rnd.between(-12, 12))
        if spot.clear(stage.avoid):
            spots.append(spot)
    return spots


def _ground(stage: _Stage, inks: Mapping[str, Ink]) -> Placed:
    """Draw the cream ground under its wavy line (or at the end side of it)."""
    if stage.ground is None:
        return ()
    page, over = stage.page, stage.bleed + stage.u
    steps = 14
    if stage.scene.edge == "end":
        line = [(_line(stage, y), y) for k in range(steps + 1) for y in (page.y - over + (page.h + 2 * over) * k / steps,)]
        corners = (page.right + over, page.bottom + over, page.right + over, page.y - over)
    else:
        line = [(x, _line(stage, x)) for k in range(steps + 1) for x in (page.x - over + (page.w + 2 * over) * k / steps,)]
        corners = (page.right + over, page.bottom + over, page.x - over, page.bottom + over)
    top = smooth(line, close=False)
    path = Path(top.ops + "LLZ", tuple(round(v, 2) for v in (*top.xy, *corners)))
    return ((_ORIGIN, Shape(path, inks["cream"])),)


def _line(stage: _Stage, x: float) -> float:
    """Tell how high the ground lies at `x` (or how far in its edge lies at height `x`); far below the page when there is none."""
    scene, page = stage.scene, stage.page
    if stage.ground is None:
        return page.bottom + page.h
    end = scene.edge == "end"
    start, long = (page.y, page.h) if end else (page.x, page.w)
    share, p = (x - start) / long, stage.phase
    wave = sin(1.25 * pi * share + p) + 0.35 * sin(2.9 * pi * share + 1.1 + p)
    return (page.x if end else page.y) + (stage.ground + scene.swell * wave) * stage.u


@lru_cache(maxsize=256)
def _clothes(kind: Kind, variant: int, body: Ink, shade: Ink, light: Ink) -> Placed:
    """Colour a unit leaf; opaque mixes, so that nothing has to be blended when it is painted or printed."""
    unit, dark = leaf(kind, variant), mix(body, shade, 0.42)
    return (
        (_ORIGIN, Shape(unit.stem, dark)),
        (_ORIGIN, Shape(unit.body, body)),
        (_ORIGIN, Shape(unit.half, mix(body, dark, 0.2))),
        (_ORIGIN, Shape(unit.veins, stroke=Stroke(mix(body, light, 0.32), 1.1, "round"))),
        (_ORIGIN, Shape(unit.rib, mix(body, light, 0.42))),
    )


@lru_cache(maxsize=128)
def _flat(kind: Kind, variant: int, body: Ink) -> Placed:
    """Colour a far leaf: stem and blade as one shape, so that they let the sky through alike."""
    unit = leaf(kind, variant)
    return ((_ORIGIN, Shape(unit.stem + unit.body, body, alpha=0.75)),)


def _shadow(spot: _Spot, inks: Mapping[str, Ink]) -> tuple[Point, Item]:
    """Place one far leaf."""
    return _ORIGIN, Group(_flat(spot.kind, spot.variant, inks[spot.ink]), matrix=spot.matrix)


def _dressed(spot: _Spot, inks: Mapping[str, Ink]) -> tuple[Point, Item]:
    """Place one full leaf; leaves of one kind, variant and ink share their shapes."""
    items = _clothes(spot.kind, spot.variant, inks[spot.ink], inks["shade"], inks["light"])
    return _ORIGIN, Group(items, matrix=spot.matrix)


def _bezier(c: Sequence[tuple[float, float]], t: float) -> tuple[float, float]:
    """Find a point of a cubic curve."""
    a, b, d, e = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    return (
        a * c[0][0] + b * c[1][0] + d * c[2][0] + e * c[3][0],
        a * c[0][1] + b * c[1][1] + d * c[2][1] + e * c[3][1],
    )


def _crowded(spot: _Spot, others: Sequence[_Spot], share: float) -> bool:
    """Tell whether a leaf is nearer to another than `share` of their radii."""
    x, y, share = spot.x, spot.y, share * 0.46
    return any(hypot(x - o.x, y - o.y) < share * (spot.size + o.size) for o in others)


def _hidden(spot: _Spot, heroes: Sequence[_Spot]) -> bool:
    """Tell whether a large leaf would cover this one."""
    return any(hypot(spot.x - o.x, spot.y - o.y) < 0.28 * o.size for o in heroes)


def _on(stage: _Stage, spot: _Spot) -> bool:
    """Tell whether enough of a leaf is on the sky to be worth its bytes."""
    page, over = stage.page, 0.25 * spot.size
    right = _line(stage, spot.y) if stage.scene.edge == "end" and stage.ground else page.right + over
    return page.x - over < spot.x < right and page.y - over < spot.y < page.bottom + over
