"""What the player measures of itself, as JSON lines: first slide, fades, slide changes, memory and CPU."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from kiosk.player.age import BORN, age
from kiosk.player.wall.stage import Fade


def usage() -> dict[str, float]:
    """Measure this process and, with its children, the whole tree: rss, pss in bytes, cpu in seconds.

    Where the system knows no PSS (Windows, macOS) the unique set stands for it.
    """
    own, children = _by_hand() if sys.platform == "linux" else _by_psutil()
    return {
        **{k: own[k] for k in ("rss", "pss", "cpu")},
        "tree_pss": own["pss"] + sum(c["pss"] for c in children),
        "tree_cpu": own["cpu"] + own["waited"] + sum(c["cpu"] for c in children),
    }


def _by_hand() -> tuple[dict[str, float], list[dict[str, float]]]:
    """Read it from /proc: psutil takes more than a slide, and would be measured along."""
    found: list[dict[str, float]] = []
    waiting = [str(os.getpid())]
    while waiting:
        place = Path("/proc", waiting.pop())
        try:
            lines = (place / "smaps_rollup").read_text("ascii").splitlines()[1:]
            memory = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in lines}
            ticks = [int(n) for n in (place / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[11:15]]
            for task in (place / "task").iterdir():
                waiting += (task / "children").read_text("ascii").split()
        except OSError:
            continue  # it ended meanwhile
        rate = os.sysconf("SC_CLK_TCK")
        own, waited = sum(ticks[:2]) / rate, sum(ticks[2:]) / rate
        found.append({"rss": memory["Rss"], "pss": memory["Pss"], "cpu": own, "waited": waited})
    return found[0], found[1:]


def _by_psutil() -> tuple[dict[str, float], list[dict[str, float]]]:
    import psutil

    me = psutil.Process()
    children: list[dict[str, float]] = []
    for child in me.children(recursive=True):
        with contextlib.suppress(psutil.Error, OSError):  # it ended meanwhile
            children.append(_one(child))
    return _one(me), children


def _one(process: Any) -> dict[str, float]:
    memory, cpu = process.memory_full_info(), process.cpu_times()
    waited = getattr(cpu, "children_user", 0.0) + getattr(cpu, "children_system", 0.0)
    return {"rss": memory.rss, "pss": getattr(memory, "uss", memory.rss), "cpu": cpu.user + cpu.system, "waited": waited}


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
