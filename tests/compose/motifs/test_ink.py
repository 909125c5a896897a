"""Bold Ink: a word as wide as asked, cut and slid, clear of the words around it, never mirrored letter by letter."""

import hashlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.compose.motifs import ink as motif
from kiosk.page.geometry import Path, Point, Rect, rectangle
from kiosk.page.ink import Ink, ink
from kiosk.page.items import Group, Item, Page, Shape
from kiosk.page.stock import STOCKS
from kiosk.paint import qt

POSTER = STOCKS["poster"]["a4"]
U = POSTER.u
ACCENT, BLACK = ink("#FFD60A", "accent"), ink("#111111", "ink")
POSTER_WORD: dict[str, str | float] = {"x": 2.5, "base": 59.6, "wide": 81.0, "size": 67.0, "field": "0,0,100,62"}

Placed = tuple[tuple[Point, Item], ...]


def drawn(text: str = "23", seed: int = 22, avoid: tuple[Rect, ...] = (), **params: str | float) -> Placed:
    """Paint a word on the A4 poster."""
    inks = {"accent": ACCENT, "ink": BLACK}
    return motif.paint(seed, POSTER.trim, POSTER.bleed, U, inks, avoid, {**POSTER_WORD, "text": text, **params})


def whole(items: Placed) -> Group:
    (_, group), *rest = items
    assert isinstance(group, Group)
    assert not rest
    return group


def halves(items: Placed) -> list[Group]:
    return [half for _, half in whole(items).items if isinstance(half, Group)]


def shapes(items: Placed) -> Iterator[tuple[Point, Shape]]:
    for at, item in items:
        if isinstance(item, Group):
            yield from shapes(item.items)
        elif isinstance(item, Shape):
            yield at, item


def box(items: Placed) -> Rect:
    """Find the box of the upper part's letters, in u."""
    _, shape = next(shapes(items))
    return Rect(*(v / U for v in shape.path.bounds()))


def test_the_same_seed_gives_the_same_picture() -> None:
    assert drawn() == drawn()


def test_the_picture_of_a_seed_is_known_by_heart() -> None:
    """Other machines and later versions must reach the same numbers."""
    upper, lower = halves(drawn())
    assert upper.clip is not None
    assert lower.clip is not None
    numbers = [*upper.clip.xy, *lower.clip.xy, *(v for _, s in shapes(drawn()) for v in s.path.xy)]
    digest = hashlib.sha256(",".join(f"{v + 0:.0f}" for v in numbers).encode()).hexdigest()
    assert digest[:12] == "2068e5768646"


def test_another_seed_moves_the_cut_and_nothing_else() -> None:
    one, other = drawn(seed=1), drawn(seed=2)
    assert [s.path for _, s in shapes(one)] == [s.path for _, s in shapes(other)]
    assert halves(one)[0].clip != halves(other)[0].clip


@given(st.integers(0, 2**63))
def test_the_cut_goes_through_the_middle_of_the_figures(seed: int) -> None:
    items = drawn(seed=seed)
    letters = box(items)
    clip = halves(items)[0].clip
    assert clip is not None
    low = clip.xy[5::2]  # the lower edge of what is kept of the upper part: its right and left end
    middle = sum(low) / 2 / U
    assert letters.y + 0.36 * letters.h < middle < letters.y + 0.6 * letters.h
    assert low[0] < low[1]  # it rises to the right


def test_the_lower_part_slides_towards_the_end() -> None:
    (up, _), (low, _) = shapes(drawn("3"))
    assert up == Point(0, 0)
    assert low.x == pytest.approx(0.05 * 67 * U, rel=0.02)
    assert low.y == 0


def test_two_figures_are_as_wide_as_asked_and_one_is_no_larger_than_asked() -> None:
    two, one = box(drawn("23")), box(drawn("3"))
    assert 74 < two.w < 81
    assert two.x == pytest.approx(2.5, abs=4)
    assert one.h == pytest.approx(two.h, rel=0.07)
    assert one.w < 0.6 * two.w
    for text in ("3", "15", "30", "Nov", "3 to 5"):
        made = box(drawn(text))
        assert made.right < 2.5 + 81.1
        assert made.bottom == pytest.approx(59.6, abs=1.2)


def test_figures_may_arrive_as_numbers() -> None:
    assert drawn("23") == motif.paint(
        22, POSTER.trim, POSTER.bleed, U, {"accent": ACCENT, "ink": BLACK}, (), {**POSTER_WORD, "text": 23.0}
    )


@pytest.mark.parametrize(("name", "value"), [("field", "0,0,wide,62"), ("field", "0,0,100"), ("wide", "broad")])
def test_what_cannot_be_read_is_said(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"{name}=.{value}. of the motif ink should be"):
        motif.paint(1, POSTER.trim, 0, U, {}, (), {**POSTER_WORD, "text": "9", name: value})


def test_without_words_nothing_is_painted() -> None:
    assert drawn("") == ()
    assert drawn(" ") == ()
    assert motif.paint(1, POSTER.trim, 0, U, {}, (), {}) == ()


def test_the_word_gives_way_to_what_must_stay_clear() -> None:
    caption = Rect(6 * U, 6 * U, 88 * U, 22 * U)
    tight = drawn(avoid=(caption,))
    assert box(tight).y * U >= caption.bottom
    assert box(tight).h < box(drawn()).h
    elsewhere = Rect(0, 70 * U, 100 * U, 30 * U)
    assert drawn(avoid=(elsewhere,)) == drawn()


