"""Closing the desk with something unsaved or unfinished: asked by hand, never by program."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from kiosk.store.folder import files
from kiosk.studio.cards.leavingcard import Leave
from kiosk.studio.cards.start import _glance
from kiosk.studio.document import journal
from kiosk.studio.page.pages import Press


class ByHand(QCloseEvent):
    """The cross of the window, clicked."""

    def spontaneous(self):
        return True


def close(window):
    event = ByHand()
    window.closeEvent(event)
    return event.isAccepted()


def asked(window):
    return next((c for c in window.findChildren(Leave) if c.isVisible()), None)


def retitle(window, words):
    line = window.fields.spots["title"].line
    line.selectAll()
    QTest.keyClicks(line, words)


def test_what_is_not_saved_is_asked_about_and_staying_changes_nothing(window, folder):
    retitle(window, "Swap")
    for go in (lambda: close(window), window.actions_.groups["File"][-1].trigger):
        go()
        card = asked(window)
        assert card is not None
        assert window.isVisible()
        close(window)  # once more: still one card
        assert len([c for c in window.findChildren(Leave) if c.isVisible()]) == 1
        QTest.keyClick(card, Qt.Key.Key_Escape)
        assert asked(window) is None
    assert files.read(folder).campaign.item("exchange").title == "Knowledge exchange"


def test_saving_first_saves_and_closes(window, folder):
    retitle(window, "Swap")
    close(window)
    asked(window).save.click()
    assert not window.isVisible()
    assert files.read(folder).campaign.item("exchange").title == "Swap"


def test_changes_can_be_kept_for_next_time_and_wait_on_the_start_page(window, folder):
    retitle(window, "Swap")
    assert not journal.waits(folder)
    close(window)
    asked(window).go.click()
    assert not window.isVisible()
    assert files.read(folder).campaign.item("exchange").title == "Knowledge exchange"
    assert journal.kept(folder).campaign.item("exchange").title == "Swap"
    assert _glance(Press(), folder, 40)[1].endswith("with changes that wait to be saved")


def test_changes_that_are_left_behind_for_another_campaign_are_named(window, folder, tmp_path, qtbot):
    retitle(window, "Swap")
    shutil.copytree(folder, tmp_path / "other")
    assert window.file.open(tmp_path / "other")
    assert window.status.text().startswith("What you changed in “KNOWvember 22” is not saved; it is kept")
    qtbot.waitUntil(lambda: journal.waits(folder))
    assert window.file.open(folder)
    assert "wait above" in window.status.text()
    assert not window.banner.isHidden()


def test_nothing_is_asked_where_nothing_is_lost(window):
    assert close(window)
    assert asked(window) is None


@pytest.mark.parametrize("what", ["export", "publish"])
def test_what_is_being_made_is_asked_about(window, what):
    if what == "export":
        window.sending.export()
        window.sending.card._stand = type("Made", (), {"remove": lambda self: None})()
    else:
        window.sending._publishing = True
    assert not close(window)
    card = asked(window)
    assert not card.save.isVisible()
    assert any("made" in w.text() or "published" in w.text() for w in card.findChildren(QLabel))
    card.go.click()
    assert not window.isVisible()
