"""The five families as small pictures of the very item that is being worked on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from kiosk.studio.colours import Scheme
from kiosk.studio.pages import Shown
from kiosk.studio.style import button, label
from kiosk.studio.words import _

WORDS = {"leaf": "Leaf Fall", "ink": "Bold Ink", "civic": "Civic", "table": "Table Talk", "photo": "Full Photo"}
SIZE = QSize(56, 79)
"""A thumbnail, in device-independent pixels."""
_ACROSS = 5


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
        head.addWidget(label(_("Template"), "head"))
        head.addStretch(1)
        self.seed = label("", "second")
        head.addWidget(self.seed)
        shuffle = button(_("Shuffle"), "small")
        shuffle.setToolTip(_("Let the motif fall another way (Ctrl+Shift+R)"))
        shuffle.clicked.connect(self.shuffled)
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
            face.setAccessibleName(f"Template {face.text()}")
            face.clicked.connect(partial(self.family_chosen.emit, name))
            self._faces[name] = face
            self._grid.addWidget(face, number // _ACROSS, number % _ACROSS)

    def show_chosen(self, family: str, seed: int | None) -> None:
        """Mark the family that the item wears."""
        if family in self._faces:
            self._faces[family].setChecked(True)
        self.seed.setText(f"Seed {seed}" if seed is not None else "")

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
            pixmap.setDevicePixelRatio(max(shown.image.height() / SIZE.height(), 0.1))
            face.setIcon(QIcon(pixmap))
