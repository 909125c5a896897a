"""The portable folder: packed once, then started as somebody without rights and without Python would."""

import json
import shutil
import subprocess
import sys

import pytest

from tests.tooling.checkout import ROOT
from tests.tooling.waiting import PATIENCE, lines, until


@pytest.fixture
def kiosk(tmp_path_factory):
    """Pack, move the folder to another place, and give a way to run it with nothing of ours around."""
    made = tmp_path_factory.mktemp("packed")
    done = subprocess.run(
        [sys.executable, str(ROOT / "packaging/portable.py"), str(made)],
        capture_output=True,
        text=True,
        timeout=9 * PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    home = tmp_path_factory.mktemp("elsewhere")
    shutil.move(made / "kiosk", home / "kiosk")
    surroundings = {"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8", "TZ": "Europe/London"}

    def run(*words, **more):
        program = [str(home / "kiosk" / "kiosk"), *map(str, words)]
        return subprocess.run(
            program, capture_output=True, text=True, timeout=3 * PATIENCE, env={**surroundings, **more}, cwd=home, check=False
        )

    def start(*words, **more):
        program = [str(home / "kiosk" / "kiosk"), *map(str, words)]
        return subprocess.Popen(program, stderr=subprocess.PIPE, text=True, env={**surroundings, **more}, cwd=home)

    run.home, run.start = home, start
    return run


def makes_files_with_its_worker_processes(kiosk):
    done = kiosk(
        "export", ROOT / "assets/samples/knowvember-22", "-o", kiosk.home / "out", "--jobs", "2", "--at", "2022-11-03T09:00",
        *("--item", "exchange", "--item", "programme", "--item", "cover"),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    files = json.loads((kiosk.home / "out/manifest.json").read_text())["files"]
    assert {f["product"] for f in files} == {"poster", "programme", "slide", "postcard", "social", "screensaver"}
    assert all(code["decoded"] == code["text"] for f in files for code in f["qr"])
    assert b"AtkinsonHyperlegible" in (kiosk.home / "out/poster/2022-11-03-exchange-poster-a4.pdf").read_bytes()


def reads_a_newsletter(kiosk):
    done = kiosk("new", kiosk.home / "november", "--from", ROOT / "assets/samples/knowvember-22/announcement.md")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("6 added")


def opens_the_studio_in_a_real_window_and_leaves_when_told(kiosk, xvfb, tmp_path):
    folder = tmp_path / "november"
    shutil.copytree(ROOT / "assets/samples/knowvember-22", folder)
    more = {name: xvfb[name] for name in ("DISPLAY", "QT_QPA_PLATFORM")}
    studio = kiosk.start("studio", folder, **more)
    try:
        opened = kiosk.home / ".local/share/kiosk/unsaved"
        seek = ["xdotool", "search", "--onlyvisible", "--name", "KNOWvember"]
        until(lambda: studio.poll() is not None or subprocess.run(seek, env=xvfb, capture_output=True).stdout)
        assert list(opened.glob("*/lock"))
        studio.terminate()
        _, error = studio.communicate(timeout=PATIENCE)
    finally:
        studio.kill()
    assert studio.returncode == 0, error
    assert "Traceback" not in error
    assert not list(opened.glob("*/lock"))


def plays_with_its_render_worker(kiosk, xvfb):
    more = {name: xvfb[name] for name in ("DISPLAY", "QT_QPA_PLATFORM")}
    metrics = kiosk.home / "metrics.jsonl"
    campaign = ROOT / "assets/samples/knowvember-22"
    player = kiosk.start("play", campaign, "--windowed", "--at", "2022-11-03T09:00", "--metrics", metrics, **more)
    try:
        until(lambda: player.poll() is not None or {told["slide"] for told in lines(metrics, "slide")} - {"default"})
        until(lambda: player.poll() is not None or lines(metrics, "first_slide"))
        player.terminate()
        _, error = player.communicate(timeout=PATIENCE)
    finally:
        player.kill()
    assert player.returncode == 0, error
    assert lines(metrics, "first_slide")


def runs_no_modules_but_our_own(kiosk):
    assert kiosk("-m", "http.server").returncode == 2


def test_the_packed_folder_does_all_that_a_checkout_does(kiosk, xvfb, tmp_path):
    # One test, since packing takes a minute of both cores.
    makes_files_with_its_worker_processes(kiosk)
    reads_a_newsletter(kiosk)
    opens_the_studio_in_a_real_window_and_leaves_when_told(kiosk, xvfb, tmp_path)
    plays_with_its_render_worker(kiosk, xvfb)
    runs_no_modules_but_our_own(kiosk)
