"""The foot of the window: what was just done or went wrong, and the sign of the walls."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar

from kiosk.studio.look.style import restyle
from kiosk.studio.walls.wallsign import WallSign
from kiosk.studio.words import _


class Foot(QStatusBar):
    """Says one thing at a time."""

    def __init__(self, sign: WallSign) -> None:
        super().__init__()
        self.words = QLabel()
        # Long words never widen the window.
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(self.words, 1)
        self.setSizeGripEnabled(False)
        self.addPermanentWidget(sign)

    @property
    def is_wrong(self) -> bool:
        """Whether it says that something went wrong."""
        return bool(self.words.property("badge"))

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Say something."""
        self.words.setText(words)
        self.words.setToolTip(words)
        self.words.setProperty("badge", "error" if wrong else None)
        restyle(self.words)

    def say_saved(self, *, saved: bool) -> None:
        """Say whether everything is in the campaign file."""
        self.say(
            _("All changes are saved") if saved else _("Not saved yet. Ctrl+S saves; until then your changes are kept safe.")
        )
