"""A strip above the desk that asks or tells something, without getting in anybody's way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kiosk.studio.look import icons
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.style import button

_BESIDE = 2
"""Answers that have room beside the message; more stand below it."""
Answer = tuple[str, Callable[[], object]]


class Banner(QWidget):
    """One message with its answers; the first is the one that loses nothing."""

    def __init__(self, colours: Scheme) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        self._row, self._below = QHBoxLayout(), QHBoxLayout()
        for line in (self._row, self._below):
            line.setSpacing(8)
            column.addLayout(line)
        self._below.addStretch(1)
        self._sign = QLabel()
        self._row.addWidget(self._sign)
        self.recolour(colours)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self._row.addWidget(self.words, 1)
        self.answers: list[QPushButton] = []
        self.hide()

    def recolour(self, colours: Scheme) -> None:
        """Draw the sign in other colours."""
        self._sign.setPixmap(icons.icon("warning", colours, colour=colours.warn).pixmap(QSize(18, 18)))

    def ask(self, words: str, answers: Sequence[Answer]) -> None:
        """Show a message with its answers; each closes the strip."""
        self.dismiss()
        self.words.setText(words)
        line = self._row if len(answers) <= _BESIDE else self._below
        for number, (said, do) in enumerate(answers):
            made = button(said, "main" if number == 0 else "")
            made.clicked.connect(partial(self._answer, do))
            line.addWidget(made)
            self.answers.append(made)
        self.setAccessibleName(words)
        self.show()

    @Slot()
    def dismiss(self) -> None:
        """Take the message away."""
        for made in self.answers:
            made.hide()  # until it has gone, it would stand beside the next answers
            made.deleteLater()
        self.answers = []
        self.hide()

    def _answer(self, do: Callable[[], object], _checked: bool = False) -> None:
        self.dismiss()
        do()


def nothing() -> None:
    """Answer that nothing is to be done."""
