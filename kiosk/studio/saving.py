"""Saving the campaign, and what happens when somebody else, or a disk, gets in between."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt, QTimer, Slot
from PySide6.QtWidgets import QFileDialog

from kiosk.campaign.slug import slug
from kiosk.store.folder import files, writing
from kiosk.store.importing import ledger
from kiosk.studio.words import _

if TYPE_CHECKING:
    from kiosk.studio.window import Window

_WATCH_MS = 2000
"""How often the file on disk is looked at while a campaign is open."""
TROUBLE = (files.Error, ledger.Error, writing.Error, OSError)
"""What can be wrong with a folder, each a sentence."""


class Saving(QObject):
    """Writes what is on the desk into its folder; nothing is lost when that cannot be."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._warned = ""
        self._stuck = ""
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look)
        self._watch.start(_WATCH_MS)

    def know(self, stamp: files.Stamp) -> None:
        """Take the file on disk for known as it is."""
        self._warned = stamp.sha256

    @Slot()
    def save(self) -> bool:
        """Save the campaign file; False when it could not be, with a way out."""
        half = self._window.settle()
        done = self._window.document is None or self._save("refuse")
        if done and half:
            self._window.say(_("Saved, but for what is not understood. {half}", half=half), wrong=True)
        return done

    def _save(self, choice: files.Choice) -> bool:
        window, document = self._window, self._window.document
        if document is None:
            return True
        try:
            document.save(choice)
        except files.Conflict:
            self._ask_merge()
            return False
        except TROUBLE as trouble:
            window.banner.ask(str(trouble), [(_("Save a copy …"), self.copy), (_("Try again"), self.save)])
            if isinstance(trouble, files.Error):  # it is what the campaign says, and not the disk, that cannot be written
                self._stuck = str(trouble)
                document.campaign_changed.connect(self._changed, Qt.ConnectionType.SingleShotConnection)
            return False
        self._warned = document.stamp.sha256
        window.banner.dismiss()
        window.say(_("Saved") if choice != "beside" else _("Yours was saved beside theirs, as campaign-mine.toml"))
        return True

    @Slot()
    def _changed(self) -> None:
        """Take away what was said about a campaign that could not be saved: it says something else now."""
        if self._window.banner.words.text() == self._stuck:
            self._window.banner.dismiss()

    def _ask_merge(self) -> None:
        self._window.banner.ask(
            _("Somebody else saved this campaign in the meantime. Nothing was written; both versions still exist."),
            [
                (_("Bring both together"), self._together),
                (_("Save mine beside it"), partial(self._save, "beside")),
                (_("Save mine over it"), partial(self._save, "mine")),
                (_("Take theirs"), self._theirs),
            ],
        )

    def _together(self) -> None:
        """Take over what they changed where I changed nothing; where both did, mine stays, and it is said."""
        document = self._window.document
        if document is None:
            return
        try:
            kept = document.bring_together()
        except TROUBLE as trouble:
            self._window.say(str(trouble), wrong=True)
            return
        if self._save("refuse"):
            both = _(" Both of you changed {kept}: yours stayed.", kept=", ".join(kept)) if kept else ""
            self._window.say(_("Both versions were brought together and saved.{both}", both=both))

    def _theirs(self) -> None:
        document = self._window.document
        if document is not None:
            try:
                document.reload()
            except TROUBLE as trouble:
                self._window.say(str(trouble), wrong=True)

    @Slot()
    def copy(self) -> None:
        """Save the campaign, as it is in the window, into another folder, and go on working there."""
        self._window.settle()
        document = self._window.document
        found = QFileDialog.getExistingDirectory(self._window, _("Save a copy into"), str(documents())) if document else ""
        if document is None or not found:
            return
        folder = free_folder(Path(found), document.campaign.title)
        try:
            shutil.copytree(document.folder, folder, ignore=shutil.ignore_patterns(".kiosk"))
            (folder / files.NAME).chmod(0o644)
            files.save(folder, document.campaign, files.read(folder, mending=True).stamp)
        except TROUBLE as trouble:
            self._window.say(str(trouble), wrong=True)
            return
        document.journal.forget()
        self._window.file.open(folder)

    @Slot()
    def _look(self) -> None:
        """Notice that somebody else saved while the campaign is open: take it at once when nothing is lost by it."""
        document = self._window.document
        if document is None or self._window.banner.isVisible():
            return
        try:
            file = document.folder / files.NAME
            if file.stat().st_mtime_ns == document.stamp.mtime_ns:
                return
            now = files.digest(files.load_text(file)[0])
        except (OSError, files.Error):
            return
        if now in (document.stamp.sha256, self._warned):
            return
        self._warned = now
        if document.saved:
            self._theirs()
            self._window.say(_("Somebody else saved this campaign; you see it as it is now."))
        else:
            self._ask_merge()


def documents() -> Path:
    """Find the user's documents folder, or the home folder where there is none yet: a dialog that begins nowhere misleads."""
    found = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())
    return found if found.is_dir() else Path.home()


def free_folder(parent: Path, title: str) -> Path:
    """Find a folder name beside what is there."""
    wanted = parent / slug(title, "campaign")
    count, made = 1, wanted
    while made.exists():
        count += 1
        made = wanted.with_name(f"{wanted.name}-{count}")
    return made
