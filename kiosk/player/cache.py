"""Slides ready to show: raw pixels in files that are mapped into memory, each with a JSON sidecar; disposable.

`<key>.bgra` holds premultiplied 32-bit pixels, rows from the top, no padding, and after the slide's those of a clock's
cells; `<key>.json` says what they are and carries their checksum. A key names everything that went into the pixels. Only the
render worker writes here.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import mmap
import os
import shutil
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, field
from pathlib import Path
from typing import Any, TypeAlias

from kiosk.record import record

Pixels: TypeAlias = bytes | bytearray | memoryview | mmap.mmap
LIMIT = 2 * 2**30
"""Bytes one campaign's slides may take on disk: 258 at 1920 x 1080, 64 at 3840 x 2160; what playlists hold is never removed."""
_POPULATE = 22 if sys.platform == "linux" else 0
"""MADV_POPULATE_READ: have all pages there before the first frame of a fade wants them."""
LEAST = 128 * 2**20
"""Bytes they may take even on a disk that is nearly full."""


class Error(Exception):
    """A cache entry that is missing, cut short or altered."""


@record(kw_only=True)
class Dial:
    """A slide's clock: its place, and the cells that a time is put together from; their pixels follow the slide's own.

    `x` and `y` place its top left corner, `wide` is its room, `share` says how much of what is left over lies before it.
    `width` and `height` are those of the strip of cells; `cells` tells where in it each begins and how wide it is; `hours` names
    the cells of each hour in the order in which they are seen, with `TENS` and `ONES` for the figures of the minute.
    """

    x: int
    y: int
    wide: int
    share: float
    width: int
    height: int
    cells: Mapping[str, tuple[int, int]]
    hours: Sequence[Sequence[str]]


TENS, ONES = "tens", "ones"


@record(kw_only=True)
class Entry:
    """What a slide's pixels are: size in pixels, checksum (BLAKE2b), alternative text, boxes by name in pixels, its clock."""

    key: str
    width: int
    height: int
    digest: str
    what: str = ""
    alt: str = ""
    boxes: Mapping[str, tuple[float, float, float, float]] = field(default_factory=dict[str, Any])
    dial: Dial | None = None

    @property
    def bytes(self) -> int:
        """Count the bytes of its pixels."""
        return 4 * (self.width * self.height + (self.dial.width * self.dial.height if self.dial else 0))


def folder(campaign: Path) -> Path:
    """Choose the machine-local folder for a campaign's slides; KIOSK_CACHE names another root."""
    from platformdirs import user_cache_path

    whole = str(campaign.resolve())
    root = Path(os.environ.get("KIOSK_CACHE") or user_cache_path("kiosk", appauthor=False))
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in campaign.resolve().name)[:40]
    return root / "slides" / f"{name}-{hashlib.blake2b(whole.encode(), digest_size=6).hexdigest()}"


def playlist_file(root: Path, screen: str | None, size: tuple[int, int]) -> Path:
    """Name the file that keeps the last playlist of one screen at one size."""
    name = hashlib.blake2b((screen or "").encode(), digest_size=4).hexdigest() if screen else "any"
    return root / f"playlist-{name}-{size[0]}x{size[1]}.json"


def playlist_files(root: Path, screen: str | None, size: tuple[int, int], *, any_size: bool) -> list[Path]:
    """List where a playlist of a screen may be: its own size first, then with `any_size` the others, the newest first."""
    own = playlist_file(root, screen, size)
    if not any_size:
        return [own]
    others = own.parent.glob(own.name.rpartition("-")[0] + "-*.json")
    with contextlib.suppress(OSError):
        return [own, *sorted(others, key=lambda p: -p.stat().st_mtime)]
    return [own]


def write(root: Path, entry: Entry, pixels: Pixels) -> None:
    """Store a slide's pixels and their sidecar, each complete or not at all."""
    root.mkdir(parents=True, exist_ok=True)
    replace(root / f"{entry.key}.bgra", pixels)
    replace(root / f"{entry.key}.json", json.dumps(asdict(entry), ensure_ascii=False).encode())


