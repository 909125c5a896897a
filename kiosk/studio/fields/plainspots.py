"""Small fields: a whole number, words with commas between them, yes or no."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit

from kiosk.studio.fields.spot import Spot, typing
from kiosk.studio.words import _


class NumberSpot(Spot):
    """A whole number, or nothing."""

    def __init__(self, name: str, words: str, *, least: int = 1, most: int = 600, hint: str = "", help: str = "") -> None:
        super().__init__(name, words, help=help)
        self._least, self._most = least, most
        self._value: int | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.place(self.line)
        self.line.editingFinished.connect(self._read)

    def _show(self, value: Any) -> None:
        self._value = value
        if not typing(self.line):
            self.line.setText(f"{value:g}" if value is not None else "")

    @Slot()
    def _read(self) -> None:
        text = self.line.text().strip()
        if self._filling or (text == "" and self._value is None):
            return
        if text and not (text.isdecimal() and self._least <= int(text) <= self._most):
            words = _('"{text}" is not understood. Write a whole number from {least} to {most}, or nothing.')
            self.refuse(words.format(text=text, least=self._least, most=self._most))
            return
        self.advise("")
        value = int(text) if text else None
        if value != self._value:
            self._value = value
            self._tell(value)


class AnnounceSpot(NumberSpot):
    """How many days before a day with other hours screens tell of it."""

    def __init__(self) -> None:
        super().__init__(
            "announce",
            _("Tell of such a day so many days before"),
            least=0,
            most=365,
            help=_("Screens tell of a day with other hours from so many days before it; 0 for never, 7 when nothing is written."),
        )

    def of(self, subject: Any) -> Any:
        """Read it from the opening hours."""
        self._hours = subject.hours
        return subject.hours.announce

    def values(self, value: Any) -> dict[str, Any]:
        """Put it into the opening hours; nothing is what it usually is."""
        usual = type(self._hours)().announce
        return {"hours": replace(self._hours, announce=usual if value is None else value)}


class TagsSpot(Spot):
    """Words to filter by, with commas between them."""

    def __init__(self) -> None:
        help = _("Words that screens and the list can be filtered by, with commas between them; they are not printed.")
        super().__init__("tags", _("Tags"), help=help)
        self._value: tuple[str, ...] = ()
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("research, nursing"))
        self.place(self.line)
        self.line.editingFinished.connect(self._read)

    def _show(self, value: Any) -> None:
        self._value = tuple(value)
        if not typing(self.line):
            self.line.setText(", ".join(value))

    @Slot()
    def _read(self) -> None:
        typed = tuple(dict.fromkeys(" ".join(t.split()) for t in self.line.text().split(",") if t.strip()))
        if not self._filling and typed != self._value:
            self._value = typed
            self._tell(typed)


class TickSpot(Spot):
    """Yes or no, as a box to tick."""

    def __init__(self, name: str, words: str, *, help: str = "") -> None:
        super().__init__(name, words, help=help)
        self.check = QCheckBox(words)
        self.place(self.check)
        self.caption.hide()
        self.check.clicked.connect(self._tell)

    def _show(self, value: Any) -> None:
        self.check.setChecked(bool(value))
