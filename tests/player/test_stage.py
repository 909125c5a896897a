from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from kiosk.player import cache
from kiosk.player.wall.scene import DARK, Frame, frame
from kiosk.player.wall.stage import DIMMING, Fade, Stage
from kiosk.player.wall.transition import CUT, Change
from tests.player.wall_kit import Hand, put


def plain(colour: str, size: tuple[int, int] = (320, 180)) -> Frame:
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return Frame(image)


def seen(stage: Stage) -> QImage:
    """What a paint at this moment puts on the window."""
    image = QImage(*stage.pixels(), QImage.Format.Format_RGB32)
    image.fill(QColor("magenta"))
    painter = QPainter(image)
    stage._draw(painter)
    painter.end()
    return image


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    made = Stage(windowed=True)
    made.setGeometry(QRect(0, 0, 320, 180))
    made.show()
    qtbot.waitUntil(made.isExposed)
    yield made
    made.close()


def test_the_stage_is_dark_before_there_is_a_slide_and_never_white_or_black(stage: Stage) -> None:
    assert seen(stage).pixelColor(5, 5) == DARK


def test_a_cached_slide_is_shown_from_its_mapped_file(stage: Stage, tmp_path: Path) -> None:
    put(tmp_path, "k", (200, 30, 10), (320, 180))
    stage.present(frame(tmp_path, "k"))
    cache.drop(tmp_path, "k")
    assert seen(stage).pixelColor(319, 179) == QColor(200, 30, 10), "the mapping outlives the file"


def test_a_fade_goes_from_the_old_picture_to_the_new_and_is_reported(stage: Stage, qtbot: QtBot) -> None:
    stage.present(plain("#000000"))
    with qtbot.waitSignal(stage.faded) as caught:
        stage.present(plain("#ffffff"), Change("fade", 60))
        assert seen(stage).pixelColor(5, 5).red() < 30, "it begins with the old one"
        stage._began -= 30
        assert 90 < seen(stage).pixelColor(5, 5).red() < 180
        qtbot.waitUntil(lambda: len(stage._painted) >= 2)
        stage._began -= 60
    report = caught.args[0]
    assert isinstance(report, Fade)
    assert report.frames >= 2
    assert len(report.intervals_ms) == report.frames - 1
    assert not stage.fading
    assert seen(stage).pixelColor(5, 5) == QColor("white")


def test_a_cut_changes_at_once_and_paints_nothing_in_between(stage: Stage) -> None:
    stage.present(plain("#000000"))
    stage.present(plain("#ffffff"), CUT)
    assert not stage.fading
    assert seen(stage).pixelColor(5, 5) == QColor("white")


def test_a_change_in_mid_fade_starts_from_what_is_on_the_window(stage: Stage) -> None:
    stage.present(plain("#000000"))
    stage.present(plain("#ffffff"), Change("fade", 60))
    stage._began -= 30
    stage.present(plain("#ff0000"), Change("fade", 60))
    assert 100 < seen(stage).pixelColor(5, 5).green() < 155


