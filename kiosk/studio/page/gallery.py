"""The five families as small pictures of the very item that is being worked on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from kiosk.page.stock import Stock
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.style import button, label
from kiosk.studio.page.pages import Shown
from kiosk.studio.words import _

WORDS = {"leaf": _("Leaf Fall"), "ink": _("Bold Ink"), "civic": _("Civic"), "table": _("Table Talk"), "photo": _("Full Photo")}
SIZE = QSize(60, 79)
"""Room for a thumbnail, in device-independent pixels."""
_ACROSS = 5
Whose = Literal["item", "kind", "campaign", "all"]
"""Whose template it is: the item's own, that of its kind, the campaign's; or the campaign itself is looked at."""
_WHOSE: dict[Whose, str] = {
    "item": _("of this item alone"),
    "kind": _("the campaign's for this kind"),
    "campaign": _("the campaign's"),
    "all": _("of the whole campaign"),
}


class Gallery(QWidget):
    """Shows an item in every family, and lets one be chosen."""

    family_chosen = Signal(str)
    shuffled = Signal()

    def __init__(self, colours: Scheme) -> None:
        super().__init__()
        self.colours = colours
        self._faces: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 10, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 4, 0)  # in line with fields and colours; the pictures have a frame of their own
        head.addWidget(label(_("Template"), "head"))
        head.addStretch(1)
        self.whose = label("", "second")
        head.addWidget(self.whose)
        shuffle = button(_("Shuffle"), "small")
        shuffle.setToolTip(_("Let the motif fall another way (Ctrl+Shift+R)"))
        shuffle.clicked.connect(self.shuffled)
        self.shuffle = shuffle
        head.addWidget(shuffle)
        column.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setSpacing(2)
        column.addLayout(self._grid)

    def offer(self, families: Sequence[str]) -> None:
        """Offer these families."""
        if tuple(families) == tuple(self._faces):
            return
        for made in self._faces.values():
            made.deleteLater()
        self._faces = {}
        for number, name in enumerate(families):
            face = QToolButton()
            face.setCheckable(True)
            face.setAutoExclusive(True)
            face.setIconSize(SIZE)
            face.setText(WORDS.get(name, name.replace("-", " ").capitalize()))
            face.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            face.setProperty("kind", "face")
            face.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            face.setAccessibleName(_("Template {face}", face=face.text()))
            face.clicked.connect(partial(self.family_chosen.emit, name))
            self._faces[name] = face
            self._grid.addWidget(face, number // _ACROSS, number % _ACROSS)

    def show_chosen(self, family: str, seed: int | None, whose: Whose) -> None:
        """Mark the family that is worn, and say who it belongs to: a choice changes that alone."""
        if family in self._faces:
            self._faces[family].setChecked(True)
        self.whose.setText(_WHOSE[whose])
        self.shuffle.setAccessibleDescription(_("Seed {seed}", seed=seed) if seed is not None else "")

    def fit(self, stock: Stock) -> None:
        """Make room for pages of this shape, and no more."""
        size = QSize(round(stock.width), round(stock.height)).scaled(SIZE, Qt.AspectRatioMode.KeepAspectRatio)
        for face in self._faces.values():
            face.setIconSize(size)

    @property
    def high(self) -> int:
        """The height of a thumbnail, in device-independent pixels."""
        return next((face.iconSize().height() for face in self._faces.values()), SIZE.height())

    @property
    def families(self) -> tuple[str, ...]:
        """The families that are offered."""
        return tuple(self._faces)

    @Slot(object)
    def show_page(self, shown: Shown) -> None:
        """Show a page as the small picture of its family."""
        face = self._faces.get(shown.wanted.family)
        if face is not None and shown.image is not None:
            pixmap = QPixmap.fromImage(shown.image)
            pixmap.setDevicePixelRatio(max(shown.image.height() / face.iconSize().height(), 0.1))
            face.setIcon(QIcon(pixmap))
