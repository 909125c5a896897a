"""A strip above the desk that asks or tells something, without getting in anybody's way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from kiosk.studio.look import icons
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.style import button

Answer = tuple[str, Callable[[], object]]


class Banner(QWidget):
    """One message with its answers; the first is the one that loses nothing."""

    def __init__(self, colours: Scheme) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 8, 14, 8)
        self._row.setSpacing(8)
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
        for number, (said, do) in enumerate(answers):
            made = button(said, "main" if number == 0 else "")
            made.clicked.connect(partial(self._answer, do))
            self._row.addWidget(made)
            self.answers.append(made)
        self.setAccessibleName(words)
        self.show()

    @Slot()
    def dismiss(self) -> None:
        """Take the message away."""
        for made in self.answers:
            made.deleteLater()
        self.answers = []
        self.hide()

    def _answer(self, do: Callable[[], object], _checked: bool = False) -> None:
        self.dismiss()
        do()


def nothing() -> None:
    """Answer that nothing is to be done."""
