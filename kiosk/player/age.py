"""How long a process has lived, counted from its creation by the system."""

from __future__ import annotations

import os
import time
from pathlib import Path

BORN = "KIOSK_BORN"
"""Names when the command was started that this process is a part of, in seconds since 1970."""


def age() -> float:
    """Count the seconds since this process, or the command it is a part of, was created (Linux: exact to 10 ms)."""
    if BORN in os.environ:
        return time.time() - float(os.environ[BORN])
    try:
        ticks = int(Path("/proc/self/stat").read_text("ascii").rpartition(")")[2].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError, ValueError, IndexError):
        import psutil

        return time.time() - psutil.Process().create_time()
