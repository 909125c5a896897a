"""The player's rows: figures of `player_figures`, with their limits."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import campaigns
from bench.measure import Row, above, below


def rows(seconds: float) -> Iterator[Row]:
    """Measure the player for so many seconds under a virtual screen."""
    if shutil.which("Xvfb") is None:
        return
    from bench.player_figures import figures, large

    with tempfile.TemporaryDirectory() as made:
        campaign = campaigns.campaign(Path(made) / "campaign", 12, dwell=True)
        seen = figures(campaign, seconds)
        vast = large(campaign)
    yield below("First slide with a warm cache, from the process's start", seen["first_slide_warm_ms"] / 1000, 0.6, "s")
    at = f", both at a nice value of {seen['priority']}"
    yield above("Cross-fades at 1920 x 1080" + at, seen["fade_fps"], 58, "fps", f"bare window {seen['peer_fade_fps']:.1f} fps")
    share = seen["fade_intervals_to_34_ms_share"]
    bare = seen["peer_intervals_to_34_ms_share"]
    beside = f"bare window {bare:.1%}"
    yield Row("Intervals of at most 34 ms in these", f"{share:.1%}", beside, f"{share / bare:.2f}", ">= 99 %", share >= 0.99)
    yield above("Cross-fades at 3840 x 2160", vast["fade_fps"], 25, "fps", f"bare window {vast['peer_fade_fps']:.1f} fps")
    yield below("Player process, PSS", seen["player_pss_mb"], 90, "MB", f"bare window {seen['peer_pss_mb']:.0f} MB")
    yield below("Player and its worker, PSS", seen["tree_pss_mb"], 180, "MB")
    yield below("The same while a cold cache is filled", seen["cold_tree_pss_mb"], 180, "MB")
    ours, peer = seen["cpu_s"], seen["peer_cpu_s"]
    what = f"CPU over {seconds:.0f} s, {seen['mean_dwell_s']:.0f} s a slide"
    # A neighbour takes frames from both, and not the same number: what a frame less saves is told along.
    beside = f"bare window {peer:.1f} s at {seen['peer_fade_fps']:.0f} fps"
    yield Row(what, f"{ours:.1f} s at {seen['fade_fps']:.0f} fps", beside, f"{ours / peer:.2f}", "<= 1.50", ours / peer <= 1.5)