def replace(path: Path, content: Pixels) -> None:
    """Write a file beside its place and move it there, so that no reader meets half of it."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def digest(pixels: Pixels) -> str:
    """Compute the checksum of pixels."""
    return hashlib.blake2b(pixels, digest_size=16).hexdigest()


def read(root: Path, key: str) -> Entry:
    """Read the sidecar of an entry; raises Error."""
    try:
        with open(_place(root, key, ".json"), encoding="utf-8") as file:
            raw: dict[str, Any] = json.load(file)
        entry = Entry(**raw)
        if entry.dial is not None:
            raw["dial"] = Dial(**raw["dial"])
            entry = Entry(**raw)
        if entry.key != key or min(entry.width, entry.height) < 1:
            raise ValueError("it describes something else")
        return entry
    except (OSError, ValueError, TypeError) as e:
        raise Error(f"no slide in the cache for {key}: {e}") from e


def has(root: Path, key: str) -> bool:
    """Tell whether an entry is there, without checking its pixels."""
    return os.path.isfile(_place(root, key, ".json")) and os.path.isfile(_place(root, key, ".bgra"))


def _place(root: Path, key: str, suffix: str) -> str:
    """Name a file of an entry as plain text: pathlib interns each name it meets, and a wall meets them for a year."""
    return os.path.join(root, f"{key}{suffix}")


def open_pixels(root: Path, entry: Entry, check: bool = True) -> mmap.mmap:
    """Map an entry's pixels into memory, their checksum compared when `check`; raises Error."""
    try:
        with open(_place(root, entry.key, ".bgra"), "rb") as f:
            if os.fstat(f.fileno()).st_size != entry.bytes:
                raise Error(f"the pixels of {entry.key} are cut short")
            store = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as e:
        raise Error(f"the pixels of {entry.key} cannot be read: {e}") from e
    if check and digest(store) != entry.digest:
        store.close()
        raise Error(f"the pixels of {entry.key} were altered")
    if not check and _POPULATE:
        with contextlib.suppress(OSError):  # an older kernel; the checksum has read them all otherwise
            store.madvise(_POPULATE)
    return store


def drop(root: Path, key: str) -> None:
    """Remove an entry, so that it is rendered again."""
    for suffix in (".json", ".bgra"):
        _remove(root / f"{key}{suffix}")


class Listing:
    """Which entries lie in a folder: it is read again when it has changed, so that thousands can be asked for each second."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._stamp = -1
        self.keys: frozenset[str] = frozenset()

    def look(self) -> None:
        """Take note of what came and went."""
        try:
            stamp = os.stat(self._root).st_mtime_ns
            # A file that comes in the same tick of the file system's clock leaves no trace.
            if stamp == self._stamp and time.time_ns() - stamp > 2_000_000_000:
                return
            names = set(os.listdir(self._root))
        except OSError:
            names, stamp = set[str](), -1
        self._stamp = stamp
        self.keys = frozenset(n[:-5] for n in names if n.endswith(".bgra") and f"{n[:-5]}.json" in names)


def budget(root: Path) -> int:
    """Count the bytes that slides may take: never more than half of what is free without them."""
    taken = sum(facts.st_size for _, facts in _files(root, ".bgra"))
    place = next(p for p in (root, *root.parents) if p.exists())
    return max(min(LIMIT, (taken + shutil.disk_usage(place).free) // 2), LEAST)


def sweep(root: Path, keep: Iterable[str], limit: int = LIMIT, own: Path | None = None) -> int:
    """Remove the entries used longest ago until the rest fits into `limit` bytes; counts the bytes left.

    Entries in `keep` stay, and so does what the playlists in the same folder hold, but for `own`, which is made anew.
    """
    kept = set(keep) | _asked_for(root, own)
    found: list[tuple[float, int, str]] = []
    for path, facts in _files(root):
        if path.suffix == ".part" and facts.st_mtime < time.time() - 600:
            _remove(path)
        elif path.suffix == ".bgra":
            found.append((facts.st_mtime, facts.st_size, path.stem))
    total = sum(size for _, size, _ in found)
    for _, size, key in sorted(found):
        if total <= limit:
            break
        if key not in kept:
            drop(root, key)
            total -= size
    return total


def sweep_campaigns(root: Path) -> None:
    """Remove the slides of campaigns that were not played for a month, beside those of this one."""
    for other in root.parent.iterdir():
        times = [p.stat().st_mtime for p in other.glob("playlist-*.json")]
        if other != root and times and max(times) < time.time() - 30 * 86400:
            shutil.rmtree(other, ignore_errors=True)


def touch(root: Path, key: str) -> None:
    """Mark an entry as used now."""
    with contextlib.suppress(OSError):
        os.utime(root / f"{key}.bgra")


def _files(root: Path, suffix: str = "") -> list[tuple[Path, os.stat_result]]:
    """List the files of a folder with their facts; what goes meanwhile is left out."""
    found: list[tuple[Path, os.stat_result]] = []
    for path in root.glob(f"*{suffix}"):
        with contextlib.suppress(OSError):
            found.append((path, path.stat()))
    return found


def _asked_for(root: Path, but: Path | None) -> set[str]:
    """Collect what every playlist holds that is kept in the folder and was written in the last fortnight."""
    from kiosk.player import playlist

    keys: set[str] = set()
    for path in root.glob("playlist-*.json"):
        try:
            if path != but and path.stat().st_mtime > time.time() - 14 * 86400:
                keys |= playlist.from_json(path.read_text("utf-8")).held
        except (OSError, playlist.Error):
            continue
    return keys


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):  # Windows keeps a mapped file; the next sweep gets it
        path.unlink(missing_ok=True)
