"""One font file: opened for shaping, a weight of a variable one made and kept, and where prepared files are kept."""

from __future__ import annotations

import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb

from kiosk.record import record


class Error(Exception):
    """A typeface that is not installed, or a font file that cannot be read."""


@record
class Face:
    """One static font file: family name, weight 100 to 900, slope, path."""

    family: str
    weight: int
    italic: bool
    path: str


@lru_cache(maxsize=256)
def font_of(face: Face) -> hb.Font:
    """Open the font file for shaping, scaled to its own units; raise Error if it cannot be read."""
    try:
        font = hb.Font(hb.Face(hb.Blob.from_file_path(face.path)))
    except (OSError, hb.HarfBuzzError) as e:
        raise Error(f"{face.path} cannot be read as a font: {e}") from None
    if not font.face.glyph_count:
        raise Error(f"{face.path} is not a font file; install the typeface {face.family!r} again")
    return font


@lru_cache(maxsize=256)
def unicodes(face: Face) -> frozenset[int]:
    """List the code points that the font file has glyphs for."""
    return frozenset(font_of(face).face.unicodes)


def static(path: str, weight: int) -> str:
    """Make a static instance of a variable font at a weight, once; it is kept in the user's cache folder."""
    stat = os.stat(path)
    key = hashlib.sha256(f"{os.path.basename(path)} {stat.st_size} {weight} {hb.__version__}".encode()).hexdigest()[:12]
    name = re.sub(r"[^A-Za-z0-9]+", "", os.path.basename(path).partition("[")[0]) + f"-{weight}-{key}.ttf"
    there = kept(name)
    if there is not None:
        return there
    face = hb.Face(hb.Blob.from_file_path(path))
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    wanted.pin_all_axes_to_default(face)
    for axis in face.axis_infos:
        if axis.tag == "wght":
            wanted.pin_axis_location(face, "wght", min(max(weight, axis.min_value), axis.max_value))
    return keep(name, hb.subset(face, wanted).blob.data)


def kept(name: str) -> str | None:
    """Find a font file that was prepared before, in the user's cache folder."""
    path = _home() / name
    return str(path) if path.is_file() else None


def keep(name: str, data: bytes) -> str:
    """Keep a prepared font file for next time; raise Error when there is no room for it."""
    try:
        return _stored(_home(), name, data)
    except OSError:  # a full or read-only home: a folder of this run alone, since others may write to a shared one
        try:
            return _stored(_folder_of_this_run(), name, data)
        except OSError as e:
            raise Error(
                f"The typeface {name} needs {len(data)} bytes of disk to be prepared: {e.strerror}; free some space"
            ) from None


def _home() -> Path:
    import platformdirs  # late: only fonts that must be prepared need the cache folder

    return Path(platformdirs.user_cache_dir("kiosk", False)) / "fonts"


def _stored(folder: Path, name: str, data: bytes) -> str:
    """Write a file whole or not at all; raise OSError."""
    import tempfile

    folder.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as f:
            f.write(data)
        os.replace(temporary, folder / name)
    except OSError:
        os.unlink(temporary)
        raise
    return str(folder / name)


@lru_cache(maxsize=1)
def _folder_of_this_run() -> Path:
    import atexit
    import shutil
    import tempfile

    folder = tempfile.mkdtemp(prefix="kiosk-fonts-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
