"""Several pages on a sheet: each whole, marks outside of what is cut, captions that say what it is."""

from datetime import datetime
from types import SimpleNamespace

import pypdfium2
import pytest

from kiosk.export import besides, job
from kiosk.export.papers import nup
from kiosk.page.bounds import bounds
from kiosk.page.geometry import Rect, rectangle
from kiosk.page.items import Group
from kiosk.page.stock import STOCKS
from tests.compose.families import composed
from tests.e2e.conftest import SAMPLE
from tests.export.sheets import sheet
from tests.paint import structure

A4, A6 = STOCKS["poster"]["a4"], STOCKS["postcard"]["a6"]


def cells(stock, count):
    return [nup.Cell(sheet(stock).page, f"Sheet {n}", "Poster, A4") for n in range(count)]


def cut_out(page):
    """The rectangles that the pages of a sheet fill."""
    return [
        Rect(at.x, at.y, item.matrix.a * item.clip.bounds().w, item.matrix.d * item.clip.bounds().h)
        for at, item in page.items
        if isinstance(item, Group) and item.role == "document"
    ]


@pytest.mark.parametrize(("count", "stock", "flat"), [
    (2, A4, True), (4, A4, False), (9, A4, False), (2, A6, False), (4, A6, True), (9, A6, True),
])  # fmt: skip
def test_pages_stand_apart_in_the_printers_margin(count, stock, flat):
    made = nup.pages(cells(stock, count + 1), count, "Sharing")
    assert [len(cut_out(page)) for page in made] == [count, 1]
    for page in made:
        assert (page.stock.width > page.stock.height) is flat
        found = cut_out(page)
        for n, one in enumerate(found):
            assert page.stock.trim.inset(25).holds(one)
            assert one.w / one.h == pytest.approx(stock.width / stock.height)
            assert not any(one.meets(other) for other in found[n + 1 :])
        for at, item in page.items:
            assert page.stock.trim.inset(14).holds((bounds(item) or Rect(50, 50, 1, 1)).moved(*at))
    share = sum(r.w * r.h for r in cut_out(made[0])) / (A4.width * A4.height)
    assert share > 0.35


def test_cut_marks_lie_outside_of_every_page():
    (page,) = nup.pages(cells(A4, 4), 4, "Sharing")
    marks = [item for _, item in page.items if isinstance(item, Group) and item.name == "cut-marks"]
    assert len(marks) == 4
    for mark in marks:
        for part in mark.items[0][1].path.parts():
            line = part.bounds().inset(-0.2)
            assert not any(line.meets(one) for one in cut_out(page))
    corners = {(round(r.x, 1), round(r.y, 1)) for r in cut_out(page)}
    ends = {(round(x, 1), round(y, 1)) for mark in marks for part in mark.items[0][1].path.parts() for x, y in [part.xy[:2]]}
    assert all(any(abs(x - a) < 3 and abs(y - b) < 0.1 for a, b in ends) for x, y in corners)


def test_words_of_pages_stay_words():
    shown = composed("civic", "poster", "a4")[0].page
    (made,) = nup.pages([nup.Cell(shown, "Knowledge exchange", "Poster, A4")], 2, "Sharing")
    assert structure.content([shown]) in structure.content([made])


def test_the_pages_of_several_items_come_together_and_their_codes_still_read(order):
    wanted = order(products=("poster", "postcard"), items=("exchange", "peer-assist"), n_up=2)
    given = {name: getattr(wanted, name) for name in wanted.__slots__} | {"campaign": SAMPLE}
    result = job.run(job.Order(**given))
    assert result.papers == ("report/knowvember-22-2-up-a4.pdf",)
    document = pypdfium2.PdfDocument(wanted.out / result.papers[0])
    assert len(document) == 3
    said = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    for caption in ("Poster, A4, 210\u00a0×\u00a0297\u00a0mm", "Postcard, A6, 148\u00a0×\u00a0105\u00a0mm, front", ", back"):
        assert caption.replace("\u00a0", " ") in said.replace("\u00a0", " ")
    import zxingcpp

    read = {code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=2).to_pil())}
    assert read == {"https://example.org/k/exchange", "https://example.org/learn/peer-assist"}
    document.close()


def test_a_page_is_cut_to_what_is_left_of_it_after_cutting():
    (made,) = nup.pages(cells(A4, 1), 4, "Sharing")
    (small,) = (item for _, item in made.items if isinstance(item, Group) and item.role == "document")
    assert small.clip == rectangle(A4.trim)


def test_pages_stand_by_date_within_their_product():
    """The folder lists events as they were entered; whoever cuts the sheets wants them as they come."""
    days = {"late": datetime(2027, 1, 28), "soon": datetime(2027, 1, 11), "open": None}
    items = {name: SimpleNamespace(starts=at) for name, at in days.items()}
    kit = SimpleNamespace(campaign=SimpleNamespace(item=items.get))
    asked = [("poster", "open"), ("poster", "late"), ("poster", "soon"), ("slide", "late"), ("slide", None), ("slide", "soon")]
    made = [SimpleNamespace(entries=(SimpleNamespace(product=p, item=i),)) for p, i in asked]
    found = [one.entries[0] for one in besides.by_date(made, kit)]
    assert [(e.product, e.item) for e in found] == [
        ("poster", "soon"), ("poster", "late"), ("poster", "open"), ("slide", None), ("slide", "soon"), ("slide", "late"),
    ]  # fmt: skip
