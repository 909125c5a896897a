"""Rules for every PDF: typefaces, title, boxes, nothing that acts by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.export.preflight.preflight_read import Read
from kiosk.export.preflight.preflight_rule import box, rule
from kiosk.page.geometry import MM


@rule("pdf-fonts", None)
def _fonts(read: Read) -> Iterator[str]:
    for sheet in read.sheets:
        for font in sheet.page.obj.get("/Resources", {}).get("/Font", {}).values():
            name = str(font.get("/BaseFont", "/?"))[1:]
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            held = {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.get("/FontDescriptor", {}).keys())
            if not held or not re.match(r"[A-Z]{6}\+", name):
                yield f"The typeface {name} is not embedded as a subset."


@rule("pdf-title", None)
def _title(read: Read) -> Iterator[str]:
    title = str(read.file.docinfo.get("/Title", "")) if "/Info" in read.file.trailer else ""
    if not title.strip() or "<dc:title>" not in read.meta:
        yield "The file has no title."


@rule("pdf-dates", None)
def _dates(read: Read) -> Iterator[str]:
    if "/Info" not in read.file.trailer or not {"/CreationDate", "/ModDate"} <= set(read.file.docinfo.keys()):
        yield "The file does not say when it was made."


@rule("pdf-trim", None)
def _trim(read: Read) -> Iterator[str]:
    for n, sheet in enumerate(read.sheets):
        x0, y0, x1, y1 = box(sheet.page, "/TrimBox")
        if abs(x1 - x0 - read.stock.width) > 0.2 * MM or abs(y1 - y0 - read.stock.height) > 0.2 * MM:
            size = f"{(x1 - x0) / MM:.1f} × {(y1 - y0) / MM:.1f} mm"
            yield f"Page {n + 1} is {size}; {read.stock.name} is {read.stock.width / MM:.0f} × {read.stock.height / MM:.0f} mm."


@rule("pdf-boxes", None)
def _boxes(read: Read) -> Iterator[str]:
    for n, sheet in enumerate(read.sheets):
        trim, bleed, media = (box(sheet.page, name) for name in ("/TrimBox", "/BleedBox", "/MediaBox"))
        for inner, outer in ((trim, bleed), (bleed, media)):
            if any(a < b - 0.01 for a, b in zip(inner[:2], outer[:2], strict=True)) or any(
                a > b + 0.01 for a, b in zip(inner[2:], outer[2:], strict=True)
            ):
                yield f"The boxes of page {n + 1} do not lie inside each other."


@rule("pdf-encrypted", None)
def _encrypted(read: Read) -> Iterator[str]:
    if read.file.is_encrypted:
        yield "The file is locked with a password or rights."


@rule("pdf-actions", None)
def _actions(read: Read) -> Iterator[str]:
    names = read.file.Root.get("/Names", {})
    if {"/OpenAction", "/AA", "/AcroForm"} & set(read.file.Root.keys()) or "/JavaScript" in names:
        yield "The file holds a form, an action or a script."
