"""What is half typed when somebody saves, exports, plays, chooses another item or leaves."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.store.folder import files
from kiosk.studio.document import journal

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def half(window, qtbot):
    """Type into the date of the chosen event without leaving it."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    def typed(words):
        line = window.fields.spots["starts"].day
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, words)
        return line

    return typed


def day(window, what):
    return window.document.campaign.item(what).starts.date()


def test_saving_takes_a_half_typed_date(window, folder, half):
    what = window.what
    QTest.keyClick(half("24 nov 2022"), Qt.Key.Key_S, CONTROL)
    assert files.read(folder).campaign.item(what).starts.date() == date(2022, 11, 24)
    assert window.status.text() == "Saved"


def test_what_is_not_understood_is_said_beside_its_field_and_the_rest_is_saved(window, folder, half):
    what, before = window.what, day(window, window.what)
    window.changes.field(what, {"title": "Knowledge swap"}, "title")
    line = half("soonish")
    QTest.keyClick(line, Qt.Key.Key_S, CONTROL)
    saved = files.read(folder).campaign.item(what)
    assert (saved.title, saved.starts.date()) == ("Knowledge swap", before)
    spot = window.fields.spots["starts"]
    assert "soonish" in spot._advice.text()
    assert "soonish" in window.status.text()
    assert line.text() == "soonish"
    window.changes.field(what, {"title": "Another"}, "title")
    assert line.text() == "soonish"
    assert "soonish" in spot._advice.text()


def test_another_item_never_gets_what_was_half_typed_for_the_one_before(window, half):
    what = window.what
    half("24 nov 2022")
    other = next(e.id for e in window.document.campaign.events if e.id != what and e.starts)
    before = day(window, other)
    window.choose(other)
    assert day(window, what) == date(2022, 11, 24)
    assert day(window, other) == before
    line = half("soonish")
    window.choose(what)
    assert "soonish" in window.status.text()
    assert line.text() == "Thu 24 Nov 2022"
    assert not window.fields.spots["starts"]._advice.text().strip()


def test_leaving_keeps_what_is_half_typed(window, folder, half):
    what = window.what
    half("24 nov 2022")
    window.close()
    assert journal.kept(folder).campaign.item(what).starts.date() == date(2022, 11, 24)


def test_export_takes_what_is_on_the_desk_and_leaves_the_campaign_file_alone(window, folder, monkeypatch, qtbot):
    before = (folder / files.NAME).read_bytes()
    window.changes.field("exchange", {"title": "Knowledge swap"}, "title")
    window.actions_.export.trigger()
    card, places = window.sending.card, []
    monkeypatch.setattr(card, "_run", places.append)
    card.go.click()
    qtbot.waitUntil(lambda: bool(places))
    (place,) = places
    assert place.name == folder.name
    assert files.read(place).campaign == window.document.campaign
    assert {f.name for f in place.iterdir()} == {f.name for f in folder.iterdir()} - {".kiosk"}
    assert (folder / files.NAME).read_bytes() == before
    assert not window.document.saved
    card._end({"kind": "bad", "sentence": "It ended."})
    assert not place.exists()
    assert window.saving.save()
    card.again.click()
    qtbot.waitUntil(lambda: places[1:] == [folder])


def test_slides_play_what_is_on_the_desk_and_follow_the_next_save(window, folder, monkeypatch, qtbot):
    started = []
    monkeypatch.setattr(window.sending, "_start", lambda order, done: started.append((order, done)))
    before = (folder / files.NAME).read_bytes()
    window.changes.field("exchange", {"title": "Knowledge swap"}, "title")
    window.actions_.play.trigger()
    qtbot.waitUntil(lambda: bool(started))
    (order, done) = started[0]
    place = Path(order[1])
    assert place.name == folder.name
    assert place != folder
    assert files.read(place).campaign == window.document.campaign
    assert (folder / files.NAME).read_bytes() == before
    window.changes.field("exchange", {"title": "Later"}, "title")
    assert window.saving.save()
    qtbot.waitUntil(lambda: files.read(place).campaign.item("exchange").title == "Later")
    done(0, "", "")
    assert not place.exists()
    assert folder.is_dir()
