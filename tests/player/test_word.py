import json
import platform
import threading

import pytest

from kiosk.player import state
from kiosk.player.sync import sync
from kiosk.player.sync.word import EVERY, SOON, Word
from kiosk.store.release import players, release
from tests.tooling.waiting import until

SHOWN = {
    "kind": "release",
    "screens": [
        {"name": "Foyer", "slide": "talk", "since": "2022-11-03T09:00:00+00:00", "screen": "moves", "size": [1920, 1080]}
    ],
    "set_aside": [{"what": "poster", "why": "Its picture is broken.", "until": "2022-11-04T09:00:00+00:00"}],
    "memory": 82_000_000,
}
TAKEN = {
    "release": {"id": "a" * 20, "made": "2022-11-03T08:00:00+00:00", "files": 3, "verified": 3},
    "kept_out": [],
    "trouble": "",
}


@pytest.fixture
def place(tmp_path):
    made = tmp_path / "share"
    (made / "releases").mkdir(parents=True)
    (made / release.CURRENT).write_text("a" * 20)
    return made


@pytest.fixture
def home(tmp_path):
    made = tmp_path / "home-0123456789ab"
    state.write(made, state.PLAYER, SHOWN)
    state.write(made, state.SYNC, TAKEN)
    return made


def told(place):
    (file,) = (place / players.FOLDER).iterdir()
    return json.loads(file.read_text())


def test_a_player_leaves_word_of_what_it_shows_and_nothing_of_its_machine(place, home):
    Word(place, home).leave()
    facts = told(place)
    assert facts["name"] == f"Foyer ({platform.node()})"
    assert facts["state"] == "playing"
    assert facts["release"] == "a" * 20
    assert facts["screens"][0]["slide"] == "talk"
    assert facts["set_aside"] == [{"what": "poster", "why": "Its picture is broken."}]
    assert not {"memory", "plays", "parts", "root", "pid"} & set(facts)
    (one,) = players.look(place).players
    assert one.screens[0].screen == "Foyer"


def test_word_is_left_once_a_minute_and_soon_when_something_lasting_changed(place, home):
    now = 0.0
    word = Word(place, home, tick=lambda: now)
    word.leave()
    file = next((place / players.FOLDER).iterdir())

    def again(at):
        nonlocal now
        now = at
        file.unlink(missing_ok=True)
        word.leave()
        return file.exists()

    state.write(home, state.PLAYER, {**SHOWN, "screens": [{**SHOWN["screens"][0], "slide": "other"}]})
    assert not again(SOON + 1)
    assert again(EVERY)
    state.write(home, state.SYNC, {**TAKEN, "trouble": "The share is gone."})
    assert not again(EVERY + SOON / 2)
    assert again(EVERY + SOON)


def test_a_place_that_may_not_be_written_stops_nothing(place, home):
    (place / players.FOLDER).write_text("a file where the folder should be")
    Word(place, home).leave()
    assert (place / players.FOLDER).read_text().startswith("a file")


def test_a_stick_that_was_pulled_gets_no_folder_of_its_own(tmp_path, home):
    Word(tmp_path / "stick", home).leave()
    assert not (tmp_path / "stick").exists()


@pytest.mark.expect_log("is kept out")
def test_the_process_that_follows_releases_leaves_word_there(place, home, capsys):
    over = threading.Event()
    wish = {"home": str(home), "kind": "release", "source": str(place)}
    running = threading.Thread(target=sync.run, args=(wish, over))
    running.start()
    try:
        until(lambda: list((place / players.FOLDER).glob("*.json")))
    finally:
        over.set()
        running.join()
    assert told(place)["name"].startswith("Foyer")
