"""The whole way on a real window: campaign folder, worker process, cache, stage."""

import contextlib
import itertools
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.player.test_render import CAMPAIGN
from tests.tooling.waiting import PATIENCE, lines, until

ROOT = Path(__file__).parents[2]


class Foyer:
    """A player as a process of its own, started by the command line."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.folder, self.metrics = folder / "spring", folder / "metrics.jsonl"
        self.folder.mkdir()
        self.file = self.folder / "campaign.toml"
        self.file.write_text(CAMPAIGN)
        self._env = {**env, "KIOSK_CACHE": str(folder / "cache"), "PYTHONUNBUFFERED": "1"}

    @contextlib.contextmanager
    def play(self, *wishes: str) -> Iterator[subprocess.Popen[str]]:
        command = [sys.executable, "main.py", "play", str(self.folder), "--metrics", str(self.metrics), *wishes]
        player = subprocess.Popen(command, cwd=ROOT, env=self._env, stderr=subprocess.PIPE, text=True)
        try:
            yield player
        finally:
            player.terminate()
            _, self.errors = player.communicate(timeout=PATIENCE)
            self.code = player.returncode

    def lines(self, kind: str) -> list[dict[str, Any]]:
        return lines(self.metrics, kind)

    def slides(self) -> Sequence[str]:
        return [m["slide"] for m in self.lines("slide")]


@pytest.fixture
def foyer(tmp_path: Path, xvfb: dict[str, str]) -> Foyer:
    return Foyer(tmp_path, xvfb)


def test_slides_follow_the_clock_and_an_event_leaves_when_it_is_over(foyer: Foyer) -> None:
    with foyer.play("--at", "2022-11-09T12:58:00"):
        # The worker of a busy machine may need longer for its slides than the two minutes of below, which are four seconds.
        until(lambda: len(list((foyer.folder.parent / "cache").rglob("*.bgra"))) >= 5)
    for speed in (30, 6, 1.5):  # a crowded machine, which does not show each slide in those seconds, plays it more slowly
        with foyer.play("--at", "2022-11-09T12:58:00", "--speed", str(speed), "--for", str(240 / speed)) as player:
            player.wait(PATIENCE)
        assert (foyer.code, foyer.errors) == (0, "")
        seen = foyer.slides()
        assert all(a != b for a, b in itertools.pairwise(seen))
        if {"cafe", "agenda-today"} <= set(seen) and set(seen[-3:]) <= {"cover", "ask"}:
            break
    assert {"cafe", "agenda-today"} <= set(seen)
    assert set(seen[-3:]) <= {"cover", "ask"}, "it was over half-way"


def test_a_killed_worker_is_started_again_and_the_rotation_goes_on(foyer: Foyer) -> None:
    with foyer.play("--at", "2022-11-09T12:10:00", "--speed", "20") as player:
        me = psutil.Process(player.pid)
        until(lambda: foyer.slides() and me.children())
        for worker in me.children():
            with contextlib.suppress(psutil.NoSuchProcess):
                worker.kill()
        count = len(foyer.slides())
        until(lambda: len(foyer.slides()) > count + 5)
        until(lambda: {"cover", "agenda-today", "cafe", "ask"} <= set(foyer.slides()))
    assert foyer.code == 0


def test_an_edit_comes_on_the_wall_and_a_broken_one_leaves_the_last_good_state(foyer: Foyer) -> None:
    with foyer.play("--at", "2022-11-09T12:10:00", "--speed", "20") as player:
        until(lambda: "ask" in foyer.slides())
        foyer.file.write_text("title = ")
        count = len(foyer.slides())
        until(lambda: len(foyer.slides()) > count + 8)
        assert "ask" in foyer.slides()[count:]
        assert player.poll() is None
        foyer.file.write_text(CAMPAIGN + '[[prompt]]\nid = "fresh"\nquestion = "What is new?"\n')
        until(lambda: "fresh" in foyer.slides())
    assert foyer.code == 0


def test_an_item_whose_picture_is_broken_does_not_stop_the_rotation(foyer: Foyer) -> None:
    (foyer.folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnot a picture")
    foyer.file.write_text(CAMPAIGN.replace('id = "cafe"', 'id = "cafe"\npicture = { file = "broken.png", alt = "A cup" }'))
    with foyer.play("--at", "2022-11-09T12:10:00", "--speed", "20"):
        until(lambda: foyer.slides().count("ask") >= 3)
    assert foyer.code == 0


def test_a_campaign_that_was_never_readable_ends_with_one_sentence(foyer: Foyer) -> None:
    foyer.file.write_text("title = ")
    with foyer.play() as player:
        until(lambda: player.poll() is not None)
    assert foyer.code == 3
    assert "campaign.toml" in foyer.errors
    assert "Traceback" not in foyer.errors


def test_a_terminated_player_leaves_no_worker_behind(foyer: Foyer) -> None:
    with foyer.play() as player:
        me = psutil.Process(player.pid)
        until(me.children)
        workers = me.children()
    assert foyer.code == 0
    until(lambda: not any(w.is_running() and w.status() != psutil.STATUS_ZOMBIE for w in workers))
