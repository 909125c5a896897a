"""The plan of a campaign of 5,000 items, laid out before, at moments all over its month; and what laying it out takes."""

from __future__ import annotations

import gc
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bench import campaigns
from bench.measure import Row, below

COUNT = 5000


def rows() -> Iterator[Row]:
    """Measure the plan at random moments, the slowest tenth of them too, and the first one."""
    from kiosk.campaign.plan import plan
    from kiosk.store.folder import files

    with tempfile.TemporaryDirectory() as made:
        campaign = files.read(campaigns.campaign(Path(made) / "many", COUNT)).campaign
    begun = datetime(2022, 10, 20, tzinfo=campaign.zone)
    drawn = random.Random(1)
    moments = [begun + timedelta(minutes=drawn.randrange(40 * 24 * 60)) for _ in range(200)]
    gc.collect()
    first = time.process_time()
    plan(begun, campaign)
    laying = (time.process_time() - first) * 1000
    for moment in moments:  # every window is laid out, as a player does ahead of time
        plan(moment, campaign)
    taken: list[float] = []
    gc.collect()
    for moment in moments:
        then = time.process_time()
        plan(moment, campaign)
        taken.append((time.process_time() - then) * 1000)
    taken.sort()
    yield below(f"Plan of {COUNT:,} items at a moment, median of {len(moments)}", taken[len(taken) // 2], 5, "ms")
    yield below(f"Plan of {COUNT:,} items at a moment, slowest tenth", taken[len(taken) * 9 // 10], 5, "ms")
    yield below(f"Laying {COUNT:,} items out for two weeks, once", laying, 2000, "ms")
