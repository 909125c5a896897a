"""Where the leaves fall on each format: curves, counts and large leaves set by hand, in u (short side / 100)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from kiosk.record import record

Bezier: TypeAlias = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]


class Hero(NamedTuple):
    """A large leaf: middle, length from joint to tip, degrees clockwise from upright; then its seat if that one is taken."""

    x: float
    y: float
    size: float
    turn: float
    spare: tuple[float, float, float] | None = None


@record(kw_only=True)
class Scene:
    """One format's composition on a page of `w` by `h` u; wider pages move it with the right edge,
        taller ones stretch the fall.

    `ground` is the height of the cream ground (None = sky to the foot); with `edge` = end it is a panel from x = `ground` on.
    `spread` widens the fall; `drifts` are (share of the width, deviation as a share of it, how many times half of `settle`);
    `scattered` are single leaves (middle, length, turn).
    """

    w: float
    h: float
    curve: Bezier
    heroes: tuple[Hero, ...] = ()
    far: int = 30
    middle: int = 24
    spread: float = 1.0
    sizes: tuple[float, float] = (7.0, 13.5)
    ground: float | None = None
    swell: float = 1.9
    edge: Literal["foot", "end"] = "foot"
    drifts: tuple[tuple[float, float, float], ...] = ((0.07, 0.10, 1.0), (0.56, 0.13, 1.0), (0.95, 0.09, 1.0))
    settle: int = 13
    lying: tuple[float, float] = (5.5, 9.5)
    scattered: tuple[tuple[float, float, float, float], ...] = ()


_POSTER: Bezier = ((100, -6), (78, 10), (62, 34), (12, 36))
_NONE: Bezier = ((0, 0), (0, 0), (0, 0), (0, 0))
_SLIDE: Bezier = ((176, -8), (152, 8), (130, 26), (113, 60))

SCENES: Mapping[str, Scene] = {
    "poster": Scene(
        w=100, h=141.4, curve=_POSTER, ground=81.5,
        heroes=(Hero(80, 19, 33, 152), Hero(59, 27, 20, 208, (62, 24, 18)), Hero(94, 38.5, 19, 120, (96, 24, 13))),
    ),
    "poster-low": Scene(
        w=100, h=141.4, curve=((102, -6), (82, 8), (64, 26), (10, 24)), ground=62, far=26, middle=22, spread=0.85,
        sizes=(7, 12.5),
        heroes=(Hero(81, 17.5, 31, 152), Hero(59.5, 21, 18, 208, (62, 19, 16)), Hero(94, 38, 17, 120, (96, 28, 13))),
    ),
    "slide": Scene(
        w=177.8, h=100, curve=_SLIDE, ground=66, spread=0.95, sizes=(7, 12.5),
        heroes=(Hero(150, 20, 37, 152), Hero(124, 15, 20, 208), Hero(166, 48, 22, 115)),
    ),
    "cover": Scene(
        w=177.8, h=100, curve=((176, -8), (154, 10), (132, 34), (113, 76)), ground=84, spread=1.0, sizes=(6.5, 12),
        heroes=(Hero(152, 25.5, 45, 152), Hero(122.5, 15, 22, 208), Hero(168, 60, 27, 115)),
    ),
    "prompt": Scene(
        w=177.8, h=100, curve=((180, -8), (170, 12), (162, 34), (158, 66)), ground=82, spread=0.75, far=24,
        middle=20, sizes=(6.5, 11.5),
        heroes=(Hero(158, 62, 39, 132), Hero(165, 24, 19, 208), Hero(139.5, 75, 19, 72)),
    ),
    "closing": Scene(
        w=177.8, h=100, curve=((180, -8), (168, 20), (150, 40), (146, 92)), spread=0.75, far=22, middle=15, sizes=(6.5, 11.5),
        heroes=(Hero(157, 73, 38, 128), Hero(164, 26, 23.5, 214)),
    ),
    "agenda": Scene(
        w=177.8, h=100, curve=((182, -6), (160, 4), (136, 8), (106, 10)), ground=20, swell=1.2, spread=0.6, far=14,
        middle=12, sizes=(5.5, 9.5),
        drifts=((0.52, 0.04, 1.0), (0.72, 0.03, 0.6), (0.95, 0.05, 1.2)), settle=8,
    ),
    "portrait": Scene(
        w=100, h=177.8, curve=((100, -6), (80, 10), (64, 44), (6, 46)), ground=104, spread=1.1, far=30, middle=25,
        heroes=(Hero(75.5, 20.5, 37, 152), Hero(46, 35.5, 23, 208, (49, 38, 18)), Hero(95, 52, 25, 118, (95, 39, 18))),
    ),
    "portrait-cover": Scene(
        w=100, h=177.8, curve=((100, -6), (80, 10), (66, 46), (4, 48)), ground=128, spread=1.15, far=30, middle=26,
        heroes=(Hero(73, 24, 42, 150), Hero(40, 38, 22, 210, (42, 41, 17)), Hero(95, 53, 21, 118, (95, 42, 16))),
    ),
    "portrait-agenda": Scene(
        w=100, h=177.8, curve=((106, -6), (94, 8), (86, 16), (66, 16)), ground=27, swell=1.6, spread=0.6, far=12, middle=12,
        sizes=(7, 12), settle=9, lying=(5.5, 9.0),
    ),
    "square": Scene(
        w=100, h=100, curve=((104, -8), (90, 4), (76, 16), (58, 22)), ground=66, spread=0.8, far=22, middle=20,
        sizes=(6.5, 11),
        heroes=(Hero(77, 17, 31, 152), Hero(56.5, 11, 15.5, 208), Hero(98, 43, 18, 116, (96, 31, 12))),
    ),
    "share": Scene(
        w=190.5, h=100, curve=((190, -8), (166, 8), (144, 30), (127, 66)), ground=72, sizes=(7, 12.5),
        heroes=(Hero(157, 22.5, 38.5, 152), Hero(130.5, 14, 21.5, 208), Hero(179, 55, 24, 118)),
    ),
    "tall": Scene(
        w=100, h=125, curve=((102, -6), (84, 8), (68, 28), (24, 32)), ground=82, spread=0.9, far=26, middle=22,
        sizes=(6.5, 12),
        heroes=(Hero(79, 18, 33, 152), Hero(56, 22, 17.5, 208), Hero(95, 45, 19, 118, (96, 28, 13))),
    ),
    "postcard": Scene(
        w=141, h=100, curve=((144, -8), (126, 8), (106, 24), (92, 46)), ground=46, spread=0.75, far=22, middle=16,
        sizes=(6.5, 10.5),
        heroes=(Hero(121, 21.5, 31, 152), Hero(98.5, 14, 17, 208)), settle=13, lying=(6.0, 10.0),
    ),
    "postcard-back": Scene(
        w=141, h=100, curve=_NONE, far=0, middle=0,
        scattered=((-1.5, 1.5, 15, 122), (10, 0.5, 10, 6), (42, 96.5, 7, 78), (53.5, 93.5, 9.5, 262), (65.5, 89.5,
        12, 22), (76.5, 95, 9, 97)),
    ),
    "programme": Scene(
        w=141.4, h=100, curve=((64, -8), (46, 8), (30, 30), (-2, 33)), ground=61, edge="end", swell=2.2, spread=0.85,
        far=24, middle=20,
        sizes=(7, 12), heroes=(Hero(52, 18, 26, 154), Hero(26, 29, 16, 196, (31, 31, 12)), Hero(57, 37, 18, 126)),
        scattered=((62.5, 3.5, 10, 184), (63.5, 88, 9.5, 8), (63.8, 95.8, 9, -12)),
    ),
    "programme-portrait": Scene(
        w=100, h=141.4, curve=((104, -8), (92, 6), (78, 18), (56, 22)), ground=37, spread=0.7, far=20, middle=18,
        sizes=(6.5, 11.5),
        heroes=(Hero(80, 14.5, 27, 152), Hero(61, 12, 15, 208), Hero(95, 33, 15, 118)), settle=9,
    ),
    # With a window for a picture in the upper corner: the leaves follow its edge.
    "poster-picture": Scene(
        w=100, h=141.4, curve=((50, 8), (52, 24), (66, 36), (100, 38)), ground=81.5, spread=0.5, far=8, middle=18,
        sizes=(5.5, 10),
        heroes=(Hero(58.5, 25, 18, 208, (60, 26, 13)), Hero(92, 35, 16, 120, (94, 31, 12))),
    ),
    "slide-picture": Scene(
        w=177.8, h=100, curve=((116, -4), (114, 28), (124, 54), (150, 60)), ground=66, spread=0.55, far=8, middle=20,
        sizes=(5.5, 10),
        heroes=(Hero(127, 47, 27, 200), Hero(117, 10, 15, 208)),
    ),
    "portrait-picture": Scene(
        w=100, h=177.8, curve=((28, -4), (30, 30), (50, 54), (100, 58)), ground=104, spread=0.6, far=10, middle=20, sizes=(6, 11),
        heroes=(Hero(42, 43, 26, 200, (42, 40, 20)), Hero(94, 53, 18, 118, (95, 48, 14))),
    ),
    "square-picture": Scene(
        w=100, h=100, curve=((51, -4), (50, 20), (62, 32), (100, 34)), ground=66, spread=0.5, far=6, middle=14, sizes=(5, 9),
        heroes=(Hero(60, 25, 17, 204, (60, 22, 13)), Hero(94, 31, 13, 118, (95, 27, 10))),
    ),
    "share-picture": Scene(
        w=190.5, h=100, curve=((124, -4), (122, 34), (134, 62), (190, 66)), ground=72, spread=0.6, far=8, middle=22,
        sizes=(5.5, 10.5),
        heroes=(Hero(136, 53, 30, 200), Hero(124, 10, 16, 208), Hero(181, 62, 18, 118)),
    ),
    "tall-picture": Scene(
        w=100, h=125, curve=((50, -4), (50, 24), (62, 40), (100, 43)), ground=82, spread=0.55, far=8, middle=16, sizes=(5.5, 10),
        heroes=(Hero(60, 33, 20, 204, (60, 30, 16)), Hero(94, 40, 15, 118, (95, 36, 11))),
    ),
}  # fmt: skip
"""Scenes by name."""


def scene_for(name: str, w: float, h: float) -> Scene:
    """Find a scene by name, or by the shape of a page that is `w` by `h` u."""
    if name in SCENES:
        return SCENES[name]
    aspect = w / h
    if aspect >= 1.3:
        return SCENES["slide"]
    if aspect > 0.88:
        return SCENES["square"]
    return SCENES["tall" if aspect > 0.75 else "poster" if aspect > 0.62 else "portrait"]
