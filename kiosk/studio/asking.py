"""The cards that the window opens over itself: a place, translations, what should be done, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kiosk.studio.cards.helping import Help
from kiosk.studio.cards.palette import Palette
from kiosk.studio.cards.translating import Translations
from kiosk.studio.fields.placing import Place

if TYPE_CHECKING:
    from kiosk.studio.window import Window


class Asking(QObject):
    """Opens cards, and lets the window's changes take what they answer."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    @Slot(str)
    def place(self, id: str) -> None:
        """Ask about a place of the campaign."""
        window = self._window
        if window.document is not None:
            Place(window, window.colours, window.document.campaign, id).accepted.connect(window.changes.place)

    @Slot()
    def translations(self) -> None:
        """Show what the chosen item, or the campaign, says in other languages."""
        window = self._window
        if window.document is not None:
            campaign = window.document.campaign
            card = Translations(window, window.colours, campaign, campaign.item(window.what))
            card.edited.connect(window.changes.translation)
            card.language_added.connect(window.changes.language)

    @Slot()
    def palette(self) -> None:
        """Ask what should be done or gone to."""
        Palette(self._window, self._window.colours, self._window.actions_.commands())

    @Slot()
    def help(self) -> None:
        """Show how the desk works, and its keys."""
        Help(self._window, self._window.colours, self._window.actions_.groups)
