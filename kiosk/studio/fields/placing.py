"""Places: chosen for an event, and a card that says what one is called and how people get in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from kiosk.campaign.campaign import Campaign, Venue
from kiosk.campaign.slug import slug
from kiosk.studio.fields.spots import ChoiceSpot
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.overlay import Overlay
from kiosk.studio.look.style import button, label
from kiosk.studio.words import _

_FIELDS = (
    ("name", _("House"), _("Riverside Library")),
    ("room", _("Room and floor"), _("Learning Hub, Level 2")),
    ("address", _("Address"), _("1 Riverside Walk")),
    ("access", _("Getting in without steps, hearing loop"), _("Lift to Level 2, hearing loop in the room")),
    ("map", _("Map link"), "https://"),
)


class VenueSpot(ChoiceSpot):
    """The place of an event: one of the campaign's, or words of its own."""

    place_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("venue", _("Place"), (), free=True)
        self.edit, self.add = button(_("Edit …"), "small"), button(_("New …"), "small")
        self.edit.setAccessibleName(_("Edit this place"))
        self.add.setAccessibleName(_("Add a place"))
        for made in (self.edit, self.add):
            self._head.addWidget(made)
        self.edit.clicked.connect(self._edit)
        self.add.clicked.connect(self._new)
        self._venue = ""

    def know(self, campaign: Campaign, folder: Path, subject: Any) -> None:
        """Offer the campaign's places."""
        self._venue = subject.venue if campaign.venue(subject.venue) is not None else ""
        self.edit.setVisible(bool(self._venue))
        self.offer([("", _("No place")), *((v.id, ", ".join(p for p in (v.room, v.name) if p) or v.id) for v in campaign.venues)])

    @Slot()
    def _edit(self) -> None:
        self.place_wanted.emit(self._venue)

    @Slot()
    def _new(self) -> None:
        self.place_wanted.emit("")


class Place(Overlay):
    """Asks about a place; `accepted` gives it."""

    accepted = Signal(object)

    def __init__(self, window: QWidget, colours: Scheme, campaign: Campaign, id: str) -> None:
        found = campaign.venue(id)
        super().__init__(window, colours, _("Place") if found else _("New place"), width=520)
        self._taken = {v.id for v in campaign.venues}
        self._venue = found
        self.lines: dict[str, QLineEdit] = {}
        for name, words, hint in _FIELDS:
            line = QLineEdit(getattr(found, name) if found is not None else "")
            line.setPlaceholderText(hint)
            line.setAccessibleName(words)
            line.textChanged.connect(self._judge)
            line.returnPressed.connect(self._accept)
            self.lines[name] = line
            self.body.addWidget(label(words, "label"))
            self.body.addWidget(line)
        foot = QHBoxLayout()
        foot.addStretch(1)
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.leave)
        self.go = button(_("Change it") if found else _("Add it"), "main")
        self.go.clicked.connect(self._accept)
        foot.addWidget(cancel)
        foot.addWidget(self.go)
        self.stand(foot)
        self._judge()
        self.lines["name"].setFocus()

    @Slot()
    def _judge(self) -> None:
        self.go.setEnabled(any(self.lines[n].text().strip() for n in ("name", "room")))

    @Slot()
    def _accept(self) -> None:
        if not self.go.isEnabled():
            return
        told = {name: line.text().strip() for name, line in self.lines.items()}
        if self._venue is not None:
            made = replace(self._venue, **told)
        else:
            wanted = slug(told["room"] or told["name"], "place")
            free = (w for n in range(1, 1000) if (w := wanted if n == 1 else f"{wanted}-{n}") not in self._taken)
            made = replace(Venue(id=next(free)), **told)
        self.leave()
        self.accepted.emit(made)
