"""Proof: each QR code is read back from the final pixels, as a visitor's phone would: whole, far off, and out of focus."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from kiosk.compose.brief import Qr
from kiosk.export.manifest import Code
from kiosk.page.geometry import MM, PX, Rect
from kiosk.page.stock import STOCKS, Stock

if TYPE_CHECKING:
    from PIL import Image

    from kiosk.export.raster.pixels import Pixels

_QUIET = 4
"""Quiet zone in modules (ISO/IEC 18004, 6.3.8); the crop keeps it and nothing more."""
_DPI = 150.0
_PIXELS_A_MODULE = 4.0
_ENOUGH = 6
"""Pixels a module beyond which nothing more can be read."""
_BLUR = 0.3
"""How far out of focus a telephone may be: the deviation of the blur, in modules."""
_EVEN = 1.5
"""Contrast within a quiet zone that still counts as one colour."""
_DIAGONAL = 55.0
"""Inches of a wall screen that nothing else is known of."""


class Reading(NamedTuple):
    """What the pixels of a code say: its text at full size, and whether half size and a slight blur say it, too.

    `contrast` is that of dark modules to light ones, `quiet` whether the zone round the code is light and clear, `level` its
    error correction. Of a code that cannot be read nothing else is looked at.
    """

    text: str | None
    half: bool = False
    blurred: bool = False
    contrast: float = 0.0
    quiet: bool = False
    level: str = ""


UNREAD = Reading(None)


def measured(qr: Qr, read: Reading, stock: Stock, diagonal: float = _DIAGONAL) -> Code:
    """Put a reading beside what was meant; millimetres on paper, or on a screen of that diagonal in inches."""
    width = qr.code.w * millimetres_a_point(stock, diagonal)
    return Code(
        text=qr.text,
        decoded=read.text,
        code_mm=round(width, 1),
        readable_to_m=round(width / 100, 2),
        half=read.half,
        blurred=read.blurred,
        contrast=round(read.contrast, 1),
        quiet=read.quiet,
        level=read.level,
    )


def millimetres_a_point(stock: Stock, diagonal: float = _DIAGONAL) -> float:
    """Find how large a point of this stock is when people look at it: a card on a phone or desk, a slide on a wall."""
    if not stock.pixels:
        return 1 / MM
    if stock.name in STOCKS["social"]:
        return 25.4 / 96 / PX
    return diagonal * 25.4 / math.hypot(*stock.pixels) / PX


def read_pixels(pixels: Pixels, stock: Stock, qr: Qr) -> Reading:
    """Read a code from a painted page."""
    from kiosk.export.raster.pixels import view

    width, height, stride = pixels.width, pixels.height, pixels.stride
    scale = width / stock.width
    box = _crop(qr, stock)
    left, top = max(0, math.floor(box.x * scale)), max(0, math.floor(box.y * scale))
    right, bottom = min(width, math.ceil(box.right * scale)), min(height, math.ceil(box.bottom * scale))
    if right <= left or bottom <= top:
        return UNREAD
    part = pixels.data[top * stride + 4 * left : (bottom - 1) * stride + 4 * right]
    return _read(view("RGB", (right - left, bottom - top), part, "BGRX", stride), qr)


def read_image(image: Image.Image, stock: Stock, qr: Qr) -> Reading:
    """Read a code from a decoded picture of the whole page."""
    scale = image.width / stock.width
    box = _crop(qr, stock)
    left, top, right, bottom = (round(v * scale) for v in (box.x, box.y, box.right, box.bottom))
    return _read(image.crop((left, top, right, bottom)).convert("RGB"), qr)


def read_pdf(document: Any, page: int, stock: Stock, qr: Qr) -> Reading:
    """Read a code from a page of an open pypdfium2 document, rasterised round the code alone."""
    opened = document[page]
    width, height = opened.get_size()
    left, bottom = (width - stock.width) / 2, (height - stock.height) / 2
    box = _crop(qr, stock)
    if box.w <= 0 or box.h <= 0:
        return UNREAD
    scale = max(_DPI / 72, _PIXELS_A_MODULE * qr.modules / qr.code.w)
    crop = (
        left + box.x,
        bottom + stock.height - box.bottom,
        width - left - box.right,
        bottom + box.y,
    )
    bitmap = opened.render(scale=scale, crop=crop, may_draw_forms=False)
    try:
        return _read(bitmap.to_pil().convert("RGB"), qr)
    finally:
        bitmap.close()
        opened.close()


def _crop(qr: Qr, stock: Stock) -> Rect:
    quiet = _QUIET * qr.code.w / qr.modules
    box = qr.code.inset(-quiet)
    x, y = max(0.0, box.x), max(0.0, box.y)
    return Rect(x, y, min(stock.width, box.right) - x, min(stock.height, box.bottom) - y)


def _read(image: Image.Image, qr: Qr) -> Reading:
    """Read a code from a picture of it and its quiet zone, as it is, at half its size and slightly out of focus."""
    from PIL import ImageFilter

    grey = image.convert("L")
    module = image.width / (qr.modules + 2 * _QUIET)
    # Twelve pixels a module say no more than six, and cost four times as much to read.
    shrink = max(1, int(module / _ENOUGH))
    small = grey.reduce(shrink) if shrink > 1 else grey
    found = _decode(small)
    if found is None:
        return UNREAD
    half = shrink > 1 or _said(grey.reduce(2)) == found.text
    blurred = _said(small.filter(ImageFilter.GaussianBlur(_BLUR * module / shrink))) == found.text
    contrast, quiet = _printed(image, qr.modules)
    return Reading(found.text, half, blurred, contrast, quiet, str(found.ec_level))


def _printed(image: Image.Image, modules: int) -> tuple[float, bool]:
    """Measure the contrast of a code, and tell whether the zone round it is light and clear (ISO/IEC 18004, 9.1)."""
    from kiosk.export.preflight import seen

    lights = seen.lights(image)
    m = image.width / (modules + 2 * _QUIET), image.height / (modules + 2 * _QUIET)
    near = _QUIET * m[0], _QUIET * m[1]
    code = lights.crop((round(near[0]), round(near[1]), round(lights.width - near[0]), round(lights.height - near[1])))
    dark, light = (_share(code.histogram(), share) for share in (0.2, 0.8))
    across, down = (0.7 * m[0], near[0] - 0.5 * m[0]), (0.7 * m[1], near[1] - 0.5 * m[1])
    bars = [
        lights.crop((round(x0), round(y0), round(x1), round(y1)))
        for x0, y0, x1, y1 in (
            (near[0], down[0], lights.width - near[0], down[1]),
            (near[0], lights.height - down[1], lights.width - near[0], lights.height - down[0]),
            (across[0], near[1], across[1], lights.height - near[1]),
            (lights.width - across[1], near[1], lights.width - across[0], lights.height - near[1]),
        )
    ]
    counts = [sum(c) for c in zip(*(bar.histogram() for bar in bars), strict=True)]
    low, usual = _share(counts, 0.02), _share(counts, 0.5)
    return _ratio(light, dark), light > dark and _ratio(usual, low) <= _EVEN and _ratio(light, usual) <= _EVEN


def _share(counts: list[int], share: float) -> float:
    """Find the luminance that a share of counted pixels does not pass."""
    left = share * sum(counts)
    for value, n in enumerate(counts):
        left -= n
        if left < 0:
            return value / 255
    return 1.0


def _ratio(a: float, b: float) -> float:
    hi, lo = (a, b) if a > b else (b, a)
    return (hi + 0.05) / (lo + 0.05)


def _said(image: Image.Image) -> str | None:
    found = _decode(image)
    return found.text if found else None


def _decode(image: Image.Image) -> Any:
    import zxingcpp

    found = zxingcpp.read_barcodes(
        image,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        try_rotate=False,
        try_downscale=False,
        try_invert=False,
    )
    return found[0] if found else None
