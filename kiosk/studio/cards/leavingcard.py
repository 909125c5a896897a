"""What is asked before the desk closes while something is not saved, or not finished."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.overlay import Overlay
from kiosk.studio.look.style import button
from kiosk.studio.look.whole import Sentence
from kiosk.studio.words import _


class Leave(Overlay):
    """Asks; `accepted` tells whether to save first. Esc and the cross stay."""

    accepted = Signal(bool)

    def __init__(self, window: QWidget, colours: Scheme, *, unsaved: str, busy: str) -> None:
        super().__init__(window, colours, _("Close Kiosk?"), width=560)
        if unsaved:
            for told in (
                _("What you changed in “{title}” is not saved: others, and the screens, have it as it was.", title=unsaved),
                _("Without saving, your changes are kept on this computer and offered when you open the campaign again."),
            ):
                self.body.addWidget(Sentence(told))
        if busy:
            self.body.addWidget(Sentence(busy))
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.stay = button(_("Stay"))
        self.stay.clicked.connect(self.leave)
        foot.addWidget(self.stay)
        self.go = button(_("Close without saving") if unsaved else _("Close"), "" if unsaved else "main")
        self.go.clicked.connect(self._go)
        foot.addWidget(self.go)
        self.save = button(_("Save and close"), "main")
        self.save.clicked.connect(self._save)
        self.save.setVisible(bool(unsaved))
        foot.addWidget(self.save)
        self.body.addLayout(foot)
        (self.save if unsaved else self.stay).setFocus()

    @Slot()
    def _go(self) -> None:
        self.leave()
        self.accepted.emit(False)

    @Slot()
    def _save(self) -> None:
        self.leave()
        self.accepted.emit(True)
