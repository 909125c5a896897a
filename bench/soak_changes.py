"""Slide changes by the thousand on the real stage and rotation, over a simulated year; prints what was seen as one JSON object.

Usage: python -m bench.soak_changes COUNT WIDTH HEIGHT [frames]
With `frames` slides fade, and every frame that was painted is looked at: a blank one between two slides is a fault.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from array import array
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import TypeAlias

import psutil
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QPaintEvent

from kiosk.player import cache, playlist
from kiosk.player.clock import Clock
from kiosk.player.playlist import Playlist, Showing, Stretch
from kiosk.player.wall.errand import Errand
from kiosk.player.wall.eyes import small
from kiosk.player.wall.memory import Tidy
from kiosk.player.wall.metrics import Metrics
from kiosk.player.wall.rotation import Rotation
from kiosk.player.wall.stage import Stage
from kiosk.player.wall.supply import Supply, Wish

BEGIN = datetime(2022, 1, 1, tzinfo=UTC)
YEAR = 365 * 86_400.0
_NAMES = tuple(f"slide-{n}" for n in range(12))
_SAMPLES, _FEWEST = 200, 30
"""Samples of a run, and the fewest after the first third that a slope is told from."""
_GROUP = 5


class Looker(Stage):
    """A stage of which every frame is looked at: each one at the latest when the next is painted."""

    def __init__(self, *, look: bool) -> None:
        super().__init__(windowed=True)
        self._look, self._any = look, False
        self.frames = self.blank = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Look at the frame before, then paint the next."""
        self.check()
        super().paintEvent(event)
        self._any = True

    def check(self) -> None:
        """Count the frame that stands on the window, and whether it is blank."""
        if not (self._look and self._any):
            return
        seen = small(self.screen().grabWindow(self.winId()).toImage())
        self.frames += 1
        self.blank += not seen or len({seen[i : i + 3] for i in range(0, len(seen), 4)}) < 8


