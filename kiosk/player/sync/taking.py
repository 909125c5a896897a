"""Taking releases: from a folder, share or stick onto this machine, every byte checked on the way, the last good one kept."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.player import cache, state
from kiosk.store.release import release
from kiosk.store.release.release import File, Release

_PIECE = 1 << 20
_AGAIN = 86_400.0  # seconds until what lies on this machine is hashed again: disks forget
_RETRY = (3.0, 3.0, 5.0, 10.0, 30.0, 60.0)
KEPT = 2
"""Releases kept on the machine: the one that is shown and the one before."""


class Taking:
    """Follows one place of releases, or one release in it, and keeps good copies in a local place."""

    def __init__(self, source: Path, local: Path, *, only: str = "", tick: Callable[[], float] = time.monotonic) -> None:
        self._source, self._local, self._only, self._tick = source, local, only, tick
        self._bad: dict[str, tuple[str, datetime, int, float]] = {}
        self._checked: tuple[str, float] | None = None
        self._good: Release | None = None
        self.trouble = ""
        """Why nothing new can be seen at the moment; empty when all is well."""

    def look(self) -> bool:
        """Look once whether another release is to be shown, and take it; True when this changed what is shown here."""
        self._keep_watch_over_own()
        try:
            wanted = self._only or release.current(self._source)
            self.trouble = ""
        except release.Error as error:
            self.trouble = str(error)
            return False
        if self._good is not None and self._good.id == wanted:
            self._bad.clear()
            return False
        bad = self._bad.get(wanted)
        if bad is not None and self._tick() < bad[3]:
            return False
        try:
            self._good = self._take(wanted)
        except (release.Error, OSError) as error:
            self._refuse(wanted, error)
            return False
        self._bad.clear()
        self._checked = (wanted, self._tick())
        return True

    @property
    def facts(self) -> dict[str, Any]:
        """What there is to tell: the release shown here, what is kept out and why, and what is in the way."""
        good = self._good
        shown = (
            {"id": good.id, "made": good.made.isoformat(), "files": len(good.files), "verified": len(good.files)}
            if good
            else None
        )
        out = [{"id": id, "why": why, "since": since.isoformat()} for id, (why, since, _, _) in self._bad.items()]
        return {"release": shown, "kept_out": out, "trouble": self.trouble}

    def _keep_watch_over_own(self) -> None:
        """Hash what lies here, at the start and once a day; of damaged ones the newest good one before is shown."""
        home = state.current(self._local)
        if home is None:
            self._good = self._checked = None
            return
        if self._checked is not None and self._checked[0] == home.name and self._tick() - self._checked[1] < _AGAIN:
            return
        self._good = _good(home)
        if self._good is None:
            for other in release.listed(self._local):
                found = _good(other) if other != home else None
                if found is not None:
                    cache.replace(self._local / state.CURRENT, f"{found.id}\n".encode())
                    self._good = found
                    break
        self._checked = (self._good.id if self._good else home.name, self._tick())

    def _take(self, id: str) -> Release:
        """Copy a release to this machine and let it be shown here; raises release.Error or OSError, and then nothing changed."""
        there = release.folder_of(self._source, id)
        home = release.folder_of(self._local, id)
        here = _good(home)
        if here is None:
            part = home.with_name(f".{id}.part")
            shutil.rmtree(part, ignore_errors=True)
            try:
                part.mkdir(parents=True)
                here = self._copied(there, part, id)
                shutil.rmtree(home, ignore_errors=True)
                os.replace(part, home)
            finally:
                shutil.rmtree(part, ignore_errors=True)
        cache.replace(self._local / state.CURRENT, f"{id}\n".encode())
        release.sweep(self._local, KEPT)
        return here

    def _copied(self, there: Path, part: Path, id: str) -> Release:
        told = release.read(there)
        if told.id != id:
            raise release.Error(f"{there} holds release {told.id}, not the one its name says; publish the campaign again.")
        free = shutil.disk_usage(part).free
        if told.bytes * 1.1 > free:
            raise release.Error(
                f"The release needs {told.bytes / 1e6:.0f} MB and this machine has {free / 1e6:.0f} MB left; make room."
            )
        for file in told.files:
            target = part / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy(there / file.path, target, file, id)
        shutil.copyfile(there / release.NAME, part / release.NAME)
        return release.read(part)

    def _refuse(self, id: str, error: Exception) -> None:
        why = (
            str(error)
            if isinstance(error, release.Error)
            else f"It cannot be copied: {getattr(error, 'strerror', None) or error}."
        )
        _, since, times, _ = self._bad.get(id, ("", datetime.now(UTC), 0, 0.0))
        pause = _RETRY[min(times, len(_RETRY) - 1)]
        self._bad = {id: (why, since, times + 1, self._tick() + pause)}


def _copy(source: Path, target: Path, file: File, id: str) -> None:
    """Copy as many bytes as the list names, hashing them on the way; raise release.Error when they are others."""
    known, left = hashlib.sha256(), file.bytes
    with source.open("rb") as stream, target.open("wb") as out:
        while left > 0 and (piece := stream.read(min(left, _PIECE))):
            known.update(piece)
            out.write(piece)
            left -= len(piece)
        more = bool(stream.read(1))
        out.flush()
        os.fsync(out.fileno())
    if left or more or known.hexdigest() != file.sha256:
        raise release.Error(f"{file.path} of release {id} is not as it was published; publish the campaign again.")


def _good(home: Path) -> Release | None:
    """Read and hash a release; None when it is not whole."""
    with contextlib.suppress(release.Error):
        found = release.read(home)
        release.verify(home, found)
        return found
    return None
