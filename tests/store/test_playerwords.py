from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.store.release import playerwords
from kiosk.store.release.players import Place, Player, Shown

NOW = datetime(2022, 11, 3, 9, tzinfo=UTC)
TITLES = {"talk": "Reading well"}


def judge(**told):
    told = {"name": "Foyer", "seen": NOW - timedelta(seconds=20), "state": "playing", "release": "new", **told}
    return playerwords.judge(Player(**told), Place(release="new", players=()), TITLES, NOW)


def test_a_player_that_is_well_says_what_it_shows():
    found = judge(screens=(Shown(screen="Foyer", slide="talk"),), made=NOW)
    assert found.sign == "well"
    assert found.lines[0] == "Showed “Reading well” 20 s ago"
    assert judge(screens=(Shown(screen="Foyer", slide="talk"),), seen=NOW).lines[0] == "Shows “Reading well”"
    assert found.lines[1].startswith("Has the newest release, of ")
    assert found.lines[-1] == "Last seen 20 s ago"


def test_several_screens_are_told_apart_and_dark_ones_are_dark():
    found = judge(screens=(Shown(screen="Left", slide="agenda-week"), Shown(screen="Right", slide="")))
    assert found.lines[:2] == ("Left: Showed what is on this week 20 s ago", "Right: Was dark 20 s ago")


def test_a_player_that_starts_is_well_until_it_is_silent():
    starting = {"state": "starting", "release": ""}
    assert (judge(**starting).sign, judge(**starting).lines[0]) == ("well", "It is starting")
    assert judge(**starting, seen=NOW - timedelta(minutes=5)).sign == "look"
    assert judge(**starting, trouble="The share is gone.").sign == "look"


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ({"state": "hung"}, "It hangs"),
        ({"state": "safe", "trouble": "it ended five times in a row."}, "It is in safe mode and shows the default slide alone"),
        ({"screens": (Shown(screen="Foyer", slide="talk", still=True),)}, "Foyer does not change"),
        ({"release": "old", "made": NOW}, "Has the release of today 09:00; the newest has not come there"),
        ({"release": ""}, "Has no release yet; the newest has not come there"),
        (
            {"release": "old", "kept_out": "a.jpg is not as it was published."},
            "A newer release is kept out: a.jpg is not as it was published",
        ),
        ({"aside": (("talk", "Its picture is broken."),)}, "Set aside for a day: “Reading well”: Its picture is broken"),
        ({"trouble": "The share is gone."}, "The share is gone"),
    ],
)
def test_what_somebody_should_look_at_comes_first(told, line):
    found = judge(**told)
    assert found.sign == "look"
    assert found.lines[0] == line


def test_a_player_may_take_its_time_to_fetch_what_was_just_published():
    old = Player(name="Foyer", seen=NOW - timedelta(seconds=50), state="playing", release="old", made=NOW)

    def at(since, **told):
        return playerwords.judge(replace(old, **told), Place(release="new", players=(), since=since), {}, NOW)

    lately = at(NOW - timedelta(seconds=70))
    assert (lately.sign, lately.lines[0]) == ("well", "Fetches what was just published")
    assert at(NOW - timedelta(minutes=3)).sign == "look"
    assert at(NOW, kept_out="a.jpg is damaged.").sign == "look"
    assert at(NOW, trouble="The share is gone.").sign == "look"


def test_a_silent_player_wants_looking_at_and_is_away_after_a_day():
    assert judge(seen=NOW - timedelta(minutes=5)).sign == "look"
    away = judge(seen=NOW - timedelta(days=2), screens=(Shown(screen="", slide="talk"),))
    assert away.sign == "away"
    assert away.lines == ("Last seen 2 days ago",)


def test_all_are_summed_up_worst_first():
    verdicts = tuple(judge(**t) for t in ({}, {"state": "hung"}, {"seen": NOW - timedelta(days=2)}, {}))
    assert playerwords.summed(verdicts) == "1 player to have a look at, 1 player away, 2 players well"
    assert playerwords.summed(()) == "No screen follows this folder yet"
