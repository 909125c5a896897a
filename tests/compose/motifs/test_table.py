"""Table Talk's bubbles: the same on every machine, tails and the silent circle clear of words, overlaps cut to shape."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.compose.motifs import bubbles, table
from kiosk.page.geometry import Path, Point, Rect
from kiosk.page.ink import Ink, ink
from kiosk.page.items import Group, Item, Page, Shape
from kiosk.page.stock import STOCKS
from kiosk.paint import qt

POSTER = STOCKS["poster"]["a4"]
TALK = (
    "round silent box=62,-20,58,58 ink=mustard; soft box=-14,17,102,55 corner=.3 ink=aubergine|teal tail=58,69,74,84.6,76,69; "
    "round box=-6,64.4,50,50 ink=brick tail=30.6,109,48.4,115.4,39.6,100"
)


def drawn(seed: int = 1, talk: str = TALK, avoid: tuple[tuple[float, float, float, float], ...] = (), **params: str | float):
    """Paint a talk on an A4 poster; boxes in u."""
    taken = tuple(Rect(*(v * POSTER.u for v in box)) for box in avoid)
    return table.paint(seed, POSTER.trim, POSTER.bleed, POSTER.u, {}, taken, {"talk": talk, **params})


def inside(items: tuple[tuple[Point, Item], ...]) -> list[Item]:
    """List what stands in the one group of bubbles."""
    ((_, group),) = items
    assert isinstance(group, Group)
    return [item for _, item in group.items]


def shapes(items: tuple[tuple[Point, Item], ...]) -> list[Shape]:
    """List the bubbles themselves, without their overlaps."""
    return [i for i in inside(items) if isinstance(i, Shape)]


def colour(shape: Shape) -> str:
    """Name a shape's fill."""
    assert isinstance(shape.fill, Ink)
    return shape.fill.hex


def area(path: Path, start: int = 0) -> float:
    """Add up the signed area of a subpath's corner points; positive is clockwise where y points down."""
    dots: list[tuple[float, float]] = []
    i = 0
    seen = -1
    for op in path.ops:
        n = {"M": 2, "L": 2, "C": 6, "Z": 0}[op]
        seen += op == "M"
        if n and seen == start:
            dots.append((path.xy[i + n - 2], path.xy[i + n - 1]))
        i += n
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(dots, [*dots[1:], dots[0]], strict=True)) / 2


def test_the_same_seed_gives_the_same_picture() -> None:
    assert drawn(7) == drawn(7)
    assert len({repr(drawn(seed)) for seed in range(9)}) == 9


def test_the_picture_of_a_seed_is_known_by_heart() -> None:
    """Other machines and later versions must reach the same numbers."""
    numbers = [round(v, 1) + 0 for s in shapes(drawn(22)) for v in s.path.xy]
    digest = hashlib.sha256(",".join(f"{v:.1f}" for v in numbers).encode()).hexdigest()
    assert (len(numbers), digest[:12]) == (98, "5b9995ff1ca0")


def test_the_seed_moves_the_silent_circle_and_the_tails_but_no_bubble_that_speaks() -> None:
    for seed in range(20):
        silent, title, date = shapes(drawn(seed))
        u = POSTER.u
        box = silent.path.bounds()
        assert abs(box.centre.x - 91 * u) <= table.WANDER * u + 0.01
        assert abs(box.centre.y - 9 * u) <= table.WANDER * u + 0.01
        assert 0.85 <= box.w / (58 * u) <= 1.15
        assert title.path.xy[:34] == shapes(drawn(0))[1].path.xy[:34]
        assert date.path.xy[:26] == shapes(drawn(0))[2].path.xy[:26]


@pytest.mark.parametrize("tail", ["58,69,74,84.6,76,69", "76,69,74,84.6,58,69", "10,20,20,4,30,20", "30,20,20,4,10,20"])
def test_body_and_tail_are_wound_the_same_way(tail: str) -> None:
    """So that a fill that is not even-odd unites them; whichever way round a template names the base."""
    for form in ("soft", "round"):
        (shape,) = shapes(drawn(talk=f"{form} box=-14,17,102,55 ink=teal tail={tail}"))
        assert shape.path.ops.count("M") == 2
        assert not shape.evenodd
        assert area(shape.path) * area(shape.path, 1) > 0


def test_an_overlap_is_the_later_bubble_cut_by_the_earlier() -> None:
    items = inside(drawn(pick=1.0))
    silent, title, with_silent, date, with_title = items
    assert isinstance(silent, Shape)
    assert isinstance(title, Shape)
    assert isinstance(with_silent, Group)
    assert with_silent.clip == silent.path
    ((_, patch),) = with_silent.items
    assert isinstance(patch, Shape)
    assert patch.path == title.path
    assert colour(patch) == "#8A3434"
    assert isinstance(date, Shape)
    assert isinstance(with_title, Group)
    assert with_title.clip == title.path


def test_roles_rotate_by_seed_or_by_number() -> None:
    assert {colour(shapes(drawn(seed))[1]) for seed in range(12)} == {table.INKS["aubergine"], table.INKS["teal"]}
    picked = [colour(shapes(drawn(3, pick=float(n)))[1]) for n in (1, 2, 3)]
    assert picked == [table.INKS["aubergine"], table.INKS["teal"], table.INKS["aubergine"]]


