"""Proof: each QR code is read back from the final pixels, as a visitor's phone would."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from kiosk.compose.brief import Qr
from kiosk.export.manifest import Code
from kiosk.page.geometry import MM, PX, Rect
from kiosk.page.stock import STOCKS, Stock

if TYPE_CHECKING:
    from PIL import Image

    from kiosk.export.pixels import Pixels

_QUIET = 4
"""Quiet zone in modules (ISO/IEC 18004, 6.3.8); the crop keeps it and nothing more."""
_DPI = 150.0
_PIXELS_A_MODULE = 4.0
_DIAGONAL = 55.0
"""Inches of a wall screen that nothing else is known of."""


def measured(qr: Qr, decoded: str | None, stock: Stock, diagonal: float = _DIAGONAL) -> Code:
    """Put a reading beside what was meant; millimetres on paper, or on a screen of that diagonal in inches."""
    width = qr.code.w * millimetres_a_point(stock, diagonal)
    return Code(text=qr.text, decoded=decoded, code_mm=round(width, 1), readable_to_m=round(width / 100, 2))


def millimetres_a_point(stock: Stock, diagonal: float = _DIAGONAL) -> float:
    """Find how large a point of this stock is when people look at it: a card on a phone or desk, a slide on a wall."""
    if not stock.pixels:
        return 1 / MM
    if stock.name in STOCKS["social"]:
        return 25.4 / 96 / PX
    return diagonal * 25.4 / math.hypot(*stock.pixels) / PX


def read_pixels(pixels: Pixels, stock: Stock, qr: Qr) -> str | None:
    """Read a code from a painted page."""
    from kiosk.export.pixels import view

    width, height, stride = pixels.width, pixels.height, pixels.stride
    scale = width / stock.width
    box = _crop(qr, stock)
    left, top = max(0, math.floor(box.x * scale)), max(0, math.floor(box.y * scale))
    right, bottom = min(width, math.ceil(box.right * scale)), min(height, math.ceil(box.bottom * scale))
    if right <= left or bottom <= top:
        return None
    part = pixels.data[top * stride + 4 * left : (bottom - 1) * stride + 4 * right]
    grey = view("RGB", (right - left, bottom - top), part, "BGRX", stride).convert("L")
    # Twelve pixels a module say no more than six, and cost four times as much to read.
    shrink = int(qr.code.w * scale / qr.modules / 6)
    return _decode(grey.reduce(shrink) if shrink > 1 else grey)


def read_image(image: Image.Image, stock: Stock, qr: Qr) -> str | None:
    """Read a code from a decoded picture of the whole page."""
    scale = image.width / stock.width
    box = _crop(qr, stock)
    left, top, right, bottom = (round(v * scale) for v in (box.x, box.y, box.right, box.bottom))
    return _decode(image.crop((left, top, right, bottom)).convert("L"))


def read_pdf(document: Any, page: int, stock: Stock, qr: Qr) -> str | None:
    """Read a code from a page of an open pypdfium2 document, rasterised round the code alone."""
    opened = document[page]
    width, height = opened.get_size()
    left, bottom = (width - stock.width) / 2, (height - stock.height) / 2
    box = _crop(qr, stock)
    if box.w <= 0 or box.h <= 0:
        return None
    scale = max(_DPI / 72, _PIXELS_A_MODULE * qr.modules / qr.code.w)
    crop = (
        left + box.x,
        bottom + stock.height - box.bottom,
        width - left - box.right,
        bottom + box.y,
    )
    bitmap = opened.render(scale=scale, crop=crop, grayscale=True, may_draw_forms=False)
    try:
        return _decode(bitmap.to_pil())
    finally:
        bitmap.close()
        opened.close()


def _crop(qr: Qr, stock: Stock) -> Rect:
    quiet = _QUIET * qr.code.w / qr.modules
    box = qr.code.inset(-quiet)
    x, y = max(0.0, box.x), max(0.0, box.y)
    return Rect(x, y, min(stock.width, box.right) - x, min(stock.height, box.bottom) - y)


def _decode(image: Image.Image) -> str | None:
    import zxingcpp

    found = zxingcpp.read_barcodes(
        image,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        try_rotate=False,
        try_downscale=False,
        try_invert=False,
    )
    return found[0].text if found else None
