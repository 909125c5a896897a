from pathlib import Path

import pytest

from kiosk.player import aside
from kiosk.player.aside import Aside

DAY = 24 * 3600.0


def test_a_bad_slide_is_set_aside_for_a_day_with_its_reason_also_after_a_restart(tmp_path: Path) -> None:
    now = [1000.0]
    kept = Aside(tmp_path, lambda: now[0])
    assert kept.add("k", "cafe", "its picture cannot be read")
    assert not kept.add("k", "cafe", "again")
    again = Aside(tmp_path, lambda: now[0])
    assert again.reasons == {"k": "its picture cannot be read"}
    assert [(b.what, b.until) for b in again.bad] == [("cafe", 1000 + DAY)]
    now[0] += DAY
    assert again.keys == frozenset()
    assert again.add("k", "cafe", "still"), "after a day it is tried again"


def test_what_an_edit_has_mended_is_not_told_any_longer(tmp_path: Path) -> None:
    kept = Aside(tmp_path)
    kept.add("old", "cafe", "its title does not fit", "Knowledge cafe")
    assert [b.title for b in Aside(tmp_path).bad] == ["Knowledge cafe"], "after a restart nothing is known yet"
    kept.begin()
    assert kept.bad == ()
    assert kept.keys == {"old"}, "and it is not tried again, should it come back"
    assert not kept.add("old", "cafe", "its title does not fit")
    assert [b.what for b in kept.bad] == ["cafe"]


def test_a_clock_set_back_years_does_not_set_aside_for_years(tmp_path: Path) -> None:
    Aside(tmp_path, lambda: 1e9).add("k", "cafe", "x")
    assert Aside(tmp_path, lambda: 1e8).keys == frozenset()


def test_the_list_does_not_grow_for_ever(tmp_path: Path) -> None:
    kept = Aside(tmp_path)
    for n in range(1200):
        kept.add(f"k{n}", "cafe", "w" * 5000)
    assert len(kept.keys) <= 501
    assert (tmp_path / aside.FILE).stat().st_size < 400_000


@pytest.mark.parametrize("text", ["", "[]", "{", '{"k": 3}', '{"k": ["a"]}'])
def test_a_damaged_list_is_forgotten(tmp_path: Path, text: str) -> None:
    (tmp_path / aside.FILE).write_text(text)
    assert Aside(tmp_path).bad == ()


def test_without_a_folder_it_is_remembered_while_the_player_lives() -> None:
    kept = Aside(None)
    assert kept.add("k", "cafe", "x")
    assert kept.keys == {"k"}
