"""The choice of the desk's colours: as the system has them, light, dark, or with high contrast."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from kiosk.studio import settings
from kiosk.studio.words import _

_WORDS = {
    "": (_("&As the system"), _("Appearance: as the system")),
    "light": (_("&Light"), _("Appearance: light")),
    "dark": (_("&Dark"), _("Appearance: dark")),
    "contrast": (_("&High contrast"), _("Appearance: high contrast")),
}
"""By the name in desk.toml: the words in the menu, and where they stand alone."""


class Appearance(QObject):
    """Keeps what is chosen in desk.toml."""

    changed = Signal()
    """Other colours were chosen."""

    def __init__(self, parent: QObject, make: Callable[[str, str, Callable[[], object]], QAction]) -> None:
        super().__init__(parent)
        group = QActionGroup(self)
        self.actions: dict[str, QAction] = {}
        for name, (words, alone) in _WORDS.items():
            action = self.actions[name] = make(words, "", partial(self._choose, name))
            action.setProperty("words", alone)
            action.setCheckable(True)
            group.addAction(action)
        self._show()

    def menu(self, parent: QMenu) -> QMenu:
        """Make the menu."""
        made = QMenu(_("&Appearance"), parent)
        made.addActions(self.all)
        made.aboutToShow.connect(self._show)
        return made

    @property
    def all(self) -> Sequence[QAction]:
        """Every choice, the usual one first."""
        return list(self.actions.values())

    @Slot()
    def _show(self) -> None:
        kept = settings.read().get("appearance")
        self.actions[kept if isinstance(kept, str) and kept in self.actions else ""].setChecked(True)

    def _choose(self, name: str) -> None:
        settings.change(appearance=name)
        self._show()
        self.changed.emit()
