"""What is typed and not yet saved, kept in the user's data folder so that a crash or a power cut costs seconds at most.

One small folder a campaign: `state.json` holds the campaign as text and the stamp it was read with, whole or not at all. The text
is spelled anew, not written into the file's own, which takes far longer while somebody may be typing. The running desk holds
`lock`, so that a state somebody is still working on is never offered to somebody else.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from dataclasses import asdict
from pathlib import Path

import platformdirs
from PySide6.QtCore import QLockFile, QObject, QTimer, Slot

from kiosk.campaign.campaign import Campaign
from kiosk.record import record
from kiosk.store.folder import files, writing
from kiosk.store.folder.spelling import Speller
from kiosk.studio.tasks import Tasks

PAUSE_MS = 800
"""How long somebody must have stopped typing before the state is kept; at the latest after twice that."""


@record
class Kept:
    """A state that was never saved: the campaign, the stamp it was read with, and when it was kept (seconds since 1970)."""

    campaign: Campaign
    stamp: files.Stamp
    when: float


class Journal(QObject):
    """Keeps the unsaved state of one campaign folder."""

    def __init__(self, folder: Path, chores: Tasks) -> None:
        super().__init__()
        self._folder, self._chores = folder, chores
        self._home = home(folder)
        self._lock = QLockFile(str(self._home / "lock"))
        self._lock.setStaleLockTime(0)
        self._next: tuple[Campaign, files.Stamp] | None = None
        self._since = 0.0
        self._speller = Speller()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.keep)

    def claim(self) -> bool:
        """Hold this campaign's journal; False when another desk of this user has the campaign open."""
        with contextlib.suppress(OSError):
            self._home.mkdir(parents=True, exist_ok=True)
        return self._lock.tryLock(0)

    def note(self, campaign: Campaign, stamp: files.Stamp) -> None:
        """Keep a state soon."""
        if self._next is None:
            self._since = time.monotonic()
        self._next = (campaign, stamp)
        if not self._timer.isActive() or time.monotonic() - self._since < 2 * PAUSE_MS / 1000:
            self._timer.start(PAUSE_MS)

    @Slot()
    def keep(self) -> None:
        """Keep the noted state now, in the background."""
        if self._next is None:
            return
        campaign, stamp = self._next
        self._next = None
        self._chores.ask("journal", lambda: self._keep(campaign, stamp), _nothing)

    def _keep(self, campaign: Campaign, stamp: files.Stamp) -> None:
        """Write a state down; a disk that takes nothing is no reason to stop anybody's work."""
        text = self._speller.spell(campaign)
        state = {"text": text, "stamp": asdict(stamp), "when": time.time(), "folder": str(self._folder)}
        with contextlib.suppress(OSError):
            self._home.mkdir(parents=True, exist_ok=True)
            part = self._home / "state.part"
            writing.put(part, json.dumps(state, ensure_ascii=False).encode())
            part.replace(self._home / "state.json")

    def forget(self) -> None:
        """Drop what was kept: it is saved, or nobody wants it."""
        self._next = None
        self._timer.stop()
        self._chores.ask("journal", lambda: (self._home / "state.json").unlink(missing_ok=True), _nothing)

    def release(self) -> None:
        """Let the campaign go."""
        self._timer.stop()
        self._lock.unlock()


def kept(folder: Path) -> Kept | None:
    """Find the state that was left unsaved by a desk that ended without saying so; one that cannot be read is none."""
    try:
        found = json.loads((home(folder) / "state.json").read_text("utf-8"))
        stamp = files.Stamp(**found["stamp"])
        campaign = files.read_text(folder, found["text"]).campaign
        return Kept(campaign, stamp, float(found["when"]))
    except (OSError, ValueError, KeyError, TypeError, files.Error):
        return None


def waits(folder: Path) -> bool:
    """Tell whether a state of a campaign was left unsaved."""
    return (home(folder) / "state.json").is_file()


def home(folder: Path) -> Path:
    """Find the folder of a campaign's journal."""
    shelf = platformdirs.user_data_path("kiosk", appauthor=False) / "unsaved"
    return shelf / hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def _nothing(_: object) -> None:
    """Take an answer that tells nothing."""
