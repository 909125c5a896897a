"""A folder that says what is on the desk, for what is made or played from it while the campaign file stays as it is."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLockFile

from kiosk.campaign.campaign import Campaign
from kiosk.store.folder import files, writing
from kiosk.store.folder.spelling import Speller
from kiosk.studio.document.document import Document

_PREFIX = "kiosk-desk-"


class StandIn:
    """Stands in for a campaign folder: the folder itself when it says what the desk says, else one of its own."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._home = None if document.saved else Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._lock = _lock(self._home) if self._home is not None else None
        if self._lock is not None:
            self._lock.tryLock(0)
        # Of the same name: a campaign without an id is called after its folder.
        self.folder = document.folder if self._home is None else self._home / document.folder.name

    def make(self, then: Callable[[Path], None], failed: Callable[[Exception], None]) -> None:
        """Let it say what the desk says now, in the background if it takes anything, and hand it on."""
        document = self._document
        if self._home is None:
            then(self.folder)
            return
        unread = any(found.severity == "error" for found in document.faults)
        work = partial(_stand_in, document.folder, self.folder, document.campaign, unread)
        document.chores.ask(f"standin:{self.folder}", work, then, urgency=0, failed=failed)

    def remove(self) -> None:
        """Take it away."""
        if self._home is not None and self._lock is not None:
            self._lock.unlock()
            shutil.rmtree(self._home, ignore_errors=True)


def sweep() -> None:
    """Take away what desks left behind that ended without a word: the lock in each tells whether its desk still runs."""
    for home in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        lock = _lock(home)
        if lock.tryLock(0):  # another user's folder cannot be locked, and stays
            lock.unlock()
            shutil.rmtree(home, ignore_errors=True)


def _lock(home: Path) -> QLockFile:
    """Name the lock that a running desk holds in a folder of its own; a process that is gone holds nothing."""
    made = QLockFile(str(home / "lock"))
    made.setStaleLockTime(0)
    return made


def _stand_in(folder: Path, made: Path, campaign: Campaign, unread: bool) -> Path:
    """Put beside the campaign's words what they name: pictures, fonts, templates. Links where the disk has them cost nothing."""
    for place, _folders, names in os.walk(folder):
        here = Path(place).relative_to(folder)
        if ".kiosk" in here.parts:  # caches
            continue
        (made / here).mkdir(parents=True, exist_ok=True)
        for name in names:
            to = made / here / name
            if name == files.NAME or to.exists():
                continue
            try:
                os.link(Path(place, name), to)
            except OSError:
                shutil.copy2(Path(place, name), to)
    # What cannot be read stands there still, so that nothing is made as if it had not been said.
    writing.write(made / files.NAME, files.changed(folder, campaign) if unread else Speller().spell(campaign))
    return made
