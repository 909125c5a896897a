"""Sheets drawn in one format: the bytes of a file, and what its own pixels say of its codes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from kiosk.compose.brief import Composed
from kiosk.export.manifest import Code, Distance
from kiosk.export.raster import proof
from kiosk.record import record

if TYPE_CHECKING:
    from PIL import Image

    from kiosk.paint.pdf import Intent

APART = 64.0
"""How far the worst block of a PDF may lie from the picture on screens, of 255: stems do, a missing word lies further."""
_LONG, _FINE = 1600, 2400
"""Pixels of the longer side at which the two are compared; the second where stems of letters may be all that differs."""
SHOWN = 1200
"""Pixels of the longer side of a picture that papers show."""


@record
class File:
    """One file's bytes and what its pixels say: `pixels` is its size, for rasters only.

    `map` is a picture (PNG) of where it lies too far from what screens show. `shown` are pictures (JPEG) of its first two
    pages, where they came by the way.
    """

    path: str
    data: bytes
    pages: tuple[Composed, ...]
    codes: tuple[Code, ...]
    pixels: tuple[int, int] | None
    difference: Distance | None = None
    map: bytes = b""
    shown: tuple[bytes, ...] = ()


def as_pdf(path: str, sheets: tuple[Composed, ...], intent: Intent, *, proved: bool, compared: bool = False) -> File:
    """Draw sheets as one PDF; read its codes back when it is to be `proved`, lay it over the painted picture if `compared`."""
    from kiosk.paint import pdf

    out = io.BytesIO()
    pdf.write([sheet.page for sheet in sheets], out, intent)
    data = out.getvalue()
    codes: list[Code] = []
    if proved and any(sheet.codes for sheet in sheets):
        import pypdfium2

        document = pypdfium2.PdfDocument(data)
        try:
            for index, sheet in enumerate(sheets):
                stock = sheet.page.stock
                codes += (proof.measured(qr, proof.read_pdf(document, index, stock, qr), stock) for qr in sheet.codes)
        finally:
            document.close()
    elif not proved:
        codes = [proof.measured(qr, proof.UNREAD, sheet.page.stock) for sheet in sheets for qr in sheet.codes]
    if not compared:
        return File(path, data, sheets, tuple(codes), None)
    found, drawn, shown = _difference(data, sheets, _LONG)
    if found.worst > APART:
        found, drawn, shown = _difference(data, sheets, _FINE)
    return File(path, data, sheets, tuple(codes), None, found, drawn, shown)


def _difference(data: bytes, sheets: tuple[Composed, ...], long: int) -> tuple[Distance, bytes, tuple[bytes, ...]]:
    """Rasterise a PDF and measure how far it lies from what the painter for screens makes of its pages; draw what is too far.

    Give its first pages as pictures, too.
    """
    import pypdfium2
    from PIL import Image, ImageDraw

    from kiosk.paint import difference, qt

    worst = share = 0.0
    drawn = io.BytesIO()
    pictures: list[bytes] = []
    document = pypdfium2.PdfDocument(data)
    try:
        for index, sheet in enumerate(sheets):
            stock = sheet.page.stock
            scale = long / max(stock.width, stock.height)
            size = round(stock.width * scale), round(stock.height * scale)
            opened = document[index]
            width, height = opened.get_size()
            x, y = (width - stock.width) / 2, (height - stock.height) / 2
            draw: Any = opened.render  # the scale may be a fraction, whatever its annotation says
            painted = draw(scale=scale, crop=(x, y, x, y), may_draw_forms=False).to_pil().convert("RGB").resize(size)
            if index < 2:
                pictures.append(small(painted))
            image = qt.raster(sheet.page, size)
            shown = Image.frombuffer("RGBA", size, bytes(image.constBits()), "raw", "BGRA", 0, 1).convert("RGB")
            for code in sheet.codes:  # on screens their modules are whole pixels, and they were read already
                box = tuple(v * scale for v in (code.code.x, code.code.y, code.code.right, code.code.bottom))
                for picture in (painted, shown):
                    ImageDraw.Draw(picture).rectangle(box, fill="white")
            block = max(2, round(stock.u * scale / 2))
            found = difference.compare(painted, shown, block, 16)
            if found.worst > max(worst, APART):
                drawn = io.BytesIO()
                difference.drawn(painted, shown, block, APART / 2).save(drawn, "PNG")
            worst, share = max(worst, found.worst), max(share, found.share)
    finally:
        document.close()
    return Distance(worst=worst, share=round(share, 5)), drawn.getvalue(), tuple(pictures)


def small(picture: Image.Image) -> bytes:
    """Keep a page as small as papers show it, as JPEG."""
    from PIL import Image

    step = max(1, max(picture.size) // SHOWN)
    shown = picture.reduce(step) if step > 1 else picture.copy()
    shown.thumbnail((SHOWN, SHOWN), Image.Resampling.BICUBIC, reducing_gap=None)
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=88)
    return out.getvalue()


def as_raster(path: str, sheet: Composed, form: str, *, proved: bool, shown: bool = False) -> File:
    """Draw one sheet as PNG or JPEG; read its codes back if it is to be `proved`, make a picture for papers if it is `shown`."""
    from kiosk.export.raster.canvas import raster
    from kiosk.export.raster.pixels import Pixels, view

    stock = sheet.page.stock
    image = raster(sheet.page)
    dpi = 96.0 if stock.pixels else stock.ppi
    pixels = Pixels(memoryview(image.constBits()), image.width(), image.height(), image.bytesPerLine(), dpi, image)
    if form == "png":
        from kiosk.export.raster import png

        data = png.encode(pixels)
        read = [proof.read_pixels(pixels, stock, qr) if proved else proof.UNREAD for qr in sheet.codes]
    else:
        from kiosk.export.raster import jpeg

        data = jpeg.encode(pixels)
        read = [jpeg.read(data, stock, qr) if proved else proof.UNREAD for qr in sheet.codes]
    codes = tuple(proof.measured(qr, decoded, stock) for qr, decoded in zip(sheet.codes, read, strict=True))
    size = pixels.width, pixels.height
    pictures = (small(view("RGB", size, pixels.data, "BGRX", pixels.stride)),) if shown else ()
    return File(path, data, (sheet,), codes, size, shown=pictures)
