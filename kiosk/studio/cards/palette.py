"""The command palette: every action, item and page of the campaign by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.overlay import Overlay
from kiosk.studio.look.style import label
from kiosk.studio.words import _

_MOST = 60
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class Command(NamedTuple):
    """Something that can be done or gone to: its words, a word on what it is or its keys, and the deed."""

    words: str
    aside: str
    do: Callable[[], object]


def found(commands: Iterable[Command], typed: str) -> list[Command]:
    """Find the commands that have all of the words typed, those that begin with them first."""
    words = typed.casefold().split()
    hits = [c for c in commands if all(w in f"{c.words} {c.aside}".casefold() for w in words)]
    first = words[0] if words else ""

    def turn(command: Command) -> tuple[bool, bool]:
        said = command.words.casefold()
        return not said.startswith(first), not any(part.startswith(first) for part in said.split())

    return sorted(hits, key=turn) if words else hits


class Palette(Overlay):
    """Asks for a few letters and does what is chosen; `meant` makes commands of what is typed, such as a date."""

    def __init__(
        self, window: QWidget, colours: Scheme, commands: Sequence[Command], meant: Callable[[str], Sequence[Command]]
    ) -> None:
        super().__init__(window, colours, _("Do or go to"), width=560)
        self._commands, self._meant = commands, meant
        self._hits: list[Command] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Type a few letters of a command, an event or a page"))
        self.line.setAccessibleName(_("Do or go to"))
        self.line.textChanged.connect(self._look)
        self.line.installEventFilter(self)
        self.list = QTreeWidget()
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName(_("What fits"))
        self.list.setMinimumHeight(380)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, self.list.header().ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, self.list.header().ResizeMode.ResizeToContents)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self.nothing = label(_("Nothing is called that."), "second")
        self.body.addWidget(self.line)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.list)
        self._look("")
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys and Enter work on the list while the pointer of the keyboard stays in the line."""
        if isinstance(watched, QLineEdit) and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _STEPS:
                self._go(_STEPS[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose()
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _look(self, typed: str) -> None:
        self._hits = [*self._meant(typed), *found(self._commands, typed)][:_MOST]
        self.list.clear()
        for hit in self._hits:
            self.list.addTopLevelItem(QTreeWidgetItem([hit.words, hit.aside]))
        self._go(0)
        self.nothing.setVisible(not self._hits)

    def _go(self, by: int) -> None:
        at = max(0, min(self._at() + by, len(self._hits) - 1))
        item = self.list.topLevelItem(at)
        if item is not None:
            self.list.setCurrentItem(item)

    def _at(self) -> int:
        return self.list.currentIndex().row()

    @Slot()
    def _choose(self) -> None:
        at = self._at()
        if 0 <= at < len(self._hits):
            self.leave()
            self._hits[at].do()
