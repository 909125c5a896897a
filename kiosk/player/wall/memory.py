"""Memory of the player: what it takes, pictures that go back to the system at once, garbage looked for while nothing moves."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Slot

LARGE: Final = 2**20
"""Bytes from which memory is asked of the system and given back when it is free."""
_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of malloc.h
_PAUSE_MS = 20_000


class Tidy(QObject):
    """Looks for garbage now and then while nothing moves: in the middle of a fade that would cost a frame."""

    def __init__(self, moving: Callable[[], bool]) -> None:
        super().__init__()
        self._moving = moving
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Take over from Python, which would look at any moment."""
        give_back()
        gc.disable()
        self._timer.start(_PAUSE_MS)

    @Slot()
    def settle(self) -> None:
        """Look once, and never again at what is there now: modules and classes stay for good."""
        gc.collect()
        gc.freeze()

    @Slot()
    def look(self) -> None:
        """Look for garbage unless something moves; then it is looked for next time."""
        if not self._moving():
            gc.collect()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()


def give_back() -> None:
    """Have the C library give large pictures back to the system; by itself it soon keeps up to 32 MB of them (glibc alone)."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, LARGE)


def usage() -> dict[str, int]:
    """Count the bytes that this process alone takes, its handles and threads; empty where nobody tells."""
    if sys.platform == "linux":
        # Read by hand: psutil would stay in a process that is to be small, for three numbers.
        with contextlib.suppress(OSError, ValueError):
            pages = [int(n) for n in Path("/proc/self/statm").read_text("ascii").split()]
            return {
                "memory": (pages[1] - pages[2]) * os.sysconf("SC_PAGE_SIZE"),
                "handles": len(os.listdir("/proc/self/fd")),
                "threads": len(os.listdir("/proc/self/task")),
            }
        return {}
    import psutil

    try:
        me: Any = psutil.Process()
        memory = me.memory_info()
        handles = me.num_handles() if os.name == "nt" else me.num_fds()
        return {"memory": memory.rss - getattr(memory, "shared", 0), "handles": handles, "threads": me.num_threads()}
    except (psutil.Error, OSError):
        return {}
