"""A painted page as raw pixels, and views of it that copy nothing."""

from __future__ import annotations

from typing import Any, cast

from PIL import Image

from kiosk.record import record


@record
class Pixels:
    """Opaque pixels in Qt's 32-bit order (bytes B, G, R, X), `stride` bytes a row, at `dpi` pixels an inch.

    `owner` keeps the memory alive; it is never looked at.
    """

    data: memoryview
    width: int
    height: int
    stride: int
    dpi: float
    owner: Any = None


def view(mode: str, size: tuple[int, int], data: memoryview | bytes, layout: str, stride: int = 0) -> Image.Image:
    """Look at raw bytes as a picture; without copying where mode and layout are the same."""
    # Any buffer will do; the stubs know only three kinds.
    return Image.frombuffer(mode, size, cast(Any, data), "raw", layout, stride, 1)
