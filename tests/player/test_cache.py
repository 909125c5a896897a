import os
import time
from pathlib import Path

import pytest

from kiosk.player import cache, playlist
from tests.player.wall_kit import SIZE, listed, put, stretch


def test_pixels_come_back_as_they_were_written(tmp_path: Path) -> None:
    put(tmp_path, "k", (1, 2, 3))
    entry = cache.read(tmp_path, "k")
    assert (entry.width, entry.height) == SIZE
    assert cache.open_pixels(tmp_path, entry)[:4] == bytes((3, 2, 1, 255))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["k.bgra", "k.json"], "no half file stays"


def test_altered_short_and_missing_pixels_are_told_apart(tmp_path: Path) -> None:
    put(tmp_path, "k")
    pixels = tmp_path / "k.bgra"
    good = pixels.read_bytes()
    pixels.write_bytes(b"\x07" + good[1:])
    with pytest.raises(cache.Error, match="altered"):
        cache.open_pixels(tmp_path, cache.read(tmp_path, "k"))
    pixels.write_bytes(good[:-1])
    with pytest.raises(cache.Error, match="cut short"):
        cache.open_pixels(tmp_path, cache.read(tmp_path, "k"), check=False)
    pixels.unlink()
    with pytest.raises(cache.Error, match="cannot be read"):
        cache.open_pixels(tmp_path, cache.read(tmp_path, "k"))


@pytest.mark.parametrize("sidecar", ["", "{", "[]", "{}", '{"key": "other", "width": 1, "height": 1, "digest": ""}'])
def test_a_damaged_sidecar_is_an_entry_that_is_not_there(tmp_path: Path, sidecar: str) -> None:
    put(tmp_path, "k")
    (tmp_path / "k.json").write_text(sidecar)
    with pytest.raises(cache.Error):
        cache.read(tmp_path, "k")


def test_the_sweep_takes_what_was_used_longest_ago_but_nothing_a_playlist_asks_for(tmp_path: Path) -> None:
    for age, key in enumerate(["mine", "key-default", "key-theirs", "old", "older", "new"]):
        put(tmp_path, key)
        os.utime(tmp_path / f"{key}.bgra", (1000 - age, 1000 - age))
    cache.touch(tmp_path, "new")
    other = cache.playlist_file(tmp_path, "Other screen", SIZE)
    cache.replace(other, playlist.to_json(listed(stretch(0, None, "theirs"))).encode())
    one = SIZE[0] * SIZE[1] * 4
    assert cache.sweep(tmp_path, {"mine"}, limit=4 * one) == 4 * one
    assert sorted(p.stem for p in tmp_path.glob("*.bgra")) == ["key-default", "key-theirs", "mine", "new"]


def test_the_sweep_takes_what_a_killed_worker_left_half_written(tmp_path: Path) -> None:
    (tmp_path / "k.bgra.1.part").write_bytes(b"half")
    cache.sweep(tmp_path, ())
    assert list(tmp_path.iterdir()), "another worker may still be writing it"
    os.utime(tmp_path / "k.bgra.1.part", (time.time() - 3600,) * 2)
    cache.sweep(tmp_path, ())
    assert not list(tmp_path.iterdir())


def test_a_failed_write_leaves_no_half_file(tmp_path: Path) -> None:
    (tmp_path / "k.json").mkdir()
    with pytest.raises(OSError, match=r"k\.json"):
        cache.replace(tmp_path / "k.json", b"{}")
    assert [p.name for p in tmp_path.iterdir()] == ["k.json"]


def test_each_campaign_has_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_CACHE", str(tmp_path / "cache"))
    first, second = cache.folder(tmp_path / "a" / "spring"), cache.folder(tmp_path / "b" / "spring")
    assert first != second
    assert first.is_relative_to(tmp_path / "cache")


def test_campaigns_not_played_for_a_month_make_room(tmp_path: Path) -> None:
    mine, theirs, old, strange = (tmp_path / n for n in ("mine", "theirs", "old", "strange"))
    for folder in (mine, theirs, old, strange):
        folder.mkdir()
    for folder in (mine, theirs, old):
        cache.playlist_file(folder, None, SIZE).write_text("{}")
    for folder in (mine, old):
        os.utime(cache.playlist_file(folder, None, SIZE), (time.time() - 40 * 86400,) * 2)
    cache.sweep_campaigns(mine)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine", "strange", "theirs"]
