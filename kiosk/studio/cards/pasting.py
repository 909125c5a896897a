"""Words that are pasted: the field for them on the import assistant, and what the clipboard holds."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit

from kiosk.studio.words import _

_HIGH, _LOW = 120, 76
"""Heights before and after the words were read."""


class Pasted(QPlainTextEdit):
    """A field for the words of an e-mail; several lines that are pasted, and Ctrl+Enter, ask to read them."""

    came = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("… or paste the words of an e-mail here"))
        self.setAccessibleName(_("Pasted text"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(_HIGH)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.came.emit, context=Qt.ShortcutContext.WidgetShortcut)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what is pasted."""
        super().insertFromMimeData(source)
        if "\n" in source.text().strip():
            self.came.emit()

    def stay(self, is_there: bool) -> None:
        """Stand aside once something was read: lower, or away if it was not these words."""
        self.setFixedHeight(_LOW)
        self.setVisible(is_there)
