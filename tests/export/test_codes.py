"""Codes on final pixels: each way in which one goes wrong is found, on rasters and in PDFs alike."""

import io
from dataclasses import replace

import pypdfium2
import pytest

from kiosk.compose.brief import Composed, Qr
from kiosk.export.files import judging
from kiosk.export.raster import jpeg, proof
from kiosk.page import qr
from kiosk.page.geometry import Matrix, Point, Rect, rectangle
from kiosk.page.ink import Ink
from kiosk.page.items import Shape
from kiosk.page.stock import STOCKS
from kiosk.paint import pdf
from tests.export.sheets import sheet
from tests.export.test_proof import painted

A4, SQUARE = STOCKS["poster"]["a4"], STOCKS["social"]["square"]
LINK = "https://example.org/k/exchange"
GREY, PALE = Ink("grey", (0.45, 0.45, 0.45)), Ink("pale", (0.97, 0.97, 0.97))


def whole(made: Composed) -> Composed:
    return made


def faint(made: Composed) -> Composed:
    """Print the code in grey."""
    at, shape = made.page.items[-1]
    return replace(made, page=replace(made.page, items=(*made.page.items[:-1], (at, replace(shape, fill=GREY)))))


def covered(rect: Rect, ink: Ink = GREY):
    """Lay something on the page."""

    def fault(made: Composed) -> Composed:
        return replace(made, page=replace(made.page, items=(*made.page.items, (Point(0, 0), Shape(rectangle(rect), ink)))))

    return fault


def poor(made: Composed) -> Composed:
    """Code with the least error correction."""
    code = qr.code(LINK, "L")
    box = made.codes[0].code
    shape = Shape(code.path.mapped(Matrix.scale(box.w / code.modules)), made.page.items[-1][1].fill, crisp=True)
    items = (*made.page.items[:-1], (Point(box.x, box.y), shape))
    return replace(made, page=replace(made.page, items=items), codes=(Qr(LINK, box, code.modules),))


FAULTS = [
    (whole, []),
    (faint, ["qr-contrast"]),
    (covered(Rect(20, 30, 6, 100)), ["qr-quiet"]),
    (covered(Rect(29, 132, 90, 4)), ["qr-quiet"]),
    (covered(Rect(40, 50, 60, 60), PALE), ["qr-unreadable"]),
    (poor, ["qr-level"]),
]


@pytest.mark.parametrize("way", ["png", "jpg", "pdf"])
@pytest.mark.parametrize(("fault", "wanted"), FAULTS, ids=[f"{n}-{'-'.join(w) or 'whole'}" for n, (_, w) in enumerate(FAULTS)])
def test_a_fault_of_a_code_is_found_on_final_pixels(way: str, fault, wanted: list[str]):
    made = fault(sheet(SQUARE if way == "jpg" else A4, LINK))
    stock, code = made.page.stock, made.codes[0]
    if way == "pdf":
        out = io.BytesIO()
        pdf.write([made.page], out, pdf.Digital(title="A sheet", lang="en"))
        document = pypdfium2.PdfDocument(out.getvalue())
        read = proof.read_pdf(document, 0, stock, code)
        document.close()
    elif way == "jpg":
        read = jpeg.read(jpeg.encode(painted(made)), stock, code)
    else:
        read = proof.read_pixels(painted(made), stock, code)
    assert [f.id for f in judging.codes([proof.measured(code, read, stock)])] == wanted


def test_a_code_that_only_reads_at_full_size_is_told():
    made = sheet(SQUARE, LINK, width=21)  # a module is not one pixel wide
    code = made.codes[0]
    read = proof.Reading(LINK, half=False, blurred=True, contrast=18, quiet=True, level="M")
    (found,) = judging.codes([proof.measured(code, read, SQUARE)])
    assert (found.id, found.severity) == ("qr-fragile", "error")
    assert "not at half its size" in found.sentence
    seen = proof.read_pixels(painted(made), SQUARE, code)
    assert not (seen.text and seen.half and seen.blurred)


def test_a_reading_tells_distance_contrast_and_every_way():
    made = sheet(A4, LINK)
    told = proof.measured(made.codes[0], proof.read_pixels(painted(made), A4, made.codes[0]), A4)
    assert (told.decoded, told.half, told.blurred, told.quiet, told.level) == (LINK, True, True, True, "M")
    assert told.contrast > 12
