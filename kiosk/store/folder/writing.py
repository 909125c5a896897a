"""Files written whole or not at all, and the states before them kept in the user's data folder."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import time
from pathlib import Path

KEPT = 20
"""Earlier states that are kept of each file."""


class Error(Exception):
    """A file that cannot be written; what was there before is untouched."""


def write(path: Path, text: str, *, crlf: bool = False) -> None:
    """Write a text file in one step: a temporary file beside it, brought to disk, then put in its place."""
    import shutil

    data = (text.replace("\n", "\r\n") if crlf else text).encode()
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            put(part, data)
            if path.exists():
                shutil.copymode(path, part)
            os.replace(part, path)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        settle(path.parent)
    except OSError as error:
        raise Error(why_not(path, error)) from None


def put(path: Path, data: bytes) -> None:
    """Write bytes to a file and wait until they are on disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def why_not(path: Path, error: OSError) -> str:
    """Say why a file could not be written, and the cure."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"{path} was not saved: the disk is full; the file is as it was, free some space and save again."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return f"{path} was not saved: the folder may not be written; ask its owner, or save a copy elsewhere."
        case _:
            return f"{path} was not saved: {error.strerror or error}; the file is as it was."


def keep_previous(path: Path) -> Path | None:
    """Copy a file's present state into the user's data folder, or beside it when that cannot be; the last ones stay."""
    import platformdirs

    home = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]
    shelf = Path(platformdirs.user_data_dir("kiosk", appauthor=False)) / "previous" / f"{path.parent.name}-{home}"
    kept = shelf / f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 1_000_000_000:09}-{path.name}"
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        _copy(path, kept)
    except OSError:
        kept = path.with_name(path.name + ".bak")
        try:
            _copy(path, kept)
        except OSError:
            return None
        return kept
    for old in sorted(shelf.glob(f"*-{path.name}"))[:-KEPT]:
        with contextlib.suppress(OSError):
            old.unlink()
    return kept


def _copy(path: Path, to: Path) -> None:
    """Copy a file whole or not at all: a half copy must not take a whole one's place."""
    import shutil

    part = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        shutil.copyfile(path, part)
        os.replace(part, to)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def previous(path: Path) -> tuple[Path, ...]:
    """List the kept states of a file, the newest first."""
    import platformdirs

    home = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]
    shelf = Path(platformdirs.user_data_dir("kiosk", appauthor=False)) / "previous" / f"{path.parent.name}-{home}"
    return tuple(sorted(shelf.glob(f"*-{path.name}"), reverse=True))


def free_name(path: Path) -> Path:
    """Find a name beside a file that is not taken: campaign-mine.toml, campaign-mine-2.toml ..."""
    count = 1
    while True:
        made = path.with_name(f"{path.stem}-mine{'' if count == 1 else f'-{count}'}{path.suffix}")
        if not made.exists():
            return made
        count += 1


def has_crlf(path: Path) -> bool:
    """Tell whether a text file's lines end as Windows ends them."""
    with path.open("rb") as file:
        return b"\r\n" in file.read(4096)


def settle(folder: Path) -> None:
    """Bring a folder's new entry to disk, where the system can."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
