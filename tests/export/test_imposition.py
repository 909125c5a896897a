import io
from dataclasses import replace

import pypdfium2
import pytest

from kiosk.export.raster import proof
from kiosk.export.sheets import imposition
from kiosk.page.geometry import MM, Rect
from kiosk.page.stock import STOCKS
from kiosk.paint import pdf, qt
from tests.export.sheets import sheet

A6, A4 = STOCKS["postcard"]["a6"], STOCKS["postcard"]["4up-a4"]
LINK = "https://example.org/k/exchange"
RED = (230, 26, 26)


def pixel(image, x_mm, y_mm):
    colour = image.pixelColor(round(x_mm / 25.4 * 100), round(y_mm / 25.4 * 100))
    return colour.red(), colour.green(), colour.blue()


@pytest.fixture(scope="module")
def sheets():
    front, back = sheet(A6), sheet(A6, LINK)
    return [qt.raster(p, (827, 1169)) for p in imposition.four_up([front.page, back.page], A4)]


def test_the_tops_of_front_and_back_meet_when_the_sheet_is_turned_over_its_long_edge(sheets):
    # The red mark is each card's top left corner: on fronts it ends up top right of its quarter ...
    front, back = sheets
    for column in (0, 1):
        for row in (0, 1):
            left, top = column * 105, row * 148.5 + 0.25
            assert pixel(front, left + 105 - 2, top + 2) == RED
            # ... and on backs bottom left, which seen through the paper is the right edge, where fronts have their tops.
            assert pixel(back, left + 2, top + 148 - 2) == RED
            assert pixel(front, left + 2, top + 2) != RED


def test_cards_keep_their_size_and_lie_inside_their_quarter():
    for back in (False, True):
        boxes = [imposition.moved(A6.trim, m) for m in imposition.places(A6, A4, back=back)]
        for index, box in enumerate(boxes):
            assert (round(box.w / MM, 3), round(box.h / MM, 3)) == (105, 148)
            quarter = Rect(index % 2 * A4.width / 2, index // 2 * A4.height / 2, A4.width / 2, A4.height / 2)
            assert quarter.holds(box)


def test_cut_marks_stand_on_both_cut_lines_and_show_on_any_ground(sheets):
    ground = pixel(sheets[0], 40, 40)
    for x, y in ((105, 2), (105, 295), (2, 148.5), (208, 148.5), (105, 148.5)):
        assert pixel(sheets[0], x, y) != ground
    assert pixel(sheets[0], 105, 60) == ground
    assert pixel(sheets[0], 60, 148.5) == ground


def test_bleed_reaches_beyond_the_sheet_and_never_into_a_neighbour():
    page = imposition.four_up([sheet(A6).page], A4)[0]
    clips = [item.clip.bounds() for _, item in page.items if item.clip]
    assert len(clips) == 4
    for a in clips:
        assert sum(a.inset(0.01).meets(b) for b in clips) == 1
    assert min(c.x for c in clips) == -A4.bleed
    assert max(c.bottom for c in clips) == pytest.approx(A4.height + A4.bleed)


def test_all_four_codes_are_read_back_from_paper(sheets):
    back = sheet(A6, LINK)
    page = imposition.four_up([sheet(A6).page, back.page], A4)[1]
    out = io.BytesIO()
    pdf.write([page], out, pdf.Digital(title="Cards", lang="en"))
    document = pypdfium2.PdfDocument(out.getvalue())
    for m in imposition.places(A6, A4, back=True):
        moved = type(back.codes[0])(LINK, imposition.moved(back.codes[0].code, m), back.codes[0].modules)
        assert proof.read_pdf(document, 0, A4, moved).text == LINK
    document.close()


def test_a_printer_that_turns_over_the_short_edge_gets_other_backs():
    pages = imposition.four_up([sheet(A6).page, sheet(A6, LINK).page], A4, short_edge=True)
    front, back = (qt.raster(p, (827, 1169)) for p in pages)
    for column in (0, 1):
        for row in (0, 1):
            left, top = column * 105, row * 148.5 + 0.25
            # The red mark, each card's top left corner, lies top right on both sides: left stays left.
            assert pixel(front, left + 105 - 2, top + 2) == RED
            assert pixel(back, left + 105 - 2, top + 2) == RED


def test_upright_cards_stand_upside_down_behind_each_other_over_the_short_edge():
    upright = replace(A6, width=A6.height, height=A6.width)
    for m in imposition.places(upright, A4, back=True, short_edge=True):
        top, bottom = m.at((0, 0)), m.at((0, upright.height))
        assert top.y > bottom.y
    assert imposition.places(upright, A4, back=False, short_edge=True) == imposition.places(upright, A4, back=False)
