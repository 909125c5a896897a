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
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QPaintEvent

from kiosk.player import cache, playlist
from kiosk.player.clock import Clock
from kiosk.player.errand import Errand
from kiosk.player.eyes import small
from kiosk.player.metrics import Metrics
from kiosk.player.playlist import Playlist, Showing, Stretch
from kiosk.player.rotation import Rotation
from kiosk.player.stage import Stage
from kiosk.player.supply import Supply, Wish

BEGIN = datetime(2022, 1, 1, tzinfo=UTC)
YEAR = 365 * 86_400.0
_NAMES = tuple(f"slide-{n}" for n in range(12))
_SAMPLES = 200


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
        self.changes = self.wrong = self.twice = 0
        self.samples: list[dict[str, float]] = []

    def run(self) -> dict[str, object]:
        """Change slides until it is enough."""
        self.rotation.start()
        self.stage.show()
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
            **slopes(self.samples),
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
        if self.changes % max(self.count // _SAMPLES, 1) == 0:
            me = psutil.Process()
            memory = me.memory_info()
            self.samples.append(
                {
                    "changes": self.changes,
                    "own": memory.rss - getattr(memory, "shared", 0),
                    "handles": me.num_fds() if os.name == "posix" else me.num_handles(),
                    "threads": me.num_threads(),
                }
            )


def slopes(samples: list[dict[str, float]]) -> dict[str, float]:
    """Fit lines through the later half of the samples: megabytes in 10,000 changes, handles and threads that came to stay."""
    late = samples[len(samples) // 4 :]
    if len(late) < 4:
        return {}
    third = len(late) // 3

    def grown(name: str) -> float:
        # The least of each third: a picture that is being scaled or blended comes and goes with megabytes, a leak stays.
        return min(s[name] for s in late[-third:]) - min(s[name] for s in late[:third])

    span = sum(s["changes"] for s in late[-third:]) / third - sum(s["changes"] for s in late[:third]) / third
    return {
        "memory_mb": round(late[-1]["own"] / 1e6, 1),
        "mb_per_10000": round(grown("own") / 1e6 / span * 10_000, 3),
        "handles_grown": grown("handles"),
        "threads_grown": grown("threads"),
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
