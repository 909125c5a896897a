from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.export.timeline.timeline import BARS
from kiosk.export.timeline.timescale import Scale
from kiosk.studio.document import edits
from kiosk.studio.schedule.month import month_of


@pytest.fixture
def looked(window, qtbot):
    def wait():
        qtbot.waitUntil(lambda: not window.plans.busy and window.schedule.slides.topLevelItemCount() > 0)

    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    wait()
    window.looked = wait
    return window


def slides(window):
    listed = window.schedule.slides
    return [listed.topLevelItem(n).text(0) for n in range(listed.topLevelItemCount())]


def at(window, *moment):
    return datetime(*moment, tzinfo=window.document.campaign.zone)


def test_the_month_shows_a_lane_for_each_thing_and_the_slides_of_now(looked):
    laid = looked.schedule.month._laid
    assert {"Cover", "Knowledge exchange", "After Action Reviews"} <= {lane.words for lane in laid.lanes}
    assert laid.screen.name == "foyer"
    assert slides(looked)[0] == "Cover"
    assert "Knowledge exchange" in slides(looked)
    assert looked.schedule.told.text().startswith("Thursday 3 November at 9.00 am")


def test_a_day_is_picked_with_the_mouse_and_gone_through_by_keys(looked):
    month = looked.schedule.month
    ninth = month.scale().at(at(looked, 2022, 11, 9, 12))
    QTest.mouseClick(month, Qt.MouseButton.LeftButton, pos=QPoint(round(ninth), 60))
    looked.looked()
    assert looked.moment() == at(looked, 2022, 11, 9, 9)
    assert "Knowledge exchange" not in slides(looked)
    QTest.keyClick(month, Qt.Key.Key_Right)
    QTest.keyClick(month, Qt.Key.Key_PageDown)
    assert looked.moment() == at(looked, 2022, 11, 17, 9)


def test_a_moment_is_typed_as_people_write_it_and_the_slide_is_as_it_will_be(looked, settled):
    spot = looked.schedule.when
    spot.day.setText("tue 15 nov 13.30")
    spot.day.editingFinished.emit()
    looked.looked()
    looked.show_slide("learning-health-systems")
    settled(looked)
    shown = looked.preview.canvas._shown
    assert shown.wanted.at == at(looked, 2022, 11, 15, 13, 30)
    assert shown.wanted.screen.name == "foyer"
    assert "Happening now" in shown.composed.alt


def test_away_from_the_schedule_pages_are_of_now_again(looked, settled):
    looked.schedule._pick(at(looked, 2022, 11, 20, 9))
    looked.tabs.setCurrentIndex(0)
    settled(looked)
    assert looked.preview.canvas._shown.wanted.at == at(looked, 2022, 11, 3, 9)
    assert not looked.preview.canvas._shown.wanted.living


def test_slides_play_from_the_moment_that_is_looked_at(looked, monkeypatch):
    said = []
    monkeypatch.setattr(looked.sending, "_start", lambda words, done: said.append(words))
    looked.schedule._pick(at(looked, 2022, 11, 10, 14))
    looked.schedule.play.click()
    looked.tabs.setCurrentIndex(0)
    looked.actions_.play.trigger()
    assert said[0][-2:] == ["--at", "2022-11-10T14:00:00"]
    assert "--at" not in said[1]


def test_gaps_and_clashes_are_named_and_lead_to_their_time(looked, qtbot):
    campaign = looked.document.campaign
    made = edits.change(campaign, "cafe-nihr", starts=at(looked, 2022, 11, 15, 13, 30), ends=at(looked, 2022, 11, 15, 15))
    looked.document.edit(made, "Clash")

    def notes():
        return [w for w in looked.schedule.notes.told if "are both in Learning Hub" in w.accessibleName()]

    qtbot.waitUntil(lambda: bool(notes()))
    notes()[0].click()
    assert looked.moment() == at(looked, 2022, 11, 15, 13, 30)
    assert "are both in Learning Hub" in looked.schedule.why.text()
    assert "Gap" not in looked.schedule.legend.text()
    assert all(
        words in looked.schedule.legend.text() for words in ("Save&nbsp;the&nbsp;date", "Page&nbsp;of", BARS["page"][0].hex)
    )
    looked.document.edit(replace(made, events=(), articles=(), techniques=(), prompts=()), "Gap")
    qtbot.waitUntil(lambda: looked.schedule.why.text().startswith("Nothing from Tuesday 1 November"))
    assert "fills the gap" in looked.schedule.why.text()
    assert "Gap:" in looked.schedule.legend.text()


def test_dates_of_the_axis_never_run_into_each_other(looked, monkeypatch):
    rooms = []
    month = looked.schedule.month
    kept = Scale.ticks
    monkeypatch.setattr(Scale, "ticks", lambda scale, room: rooms.append((room, scale.width)) or kept(scale, room))
    month.grab()
    room, _ = rooms[-1]
    assert room > month.fontMetrics().horizontalAdvance("30") * 2


def test_another_screen_and_another_month(looked, qtbot):
    looked.schedule.screens.setCurrentIndex(1)
    looked.schedule.screens.activated.emit(1)
    qtbot.waitUntil(lambda: looked.schedule.month._laid.screen.name == "lift")
    looked.schedule._turn(1)
    qtbot.waitUntil(lambda: looked.schedule.month._laid.first == month_of(at(looked, 2022, 12, 1)))
    assert looked.schedule.title.text() == "December 2022"
