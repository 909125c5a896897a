"""A notice for every player of this user on this machine: one small file that they look at, and pixels in each one's cache."""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from dataclasses import field as field_
from pathlib import Path
from typing import Any

from kiosk.player import cache, state
from kiosk.record import record

FILE = "notice.json"
WHAT = "notice"
"""What the slide is called among the others."""


@record(kw_only=True)
class Notice:
    """What is said until when (seconds since 1970), for how many seconds, and the cache key of its pixels by size."""

    text: str
    until: float
    seconds: float
    pictures: Mapping[str, str] = field_(default_factory=dict[str, str])

    def key(self, size: tuple[int, int]) -> str:
        """Choose the pixels for a screen: its own size, or the one whose shape comes nearest; empty when there are none."""

        def off(name: str) -> float:
            w, h = map(int, name.split("x"))
            return abs(w * size[1] - h * size[0]) / (h * size[1]) + abs(w - size[0]) * 1e-6

        return self.pictures[min(self.pictures, key=off)] if self.pictures else ""


def file() -> Path:
    """Find the file that all players of this user look at."""
    return state.root() / FILE


def key(text: str, size: tuple[int, int]) -> str:
    """Name the pixels of a notice."""
    return "notice-" + hashlib.blake2b(f"{text}\n{size}".encode(), digest_size=12).hexdigest()


def say(text: str, seconds: float, sizes: Iterable[tuple[int, int]]) -> None:
    """Let every player show a notice, whose pixels lie in their caches already; raise OSError."""
    pictures = {f"{w}x{h}": key(text, (w, h)) for w, h in sizes}
    told = Notice(text=text, until=time.time() + seconds, seconds=seconds, pictures=pictures)
    file().parent.mkdir(parents=True, exist_ok=True)
    cache.replace(file(), json.dumps(asdict(told), ensure_ascii=False).encode())


def take_back() -> bool:
    """Let no player show a notice any more; False when there was none."""
    was = read() is not None
    file().unlink(missing_ok=True)
    return was


def read() -> Notice | None:
    """Read the notice of this moment; None when there is none, or it is over."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        raw: dict[str, Any] = json.loads(file().read_bytes())
        told = Notice(
            text=str(raw["text"]),
            until=float(raw["until"]),
            seconds=float(raw["seconds"]),
            pictures={str(k): str(v) for k, v in raw["pictures"].items()},
        )
        # A clock that was set back must not keep it on the wall for longer than it was meant to be there.
        if 0 < told.until - time.time() <= told.seconds + 60:
            return told
    return None
