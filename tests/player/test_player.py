import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.player import cache, fingerprint, playlist
from kiosk.player.wall import player
from tests.player.wall_kit import listed, put, stretch
from tests.tooling.waiting import PATIENCE

HEAVY = {
    "reportlab",
    "icalendar",
    "uharfbuzz",
    "icu4py",
    "PIL",
    "fontTools",
    "tomlkit",
    "pikepdf",
    "httpx",
    "ssl",
    "urllib.request",
}
PLAY = """
import sys, json
from datetime import datetime
from pathlib import Path
from kiosk.player.wall.player import play
code = play(Path(sys.argv[1]), **{k: datetime.fromisoformat(v) if k == "at" else Path(v) if k == "metrics" else v
                                  for k, v in json.loads(sys.argv[2]).items()})
print(json.dumps([m.split(".")[0] for m in sys.modules] + list(sys.modules)))
sys.exit(code)
"""


def kept(folder: Path, size: tuple[int, int], *names: str, dwell: float = 10, screen: str | None = None) -> None:
    """Leave a campaign with its slides ready in the cache, as an earlier run would."""
    folder.mkdir()
    (folder / "campaign.toml").write_text("title = 'x'")
    root = cache.folder(folder)
    made = replace(
        listed(stretch(0, 86400, *names, dwell=dwell), size=size, connectors={"Foyer": "HDMI-1"}),
        program=fingerprint.of_program(),
        stamps=playlist.stamps([str(folder / "campaign.toml")]),
    )
    for key in made.keys:
        put(root, key, size=size)
    cache.replace(cache.playlist_file(root, screen, size), playlist.to_json(made).encode())


def run(folder: Path, env: Mapping[str, str], **wishes: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PLAY, str(folder), json.dumps(wishes)]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **env}, timeout=PATIENCE, check=False)


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KIOSK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_player_imports_neither_composer_nor_network_nor_anything_that_reads_what_staff_bring(
    own_cache: Path, tmp_path: Path
) -> None:
    kept(tmp_path / "spring", (800, 450), "a", "b")
    done = run(tmp_path / "spring", {}, at="2022-11-09T12:00", seconds=0.5, metrics=str(tmp_path / "m.jsonl"))
    assert done.returncode == 0, done.stderr
    modules = set(json.loads(done.stdout))
    assert not modules & HEAVY
    assert not {
        m
        for m in modules
        if m.startswith(("kiosk.compose", "kiosk.paint", "kiosk.store", "PySide6.QtNetwork", "PySide6.QtWidgets"))
    }
    assert json.loads((tmp_path / "m.jsonl").read_text().splitlines()[0])["slide"] == "a"


def test_on_a_real_window_slides_fade_and_are_measured(own_cache: Path, tmp_path: Path, xvfb: dict[str, str]) -> None:
    kept(tmp_path / "spring", (1920, 1080), "a", "b", dwell=1)
    file = tmp_path / "m.jsonl"
    for seconds in (3.5, 20, 120):  # a crowded machine shows fewer slides and paints fewer frames in that time
        wishes = {"at": "2022-11-09T12:00", "seconds": seconds, "metrics": str(file)}
        done = run(tmp_path / "spring", {**xvfb, "KIOSK_CACHE": str(own_cache)}, **wishes)
        assert (done.returncode, done.stderr) == (0, "")
        lines = [json.loads(line) for line in file.read_text().splitlines()]
        fades = [m for m in lines if m["kind"] == "fade"]
        if sum(fade["frames"] > 5 for fade in fades) >= 2:
            break
    assert [m["slide"] for m in lines if m["kind"] == "slide"][:3] == ["a", "b", "a"]
    first = next(m for m in lines if m["kind"] == "first_slide")
    assert first["slide"] == "a"
    assert first["ms"] > 0
    assert sum(fade["frames"] > 5 for fade in fades) >= 2
    for fade in fades:
        assert len(fade["intervals_ms"]) == max(fade["frames"] - 1, 0)
    sample = next(m for m in lines if m["kind"] == "sample")
    assert 0 < sample["pss"] <= sample["rss"]
    assert sample["tree_pss"] >= sample["pss"]
    assert [m["t"] for m in lines] == sorted(m["t"] for m in lines)


