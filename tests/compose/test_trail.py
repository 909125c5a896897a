"""Grounds by number: the same page is known again, another one is not."""

from kiosk.compose.ground import behind, trail
from kiosk.compose.ground.behind import Ground
from kiosk.page.geometry import Point, Rect, rectangle
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Shape

RED, BLUE = Ink("red", (1.0, 0.0, 0.0)), Ink("blue", (0.0, 0.0, 1.0))
PLACE = Rect(10, 10, 20, 5)


def painted(*inks, x=0.0):
    ground = Ground({})
    for ink in inks:
        ground.paint([(Point(x, 0), Shape(rectangle(Rect(0, 0, 100, 100)), ink))])
    return ground


def test_a_place_of_an_equal_ground_is_looked_at_once(monkeypatch):
    trail.forget()
    assert painted(RED).colours(PLACE) == (RED.screen,)
    monkeypatch.setattr(behind, "_flattened", lambda *_: 1 / 0)
    assert painted(RED).colours(PLACE) == (RED.screen,)


def test_another_ground_place_or_order_is_looked_at_anew():
    assert painted(RED, BLUE).colours(PLACE) == (BLUE.screen,)
    assert painted(BLUE, RED).colours(PLACE) == (RED.screen,)
    assert painted(RED, x=18.0).colours(PLACE, 2, 1) == ((1.0, 1.0, 1.0), RED.screen)
    ground = painted(RED)
    assert ground.colours(PLACE) == (RED.screen,)
    ground.paint([(Point(0, 0), Shape(rectangle(Rect(0, 0, 50, 50)), BLUE))])
    assert ground.colours(PLACE) == (BLUE.screen,)
    assert ground.colours(Rect(60, 60, 5, 5)) == (RED.screen,)


def test_a_motif_is_told_by_its_own_items_and_never_mistaken():
    def of(ink):
        return Group(((Point(0, 0), Shape(rectangle(Rect(0, 0, 100, 100)), ink)),), role="artifact", name="motif")

    for ink in (RED, BLUE) * 3:
        ground = Ground({})
        ground.paint([(Point(0, 0), of(ink))])
        assert ground.colours(PLACE) == (ink.screen,)


def test_what_is_kept_stays_within_bounds(monkeypatch):
    monkeypatch.setattr(trail, "_MOST_SAMPLES", 5)
    for n in range(20):
        painted(RED).colours(Rect(n, 0, 1, 1))
    assert len(trail.samples) <= 6
    trail.forget()
