"""Ceilings of the player process, and the hour at night at which it starts afresh."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime

MEMORY = 400 * 2**20
"""Bytes of its own that a player may have; slides are mapped files and do not count."""
HANDLES = 512
THREADS = 128
OLD = 20 * 3600.0
"""Seconds after which a player may start afresh at night."""
NIGHT = range(2, 5)
_EVERY = 30.0


class Health:
    """Looks at a player now and then."""

    def __init__(
        self, *, tick: Callable[[], float] = time.monotonic, today: Callable[[], datetime] = datetime.now, memory: int = MEMORY
    ) -> None:
        self._tick, self._today, self._memory = tick, today, memory
        self.began = tick()
        self._next = self.began + _EVERY
        # Not every machine of a house at the same minute.
        self._minute = os.getpid() % 60

    def restart_wanted(self, pid: int, lived: float) -> str:
        """Say why a player should start afresh; empty when it need not, or when it is too early to look again."""
        if self._tick() < self._next:
            return ""
        self._next = self._tick() + _EVERY
        now = self._today()
        if lived > OLD and now.hour in NIGHT and now.minute >= self._minute:
            return "it starts afresh once a night"
        return self._excess(pid)

    def _excess(self, pid: int) -> str:
        import psutil

        try:
            process = psutil.Process(pid)
            memory = process.memory_info()
            own = memory.rss - getattr(memory, "shared", 0)
            handles = process.num_handles() if os.name == "nt" else process.num_fds()
            threads = process.num_threads()
        except (psutil.Error, OSError):
            return ""
        if own > self._memory:
            return f"it took {own / 1e6:.0f} MB of memory"
        if handles > HANDLES:
            return f"it held {handles} files open"
        return f"it ran {threads} threads" if threads > THREADS else ""
