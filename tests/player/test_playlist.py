import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.player import playlist
from kiosk.player.playlist import Setting
from tests.player.wall_kit import NOON, listed, showing, stretch


@given(st.lists(st.sets(st.sampled_from("abcdefg"), min_size=1), min_size=1, max_size=60))
def test_no_slide_comes_twice_in_a_row_while_two_are_live(schedule: list[set[str]]) -> None:
    turns: dict[str, int] = {}
    current = None
    for number, live in enumerate(schedule):
        chosen = playlist.choose(showing(*sorted(live)), turns, current)
        assert chosen is not None
        assert chosen.what in live
        assert chosen.what != current or live == {current}
        current = chosen.what
        turns[current] = number


@given(
    st.lists(st.sampled_from("abcdefg"), unique=True, min_size=1), st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 50))
)
def test_each_live_slide_comes_once_a_cycle_whatever_went_before(live: list[str], turns: dict[str, int]) -> None:
    # Two slides never had the same turn.
    turns = {what: number * 10 + place for place, (what, number) in enumerate(turns.items())}
    current = max(turns, key=lambda w: turns[w], default=None)
    seen: list[str] = []
    for _ in range(3 * len(live)):
        chosen = playlist.choose(showing(*live), turns, current)
        assert chosen is not None
        seen.append(current := chosen.what)
        turns[current] = max(turns.values(), default=0) + 1
    for start in range(0, len(seen) - len(live) + 1):
        assert sorted(seen[start : start + len(live)]) == sorted(live)


def test_nothing_live_gives_nothing() -> None:
    assert playlist.choose((), {}, "a") is None


def test_a_stretch_begins_at_its_start_and_is_over_at_its_end() -> None:
    made = listed(stretch(0, 10, "a"), stretch(10, None, "b"))
    second = timedelta(seconds=1)
    assert playlist.at(made, NOON - second) is None
    assert playlist.at(made, NOON) is made.stretches[0]
    assert playlist.at(made, NOON + 10 * second - second / 1000) is made.stretches[0]
    assert playlist.at(made, NOON + 10 * second) is made.stretches[1]
    assert playlist.at(made, NOON + 10**6 * second) is made.stretches[1]


def test_a_playlist_reads_back_as_it_was_written() -> None:
    night = replace(stretch(10, None), light="dark")
    setting = Setting(transition="slide", reduced_motion=True, rotate=270, touch=True, reach_low=True, mounted=1.2, dim=0.1)
    facts = {"stamps": {"/x": (1, 2)}, "connectors": {"Foyer": "HDMI-1"}, "setting": setting, "langs": ("cy", "en")}
    made = listed(stretch(0, 10, "a", "b"), night, **facts)
    assert playlist.from_json(playlist.to_json(made)) == made


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 99},
        {"zone": "Nowhere/At_all"},
        {"size": [1]},
        {"stretches": [{"starts": "2022-11-09T12:00"}]},
        {"stamps": 3},
        {"setting": {}},
    ],
)
def test_a_damaged_playlist_is_told_apart(change: dict[str, object]) -> None:
    raw = json.loads(playlist.to_json(listed(stretch(0, 10, "a"))))
    with pytest.raises(playlist.Error):
        playlist.from_json(json.dumps({**raw, **change}))


def test_a_stretch_with_a_light_that_nobody_knows_is_told_apart() -> None:
    raw = to_data(listed(stretch(0, 10, "a")))
    raw["stretches"][0]["light"] = "flashing"
    with pytest.raises(playlist.Error, match="flashing"):
        playlist.from_data(raw)


def to_data(made: playlist.Playlist) -> dict[str, Any]:
    return json.loads(playlist.to_json(made))


def test_half_a_playlist_is_told_apart() -> None:
    with pytest.raises(playlist.Error):
        playlist.from_json(playlist.to_json(listed(stretch(0, 10, "a")))[:50])


@pytest.mark.parametrize(
    ("window", "slide"),
    [
        ((1920, 1080), (1920, 1080)),
        ((1366, 768), (1366, 768)),
        ((1280, 1024), (1280, 720)),
        ((1080, 1920), (1080, 1920)),
        ((600, 1920), (600, 1067)),
    ],
)
def test_a_slide_fills_what_its_shape_allows(window: tuple[int, int], slide: tuple[int, int]) -> None:
    assert playlist.slide_size(window) == slide


def test_stamps_tell_when_a_file_changes_or_goes(tmp_path: Path) -> None:
    file = tmp_path / "campaign.toml"
    gone = playlist.stamps([str(file)])
    file.write_text("a")
    there = playlist.stamps([str(file)])
    assert gone != there
    assert gone == {str(file): (0, 0)}
