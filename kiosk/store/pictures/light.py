"""How light a picture is: relative luminance on a coarse grid, and of the opaque part of one with transparency."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from PIL import Image

GRID = 16
"""Columns and rows of the luminance grid."""


def means(image: Image.Image) -> tuple[tuple[float, ...], ...]:
    """Measure relative luminance, 0 to 1, on a coarse grid (WCAG 2.2, definition of relative luminance)."""
    from PIL import Image

    small = image.convert("RGB").resize((GRID, GRID), Image.Resampling.BOX)
    pixels = small.tobytes()
    values = [
        0.2126 * _LINEAR[pixels[i]] + 0.7152 * _LINEAR[pixels[i + 1]] + 0.0722 * _LINEAR[pixels[i + 2]]
        for i in range(0, len(pixels), 3)
    ]
    return tuple(tuple(round(v, 4) for v in values[row * GRID : (row + 1) * GRID]) for row in range(GRID))


def peaks(image: Image.Image) -> tuple[tuple[float, ...], ...]:
    """Measure the relative luminance of the lightest pixel in each cell of the grid, rounded up."""
    table = [math.ceil(v * 255) for v in _LINEAR]
    linear = image.convert("RGB").point(table * 3).convert("L", (0.2126, 0.7152, 0.0722, 0))
    across, down = ([side * i // GRID for i in range(GRID + 1)] for side in linear.size)

    def cell(row: int, column: int) -> float:
        box = (across[column], down[row], max(across[column + 1], across[column] + 1), max(down[row + 1], down[row] + 1))
        return round(min((cast("tuple[int, int]", linear.crop(box).getextrema())[1] + 1) / 255, 1.0), 4)

    return tuple(tuple(cell(row, column) for column in range(GRID)) for row in range(GRID))


def tones(image: Image.Image) -> tuple[tuple[float, float], ...]:
    """Measure which luminances the opaque part of a picture has, with their shares of it; empty for one without transparency."""
    if image.mode != "RGBA":
        return ()
    least, _ = cast("tuple[int, int]", image.getchannel("A").getextrema())
    if least > 250:
        return ()
    small = image.resize((min(image.width, 96), min(image.height, 96)))
    table = [round(v * 255) for v in _LINEAR]
    linear = small.convert("RGB").point(table * 3).convert("L", (0.2126, 0.7152, 0.0722, 0))
    counts = linear.histogram(small.getchannel("A").point([0] * 128 + [255] * 128))
    whole = sum(counts)
    steps = [(sum(counts[i : i + 16]), (i + 7.5) / 255) for i in range(0, 256, 16)]
    return tuple((round(lum, 4), round(n / whole, 4)) for n, lum in steps if n) if whole else ()


_LINEAR = tuple(v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (i / 255 for i in range(256)))
