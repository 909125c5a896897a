"""Contrast measured on the finished page, with the words taken away."""

from dataclasses import replace
from datetime import datetime

import pytest

from kiosk.export import job
from kiosk.export.raster import contrast
from kiosk.page import face
from kiosk.page.geometry import Matrix, Point, Rect, rectangle
from kiosk.page.ink import Linear, Stop, ink
from kiosk.page.items import Glyph, Group, Page, Shape, TextRun
from kiosk.page.stock import STOCKS
from tests.export.sheets import sheet as made_sheet

STOCK = STOCKS["poster"]["a4"]
WHITE, BLACK = ink("#FFFFFF"), ink("#000000")


def words(colour: str, size: float = 12.0, text: str = "Words", width: float = 200.0) -> TextRun:
    return TextRun(face.find("Lato"), size, ink(colour), text, (Glyph(40, 0, 0, 0),), width)


def page(run: TextRun, *ground: Shape) -> Page:
    items = tuple((Point(0, 0), s) for s in ground)
    strike = (Point(0, 0), Group(((Point(0, 0), Shape(rectangle(Rect(90, 90, 300, 20)), BLACK)),), role="artifact"))
    return Page(STOCK, (*items, (Point(100, 100), Group(((Point(0, 0), run), strike), role="p"))), "en", "T")


def sheet(fill) -> Shape:
    return Shape(rectangle(STOCK.trim), fill)


def test_words_are_measured_against_what_is_behind_them_not_against_themselves():
    (found,) = contrast.measured(page(words("#000000"), sheet(WHITE)))
    assert found.found == pytest.approx(21, rel=0.01)
    (grey,) = contrast.measured(page(words("#777777"), sheet(WHITE)))
    assert grey.found == pytest.approx(4.48, rel=0.02)


def test_the_worst_hundredth_counts():
    fading = Linear(Point(100, 0), Point(300, 0), (Stop(0, BLACK), Stop(1, WHITE)))
    (found,) = contrast.measured(page(words("#FFFFFF"), sheet(fading)))
    assert found.found < 1.1
    spot = Shape(rectangle(Rect(150, 94, 0.5, 0.5)), WHITE)  # less than a hundredth of the run
    (spotted,) = contrast.measured(page(words("#FFFFFF"), sheet(BLACK), spot))
    assert spotted.found == pytest.approx(21, rel=0.01)


def test_findings_name_the_words_and_both_ratios():
    (found,) = contrast.findings(page(words("#AAAAAA"), sheet(WHITE)))
    assert (found.id, found.severity) == ("contrast-low", "error")
    assert '"Words" has a contrast of 2.3 : 1' in found.sentence
    assert "4.5 : 1" in found.sentence
    assert contrast.findings(page(words("#AAAAAA", size=40), sheet(ink("#101010")))) == ()


def test_large_words_and_brands_have_floors_of_their_own():
    middling = page(words("#8A8A8A", size=24), sheet(WHITE))
    assert contrast.findings(middling) == ()
    assert len(contrast.findings(middling, least=7)) == 1


def test_a_page_without_words_costs_nothing(monkeypatch):
    monkeypatch.setattr(contrast, "_lights", lambda *_: pytest.fail("painted for nothing"))
    assert contrast.findings(Page(STOCK, ((Point(0, 0), sheet(WHITE)),), "en", "T")) == ()


def leaf(colour: str) -> Shape:
    """A narrow shape behind one letter."""
    return Shape(rectangle(Rect(196, 80, 3, 40)), ink(colour))


@pytest.mark.parametrize(
    ("ground", "doubtful"),
    [
        ((sheet(WHITE),), False),
        ((sheet(WHITE), leaf("#EEEEEE")), False),  # read as well on the leaf as beside it
        ((sheet(WHITE), leaf("#333333")), True),
        ((sheet(ink("#333333")), sheet(WHITE)), False),
        ((sheet(WHITE), Shape(rectangle(Rect(190, 400, 3, 40)), BLACK)), False),  # clear of the words
        ((sheet(WHITE), Shape(rectangle(Rect(196, 80, 3, 40)), ink("#EEEEEE"), alpha=0.5)), True),
    ],
)
def test_only_words_that_meet_something_near_their_own_colour_are_doubtful(ground, doubtful):
    made = page(words("#000000"), *ground)
    assert bool(contrast.doubtful(made)) is doubtful
    assert doubtful or contrast.findings(made) == ()


