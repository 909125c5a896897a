"""Inks and paints: one colour with its screen and press values, gradients made of them, and contrast."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from kiosk.page.geometry import Point
from kiosk.record import record

Rgb: TypeAlias = tuple[float, float, float]
Cmyk: TypeAlias = tuple[float, float, float, float]


class Error(Exception):
    """A colour that cannot be read."""


@record
class Ink:
    """A colour: sRGB for screens (0 to 1), CMYK for the press (0 to 1), and a spot name if it has one."""

    name: str
    screen: Rgb
    cmyk: Cmyk | None = None
    spot: str | None = None

    @property
    def hex(self) -> str:
        """The screen value as #RRGGBB."""
        return "#" + "".join(f"{round(v * 255):02X}" for v in self.screen)


@record
class Stop:
    """One station of a gradient: offset 0 to 1, ink, alpha 0 to 1."""

    offset: float
    ink: Ink
    alpha: float = 1.0


@record
class Linear:
    """A gradient along a line, continued flat beyond both ends."""

    start: Point
    end: Point
    stops: tuple[Stop, ...]


@record
class Radial:
    """A gradient round a centre, continued flat beyond the radius."""

    centre: Point
    radius: float
    stops: tuple[Stop, ...]


Paint: TypeAlias = Ink | Linear | Radial


@lru_cache(maxsize=4096)
def ink(value: str, name: str = "", cmyk: Cmyk | None = None, spot: str | None = None) -> Ink:
    """Read #RGB or #RRGGBB; raise Error otherwise."""
    digits = value.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(c * 2 for c in digits)
    try:
        if len(digits) != 6 or not value.startswith("#"):
            raise ValueError
        r, g, b = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    except ValueError:
        raise Error(f"{value!r} is not a colour; write it as #RRGGBB, for example #0E3B32") from None
    return Ink(name or value, (r, g, b), cmyk, spot)


@lru_cache(maxsize=4096)
def mix(a: Ink, b: Ink, t: float) -> Ink:
    """Blend from `a` (t = 0) to `b` (t = 1), in each space on its own."""

    def blend(p: tuple[float, ...], q: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(x + (y - x) * t for x, y in zip(p, q, strict=True))

    r, g, bl = blend(a.screen, b.screen)
    press: Cmyk | None = None
    if a.cmyk and b.cmyk:
        c, m, y, k = blend(a.cmyk, b.cmyk)
        press = (c, m, y, k)
    return Ink(f"{a.name}+{b.name}@{t:.3g}", (r, g, bl), press)


@lru_cache(maxsize=8192)
def luminance(rgb: Rgb) -> float:
    """Compute relative luminance, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    r, g, b = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in rgb)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: Ink, b: Ink) -> float:
    """Compute the contrast ratio, 1 to 21 (WCAG 2.2, 1.4.3)."""
    hi, lo = sorted((luminance(a.screen), luminance(b.screen)), reverse=True)
    return (hi + 0.05) / (lo + 0.05)
