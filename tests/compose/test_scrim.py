"""Scrims: as strong as the words need over the lightest thing below them, and no stronger elsewhere."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.compose.ground.profile import Need, at, raised, stations
from kiosk.compose.ground.scrim import Seen, needed
from kiosk.page.geometry import Rect
from kiosk.page.ink import Ink, Linear, contrast, ink
from kiosk.page.items import Group, Shape
from kiosk.page.picture import PictureFacts
from tests.compose.making import campaign, compose, event, groups, ids

DARK, WHITE, AMBER = ink("#0C1118"), ink("#FFFFFF"), ink("#FFC774")
POSTER = stations("0 .84, .10 .70, .21 .12, .29 .40, .38 .74, .50 .88, .64 .95, 1 .97")
NIGHT = PictureFacts("n.png", "0", 2000, 2000, peak=((0.02, 0.02), (0.02, 0.02)))


@pytest.mark.parametrize(("text", "ratio", "alpha"), [(WHITE, 4.5, 0.58), (WHITE, 7, 0.70), (AMBER, 4.5, 0.70), (AMBER, 7, 0.81)])
def test_the_strength_over_a_white_picture(text: Ink, ratio: float, alpha: float) -> None:
    assert needed(text, DARK, 1.0, ratio) == pytest.approx(alpha, abs=0.015)


@given(st.tuples(*[st.integers(0, 255)] * 3), st.sampled_from([WHITE, AMBER]), st.sampled_from([4.5, 7.0]))
def test_the_strength_is_enough_over_any_colour_of_that_luminance(rgb, text, ratio) -> None:
    from kiosk.page.ink import luminance, mix

    colour = Ink("c", (rgb[0] / 255, rgb[1] / 255, rgb[2] / 255))
    alpha = needed(text, DARK, round(luminance(colour.screen) + 0.0005, 3), ratio)
    assert contrast(text, mix(colour, DARK, alpha)) >= ratio - 0.01


def test_words_that_pass_leave_the_gradient_alone() -> None:
    assert raised(POSTER, [Need(0.42, 0.5, 0.58), Need(0.05, 0.09, 0.7)]) == POSTER


def test_a_higher_title_slides_the_stops_up_and_leaves_the_head() -> None:
    made = raised(POSTER, [Need(0.28, 0.34, 0.58)])
    assert at(made, 0.28) >= 0.579
    assert made[:2] == POSTER[:2]
    assert min(v for _, v in made) == 0.12  # the light part is moved, not darkened
    assert made[-1] == POSTER[-1]


def test_words_under_the_head_lift_the_head_alone() -> None:
    made = raised(POSTER, [Need(0.08, 0.11, 0.81)])
    assert at(made, 0.08) >= 0.809
    assert at(made, 0.11) >= 0.809
    assert [at(made, x) for x in (0.3, 0.5, 0.8)] == pytest.approx([at(POSTER, x) for x in (0.3, 0.5, 0.8)])


shares = st.floats(0, 1)
profiles = st.lists(shares, min_size=2, max_size=7).map(lambda v: tuple((i / (len(v) - 1), a) for i, a in enumerate(v)))
lines = st.lists(st.tuples(st.floats(0, 0.95), st.floats(0.01, 0.3), shares), max_size=6)


@given(profiles, lines)
def test_every_line_gets_what_it_needs_and_nothing_is_lightened_there(profile, wanted) -> None:
    needs = [Need(low, min(low + high, 1.0), alpha) for low, high, alpha in wanted]
    made = raised(profile, needs)
    assert all(a[0] <= b[0] for a, b in pairwise(made))
    assert (made[0][0], made[-1][0]) == (0, 1)
    for need in needs:
        for k in range(21):
            assert at(made, need.low + (need.high - need.low) * k / 20) >= need.alpha - 2e-3


def test_the_lightest_cell_under_an_area_is_found_through_the_cut() -> None:
    facts = PictureFacts("p.png", "0", 400, 400, peak=((0.1, 0.2), (0.3, 0.9)))
    seen = Seen(facts, Rect(200, 0, 200, 400), Rect(0, 0, 100, 200))  # the right half shows
    assert seen.lightest(Rect(10, 10, 50, 50)) == 0.2
    assert seen.lightest(Rect(10, 90, 50, 50)) == 0.9
    assert seen.lightest(Rect(-20, 10, 50, 50)) == 1.0  # beyond the picture nothing is known
    assert Seen(PictureFacts("p.png", "0", 4, 4), Rect(0, 0, 4, 4), Rect(0, 0, 9, 9)).lightest(Rect(1, 1, 2, 2)) == 1.0


def stops(made, name: str = "scrim") -> list[tuple[float, float]]:
    (group,) = groups(made.page, name)
    (_, shape), *_ = group.items
    assert isinstance(group, Group)
    assert isinstance(shape, Shape)
    assert isinstance(shape.fill, Linear)
    return [(s.offset, s.alpha) for s in shape.fill.stops]


SCRIM = '<scrim box="0,0,100%,100%" ink="#0C1118" stops="0 .1, 1 .1" over="1"/>'


def test_a_page_s_words_raise_its_scrim() -> None:
    made = compose(SCRIM + '<text size="8" ink="#FFFFFF" box="7,60,86,20">{item.title}</text>')
    raised_to = max(alpha for _, alpha in stops(made))
    assert raised_to == pytest.approx(needed(WHITE, DARK, 1.0, 4.5), abs=0.01)
    small = compose(SCRIM + '<text size="2.4" ink="#FFFFFF" box="7,60,86,20">{item.title}</text>')
    assert max(alpha for _, alpha in stops(small)) == pytest.approx(needed(WHITE, DARK, 1.0, 7.0), abs=0.01)


@pytest.mark.parametrize(
    "page",
    [
        '<text size="8" ink="ink" box="7,60,86,20">{item.title}</text>',
        '<box box="7,60,86,20" fill="red"><text size="8" ink="#FFFFFF" box="0,0,86,20">{item.title}</text></box>',
    ],
    ids=["dark words", "words on a fill"],
)
def test_words_that_do_not_stand_on_the_scrim_leave_it(page: str) -> None:
    assert {alpha for _, alpha in stops(compose(SCRIM + page))} == {0.1}


def test_a_dark_picture_needs_no_darker_scrim() -> None:
    from kiosk.campaign.item import PictureRef

    c = campaign(event(picture=PictureRef(file="n.png")))
    page = f'<picture box="0,0,100%,100%"/>{SCRIM}<text size="8" ink="#FFFFFF" box="7,60,86,20">{{item.title}}</text>'
    made = compose(page, campaign=c, pictures={"n.png": NIGHT})
    assert {alpha for _, alpha in stops(made)} == {0.1}
    assert "picture-small" not in ids(made)


def test_a_sideways_scrim_is_raised_where_the_words_end_also_from_right_to_left() -> None:
    page = (
        '<scrim box="0,0,100%,100%" ink="#0C1118" dir="x" stops="0 .9, .3 .8, 1 0"/>'
        '<text size="8" ink="#FFFFFF" box="7,20,80,*">{item.title}</text>'
    )
    plain = at(stations("0 .9, .3 .8, 1 0"), 0.8)
    made = stops(compose(page))
    assert at(tuple(made), 0.5) > plain
    assert made[0][1] >= 0.9
    c = campaign(event(title="تبادل المعرفة"), languages=("ar",))
    (group,) = groups(compose(page, campaign=c, langs=("ar",)).page, "scrim")
    shape = group.items[0][1]
    assert isinstance(shape, Shape)
    assert isinstance(shape.fill, Linear)
    assert shape.fill.start.x > shape.fill.end.x


def test_a_scrim_s_stops_are_checked() -> None:
    from kiosk.compose.template.template import Error

    with pytest.raises(Error, match=r'stops="0 2" on <scrim> should be offsets with their alpha'):
        compose('<scrim stops="0 2"/>')
