"""What the player measures of itself, as JSON lines: first slide, fades, slide changes, memory and CPU."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from kiosk.player.age import BORN, age
from kiosk.player.stage import Fade


def usage() -> dict[str, float]:
    """Measure this process and, with its children, the whole tree: rss, pss in bytes, cpu in seconds.

    Where the system knows no PSS (Windows, macOS) the unique set stands for it.
    """
    import psutil

    me = psutil.Process()
    own, tree = _one(me), {"pss": 0.0, "cpu": 0.0}
    for child in me.children(recursive=True):
        try:
            part = _one(child)
        except (psutil.Error, OSError):
            continue  # it ended meanwhile
        tree = {k: tree[k] + part[k] for k in tree}
    reaped = me.cpu_times()
    waited = getattr(reaped, "children_user", 0.0) + getattr(reaped, "children_system", 0.0)
    return {**own, "tree_pss": own["pss"] + tree["pss"], "tree_cpu": own["cpu"] + tree["cpu"] + waited}


def _one(process: Any) -> dict[str, float]:
    memory, cpu = process.memory_full_info(), process.cpu_times()
    pss = getattr(memory, "pss", getattr(memory, "uss", memory.rss))
    return {"rss": memory.rss, "pss": pss, "cpu": cpu.user + cpu.system}


class Metrics:
    """A file of JSON lines, each {t: seconds since the process was created, kind, ...}; without a file it does nothing.

    A player that was started again by its supervisor goes on with the same file.
    """

    def __init__(self, path: Path | None) -> None:
        self._file: TextIO | None = path.open("a" if BORN in os.environ else "w", encoding="utf-8") if path else None
        self._screen: dict[str, str] = {}

    def of(self, screen: str) -> Metrics:
        """Note what happens on one screen, by its name; without a name it is the same file as before."""
        if not screen:
            return self
        part = Metrics(None)
        part._file, part._screen = self._file, {"screen": screen}
        return part

    @property
    def wanted(self) -> bool:
        """Whether anybody measures."""
        return self._file is not None

    def first_slide(self, slide: str) -> None:
        """Note that the first slide stands on the window."""
        self._write("first_slide", {"ms": round(age() * 1000, 1), "slide": slide})

    def slide(self, slide: str) -> None:
        """Note a slide change."""
        self._write("slide", {"slide": slide})

    def fade(self, fade: Fade, slide: str) -> None:
        """Note how smooth a cross-fade was."""
        gaps = [round(g, 2) for g in fade.intervals_ms]
        self._write("fade", {"ms": round(fade.ms, 1), "frames": fade.frames, "intervals_ms": gaps, "slide": slide})

    def sample(self) -> None:
        """Note memory and CPU."""
        if self.wanted:
            self._write("sample", usage())

    def close(self) -> None:
        """End the file."""
        if self._file:
            self._file.close()
            self._file = None

    def _write(self, kind: str, facts: Mapping[str, Any]) -> None:
        if self._file is None or self._file.closed:
            return
        try:
            print(json.dumps({"t": round(age(), 3), "kind": kind, **self._screen, **facts}), file=self._file, flush=True)
        except OSError as e:
            # A full disk is no reason to stop the wall.
            print(f"kiosk: metrics end here: {e}", file=sys.stderr)
            self._file = None
