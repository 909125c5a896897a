"""The words in which a template names speech bubbles, and the hands of a bubble's clock."""

from __future__ import annotations

import re
from functools import lru_cache
from math import cos, radians, sin
from typing import Literal

from kiosk.page.geometry import Path, Point, polygon
from kiosk.record import record


class Error(ValueError):
    """A talk that cannot be read: one sentence."""


@record(kw_only=True)
class Bubble:
    """One bubble in u: its box, its inks (one is taken in turn), its tail (base, tip, base), and how it is drawn."""

    form: Literal["soft", "round"]
    box: tuple[float, float, float, float]
    inks: tuple[str, ...] = ()
    corner: float = 0.26
    tail: tuple[tuple[float, float], ...] = ()
    lean: float = 1.0
    silent: bool = False
    flat: bool = False
    line: str = ""
    thick: float = 0.8
    dash: tuple[float, ...] = ()
    time: tuple[int, int] | None = None


def _numbers(key: str, value: str, counts: tuple[int, ...]) -> tuple[float, ...]:
    parts = value.split(",")
    if len(parts) not in counts or not all(re.fullmatch(r"-?(\d+(\.\d*)?|\.\d+)", p) for p in parts):
        raise Error(f"a bubble's {key} should be {' or '.join(str(n) for n in counts)} numbers, not {value!r}")
    return tuple(float(p) for p in parts)


@lru_cache(maxsize=256)
def read(talk: str) -> tuple[Bubble, ...]:
    """Read bubbles parted by semicolons, for example `soft box=-14,18,102,58 ink=aubergine tail=58,70,74,90,76,70`.

    A bubble begins with its form, `soft` (round corners) or `round` (an ellipse). Then, in any order: box=x,y,w,h;
    ink=a|b (one of them in turn; none: no fill); corner=.26 (of the short side); tail=x,y,x,y,x,y (base, tip, base);
    lean=0 (the share of the seed's lean that the tip takes); silent (says nothing, so the seed may move it); flat (makes no
    colour together with others); line=, thick=, dash=a,b (an outline, which is flat too); time=20:00 (a clock; without a
    time none). Raise Error for anything else.
    """
    return tuple(_bubble(part.split()) for part in talk.split(";") if part.strip())


def _bubble(words: list[str]) -> Bubble:
    form, *rest = words
    if form not in ("soft", "round"):
        raise Error(f"a bubble begins with soft or round, not {form!r}")
    made: dict[str, object] = {"form": form}
    for word in rest:
        key, _, value = word.partition("=")
        match key:
            case "box":
                made["box"] = _numbers(key, value, (4,))
            case "ink":
                made["inks"] = tuple(v for v in value.split("|") if v)
            case "corner" | "thick" | "lean":
                made[key] = _numbers(key, value, (1,))[0]
            case "dash":
                made[key] = _numbers(key, value, (1, 2))
            case "tail":
                v = _numbers(key, value, (6,))
                made[key] = ((v[0], v[1]), (v[2], v[3]), (v[4], v[5]))
            case "line":
                made[key] = value
            case "silent" | "flat":
                made[key] = True
            case "time":
                made[key] = _time(value)
            case _:
                raise Error(
                    f"a bubble has no {key!r}; there are box, ink, corner, tail, lean, silent, flat, line, thick, dash, time"
                )
    if "box" not in made:
        raise Error(f"a bubble needs box=x,y,w,h: {' '.join(words)!r}")
    return Bubble(**made)  # pyright: ignore[reportArgumentType]


def _time(value: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"(\d{1,2}):(\d\d)", value)
    return (int(found[1]), int(found[2])) if found else None


def hands(centre: Point, radius: float, hour: int, minute: int) -> tuple[Path, Path]:
    """Draw the short and the long hand of a clock as lines from its centre; radius in points."""

    def hand(degrees: float, length: float) -> Path:
        a = radians(degrees)
        return polygon((centre, Point(centre.x + length * sin(a), centre.y - length * cos(a))), close=False)

    return hand((hour % 12 + minute / 60) * 30, radius * 0.56), hand(minute * 6, radius * 0.7)
