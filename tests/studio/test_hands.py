"""What hands do by mistake: a wheel over a box, a tick with the mouse, a day in the box of the time."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox

from kiosk.campaign.campaign import Campaign
from kiosk.studio.cards.importing import Import
from kiosk.studio.fields.whenspot import WhenSpot
from kiosk.studio.look.colours import LIGHT
from tests.tooling.checkout import ROOT

ZONE = ZoneInfo("Europe/London")
SAMPLE = Campaign(id="november", title="November", timezone="Europe/London")


def turn(widget):
    """Turn the wheel over a widget, as the system tells it."""
    spot = QPointF(widget.rect().center())
    at = QPointF(widget.mapToGlobal(widget.rect().center()))
    down, still = QPoint(0, -120), Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(spot, at, QPoint(), down, Qt.MouseButton.NoButton, still, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(widget, event)
    return event


def test_the_wheel_scrolls_the_fields_and_changes_none_of_them(window):
    window.choose("exchange")
    before = window.document.campaign
    boxes = [*window.findChildren(QComboBox), *window.findChildren(QAbstractSpinBox)]
    assert window.fields.spots["venue"].box in boxes
    for box in boxes:
        at = box.currentIndex() if isinstance(box, QComboBox) else None
        assert not turn(box).isAccepted(), box.accessibleName()  # so it goes on to the panel that is scrolled
        assert not isinstance(box, QComboBox) or box.currentIndex() == at, box.accessibleName()
    assert window.document.campaign == before


def test_ticks_by_mouse_keep_the_list_where_it_is(window, qtbot, tmp_path):
    """The list is laid out anew only when the row that was clicked is done telling: before, that took the program down."""
    source = tmp_path / "events.csv"
    source.write_text("Title,Date\n" + "".join(f"Story {n},{n} Dec 2022\n" for n in range(1, 29)))
    window.dropped.read(str(source))
    card = next(c for c in window.findChildren(Import))
    tree = card.tree
    qtbot.waitUntil(lambda: card.understood is not None and card.updatesEnabled() and tree.verticalScrollBar().maximum() > 0)
    QApplication.processEvents()  # what was laid out by then is where it stays
    tree.scrollToBottom()
    stood = tree.verticalScrollBar().value()
    assert stood > 0
    for left in (27, 26):
        row = tree.topLevelItem(left)
        spot = tree.visualItemRect(row)
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot.left() + 10, spot.center().y()))
        assert card.add.text() == f"Add {left} items"
        qtbot.waitUntil(lambda at=left: tree.topLevelItem(at).text(3) == "Left out")
        assert tree.verticalScrollBar().value() == stood


@pytest.mark.parametrize(
    ("box", "typed", "starts", "ends"),
    [
        ("clock", "fri 4 nov 10.00", "2022-11-04T10:00", "2022-11-04T11:00"),
        ("day", "fri 4 nov 10.00", "2022-11-04T10:00", "2022-11-04T11:00"),
        ("clock", "9", "2022-11-03T09:00", "2022-11-03T10:00"),
        ("clock", "2 to 3.30 pm", "2022-11-03T14:00", "2022-11-03T15:30"),
        ("clock", "12.30 pm", "2022-11-03T12:30", None),
        ("day", "fri 4 nov", "2022-11-04T12:30", "2022-11-04T13:30"),
        ("day", "wed 5 jan 10.00", "2023-01-05T10:00", "2023-01-05T11:00"),
    ],
)
def test_a_day_or_a_time_is_taken_from_whichever_box_it_is_typed_into(qtbot, box, typed, starts, ends):
    spot, told = WhenSpot(LIGHT), []
    qtbot.addWidget(spot)
    spot.know(SAMPLE, ROOT, None)
    spot.fill((datetime(2022, 11, 3, 12, 30, tzinfo=ZONE), datetime(2022, 11, 3, 13, 30, tzinfo=ZONE)))
    spot.edited.connect(lambda _name, value: (told.append(value), spot.fill(value)))
    if box == "day" and typed.endswith("10.00"):
        spot.clock.setText("noonish")  # what was typed last counts more than what could not be understood before
    line = getattr(spot, box)
    line.setText(typed)
    line.editingFinished.emit()
    wanted = (starts, ends)
    assert told == [tuple(datetime.fromisoformat(t).replace(tzinfo=ZONE) if t else None for t in wanted)]
    assert ("5 January 2023 is a Thursday" in spot._advice.text()) == (typed.startswith("wed"))


def test_a_new_event_is_called_by_its_title_in_files_too(window, folder):
    window.changes.new_event()
    title = window.fields.spots["title"].line
    QTest.keyClicks(title, "Journal club: sleep")
    assert window.what == "new-event"
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert window.what == window.list.current() == "journal-club-sleep"
    assert window.document.campaign.item("new-event") is None
    window.document.undo.undo()
    assert (window.what, window.fields.spots["title"].line.text()) == ("new-event", "New event")
    window.document.undo.redo()
    assert window.what == "journal-club-sleep"
    assert window.saving.save()
    title.selectAll()
    QTest.keyClicks(title, "Reading club")
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert window.what == "journal-club-sleep"  # it may be known outside by now


def test_coming_back_into_a_field_begins_another_step(window):
    title, summary = window.fields.spots["title"].line, window.fields.spots["summary"].line
    window.activateWindow()
    title.setFocus()
    QTest.keyClicks(title, "ab")
    summary.setFocus()
    title.setFocus()
    title.end(False)
    QTest.keyClicks(title, "cd")
    window.document.undo.undo()
    assert window.document.campaign.item("exchange").title == "abKnowledge exchange"
    window.document.undo.undo()
    assert window.document.campaign.item("exchange").title == "Knowledge exchange"


def test_a_word_about_a_date_moves_nothing(window):
    window.choose("exchange")
    spot, place = window.fields.spots["starts"], window.fields.spots["venue"]
    stood = place.mapTo(window, QPoint())
    spot.advise("The year was taken.")
    QApplication.processEvents()
    assert place.mapTo(window, QPoint()) == stood


def test_each_date_is_a_step_of_its_own_and_what_is_taken_back_is_said(window):
    window.choose("exchange")
    spot = window.fields.spots["starts"]
    for typed in ("fri 4 nov 10.00", "mon 7 nov 10.00"):
        spot.day.setText(typed)
        spot.day.editingFinished.emit()
    window.actions_.undo.trigger()
    assert window.document.campaign.item("exchange").starts.day == 4
    assert window.status.text() == "Taken back: Change date, “Knowledge exchange”."
    window.actions_.redo.trigger()
    assert window.status.text() == "Done again: Change date, “Knowledge exchange”."
    assert window.document.campaign.item("exchange").starts.day == 7
    stood = spot.day.text()
    spot.day.setText("the 5th or so")
    spot.day.editingFinished.emit()
    assert spot.trouble
    QTest.keyClick(spot.day, Qt.Key.Key_Escape)
    assert (spot.trouble, spot.day.text()) == ("", stood)


def test_what_was_not_understood_is_taken_back_before_the_last_change(window):
    window.choose("exchange")
    title, spot = window.fields.spots["title"].line, window.fields.spots["starts"]
    title.textEdited.emit("Swap")
    spot.clock.setText("some time")
    spot.clock.editingFinished.emit()
    assert spot.trouble
    window.actions_.undo.trigger()
    assert (spot.trouble, spot.clock.text()) == ("", "12.30 to 1.30 pm")
    assert window.status.text() == "Taken back: what was not understood."
    assert window.document.campaign.item("exchange").title == "Swap"
    window.actions_.undo.trigger()
    assert window.document.campaign.item("exchange").title == "Knowledge exchange"
