"""Opening a campaign of a thousand items, and importing a thousand events."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import campaigns
from bench.measure import MAIN, Row, below, child_ms, cpu_ms

COUNT = 1000


def rows() -> Iterator[Row]:
    """Measure reading and importing."""
    from kiosk.store.folder import files

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        large = campaigns.campaign(folder / "large", COUNT)
        files.read(large)
        opening = cpu_ms([lambda: files.read(large)] * 5) / 1000
        yield below(f"Open a campaign of {COUNT:,} items", opening, 0.3, "s")
        source = campaigns.calendar(folder / "thousand.ics", COUNT)
        # Each run makes a campaign of its own: a second import into the same one would find everything known.
        importing = child_ms([*MAIN, "new", str(folder / "new-{n}"), "--from", str(source)], times=2) / 1000
        yield below(f"Import {COUNT:,} events from .ics, whole process", importing, 2, "s")
