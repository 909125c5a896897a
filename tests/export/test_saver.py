"""Saving ink: far less of it is used, every word can be read as before, and codes and logos are untouched."""

import pytest
from PIL import Image, ImageStat

from kiosk.compose import compose
from kiosk.compose.brief import Brief
from kiosk.export import job
from kiosk.export.order import Error
from kiosk.export.raster import contrast, proof
from kiosk.export.raster.pixels import Pixels
from kiosk.export.sheets import saver
from kiosk.page.geometry import Point, Rect, rectangle
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Page, Shape
from kiosk.page.stock import STOCKS
from kiosk.paint import qt
from tests.compose import families, making
from tests.compose.families import FAMILIES, composed
from tests.e2e.conftest import SAMPLE
from tests.paint import structure

DARK, CREAM, PAPER = Ink("dark", (0.05, 0.23, 0.2)), Ink("cream", (1, 0.96, 0.89)), (255, 255, 255)
A6 = STOCKS["postcard"]["a6"]


OUTLINED = ' form="outline" ground="red"'


def inked(page: Page) -> float:
    """How much of the paper is covered, 0 to 1."""
    return 1 - ImageStat.Stat(picture(page, 400)).mean[0] / 255


def picture(page: Page, width: int) -> Image.Image:
    image = qt.raster(page, (width, round(width * page.stock.height / page.stock.width)))
    size = image.width(), image.height()
    return Image.frombuffer("RGBA", size, bytes(image.constBits()), "raw", "BGRA", 0, 1).convert("RGB").convert("L")


@pytest.mark.parametrize("product", ["poster", "postcard", "programme"])
@pytest.mark.parametrize("family", FAMILIES)
def test_ink_is_saved_and_every_word_and_code_can_be_read(family, product):
    usual = composed(family, product, next(iter(STOCKS[product])))
    thin = [saver.page(one.page, families.kit().pictures) for one in usual]
    before, after = sum(inked(one.page) for one in usual), sum(inked(page) for page in thin)
    assert after < 0.25 * len(thin)
    assert after < 0.5 * before or before < 0.3 * len(thin)
    assert structure.content(thin) == structure.content([one.page for one in usual])
    for one, page in zip(usual, thin, strict=True):
        assert [f.sentence for f in contrast.findings(page)] == []
        image = qt.raster(page)
        pixels = Pixels(memoryview(image.constBits()), image.width(), image.height(), image.bytesPerLine(), 300, image)
        readings = [proof.read_pixels(pixels, page.stock, code) for code in one.codes]
        assert [r.text for r in readings] == [code.text for code in one.codes]
        assert all(r.half and r.blurred and r.quiet and r.contrast >= 7 for r in readings)


def test_a_large_photograph_is_printed_pale(order):
    wanted = order(products=("poster",), stocks=("a5",), items=("after-action-reviews",), family="photo", formats=("png",))
    shown = []
    for saving in (False, True):
        given = {name: getattr(wanted, name) for name in wanted.__slots__} | {"campaign": SAMPLE, "saver": saving}
        result = job.run(job.Order(**given))
        assert result.clean
        (entry,) = result.entries
        with Image.open(wanted.out / entry.path) as opened:
            shown.append(1 - ImageStat.Stat(opened.convert("L")).mean[0] / 255)
    assert entry.path.endswith("-poster-a5-saver.png")
    assert shown[1] < 0.5 * shown[0]


def test_a_ground_becomes_an_outline_and_what_was_hardly_seen_stays_so():
    band, veil = rectangle(Rect(0, 40, A6.width, 80)), rectangle(A6.trim)
    far = Ink("far", (0.07, 0.26, 0.23))
    motif = Group(((Point(0, 0), Shape(rectangle(Rect(10, 50, 30, 30)), far)),), name="motif", role="artifact")
    line = Shape(rectangle(Rect(60, 60, 200, 2)), CREAM)
    all_ = (Shape(band, DARK), motif, line, Shape(veil, DARK, alpha=0.4))
    page = Page(A6, tuple((Point(0, 0), item) for item in all_), "en", "")
    made = saver.page(page, {})
    ground, pattern, rule = (item for _, item in made.items)
    assert (ground.fill.hex, ground.stroke.paint.hex) == ("#FFFFFF", DARK.hex)
    assert pattern.items[0][1].fill.screen[0] > 0.85
    assert rule.fill == DARK


def test_a_light_logo_keeps_a_piece_of_its_ground_and_a_dark_one_needs_none():
    whole = Shape(rectangle(A6.trim), DARK)

    def logo(ink):
        mark = Shape(rectangle(Rect(0, 0, 60, 20)), ink)
        return Point(30, 30), Group(((Point(0, 0), mark),), role="figure", alt="Our library")

    for ink, kept in ((CREAM, True), (Ink("blue", (0, 0.3, 0.9)), False)):
        made = saver.page(Page(A6, ((Point(0, 0), whole), logo(ink)), "en", ""), {})
        assert made.items[-1] == logo(ink)
        shown = picture(made, 420)
        assert (shown.getpixel((28, 40)) < 100) is kept
        assert shown.getpixel((5, 5)) == 255


def test_words_take_the_ink_of_the_ground_they_lost_and_colours_stay_colours():
    runs = list(making.runs(saver.page(composed("leaf", "poster", "a4")[0].page, families.kit().pictures)))
    inks = {run.text.strip(): run.ink for _, run in runs}
    title = inks["Knowledge"]
    assert max(title.screen) < 0.4
    assert title.hex != "#000000"
    short = next(ink for text, ink in inks.items() if text.startswith("How do we"))
    assert max(short.screen) - min(short.screen) > 0.15


def test_files_that_save_ink_stand_beside_the_usual_ones(order, composer):
    usual = {e.path for e in job.run(order(products=("poster",))).entries}
    thin = {e.path for e in job.run(order(products=("poster",), saver=True)).entries}
    both = {e.path for e in job.run(order(products=("poster",), saver=True, grey=True)).entries}
    assert job.run(order(products=("poster",))).removed == ()
    assert all((order().out / path).is_file() for path in usual | thin | both)
    assert len(usual | thin | both) == 9


def test_only_what_is_printed_saves_ink(order, composer):
    result = job.run(order(products=(), saver=True))
    assert not result.withheld, result.withheld
    assert {e.product for e in result.entries} == {"poster", "programme", "postcard"}
    with pytest.raises(Error, match=r"A slide is shown on screens, which need no ink; leave out --ink-saver"):
        job.run(order(products=("slide",), saver=True))


def test_words_across_the_edge_of_a_bubble_stay_readable():
    kit = families.kit()
    made = compose.compose(
        Brief(
            campaign=kit.campaign, product="postcard", stock=A6, what="knowledge-cafe", at=kit.at, family_name="table",
            family=kit.families["table"], langs=("en",), pictures=kit.pictures,
        )
    )  # fmt: skip
    assert [contrast.findings(saver.page(one.page, kit.pictures)) for one in made] == [(), ()]


@pytest.mark.parametrize("day", ["27", "28", "?"])
def test_the_large_date_is_an_outline_whatever_its_figures(day: str):
    more = OUTLINED if day == "?" else ""
    page = f'<page ground="red"><motif name="ink" text="{day}" x="3" base="60" wide="80" size="60"{more}/></page>'
    thin = saver.page(making.compose(page).page, {})
    seen = picture(thin, 200)
    dark = sum(seen.convert("L").point(lambda v: 255 if v < 250 else 0).histogram()[255:]) / (seen.width * seen.height)
    assert 0 < dark < 0.06
