"""The studio: from key to page, from start to use, a long list, a long day."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

from bench.measure import ROOT, Row, below


def rows() -> Iterator[Row]:
    """Measure in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "bench.desk"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the studio could not be measured: {done.stderr[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    strokes: dict[str, list[float]] = told["strokes"]
    worst = max(strokes, key=lambda name: strokes[name][1])
    note = f"slowest family: {worst}"
    yield below("From a key to the page, 1,000 pixels high: half of all", strokes[worst][0], 16, "ms", note)
    yield below("From a key to the page: 95 of 100", strokes[worst][1], 33, "ms", note)
    yield below("Desk usable with 200 items, warm", told["usable"], 1.2, "s")
    yield below("Slowest frame of a list of 5,000 items", told["scroll"], 50, "ms")
    half, end = told["memory"]
    what = "Desk after every product in every family and 2,000 edits, memory with all libraries"
    yield below(what, end, 250, "MB", f"{half:.0f} MB after half of them")
