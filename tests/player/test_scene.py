import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from kiosk.player.wall import turned
from kiosk.player.wall.scene import DARK, Frame, Mark, Scene
from kiosk.player.wall.transition import CUT, Change
from tests.player.test_transition import painted, picture

WIDE = QSize(64, 36)


def cornered() -> Frame:
    """An upright picture that tells where its top left is."""
    image = QImage(WIDE, QImage.Format.Format_RGB32)
    image.fill(QColor("#202020"))
    painter = QPainter(image)
    painter.fillRect(0, 0, 8, 8, QColor("#ff0000"))
    painter.end()
    return Frame(image)


@pytest.mark.parametrize(("turn", "corner"), [(0, (3, 3)), (90, (3, 60)), (180, (60, 32)), (270, (32, 3))])
def test_on_a_turned_panel_the_top_of_the_slide_is_where_people_see_the_top(turn: int, corner: tuple[int, int]) -> None:
    scene = Scene()
    scene.window, scene.turn = turned.upright(WIDE, turn), turn
    scene.put(cornered(), CUT)
    seen = painted(scene)
    assert seen.size() == scene.window
    assert seen.pixelColor(*corner) == QColor("#ff0000")
    assert seen.transformed(QTransform().rotate(turn)).convertToFormat(QImage.Format.Format_RGB32) == cornered().image


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_finger_lands_where_the_picture_is(turn: int) -> None:
    scene = Scene()
    scene.window, scene.turn = turned.upright(WIDE, turn), turn
    for point in (QPoint(3, 4), QPoint(60, 30)):
        on_window = turned.to_window(scene.window, turn).map(QPointF(point))
        assert scene.window.width() >= on_window.x() >= 0
        assert scene.window.height() >= on_window.y() >= 0
        assert scene.upright(on_window) == point


def test_marks_are_turned_with_the_picture() -> None:
    scene = Scene()
    scene.window, scene.turn = WIDE.transposed(), 90
    scene.put(picture("#000000"), CUT)
    scene.marks = (Mark(QRect(0, 0, 10, 10), "#00ff00"),)
    assert painted(scene).pixelColor(5, 60) == QColor("#00ff00")


def test_a_ring_leaves_what_is_in_it_and_a_disc_its_corners() -> None:
    scene = Scene()
    scene.window = WIDE
    scene.put(picture("#000000"), CUT)
    scene.marks = (Mark(QRect(4, 4, 20, 20), "#00ff00", ring=2), Mark(QRect(40, 4, 20, 20), "#00ff00", round=True))
    seen = painted(scene)
    assert seen.pixelColor(14, 14) == QColor("#000000")
    assert seen.pixelColor(4, 14).green() > 200
    assert seen.pixelColor(50, 14).green() > 200
    assert seen.pixelColor(41, 5) == QColor("#000000")


@pytest.mark.parametrize(("light", "red"), [(1.0, 200), (0.5, 100), (0.25, 50), (0.0, 0)])
def test_dimmed_is_darker_and_dark_is_black(light: float, red: int) -> None:
    scene = Scene()
    scene.window, scene.light = WIDE, light
    scene.put(picture("#c80000"), CUT)
    assert abs(painted(scene).pixelColor(5, 5).red() - red) <= 1


def test_a_slide_of_another_shape_stands_in_the_middle_of_a_turned_panel() -> None:
    scene = Scene()
    scene.window, scene.turn = QSize(36, 100), 270
    scene.put(picture("#ffffff"), CUT)
    seen = painted(scene)
    assert seen.pixelColor(18, 5) == seen.pixelColor(18, 95) == DARK
    assert seen.pixelColor(18, 50) == QColor("white")


def test_a_change_to_a_slide_of_another_shape_shows_no_leftovers() -> None:
    scene = Scene()
    scene.window = QSize(64, 48)
    before = QImage(QSize(64, 48), QImage.Format.Format_RGB32)
    before.fill(QColor("black"))
    scene.put(Frame(before), CUT)
    scene.put(picture("#ffffff"), Change("slide", 1.0))
    for part in (0.1, 0.5, 0.9):
        scene.part = part
        seen = painted(scene)
        assert QColor("magenta").name() not in {seen.pixelColor(x, y).name() for x in range(64) for y in range(48)}


def test_the_snapshot_is_upright_undimmed_and_unmarked() -> None:
    scene = Scene()
    scene.window, scene.turn, scene.light = WIDE.transposed(), 90, 0.2
    scene.put(cornered(), CUT)
    scene.marks = (Mark(QRect(0, 0, 60, 30), "#00ff00"),)
    assert scene.snapshot() == cornered().image
