"""Taking files out of the page cache, as after a night without power: no right over the machine is needed for one's own."""

from __future__ import annotations

import ctypes
import mmap
import os
from collections.abc import Iterable
from pathlib import Path


def below(*folders: Path) -> set[Path]:
    """List the files in some folders, each once, whatever leads to it."""
    return {p.resolve() for folder in folders for p in folder.rglob("*") if p.is_file()}


def mapped(pid: int) -> set[Path]:
    """List the files that a running process has mapped: its libraries, wherever the system keeps them."""
    with open(f"/proc/{pid}/maps", encoding="utf-8", errors="replace") as lines:
        places = (line.rstrip("\n").split(maxsplit=5)[5:] for line in lines)
        return {Path(name) for (name, *_) in filter(None, places) if name.startswith("/") and Path(name).is_file()}


def evict(files: Iterable[Path]) -> tuple[int, int]:
    """Let go of what the page cache holds of some files; how many bytes there are, and how many stay all the same."""
    size = stays = 0
    for path in files:
        try:
            with path.open("rb") as file:
                os.fsync(file.fileno())  # what was not written yet would stay
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
                length = os.fstat(file.fileno()).st_size
                size += length
                stays += _held(file.fileno(), length)
        except OSError:
            continue
    return size, stays


def _held(handle: int, length: int) -> int:
    """Count the bytes of an open file that are in memory (mincore)."""
    if not length:
        return 0
    with mmap.mmap(handle, length, flags=mmap.MAP_PRIVATE) as view:
        pages = (ctypes.c_ubyte * (-(-length // mmap.PAGESIZE)))()
        start = ctypes.c_char.from_buffer(view)
        ctypes.CDLL(None, use_errno=True).mincore(ctypes.c_void_p(ctypes.addressof(start)), ctypes.c_size_t(length), pages)
        del start
        return sum(page & 1 for page in pages) * mmap.PAGESIZE
