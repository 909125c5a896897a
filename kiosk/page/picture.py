"""What the layout needs to know of a picture or a logo without opening its file."""

from __future__ import annotations

from kiosk.page.items import Shape
from kiosk.record import record


@record
class PictureFacts:
    """A normalised picture: sRGB file, its hash, size in pixels, focal point 0 to 1, mean luminance on a coarse grid.

    `light` holds rows of relative luminance, 0 to 1, of a grid laid over the picture, `peak` that of the lightest pixel of
    each cell of the same grid; empty when unknown. `tones` pairs luminances with the shares of a picture that have them, for
    pictures that let their ground through. `guessed` names what it did not tell: "inks" of which press, or "colours" of which
    space; empty when it did.
    """

    file: str
    sha256: str
    width: int
    height: int
    focal: tuple[float, float] = (0.5, 0.5)
    safe: tuple[float, float, float, float] | None = None
    light: tuple[tuple[float, ...], ...] = ()
    peak: tuple[tuple[float, ...], ...] = ()
    tones: tuple[tuple[float, float], ...] = ()
    guessed: str = ""


@record
class Artwork:
    """A vector logo: its shapes in a box of `width` by `height` (any unit), origin at the top left."""

    sha256: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
