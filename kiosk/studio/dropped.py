"""What somebody lets go on the window: a campaign, a picture, a link, a source of events, words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication

from kiosk.store.folder import files
from kiosk.store.sources import plain
from kiosk.studio.cards.importing import Import
from kiosk.studio.filework import PICTURES
from kiosk.studio.look.landing import Landing
from kiosk.studio.look.overlay import Overlay
from kiosk.studio.words import _

if TYPE_CHECKING:
    from kiosk.studio.window import Window


class Dropped(QObject):
    """Opens a campaign, gives a picture to the chosen item, puts a link into its field, imports whatever else it was."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.landing = Landing(window)

    def enter(self, event: QDragEnterEvent) -> None:
        """Say that files, links and words are welcome. They are copied: whoever lent them keeps them."""
        carried = event.mimeData()
        if carried.hasUrls() or carried.hasText():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.landing.welcome(self._meant(carried), self._window.colours)

    def leave(self) -> None:
        """Take the welcome off again."""
        self.landing.hide()

    def let_go(self, event: QDropEvent) -> None:
        """Take what was let go on the window."""
        self.landing.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take(event.mimeData(), self._window.mapToGlobal(event.position().toPoint()))

    def _meant(self, carried: QMimeData) -> str:
        """Say what letting go would do."""
        path = Path(carried.urls()[0].toLocalFile()) if carried.hasUrls() else Path()
        if carried.hasUrls() and (path.name == files.NAME or path.is_dir()):
            return _("Let go to open this campaign")
        if path.suffix.lower() in PICTURES and self._window.document is not None:
            return _("Let go to use this picture")
        return _("Let go to see which events are in it; nothing is changed yet")

    def take(self, dropped: QMimeData, at: QPoint) -> None:
        """Take what was let go at a place of the screen."""
        urls = dropped.urls()
        text = urls[0].toLocalFile() or urls[0].toString() if urls else dropped.text().strip()
        if not (text.startswith(("http://", "https://")) and self._window.fields.take_link(text, at)):
            self.read(text)

    @Slot()
    def paste(self) -> None:
        """Take what is on the clipboard as if it had been let go on the window; words go to the import assistant."""
        window = self._window
        if any(card.isVisible() and not isinstance(card, Import) for card in window.findChildren(Overlay)):
            return
        held = QGuiApplication.clipboard().mimeData() or QMimeData()  # of an empty clipboard there may be none
        urls = held.urls()
        text = urls[0].toLocalFile() or urls[0].toString() if urls else held.text().strip()
        if not text:
            window.say(_("There are no words on the clipboard. Copy an e-mail, a link or a file first."))
        elif urls or plain.is_address(text) or ("\n" not in text and len(text) < 1000 and Path(text).exists()):
            self.read(text)
        else:
            window.file.bring(f"{text}\n")  # words, though there be only one line

    def read(self, dropped: str) -> None:
        """Take a path, a link or a text."""
        window = self._window
        path = Path(dropped) if dropped and "\n" not in dropped and len(dropped) < 1000 else None
        if path is not None and path.name == files.NAME:
            path = path.parent
        if path is not None and path.is_dir():
            window.file.open(path)
        elif path is not None and path.suffix.lower() in PICTURES and window.document is not None:
            window.fields.take_picture(path)
        elif dropped:
            window.file.bring(dropped)
