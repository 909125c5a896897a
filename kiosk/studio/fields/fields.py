"""The property panel: what one item, or the campaign, says, field by field."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Item, Kind, kind_of
from kiosk.studio.fields.fieldset import layout
from kiosk.studio.fields.picturing import PictureSpot
from kiosk.studio.fields.placing import VenueSpot
from kiosk.studio.fields.spot import Spot
from kiosk.studio.fields.spots import LineSpot
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.style import label
from kiosk.studio.page.crops import Crops
from kiosk.studio.words import _

LINKS = ("booking", "link", "short", "online", "website")
"""Fields that hold a link."""


class Fields(QScrollArea):
    """The fields of the item that is chosen, or of the campaign; each change is told with the item's id ("" = the campaign)."""

    edited = Signal(str, dict, str)
    """An item should say something else: id, values by field, and which field it was."""
    entered = Signal(str)
    """Somebody works in this field now (its name)."""
    titled = Signal(str)
    """Somebody has written the title of an item (its id)."""
    built = Signal()
    """There are other fields now."""
    place_wanted = Signal(str)
    """A place should be edited (its id; "" = a new one)."""

    def __init__(self, colours: Scheme) -> None:
        super().__init__()
        self.colours = colours
        self.setObjectName("panel")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Fields"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._item: Item | None = None
        self._kind: Kind | Literal["campaign"] | None = None
        self.spots: dict[str, Spot] = {}
        self.show_item(None, None)

    def show_item(self, campaign: Campaign | None, item: Item | None, folder: Path | None = None) -> None:
        """Show an item, or the campaign itself; fields are made anew only for another kind."""
        before, self._item = self._item, item
        kind = kind_of(item) if item is not None else "campaign" if campaign is not None else None
        if kind != self._kind or not self.spots:
            self._kind = kind
            self._build(kind)
        if campaign is None:
            return
        subject = item or campaign
        other = (before.id if before is not None else "") != (item.id if item is not None else "")
        for spot in self.spots.values():
            if other and spot.trouble:
                spot.forget()
            spot.know(campaign, folder or Path(), subject)
            spot.fill(spot.of(subject))

    @property
    def crops(self) -> Crops | None:
        """Where small pages show how the item's picture is cut; None without a picture."""
        spot = self.spots.get("picture")
        return spot.crops if isinstance(spot, PictureSpot) and self._item is not None and self._item.picture else None

    def settle(self) -> str:
        """Take what is half typed; gives a sentence on what cannot be understood, and shows the first of it."""
        for spot in list(self.spots.values()):
            spot.settle()
        wrong = [spot for spot in self.spots.values() if spot.trouble]
        if not wrong:
            return ""
        self.ensureWidgetVisible(wrong[0])
        return " ".join(f"{spot.caption.text()}: {spot.trouble}" for spot in wrong)

    def give_up(self) -> bool:
        """Show again what counts where something is typed that was not understood; False where there is nothing of the kind."""
        wrong = [spot for spot in self.spots.values() if spot.trouble]
        for spot in wrong:
            spot.give_up()
        return bool(wrong)

    def take_picture(self, file: Path) -> None:
        """Give the item a picture that was dropped on the window."""
        spot = self.spots.get("picture")
        if isinstance(spot, PictureSpot):
            spot.take(file)
            self.ensureWidgetVisible(spot)

    def take_link(self, link: str, at: QPoint) -> bool:
        """Take a link that was dropped on the screen over a field for one; False when there is no such field."""
        for name in LINKS:
            spot = self.spots.get(name)
            if isinstance(spot, LineSpot) and spot.isVisible() and spot.rect().contains(spot.mapFromGlobal(at)):
                spot.line.selectAll()
                spot.line.insert(link)
                return True
        return False

    def focus(self, name: str) -> None:
        """Bring the pointer of the keyboard into a field."""
        name = "starts" if name in ("date", "ends") else "link" if name == "booking" and name not in self.spots else name
        spot = self.spots.get(name)
        if spot is not None:
            spot.enter()
            self.ensureWidgetVisible(spot)
            line = spot.leader
            if isinstance(line, QLineEdit):
                line.selectAll()

    def _build(self, kind: Kind | Literal["campaign"] | None) -> None:
        body = QWidget()
        body.setObjectName("panel_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(10)
        self.spots = {}
        for part in layout(kind, self.colours) if kind is not None else ():
            if isinstance(part, str):
                column.addSpacing(6)
                column.addWidget(label(part, "head"))
                continue
            row = QHBoxLayout()
            row.setSpacing(8)
            for spot in part if isinstance(part, tuple) else (part,):
                self.spots[spot.name] = spot
                spot.edited.connect(self._take)
                spot.entered.connect(self.entered)
                if spot.name == "title" and isinstance(spot, LineSpot):
                    spot.line.editingFinished.connect(self._title)
                if isinstance(spot, VenueSpot):
                    spot.place_wanted.connect(self.place_wanted)
                row.addWidget(spot, 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        column.addStretch(1)
        for edit in (*body.findChildren(QLineEdit), *body.findChildren(QPlainTextEdit)):
            edit.setAcceptDrops(False)  # a file let go over a field is not its words; the window knows what to do with it
        # Something in the old fields may still be on its way back from telling of a change.
        if self.widget() is not None:  # pyright: ignore[reportUnnecessaryComparison]
            self.takeWidget().deleteLater()
        self.setWidget(body)
        self.built.emit()

    @Slot()
    def begin(self) -> None:
        """Bring the keyboard into the first field."""
        if self.spots:
            self.focus(next(iter(self.spots)))

    @Slot()
    def _title(self) -> None:
        if self._item is not None:
            self.titled.emit(self._item.id)

    @Slot(str, object)
    def _take(self, name: str, value: Any) -> None:
        self.edited.emit(self._item.id if self._item is not None else "", self.spots[name].values(value), name)