def test_between_fades_nothing_is_painted(stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    with qtbot.waitSignal(stage.faded):
        stage.present(plain("#000000"))
        stage.present(plain("#ffffff"), Change("fade", 0.05))
    painted: list[int] = []
    monkeypatch.setattr(stage, "_draw", lambda painter: painted.append(1))

    def rests() -> bool:
        painted.clear()
        qtbot.wait(200)
        return not painted

    qtbot.waitUntil(rests)  # the last picture of the fade may still be on its way


def test_no_frame_of_two_hundred_changes_is_blank(stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    red, blue = plain("#c80000"), plain("#0000c8")
    stage.present(red)
    frames: list[QColor] = []
    draw = stage._draw

    def watch(painter: QPainter) -> None:
        draw(painter)
        if painter.device() is not None:
            frames.append(seen_by(draw, stage))

    monkeypatch.setattr(stage, "_draw", watch)
    for number in range(200):
        count = len(frames)
        stage.present(blue if number % 2 == 0 else red, Change("fade", 0.02) if number % 3 else CUT)
        qtbot.waitUntil(lambda count=count: not stage.fading and len(frames) > count)
    assert len(frames) >= 200
    for colour in frames:
        assert 190 <= colour.red() + colour.blue() <= 210, "only ever a mixture of the two slides"
        assert colour.green() == 0


def seen_by(draw: object, stage: Stage) -> QColor:
    image = QImage(*stage.pixels(), QImage.Format.Format_RGB32)
    image.fill(QColor("magenta"))
    painter = QPainter(image)
    draw(painter)  # type: ignore[operator]
    painter.end()
    return image.pixelColor(160, 90)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="this system does not list a process's handles")
def test_handles_stay_flat_over_many_slides(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    for name in "ab":
        put(tmp_path, name, size=(320, 180))
    counts: list[int] = []
    for number in range(120):
        stage.present(frame(tmp_path, "ab"[number % 2]), Change("fade", 0.01))
        qtbot.waitUntil(lambda: not stage.fading)
        counts.append(len(list(Path("/proc/self/fd").iterdir())))
    assert max(counts[60:]) <= max(counts[:60])


def test_a_slide_of_another_shape_stands_in_the_middle_on_dark(stage: Stage, qtbot: QtBot) -> None:
    stage.resize(320, 240)
    qtbot.waitUntil(lambda: stage.pixels() == (320, 240))
    stage.present(plain("#ffffff"))
    picture = seen(stage)
    assert picture.pixelColor(160, 5) == DARK
    assert picture.pixelColor(160, 120) == QColor("white")
    assert picture.pixelColor(160, 235) == DARK


def test_a_slide_of_another_size_is_scaled_once(stage: Stage) -> None:
    stage.present(plain("#00ff00", (640, 360)))
    first = stage._scene.fit()
    assert (first.width(), first.height()) == (320, 180)
    assert stage._scene.fit().cacheKey() == first.cacheKey()
    assert seen(stage).pixelColor(319, 179) == QColor("#00ff00")


def test_resizing_in_mid_fade_ends_the_fade_and_tells_the_size(stage: Stage, qtbot: QtBot) -> None:
    stage.present(plain("#000000"))
    stage.present(plain("#ffffff"), Change("fade", 60))
    with qtbot.waitSignal(stage.size_changed):
        stage.resize(400, 225)
    assert not stage.fading
    assert seen(stage).pixelColor(399, 224) == QColor("white")


def test_the_cursor_is_hidden_without_any_mouse_event(stage: Stage) -> None:
    assert stage.cursor().shape() is Qt.CursorShape.BlankCursor


@pytest.mark.parametrize("windowed", [True, False])
def test_esc_leaves_a_window_but_never_the_wall(windowed: bool, qtbot: QtBot) -> None:
    stage = Stage(windowed=windowed)
    left: list[bool] = []
    stage.left.connect(lambda: left.append(True))
    stage.show()
    qtbot.keyClick(stage, Qt.Key.Key_Escape)
    stage.close()
    assert left == ([True] if windowed else [])


@pytest.mark.parametrize("windowed", [True, False])
def test_nobody_can_close_the_wall_but_the_player_itself(windowed: bool, qtbot: QtBot) -> None:
    stage = Stage(windowed=windowed)
    stage.show()
    assert stage.close() == windowed
    stage.dismiss()
    assert not stage.isVisible()


def test_the_wall_goes_back_to_the_whole_screen_when_something_makes_it_smaller(qtbot: QtBot) -> None:
    stage = Stage(windowed=False)
    stage.showFullScreen()
    stage.showNormal()
    qtbot.waitUntil(lambda: stage.windowState() == Qt.WindowState.WindowFullScreen)
    stage.dismiss()


def test_a_window_that_nobody_sees_is_as_dark_as_it_should_be_at_once(qtbot: QtBot) -> None:
    stage = Stage(windowed=True)
    stage.lighten(0.3)
    assert stage._scene.light == 0.3


def test_the_light_goes_down_gently_and_then_nothing_is_painted(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Hand()
    monkeypatch.setattr("kiosk.player.wall.stage.time", SimpleNamespace(perf_counter=clock))
    stage.present(plain("#ffffff"))
    seen_shades: list[int] = []

    def is_black() -> bool:
        seen_shades.append(seen(stage).pixelColor(5, 5).red())
        if seen_shades[-2:-1] != seen_shades[-1:]:
            clock.seconds += DIMMING / 10  # once it is that dark
        return seen_shades[-1] == 0

    stage.lighten(0.0)
    qtbot.waitUntil(is_black)
    assert seen_shades == sorted(seen_shades, reverse=True)
    assert len(set(seen_shades)) > 9
    qtbot.waitUntil(lambda: not stage._ticks.isActive())


def test_burn_in_care_moves_a_slide_that_stays(stage: Stage, qtbot: QtBot) -> None:
    stage.present(plain("#ffffff"))
    stage.shift(0, CUT)
    assert stage._scene.shift.toTuple() == (0, 0)
    stage.shift(200, CUT)
    assert stage._scene.shift.toTuple() == (1, 0)
    assert stage._scene._spot.toTuple() == (1, 0)


@pytest.mark.expect_log("could not paint")
def test_a_fault_in_painting_is_logged_and_does_not_leave_the_paint_event(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(stage._scene, "fit", lambda: 1 / 0)
    stage.present(plain("#ffffff"))
    qtbot.waitUntil(lambda: "could not paint" in caplog.text)
    monkeypatch.undo()
    assert seen(stage).pixelColor(5, 5) == QColor("white")
