"""The two painters agree in every family: each product's PDF, rasterised, is the picture that Qt paints."""

from dataclasses import replace

import pytest
from PIL import ImageDraw, ImageOps

from kiosk.page.geometry import MM, Point
from kiosk.page.items import Group
from kiosk.paint import difference
from tests.compose import making
from tests.compose.families import FAMILIES, STOCKS_OF, composed
from tests.paint import pages
from tests.tooling.choice import chessboard

LONG = 2400  # pixels of the longer side


@pytest.mark.parametrize(("family", "product"), chessboard(FAMILIES, list(STOCKS_OF)))
def test_pdf_and_picture_are_the_same(family: str, product: str) -> None:
    sheets = composed(family, product, STOCKS_OF[product][0])
    data = pages.pdf_bytes(*(s.page for s in sheets))
    for index, one in enumerate(sheets):
        stock = one.page.stock
        scale = LONG / max(stock.width, stock.height)
        size = round(stock.width * scale), round(stock.height * scale)
        both = pages.qt_picture(one.page, *size), pages.pdf_picture(data, *size, index)
        for code in one.codes:
            # On screens modules are whole pixels; paper has no pixels.
            x, y, w, h = (v * scale for v in code.code.inset(-MM))
            for picture in both:
                ImageDraw.Draw(picture).rectangle((x, y, x + w, y + h), fill="white")
        found = difference.compare(*both, round(stock.u * scale / 2), 16)
        # The rasteriser of the PDF puts glyphs and hairlines on whole pixels, half a pixel off at most; a word that is moved by
        # two pixels, or a shape that is missing, differs by far more.
        assert found.worst <= 48, found
        assert found.share <= 0.01, found


@pytest.mark.parametrize("family", FAMILIES)
def test_ink_of_every_typeface_lies_at_the_same_place(family: str) -> None:
    """Ink extents within 0.3 pt, line by line, for the longest line in each typeface of the family."""
    runs = {}
    for product in ("poster", "postcard"):
        for _, run in (found for one in composed(family, product, STOCKS_OF[product][0]) for found in making.runs(one.page)):
            if run.text.strip() and (run.face not in runs or len(run.text) > len(runs[run.face].text)):
                runs[run.face] = run
    assert len(runs) >= 2
    for run in runs.values():
        size = min(24.0, 24.0 * 380 / (run.width * 24 / run.size))
        glyphs = tuple(g._replace(x=g.x * size / run.size, y=g.y * size / run.size) for g in run.glyphs)
        set_ = replace(run, size=size, ink=pages.DARK, glyphs=glyphs, width=run.width * size / run.size)
        page = pages.page((Point(20, 60), Group(((Point(0, 0), set_),), role="p")))
        w, h = round(page.stock.width * 4), round(page.stock.height * 4)
        one, other = (
            ImageOps.invert(picture.convert("L")).point([0] * 100 + [255] * 156).getbbox()
            for picture in (pages.qt_picture(page, w, h), pages.pdf_picture(pages.pdf_bytes(page), w, h))
        )
        assert one
        assert other
        assert max(abs(a - b) for a, b in zip(one, other, strict=True)) <= 0.3 * 4 + 1e-9, run.face
