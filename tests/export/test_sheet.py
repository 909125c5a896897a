"""Contact sheets: rows that fill the width, pages scaled whole, words that say what is what."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.export.contact import sheet, stress
from kiosk.export.contact.sheet import Band, Cell, Sheet
from kiosk.page.dump import dump
from kiosk.page.geometry import Point, Rect, rectangle
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Page, Shape
from kiosk.page.stock import STOCKS
from kiosk.store.folder import files
from tests.e2e.conftest import SAMPLE

A4 = STOCKS["poster"]["a4"]
WIDE = STOCKS["slide"]["1920x1080"]


def page_of(stock):
    ground = Group(((Point(0, 0), Shape(rectangle(stock.trim), Ink("red", (1, 0, 0)))),), role="artifact")
    return Page(stock, ((Point(0, 0), ground),), "en", "Red")


def cell(stock, **fields):
    return Cell(**({"caption": "Poster", "detail": "A4", "aspect": stock.width / stock.height, "page": page_of(stock)} | fields))


def boxes(page):
    """The rectangles that pages were put into."""
    return [
        Rect(at.x, at.y, inner.matrix.a * inner.clip.bounds().w, inner.matrix.d * inner.clip.bounds().h)
        for _, outer in page.items
        if isinstance(outer, Group) and outer.role == "figure"
        for at, inner in outer.items
        if isinstance(inner, Group)
    ]


@given(st.lists(st.sampled_from([0.56, 0.71, 1.0, 1.41, 1.78, 1.9]), min_size=1, max_size=30), st.integers(100, 500))
def test_rows_hold_every_cell_once_and_in_order(aspects, height):
    found = sheet.rows(aspects, 1700, height)
    assert [i for row in found for i in row] == list(range(len(aspects)))


def test_pages_stand_side_by_side_at_one_height_inside_the_margins():
    cells = tuple(cell(s) for s in (A4, WIDE, A4, WIDE, A4, WIDE, WIDE, A4))
    made = sheet.page(
        Sheet(title="Civic", note="Sharing", bands=(Band("One", cells), Band("Two", cells[:2])), width=1200, row=200)
    )
    found = boxes(made)
    assert len(found) == 10
    for i, one in enumerate(found):
        assert made.stock.trim.inset(30).holds(one)
        assert not any(one.meets(other) for other in found[i + 1 :])
    heights = {}
    for one in found:
        heights.setdefault(round(one.y, 3), set()).add(round(one.h, 3))
    assert all(len(h) == 1 for h in heights.values())
    full = [max(b.right for b in found if abs(b.y - y) < 0.01) for y in heights]
    assert sum(abs(edge - (made.stock.width - 36)) < 0.01 for edge in full) >= len(full) - 1


def test_captions_and_troubles_are_words_on_the_page():
    cells = (cell(A4, trouble="does not fit"), cell(A4, page=None, trouble="harbour/poster.xml, line 3: this is wrong"))
    text = dump(sheet.page(Sheet(title="Harbour", note="Sharing", bands=(Band("", cells),))))
    for words in ("Harbour", "Sharing", "Poster", "does not fit", "harbour/poster.xml, line 3"):
        assert words in text


def test_trials_have_titles_of_their_length_in_the_campaigns_own_words():
    campaign = files.read(SAMPLE).campaign
    found = {case.label: case for case in stress.cases(campaign)}
    titles = {label: case.campaign.item(stress.EVENT).title for label, case in found.items()}
    assert [len(titles[f"Title of {n} letters"]) for n in (6, 89, 160)] == [6, 89, 160]
    assert titles["Title of 160 letters"].startswith("Knowledge exchange and Knowledge caf\u00e9")
    assert [case.langs for case in found.values()][-2:] == [("ar",), ("cy", "en")]
    bare = found["A title and nothing else: no description, date, place or link"].campaign.item(stress.EVENT)
    assert (bare.summary, bare.starts, bare.booking, bare.venue) == ("", None, "", "")


@given(st.integers(12, 200))
def test_a_title_of_any_length_can_be_made(letters):
    campaign = files.read(SAMPLE).campaign
    title = stress.of_length(campaign, campaign.events[0], letters)
    assert len(title) == letters
    assert title == " ".join(title.split())
