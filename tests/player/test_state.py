import os
from pathlib import Path

import pytest

from kiosk.player import state


def test_what_a_part_tells_is_read_by_the_others(tmp_path: Path) -> None:
    assert state.write(tmp_path / "new", state.PLAYER, {"shown": 3})
    told = state.read(tmp_path / "new", state.PLAYER)
    assert told["shown"] == 3
    assert told["pid"] == os.getpid()
    assert state.age(told) < 60
    assert state.is_alive(told)


@pytest.mark.parametrize("text", ["", "[]", "{", "null"])
def test_what_cannot_be_read_tells_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / state.PLAYER).write_text(text)
    told = state.read(tmp_path, state.PLAYER)
    assert told == {}
    assert state.age(told) == float("inf")
    assert not state.is_alive(told)


def test_another_process_with_the_same_number_is_not_the_part_that_told(tmp_path: Path) -> None:
    assert not state.is_alive({"pid": os.getpid(), "beat": "2001-01-01T00:00:00+00:00"})
    assert not state.is_alive({"pid": 2**22 - 3, "beat": "2100-01-01T00:00:00+00:00"})


def test_a_disk_that_takes_nothing_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not state.write(tmp_path / "file" / "x", state.PLAYER, {})


def test_each_thing_and_each_screen_has_a_folder_of_its_own(tmp_path: Path) -> None:
    names = {state.folder(tmp_path / "a"), state.folder(tmp_path / "b"), state.folder(tmp_path / "a", "Foyer")}
    assert len(names) == 3
    assert state.folder(tmp_path / "a" / ".." / "a") in names


@pytest.mark.parametrize("text", ["", "no", "../../../../../../..", "0" * 64])
def test_a_place_that_names_no_release_has_none(tmp_path: Path, text: str) -> None:
    assert state.current(tmp_path) is None
    (tmp_path / "current").write_text(text)
    assert state.current(tmp_path) is None
    (tmp_path / "current").write_text("0" * 20 + "\n")
    assert state.current(tmp_path) == tmp_path / "releases" / ("0" * 20)
