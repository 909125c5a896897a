"""What should be exported: which items, as what, on which size, how, and into which folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kiosk.campaign import agenda
from kiosk.campaign.campaign import Campaign
from kiosk.compose.compose import whats
from kiosk.export import naming
from kiosk.export.order import PRODUCTS
from kiosk.export.sheets import office
from kiosk.page.stock import Product
from kiosk.paint import pdf_profile
from kiosk.studio.document.edits import named
from kiosk.studio.look import icons
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.still import Choice
from kiosk.studio.look.style import label
from kiosk.studio.output import ways
from kiosk.studio.output.orderrow import Row
from kiosk.studio.words import _, counted


class Choices(QWidget):
    """The form."""

    changed = Signal()
    """Something else is chosen now."""

    def __init__(
        self, colours: Scheme, campaign: Campaign, what: str, at: datetime, folder: Path, last: Mapping[str, Any]
    ) -> None:
        super().__init__()
        self._campaign = campaign
        # A slide of a day without anything is not made.
        self._without = () if agenda.of(campaign, at).today else ("agenda-today",)
        self.items = Choice()
        count = len([i for i in campaign.items if not i.draft])
        self.items.addItem(_("All {count} items", count=count), "")
        item = campaign.item(what)
        if item is not None:
            self.items.addItem(_("Only “{item}”", item=named(item)), item.id)
        self.out = QLineEdit(str(last.get("files") or folder))
        self._folder(colours, self.out, _("Choose a folder"), self._browse)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.addWidget(_named(_("Items"), self.items), 0, 0, 1, 2)
        grid.addWidget(self.items, 1, 0, 1, 2)
        grid.addWidget(_named(_("Folder"), self.out), 0, 2, 1, 2)
        grid.addWidget(self.out, 1, 2, 1, 2)
        grid.addWidget(label(_("Formats"), "label"), 2, 0)
        self.example = label("", "label")
        self.example.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        grid.addWidget(self.example, 2, 1, 1, 3)
        self.rows: dict[Product, Row] = {}
        for number, product in enumerate(PRODUCTS):
            row = self.rows[product] = Row(product)
            for column, widget in enumerate((row.box, row.stocks, row.ways, row.files)):
                grid.addWidget(widget, 3 + number, column)
        grid.setColumnStretch(2, 1)
        grid.addWidget(self._shop(colours, last), 9, 0, 1, 4)
        grid.addWidget(self._backs(), 10, 0, 1, 4)
        grid.addWidget(self._papers(last), 11, 0, 1, 4)
        self._recall(last)
        for row in self.rows.values():
            row.box.toggled.connect(self._count)
            row.stocks.currentIndexChanged.connect(self._agree)
            row.ways.currentIndexChanged.connect(self._agree)
        self.items.currentIndexChanged.connect(self._count)
        self._count()

    def orders(self, folder: Path, at: datetime) -> list[dict[str, Any]]:
        """Write the orders as the exporting process reads them: products that are made alike in one."""
        only = self.items.currentData()
        made: dict[str, dict[str, Any]] = {}
        for row in (r for r in self.rows.values() if r.chosen):
            usual = row.stock == next(iter(office.stocks(row.product)))
            wish = {**row.way.wish, **({} if usual else {"stocks": [row.stock]})}
            if row.way.shop:
                wish |= {"bleed": self.bleed.currentData(), "profile": self.profile.text().strip() or None}
            if ways.has_backs(row.stock):
                wish["duplex"] = self.edge.currentData()
            # A stock has a meaning for its own product alone.
            key = json.dumps([wish, "" if usual and not row.way.wish.get("formats") else row.product], sort_keys=True)
            order = made.setdefault(key, {**wish, "products": []})
            order["products"].append(row.product)
        shared = {
            "campaign": str(folder),
            "out": self.out.text().strip(),
            "items": [only] if only else [],
            "at": at.replace(tzinfo=None).isoformat(),
        }
        orders = [{**shared, **{k: v for k, v in order.items() if v is not None}} for order in made.values()]
        if self.report.isChecked():
            for order in orders:
                order["compare"] = not order.get("press")  # the colours of the press are others than those of screens
        # Papers tell of all that lies in the folder.
        for order in orders[-1:]:
            order |= {"report": self.report.isChecked(), "sign_off": self.sign.isChecked(), "n_up": self.again.currentData()}
        return orders

    @property
    def total(self) -> int:
        """How many files that will be."""
        return sum(self._many(row.product) for row in self.rows.values() if row.chosen)

    def remembered(self) -> dict[str, Any]:
        """Give what is worth remembering until the next time."""
        made: dict[str, Any] = {str(p): row.remembered() for p, row in self.rows.items()}
        papers = {"report": self.report.isChecked(), "sign": self.sign.isChecked()}
        return {"files": self.out.text().strip(), "profile": self.profile.text().strip(), "formats": made, **papers}

    # --- What the print shop and the office printer want to know ---------------------------------------------------------

    def _shop(self, colours: Scheme, last: Mapping[str, Any]) -> QWidget:
        self.bleed = Choice()
        for words, points in ways.BLEEDS:
            self.bleed.addItem(words, points)
        self.profile = QLineEdit(str(last.get("profile") or ""))
        self.profile.setPlaceholderText(_("FOGRA39, coated paper; or the print shop's .icc file"))
        self._folder(colours, self.profile, _("Choose a profile"), self._browse_profile)
        self.unknown = label(_("There is no press profile on this computer: ask the print shop for its .icc file."), "second")
        self.unknown.setWordWrap(True)
        self.shop = QWidget()
        column = QVBoxLayout(self.shop)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(_line((_("Bleed"), self.bleed, 0), (_("Press profile"), self.profile, 1)))
        column.addWidget(self.unknown)
        self.profile.textChanged.connect(self._count)
        return self.shop

    def _backs(self) -> QWidget:
        self.edge = Choice()
        for words, edge in ways.EDGES:
            self.edge.addItem(words, edge)
        self.backs = _line((_("Backs: your printer turns sheets"), self.edge, 1))
        return self.backs

    def _papers(self, last: Mapping[str, Any]) -> QWidget:
        self.report, self.sign, self.again = QCheckBox(_("A report to read")), QCheckBox(_("Pages to sign")), Choice()
        self.report.setToolTip(_("What was made, with small pictures, sizes, codes as read, and what was found"))
        self.sign.setToolTip(_("A page for each item, with boxes for name, date and changes"))
        self.again.setToolTip(_("One more PDF with all pages, several on a sheet, to look through, to hang up or to cut apart"))
        self.report.setChecked(last.get("report") is True)
        self.sign.setChecked(last.get("sign") is True)
        for words, many in ways.AGAIN:
            self.again.addItem(words, many)
        made = _line((_("All pages small"), self.again, 1))
        row = made.layout()
        assert isinstance(row, QHBoxLayout)
        for number, widget in enumerate((label(_("Besides"), "label"), self.report, self.sign)):
            row.insertWidget(number, widget)
        row.setSpacing(12)
        return made

    def _folder(self, colours: Scheme, line: QLineEdit, words: str, browse: Any) -> None:
        made = line.addAction(icons.icon("folder", colours), QLineEdit.ActionPosition.TrailingPosition)
        made.setText(words)
        made.triggered.connect(browse)

    @Slot()
    def _browse(self) -> None:
        found = QFileDialog.getExistingDirectory(self, _("Where the files go"), self.out.text())
        if found:
            self.out.setText(found)

    @Slot()
    def _browse_profile(self) -> None:
        found = QFileDialog.getOpenFileName(self, _("The profile of the press"), "", "ICC (*.icc *.icm)")[0]
        if found:
            self.profile.setText(found)

    # --- What follows from what ------------------------------------------------------------------------------------------

    def _recall(self, last: Mapping[str, Any]) -> None:
        told: Any = last.get("formats")
        for product, row in self.rows.items():
            entry: Any = cast(dict[str, Any], told).get(product) if isinstance(told, dict) else None
            if isinstance(entry, dict):
                row.recall(cast(dict[str, Any], entry))

    @Slot()
    def _agree(self) -> None:
        """Let size and way of a row fit together: whoever was changed last stays."""
        for row in self.rows.values():
            if row.way.shop and ways.is_glued(row.product, row.stock):
                if self.sender() is row.ways:
                    row.stocks.setCurrentIndex(row.stocks.findData(office.BASES[row.stock]))
                else:
                    row.ways.setCurrentIndex(0)
        self._count()

    @Slot()
    def _count(self) -> None:
        """Say how many files each format will be, and ask only what matters to what is chosen."""
        for product, row in self.rows.items():
            count = self._many(product)
            row.files.setText(counted("{n} file", "{n} files", count) if count else _("none"))
            row.box.setEnabled(count > 0)
            row.stocks.setEnabled(row.chosen)
            row.ways.setEnabled(row.chosen and row.ways.count() > 1)
        chosen = [row for row in self.rows.values() if row.chosen]
        self.shop.setVisible(any(row.way.shop for row in chosen))
        self.unknown.setVisible(not self.profile.text().strip() and pdf_profile.locate() is None)
        self.backs.setVisible(any(ways.has_backs(row.stock) for row in chosen))
        self.example.setText(self._example(chosen[0]) if chosen else "")
        self.changed.emit()

    def _many(self, product: Product) -> int:
        only = self.items.currentData()
        return len([w for w in whats(self._campaign, product) if w not in self._without and (not only or w == only)])

    def _example(self, row: Row) -> str:
        """Show how files will be called."""
        only = self.items.currentData()
        first = next((i for i in self._campaign.items if not i.draft and (not only or i.id == only)), None)
        if first is None:
            return ""
        day = naming.day_of(first, self._campaign.zone)
        return f"{_('For example')} {day}-{first.id}-{row.product}-{row.stock}{row.way.ending}"


def _named(words: str, buddy: QWidget) -> QLabel:
    made = label(words, "label")
    made.setBuddy(buddy)
    buddy.setAccessibleName(words)
    return made


def _line(*parts: tuple[str, QWidget, int]) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 4, 0, 0)
    row.setSpacing(8)
    for words, widget, stretch in parts:
        row.addWidget(_named(words, widget))
        row.addWidget(widget, stretch)
    return made
