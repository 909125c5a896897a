"""Help inside the window: how the desk works in a few sentences, and every key, read from the actions themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.overlay import Overlay
from kiosk.studio.look.spare import Area
from kiosk.studio.look.style import label
from kiosk.studio.words import _

HOW = (
    _(
        "On the left is everything the campaign announces. Choose an item; the page in the middle shows it as it will come out, "
        "and the fields on the right change what it says."
    ),
    _("Click a text on the page to get to its field. Dates are read as people write them: thu 3 nov 12.30."),
    _("Below the page stands what is wrong or missing; each line has a button that mends it or leads to the place."),
    _(
        "Nothing is lost: Ctrl+Z takes every change back, in a field first what was typed there, and unsaved changes come back "
        "after a crash. Save writes the campaign file; the walls see only what is published."
    ),
    _("Drop a calendar, a spreadsheet, an e-mail, a link or a picture anywhere on the window."),
)
"""How it works, a paragraph each."""
_PLAIN = QKeySequence.SequenceFormat.PortableText


def keys(groups: Mapping[str, Sequence[QAction]]) -> dict[str, list[tuple[str, str]]]:
    """List what can be done by keys: words and keys, by menu."""
    made: dict[str, list[tuple[str, str]]] = {}
    for name, actions in groups.items():
        told = [(words_of(a), ", ".join(k.toString(_PLAIN) for k in a.shortcuts())) for a in actions]
        made[name] = [(words, key) for words, key in told if key]
    return made


def words_of(action: QAction) -> str:
    """Name an action without the mark of its key and without dots."""
    return str(action.property("words") or action.text()).replace("&", "").removesuffix(" …")


class Help(Overlay):
    """The help page."""

    def __init__(self, window: QWidget, colours: Scheme, groups: Mapping[str, Sequence[QAction]]) -> None:
        super().__init__(window, colours, _("Help"), width=760)
        page = QWidget()
        page.setObjectName("panel_body")
        column = QVBoxLayout(page)
        column.setSpacing(10)
        for paragraph in HOW:
            words = QLabel(paragraph)
            words.setWordWrap(True)
            column.addWidget(words)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        row = 0
        for name, told in keys(groups).items():
            grid.addWidget(label(name, "head"), row, 0)
            for words, key in told:
                row += 1
                grid.addWidget(QLabel(words), row, 0)
                grid.addWidget(label(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText), "second"), row, 1)
            row += 1
        column.addLayout(grid)
        column.addStretch(1)
        self.area = Area(_("How the desk works, and its keys"))
        self.area.setWidget(page)
        self.area.ask(560)
        self.body.addWidget(self.area)
        self.area.setFocus()
