"""How far two pictures of one page lie apart: the judge between painters, on plain pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL import Image


class Error(Exception):
    """Two pictures that cannot be compared."""


class Difference(NamedTuple):
    """The worst block: 0 to 255 in its worst channel, and its place in pixels; and the share of blocks over the bound."""

    worst: float
    x: int
    y: int
    share: float


def drawn(a: Image.Image, b: Image.Image, block: int, bound: float) -> Image.Image:
    """Draw where two pictures differ: the first one pale, blocks over the bound in red, a pixel a block."""
    from PIL import Image, ImageChops

    small = [picture.convert("RGB").reduce(block) for picture in (a, b)]
    bands = ImageChops.difference(*small).split()
    over = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2]).point([255 * (n > bound) for n in range(256)])
    pale = Image.blend(small[0].convert("L").convert("RGB"), Image.new("RGB", small[0].size, "white"), 0.7)
    return Image.composite(Image.new("RGB", pale.size, (200, 20, 20)), pale, over)


def compare(a: Image.Image, b: Image.Image, block: int, bound: float = 24) -> Difference:
    """Compare two RGB pictures of one size block by block (`block` pixels a side); raise Error if their sizes differ.

    Means are compared, not pixels: antialiasing differs by a fraction of a pixel, and vanishes in the mean of a block;
    a moved letter or a missing shape does not.
    """
    from PIL import ImageChops

    if a.size != b.size:
        raise Error(f"The pictures are {a.size} and {b.size} pixels large; rasterise both at one size")
    small = [picture.convert("RGB").reduce(block) for picture in (a, b)]
    bands = ImageChops.difference(*small).split()
    worst = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    counts = worst.histogram()
    peak = max(i for i, n in enumerate(counts) if n)
    first = worst.point([255 if i == peak else 0 for i in range(256)]).getbbox() or (0, 0, 0, 0)
    over = sum(counts[int(bound) + 1 :]) / sum(counts)
    return Difference(peak, first[0] * block, first[1] * block, over)
