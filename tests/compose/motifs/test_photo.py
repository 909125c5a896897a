"""Full Photo's motif: shelves that the seed arranges, and tickets whose notches sit on the perforation."""

from itertools import pairwise

import pytest

from kiosk.compose.motifs import photo
from kiosk.page.geometry import Point, Rect
from kiosk.page.ink import Ink, ink
from kiosk.page.items import Group, Page, Shape
from kiosk.page.stock import STOCKS, Stock
from kiosk.paint import qt

POSTER = STOCKS["poster"]["a4"]


def drawn(
    seed: int = 1,
    stock: Stock = POSTER,
    inks: dict[str, Ink] | None = None,
    avoid: tuple[Rect, ...] = (),
    params: dict[str, str | float] | None = None,
) -> photo.Placed:
    """Paint a part over a stock."""
    return photo.paint(seed, stock.trim, stock.bleed, stock.u, inks or {}, avoid, params or {})


def shapes(layer: photo.Placed) -> list[Shape]:
    (_, group), *_ = layer
    assert isinstance(group, Group)
    return [s for _, s in group.items if isinstance(s, Shape)]


def test_one_seed_is_one_picture_and_another_seed_another() -> None:
    assert drawn(7) == drawn(7)
    assert drawn(7) != drawn(8)


def test_words_stand_over_the_shelves_and_move_nothing() -> None:
    assert drawn(7, avoid=(Rect(0, 0, 200, 200),)) == drawn(7)


@pytest.mark.parametrize("stock", [s for stocks in STOCKS.values() for s in stocks.values()], ids=lambda s: s.name)
def test_shelves_fill_the_sheet_to_the_end_of_the_bleed_with_few_shapes(stock) -> None:
    made = shapes(drawn(3, stock))
    sheet = stock.trim.inset(-stock.bleed)
    assert len(made) <= 13
    assert made[0].path.bounds() == sheet
    books = [s.path.bounds() for s in made[1:9]]
    whole = books[0]
    for box in books:
        whole = whole.union(box)
    assert whole.x <= sheet.x + 5 * stock.u
    assert whole.right >= sheet.right - 8 * stock.u
    assert whole.bottom >= sheet.bottom - 8 * stock.u


def test_books_next_to_each_other_have_different_colours() -> None:
    rnd = photo.Stream(5, "row0")
    row = list(photo._row(rnd, Rect(0, 0, 600, 120), 6))
    assert len(row) > 20
    assert all(a[0] != b[0] for a, b in pairwise(row))
    assert {colour for colour, _, _ in row} <= set(range(photo.BOOKS))
    for _, book, _ in row:  # every book stands on the board, none is higher than its row
        box = book.bounds()
        assert box.bottom == pytest.approx(120, abs=0.02)
        assert 0 < box.y < 120 - 0.5 * 120


def test_brand_inks_replace_the_motif_s_own() -> None:
    blue = ink("#0B3F8F", "book0")
    assert blue in [s.fill for s in shapes(drawn(inks={"book0": blue}))]
    assert shapes(drawn(inks={"struck": blue}, params={"part": "ticket", "fill": "struck"}))[0].fill is blue


def test_the_notches_are_cut_where_the_perforation_meets_the_edges() -> None:
    sheet = Rect(0, 0, 300, 120)
    path = photo.ticket(sheet, 200, 8, 10)
    points = [Point(*path.xy[i : i + 2]) for i in range(0, len(path.xy), 2)]
    assert path.bounds() == sheet
    assert Point(200, 8) in points  # the deepest place of the upper notch
    assert Point(200, 112) in points
    assert {Point(192, 0), Point(208, 0), Point(192, 120), Point(208, 120)} <= set(points)
    down = photo.ticket(sheet, 50, 8, 10, down=True)
    sides = {Point(*down.xy[i : i + 2]) for i in range(0, len(down.xy), 2)}
    assert {Point(8, 50), Point(292, 50)} <= sides
    assert down.bounds() == sheet


def test_a_ticket_is_one_path_and_its_perforation_stays_clear_of_the_notches() -> None:
    sheet, line = shapes(drawn(params={"part": "ticket", "tear-x": 52.0, "notch": 2.0}))
    u = POSTER.u
    assert sheet.path.ops.count("M") == 1
    assert line.stroke is not None
    assert line.stroke.dash == pytest.approx((u, 0.84 * u))
    box = line.path.bounds()
    assert (box.x, box.y) == pytest.approx((52 * u, 3 * u))


def test_without_a_perforation_there_are_no_notches() -> None:
    (sheet,) = shapes(drawn(params={"part": "ticket"}))
    assert sheet.path.ops == "MLCLCLCLCZ"


def test_the_poster_s_shelves_and_ticket_look_as_they_should(golden) -> None:
    stock = POSTER
    u = stock.u
    ticket = photo.paint(1, Rect(0, 0, 86 * u, 38.5 * u), 0, u, {}, (), {"part": "ticket", "tear-x": 52.0})
    items = (*drawn(22), *((Point(7 * u, 96 * u), item) for _, item in ticket))
    golden.png("photo-poster.png", qt.raster(Page(stock, items, "en", "Shelves"), (248, 351)), tolerance=10)
