import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter

from kiosk.player.playlist import Setting, Transition
from kiosk.player.wall import care, transition
from kiosk.player.wall.scene import Frame, Scene
from kiosk.player.wall.transition import CUT, Change

SIZE = QSize(64, 36)


def picture(*colours: str) -> Frame:
    """A picture in upright stripes."""
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    width = SIZE.width() // len(colours)
    for number, colour in enumerate(colours):
        painter.fillRect(number * width, 0, width, SIZE.height(), QColor(colour))
    painter.end()
    return Frame(image)


def painted(scene: Scene) -> QImage:
    image = QImage(scene.window, QImage.Format.Format_RGB32)
    image.fill(QColor("magenta"))
    painter = QPainter(image)
    scene.draw(painter)
    painter.end()
    return image


def luminance(image: QImage) -> float:
    """The mean relative luminance of a picture (WCAG)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    pixels = [image.pixelColor(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)]
    weights = ((0.2126, QColor.redF), (0.7152, QColor.greenF), (0.0722, QColor.blueF))
    return sum(w * linear(part(c)) for c in pixels for w, part in weights) / len(pixels)


def course(kind: Transition, old: Frame, new: Frame, turn: int = 0, rtl: bool = False) -> list[QImage]:
    """Every picture that a transition goes through, from the old slide to the new."""
    scene = Scene()
    scene.window, scene.turn = (SIZE.transposed() if turn % 180 else SIZE), turn
    scene.put(old, CUT)
    first = painted(scene)
    scene.put(new, CUT if kind == "cut" else Change(kind, 1.0, rtl))
    frames = [first]
    for number in range(1, 60):
        scene.part = number / 60
        frames.append(painted(scene))
    scene.settle()
    return [*frames, painted(scene)]


SLIDES = [("#000000", "#ffffff"), ("#0b3f8f", "#ffc931"), ("#14302f", "#fff6e3"), ("#ff0000", "#00ff00")]


@pytest.mark.parametrize("kind", ["fade", "slide", "cut"])
@pytest.mark.parametrize(("old", "new"), SLIDES)
def test_nothing_flashes_each_frame_is_as_bright_as_one_between_the_two_slides(kind: Transition, old: str, new: str) -> None:
    seen = [luminance(f) for f in course(kind, picture(old, "#808080"), picture(new, "#808080"))]
    low, high = sorted((seen[0], seen[-1]))
    # Two colours as bright as each other make a slightly darker one half-way; it is a dip of seconds, not a flash.
    assert min(seen) >= low - 0.04
    assert max(seen) <= high + 0.002
    # A flash is a pair of opposing changes of a tenth and more (WCAG 2.3.1).
    turns = [b - a for a, b in itertools.pairwise(seen)]
    assert sum(t for t in turns if t > 0) < 0.1 or sum(-t for t in turns if t < 0) < 0.1


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_where_people_read_from_right_to_left_a_slide_comes_from_the_left(turn: int) -> None:
    middle = course("slide", picture("#ff0000"), picture("#0000ff"), turn, rtl=True)[30].transformed(_back(turn))
    assert middle.pixelColor(4, 18) == QColor("#0000ff")
    assert middle.pixelColor(60, 18) == QColor("#ff0000")
    langs = {lang: transition.choose(Setting(transition="slide"), 10, lang).rtl for lang in ("ar", "ur-PK", "cy", "en")}
    assert langs == {"ar": True, "ur-PK": True, "cy": False, "en": False}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_slide_moves_sideways_as_people_see_it_whichever_way_the_panel_hangs(turn: int) -> None:
    middle = course("slide", picture("#ff0000"), picture("#0000ff"), turn)[30]
    upright = middle.transformed(_back(turn))
    assert upright.size() == SIZE
    assert upright.pixelColor(4, 18) == QColor("#ff0000"), "the old one leaves at the start"
    assert upright.pixelColor(60, 18) == QColor("#0000ff"), "the new one comes from the end"


def _back(turn: int) -> object:
    from PySide6.QtGui import QTransform

    return QTransform().rotate(turn)


def test_a_slide_moves_as_one_and_never_backwards() -> None:
    edges = []
    for frame in course("slide", picture("#ff0000"), picture("#0000ff"))[1:-1]:
        row = [frame.pixelColor(x, 18) for x in range(SIZE.width())]
        assert {c.name() for c in row} <= {"#ff0000", "#0000ff"}, "no gap between the two"
        edges.append(sum(c == QColor("#ff0000") for c in row))
    assert edges == sorted(edges, reverse=True)


@given(st.floats(-1, 2))
def test_easing_never_leaves_what_lies_between(part: float) -> None:
    assert 0 <= transition.eased(part) <= 1


@pytest.mark.parametrize(
    ("setting", "dwell", "change"),
    [
        (Setting(), 10, Change("fade", 0.8)),
        (Setting(transition="slide"), 10, Change("slide", 1.2)),
        (Setting(transition="cut"), 10, CUT),
        (Setting(reduced_motion=True), 10, Change("fade", 1.6)),
        (Setting(transition="slide", reduced_motion=True), 10, Change("fade", 1.6)),
        (Setting(transition="cut", reduced_motion=True), 10, CUT),
        (Setting(), 1, Change("fade", 0.4)),
        (Setting(), 0.1, CUT),
    ],
)
def test_a_screen_chooses_how_slides_change(setting: Setting, dwell: float, change: Change) -> None:
    assert transition.choose(setting, dwell) == change


def test_pictures_are_shifted_by_a_few_pixels_every_few_minutes_and_come_home() -> None:
    seen = [care.shift(minute * 60, (1920, 1080)) for minute in range(0, 28)]
    assert len(set(seen)) == 9
    assert {abs(part) for spot in seen for part in spot} == {0, 2}
    assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) <= 4 for a, b in itertools.pairwise(seen))
    assert seen[0] == seen[27] == (0, 0)
    assert care.step((3840, 2160)) == 4


@pytest.mark.parametrize("shift", [(2, 0), (-2, 0), (0, 2), (0, -2), (2, -2), (-2, 2)])
def test_a_shifted_picture_leaves_no_edge_bare(shift: tuple[int, int]) -> None:
    from PySide6.QtCore import QPoint

    scene = Scene()
    scene.window, scene.shift = SIZE, QPoint(*shift)
    scene.put(picture("#ff0000", "#0000ff"), CUT)
    seen = painted(scene)
    colours = {seen.pixelColor(x, y).name() for x in range(SIZE.width()) for y in range(SIZE.height())}
    assert colours == {"#ff0000", "#0000ff"}
    assert (seen.pixelColor(31 + shift[0], 18).name(), seen.pixelColor(32 + shift[0], 18).name()) == ("#ff0000", "#0000ff")
