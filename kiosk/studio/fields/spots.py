"""Fields of the property panel for words: one line, several, people, one of a few."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit

from kiosk.campaign.item import Speaker
from kiosk.studio.fields.spot import Spot
from kiosk.studio.look.still import Choice
from kiosk.studio.look.style import badge, label
from kiosk.studio.words import _


class LineSpot(Spot):
    """One line of text, with a counter when there is a length that reads well."""

    def __init__(self, name: str, words: str, *, limit: int = 0, hint: str = "") -> None:
        super().__init__(name, words)
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self._limit = limit
        self._count = label("", "second")
        self._badge = QLabel()
        self._badge.hide()
        self._head.addWidget(self._badge)
        if limit:
            # Of one size whatever it says: else each key would lay out, and paint, the whole panel anew.
            self._count.setText(f"000/{limit}")
            self._count.ensurePolished()
            self._count.setFixedSize(self._count.sizeHint())
            self._count.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            self._count.setText(f"0/{limit}")
            self._head.addWidget(self._count)
        self.place(self.line)
        self.line.textChanged.connect(self._counted)
        self.line.textEdited.connect(self._typed)

    def say(self, words: str, state: Any, why: str = "") -> None:
        """Show a verdict beside the caption, and tell screen readers why."""
        badge(self._badge, words, state)
        self._badge.setToolTip(why)
        self.line.setAccessibleDescription(f"{words}. {why}" if words else "")

    def _show(self, value: Any) -> None:
        if self.line.text() != (value or ""):
            at = self.line.cursorPosition()
            self.line.setText(value or "")
            self.line.setCursorPosition(at if self.line.hasFocus() else 0)

    @Slot(str)
    def _counted(self, text: str) -> None:
        self._count.setText(f"{len(text)}/{self._limit}")
        over = bool(self._limit) and len(text) > self._limit
        self.advise(_("Longer than this, and it is set smaller to fit.") if over else "")

    @Slot(str)
    def _typed(self, text: str) -> None:
        self._tell(text)


class TextSpot(Spot):
    """Several lines of text."""

    def __init__(self, name: str, words: str, *, lines: int = 3, hint: str = "") -> None:
        super().__init__(name, words)
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(hint)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * lines + 18)
        self.place(self.text)
        self.text.textChanged.connect(self._typed)

    def _show(self, value: Any) -> None:
        if self.text.toPlainText() != self.said(value):
            self.text.setPlainText(self.said(value))

    def said(self, value: Any) -> str:
        """Spell a value as text."""
        return value or ""

    def meant(self, text: str) -> Any:
        """Read the text as a value."""
        return text

    @Slot()
    def _typed(self) -> None:
        self._tell(self.meant(self.text.toPlainText()))


class LinesSpot(TextSpot):
    """A list of texts, one a line."""

    def said(self, value: Any) -> str:
        """Put each text on a line."""
        typed = tuple(line.strip() for line in self.text.toPlainText().split("\n") if line.strip())
        return self.text.toPlainText() if typed == tuple(value or ()) else "\n".join(value or ())

    def meant(self, text: str) -> Any:
        """Take each line that says something."""
        return tuple(line.strip() for line in text.split("\n") if line.strip())


class PeopleSpot(TextSpot):
    """Speakers, one a line: "Judith Dando MBE, Chief Nurse"."""

    def said(self, value: Any) -> str:
        """Put each speaker on a line."""
        people: Sequence[Speaker] = value or ()
        if self.meant(self.text.toPlainText()) == tuple(people):
            return self.text.toPlainText()
        return "\n".join(", ".join(p for p in (f"{s.name} {s.honours}".strip(), s.role) if p) for s in people)

    def meant(self, text: str) -> Any:
        """Read each line as a name, honours in capitals at its end, and a post after the comma."""
        found: list[Speaker] = []
        for line in filter(None, map(str.strip, text.split("\n"))):
            who, _, role = line.partition(",")
            parts = who.split()
            cut = len(parts)
            while cut > 1 and len(parts[cut - 1]) > 1 and parts[cut - 1].isupper():
                cut -= 1
            found.append(Speaker(name=" ".join(parts[:cut]), honours=" ".join(parts[cut:]), role=role.strip()))
        return tuple(found)


class ChoiceSpot(Spot):
    """One of a few values, each with its words."""

    def __init__(self, name: str, words: str, choices: Sequence[tuple[Any, str]], *, free: bool = False) -> None:
        super().__init__(name, words)
        self.box = Choice()
        self.box.setEditable(free)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.offer(choices)
        self.place(self.box)
        self.box.activated.connect(self._chosen)
        edit = self.box.lineEdit()
        if edit is not None:
            edit.setAccessibleName(words)
            edit.editingFinished.connect(self._written)

    def offer(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer other values."""
        if [(self.box.itemData(n), self.box.itemText(n)) for n in range(self.box.count())] == list(choices):
            return
        was = self._filling
        self._filling = True
        self.box.clear()
        for value, words in choices:
            self.box.addItem(words, value)
        self._filling = was

    def _show(self, value: Any) -> None:
        at = self.box.findData(value)
        self.box.setCurrentIndex(at)
        if at < 0 and self.box.isEditable():
            self.box.setEditText(str(value or ""))
        line = self.box.lineEdit()
        if line is not None and not line.hasFocus():
            line.setCursorPosition(0)

    @Slot(int)
    def _chosen(self, at: int) -> None:
        self._tell(self.box.itemData(at))

    @Slot()
    def _written(self) -> None:
        text = self.box.currentText().strip()
        at = self.box.findText(text, Qt.MatchFlag.MatchFixedString)
        self._tell(self.box.itemData(at) if at >= 0 else text)
