"""How campaigns come to the desk: new, opened, imported; and what is said when one cannot be read or was left unsaved."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from kiosk.campaign.campaign import Campaign
from kiosk.store.folder import files
from kiosk.store.importing import imports, ledger
from kiosk.store.importing.ledger import Ledger
from kiosk.studio import settings
from kiosk.studio.cards import sampling
from kiosk.studio.cards.banner import nothing
from kiosk.studio.cards.importing import Import
from kiosk.studio.cards.newing import New
from kiosk.studio.cards.unopened import unopened
from kiosk.studio.document import journal
from kiosk.studio.document.document import Document
from kiosk.studio.saving import TROUBLE, documents, free_folder
from kiosk.studio.words import _, counted

if TYPE_CHECKING:
    from kiosk.studio.window import Window

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".svg")


class FileWork(QObject):
    """Campaign folders come through here; the window only shows them."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    # --- Opening ---------------------------------------------------------------------------------------------------------

    @Slot(object)
    def open(self, folder: Path) -> bool:
        """Open a campaign folder; what cannot be read is said, and what was open stays open."""
        window = self._window
        folder = Path(folder).absolute()
        try:
            opened = files.read(folder, mending=True)
            document = Document(folder, opened, window.chores, window)
        except TROUBLE as trouble:
            window.say(str(trouble), wrong=True)
            window.banner.ask(*unopened(folder, trouble))
            return False
        window.banner.dismiss()
        window.settle()
        left = window.document.campaign.title if window.document is not None and not window.document.saved else ""
        if not document.journal.claim():
            document.release()
            document.deleteLater()
            window.say(_("{title} is open in another window of yours; work on there.", title=opened.campaign.title), wrong=True)
            return False
        window.show_document(document)
        settings.remember(document.folder)
        window.saving.know(document.stamp)
        if left:
            window.say(
                _("What you changed in “{title}” is not saved; it is kept, and offered when you open it again.", title=left)
            )
        kept = journal.kept(document.folder)
        if kept is not None and kept.campaign != opened.campaign:
            when = datetime.fromtimestamp(kept.when).astimezone()
            words = _("Changes of {day} {when:%B, %H.%M} wait here: they were not saved.", day=when.day, when=when)
            window.say(_("You see the campaign as it was saved last; later changes wait above."))
            window.banner.ask(
                words,
                [
                    (_("Bring them back"), partial(document.edit, kept.campaign, _("Bring back unsaved changes"))),
                    (_("Forget them"), document.journal.forget),
                ],
            )
        elif unread := sum(found.severity == "error" for found in document.faults):
            words = counted(
                "{n} thing in campaign.toml cannot be read. It stays there as it is until you give it again.",
                "{n} things in campaign.toml cannot be read. They stay there as they are until you give them again.",
                unread,
            )
            window.banner.ask(words, [(_("Show the first"), partial(window.preflight.step, 1)), (_("All right"), nothing)])
        elif not os.access(document.folder / files.NAME, os.W_OK):
            window.banner.ask(
                _("This campaign may only be read. You can look, try things and export; to keep changes, save a copy elsewhere."),
                [(_("Save a copy …"), window.saving.copy), (_("All right"), nothing)],
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
                sampling.copy(wanted)
        except TROUBLE as trouble:
            why = getattr(trouble, "strerror", None) or str(trouble)
            self._window.say(_("The sample cannot be put into {parent}: {why}.", parent=wanted.parent, why=why), wrong=True)
            return
        if self.open(wanted):
            self._window.say(_("This is a copy of the sample, in {folder}. Try what you like.", folder=wanted))

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
        except (*TROUBLE, imports.Error) as trouble:
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
        except (*TROUBLE, imports.Error) as trouble:
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
