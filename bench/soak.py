"""A long play at high speed: slide changes pile up, memory must not."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from bench import campaigns
from bench.measure import MAIN
from bench.player_figures import screen

_SPEED = 20
_SLOPE = 1.0
"""Megabytes that memory may grow in 1,000 slide changes."""


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
    # The first third fills caches.
    settled = samples[len(samples) // 3 :]
    grown = (settled[-1] - settled[0]) / max(1, changes * 2 / 3) * 1000
    print(f"{changes} slide changes in {seconds} s; memory {settled[0]:.1f} to {settled[-1]:.1f} MB, {grown:+.2f} MB a thousand")
    return 0 if grown <= _SLOPE else 1
