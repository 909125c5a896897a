"""An A3 poster on two A4 sheets: nothing is lost at the cut, the sheets overlap, and codes are read back where they are."""

import io
from dataclasses import replace

import pypdfium2
import pytest

from kiosk.export import job
from kiosk.export.raster import proof
from kiosk.export.sheets import office
from kiosk.page.geometry import MM
from kiosk.page.stock import STOCKS
from kiosk.paint import pdf, qt
from kiosk.resources import assets_dir
from tests.export.sheets import sheet

A3 = STOCKS["poster"]["a3"]
A4 = office.SHEETS["poster"][office.TILED]
LINK = "https://example.org/k/exchange"
SCALE = 390 / 420


def test_a_poster_on_two_sheets_is_judged_by_the_size_it_comes_out_at():
    assert office.printed("poster", "a3") == office.printed("postcard", "4up-a4") == 1
    assert office.safe(office.stocks("postcard")["4up-a4"]) == pytest.approx(4 * MM), "the cards' own margin"
    assert office.safe(office.stocks("poster")["a2"]) == pytest.approx(5 * MM)
    assert office.printed("poster", office.TILED) == pytest.approx((2 * 200 - 10) / 420)


def tiled(**place):
    return office.tiled(sheet(A3, LINK, width=120, **place), A4)


def row(image, y_mm):
    """The colours of a picture's line, at 100 dots an inch."""
    y = round(y_mm / 25.4 * 100)
    return [image.pixelColor(x, y).getRgb()[:3] for x in range(0, image.width(), 3)]


def test_the_two_sheets_show_the_same_strip():
    upper, lower = (qt.raster(one.page, (1169, 827)) for one in tiled(at=(30, A3.height / 2 - 60)))
    inner = slice(45, -45)
    for y in (1, 5, 9):
        assert row(upper, 195 + y)[inner] == row(lower, 5 + y)[inner]
        assert len(set(row(upper, 195 + y)[inner])) > 2


def test_the_margin_that_printers_leave_is_white_and_marks_stand_beside_the_poster():
    upper, lower = (qt.raster(one.page, (1169, 827)) for one in tiled(at=(30, 40)))
    for image in (upper, lower):
        for y in (2, 207):
            assert set(row(image, y)) == {(255, 255, 255)}
    assert [marked(upper, 195), marked(lower, 5), marked(upper, 60), marked(lower, 60)] == [True, True, False, False]


def marked(image, y_mm):
    """Whether something is drawn within a millimetre of a height, left of the poster."""
    ys = [round((y_mm + n / 5) / 25.4 * 100) for n in range(-5, 6)]
    return any(image.pixelColor(x, y).lightness() < 200 for y in ys for x in range(16, 36))


@pytest.mark.parametrize(("y", "on"), [(60, 0), (900, 1)])
def test_a_code_is_read_back_from_the_sheet_it_is_on(y, on):
    made = tiled(at=(60, y))
    assert [len(one.codes) for one in made] == [1 - on, on]
    assert made[on].codes[0].code.w == pytest.approx(120 * SCALE)
    out = io.BytesIO()
    pdf.write([one.page for one in made], out, pdf.Digital(title="Poster", lang="en"))
    document = pypdfium2.PdfDocument(out.getvalue())
    assert proof.read_pdf(document, on, A4, made[on].codes[0]).text == LINK
    document.close()


def test_a_code_across_the_cut_is_a_warning_with_its_cure():
    made = tiled(at=(60, A3.height / 2 - 60))
    assert [one.codes for one in made] == [(), ()]
    (found,) = made[0].findings
    assert (found.id, found.severity) == ("code-parted", "warning")


def test_the_parts_together_are_the_whole_poster():
    size = (297 * SCALE * MM, 390 * MM)
    clips = [one.page.items[0][1].clip.bounds() for one in tiled()]
    assert [round(c.w, 2) for c in clips] == [round(size[0], 2)] * 2
    assert sum(c.h for c in clips) - office.OVERLAP == pytest.approx(size[1])
    assert all(A4.trim.inset(office.MARGIN - 0.01).holds(c) for c in clips)


def test_an_export_makes_both_sheets_and_only_when_asked_by_name(order, composer):
    result = job.run(order(products=("poster",), stocks=("a3-on-a4",), formats=("pdf", "png")))
    assert result.clean
    paths = sorted(e.path for e in result.entries if e.item == "exchange")
    stem = "poster/2022-11-03-exchange-poster-a3-on-a4"
    assert paths == [f"{stem}-1.png", f"{stem}-2.png", f"{stem}.pdf"]
    pages = pypdfium2.PdfDocument(order().out / f"{stem}.pdf")
    assert [tuple(round(v / MM) for v in page.get_size()) for page in pages] == [(297, 210)] * 2
    pages.close()
    every = job.run(order(products=("poster",), stocks=("all",), items=("fishbowl",)))
    assert {e.stock for e in every.entries} == set(STOCKS["poster"])


def test_duplex_reaches_the_backs(order, composer):
    composer["fishbowl"] = lambda b: (sheet(b.stock), sheet(b.stock, LINK))
    asked = order(products=("postcard",), items=("fishbowl",), stocks=("4up-a4",), formats=("pdf",))
    path = order().out / "postcard/tba-fishbowl-postcard-4up-a4.pdf"
    made = []
    for edge in office.EDGES:
        assert job.run(replace(asked, duplex=edge)).clean
        made.append(path.read_bytes())
    assert made[0] != made[1]


def test_words_that_the_other_sheet_shows_are_no_fault_of_this_one(order, tmp_path):
    """Half of the poster is clipped away on each sheet; what is hidden has no ground and needs none."""
    folder = assets_dir() / "samples" / "knowvember-22"
    asked = replace(order(products=("poster",), stocks=("a3-on-a4",), items=("exchange",)), campaign=folder, out=tmp_path / "o")
    result = job.run(asked)
    assert [f.id for f in result.findings if f.severity == "error"] == []
    assert len(result.entries) == 1
