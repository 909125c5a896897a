import io

import pypdfium2
import pytest

from kiosk.compose.brief import Qr
from kiosk.export.raster import jpeg, proof
from kiosk.export.raster.pixels import Pixels
from kiosk.page.geometry import MM, Rect
from kiosk.page.stock import STOCKS
from kiosk.paint import pdf, qt
from tests.export.sheets import sheet

A4, SLIDE, SQUARE = STOCKS["poster"]["a4"], STOCKS["slide"]["1920x1080"], STOCKS["social"]["square"]
LINK = "https://example.org/k/exchange"


def painted(made):
    image = qt.raster(made.page)
    dpi = 96 if made.page.stock.pixels else 300
    return Pixels(memoryview(image.constBits()), image.width(), image.height(), image.bytesPerLine(), dpi, image)


def document(made):
    out = io.BytesIO()
    pdf.write([made.page], out, pdf.Digital(title="A sheet", lang="en"))
    return pypdfium2.PdfDocument(out.getvalue())


@pytest.mark.parametrize("stock", [A4, SLIDE, SQUARE], ids=lambda s: s.name)
@pytest.mark.parametrize("at", [(30, 40), (35, 130)])
def test_a_code_is_read_from_the_pixels_of_every_stock(stock, at):
    made = sheet(stock, LINK, at=at)
    assert proof.read_pixels(painted(made), stock, made.codes[0]).text == LINK


@pytest.mark.parametrize("width", [40, 160])
def test_a_code_is_read_from_the_pdf(width):
    made = sheet(A4, LINK, width=width, at=(400, 640))
    opened = document(made)
    assert proof.read_pdf(opened, 0, A4, made.codes[0]).text == LINK
    opened.close()


def test_a_code_is_read_from_the_jpeg():
    made = sheet(SQUARE, LINK)
    assert jpeg.read(jpeg.encode(painted(made)), SQUARE, made.codes[0]).text == LINK


def test_a_code_that_is_covered_or_elsewhere_is_not_read():
    made = sheet(A4, LINK)
    elsewhere = Qr(LINK, Rect(300, 500, 90, 90), 29)
    off_the_page = Qr(LINK, Rect(9000, 9000, 90, 90), 29)
    opened = document(made)
    for wrong in (elsewhere, off_the_page):
        assert proof.read_pixels(painted(made), A4, wrong).text is None
        assert proof.read_pdf(opened, 0, A4, wrong).text is None
    opened.close()


def test_what_the_pixels_say_is_reported_not_what_was_meant():
    made = sheet(A4, "https://example.org/k/another")
    meant = Qr(LINK, made.codes[0].code, made.codes[0].modules)
    assert proof.read_pixels(painted(made), A4, meant).text == "https://example.org/k/another"


def test_reading_distance_is_ten_widths_on_paper_and_on_the_wall():
    paper = proof.measured(Qr(LINK, Rect(0, 0, 40 * MM, 40 * MM), 29), proof.Reading(LINK), A4)
    assert (paper.code_mm, paper.readable_to_m) == (40.0, 0.4)
    # 300 of 1920 pixels of a 55 inch screen, 1218 mm wide
    wall = proof.measured(Qr(LINK, Rect(0, 0, 225, 225), 29), proof.Reading(LINK), SLIDE)
    assert wall.code_mm == pytest.approx(190.2, abs=0.2)
    assert wall.readable_to_m == pytest.approx(1.9, abs=0.01)
