"""Stocks: what a page is made on, with trim, bleed, safe area and the distances it is read and scanned from."""

from __future__ import annotations

from typing import Literal, TypeAlias

from kiosk.page.geometry import MM, PX, Rect
from kiosk.record import record

Product: TypeAlias = Literal["poster", "programme", "postcard", "slide", "social", "screensaver"]


@record
class Stock:
    """A sheet or screen: trim size in points, bleed and safe margin in points, reading distances in metres."""

    name: str
    width: float
    height: float
    kind: Literal["print", "screen"]
    bleed: float
    safe: float
    title_distance: float
    detail_distance: float
    scan_distance: float
    pixels: tuple[int, int] | None = None
    ppi: float = 300.0

    @property
    def u(self) -> float:
        """One hundredth of the short side, in points."""
        return min(self.width, self.height) / 100

    @property
    def trim(self) -> Rect:
        """The finished page."""
        return Rect(0, 0, self.width, self.height)

    @property
    def safe_area(self) -> Rect:
        """Where text, codes and logos may stand."""
        return self.trim.inset(self.safe)

    @property
    def shape(self) -> Literal["landscape", "portrait", "square"]:
        """The reflow class: landscape from 1.3, portrait up to 0.8, square between."""
        aspect = self.width / self.height
        return "landscape" if aspect >= 1.3 else "portrait" if aspect <= 0.8 else "square"

    @property
    def size_px(self) -> tuple[int, int]:
        """Size of the raster: the screen's own pixels, or print at `ppi`."""
        if self.pixels:
            return self.pixels
        return round(self.width / 72 * self.ppi), round(self.height / 72 * self.ppi)


def _print(name: str, w: float, h: float, title: float, detail: float, scan: float) -> Stock:
    """Make a print stock from millimetres; safe margin 5 mm, 4 mm from A5 down."""
    safe = 4 if min(w, h) <= 148 else 5
    bleed = 5 if min(w, h) >= 420 else 3
    return Stock(name, w * MM, h * MM, "print", bleed * MM, safe * MM, title, detail, scan)


def _screen(name: str, w: int, h: int, title: float = 5, detail: float = 5, scan: float = 1.8) -> Stock:
    """Make a screen stock from pixels; safe margin 5 % of the short side (overscan)."""
    return Stock(name, w * PX, h * PX, "screen", 0, min(w, h) * PX * 0.05, title, detail, scan, (w, h))


_CARD = (0.5, 0.5, 0.0)

STOCKS: dict[Product, dict[str, Stock]] = {
    "poster": {
        "a4": _print("a4", 210, 297, 3, 1, 0.4),
        "a3": _print("a3", 297, 420, 4, 1.5, 0.6),
        "a5": _print("a5", 148, 210, 0.5, 0.5, 0.4),
        "a2": _print("a2", 420, 594, 5, 2, 0.6),
    },
    "programme": {
        "a3-landscape": _print("a3-landscape", 420, 297, 4, 1.5, 0.6),
        "a4-landscape": _print("a4-landscape", 297, 210, 3, 1, 0.4),
        "a4": _print("a4", 210, 297, 3, 1, 0.4),
    },
    "postcard": {
        "a6": _print("a6", 148, 105, 0.5, 0.5, 0.25),
        "4up-a4": _print("4up-a4", 210, 297, 0.5, 0.5, 0.25),
    },
    "slide": {
        "1920x1080": _screen("1920x1080", 1920, 1080),
        "3840x2160": _screen("3840x2160", 3840, 2160),
        "1080x1920": _screen("1080x1920", 1080, 1920),
    },
    "social": {
        "square": _screen("square", 1080, 1080, *_CARD),
        "share": _screen("share", 1200, 630, *_CARD),
        "wide": _screen("wide", 1600, 900, *_CARD),
        "tall": _screen("tall", 1080, 1350, *_CARD),
    },
    "screensaver": {
        "1920x1080": _screen("1920x1080", 1920, 1080),
        "3840x2160": _screen("3840x2160", 3840, 2160),
        "1080x1920": _screen("1080x1920", 1080, 1920),
    },
}
"""Stocks by product, the default first."""
