"""CPU seconds of this process and of children, and rows of a table."""

from __future__ import annotations

import gc
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MAIN = (sys.executable, str(ROOT / "main.py"))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, ours, the peer's or the limit, the wanted ratio, and whether it holds.

    `holds` None: the peer does less, so it is told and not judged.
    """

    what: str
    ours: str
    peer: str
    ratio: str
    wanted: str
    holds: bool | None


def against(what: str, ours: float, peer: float, most: float, peer_name: str) -> Row:
    """Compare milliseconds of CPU with a peer's."""
    ratio = ours / peer
    return Row(what, f"{ours:.1f} ms", f"{peer_name} {peer:.1f} ms", f"{ratio:.2f}", f"<= {most:.2f}", ratio <= most)


def below(what: str, ours: float, most: float, unit: str, note: str = "") -> Row:
    """Compare a figure with its limit."""
    return Row(what, f"{ours:.3g} {unit}", note, f"{ours / most:.2f}", f"<= {most:g} {unit}", ours <= most)


def above(what: str, ours: float, least: float, unit: str, note: str = "") -> Row:
    """Compare a figure that should be high with its limit."""
    return Row(what, f"{ours:.3g} {unit}", note, f"{ours / least:.2f}", f">= {least:g} {unit}", ours >= least)


def cpu_ms(work: Iterable[Callable[[], object]]) -> float:
    """Run each piece of work once and give the median of their CPU milliseconds (all threads of this process)."""
    taken: list[float] = []
    gc.collect()
    for piece in work:
        begun = time.process_time()
        piece()
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken)


def child_ms(command: Sequence[str], times: int = 5) -> float:
    """Run a command several times; median CPU milliseconds of the whole process, its children and Python's start included.

    "{n}" in a word becomes the number of the run.
    """
    # Some machines forbid bytecode files; the program is measured as it runs where they are allowed.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    taken: list[float] = []
    for n in range(times + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        words = [word.replace("{n}", str(n)) for word in command]
        done = subprocess.run(words, capture_output=True, text=True, check=False, env=env, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)} ended with {done.returncode}: {done.stderr}")
        taken.append((after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1000)
    # The first run compiles bytecode and fills the disk's cache: nobody's second run pays for that.
    return statistics.median(taken[1:])


def machine() -> str:
    """Describe the machine in words, without names."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"{cores} shared cores of a {sys.platform} server without a GPU, Python {python}"
