"""Where the window stands."""

import pytest
from PySide6.QtCore import QRect, QSize

from kiosk.studio.look import room


@pytest.mark.parametrize("size", [QSize(1280, 680), QSize(1366, 728), QSize(1920, 1040)])
def test_the_first_window_fits_into_what_the_screen_has_free(size):
    screen = QRect(0, 40, size.width(), size.height())
    made = room.fitting(QRect(0, 0, 1440, 900), screen, middle=True)
    assert screen.contains(made)


def test_a_window_left_on_a_screen_that_is_gone_comes_back_into_sight():
    screen = QRect(0, 0, 1366, 728)
    assert screen.contains(room.fitting(QRect(3000, 1500, 1300, 700), screen))


def test_a_window_that_fits_stays_where_it_was_left():
    left = QRect(100, 80, 1200, 700)
    assert room.fitting(left, QRect(0, 0, 1920, 1040)) == left


def test_the_desk_needs_no_more_than_the_least(window, qtbot):
    window.resize(room.SMALLEST)
    assert window.size() == room.SMALLEST
    qtbot.waitUntil(lambda: window.minimumSizeHint().width() <= room.SMALLEST.width())
    assert window.minimumSizeHint().height() <= room.SMALLEST.height()
