"""Sheets drawn in one format: the bytes of a file, and what its own pixels say of its codes."""

from __future__ import annotations

import io
from datetime import datetime

from kiosk.campaign.campaign import Campaign
from kiosk.compose.brief import Composed
from kiosk.export import proof
from kiosk.export.manifest import Code
from kiosk.record import record


@record
class File:
    """One file's bytes and what its pixels say: `pixels` is its size, for rasters only."""

    path: str
    data: bytes
    pages: tuple[Composed, ...]
    codes: tuple[Code, ...]
    pixels: tuple[int, int] | None


def as_pdf(path: str, sheets: tuple[Composed, ...], campaign: Campaign, at: datetime, *, proved: bool) -> File:
    """Draw sheets as one PDF; read its codes back when it is to be `proved`."""
    from kiosk.paint import pdf

    out = io.BytesIO()
    title = sheets[0].page.title or campaign.title
    intent = pdf.Digital(title=title, lang=sheets[0].page.lang, author=campaign.organisation, at=at)
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
        codes = [proof.measured(qr, None, sheet.page.stock) for sheet in sheets for qr in sheet.codes]
    return File(path, data, sheets, tuple(codes), None)


def as_raster(path: str, sheet: Composed, form: str, *, proved: bool) -> File:
    """Draw one sheet as PNG or JPEG; read its codes back when it is to be `proved`."""
    from kiosk.export.canvas import raster
    from kiosk.export.pixels import Pixels

    stock = sheet.page.stock
    image = raster(sheet.page)
    dpi = 96.0 if stock.pixels else stock.ppi
    pixels = Pixels(memoryview(image.constBits()), image.width(), image.height(), image.bytesPerLine(), dpi, image)
    if form == "png":
        from kiosk.export import png

        data = png.encode(pixels)
        read = [proof.read_pixels(pixels, stock, qr) if proved else None for qr in sheet.codes]
    else:
        from kiosk.export import jpeg

        data = jpeg.encode(pixels)
        read = [jpeg.read(data, stock, qr) if proved else None for qr in sheet.codes]
    codes = tuple(proof.measured(qr, decoded, stock) for qr, decoded in zip(sheet.codes, read, strict=True))
    return File(path, data, (sheet,), codes, (pixels.width, pixels.height))
