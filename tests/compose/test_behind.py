"""What lies behind a place of a page."""

import pytest

from kiosk.compose.ground.behind import Ground
from kiosk.page.geometry import Matrix, Path, Point, Rect, ellipse, polygon, rectangle
from kiosk.page.ink import Linear, Radial, Stop, ink
from kiosk.page.items import Group, Item, Picture, Shape, Stroke
from kiosk.page.picture import PictureFacts

RED, BLUE, BLACK, WHITE = ink("#FF0000"), ink("#0000FF"), ink("#000000"), ink("#FFFFFF")
HERE = Rect(40, 40, 10, 4)


HOME = Point(0, 0)


def colours(*items: Item, at: Point = HOME, rect: Rect = HERE, pictures=None) -> set[tuple[float, ...]]:
    ground = Ground(pictures or {})
    ground.paint([(at, item) for item in items])
    return set(ground.colours(rect))


def box(x=0.0, y=0.0, w=100.0, h=100.0, fill=RED, **more) -> Shape:
    return Shape(rectangle(Rect(x, y, w, h)), fill, **more)


def test_paper_shows_where_nothing_is_painted():
    assert colours() == {(1, 1, 1)}
    assert colours(box(0, 0, 30, 30)) == {(1, 1, 1)}


def test_the_last_thing_painted_lies_on_top():
    assert colours(box(), box(fill=BLUE)) == {(0, 0, 1)}
    assert colours(box(fill=BLUE), box()) == {(1, 0, 0)}


def test_what_covers_a_part_shows_with_what_is_below():
    assert colours(box(), box(45, 0, 10, 100, fill=BLUE)) == {(1, 0, 0), (0, 0, 1)}


def test_alphas_of_shapes_and_groups_blend_as_painters_do():
    assert colours(box(fill=BLACK), box(fill=WHITE, alpha=0.5)) == {(0.5, 0.5, 0.5)}
    half = Group(((Point(0, 0), box(fill=WHITE, alpha=0.5)),), alpha=0.5)
    assert colours(box(fill=BLACK), half) == {(0.25, 0.25, 0.25)}


def test_places_and_matrices_of_groups_are_followed():
    inner = Group(((Point(5, 5), box(0, 0, 10, 10, fill=BLUE)),), matrix=Matrix.scale(2))
    assert colours(inner, at=Point(30, 30)) == {(0, 0, 1)}
    assert colours(inner, at=Point(60, 60)) == {(1, 1, 1)}


def test_a_turned_rectangle_is_no_rectangle():
    turned = Group(((Point(0, 0), box(0, 0, 60, 4, fill=BLACK)),), matrix=Matrix.turn(45))
    assert colours(turned, rect=Rect(30, 5, 4, 4)) == {(1, 1, 1)}  # inside the box round it, beside the bar
    assert (0, 0, 0) in colours(turned, rect=Rect(20, 20, 4, 4))
    slanted = Shape(polygon([(0, 90), (100, 40), (100, 60), (0, 110)]), BLACK)
    assert colours(slanted, rect=Rect(5, 60, 4, 4)) == {(1, 1, 1)}


def test_outlines_are_followed_not_boxes():
    disc = Shape(ellipse(Rect(0, 0, 100, 100)), RED)
    assert colours(disc) == {(1, 0, 0)}
    assert colours(disc, rect=Rect(2, 2, 6, 4)) == {(1, 1, 1)}
    ring = Shape(ellipse(Rect(0, 0, 100, 100)) + ellipse(Rect(20, 20, 60, 60)), RED, evenodd=True)
    assert colours(ring) == {(1, 1, 1)}


def test_of_many_outlines_in_one_path_those_near_a_place_count():
    windows = Path("", ())
    for x in range(0, 200, 20):
        windows += rectangle(Rect(x, 0, 10, 200))
    ground = Ground({})
    ground.paint([(HOME, Shape(windows, RED))])
    seen = ground.sampled(Rect(41, 20, 18, 10), 6, 2)
    assert seen == {RED.screen: 6, (1.0, 1.0, 1.0): 6}


def test_strokes_count_across_their_width():
    bar = Shape(polygon([(0, 42), (100, 42)], close=False), stroke=Stroke(BLUE, 10))
    assert colours(bar) == {(0, 0, 1)}
    assert colours(bar, rect=Rect(40, 60, 10, 4)) == {(1, 1, 1)}


@pytest.mark.parametrize("clip", [rectangle(Rect(0, 0, 30, 30)), ellipse(Rect(0, 0, 30, 30))])
def test_clips_cut(clip: Path):
    cut = Group(((Point(0, 0), box()),), clip=clip)
    assert colours(cut) == {(1, 1, 1)}
    assert colours(cut, rect=Rect(12, 12, 5, 4)) == {(1, 0, 0)}


def test_gradients_have_the_colour_of_the_place():
    across = Shape(rectangle(Rect(0, 0, 100, 100)), Linear(Point(0, 0), Point(100, 0), (Stop(0, BLACK), Stop(1, WHITE))))
    assert {round(r, 1) for r, _, _ in colours(across, rect=Rect(49, 40, 2, 2))} == {0.5}
    assert max(colours(across, rect=Rect(0, 40, 4, 2)))[0] < 0.1
    glow = Shape(rectangle(Rect(0, 0, 100, 100)), Radial(Point(50, 50), 50, (Stop(0, WHITE, 1.0), Stop(1, WHITE, 0.0))))
    assert min(colours(box(fill=BLACK), glow, rect=Rect(49, 49, 2, 2)))[0] > 0.9
    assert max(colours(box(fill=BLACK), glow, rect=Rect(0, 0, 2, 2)))[0] == 0


def test_pictures_show_their_mean_and_their_lightest_pixel():
    facts = PictureFacts("a.png", "abc", 200, 200, light=((0.0, 1.0), (0.0, 1.0)), peak=((0.2, 1.0), (0.2, 1.0)))
    picture = Picture("a.png", "abc", Rect(0, 0, 200, 200), 100, 100)
    dark = {round(r, 2) for r, _, _ in colours(picture, rect=Rect(10, 10, 10, 4), pictures={"a.png": facts})}
    assert dark == {0.0, 0.48}  # luminance 0.2 as a grey of the screen
    assert colours(picture, rect=Rect(60, 10, 10, 4), pictures={"a.png": facts}) == {(1, 1, 1)}
    assert len(colours(picture)) > 1  # nothing is known of it: it may be anything


def test_a_motif_is_taken_apart_once():
    motif = Group(((Point(0, 0), box(fill=BLUE)),), name="motif")
    again = Ground({})
    again.paint([(Point(0, 0), motif)])
    other = Ground({})
    other.paint([(Point(0, 0), motif)])
    assert again.layers[0] is other.layers[0]
    assert other.colours(HERE) == ((0, 0, 1),)
