"""From a newsletter to everything on the wall and in print, through the real window, with clicks counted."""

import json

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from kiosk.studio import filework
from kiosk.studio.cards.importing import Import
from kiosk.studio.look.style import dress
from kiosk.studio.output import exporting
from kiosk.studio.window import Window
from tests.tooling.checkout import ROOT
from tests.tooling.waiting import PATIENCE

NEWSLETTER = ROOT / "assets/samples/knowvember-22/announcement.md"
MOST_CLICKS = 12


class Hand:
    """A hand on the mouse and the keys, that counts its clicks."""

    def __init__(self, qtbot):
        self.clicks = 0
        self._qtbot = qtbot

    def click(self, widget, at=None):
        self._qtbot.waitUntil(lambda: widget.isVisible() and widget.isEnabled())
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or QPoint(widget.width() // 2, widget.height() // 2))
        self.clicks += 1

    def type(self, widget, words, *, enter=False):
        QTest.keyClicks(widget, words)
        if enter:
            QTest.keyClick(widget, Qt.Key.Key_Return)

    def tool(self, window, words):
        self.click(next(b for b in window.findChildren(QToolButton) if b.text() == words and b.isVisible()))


@pytest.fixture
def documents(tmp_path, monkeypatch):
    made = tmp_path / "Documents"
    made.mkdir()
    monkeypatch.setattr(filework, "documents", lambda: made)
    monkeypatch.setattr(exporting, "folder_for", lambda campaign: made / "files")
    return made


def test_from_a_newsletter_to_everything_in_twelve_clicks(qapp, qtbot, documents):
    QSettings("kiosk", "studio").clear()
    window = Window(dress(qapp))
    qtbot.addWidget(window)
    window.resize(1440, 900)  # whatever the screen of the test has
    window.show()
    hand = Hand(qtbot)

    hand.click(window.start.bring)
    card = window.findChild(Import)
    hand.type(card.line, str(NEWSLETTER), enter=True)
    qtbot.waitUntil(lambda: card.understood is not None)
    hand.click(card.add)
    assert window.document.campaign.title == "KNOWvember 22"

    # Two dates have come in by telephone.
    for place, words in ((0, "thu 3 nov 2022 12.30-1.30pm"), (1, "9/11/2022 10-11.30am")):
        row = window.list.view.visualRect(window.list.sieve.index(place, 0))
        hand.click(window.list.view.viewport(), row.center())
        day = window.fields.spots["starts"].day
        hand.click(day)
        hand.type(day, words, enter=True)
    dated = {e.title: e.starts.isoformat() for e in window.document.campaign.events if e.starts}
    assert dated == {"Knowledge exchange": "2022-11-03T12:30:00+00:00", "Knowledge café with NIHR": "2022-11-09T10:00:00+00:00"}

    hand.tool(window, "Export")
    export = window.sending.card
    with qtbot.waitSignal(export.finished, timeout=3000 * PATIENCE) as told:
        hand.click(export.go)
    assert told.args[0].startswith("Finished: "), told.args[0]
    hand.click(export.cancel)  # which says "Close" now

    files = json.loads((documents / "files/manifest.json").read_text())["files"]
    assert {f["product"] for f in files} == {"poster", "programme", "slide", "postcard", "social", "screensaver"}
    assert all(code["decoded"] == code["text"] for f in files for code in f["qr"])
    assert all((documents / "files" / f["path"]).stat().st_size == f["bytes"] for f in files)
    assert not window.document.saved  # exporting leaves the campaign file alone
    assert hand.clicks <= MOST_CLICKS
    window.close()
    qapp.setStyleSheet("")


def test_another_newsletter_comes_in_as_well(qapp, qtbot, documents):
    """One that looks as public libraries write theirs, with a recurring event and one without a day."""
    QSettings("kiosk", "studio").clear()
    window = Window(dress(qapp))
    qtbot.addWidget(window)
    window.show()
    hand = Hand(qtbot)

    hand.click(window.start.bring)
    card = window.findChild(Import)
    hand.type(card.line, str(ROOT / "tests/store/corpus/bulletins/public-whats-on.html"), enter=True)
    qtbot.waitUntil(lambda: card.understood is not None)
    hand.click(card.add)
    assert window.document.campaign.title == "What's On at Ipswich Library"
    hand.tool(window, "Export")
    export = window.sending.card
    with qtbot.waitSignal(export.finished, timeout=3000 * PATIENCE) as told:
        hand.click(export.go)
    assert told.args[0].startswith("Finished: "), told.args[0]
    hand.click(export.cancel)

    files = json.loads((documents / "files/manifest.json").read_text())["files"]
    assert {f["product"] for f in files} == {"poster", "programme", "slide", "postcard", "social", "screensaver"}
    assert all(code["decoded"] == code["text"] for f in files for code in f["qr"])
    assert hand.clicks <= MOST_CLICKS
    window.close()
    qapp.setStyleSheet("")