def slide(root: Path, number: int, size: tuple[int, int]) -> None:
    """Leave a slide with a picture of its own in the cache."""
    w, h = size
    row = b"".join(
        bytes(((x * 255 // w + number * 21) % 256, (x * 7 + number * 40) % 256, number * 20 % 256, 255)) for x in range(w)
    )
    pixels = bytearray()
    for y in range(h):
        turn = (y * 3 % w) * 4
        pixels += row[turn:] + row[:turn]
    key = f"key-{_NAMES[number]}"
    cache.write(root, cache.Entry(key=key, width=w, height=h, digest=cache.digest(pixels)), pixels)


def year(dwell: float, size: tuple[int, int]) -> Playlist:
    """Make a playlist of a year: every half day other slides are live, now and then one alone, now and then none."""
    stretches: list[Stretch] = []
    for n in range(730):
        live = () if n % 97 == 5 else tuple(_NAMES[(n * 5 + i) % 11] for i in range(1 + n % 6))
        shown = tuple(Showing(what, f"key-{what}", dwell) for what in dict.fromkeys(live))
        stretches.append(Stretch(BEGIN + timedelta(hours=12 * n), BEGIN + timedelta(hours=12 * (n + 1)), shown))
    return Playlist(
        campaign="soak", zone="UTC", size=size, program="soak", default=f"key-{_NAMES[11]}", stretches=tuple(stretches)
    )  # fmt: skip


class Nobody(Errand):
    """A render worker that is never needed: everything lies in the cache."""

    def order(self, order: object) -> None:
        """Do nothing."""


class Soak:
    """One run."""

    def __init__(self, root: Path, count: int, size: tuple[int, int], *, frames: bool) -> None:
        self.count, self.frames = count, frames
        self.seconds = 0.0
        self.app = QGuiApplication(["soak"])
        for n in range(len(_NAMES)):
            slide(root, n, size)
        self.list = year(0.13 if frames else 0.02, size)
        cache.replace(cache.playlist_file(root, None, size), playlist.to_json(self.list).encode())
        self.clock = Clock(BEGIN, tick=lambda: self.seconds)
        self.stage = Looker(look=frames)
        self.stage.setGeometry(0, 0, *size)
        supply = Supply(Wish(root, None, root, "soak"), self.clock, Nobody(), self.stage.pixels)
        self.rotation = Rotation(self.stage, self.clock, supply, Metrics(None))
        self.tidy = Tidy(lambda: self.stage.fading)
        self.changes = self.wrong = self.twice = 0
        self.samples = Samples()

    def run(self) -> dict[str, object]:
        """Change slides until it is enough."""
        self.tidy.start()
        self.rotation.start()
        self.stage.show()
        self.tidy.settle()
        begun = time.monotonic()
        if self.frames:
            ticks = QTimer(self.stage)
            ticks.timeout.connect(self.tick)
            ticks.start(5)
            self.app.exec()
        else:
            while self.changes < self.count:
                self.step()
                self.app.processEvents()
        self.stage.check()
        self.rotation.stop()
        self.stage.dismiss()
        return {
            "changes": self.changes,
            "seconds": round(time.monotonic() - begun, 1),
            "wrong": self.wrong,
            "twice": self.twice,
            "frames": self.stage.frames,
            "blank": self.stage.blank,
            **slopes(self.samples.rows),
        }

    def tick(self) -> None:
        """Change the slide once the one before has fully come."""
        if not self.stage.fading:
            self.step()

    def step(self) -> None:
        """Let some time of the year pass, change the slide, and see whether it is one that is live."""
        if self.changes >= self.count:
            self.app.exit()
            return
        self.seconds += YEAR / (self.count + 10)
        self.rotation.keep_time()
        before = self.rotation.current.what if self.rotation.current else ""
        self.rotation.advance()
        self.changes += 1
        stretch = playlist.at(self.list, self.clock.now())
        live = [s.what for s in stretch.slides] if stretch else []
        shown = self.rotation.current.what if self.rotation.current else ""
        self.wrong += shown not in (live or ["default"])
        self.twice += shown == before and len(live) > 1
        if is_due(self.changes, self.count):
            self.samples.take(self.changes)


Row: TypeAlias = tuple[int, int, int, int]
"""Changes so far, bytes of this process alone, handles, threads."""


class Samples:
    """What the process took from time to time, in room that is set aside before: a measure must not grow what it measures."""

    def __init__(self) -> None:
        self._me = psutil.Process()
        self._room = array("q", bytes(8 * 4 * (_SAMPLES + 2)))
        self._count = 0

    def take(self, changes: int) -> None:
        """Look at the process once."""
        memory = self._me.memory_info()
        handles = self._me.num_fds() if os.name == "posix" else self._me.num_handles()
        row = (changes, memory.rss - getattr(memory, "shared", 0), handles, self._me.num_threads())
        self._room[4 * self._count : 4 * self._count + 4] = array("q", row)
        self._count += 1

    @property
    def rows(self) -> list[Row]:
        """What was seen, in order."""
        seen = self._room
        return [(seen[n], seen[n + 1], seen[n + 2], seen[n + 3]) for n in range(0, 4 * self._count, 4)]


def is_due(changes: int, count: int) -> bool:
    """Tell whether a sample is due, of a run of so many changes."""
    return changes % -(-count // _SAMPLES) == 0


def slopes(samples: list[Row]) -> dict[str, float]:
    """Tell from the samples after the first third how memory grows in 10,000 changes, and what handles and threads came to stay.

    Of each five samples the one with the least memory counts, for pictures come and go with megabytes. The slope is that of
    Theil and Sen, the median over all pairs: what grows with each change moves every pair, a single odd value hardly any.
    """
    late = samples[len(samples) // 3 :]
    if len(late) < _FEWEST:
        return {}
    least = [min(late[n : n + _GROUP], key=lambda s: s[1]) for n in range(0, len(late) - _GROUP + 1, _GROUP)]
    pairs = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(least, 2)]
    third = len(late) // 3

    def grown(field: int) -> int:
        # The least of each third: what is open for a moment only does not count.
        return min(s[field] for s in late[-third:]) - min(s[field] for s in late[:third])

    return {
        "samples": len(late),
        "memory_mb": round(late[-1][1] / 1e6, 1),
        "mb_per_10000": round(median(pairs) / 1e6 * 10_000, 3),
        "handles_grown": grown(2),
        "threads_grown": grown(3),
    }


def main() -> int:
    """Run what the arguments ask for."""
    count, width, height = map(int, sys.argv[1:4])
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as root:
        print(json.dumps(Soak(Path(root), count, (width, height), frames="frames" in sys.argv[4:]).run()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
