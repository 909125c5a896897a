import json
import os
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.store.release import players, release

NOW = datetime(2022, 11, 3, 9, tzinfo=UTC)


@pytest.fixture
def place(tmp_path):
    (tmp_path / players.FOLDER).mkdir()
    (tmp_path / release.CURRENT).write_text("a" * 20)
    return tmp_path


def put(place, name, told, age=timedelta()):
    file = place / players.FOLDER / name
    file.write_text(told if isinstance(told, str) else json.dumps(told))
    os.utime(file, ((NOW - age).timestamp(),) * 2)


def test_players_are_listed_by_name_with_what_they_said_last(place):
    put(place, "b.json", {"name": "Stairs", "state": "hung"}, timedelta(minutes=5))
    put(place, "a.json", {"name": "foyer", "state": "playing", "release": "a" * 20, "made": "2022-11-03T08:00:00+00:00"})
    found = players.look(place, NOW)
    assert found.release == "a" * 20
    assert [p.name for p in found.players] == ["foyer", "Stairs"]
    assert found.players[0].made == datetime(2022, 11, 3, 8, tzinfo=UTC)
    assert found.players[1].seen == NOW - timedelta(minutes=5)


@pytest.mark.parametrize(
    "told",
    [
        "",
        "[1, 2]",
        "{",
        "[" * 100_000,
        '{"screens": 3, "set_aside": {"a": 1}, "made": "yesterday", "name": 7}',
        '{"screens": [1, null, {"since": "2022-11-03T09:00:00", "slide": ["x"]}]}',
        '"words"',
    ],
)
def test_whatever_somebody_writes_there_is_no_harm(place, told):
    put(place, "x.json", told)
    put(place, "y.json", {"name": "Foyer"})
    assert "Foyer" in [p.name for p in players.look(place, NOW).players]


def test_words_are_cut_to_one_line_and_large_files_left_alone(place):
    put(place, "x.json", {"name": "a\nb" + "c" * 1000})
    put(place, "y.json", {"name": "y", "trouble": "z" * 100_000})
    (one,) = players.look(place, NOW).players
    assert "\n" not in one.name
    assert len(one.name) == 300


def test_a_player_that_has_been_silent_for_a_month_is_forgotten(place):
    put(place, "x.json", {"name": "old"}, timedelta(days=31))
    assert players.look(place, NOW).players == ()


def test_a_share_that_is_gone_is_a_sentence(place, tmp_path):
    with pytest.raises(players.Error, match="is not there just now; see that the share or stick is connected"):
        players.look(tmp_path / "gone")
    (place / release.CURRENT).unlink()
    with pytest.raises(players.Error, match="holds no release"):
        players.look(place)


def test_a_place_that_is_gone_is_not_told_to_hold_no_release(tmp_path):
    with pytest.raises(release.Error, match="cannot be reached: is it renamed, moved, or not connected"):
        release.current(tmp_path / "gone")
    with pytest.raises(release.Error, match="publish one"):
        release.current(tmp_path)
