"""How soon a published campaign of five thousand items stands on the screen beside a small one, and a small one from the disk."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil

from bench import campaigns, evicting
from bench.measure import MAIN, ROOT, Row, below
from kiosk.store.release import publishing

_AT = "2022-11-09T10:00"
_TIMES = 3


def rows() -> Iterator[Row]:
    """Measure the first slide with a warm cache, by the command's own creation, supervisor and all."""
    if shutil.which("Xvfb") is None:
        return
    from bench.player_figures import screen

    with screen() as env, tempfile.TemporaryDirectory() as made:
        root = Path(made)
        home = {**env, "KIOSK_CACHE": str(root / "cache"), "KIOSK_STATE": str(root / "state")}
        for count in (12, 5000):
            publishing.publish(campaigns.campaign(root / f"campaign-{count}", count), root / f"share-{count}")
            _first(root, count, 60, home)
        seen = {n: min(_first(root, n, 4, home) for _ in range(_TIMES)) for n in (12, 5000)}
        cold = _cold(root, home)
    ratio = seen[5000] / seen[12]
    what = "First slide of a release of 5,000 items, warm, with its supervisor"
    yield Row(what, f"{seen[5000]:.0f} ms", f"of 12 items {seen[12]:.0f} ms", f"{ratio:.2f}", "<= 1.50", ratio <= 1.5)
    yield cold


def _cold(root: Path, env: Mapping[str, str]) -> Row:
    """Measure the first slide from the disk: program, Python, libraries, release and slides are out of the page cache."""
    with subprocess.Popen([*MAIN, "play", str(root / "share-12"), "--at", _AT], env=env) as over:
        time.sleep(4)
        parts = [over.pid, *(p.pid for p in psutil.Process(over.pid).children(recursive=True))]
        libraries = set[Path]().union(*map(evicting.mapped, parts))
        over.terminate()
    kiosk = {p for name in ("kiosk", "templates", "assets") for p in evicting.below(ROOT / name)}
    files = kiosk | libraries | evicting.below(root, Path(sys.prefix), Path(sys.base_prefix, "lib"))
    taken: list[float] = []
    for _ in range(_TIMES):
        size, stays = evicting.evict(files)
        taken.append(_first(root, 12, 8, env))
    note = f"{size / 1e6:,.0f} MB of files, {stays / size:.1%} stay since others use them; the longest of {_TIMES}"
    return below("First slide of a release from the disk, nothing in the page cache", max(taken) / 1000, 2.0, "s", note)


def _first(root: Path, count: int, seconds: float, env: Mapping[str, str]) -> float:
    file = root / "metrics.jsonl"
    words = ["play", str(root / f"share-{count}"), "--at", _AT, "--for", str(seconds), "--metrics", str(file)]
    subprocess.run([*MAIN, *words], env=env, check=True)
    lines = (json.loads(line) for line in file.read_text("utf-8").splitlines())
    return next((line["ms"] for line in lines if line["kind"] == "first_slide"), float("inf"))
