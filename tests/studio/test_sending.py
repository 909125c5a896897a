from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from kiosk.campaign.finding import Finding
from kiosk.store.folder import files
from kiosk.store.release import places
from kiosk.studio import clock, settings
from kiosk.studio.output.publishcard import Publish, doubt, told
from kiosk.studio.output.published import Published, parts, words


@pytest.fixture
def place(tmp_path, monkeypatch):
    made = tmp_path / "stick"
    made.mkdir()
    settings.change(publish="")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(made))
    return made


def ask(window):
    window.actions_.publish.trigger()
    return next(c for c in window.findChildren(Publish) if c.isVisible())


def send(window, place=None):
    card = ask(window)
    if place is not None:
        assert not card.go.isEnabled()
        next(b for b in card.findChildren(QPushButton) if b.text() == "Choose …").click()
        assert card.place.text() == str(place)
    said = {w.text() for w in card.findChildren(QLabel)}
    card.go.click()
    return said


def published(window, qtbot):
    card = None

    def found():
        nonlocal card
        card = next((c for c in window.findChildren(Published) if c.isVisible()), None)
        return card is not None

    qtbot.waitUntil(found)
    told = {w.text() for w in card.area.widget().findChildren(QLabel)}
    card.leave()
    return told


def test_publishing_says_what_changed_and_what_stays_here(window, place, qtbot):
    document = window.document
    lasting = tuple(replace(e, starts=None, ends=None, repeat="") for e in document.campaign.events)
    document.edit(replace(document.campaign, ends=None, events=lasting), "Whenever this test runs, none is out of date")
    send(window, place)
    first = published(window, qtbot)
    assert "New on screens" in first
    assert (place / "current").is_file()
    assert settings.of_campaign(document.folder)["publish"] == str(place)

    one, two, *rest = document.campaign.events
    events = (replace(one, title="Knowledge swap"), replace(two, draft=True), *rest)
    document.edit(replace(document.campaign, events=events), "Change")
    assert {"Drafts stay here: 1.", "What you changed since the last save is saved first."} <= send(window)
    told = published(window, qtbot)
    assert {"Changed", "Knowledge swap", "No longer shown", two.title, "Stays here as draft"} <= told
    assert window.status.text().endswith("1 changed, 1 gone. 1 draft stayed here.")

    send(window)
    assert "Nothing new" in published(window, qtbot)
    other = places.look(place, "april")
    assert other == places.Place(there=True, other=document.campaign.title)
    assert places.look(place, document.campaign.id) == places.Place(there=True)
    assert settings.read()["publish"] == str(place)  # the first offer to the next campaign


def test_nothing_is_saved_or_published_before_the_answer(window, place, folder):
    document = window.document
    changed = replace(document.campaign.events[0], title="Not yet")
    document.edit(replace(document.campaign, events=(changed, *document.campaign.events[1:])), "Change")
    before = (folder / files.NAME).read_bytes()
    card = ask(window)
    assert card.go.text() == "Save and publish"
    card.leave()
    assert (folder / files.NAME).read_bytes() == before
    assert not document.saved
    assert not list(place.iterdir())


def test_the_card_says_what_stays_here_and_what_must_be_mended_first(window):
    campaign = window.document.campaign
    bad = Finding(id="a", severity="error", sentence="It spills.", item=campaign.events[0].id, product="slide")
    file = Finding(id="b", severity="error", sentence="No link.", cure="Write one.")
    paper = Finding(id="c", severity="error", sentence="Too small.", item=campaign.events[1].id, product="postcard")
    said = told(campaign, [bad, file, paper], saved=True)
    assert f"with {len(campaign.items) - 1} items" in said[0]
    assert said[1:] == ["1 item stays here with something wrong.", "This must be mended first: No link. Write one."]


def test_what_is_long_over_is_never_told_as_new(window):
    campaign = window.document.campaign
    old = replace(campaign.events[0], starts=date(2022, 10, 20), ends=None)
    some = replace(campaign, events=(old, *campaign.events[1:]))
    said = told(some, [], saved=True)
    assert f"with {len(campaign.items) - 1} items" in said[0]
    assert said[1:] == [f"Out of date, no screen will show it: {old.title}."]
    clock.pretend(datetime(2026, 11, 30, 9, tzinfo=campaign.zone))
    said = told(replace(campaign, notices=()), [], saved=True)
    assert "nothing to show" in said[0]
    assert said[1].startswith("Out of date, no screen will show it: ")
    assert " and " in said[1]
    answer = {"new": True, "items": ["a"], "added": [], "outdated": ["A"]}
    assert [told[0] for told in parts(answer, {})] == ["Out of date, no screen shows it", "Good to know"]
    assert words(answer) == "1 item is out of date."


def test_what_cannot_be_published_is_a_sentence_and_the_place_is_not_remembered(window, place, qtbot):
    place.rmdir()
    place.write_text("a file")
    send(window, place)
    qtbot.waitUntil(window.banner.isVisible)
    assert "stick" in window.banner.words.text()
    assert "Traceback" not in window.banner.words.text()
    assert "publish" not in settings.of_campaign(window.document.folder)


def test_a_place_that_may_be_a_slip_of_the_hand_is_asked_about_first(window, tmp_path, qtbot):
    sent = []
    card = ask(window)
    card.accepted.disconnect()
    card.accepted.connect(sent.append)
    wrong = tmp_path / "shaer"
    card.place.setText(str(wrong))
    card.go.click()
    qtbot.waitUntil(card.question.isVisible)
    assert card.go.text() == "Make the folder and publish"
    assert str(wrong) in card.question.text()
    card.place.setText(str(wrong) + "s")  # another place is another question
    assert not card.question.isVisible()
    assert card.go.text() == "Publish"
    card.place.setText(str(wrong))
    card.go.click()
    qtbot.waitUntil(card.question.isVisible)
    assert not sent
    assert not wrong.exists()
    card.go.click()
    assert sent == [str(wrong)]


def test_what_speaks_against_a_place_is_said(tmp_path):
    there = str(tmp_path)
    assert doubt(places.Place(there=True), there, "", "May") == ""
    assert "The last time it was /share." in doubt(places.Place(there=False), there, "/share", "May")
    assert "another campaign now, “April”. “May” takes its place." in doubt(
        places.Place(there=True, other="April"), there, "", "May"
    )


def test_every_sort_of_news_has_its_words():
    told = {
        "new": True,
        "added": ["A"],
        "settings": True,
        "withheld": [{"item": "x", "sentence": "No code fits.", "cure": "Shorten it."}],
        "notes": ["B goes without its picture."],
    }
    assert [(said, titles) for said, _, titles in parts(told, {"x": "Café"})] == [
        ("New on screens", ("A",)),
        ("Changed", ("The campaign's own words, brand, hours or screens",)),
        ("Stays here, something is wrong", ("Café: No code fits. Shorten it.",)),
        ("Good to know", ("B goes without its picture.",)),
    ]
    assert words(told) == "1 new. 1 item stayed here with something wrong."


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
    assert started == [["play", folder, "--monitor", "HDMI-1"], ["play", folder, "--windowed"]]
