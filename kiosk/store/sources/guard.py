"""Guards before anything untrusted is opened: size, what a zip would unpack to, entities in XML."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from pathlib import Path

MEGABYTE = 1_000_000
LIMIT = 20 * MEGABYTE
"""Bytes a source may have."""
CALENDAR_LIMIT = 50 * MEGABYTE
"""Bytes a calendar may have."""
_ENTRIES = 4_000
_UNPACKED = 150 * MEGABYTE
_RATIO = 200
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Error(Exception):
    """Something that must not be opened, in one sentence with the cure."""


def file(path: Path, limit: int = LIMIT) -> bytes:
    """Read a file that the user named, up to `limit` bytes."""
    try:
        if path.is_dir():
            raise Error(f"{path} is a folder; name a file in it.")
        if not path.exists():
            raise Error(f"{path} does not exist; check the path and the spelling.")
        if not path.is_file():
            raise Error(f"{path} is not an ordinary file; copy its content into one.")
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except PermissionError:
        raise Error(f"{path} may not be read; ask its owner for permission, or copy it.") from None
    except (OSError, ValueError) as error:
        raise Error(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    if len(data) > limit:
        raise Error(too_large(path.name, limit))
    return data


def too_large(name: str, limit: int) -> str:
    """Say that something is larger than its limit in bytes."""
    return f"{name} is larger than {limit // MEGABYTE} MB; export a smaller part of it, such as one season."


def package(data: bytes, name: str) -> frozenset[str]:
    """Look into a zip-like file (docx, xlsx) without unpacking it; name its entries, raise Error when opening it is unsafe."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _sizes(entries, len(data), name)
            for entry in entries:
                _entry(entry, name)
            for entry in entries:
                if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _declarations(archive.read(entry), name)
            return frozenset(e.filename for e in entries)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Error(f"{name} is damaged and cannot be unpacked ({error}); save or download it again.") from None
    except Exception as error:
        if isinstance(error, Error):
            raise
        raise Error(f"{name} is damaged and cannot be unpacked; save or download it again.") from None


def _sizes(entries: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    # zipfile never reads more from an entry than the size it declares, so the declared sizes bound what can come out.
    unpacked = sum(e.file_size for e in entries)
    if len(entries) > _ENTRIES:
        raise Error(f"{name} has {len(entries):,} parts inside, more than any real document; it was not opened.")
    if unpacked > _UNPACKED or (unpacked > 20 * MEGABYTE and unpacked > _RATIO * packed):
        raise Error(f"{name} would unpack to {unpacked // MEGABYTE:,} MB; it was not opened. Save it anew where it was made.")


def _entry(entry: zipfile.ZipInfo, name: str) -> None:
    path = entry.filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or ":" in path.split("/")[0]:
        raise Error(f"{name} has a part that points outside of it ({path[:60]}); it was not opened.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Error(f"{name} has a link inside ({path[:60]}); it was not opened.")
    if entry.flag_bits & 1:
        raise Error(f"{name} is protected with a password; save it without one.")


def _declarations(part: bytes, name: str) -> None:
    if _DECLARATION.search(part) or _DECLARATION.search(part.replace(b"\0", b"")):
        raise Error(f"{name} declares XML entities, which no office program writes; it was not opened.")


def markup(data: bytes, name: str) -> bytes:
    """Pass XML on unless it declares entities (UTF-16 is looked through as well)."""
    if re.search(rb"<!ENTITY", data.replace(b"\0", b"") if b"\0" in data else data, re.IGNORECASE):
        raise Error(f"{name} declares XML entities; it was not opened, as they can be used to read or fill this computer.")
    return data