@pytest.mark.parametrize("make", [lambda p: None, lambda p: p.mkdir(), lambda p: p.write_text("not a folder")])
def test_a_folder_without_a_campaign_is_told_in_one_sentence(
    tmp_path: Path, make: object, capsys: pytest.CaptureFixture[str]
) -> None:
    make(tmp_path / "odd")  # type: ignore[operator]
    code = player.play(tmp_path / "odd", windowed=False, screen=None, at=None, speed=1, seconds=1, metrics=None)
    assert code == 3
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("env", "words"),
    [({}, "neither DISPLAY nor WAYLAND_DISPLAY is set"), ({"DISPLAY": ":9876"}, "no X server answers at DISPLAY=:9876")],
)
@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these always have a display")
def test_without_a_screen_one_sentence_says_so(
    own_cache: Path,
    tmp_path: Path,
    env: dict[str, str],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept(tmp_path / "spring", (32, 18), "a")
    monkeypatch.delenv("QT_QPA_PLATFORM")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert player.play(tmp_path / "spring", seconds=1) == 1
    assert words in capsys.readouterr().err


def test_a_metrics_file_that_cannot_be_written_is_told_in_one_sentence(
    own_cache: Path, tmp_path: Path, qapp: object, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(tmp_path / "spring", (800, 450), "a")
    assert player.play(tmp_path / "spring", seconds=1, metrics=tmp_path / "no" / "folder" / "m") == 1
    assert "no/folder" in capsys.readouterr().err


def test_the_fingerprint_changes_with_the_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint.resources, "templates_dir", lambda: tmp_path)
    before = fingerprint.of_program()
    (tmp_path / "slide.xml").write_text("<slide/>")
    assert fingerprint.of_program() != before


def test_the_age_of_a_process_counts_from_its_creation() -> None:
    began = time.time()
    code = "from kiosk.player.wall.metrics import age; import time; print(time.time(), age(), time.time())"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    before, lived, after = map(float, child.stdout.split())  # it was asked somewhere between the two
    assert began - 0.05 <= after - lived
    assert before - lived <= time.time()


TWO_SCREENS = {
    "screens": [
        {"name": "HDMI-1", "x": 0, "y": 0, "width": 800, "height": 450},
        {"name": "DP-2", "x": 800, "y": 0, "width": 640, "height": 360},
    ]
}
WHERE = """
import sys, logging
from pathlib import Path
logging.basicConfig(format="%(message)s")
from kiosk.player.wall.plays import preview
from kiosk.player.wall.wall import Wall
wall = Wall(preview(Path(sys.argv[1])), windowed=False, screen=sys.argv[2], at=None, speed=1, metrics=None)
wall.run(0.2)
print(wall.stage.screen().name(), *wall.stage.pixels())
"""


# The offscreen platform's primary screen is the last one.
@pytest.mark.parametrize(
    ("name", "where", "told"),
    [
        ("HDMI-1", "HDMI-1 800 450", ""),
        ("Foyer", "HDMI-1 800 450", ""),
        ("Attic", "DP-2 640 360", "there are: DP-2, HDMI-1, Foyer"),
    ],
)
def test_slides_fill_the_screen_that_is_named_by_connector_or_by_the_campaign(
    own_cache: Path, tmp_path: Path, name: str, where: str, told: str
) -> None:
    config = tmp_path / "screens.json"
    config.write_text(json.dumps(TWO_SCREENS))
    kept(tmp_path / "spring", (800, 450), "a", screen=name)
    env = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    done = subprocess.run(
        [sys.executable, "-c", WHERE, str(tmp_path / "spring"), name],
        capture_output=True,
        text=True,
        env=env,
        timeout=PATIENCE,
        check=True,
    )
    assert done.stdout.strip() == where
    assert told in done.stderr
    assert bool(told) == ("there is no screen" in done.stderr)
