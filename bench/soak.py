"""A long play at high speed: slide changes pile up, memory must not."""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
from pathlib import Path

from bench import campaigns
from bench.measure import MAIN
from bench.player_figures import screen

_SPEED = 20
_SLOPE = 1.0
"""Megabytes that memory may grow in 1,000 slide changes."""
_ENOUGH = 800
"""Slide changes from which on the slope means something."""


def run(*, quick: bool) -> int:
    """Play ten minutes (one when quick) with the clock and dwell sped up; 1 when memory grows."""
    seconds = 60 if quick else 600
    with screen() as env, tempfile.TemporaryDirectory() as made:
        folder = campaigns.campaign(Path(made) / "campaign", 12, dwell=True)
        metrics = Path(made) / "metrics.jsonl"
        words = [
            "play",
            str(folder),
            "--at",
            "2022-11-01T10:00",
            "--speed",
            str(_SPEED),
            "--for",
            str(seconds),
            "--metrics",
            str(metrics),
        ]
        subprocess.run([*MAIN, *words], env=env, check=True)
        lines = [json.loads(line) for line in metrics.read_text("utf-8").splitlines()]
    changes = sum(line["kind"] == "slide" for line in lines)
    samples = [line["rss"] / 1e6 for line in lines if line["kind"] == "sample"]
    # A mapped slide comes and goes with 8 MB, so thirds are compared by their medians; the first one fills caches.
    third = len(samples) // 3
    middle, last = statistics.median(samples[third : 2 * third]), statistics.median(samples[2 * third :])
    grown = (last - middle) / max(1, changes / 3) * 1000
    print(f"{changes} slide changes in {seconds} s; memory {middle:.1f} to {last:.1f} MB, {grown:+.2f} MB a thousand")
    if changes < _ENOUGH:
        print(f"Too short to judge: under {_ENOUGH} changes one mapped slide weighs more than any leak.")
        return 0
    return 0 if grown <= _SLOPE else 1
