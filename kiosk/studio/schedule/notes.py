"""Gaps and clashes as a list: each a sentence that leads to its time."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kiosk.campaign.diary import Note
from kiosk.studio.look.style import label
from kiosk.studio.schedule.month import Laid
from kiosk.studio.words import _

_LISTED = 8


class Notes(QWidget):
    """Lists them; `wanted` tells the moment of one that somebody wants to look at."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.told: list[QWidget] = []

    def show_laid(self, laid: Laid) -> None:
        """List those of a month."""
        for gone in self.told:
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.told = []
        for heading, notes in ((_("Gaps"), laid.gaps), (_("Clashes"), laid.clashes)):
            self._add(label(f"{heading}: {len(notes) or 'none'}", "head"))
            for note in notes[:_LISTED]:
                self._add(self._row(note))
            if len(notes) > _LISTED:
                self._add(label(_("and {count} more", count=len(notes) - _LISTED), "second"))

    def _row(self, note: Note) -> QPushButton:
        go = QPushButton()
        go.setProperty("kind", "note")
        said = label(sentence(note))
        said.setWordWrap(True)
        said.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inner = QVBoxLayout(go)
        inner.setContentsMargins(8, 4, 8, 4)
        inner.addWidget(said)
        go.setMinimumHeight(44)
        go.setAccessibleName(sentence(note))
        go.setToolTip(_("Look at this moment"))
        go.clicked.connect(partial(self._want, note.start))
        return go

    def _want(self, at: datetime, _checked: bool = False) -> None:
        self.wanted.emit(at)

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        self.told.append(widget)


def sentence(note: Note) -> str:
    """Begin a note as a sentence does."""
    return note.sentence[:1].upper() + note.sentence[1:]


def explained(laid: Laid) -> str:
    """Say when the first gap is, or else the first clash, and what can be done about a gap; empty when there is none."""
    first = next(iter((*laid.gaps, *laid.clashes)), None)
    if first is None:
        return ""
    more = _("Then the screen has only its default slide; an event, an article or a notice for these days fills the gap.")
    return f"{sentence(first)}. {more}" if laid.gaps else f"{sentence(first)}."
