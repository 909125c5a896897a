"""Leaf Fall: the same on every machine, never behind text, never beyond the page."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.compose.motifs import leaf, scenes
from kiosk.page.geometry import Path, Point, Rect
from kiosk.page.ink import Linear, Radial, ink
from kiosk.page.items import Group, Item, Page, Shape
from kiosk.page.stock import STOCKS
from kiosk.paint import qt
from tests.compose.motifs.leaf_kit import FORMATS, POSTER, TEXTS, drawn, layer, shapes


def outline(path: Path, steps: int = 3) -> list[Point]:
    """List points all along a path."""
    dots: list[Point] = []
    i, last = 0, Point(0, 0)
    for op in path.ops:
        n = {"M": 2, "L": 2, "C": 6, "Z": 0}[op]
        v = path.xy[i : i + n]
        i += n
        if op == "C":
            for k in range(1, steps + 1):
                t = k / steps
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                dots.append(Point(a * last.x + b * v[0] + c * v[2] + d * v[4], a * last.y + b * v[1] + c * v[3] + d * v[5]))
            last = dots[-1]
        elif n:
            last = Point(*v)
            dots.append(last)
    return dots


def test_the_same_seed_gives_the_same_picture() -> None:
    assert drawn("poster", 7) == drawn("poster", 7)


def test_the_picture_of_a_seed_is_known_by_heart() -> None:
    """Other machines and later versions must reach the same numbers."""
    numbers = [round(v, 1) for _, path in shapes(drawn("poster", 22)) for v in path.xy]
    assert len(numbers) > 5000
    digest = hashlib.sha256(",".join(f"{v + 0:.0f}" for v in numbers[:2000:40]).encode()).hexdigest()
    assert digest[:12] == "3d3006b4e35b"


def test_another_seed_moves_the_leaves_but_not_the_sky() -> None:
    one, other = drawn("poster", 1), drawn("poster", 2)
    assert layer(one, "sky") == layer(other, "sky")
    for name in ("fall", "ground", "settle"):
        assert layer(one, name) != layer(other, name)


def test_parts_drawn_alone_are_the_layers_of_the_whole() -> None:
    whole = drawn("poster", 5)
    parts = tuple(item for name in ("sky", "fall", "ground", "settle") for item in drawn("poster", 5, name))
    assert parts == whole


@pytest.mark.parametrize("scene", ["poster", "poster-low", "slide", "cover", "portrait", "square", "tall", "postcard"])
def test_no_leaf_enters_a_text_box(scene: str) -> None:
    stock = FORMATS[scene]
    boxes = [Rect(*(v * stock.u for v in box)).inset(0.6 * stock.u) for box in TEXTS]  # of the 1u they were grown by
    for seed in range(6):
        items = drawn(scene, seed)
        for name in ("fall", "settle"):
            for _, path in shapes((((Point(0, 0)), layer(items, name)),)):
                for box in boxes:
                    if box.meets(path.bounds()):
                        inside = [p for p in outline(path) if box.x < p.x < box.right and box.y < p.y < box.bottom]
                        assert not inside, (scene, seed, name)


@given(st.integers(0, 2**63), st.sampled_from(sorted(FORMATS)))
def test_leaves_stay_near_the_page_and_are_cut_at_the_bleed(seed: int, scene: str) -> None:
    stock = FORMATS[scene]
    page = stock.trim.inset(-stock.bleed)
    reach = page.inset(-64 * stock.u)  # the diagonal of the largest leaf, of 45u, that just touches the edge
    for at, item in drawn(scene, seed):
        assert at == Point(0, 0)
        assert isinstance(item, Group)
        assert item.role == "artifact"
        assert item.clip is not None
        assert item.clip.bounds() == page
        for _, path in shapes(((at, item),)):
            assert reach.holds(path.bounds())


@pytest.mark.parametrize("scene", sorted(FORMATS))
def test_leaves_are_few_enough_to_stay_light(scene: str) -> None:
    items = drawn(scene, 3, boxes=())
    kept = scenes.SCENES[scene]
    leaves = {name: len(item.items) for _, item in items if isinstance(item, Group) for name in (item.name,)}
    assert leaves.get("fall", 0) <= kept.far + kept.middle + len(kept.heroes)
    assert leaves.get("settle", 0) <= 2 * kept.settle
    assert sum(len(path.xy) for _, path in shapes(items)) < 45_000


def test_leaves_of_a_kind_share_their_shapes() -> None:
    """Painters and PDF files keep one copy of what is the same."""
    fall = layer(drawn("poster", 4), "fall")
    paths = {id(s.path) for s, _ in shapes(((Point(0, 0), fall),))}
    assert len(paths) < len(list(shapes(((Point(0, 0), fall),)))) * 0.8


def test_large_leaves_give_way_to_a_long_title() -> None:
    long = (*TEXTS[:1], (6, 33.5, 88, 45), *TEXTS[2:])
    for seed in range(8):
        free, tight = (max(leaf_right(drawn("poster", seed, "fall", boxes))) for boxes in (TEXTS, long))
        assert tight > 0
        assert free > 0
        low = Rect(*(v * POSTER.u for v in long[1]))
        for _, path in shapes(drawn("poster", seed, "fall", long)):
            assert not [p for p in outline(path) if low.x < p.x < low.right - 1 and low.y + 1 < p.y < low.bottom]


def leaf_right(items: tuple[tuple[Point, Item], ...]) -> list[float]:
    """List how far right every leaf reaches."""
    return [path.bounds().right for _, path in shapes(items)]


def test_drifts_sit_on_the_ground() -> None:
    items = drawn("slide", 2, boxes=())
    ground = next(shapes(((Point(0, 0), layer(items, "ground")),)))[1]
    line = outline(ground)[:-2]
    u = FORMATS["slide"].u
    for _, group in layer(items, "settle").items:
        assert isinstance(group, Group)
        box = next(shapes(((Point(0, 0), group),)))[1].bounds()
        height = min(line, key=lambda p: abs(p.x - box.centre.x)).y
        assert abs(box.centre.y - height) < 9 * u


def test_the_ground_can_be_set_and_left_out() -> None:
    stock = FORMATS["slide"]

    def paint(**params: str | float):
        return leaf.paint(1, stock.trim, 0, stock.u, {}, (), {"scene": "slide", **params})

    high, low = (next(shapes(paint(part="ground", ground=g)))[1].bounds().y for g in (20.0, 66.0))
    assert low - high == pytest.approx(46 * stock.u, abs=0.1)
    assert paint(part="ground", ground=0) == ()
    assert paint(part="settle", ground=0) == ()


def test_brand_inks_replace_the_motif_s_own() -> None:
    blue = ink("#0B3F8F", "sky0")
    (_, sky), *_ = leaf.paint(1, POSTER.trim, POSTER.bleed, POSTER.u, {"sky0": blue}, (), {"part": "sky"})
    assert isinstance(sky, Group)
    fills = [s.fill for _, s in sky.items if isinstance(s, Shape)]
    assert isinstance(fills[0], Linear)
    assert isinstance(fills[1], Radial)
    assert fills[0].stops[0].ink is blue


@pytest.mark.parametrize(
    ("w", "h", "scene"),
    [(177.8, 100, "slide"), (100, 141.4, "poster"), (100, 177.8, "portrait"), (100, 100, "square"), (100, 125, "tall")],
)
def test_a_page_without_a_scene_gets_the_one_of_its_shape(w: float, h: float, scene: str) -> None:
    assert scenes.scene_for("", w, h) is scenes.SCENES[scene]
    assert scenes.scene_for("no such scene", w, h) is scenes.SCENES[scene]


def test_every_stock_gets_leaves() -> None:
    for stocks in STOCKS.values():
        for stock in stocks.values():
            assert len(leaf.paint(1, stock.trim, stock.bleed, stock.u, {}, (), {})) >= 4


def test_the_poster_looks_as_it_should(golden) -> None:
    page = Page(POSTER, drawn("poster", 22), "en", "Leaves")
    golden.png("leaf-poster.png", qt.raster(page, (248, 351)), tolerance=10)


def test_the_slide_looks_as_it_should(golden) -> None:
    boxes = ((6, 5, 64, 11), (6, 16, 106, 48), (6, 73, 126, 22), (135, 58, 37, 37))
    page = Page(FORMATS["slide"], drawn("slide", 22, boxes=boxes), "en", "Leaves")
    golden.png("leaf-slide.png", qt.raster(page, (384, 216)), tolerance=10)
