"""Put bytes in place so that a file is there whole or not at all, and hold a folder for one run at a time."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Generator
from pathlib import Path

LOCK = ".kiosk-export.lock"
_PART = ".kiosk-part"
_PID_AT = 1 << 20
"""Where the locked byte lies on Windows: far behind the pid, which others must still be able to read."""


class Error(Exception):
    """A folder that cannot be used."""


class Full(Exception):
    """A disk with no room left."""


def put(path: Path, data: bytes) -> None:
    """Write a file under another name and move it into place; raise Full or Error, leaving nothing half-written."""
    part = path.with_name(f".{os.getpid()}-{path.name[-40:]}{_PART}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(part, "wb") as out:
            out.write(data)
        os.replace(part, path)
    except OSError as trouble:
        raise _told(trouble, path) from trouble
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def folder(path: Path) -> None:
    """Make a folder, or raise Error in one sentence."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise _told(trouble, path) from trouble


def remove(path: Path) -> bool:
    """Remove one file, and its folder when that is empty then; tell whether the file is gone."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    remove_empty(path.parent)
    return True


def move(path: Path, to: Path) -> bool:
    """Move one file into another folder, and remove its own when that is empty then; tell whether the file went."""
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, to)
    except OSError:
        return False
    remove_empty(path.parent)
    return True


def remove_empty(folder: Path) -> None:
    """Remove a folder if nothing is in it."""
    with contextlib.suppress(OSError):
        folder.rmdir()


def sweep(out: Path) -> None:
    """Remove what a killed run left behind; only for the holder of the lock."""
    for part in (*out.glob(f".*{_PART}"), *out.glob(f"*/.*{_PART}")):
        with contextlib.suppress(OSError):
            part.unlink()


@contextlib.contextmanager
def held(out: Path) -> Generator[None]:
    """Hold the folder for this run; raise Error when another run holds it.

    The system drops the lock with the process that held it, so one left by a crash never stands in the way.
    """
    path = out / LOCK
    handle = _locked(path)
    try:
        yield
    finally:
        # Unlink before the lock goes on POSIX, so nobody locks a file that is about to vanish; Windows wants it closed first.
        if os.name == "nt":
            os.close(handle)
        with contextlib.suppress(OSError):
            path.unlink()
        if os.name != "nt":
            os.close(handle)


def _locked(path: Path) -> int:
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as trouble:
            raise _told(trouble, path.parent) from trouble
        if not _lock(handle):
            pid = os.read(handle, 20).decode("ascii", "replace").strip() or "unknown"
            os.close(handle)
            raise Error(f"Another export (process {pid}) is writing into {path.parent}; wait for it or choose another folder")
        # The holder before us may have removed the file between our opening and our locking it.
        if _same_file(handle, path):
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode())
            return handle
        os.close(handle)


def _same_file(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except FileNotFoundError:
        return False


def _lock(handle: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _PID_AT, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # A share without locks: going on without one is better than refusing to work there at all.
        return True
    return True


def _told(trouble: OSError, path: Path) -> Exception:
    if trouble.errno in (errno.ENOSPC, errno.EDQUOT):
        return Full(f"The disk is full at {path.parent}")
    if isinstance(trouble, PermissionError) or trouble.errno == errno.EROFS:
        return Error(f"You may not write to {path}; choose another folder with -o")
    if isinstance(trouble, FileExistsError | NotADirectoryError):
        return Error(f"{path} cannot be a folder because a file is in the way; choose another folder with -o")
    return Error(f"{path} cannot be written ({trouble.strerror or trouble}); choose another folder with -o")
