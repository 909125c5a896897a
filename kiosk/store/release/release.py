"""A release: a published, immutable state of a campaign in a folder of its own, every byte of it told by hash.

`TO/releases/<id>/release.json` holds the campaign as the plan needs it and the list of files; pictures, own typefaces and own
template families lie beside it under the names they have in the campaign. `TO/current` names the release that is shown.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from kiosk.campaign.campaign import Campaign
from kiosk.record import record
from kiosk.store.folder import brands, links
from kiosk.store.release import packed

SCHEMA = 1
NAME = "release.json"
FOLDER = "releases"
CURRENT = "current"
KEPT = 3
"""Releases that stay in a folder."""
LARGEST = 200_000_000
"""Bytes a release.json may have."""
_ID = re.compile(r"[0-9a-f]{20}")


class Error(Exception):
    """A release that is not there, not whole or not for this program, in one sentence."""


class Newer(Error):
    """A release of a newer program."""


@record
class File:
    """One file of a release: its place, bytes and SHA-256."""

    path: str
    bytes: int
    sha256: str


@record(kw_only=True)
class Release:
    """What release.json says: id, moment of making (UTC), campaign, files."""

    id: str
    made: datetime
    campaign: Campaign
    files: tuple[File, ...]

    @property
    def bytes(self) -> int:
        """What the files take."""
        return sum(f.bytes for f in self.files)


def text(campaign: Campaign, files: tuple[File, ...], made: datetime) -> tuple[str, str]:
    """Write release.json; returns the id, which is the hash of the list of files, and the text."""
    plain = packed.pack(replace(campaign, brand=replace(campaign.brand, fonts=())))
    id = identity(plain, files)
    listed = [{"path": f.path, "bytes": f.bytes, "sha256": f.sha256} for f in files]
    whole = {"schema": SCHEMA, "id": id, "made": made.isoformat(), "files": listed, "campaign": plain}
    return id, _dumped({**whole, "seal": _seal(whole)})


def identity(plain: Mapping[str, Any], files: tuple[File, ...]) -> str:
    """Name a release by the hash of its files, the campaign's data counting as one of them."""
    rows = [f"{f.sha256} {f.bytes} {f.path}" for f in files]
    rows.append(f"{hashlib.sha256(_dumped(plain).encode()).hexdigest()} campaign")
    return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()[:20]


def is_place(folder: Path) -> bool:
    """Tell whether releases are published into a folder."""
    return (folder / CURRENT).is_file() or (folder / FOLDER).is_dir()


def is_release(folder: Path) -> bool:
    """Tell whether a folder is one release."""
    return (folder / NAME).is_file()


def current(place: Path) -> str:
    """Read which release of a place is shown; raise Error."""
    try:
        with (place / CURRENT).open("rb") as file:
            id = file.read(200).decode("ascii").strip()
    except FileNotFoundError:
        if not place.is_dir():
            raise Error(f"{place} cannot be reached: is it renamed, moved, or not connected?") from None
        raise Error(
            f"{place} holds no release: it has no file called {CURRENT}; publish one: kiosk publish CAMPAIGN {place}"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise Error(f"{place / CURRENT} cannot be read: {getattr(error, 'strerror', None) or 'it is no text'}.") from None
    if not _ID.fullmatch(id):
        raise Error(f"{place / CURRENT} names no release; publish again: kiosk publish CAMPAIGN {place}")
    return id


def folder_of(place: Path, id: str) -> Path:
    """Name the folder of a release in a place."""
    return place / FOLDER / id


def read(folder: Path) -> Release:
    """Read release.json and check that it is whole; the files beside it are `verify`'s affair. Raise Error or Newer."""
    path = folder / NAME
    try:
        if path.stat().st_size > LARGEST:
            raise Error(f"{path} is larger than {LARGEST // 1_000_000} MB, so it is no release.")
        raw: Any = json.loads(path.read_bytes())
    except OSError as error:
        raise Error(f"{path} cannot be read: {error.strerror or error}.") from None
    except (ValueError, RecursionError):
        raise Error(f"{path} is cut short or damaged; publish the campaign again.") from None
    if not isinstance(raw, dict):
        raise Error(f"{path} is no release; publish the campaign again.")
    return _understood(path, cast(dict[str, Any], raw))


def _understood(path: Path, raw: dict[str, Any]) -> Release:
    schema = raw.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        raise Newer(f"{path} was made by a newer program (schema {schema}, this one reads {SCHEMA}); install the newest Kiosk.")
    seal = raw.pop("seal", None)
    if seal != _seal(raw):
        raise Error(f"{path} was altered after it was published; publish the campaign again.")
    try:
        files = tuple(File(str(f["path"]), int(f["bytes"]), str(f["sha256"])) for f in raw["files"])
        if raw["id"] != identity(raw["campaign"], files) or not all(links.inside(f.path) for f in files):
            raise Error(f"{path} does not list its own files; publish the campaign again.")
        campaign = packed.unpack(raw["campaign"])
        made = datetime.fromisoformat(raw["made"])
        if made.tzinfo is None:
            raise ValueError("no zone")
    except (KeyError, TypeError, ValueError, packed.Error) as error:
        raise Error(f"{path} cannot be understood ({error}); publish the campaign again.") from None
    brand = replace(campaign.brand, fonts=brands.font_folders(path.parent))
    return Release(id=str(raw["id"]), made=made, campaign=replace(campaign, brand=brand), files=files)


def verify(folder: Path, release: Release, tell: Callable[[int], None] = lambda _: None) -> None:
    """Hash every file of a release, telling how many are good so far; raise Error at the first that is not as published."""
    for count, file in enumerate(release.files, 1):
        path = folder / file.path
        try:
            if path.is_symlink() or path.stat().st_size != file.bytes or digest(path) != file.sha256:
                raise Error(f"{file.path} of release {release.id} is not as it was published; publish the campaign again.")
        except OSError as error:
            raise Error(f"{file.path} of release {release.id} cannot be read: {error.strerror or error}.") from None
        tell(count)


def digest(path: Path) -> str:
    """Hash a file, piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def listed(place: Path) -> tuple[Path, ...]:
    """List the releases of a place, the last made first; what cannot be read comes last."""

    def age(folder: Path) -> tuple[bool, float]:
        try:
            made = datetime.fromisoformat(json.loads((folder / NAME).read_bytes())["made"]).timestamp()
        except (OSError, ValueError, KeyError, TypeError):
            return True, 0.0
        return False, -made

    try:
        found = [p for p in (place / FOLDER).iterdir() if _ID.fullmatch(p.name) and p.is_dir()]
    except OSError:
        return ()
    return tuple(sorted(found, key=age))


def sweep(place: Path, keep: int = KEPT) -> None:
    """Remove releases beyond the newest ones, never the current, and what a publishing that was broken off left."""
    with contextlib.suppress(Error):
        shown = current(place)
        rest = [p for p in listed(place) if p.name != shown]
        for old in rest[max(keep - 1, 0) :]:
            shutil.rmtree(old, ignore_errors=True)


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _seal(whole: Mapping[str, Any]) -> str:
    return hashlib.sha256(_dumped(whole).encode()).hexdigest()