def test_a_part_of_a_page_is_measured_as_the_whole_is():
    made = page(words("#777777"), sheet(WHITE), leaf("#333333"))
    found = contrast.doubtful(made)
    assert contrast.measured(made, only=found) == contrast.measured(made)
    assert contrast.findings(made, only=found) == contrast.findings(made) != ()


def test_a_turned_shape_is_met_by_its_outline_and_not_by_the_box_round_it():
    turned = Group(((Point(0, 0), Shape(rectangle(Rect(0, 0, 300, 4)), BLACK)),), matrix=Matrix.turn(45))
    clear = replace(page(words("#000000"), sheet(WHITE)), items=((Point(0, 0), sheet(WHITE)), (Point(120, 60), turned)))
    run = (Point(100, 130), Group(((Point(0, 0), words("#000000", width=60)),), role="p"))
    through = (Point(160, 130), run[1])
    assert not contrast.doubtful(replace(clear, items=(*clear.items, run)))
    assert contrast.doubtful(replace(clear, items=(*clear.items, through)))


@pytest.mark.parametrize("forms", [("png",), ("pdf",), ("pdf", "png")])
def test_check_and_export_agree_whatever_the_file(order, composer, forms):
    bad = page(words("#000000"), sheet(WHITE), leaf("#333333"))
    composer["exchange"] = lambda brief: replace(made_sheet(brief.stock), page=replace(bad, stock=brief.stock))
    asked = order(products=("poster",), formats=forms)
    told = [f for f in job.check(asked) if f.severity == "error"]
    assert [(f.id, f.item) for f in told] == [("contrast-low", "exchange")]
    done = job.run(asked)
    assert [w.finding for w in done.withheld] == told * len(forms)
    assert {e.item for e in done.entries} == {"peer-assist", "fishbowl"}


def test_a_brands_pages_are_measured_all_and_plain_ones_cost_nothing(tmp_path, monkeypatch):
    (tmp_path / "c").mkdir()
    text = (
        'title = "C"\n[brand]\nuse = "{}"\n[[event]]\nid = "e"\ntitle = "Words"\nstarts = 2022-11-03T12:30:00\nvenue = "Hall"\n'
    )
    seen: list[str] = []
    monkeypatch.setattr(contrast, "findings", lambda page, least=0.0, only=None: seen.append(f"{least:g}") or ())

    def order(kit: str, *forms: str) -> job.Order:
        (tmp_path / "c" / "campaign.toml").write_text(text.format(kit))
        return job.Order(
            campaign=tmp_path / "c",
            out=tmp_path / "out",
            products=("poster",),
            formats=forms,
            at=datetime(2022, 11, 1),
            workers=1,
        )

    job.check(order("neutral"))
    job.run(order("neutral", "png"))
    assert seen == []
    job.check(order("high-contrast"))
    job.run(order("high-contrast", "pdf"))
    job.run(order("high-contrast", "png"))
    assert seen == ["7"] * 3


def test_what_a_clip_hides_of_words_needs_no_ground():
    """Half of a poster on two sheets: the ground ends with the clip, the words go on behind it."""
    ground = (Point(0, 0), Shape(rectangle(Rect(0, 0, 400, 96)), BLACK))
    run = (Point(100, 100), Group(((Point(0, 0), words("#FFFFFF", size=24)),), role="p"))
    gone = (Point(100, 300), Group(((Point(0, 0), words("#FFFFFF", text="Gone")),), role="p"))
    clip = rectangle(Rect(0, 0, 400, 96))
    half = Page(STOCK, ((Point(0, 0), Group((ground, run, gone), clip=clip)),), "en", "T")
    (found,) = contrast.measured(half)
    assert found.found == pytest.approx(21, rel=0.01)
    assert contrast.findings(half) == ()
    assert contrast.findings(replace(half, items=half.items[0][1].items)) != ()
