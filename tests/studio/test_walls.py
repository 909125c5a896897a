import json
import os
import shutil
import sys
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from kiosk.studio import settings
from kiosk.studio.walls import walls
from kiosk.studio.walls.wallcard import WallCard
from tests.tooling.waiting import PATIENCE


@pytest.fixture
def place(tmp_path):
    made = tmp_path / "share"
    (made / "players").mkdir(parents=True)
    (made / "current").write_text("a" * 20)
    return made


def says(place, name, *, ago=0, **told):
    file = place / "players" / f"{name}.json"
    file.write_text(json.dumps({"name": name, "state": "playing", "release": "a" * 20, **told}))
    os.utime(file, (time.time() - ago,) * 2)


@pytest.fixture
def followed(window, place, qtbot):
    def follow(patience=int(PATIENCE * 1000)):
        window.sending.walls._patience.setInterval(patience)
        settings.note(window.document.folder, publish=str(place))
        window.sending.follow()
        looked(window.sending.walls)
        return window.sending.walls

    def looked(at):
        qtbot.waitUntil(lambda: at._process is None and at.seen is not None)

    follow.looked = looked
    return follow


def test_the_foot_of_the_window_says_how_screens_are_and_opens_their_list(window, place, followed):
    says(place, "Foyer", screens=[{"slide": "cover"}])
    says(place, "Stairs", ago=600)
    assert not window.sign.isVisible()
    followed()
    assert window.sign.isVisible()
    assert window.sign.text() == "1 player to have a look at, 1 player well"
    QTest.mouseClick(window.sign, Qt.MouseButton.LeftButton)
    card = window.findChild(WallCard)
    words = [w.text() for w in card.area.widget().findChildren(QLabel) if w.text()]
    assert words.index("Stairs") < words.index("Foyer")  # what wants looking at comes first
    assert {"Have a look", "Well", "Last seen 10 minutes ago"} <= set(words)
    assert any(line.startswith(("Shows the cover", "Showed the cover")) for line in words)  # as old as asking took
    assert card.how.isHidden()
    signs = [w.accessibleName() for w in card.area.widget().findChildren(QLabel) if w.accessibleName()]
    assert signs == ["Have a look", "Well"]


def test_a_share_that_is_gone_is_a_sentence_and_comes_back(window, place, followed):
    says(place, "Foyer")
    at = followed()
    kept = place.with_name("kept")
    shutil.move(place, kept)
    at.look()
    followed.looked(at)
    assert "is not there just now" in at.seen.trouble
    assert window.sign.text() == "The screens cannot be seen"
    shutil.move(kept, place)
    at.look()
    followed.looked(at)
    assert window.sign.text() == "1 player well"


def test_a_share_that_does_not_answer_is_given_up(window, place, followed, qtbot, monkeypatch):
    monkeypatch.setattr(walls, "COMMAND", (sys.executable, "-c", "import time; time.sleep(600)"))
    at = followed(50)
    assert "does not answer" in at.seen.trouble


def test_a_campaign_that_was_never_published_says_what_to_do(window):
    window.actions_.groups["Kiosk"][-1].trigger()
    assert "was not published from here yet" in window.findChild(WallCard).told.text()


def test_a_place_that_no_screen_follows_says_how_one_does(window, place):
    window.sending.walls.place = str(place)
    window.sending.walls.seen = walls.Seen(place=str(place), summary="No screen follows this folder yet")
    card = WallCard(window, window.colours, window.sending.walls)
    assert not card.how.isHidden()
    assert f"kiosk play “{place}”" in card.how.text()
    window.sending.walls.close()


def test_an_answer_that_is_none_is_told_as_trouble():
    assert walls.read("there", b"", "kiosk: there is not there.").trouble == "there is not there."
    assert walls.read("there", b"{}", "").trouble == "The screens could not be asked."
    assert walls.read("there", b"{}", "").sign == "away"