def test_letters_that_hang_are_not_cut_off_with_the_field() -> None:
    hanging = box(drawn("jgj"))
    assert hanging.bottom <= 62 - 0.9
    assert box(drawn("33")).bottom == pytest.approx(60.3, abs=0.4)


def test_the_field_is_run_out_into_the_bleed_and_nowhere_else() -> None:
    clip = whole(drawn()).clip
    assert clip is not None
    field, bleed = clip.bounds(), POSTER.bleed
    assert (field.x, field.y) == (-bleed, -bleed)
    assert field.right == pytest.approx(POSTER.width + bleed)
    assert field.bottom == pytest.approx(62 * U)
    assert whole(drawn(field="")).clip == rectangle(POSTER.trim.inset(-bleed))


def test_an_outline_is_a_line_round_the_letters_with_the_ground_inside() -> None:
    (_, line), (_, fill), *_ = shapes(drawn(form="outline"))
    assert line.fill is None
    assert line.stroke is not None
    assert line.stroke.paint == BLACK
    assert 2 * 0.014 * 60 * U < line.stroke.width < 2 * 0.022 * 70 * U
    assert fill.fill == ACCENT
    assert fill.path == line.path
    paper = ink("#F6F5F0", "paper")
    made = motif.paint(
        1, POSTER.trim, 0, U, {"paper": paper}, (), {**POSTER_WORD, "text": "9", "form": "outline", "ground": "paper"}
    )
    assert [s.fill for _, s in shapes(made)][1] == paper


def test_a_page_from_right_to_left_keeps_the_figures_readable() -> None:
    ltr, rtl = drawn("3"), drawn("3", dir="rtl")
    assert box(rtl).right == pytest.approx(100 - box(ltr).x, abs=6)
    assert box(rtl).w == pytest.approx(box(ltr).w)

    def turn(path: Path) -> tuple[float, ...]:
        return tuple(round(v - path.xy[0], 3) for v in path.xy[0::2])

    assert turn(next(shapes(rtl))[1].path) == turn(next(shapes(ltr))[1].path)  # the same 3, not its mirror image
    assert [at.x < 0 for at, _ in shapes(rtl)] == [False, True]
    # What must stay clear is given for a page from left to right, so it is mirrored too.
    start = Rect(0, 0, 45 * U, 50 * U)
    assert drawn("3", avoid=(start,), dir="rtl") != rtl
    assert drawn("3", avoid=(start.mirrored(POSTER.width),), dir="rtl") == rtl


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_band_rises_across_the_field_with_its_word_upon_it(direction: str) -> None:
    items = drawn("Cancelled", part="band", y=40.0, size=8.0, tall=13.0, dir=direction)
    (_, band), (_, word) = shapes(items)
    assert band.fill == BLACK
    assert word.fill == ACCENT
    left, right = band.path.xy[1], band.path.xy[3]
    assert (left > right) == (direction == "ltr")
    assert band.path.bounds().w > POSTER.width + 2 * POSTER.bleed
    assert word.path.bounds().centre.x / U == pytest.approx(50, abs=1.5)
    assert word.path.bounds().centre.y / U == pytest.approx(40, abs=1.5)
    # Every corner of the word lies upon the band.
    slope = (right - left) / (band.path.xy[2] - band.path.xy[0])
    for x, y in zip(word.path.xy[0::2], word.path.xy[1::2], strict=True):
        assert abs(y - 40 * U - slope * (x - 50 * U)) < 6.5 * U


def test_a_long_word_on_the_band_is_set_smaller() -> None:
    (_, _), (_, word) = shapes(drawn("Wedi'i ohirio tan y flwyddyn nesaf", part="band", y=40.0, size=8.0))
    assert word.path.bounds().w < 95 * U


def test_the_flatter_band_of_small_pages() -> None:
    (_, band), _ = shapes(drawn("Postponed", part="band", y=36.0, rise=0.25))
    (_, steep), _ = shapes(drawn("Postponed", part="band", y=36.0))
    assert band.path.bounds().h < steep.path.bounds().h


def test_an_ink_may_be_the_brand_s() -> None:
    blue = ink("#0B3F8F", "ink")
    made = motif.paint(1, POSTER.trim, 0, U, {"ink": blue}, (), {**POSTER_WORD, "text": "9"})
    assert {s.fill for _, s in shapes(made) if isinstance(s.fill, Ink)} == {blue}


def test_the_poster_looks_as_it_should(golden) -> None:
    field = (Point(0, 0), Group(((Point(0, 0), Shape(rectangle(Rect(0, 0, 100 * U, 62 * U)), ACCENT)),), role="artifact"))
    page = Page(POSTER, (field, *drawn()), "en", "Ink")
    golden.png("ink-poster.png", qt.raster(page, (248, 351)), tolerance=10)


def test_the_cancelled_poster_looks_as_it_should(golden) -> None:
    field = (Point(0, 0), Group(((Point(0, 0), Shape(rectangle(Rect(0, 0, 100 * U, 62 * U)), ACCENT)),), role="artifact"))
    band = drawn("Cancelled", part="band", y=45.0, size=8.0)
    page = Page(POSTER, (field, *drawn("15", form="outline"), *band), "en", "Ink")
    golden.png("ink-cancelled.png", qt.raster(page, (248, 351)), tolerance=10)
