"""Closing the desk: asked first while something is not saved or not finished; whoever closes by program is not asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kiosk.studio.cards.leavingcard import Leave
from kiosk.studio.words import _

if TYPE_CHECKING:
    from kiosk.studio.window import Window


class Leaving(QObject):
    """Lets a window close, or asks."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._card: Leave | None = None

    @Slot()
    def quit(self) -> None:
        """Close the window if nothing speaks against it."""
        if self.may():
            self._window.close()

    def may(self) -> bool:
        """Tell whether the window may close at once; else a card asks."""
        window, document = self._window, self._window.document
        if self._card is not None:
            return False
        window.settle()
        unsaved = document.campaign.title if document is not None and not document.saved else ""
        busy = window.sending.unfinished
        if not (unsaved or busy):
            return True
        self._card = Leave(window, window.colours, unsaved=unsaved, busy=busy)
        self._card.closed.connect(self._closed)
        self._card.accepted.connect(self._go)
        return False

    @Slot()
    def _closed(self) -> None:
        self._card = None

    @Slot(bool)
    def _go(self, save: bool) -> None:
        window = self._window
        if save and not window.saving.save():
            return
        window.say(_("Closing …"))
        window.close()
