"""How soon a published campaign of five thousand items stands on the screen, beside a small one of the same run."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench import campaigns
from bench.measure import MAIN, Row
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
    ratio = seen[5000] / seen[12]
    what = "First slide of a release of 5,000 items, warm, with its supervisor"
    yield Row(what, f"{seen[5000]:.0f} ms", f"of 12 items {seen[12]:.0f} ms", f"{ratio:.2f}", "<= 1.50", ratio <= 1.5)


def _first(root: Path, count: int, seconds: float, env: Mapping[str, str]) -> float:
    file = root / "metrics.jsonl"
    words = ["play", str(root / f"share-{count}"), "--at", _AT, "--for", str(seconds), "--metrics", str(file)]
    subprocess.run([*MAIN, *words], env=env, check=True)
    lines = (json.loads(line) for line in file.read_text("utf-8").splitlines())
    return next((line["ms"] for line in lines if line["kind"] == "first_slide"), float("inf"))
