"""A release on a virtual screen whose parts are killed at random moments: how soon the right slides are back, what is lost."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psutil

from bench.measure import MAIN
from kiosk.player import state
from kiosk.store.release import publishing, release

PARTS = ("supervised", "render", "sync", "supervisor")
"""What is killed: player, render worker (when there is one), sync process, supervisor."""
NAMES = {
    "supervised": "of the player",
    "render": "of a busy worker",
    "sync": "of the sync process",
    "supervisor": "of the supervisor",
}
GOES_ON, COMES_BACK = 5.0, 3.0
"""Seconds in which the rotation must go on, and in which a killed player must show a slide again."""
_DWELL = 1


def campaign(folder: Path, edition: int) -> Path:
    """Write a campaign of which some is live now, some is over, and some is for tomorrow."""
    now = datetime.now()
    past, later = now - timedelta(hours=2), now + timedelta(days=1)
    rows = [f'title = "Soak {edition}"', f'timezone = "{publishing.files.system_zone()}"']
    for n in range(4):
        # Notices alone have no cover, which would stay for six seconds whatever is killed meanwhile.
        rows += ["[[notice]]", f'id = "live-{n}"', f'title = "Notice {n} of {edition}"', f"show = {{ dwell = {_DWELL} }}"]
    rows += [
        "[[prompt]]",
        'id = "later"',
        'question = "Tomorrow?"',
        f"show = {{ from = {later:%Y-%m-%dT%H:%M:%S}, dwell = {_DWELL} }}",
    ]
    rows += ["[[notice]]", 'id = "over"', 'title = "Over"', f"ends = {past:%Y-%m-%dT%H:%M:%S}", f"show = {{ dwell = {_DWELL} }}"]
    folder.mkdir(exist_ok=True)
    (folder / "campaign.toml").write_text("\n".join(rows) + "\n", "utf-8")
    return folder


class Wall:
    """One machine, and somebody who starts the supervisor again, as a service manager does."""

    def __init__(self, root: Path, env: Mapping[str, str]) -> None:
        self.root, self.share = root, root / "share"
        self.env = {**env, "KIOSK_CACHE": str(root / "cache"), "KIOSK_STATE": str(root / "state")}
        os.environ["KIOSK_STATE"] = str(root / "state")
        self.home = state.folder(self.share)
        self.metrics = root / "metrics.jsonl"
        self.edition = 1
        self.release = publishing.publish(campaign(root / "campaign", 1), self.share).release
        self.over = self.start()
        self._read = 0
        self._lines: list[dict[str, Any]] = []

    def start(self) -> subprocess.Popen[bytes]:
        """Start the supervisor."""
        words = [*MAIN, "play", str(self.share)]
        return subprocess.Popen(words, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def shown(self) -> list[tuple[float, str]]:
        """List what was shown when, from the player's own list."""
        rows: list[tuple[float, str]] = []
        for name in ("shown.older.csv", "shown.csv"):
            with contextlib.suppress(OSError):
                for line in (self.home / name).read_text("utf-8").splitlines():
                    cells = line.split(",")
                    if len(cells) == 4 and cells[0] != "from":
                        rows.append((datetime.fromisoformat(cells[0]).timestamp(), cells[2]))
        return rows

    def count(self) -> int:
        """Count the slides that were shown so far."""
        return len(self.shown())

    def process(self, part: str) -> psutil.Process | None:
        """Find a part that lives."""
        if part == "supervisor":
            return psutil.Process(self.over.pid) if self.over.poll() is None else None
        for process in psutil.process_iter(["cmdline"]):
            words = process.info["cmdline"] or []
            if not any(w.startswith("kiosk.player.") and w.endswith(f".{part}") for w in words):
                continue
            if self._is_mine(process) if part == "render" else str(self.home) in " ".join(words):
                return process
        return None

    def _is_mine(self, worker: psutil.Process) -> bool:
        with contextlib.suppress(psutil.Error):
            return any(str(self.home) in " ".join(p.cmdline()) for p in worker.parents())
        return False

    def wait(self, true: Any, seconds: float) -> float:
        """Wait until something holds; returns how long it took, infinite when it never did."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            if true():
                return time.monotonic() - begun
            time.sleep(0.02)
        return float("inf")

    def publish(self) -> None:
        """Publish another state of the campaign."""
        self.edition += 1
        self.release = publishing.publish(campaign(self.root / "campaign", self.edition), self.share).release

    def end(self) -> None:
        """End everything."""
        if self.over.poll() is None:
            self.over.terminate()
            self.over.wait(30)
        for part in ("supervised", "sync", "safe"):
            while (left := self.process(part)) is not None:
                left.kill()
                left.wait(5)


def run(root: Path, env: Mapping[str, str], kills: int, seed: int, tell: Any = lambda _: None) -> dict[str, Any]:
    """Kill parts at random moments and see what comes of it."""
    chance = random.Random(seed)
    wall = Wall(root, env)
    on: list[float] = []
    back: list[float] = []
    done: dict[str, int] = dict.fromkeys(PARTS, 0)
    try:
        if wall.wait(lambda: wall.count() >= 3, 60) == float("inf"):
            raise RuntimeError("the player showed nothing at all")
        for number in range(kills):
            time.sleep(chance.uniform(0.0, 3.0))
            if number % 9 == 4:
                wall.publish()
            part = chance.choice(PARTS)
            victim = wall.process(part)
            if victim is None:  # a worker that nobody needs lives for some seconds only
                part, victim = "supervised", wall.process("supervised")
            if victim is None:
                continue
            before = wall.count()
            with contextlib.suppress(psutil.Error):
                os.kill(victim.pid, signal.SIGKILL)
            done[part] += 1
            if part == "supervisor":
                wall.over.wait(10)
                wall.over = wall.start()  # as systemd does, after RestartSec
            seconds = wall.wait(lambda before=before: wall.count() > before, 30)
            (back if part == "supervised" else on).append(seconds)
            tell(f"{number + 1}/{kills} {part}: {seconds:.2f} s")
        wall.wait(lambda: state.read(wall.home, state.SYNC).get("release", {}).get("id") == wall.release.id, 60)
        return _judged(wall, on, back, done)
    finally:
        wall.end()


def _judged(wall: Wall, on: list[float], back: list[float], done: Mapping[str, int]) -> dict[str, Any]:
    begin = wall.count()
    wall.wait(lambda: wall.count() >= begin + 12, 30)
    rows = [what for _, what in wall.shown()]
    local = state.current(wall.home / state.LOCAL)
    lost = 0
    try:
        if local is None:
            raise release.Error("nothing is there")
        release.verify(local, release.read(local))
    except release.Error:
        lost += 1
    try:
        there = release.folder_of(wall.share, release.current(wall.share))
        release.verify(there, release.read(there))
    except release.Error:
        lost += 1
    wrong = sum(what in ("later", "over") for what in rows)
    return {
        "kills": dict(done),
        "slides": len(rows),
        "wrong": wrong,
        "lost": lost,
        "newest_shown": local is not None and local.name == wall.release.id,
        "all_live_shown": {f"live-{n}" for n in range(4)} <= set(rows[-12:]),
        "goes_on_s": _spread(on),
        "comes_back_s": _spread(back),
        "late": sum(s > GOES_ON for s in on) + sum(s > COMES_BACK for s in back),
    }


def _spread(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds) or [0.0]
    return {"median": round(ordered[len(ordered) // 2], 2), "longest": round(ordered[-1], 2)}


@contextlib.contextmanager
def quiet_screen() -> Iterator[dict[str, str]]:
    """Lend a small virtual screen."""
    from bench.player_figures import screen

    with screen((1280, 720)) as env:
        yield env


def main() -> int:
    """Try it by hand: python -m bench.soak_kills COUNT."""
    import sys
    import tempfile

    with quiet_screen() as env, tempfile.TemporaryDirectory() as root:
        print(json.dumps(run(Path(root), env, int(sys.argv[1]), 1, print), indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
