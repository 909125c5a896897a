"""One line of the export form: whether a product is made, on which size, and how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from kiosk.page.stock import Product
from kiosk.studio.look.still import Choice
from kiosk.studio.look.style import label
from kiosk.studio.output import ways
from kiosk.studio.words import _


class Row:
    """What is chosen of one product: whether it is made, its size, how it is made."""

    def __init__(self, product: Product) -> None:
        self.product: Product = product
        words = ways.PRODUCT_WORDS[product]
        self.box = QCheckBox(words)
        self.box.setChecked(True)
        self.stocks, self.ways = Choice(), Choice()
        for name, said in ways.stocks(product).items():
            self.stocks.addItem(said, name)
        for name, way in ways.WAYS[product].items():
            self.ways.addItem(way.words, name)
        self.stocks.setAccessibleName(f"{words}: {_('Size')}")
        self.ways.setAccessibleName(f"{words}: {_('How')}")
        self.files = label("", "second")
        self.files.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)

    @property
    def chosen(self) -> bool:
        """Whether it is to be made, if there is anything to make; while files come the whole form rests."""
        form = self.box.parentWidget()
        return self.box.isChecked() and form is not None and self.box.isEnabledTo(form)

    @property
    def stock(self) -> str:
        """The size that is chosen."""
        return str(self.stocks.currentData())

    @property
    def way(self) -> ways.Way:
        """The way that is chosen."""
        return ways.WAYS[self.product][str(self.ways.currentData())]

    def remembered(self) -> dict[str, Any]:
        """Give what is worth remembering."""
        return {"on": self.box.isChecked(), "stock": self.stock, "way": str(self.ways.currentData())}

    def recall(self, told: Mapping[str, Any]) -> None:
        """Choose what was chosen last time, as far as it is still offered."""
        self.box.setChecked(told.get("on") is not False)
        for combo, name in ((self.stocks, "stock"), (self.ways, "way")):
            combo.setCurrentIndex(max(combo.findData(told.get(name)), 0))
