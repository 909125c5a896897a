"""Motifs, sliced words and outlines: what a page is drawn with besides text and boxes."""

import sys
from collections.abc import Mapping
from types import ModuleType

import pytest

from kiosk.compose import motif as motifs
from kiosk.page.geometry import Point, Rect, rectangle
from kiosk.page.ink import Ink, ink
from kiosk.page.items import Group, Item, Shape, TextRun
from kiosk.page.stock import STOCKS
from tests.compose.making import campaign, compose, event, groups, placed, runs, u

A4 = STOCKS["poster"]["a4"]


class Seen(ModuleType):
    """A motif that writes down what it was asked."""

    MIRRORED = False

    def __init__(self) -> None:
        super().__init__("seen")
        self.asked: list[tuple[int, Rect, float, tuple[Rect, ...], Mapping[str, str | float]]] = []

    def paint(
        self, seed: int, page: Rect, bleed: float, u: float, inks: Mapping[str, Ink], avoid: tuple[Rect, ...],
        params: Mapping[str, str | float],
    ) -> tuple[tuple[Point, Item], ...]:  # fmt: skip
        self.asked.append((seed, page, bleed, avoid, params))
        return ((Point(0, 0), Shape(rectangle(page), fill=ink("#000000"))),)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    module = Seen()
    real = motifs._module
    monkeypatch.setattr(motifs, "_module", lambda name: module if name == "seen" else real(name))
    motifs._painted.cache_clear()
    return module


def test_a_motif_is_told_the_page_its_bleed_and_the_declared_boxes_grown_by_one_unit(seen: Seen) -> None:
    compose(
        "<motif name='seen' part='fall' ground='81.5'/><text role='title' fit='7-13' box='7,34.5,84,43'>{item.title}</text>"
        "<text at='7,100'>No declared height</text><box box='7,110,10,10' avoid='no'/><text at='7,90' avoid='7,90,40,8'>x</text>"
        "<avoid box='0,0,5,5'/>"
    )
    ((_, page, bleed, avoid, params),) = seen.asked
    assert page == A4.trim
    assert bleed == A4.bleed
    assert params == {"part": "fall", "ground": 81.5}
    assert [tuple(round(v / u(), 1) for v in r) for r in avoid] == [(6, 33.5, 86, 45), (6, 89, 42, 10), (-1, -1, 7, 7)]


def test_what_a_motif_keeps_clear_of_does_not_depend_on_the_title(seen: Seen) -> None:
    page = (
        "<motif name='seen'/><variant when='normal'><text role='title' fit='9-13' box='7,10,84,20'>{item.title}</text></variant>"
        "<variant when='long'><text role='title' fit='6-9' box='7,10,84,60'>{item.title}</text></variant>"
    )
    for title in ("Short", "Knowledge exchange between the communities of practice of every ward and library"):
        compose(page, campaign=campaign(event(title=title)))
    assert len(seen.asked) == 1  # the second page takes the layer from the cache
    assert len(seen.asked[0][3]) == 2


def test_the_seed_is_stable_by_item_and_the_campaigns_own_wins(seen: Seen) -> None:
    page = "<motif name='seen'/>"
    compose(page)
    compose(page, campaign=campaign(event(title="Other words")))
    compose(page, campaign=campaign(event(id="other")), what="other")
    compose(page, campaign=campaign(seed=7))
    first, second, third = (a[0] for a in seen.asked)
    assert first != second
    assert third == 7


def test_a_motif_in_a_box_of_its_own_is_painted_into_it(seen: Seen) -> None:
    done = compose(
        "<column box='10,20,50,60' gap='2'>"
        "<motif name='seen' height='12' text='{when.day}' face='display' alt='{item.title}'/></column>"
    )
    ((_, page, bleed, avoid, params),) = seen.asked
    assert tuple(round(v / u(), 2) for v in page) == (0, 0, 50, 12)
    assert (bleed, avoid) == (0.0, ())
    assert params == {"text": "3", "face": "DM Serif Display"}
    (group,) = groups(done.page, "motif")
    assert (group.role, group.alt) == ("figure", "Knowledge exchange")
    (place,) = (m.at((0, 0)) for m, i in placed(done.page) if isinstance(i, Shape))
    assert place == pytest.approx((10 * u(), 20 * u()))


def test_a_motif_may_see_to_right_to_left_itself(seen: Seen) -> None:
    done = compose("<motif name='seen'/>", langs=("ar",))
    assert seen.asked[0][4] == {"dir": "rtl"}
    assert groups(done.page, "motif")[0].matrix is None


def test_sliced_words_are_read_once_and_drawn_in_two_parts() -> None:
    done = compose("<text role='title' size='20' cut='.46' box='7,30,86,*'>Assist</text>")
    (group,) = groups(done.page, "title")
    (_, upper), (aside, lower) = group.items
    assert isinstance(upper, Group)
    assert isinstance(lower, Group)
    assert (upper.role, lower.role) == (None, "artifact")
    assert upper.items == lower.items
    assert aside.x == pytest.approx(20 * u() * 0.05)
    assert upper.clip is not None
    assert lower.clip is not None
    left, right = upper.clip.xy[0:2], upper.clip.xy[2:4]
    assert left[1] > right[1]  # the cut rises
    assert len([1 for _, i in placed(done.page) if isinstance(i, TextRun)]) == 2
    assert len(runs(compose("<text size='20' box='7,30,86,*'>Assist</text>").page)) == 1


def test_an_outline_on_a_grid_fills_its_box_at_any_size() -> None:
    for size in (4, 8):
        done = compose(f"<shape d='M0,0 L24,24' grid='24' stroke='red' thick='.4' cap='round' box='10,10,{size},{size}'/>")
        (shape,) = (i for _, i in placed(done.page) if isinstance(i, Shape))
        assert shape.path.bounds().w == pytest.approx(size * u())
        assert shape.stroke is not None
        assert (shape.stroke.cap, shape.stroke.join) == ("round", "round")


def test_only_modules_of_the_program_are_motifs() -> None:
    for name in ("os", "..boxes", "leaf.paint", "__init__", "Leaf", ""):
        assert motifs._module(name) is None
    assert "kiosk.compose.motifs.os" not in sys.modules