def test_outlines_and_flat_bubbles_make_no_third_colour() -> None:
    paper = "round box=0,0,50,50 ink=mustard; soft box=20,20,50,50 ink=paper line=brick dash=2.4,1.8"
    mustard, line, fill = inside(drawn(talk=paper))
    assert isinstance(line, Shape)
    assert isinstance(fill, Shape)
    assert line.stroke
    assert len(line.stroke.dash) == 2
    assert line.path == fill.path  # one outline round body and tail: the fill hides its inner half
    assert isinstance(mustard, Shape)
    assert len(inside(drawn(talk="round box=0,0,50,50 ink=mustard; soft flat box=20,20,50,50 ink=sand"))) == 2


def test_brand_inks_replace_the_motif_s_own_and_mix_anew() -> None:
    blue = ink("#0B3F8F", "aubergine")
    talk = "round box=0,0,50,50 ink=mustard; soft box=20,20,50,50 ink=aubergine"

    def patch(**inks: Ink) -> str:
        items = table.paint(1, POSTER.trim, 0, POSTER.u, inks, (), {"talk": talk})
        group = inside(items)[2]
        assert isinstance(group, Group)
        shape = group.items[0][1]
        assert isinstance(shape, Shape)
        return colour(shape)

    assert patch() == "#8A3434"
    assert patch(aubergine=blue) not in ("#8A3434", blue.hex)
    assert patch(aubergine=blue, **{"aubergine-mustard": ink("#123456")}) == "#123456"


WORDS = st.tuples(st.floats(0, 80), st.floats(0, 125), st.floats(4, 60), st.floats(3, 30))


@given(st.integers(0, 2**63), st.lists(WORDS, max_size=6))
def test_no_tail_enters_words(seed: int, boxes: list[tuple[float, float, float, float]]) -> None:
    taken = [Rect(*(v * POSTER.u for v in box)) for box in boxes]
    body = Rect(*(v * POSTER.u for v in (-14, 17, 102, 55)))
    title = shapes(drawn(seed, avoid=tuple(boxes)))[1]
    if title.path.ops.count("M") == 2:
        tip = max((Point(*title.path.xy[i : i + 2]) for i in (34, 36, 38)), key=lambda p: p.y)
        held = tip.y <= body.bottom  # what lies in the bubble's own body does no harm
        assert held or not any(r.x < tip.x < r.right and r.y < tip.y < r.bottom for r in taken)


def test_the_silent_circle_gives_way_to_words_outside_the_bubbles() -> None:
    words = (68.0, 30.0, 30.0, 8.0)
    low = words[1] * POSTER.u
    for seed in range(12):
        free, tight = (shapes(drawn(seed, "round silent box=62,-20,58,58 ink=mustard", a))[0].path for a in ((), (words,)))
        assert tight.bounds().bottom <= low + 0.01 or tight.bounds().x >= words[0] * POSTER.u
        assert free.bounds().w >= 0.84 * 58 * POSTER.u
    held = (10.0, 20.0, 70.0, 45.0)  # in the title's bubble: no obstacle
    assert drawn(3, avoid=(held,)) == drawn(3)


@given(st.integers(0, 2**63))
def test_all_is_cut_at_the_bleed_and_is_no_content(seed: int) -> None:
    ((at, group),) = drawn(seed)
    assert at == Point(0, 0)
    assert isinstance(group, Group)
    assert group.role == "artifact"
    assert group.clip is not None
    assert group.clip.bounds() == POSTER.trim.inset(-POSTER.bleed)
    assert len(group.items) <= 8


def test_no_talk_is_no_picture() -> None:
    assert drawn(talk=" ; ") == ()


def test_a_clock_shows_its_time_and_without_one_no_hands() -> None:
    (face, hour, minute) = shapes(drawn(talk="round box=10,10,40,40 ink=mustard time=15:00"))[1:]
    assert face.fill is not None
    (x0, y0, x1, y1), (a0, b0, a1, b1) = hour.path.xy, minute.path.xy
    assert (x1 > x0, round(y1 - y0, 6)) == (True, 0)  # three o'clock
    assert (round(a1 - a0, 6), b1 < b0) == (0, True)
    assert len(shapes(drawn(talk="round box=10,10,40,40 ink=mustard time="))) == 1


@pytest.mark.parametrize(
    ("talk", "says"),
    [
        ("square box=1,2,3,4", "a bubble begins with soft or round, not 'square'"),
        ("soft ink=teal", "a bubble needs box=x,y,w,h"),
        ("soft box=1,2,3", "box should be 4 numbers, not '1,2,3'"),
        ("soft box=1,2,3,x", "box should be 4 numbers"),
        ("soft box=1,2,3,4 tail=1,2", "tail should be 6 numbers"),
        ("soft box=1,2,3,4 colour=red", "a bubble has no 'colour'; there are box"),
        ("soft box=1,2,3,4 ink=puce", "there is no ink 'puce' for a bubble"),
    ],
)
def test_a_talk_that_cannot_be_read_is_told_in_one_sentence(talk: str, says: str) -> None:
    with pytest.raises(bubbles.Error) as error:
        drawn(talk=talk)
    assert says in str(error.value)


def test_the_poster_looks_as_it_should(golden) -> None:
    sheet = Shape(Path("MLLLZ", (0, 0, POSTER.width, 0, POSTER.width, POSTER.height, 0, POSTER.height)), ink(table.INKS["paper"]))
    page = Page(POSTER, ((Point(0, 0), sheet), *drawn(22)), "en", "Bubbles")
    golden.png("table-poster.png", qt.raster(page, (248, 351)), tolerance=10)
