"""A release on a real window with all its parts: whatever is killed, the right slide comes back."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from kiosk.player import state
from kiosk.store.release import publishing, release
from tests.player.test_render import CAMPAIGN
from tests.player.test_wall import ROOT
from tests.store.imports.test_fetch import plain, server
from tests.store.test_living import calendar
from tests.tooling.waiting import PATIENCE, comes, lines, until

FIRST = CAMPAIGN.partition("[[screen]]")[0]


class House:
    """A share with releases, and a machine that plays them."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.campaign, self.share, self.metrics = folder / "spring", folder / "share", folder / "metrics.jsonl"
        self.campaign.mkdir()
        (self.campaign / "campaign.toml").write_text(FIRST)
        own = {k: v for k, v in env.items() if not k.lower().endswith("_proxy")}
        self.env = {**own, "KIOSK_CACHE": str(folder / "cache"), "KIOSK_STATE": str(folder / "state")}
        self.home = state.folder(self.share)
        self.left: list[psutil.Process] = []

    def publish(self, more: str = "") -> release.Release:
        (self.campaign / "campaign.toml").write_text(FIRST + more)
        return publishing.publish(self.campaign, self.share).release

    @contextlib.contextmanager
    def play(self, *wishes: str, at: str = "2022-11-09T12:10:00", speed: str = "20") -> Iterator[subprocess.Popen[str]]:
        self.over = self.start(*wishes, at=at, speed=speed)
        try:
            yield self.over
        finally:
            self.over.terminate()
            _, self.errors = self.over.communicate(timeout=PATIENCE)
            for process in self.left:
                with contextlib.suppress(psutil.Error):
                    process.kill()

    def start(self, *wishes: str, at: str = "2022-11-09T12:10:00", speed: str = "20") -> subprocess.Popen[str]:
        timing = ["--at", at, "--speed", speed] if at else []
        command = [sys.executable, "main.py", "play", str(self.share), "--metrics", str(self.metrics), *timing, *wishes]
        return subprocess.Popen(command, cwd=ROOT, env=self.env, stderr=subprocess.PIPE, text=True)

    def part(self, module: str) -> psutil.Process | None:
        for process in psutil.Process(self.over.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                if any(w.startswith("kiosk.player.") and w.endswith(f".{module}") for w in process.cmdline()):
                    return process
        return None

    def need(self, module: str) -> psutil.Process:
        found = until(lambda: self.part(module))
        assert found
        return found

    def lines(self, kind: str) -> list[dict[str, Any]]:
        return lines(self.metrics, kind)

    def slides(self) -> list[str]:
        return [m["slide"] for m in self.lines("slide")]

    def told(self, name: str = state.PLAYER) -> dict[str, Any]:
        return state.read(self.home, name)

    def status(self) -> list[dict[str, Any]]:
        done = subprocess.run(
            [sys.executable, "main.py", "status", "--json"], cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )
        assert "Traceback" not in done.stderr
        return json.loads(done.stdout)

    def comes(self, true: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """Wait until the status of the one player is as it must become; gives it."""
        seen = until(lambda: next((one for one in self.status() if true(one)), None))
        assert seen
        return seen

    def vanish(self) -> None:
        """Let the share go away from one moment to the next, while others still write there."""
        self.share.rename(self.share.with_name("away"))


@pytest.fixture
def house(tmp_path: Path, xvfb: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setenv("KIOSK_STATE", str(tmp_path / "state"))
    return House(tmp_path, xvfb)


def test_a_release_plays_a_new_one_comes_on_and_a_bad_one_is_kept_out(house: House) -> None:
    first = house.publish()
    with house.play():
        until(lambda: {"cover", "cafe", "ask"} <= set(house.slides()))
        one = house.comes(lambda one: one["state"] == "playing" and any(s.startswith("changed slide") for s in one["sentences"]))
        assert one["kind"] == "release"
        assert (one["release"]["id"], one["release"]["verified"]) == (first.id, len(first.files))
        house.publish('[[prompt]]\nid = "fresh"\nquestion = "What is new?"\n')
        until(lambda: "fresh" in house.slides())
        third = house.publish('[[prompt]]\nid = "worse"\nquestion = "What is worse?"\n')
        shutil.rmtree(house.share / "releases" / third.id)
        until(lambda: house.told(state.SYNC).get("kept_out") or third.id == house.told().get("release"))
        house.publish('[[prompt]]\nid = "better"\nquestion = "What is better?"\n')
        until(lambda: "better" in house.slides())
        house.vanish()
        count = len(house.slides())
        until(lambda: len(house.slides()) > count + 6)
        assert "better" in house.slides()[count:]
        house.comes(lambda one: "share" in one["trouble"])
    assert house.over.returncode == 0
    assert house.status() == [], "a player that ended as it was meant to is not asked"
    assert "fresh" in (house.home / "shown.csv").read_text()


def test_whatever_part_is_killed_the_rotation_goes_on(house: House) -> None:
    house.publish()
    with house.play():
        until(lambda: len(house.slides()) > 3)
        for module in ("sync", "render", "supervised", "supervised", "sync"):
            victim = house.part(module)
            count, firsts = len(house.slides()), len(house.lines("first_slide"))
            if victim is not None:
                with contextlib.suppress(psutil.NoSuchProcess):  # a render worker leaves when it has made all
                    victim.kill()
            until(lambda count=count: len(house.slides()) > count + 2)
            if module == "supervised":
                until(lambda firsts=firsts: len(house.lines("first_slide")) > firsts)
            until(lambda victim=victim: house.part("sync") not in (None, victim))
        until(lambda: house.told(state.SUPERVISOR).get("restarts", 0) >= 2)
        assert {"cover", "cafe", "ask"} <= set(house.slides())


def test_a_killed_supervisor_leaves_the_slides_and_the_next_one_takes_over_without_a_gap(house: House) -> None:
    house.publish()
    with house.play() as first:
        until(lambda: len(house.slides()) > 3)
        old = house.need("supervised")
        house.left.append(old)
        os.kill(first.pid, signal.SIGKILL)
        count = len(house.slides())
        until(lambda: len(house.slides()) > count + 3), "alone it goes on"
        assert old.is_running()
    with house.play():
        new = house.need("supervised")
        until(lambda: not old.is_running() or old.status() == psutil.STATUS_ZOMBIE)
        assert new.is_running()
        until(lambda: house.told()["pid"] == new.pid)


def test_a_player_that_hangs_is_ended_and_started_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.publish()
    with house.play():
        until(lambda: len(house.slides()) > 3)
        victim = house.need("supervised")
        victim.suspend()
        until(lambda: house.part("supervised") not in (None, victim))
        count = len(house.slides())
        until(lambda: len(house.slides()) > count + 2)
        until(lambda: "said nothing for" in house.told(state.SUPERVISOR).get("last", {}).get("why", ""))


def test_a_player_that_can_show_nothing_gives_way_to_safe_mode_and_comes_back(house: House) -> None:
    first = house.publish()
    own = house.home / "local" / "releases" / first.id
    own.mkdir(parents=True)
    (own / "release.json").write_text("{}")
    (house.home / "local" / "current").write_text(first.id)
    house.vanish()
    with house.play(at=""):
        one = house.comes(lambda one: one["state"] == "safe")
        assert "release.json" in one["safe"]
        assert one["sentences"][0].startswith("safe mode, only the default slide is shown")
        house.need("safe")
        house.share.with_name("away").rename(house.share)
        house.comes(lambda one: one["state"] == "playing")
        until(lambda: house.part("safe") is None)
    assert house.over.returncode == 0


def test_a_notice_is_on_the_wall_within_seconds_and_goes_by_itself(house: House) -> None:
    house.publish()
    with house.play():
        until(lambda: len(house.slides()) > 2)
        until(lambda: house.told().get("screens"))
        for seconds in (4, 20, 59):  # a crowded machine may look for a short one when it is over already
            said = subprocess.run(
                [sys.executable, "main.py", "notice", "Closing in 15 minutes", "--for", f"{seconds}s"],
                cwd=ROOT,
                env=house.env,
                capture_output=True,
                text=True,
                check=False,
            )
            assert (said.returncode, said.stderr) == (0, "")
            assert f"On 1 screen for {seconds} seconds" in said.stdout
            if comes(lambda: "notice" in house.slides(), seconds + 5):
                break
        assert "notice" in house.slides()
        until(lambda: house.slides()[-1] != "notice")
        second = subprocess.run(
            [sys.executable, "main.py", "play", str(house.share)],
            cwd=ROOT,
            env=house.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (second.returncode, second.stderr.count("\n")) == (1, 1), "two players do not fight for one screen"
        assert "played already" in second.stderr
    assert house.slides().count("notice") == 1


def test_a_clock_that_woke_up_in_the_past_shows_only_what_has_no_date(house: House) -> None:
    made = house.publish().made.isoformat()
    house.home.mkdir(parents=True)
    (house.home / "clock.json").write_text(json.dumps({"seen": "2099-01-01T00:00:00+00:00", "made": made}))
    with house.play(at="", speed="1"):
        until(lambda: not (house.told().get("clock") or {"trusted": True})["trusted"])
        until(lambda: house.slides() and house.slides()[-1] == "ask")
        house.comes(lambda one: any("only what has no date" in s for s in one["sentences"]))


def test_a_source_that_lives_comes_on_the_wall_while_its_campaign_plays(house: House) -> None:
    answers = [calendar("Reading round")]
    with server(lambda peer, path: peer.sendall(plain(answers[0], 'ETag: "one"\r\n'))) as (url, asked):
        source = f'[[source]]\nid = "cal"\nkind = "ics"\nlocation = "{url}/calendar.ics"\nrefresh = "15m"\n'
        (house.campaign / "campaign.toml").write_text(FIRST + source)
        before = (house.campaign / "campaign.toml").read_bytes()
        house.share = house.campaign
        house.home = state.folder(house.campaign)
        with house.play("--allow-private", "cal"):
            until(lambda: "reading-round" in house.slides())
            assert len(asked) == 1
            (told,) = house.comes(lambda one: one["sources"] and not one["sources"][0]["why"])["sources"]
            assert told["id"] == "cal"
        assert (house.campaign / "campaign.toml").read_bytes() == before


def test_without_the_share_the_first_slide_is_there_all_the_same_and_the_log_stays_short(house: House, tmp_path: Path) -> None:
    house.publish()
    house.env |= {
        "XDG_STATE_HOME": str(tmp_path / "own"),
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }

    def logged() -> list[str]:
        return [line for path in (tmp_path / "own").rglob("*.log") for line in path.read_text().splitlines()]

    with house.play():
        until(lambda: {"cover", "cafe", "ask"} <= set(house.slides()))
    before = logged()  # nothing, but on a machine that took long for its first release
    house.vanish()
    with house.play():
        until(lambda: house.told(state.SYNC).get("trouble"))
        count = len(house.slides())
        until(lambda: len(house.slides()) > count + 6)
    assert house.lines("first_slide")[0]["slide"]
    assert {"cover", "cafe", "ask"} <= set(house.slides())
    news = logged()[len(before) :]
    assert len(news) == 1, news
    assert "cannot be reached" in news[0]


def test_nothing_to_play_at_all_is_one_sentence(house: House) -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "play", str(house.share)],
        cwd=ROOT,
        env=house.env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
