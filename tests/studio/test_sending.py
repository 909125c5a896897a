from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from kiosk.studio import settings
from kiosk.studio.output.published import Published, parts, some, words


@pytest.fixture
def place(tmp_path, monkeypatch):
    made = tmp_path / "stick"
    made.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(made))
    return made


def published(window, qtbot):
    card = None

    def found():
        nonlocal card
        card = next((c for c in window.findChildren(Published) if c.isVisible()), None)
        return card is not None

    qtbot.waitUntil(found, timeout=120_000)
    told = {w.text() for w in card.area.widget().findChildren(QLabel)}
    card.leave()
    return told


def test_publishing_says_what_changed_and_what_stays_here(window, place, qtbot):
    document = window.document
    window.actions_.publish.trigger()
    first = published(window, qtbot)
    assert "New on screens" in first
    assert (place / "current").is_file()
    assert settings.of_campaign(document.folder)["publish"] == str(place)

    one, two, *rest = document.campaign.events
    events = (replace(one, title="Knowledge swap"), replace(two, draft=True), *rest)
    document.edit(replace(document.campaign, events=events), "Change")
    window.actions_.publish.trigger()
    assert "Drafts stay here" in window.banner.words.text()
    QTest.mouseClick(window.banner.answers[0], Qt.MouseButton.LeftButton)
    told = published(window, qtbot)
    assert {"Changed", "Knowledge swap", "No longer shown", two.title, "Stays here as draft"} <= told
    assert window.status.text().endswith("1 changed, 1 gone. 1 draft stayed here.")

    window.actions_.publish.trigger()
    QTest.mouseClick(window.banner.answers[0], Qt.MouseButton.LeftButton)
    assert "Nothing new" in published(window, qtbot)


def test_what_cannot_be_published_is_a_sentence_and_the_place_is_not_remembered(window, place, qtbot):
    place.rmdir()
    place.write_text("a file")
    window.actions_.publish.trigger()
    qtbot.waitUntil(window.banner.isVisible, timeout=60_000)
    assert "stick" in window.banner.words.text()
    assert "Traceback" not in window.banner.words.text()
    assert "publish" not in settings.of_campaign(window.document.folder)


def test_every_sort_of_news_has_its_words():
    told = {
        "new": True,
        "added": ["A"],
        "settings": True,
        "withheld": [{"item": "x", "sentence": "No code fits.", "cure": "Shorten it."}],
        "notes": ["B goes without its picture."],
    }
    assert [(said, titles) for said, _, titles in parts(told)] == [
        ("New on screens", ("A",)),
        ("Changed", ("The campaign's own words, brand, hours or screens",)),
        ("Stays here, something is wrong", ("No code fits. Shorten it.",)),
        ("Good to know", ("B goes without its picture.",)),
    ]
    assert words(told) == "1 new. 1 item stayed here with something wrong."
    assert some([str(n) for n in range(20)])[-1] == "and 8 more"


class Panel:
    """A screen as Qt tells of it."""

    def name(self):
        return "HDMI-1"

    def size(self):
        return QSize(960, 540)

    def devicePixelRatio(self):
        return 2.0


def test_slides_play_on_the_screen_that_is_chosen(window, monkeypatch):
    started = []
    monkeypatch.setattr(window.sending, "_start", lambda order, _done: started.append(list(order)))
    monkeypatch.setattr(QGuiApplication, "screens", lambda: [Panel()])
    window.actions_.play_on.aboutToShow.emit()
    (chosen,) = window.actions_.play_on.actions()
    assert chosen.text() == "HDMI-1, 1920 × 1080"
    chosen.trigger()
    window.actions_.play.trigger()
    folder = str(window.document.folder)
    assert started == [["play", folder, "--screen", "HDMI-1"], ["play", folder, "--windowed"]]
