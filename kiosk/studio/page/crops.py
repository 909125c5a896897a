"""How a picture is cut on everything that carries it: small pages of one item, side by side."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.page.stock import Product
from kiosk.studio.look.style import label
from kiosk.studio.page.pages import Shown
from kiosk.studio.words import _

KINDS: Final[tuple[tuple[Product, str, str], ...]] = (
    ("poster", "a4", _("Poster")),
    ("slide", "1920x1080", _("Slide")),
    ("social", "square", _("Square")),
    ("postcard", "a6", _("Postcard")),
)
"""Product, stock, and what it is called here."""
HEIGHT: Final = 52


class Crops(QWidget):
    """Small pages that show what a focal point does everywhere."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.faces: dict[str, QLabel] = {}
        for _product, stock, words in KINDS:
            column = QVBoxLayout()
            column.setSpacing(2)
            face = QLabel()
            face.setFixedHeight(HEIGHT)
            face.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom)
            face.setAccessibleName(f"{words}, small")
            self.faces[stock] = face
            column.addWidget(face)
            column.addWidget(label(words, "label"))
            row.addLayout(column)
        row.addStretch(1)

    @Slot(object)
    def show_page(self, shown: Shown) -> None:
        """Show a page that was made; one that cannot be made leaves its place empty."""
        face = self.faces.get(shown.wanted.stock)
        if face is None:
            return
        image = shown.image or QImage()
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(max(image.height() / HEIGHT, 0.1))
        face.setPixmap(pixmap)
        face.setFixedSize(QSize(max(round(pixmap.deviceIndependentSize().width()), 20), HEIGHT))
