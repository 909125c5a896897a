"""Ctrl+Z while a field has the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.store.folder import files
from kiosk.studio.cards.palette import Palette
from kiosk.studio.output.exporting import Export

UNDO = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def ready(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def spot(window, name):
    return window.fields.spots[name]


def test_a_wrong_date_goes_by_ctrl_z_although_another_field_has_the_keyboard(window, folder, qtbot):
    ready(window, qtbot)
    before = window.document.campaign.item(window.what).starts
    when = spot(window, "starts")
    right = when.day.text()
    when.day.setFocus()
    when.day.selectAll()
    QTest.keyClicks(when.day, "24 dec 2022")
    QTest.keyClick(when.day, Qt.Key.Key_Tab)
    assert when.clock.hasFocus()
    assert window.document.campaign.item(window.what).starts != before
    QTest.keyClick(when.clock, *UNDO)
    assert window.document.campaign.item(window.what).starts == before
    assert when.day.text() == right
    QTest.keyClick(when.clock, Qt.Key.Key_Tab)
    window.saving.save()
    assert files.read(folder).campaign.item(window.what).starts == before


@pytest.mark.parametrize(("key", "card"), [(Qt.Key.Key_E, Export), (Qt.Key.Key_K, Palette)])
def test_the_keys_of_the_window_work_while_somebody_types(window, qtbot, key, card):
    ready(window, qtbot)
    spot(window, "title").line.setFocus()
    QTest.keyClick(spot(window, "title").line, key, Qt.KeyboardModifier.ControlModifier)
    assert window.findChild(card) is not None


def test_what_is_half_typed_goes_first_and_then_the_last_change(window, qtbot):
    ready(window, qtbot)
    document = window.document
    title, when = spot(window, "title"), spot(window, "starts")
    old = document.campaign.item(window.what)
    title.line.setFocus()
    title.line.setText("")
    QTest.keyClicks(title.line, "Other")
    assert document.campaign.item(window.what).title == "Other"
    when.day.setFocus()
    right = when.day.text()
    QTest.keyClicks(when.day, "x")
    QTest.keyClick(when.day, *UNDO)
    assert when.day.text() == right
    assert document.campaign.item(window.what).title == "Other"
    QTest.keyClick(when.day, *UNDO)
    assert document.campaign.item(window.what) == old


def test_a_field_without_changes_takes_back_the_document_s_last_one_and_brings_it_again(window, qtbot):
    ready(window, qtbot)
    document = window.document
    count = len(document.campaign.events)
    window.actions_.new_event.trigger()
    text = spot(window, "description").text
    text.setFocus()
    QTest.keyClick(text, *UNDO)
    assert len(document.campaign.events) == count
    window.list.search.setFocus()
    QTest.keyClick(window.list.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert len(document.campaign.events) == count + 1


def test_a_card_keeps_the_key_to_itself(window, qtbot):
    ready(window, qtbot)
    window.actions_.new_event.trigger()
    count = len(window.document.campaign.events)
    window.asking.palette()
    (card,) = window.findChildren(Palette)
    qtbot.waitUntil(card.line.hasFocus)
    QTest.keyClick(card.line, *UNDO)
    assert len(window.document.campaign.events) == count


def test_ctrl_y_does_again_in_a_field_and_in_the_window(window, qtbot):
    ready(window, qtbot)
    control = Qt.KeyboardModifier.ControlModifier
    title = spot(window, "title").line

    def said():
        return window.document.campaign.item(window.what).title

    old = said()
    title.setFocus()
    QTest.keyClicks(title, "!")
    QTest.keyClick(title, *UNDO)
    assert title.text() == old
    QTest.keyClick(title, Qt.Key.Key_Y, control)
    assert title.text() == said() != old
    window.list.view.setFocus()
    window.document.undo.undo()
    assert said() == old
    QTest.keyClick(window.list.view, Qt.Key.Key_Y, control)
    assert said() != old
