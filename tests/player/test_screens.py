import os
from pathlib import Path

import pytest

from kiosk.player import cache, playlist
from kiosk.player.wall import screens
from tests.player.wall_kit import SIZE, listed, stretch

BOTH = {"Foyer": "HDMI-1", "Stairs": "DP-2", "Attic": ""}


@pytest.mark.parametrize(
    ("wanted", "plugged", "now", "where"),
    [
        (None, ["HDMI-1", "DP-2"], [], {"Foyer": "HDMI-1", "Stairs": "DP-2"}),
        (None, ["HDMI-1", "VGA-1"], [], {"Foyer": "HDMI-1"}),
        (None, ["VGA-1"], [], {"": "VGA-1"}),
        (None, ["VGA-1"], ["Stairs", "Foyer"], {"Stairs": "VGA-1"}),
        ("Stairs", ["HDMI-1", "DP-2"], [], {"Stairs": "DP-2"}),
        ("DP-2", ["HDMI-1", "DP-2"], [], {"DP-2": "DP-2"}),
        ("Stairs", ["HDMI-1"], [], {"Stairs": "HDMI-1"}),
        ("Nowhere", ["HDMI-1"], [], {"Nowhere": "HDMI-1"}),
    ],
)
def test_each_screen_plays_where_it_is_plugged(
    wanted: str | None, plugged: list[str], now: list[str], where: dict[str, str]
) -> None:
    assert screens.placed(wanted, BOTH, plugged, plugged[0], now) == where


def test_no_connector_is_used_twice() -> None:
    assert screens.placed(None, {"a": "HDMI-1", "b": "HDMI-1"}, ["HDMI-1"], "HDMI-1") == {"a": "HDMI-1"}


def test_the_newest_readable_playlist_tells_the_connectors(tmp_path: Path) -> None:
    assert screens.known(tmp_path / "nothing") == {}
    for age, (name, text) in enumerate(
        [
            ("half", "{"),
            ("new", playlist.to_json(listed(stretch(0, 1), connectors={"Foyer": "HDMI-1"}))),
            ("old", playlist.to_json(listed(stretch(0, 1), connectors={"Foyer": "VGA-1"}))),
        ]
    ):
        file = cache.playlist_file(tmp_path, name, SIZE)
        file.write_text(text)
        os.utime(file, (1000 - age, 1000 - age))
    assert screens.known(tmp_path) == {"Foyer": "HDMI-1"}
