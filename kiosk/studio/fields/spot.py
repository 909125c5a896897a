"""A field of the property panel: shows one value of an item and says when somebody changed it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kiosk.campaign.campaign import Campaign
from kiosk.studio.look.style import flag, label


class Spot(QWidget):
    """A labelled field. `edited` comes at every change that counts, with the field's name and the new value."""

    edited = Signal(str, object)
    entered = Signal(str)
    """Somebody works in this field now (its name)."""

    def __init__(self, name: str, words: str, *, help: str = "") -> None:
        super().__init__()
        self.name = name
        self._help = help
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(0, 0, 0, 0)
        self.caption = label(words, "label")
        self._head.addWidget(self.caption)
        self._head.addStretch(1)
        self._column.addLayout(self._head)
        self._advice = label("", "second")
        self._advice.setWordWrap(True)
        self._advice.hide()
        self._nothing = ""
        self.leader: QWidget | None = None
        """What takes the keyboard for all; no focus proxy of Qt's, for the Tab key would stop there once more, out of turn."""
        self._filling = False
        self._filled: Any = None
        self.trouble = ""
        """Why what is typed here cannot be taken; empty when it was."""

    def place(self, widget: QWidget) -> None:
        """Put the editing widget below the caption, and tie the two for screen readers."""
        self.caption.setBuddy(widget)
        widget.setAccessibleName(self.caption.text())
        widget.installEventFilter(self)
        self._column.addWidget(widget)
        self._column.addWidget(self._advice)
        self.leader = widget
        self.setToolTip(self._help)
        widget.setAccessibleDescription(self._help)

    def lead(self, widget: QWidget) -> None:
        """Let one of several editing widgets stand for all, for keys and screen readers."""
        self.leader = widget
        self.caption.setBuddy(widget)
        widget.setAccessibleName(self.caption.text())
        widget.installEventFilter(self)

    def enter(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Bring the keyboard into the field."""
        if self.leader is not None:
            self.leader.setFocus(reason)

    def keep_room(self) -> None:
        """Keep a line free below the field, so that a word about it moves nothing that somebody is about to click."""
        self._nothing = "\u00a0"
        self._advice.setText(self._nothing)
        self._advice.show()

    def know(self, campaign: Campaign, folder: Path, subject: Any) -> None:
        """Learn what stands round the value of an item, or of the campaign."""

    def of(self, subject: Any) -> Any:
        """Read the value from what is shown."""
        return getattr(subject, self.name)

    def values(self, value: Any) -> dict[str, Any]:
        """Name the fields that a new value changes."""
        return {self.name: value}

    def fill(self, value: Any) -> None:
        """Show a value that came from elsewhere; what was typed and not understood stays as long as the value does."""
        if self.trouble:
            if value == self._filled:
                return
            self.forget()
        self._filled = value
        self._filling = True
        try:
            self._show(value)
        finally:
            self._filling = False

    def advise(self, words: str) -> None:
        """Say something below the field; nothing when empty."""
        self.trouble = ""
        self._say_below(words, wrong=False)

    def refuse(self, why: str) -> None:
        """Say below the field why what is typed cannot be taken."""
        self.trouble = why
        self._say_below(why, wrong=True)

    def settle(self) -> None:
        """Take what is being typed, as if somebody had left the field."""
        for line in self.findChildren(QLineEdit):
            if line.isModified():
                line.editingFinished.emit()

    def forget(self) -> None:
        """Give up what is typed and was not taken."""
        for line in self.findChildren(QLineEdit):
            line.setModified(False)
        self.advise("")

    def give_up(self) -> None:
        """Give up what is typed and was not taken, and show what counts."""
        self.forget()
        self.fill(self._filled)

    def _say_below(self, words: str, *, wrong: bool) -> None:
        flag(self._advice, "wrong", wrong)
        self._advice.setText(words or self._nothing)
        self._advice.setVisible(bool(words or self._nothing))
        if self.leader is not None:
            self.leader.setAccessibleDescription(words or self._help)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when somebody comes into the field, and give up with Esc what is typed and was not taken."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.trouble
        ):
            self.give_up()
            return True
        if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self.entered.emit(self.name)
        return super().eventFilter(watched, event)

    def _show(self, value: Any) -> None:
        raise NotImplementedError

    def _tell(self, value: Any) -> None:
        if not self._filling:
            self.edited.emit(self.name, value)


def typing(line: QLineEdit) -> bool:
    """Tell whether somebody is in the middle of typing here: what they have so far must stay."""
    return line.hasFocus() and line.isModified()
