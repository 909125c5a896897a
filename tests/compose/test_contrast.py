"""Words that could not be read are repaired by rule, and it is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.campaign.brand import Brand, BrandInk
from kiosk.compose.ground import contrast
from kiosk.compose.ground.contrast import BLACK, WHITE, Level
from kiosk.page.ink import Ink, ink, luminance
from kiosk.page.items import Group, Shape
from tests.compose.making import campaign, compose, groups, ids, placed, runs

BODY = Level(4.5, 7.0)
colour = st.tuples(*(st.integers(0, 255) for _ in range(3))).map(lambda c: ink("#{:02X}{:02X}{:02X}".format(*c)))


def poster(text_ink: str, *fills: str, words: str = "Words to read", size: float = 2.0, **brand):
    boxes = "".join(f"<box box='{40 * i},0,40,100' fill='{fill}'/>" for i, fill in enumerate(fills))
    page = f"{boxes}<text ink='{text_ink}' size='{size}' box='3,40,90,*'>{words}</text>"
    return compose(page, campaign=campaign(brand=Brand(**brand)))


def test_what_can_be_read_is_left_alone():
    done = poster("#000000", "#FFFFFF")
    assert [run.ink.hex for _, run in runs(done.page)] == ["#000000"]
    assert not [f for f in ids(done) if f.startswith("contrast")]


def test_an_ink_is_darkened_in_its_own_hue_first():
    done = poster("#D08080", "#FFFFFF")
    ((_, run),) = runs(done.page)
    assert contrast.worst(run.ink, [WHITE.screen]) >= 7
    r, g, b = run.ink.screen
    assert r > g == pytest.approx(b)  # still a red
    (found,) = [f for f in done.findings if f.id == "contrast-repaired"]
    assert "set darker" in found.sentence
    assert found.severity == "info"


def test_on_dark_it_is_lightened():
    ((_, run),) = runs(poster("#206020", "#000000").page)
    assert contrast.worst(run.ink, [BLACK.screen]) >= 7
    assert run.ink.screen[1] > 0.3


def test_another_ink_takes_its_place_when_shades_do_not_do():
    # Mid grey on mid grey: neither 60 % of black nor 60 % of white carries it far enough.
    done = poster("#777777", "#7A7A7A")
    ((_, run),) = runs(done.page)
    assert contrast.worst(run.ink, [ink("#7A7A7A").screen]) >= 4.5
    assert "contrast-repaired" in ids(done)


def test_on_light_and_dark_at_once_words_get_a_panel_below_them():
    done = poster("#FFFFFF", "#000000", "#FFFFFF", words="Words that run over both of them", size=5)
    (panel,) = groups(done.page, "panel")
    ((_, shape),) = panel.items
    assert isinstance(shape, Shape)
    assert isinstance(shape.fill, Ink)
    assert shape.fill.screen == (0, 0, 0)  # the ground that most of the words stand on anyway
    order = [i for _, i in placed(done.page) if isinstance(i, Group)]
    assert order.index(panel) < next(
        n for n, g in enumerate(order) if any(r for _, r in g.items if r in [x for _, x in runs(done.page)])
    )
    assert "panel" in next(f.sentence for f in done.findings if f.id == "contrast-repaired")


def test_large_words_need_less():
    assert "contrast-repaired" in ids(poster("#8A8A8A", "#FFFFFF", size=2))  # 3.5 : 1
    assert "contrast-repaired" not in ids(poster("#8A8A8A", "#FFFFFF", size=8))
    assert "contrast-repaired" in ids(poster("#AAAAAA", "#FFFFFF", size=8))  # 2.3 : 1


def test_a_brand_may_ask_for_more():
    assert "contrast-repaired" not in ids(poster("#6A6A6A", "#FFFFFF", size=8))
    done = poster("#6A6A6A", "#FFFFFF", size=8, rules={"contrast": 7})
    ((_, run),) = runs(done.page)
    assert contrast.worst(run.ink, [WHITE.screen]) >= 7
    assert "contrast-repaired" in ids(done)


def test_words_above_the_floor_and_under_the_aim_are_noted():
    done = poster("#6A6A6A", "#FFFFFF", size=2)  # 5.4 : 1
    assert [f for f in ids(done) if f.startswith("contrast")] == ["contrast-aim"]
    assert [run.ink.hex for _, run in runs(done.page)] == ["#6A6A6A"]


def test_every_line_of_a_text_gets_the_same_repair():
    done = poster("#CCCCCC", "#FFFFFF", words="Words " * 40, size=3)
    assert len(runs(done.page)) > 2
    assert len({run.ink for _, run in runs(done.page)}) == 1


def test_the_inks_of_a_brand_are_repaired_in_the_words_that_use_them():
    done = poster("red", "#FFFFFF", inks={"red": BrandInk(screen="#FFE100", cmyk=(0, 8, 100, 0))})
    ((_, run),) = runs(done.page)
    assert contrast.worst(run.ink, [WHITE.screen]) >= 4.5


def test_a_code_is_always_dark_on_light():
    def code(dark: str, light: str):
        done = compose(f"<qr of='{{link.qr}}' ink='{dark}' panel='{light}' box='7,40,28,28'/>")
        (group,) = groups(done.page, "qr")
        fills = [i.fill for _, i in group.items if isinstance(i, Shape) and isinstance(i.fill, Ink)]
        return fills, [f for f in ids(done) if f.startswith("contrast")]

    (light, dark), found = code("#005EB8", "#FFFFFF")
    assert contrast.worst(dark, [light.screen]) >= 7
    assert dark.screen[2] > dark.screen[0]  # still blue
    assert found == ["contrast-repaired"]
    assert code("#000000", "#FFFFFF")[1] == []
    assert [i.hex for i in code("#FFFFFF", "#000000")[0]] == ["#FFFFFF", "#000000"]
    assert [i.hex for i in code("#333333", "#444444")[0]] == ["#FFFFFF", "#000000"]


@given(colour, st.lists(colour, min_size=1, max_size=3).map(tuple))
def test_a_repair_always_reaches_the_floor_or_says_that_it_needs_a_panel(own, grounds):
    screens = tuple(g.screen for g in grounds)
    made, how = contrast.repaired(own, screens, BODY, (own,))
    if made is None:
        assert how == "it stands on a panel"
        assert all(contrast.worst(i, screens) < BODY.floor for i in (WHITE, BLACK))
    else:
        assert contrast.worst(made, screens) >= BODY.floor


@given(colour)
def test_some_ink_can_be_read_on_any_single_ground(ground):
    made, _ = contrast.repaired(ground, (ground.screen,), BODY, ())
    assert made is not None
    assert contrast.ratio(luminance(made.screen), luminance(ground.screen)) >= BODY.floor
