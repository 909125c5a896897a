"""Who has the screen already: the lock of a supervisor, and a player that outlived its supervisor."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import IO

from kiosk.player import state

LOCK = "lock"


def hold(home: Path) -> IO[bytes] | None:
    """Hold a player's state folder until the process ends; None when another supervisor holds it."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        file = (home / LOCK).open("ab")
    except OSError:
        return open(os.devnull, "ab")  # a disk that takes nothing must not keep the screen dark
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def find(home: Path) -> int:
    """Find the player that a killed supervisor left; 0 when there is none."""
    import psutil

    told = state.read(home, state.PLAYER)
    if not state.is_alive(told):
        return 0
    with contextlib.suppress(psutil.Error, OSError):
        if any("kiosk.player" in word for word in psutil.Process(int(told["pid"])).cmdline()):
            return int(told["pid"])
    return 0


def end(pid: int) -> int:
    """Let a left player go; returns 0."""
    import psutil

    if pid:
        with contextlib.suppress(psutil.Error, OSError):
            psutil.Process(pid).terminate()
    return 0
