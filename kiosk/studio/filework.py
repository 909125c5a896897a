"""What the File menu does: new, open, import, save; and what happens when somebody else, a crash or a disk gets in between."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Slot
from PySide6.QtWidgets import QFileDialog

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.slug import slug
from kiosk.resources import assets_dir
from kiosk.store.folder import files, writing
from kiosk.store.importing import imports, ledger
from kiosk.store.importing.ledger import Ledger
from kiosk.studio import settings
from kiosk.studio.cards.banner import nothing
from kiosk.studio.cards.importing import Import
from kiosk.studio.cards.newing import New
from kiosk.studio.cards.unopened import unopened
from kiosk.studio.document import journal
from kiosk.studio.document.document import Document
from kiosk.studio.words import _, counted

if TYPE_CHECKING:
    from kiosk.studio.window import Window

_WATCH_MS = 2000
"""How often the file on disk is looked at while a campaign is open."""
_TROUBLE = (files.Error, ledger.Error, writing.Error, OSError)
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".svg")


class FileWork(QObject):
    """Campaign folders come and go through here; the window only shows them."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._warned = ""
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look)
        self._watch.start(_WATCH_MS)

    # --- Opening ---------------------------------------------------------------------------------------------------------

    @Slot(object)
    def open(self, folder: Path) -> bool:
        """Open a campaign folder; what cannot be read is said, and what was open stays open."""
        window = self._window
        folder = Path(folder)
        try:
            opened = files.read(folder)
            document = Document(folder, opened, window.chores, window)
        except _TROUBLE as trouble:
            window.say(str(trouble), wrong=True)
            window.banner.ask(*unopened(folder, trouble))
            return False
        window.banner.dismiss()
        if not document.journal.claim():
            document.release()
            document.deleteLater()
            window.say(_("{title} is open in another window of yours; work on there.", title=opened.campaign.title), wrong=True)
            return False
        window.show_document(document)
        settings.remember(document.folder)
        self._warned = document.stamp.sha256
        kept = journal.kept(document.folder)
        if kept is not None and kept.campaign != opened.campaign:
            when = datetime.fromtimestamp(kept.when).astimezone()
            words = _("Changes of {day} {when:%B, %H.%M} were not saved before the program ended.", day=when.day, when=when)
            window.banner.ask(
                words,
                [
                    (_("Bring them back"), partial(document.edit, kept.campaign, _("Bring back unsaved changes"))),
                    (_("Forget them"), document.journal.forget),
                ],
            )
        elif not os.access(document.folder / files.NAME, os.W_OK):
            window.banner.ask(
                _("This campaign may only be read. You can look, try things and export; to keep changes, save a copy elsewhere."),
                [(_("Save a copy …"), self.copy), (_("All right"), nothing)],
            )
        return True

    @Slot()
    def browse(self) -> None:
        """Ask which campaign to open."""
        found = QFileDialog.getExistingDirectory(self._window, _("Open a campaign"), str(documents()))
        if found:
            self.open(Path(found))

    @Slot()
    def sample(self) -> None:
        """Open a copy of the sample campaign, so that whatever is tried with it costs nothing."""
        wanted = documents() / "Sample campaign"
        try:
            if not wanted.exists():
                shutil.copytree(assets_dir() / "samples" / "knowvember-22", wanted)
        except OSError as trouble:
            self._window.say(
                _("The sample cannot be put into {parent}: {strerror}.", parent=wanted.parent, strerror=trouble.strerror),
                wrong=True,
            )
            return
        self.open(wanted)

    @Slot()
    def new(self) -> None:
        """Ask for a name and make a campaign."""
        window = self._window
        card = New(window, window.colours, documents(), window.press, window.tasks)
        card.accepted.connect(self._make)

    @Slot(object, str, str)
    def _make(self, folder: Path, title: str, family: str) -> None:
        try:
            imports.new(folder)
            opened = files.read(folder)
            files.save(folder, replace(opened.campaign, title=title, family=family), opened.stamp)
        except (*_TROUBLE, imports.Error) as trouble:
            self._window.say(str(trouble), wrong=True)
            return
        if self.open(folder):
            self._window.changes.new_event()

    # --- Importing -------------------------------------------------------------------------------------------------------

    @Slot()
    def bring(self, source: str = "") -> None:
        """Open the import assistant, for the campaign that is open or for a new one."""
        window, document = self._window, self._window.document
        opened = next((card for card in window.findChildren(Import) if card.isVisible()), None)
        if opened is not None:
            opened.read(source)
            return
        if document is not None:
            card = Import(window, window.colours, window.chores, document.campaign, document.folder, document.imported, source)
            card.accepted.connect(self._take)
            return
        empty = Campaign(id="new", title="", timezone=files.system_zone())
        card = Import(window, window.colours, window.chores, empty, documents(), {}, source)
        card.accepted.connect(self._take_new)

    @Slot(object, object, int)
    def _take(self, campaign: Campaign, past: Ledger, count: int) -> None:
        document = self._window.document
        if document is not None:
            said = counted("{n} item", "{n} items", count)
            document.edit(campaign, _("Import {said}", said=said), imported=past)
            self._window.say(
                counted(
                    "{n} item came in. Ctrl+Z takes it out again.",
                    "{n} items came in. Ctrl+Z takes them out again.",
                    count,
                )
            )

    @Slot(object, object, int)
    def _take_new(self, campaign: Campaign, past: Ledger, count: int) -> None:
        title = campaign.title or _("New campaign")
        folder = free_folder(documents(), title)
        try:
            imports.new(folder)
            opened = files.read(folder)
            made = replace(campaign, id=opened.campaign.id, title=title)
            files.save(folder, made, opened.stamp)
            ledger.write(folder, past)
        except (*_TROUBLE, imports.Error) as trouble:
            self._window.say(str(trouble), wrong=True)
            return
        if self.open(folder):
            self._window.say(
                counted(
                    "{n} item came in. The campaign is in {folder}.",
                    "{n} items came in. The campaign is in {folder}.",
                    count,
                    folder=folder,
                )
            )

    # --- Saving ----------------------------------------------------------------------------------------------------------

    @Slot()
    def save(self) -> bool:
        """Save the campaign file; False when it could not be, with a way out."""
        document = self._window.document
        return document is None or self._save("refuse")

    def _save(self, choice: files.Choice) -> bool:
        window, document = self._window, self._window.document
        if document is None:
            return True
        try:
            document.save(choice)
        except files.Conflict:
            self._ask_merge()
            return False
        except _TROUBLE as trouble:
            window.banner.ask(str(trouble), [(_("Save a copy …"), self.copy), (_("Try again"), self.save)])
            return False
        self._warned = document.stamp.sha256
        window.banner.dismiss()
        window.say(_("Saved") if choice != "beside" else _("Yours was saved beside theirs, as campaign-mine.toml"))
        return True

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
        except _TROUBLE as trouble:
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
            except _TROUBLE as trouble:
                self._window.say(str(trouble), wrong=True)

    @Slot()
    def copy(self) -> None:
        """Save the campaign, as it is in the window, into another folder, and go on working there."""
        document = self._window.document
        found = QFileDialog.getExistingDirectory(self._window, _("Save a copy into"), str(documents())) if document else ""
        if document is None or not found:
            return
        folder = free_folder(Path(found), document.campaign.title)
        try:
            shutil.copytree(document.folder, folder, ignore=shutil.ignore_patterns(".kiosk"))
            (folder / files.NAME).chmod(0o644)
            files.save(folder, document.campaign, files.read(folder).stamp)
        except _TROUBLE as trouble:
            self._window.say(str(trouble), wrong=True)
            return
        document.journal.forget()
        self.open(folder)

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
    """Find the user's documents folder."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def free_folder(parent: Path, title: str) -> Path:
    """Find a folder name beside what is there."""
    wanted = parent / slug(title, "campaign")
    count, made = 1, wanted
    while made.exists():
        count += 1
        made = wanted.with_name(f"{wanted.name}-{count}")
    return made
