"""The cards that the window opens over itself: a place, translations, what should be done, help."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kiosk.studio import deeds
from kiosk.studio.cards.about import About
from kiosk.studio.cards.helping import Help
from kiosk.studio.cards.palette import Command, Palette
from kiosk.studio.cards.translating import Translations
from kiosk.studio.clock import now
from kiosk.studio.fields import when
from kiosk.studio.fields.placing import Place
from kiosk.studio.words import _

if TYPE_CHECKING:
    from kiosk.studio.window import Window

_LEAD = re.compile(r"^(?:schedule\s*)?(?:as\s+on|on|at)?\s*", re.IGNORECASE)
"""What people put in front of a day."""
_WORDS = 5
"""Words that a day and a time take at the most."""


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
        Palette(self._window, self._window.colours, self._window.actions_.commands(), self._moments)

    def _moments(self, typed: str) -> list[Command]:
        """Offer the schedule as on a day that is typed: "thursday", "3 dec 9.30"; not where more is said than a day."""
        document, words = self._window.document, _LEAD.sub("", typed.strip())
        if document is None or len(words.split()) > _WORDS:
            return []
        zone = document.campaign.zone
        try:
            starts = when.read(words, "", now(zone).date(), zone)[0]
        except when.Error:
            return []
        if starts is None:
            return []
        said = _(
            "Schedule as on {day}", day=" ".join(filter(None, (when.day_words(starts, None), when.clock_words(starts, None))))
        )
        return [Command(said, _("Schedule"), partial(deeds.as_on, self._window, starts))]

    @Slot()
    def about(self) -> None:
        """Show what this program is."""
        About(self._window, self._window.colours).keys.clicked.connect(self.help)

    @Slot()
    def help(self) -> None:
        """Show how the desk works, and its keys."""
        Help(self._window, self._window.colours, self._window.actions_.groups)
