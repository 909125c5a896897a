"""JPEG files: quality 90, colour at half resolution (4:2:0), tagged sRGB; the same pixels always give the same bytes."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

from kiosk.compose.brief import Qr
from kiosk.export.raster.pixels import Pixels, view
from kiosk.page.stock import Stock

if TYPE_CHECKING:
    from kiosk.export.raster.proof import Reading

QUALITY = 90


def encode(pixels: Pixels) -> bytes:
    """Encode pixels as JPEG."""
    out = io.BytesIO()
    image = view("RGB", (pixels.width, pixels.height), pixels.data, "BGRX", pixels.stride)
    dots = round(pixels.dpi)
    image.save(out, "JPEG", quality=QUALITY, subsampling="4:2:0", dpi=(dots, dots), icc_profile=_srgb())
    return out.getvalue()


def read(data: bytes, stock: Stock, qr: Qr) -> Reading:
    """Read a code back from the finished file."""
    from PIL import Image

    from kiosk.export.raster import proof

    with Image.open(io.BytesIO(data)) as image:
        return proof.read_image(image, stock, qr)


@cache
def _srgb() -> bytes:
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # The time of making (ICC.1, 7.2, bytes 24 to 35) and the id that depends on it would differ from run to run.
    profile[24:36] = b"\x07\xe6\x00\x0b\x00\x01" + bytes(6)
    profile[84:100] = bytes(16)
    return bytes(profile)
