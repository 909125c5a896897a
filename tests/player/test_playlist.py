import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.player import playlist
from kiosk.player.playlist import Setting, Showing
from tests.player.wall_kit import NOON, listed, stretch


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
    some = (Showing("a", "key-a", 10, "card", shuffle=True), Showing("x", "key-x", 7.5))
    made = listed(stretch(0, 10, "a", "b"), night, **facts, near=some[:1], undated=some, seed=7)
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
