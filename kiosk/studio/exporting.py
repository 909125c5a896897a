"""Export: what should be made, then each file as it comes, with pause, cancel, and what went wrong."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kiosk.campaign.campaign import Campaign
from kiosk.compose.compose import whats
from kiosk.export.order import FORMATS, PRODUCTS
from kiosk.page.stock import STOCKS, Product
from kiosk.studio import icons
from kiosk.studio.document import Document
from kiosk.studio.edits import named
from kiosk.studio.filework import documents
from kiosk.studio.overlay import Overlay
from kiosk.studio.running import Run, ended_words, thumbnail
from kiosk.studio.style import button, label
from kiosk.studio.words import _

_WORDS: Mapping[Product, str] = {
    "poster": "Posters",
    "programme": "Programme",
    "postcard": "Postcards",
    "slide": "Slides",
    "social": "Social cards",
    "screensaver": "Screensaver pictures",
}


_THUMB = QSize(34, 30)
"""Room for the small picture of a file, in device-independent pixels."""


class Export(Overlay):
    """The export card."""

    finished = Signal(str)
    """An export is over (a sentence for the foot of the window)."""

    def __init__(self, window: QWidget, colours: Any, document: Document, what: str, at: datetime) -> None:
        super().__init__(window, colours, _("Export"))
        self._campaign, self._folder, self._chores, self._at = document.campaign, document.folder, document.chores, at
        self._what = what
        self.run: Run | None = None
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._failed: set[str] = set()
        self._begun = 0.0
        self._paused = False
        self._choices()
        self._progress()
        foot = QHBoxLayout()
        self.open_after = QCheckBox(_("Open the folder when finished"))
        self.pause = button(_("Pause"))
        self.cancel = button(_("Cancel"))
        self.background = button(_("Run in background"))
        self.go = button(_("Export"), "main")
        self.show_folder = button(_("Open folder"), "main")
        self.show_folder.clicked.connect(self._open)
        self.show_folder.hide()
        self.go.setDefault(True)
        foot.addWidget(self.open_after)
        foot.addStretch(1)
        for made in (self.background, self.pause, self.cancel, self.go, self.show_folder):
            foot.addWidget(made)
        self.body.addLayout(foot)
        self.go.clicked.connect(self._start)
        self.cancel.clicked.connect(self._cancel)
        self.pause.clicked.connect(self._pause)
        self.background.clicked.connect(self.hide)
        self.pause.hide()
        self.background.hide()
        self._count()
        self.go.setFocus()

    # --- What should be made ---------------------------------------------------------------------------------------------

    def _choices(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        self.items = QComboBox()
        count = len([i for i in self._campaign.items if not i.draft])
        self.items.addItem(f"All {count} items", "")
        item = self._campaign.item(self._what)
        if item is not None:
            self.items.addItem(f"Only “{named(item)}”", item.id)
        self.items.currentIndexChanged.connect(self._count)
        grid.addWidget(_named("Items", self.items), 0, 0)
        grid.addWidget(self.items, 1, 0)
        self.print = QComboBox()
        self.print.addItem("Office printer and screens", "")
        grid.addWidget(_named("Print", self.print), 0, 1)
        grid.addWidget(self.print, 1, 1)
        formats = QVBoxLayout()
        formats.setSpacing(2)
        self.products: dict[Product, tuple[QCheckBox, QLabel]] = {}
        for product in PRODUCTS:
            row = QHBoxLayout()
            stock = next(iter(STOCKS[product]))
            form = FORMATS[product][0].upper()
            box = QCheckBox(f"{_WORDS[product]}, {_stock(stock)} {form}")
            box.setChecked(True)
            box.toggled.connect(self._count)
            files = label("", "second")
            row.addWidget(box)
            row.addSpacing(8)
            row.addStretch(1)
            row.addWidget(files)
            formats.addLayout(row)
            self.products[product] = (box, files)
        grid.addWidget(label(_("Formats"), "label"), 2, 0)
        grid.addLayout(formats, 3, 0, 3, 1)
        self.out = QLineEdit(str(folder_for(self._campaign)))
        browse = self.out.addAction(icons.icon("folder", self.colours), QLineEdit.ActionPosition.TrailingPosition)
        browse.setText(_("Choose a folder"))
        browse.triggered.connect(self._browse)
        grid.addWidget(_named("Folder", self.out), 2, 1)
        grid.addWidget(self.out, 3, 1)
        self.example = label("", "second")
        self.example.setWordWrap(True)
        grid.addWidget(self.example, 4, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.choice = QWidget()
        self.choice.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.choice)

    @Slot()
    def _count(self) -> None:
        """Say how many files each format will be."""
        only = self.items.currentData()
        total = 0
        for product, (box, files) in self.products.items():
            found = whats(self._campaign, product)
            count = len([w for w in found if not only or w == only])
            total += count if box.isChecked() else 0
            files.setText(f"{count} file{'' if count == 1 else 's'}" if count else "none")
            box.setEnabled(count > 0)
        first = next((i for i in self._campaign.items if not only or i.id == only), None)
        dated = getattr(first, "starts", None)
        if first is not None:
            self.example.setText(f"{f'{dated:%Y-%m-%d}' if dated else 'tba'}-{first.id}-poster-a4.pdf")
        if hasattr(self, "go"):
            self.go.setText(f"Export {total} file{'' if total == 1 else 's'}")
            self.go.setEnabled(total > 0)

    @Slot()
    def _browse(self) -> None:
        found = QFileDialog.getExistingDirectory(self, "Where the files go", self.out.text())
        if found:
            self.out.setText(found)

    # --- What is being made ----------------------------------------------------------------------------------------------

    def _progress(self) -> None:
        self.list = QTreeWidget()
        self.list.setMinimumHeight(200)
        self.list.setAccessibleName(_("Files"))
        self.list.setUniformRowHeights(True)
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setIconSize(_THUMB)
        self.list.header().setStretchLastSection(True)
        self.list.setColumnWidth(0, 330)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        line = QHBoxLayout()
        self.told, self.left = label("", "head"), label("", "second")
        line.addWidget(self.told, 1)
        line.addWidget(self.left)
        self.panel = QWidget()
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addLayout(line)
        column.addWidget(self.bar)
        self.panel.hide()
        self.body.addWidget(self.panel, 1)

    def order(self) -> dict[str, Any]:
        """Give the order as the exporting process reads it."""
        only = self.items.currentData()
        return {
            "campaign": str(self._folder),
            "out": self.out.text().strip(),
            "products": [p for p, (box, _) in self.products.items() if box.isChecked() and box.isEnabled()],
            "items": [only] if only else [],
            "at": self._at.replace(tzinfo=None).isoformat(),
        }

    @Slot()
    def _start(self) -> None:
        order = self.order()
        self.choice.setEnabled(False)
        self.panel.show()
        self.go.hide()
        self.pause.show()
        self.background.show()
        self.told.setText(_("Getting ready …"))
        self.bar.setRange(0, 0)
        self._begun = time.monotonic()
        self.run = Run(order, self._window)
        self.run.planned.connect(self._plan)
        self.run.made.connect(self._take)
        self.run.ended.connect(self._end)

    @Slot(list)
    def _plan(self, names: list[str]) -> None:
        for name in names:
            self._row(name)

    def _row(self, path: str) -> QTreeWidgetItem:
        row = QTreeWidgetItem([path.rpartition("/")[2], "Waiting"])
        row.setToolTip(0, path)
        row.setSizeHint(0, QSize(100, 34))
        self._sign(row, "waiting", self.colours.border)
        self.list.addTopLevelItem(row)
        self._rows[path] = row
        return row

    @Slot(dict)
    def _take(self, answer: dict[str, Any]) -> None:
        c = self.colours
        for entry in answer["files"]:
            warned = [f["sentence"] for f in entry["findings"] if f["severity"] == "warning"]
            reads = ", QR reads" if entry["qr"] and all(q["decoded"] == q["text"] for q in entry["qr"]) else ""
            said = warned[0] if warned else f"{max(entry['bytes'] // 1024, 1)} KB{reads}"
            self._mark(entry["path"], "warning" if warned else "ok", c.warn if warned else c.ok, said)
        for one in answer["withheld"]:
            self._mark(one["path"], "error", c.error, f"Not made: {one['sentence']} {one['cure']}")
        for one in answer["failed"]:
            self._mark(one["path"], "error", c.error, one["sentence"])
        done, total = answer["done"], max(answer["total"], 1)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.told.setText(f"{done} of {total}")
        seconds = (time.monotonic() - self._begun) / done * (total - done)
        self.left.setText("" if done == total else f"About {max(round(seconds), 1)} seconds left")

    def _mark(self, path: str, name: icons.Name, colour: str, said: str) -> None:
        # A picture set, or a card's second side, has a number that the plan does not know.
        row = self._rows.get(path) or self._row(path)
        self._sign(row, name, colour)
        row.setText(1, said)
        row.setToolTip(1, said)
        self.list.scrollToItem(row)
        if name == "error":
            self._failed.add(path)
        else:
            file = Path(self.out.text().strip(), path)
            self._chores.ask(f"thumbnail:{path}", partial(thumbnail, file, _THUMB * 2), partial(self._picture, path), urgency=8)

    def _sign(self, row: QTreeWidgetItem, name: icons.Name, colour: str) -> None:
        row.setIcon(1, QIcon(icons.icon(name, self.colours, colour=colour).pixmap(QSize(16, 16))))

    def _picture(self, path: str, image: QImage) -> None:
        row = self._rows.get(path)
        if row is not None and not image.isNull():
            row.setIcon(0, QIcon(QPixmap.fromImage(image)))

    @Slot(dict)
    def _end(self, answer: dict[str, Any]) -> None:
        self.bar.setRange(0, 1)
        self.bar.setValue(1)
        self.pause.hide()
        self.background.hide()
        self.left.setText("")
        self.cancel.setText(_("Close"))
        for path in [p for p, row in self._rows.items() if row.text(1) == "Waiting"]:
            self.list.takeTopLevelItem(self.list.indexOfTopLevelItem(self._rows.pop(path)))
        self._worst_first()
        said = ended_words(answer)
        self.told.setText(said)
        self.show_folder.setVisible(answer["kind"] == "done")
        if answer["kind"] == "done" and self.open_after.isChecked() and not answer["cancelled"]:
            self._open()
        self.run = None
        self.finished.emit(said)
        if not self.isVisible():
            self.leave()

    def _worst_first(self) -> None:
        """Bring what was not made to the top, where it is seen."""
        failed = [row for path, row in self._rows.items() if path in self._failed]
        for row in reversed(failed):
            self.list.takeTopLevelItem(self.list.indexOfTopLevelItem(row))
            self.list.insertTopLevelItem(0, row)
        self.list.scrollToTop()

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.out.text().strip()))

    @Slot()
    def _pause(self) -> None:
        if self.run is not None:
            self._paused = not self._paused
            self.run.wish("pause" if self._paused else "resume")
            self.pause.setText(_("Go on") if self._paused else _("Pause"))
            self.left.setText(_("Paused") if self._paused else "")

    @Slot()
    def _cancel(self) -> None:
        if self.run is None:
            self.leave()
            return
        self.run.wish("stop")
        self.told.setText(_("Finishing the file that was begun …"))

    @Slot()
    def leave(self) -> None:
        """Close; a running export goes on in the background."""
        if self.run is not None:
            self.hide()
        else:
            super().leave()


def _named(words: str, buddy: QWidget) -> QLabel:
    made = label(words, "label")
    made.setBuddy(buddy)
    buddy.setAccessibleName(words)
    return made


def _stock(name: str) -> str:
    return name.replace("-", " ").replace("x", " × ") if name[0].isdigit() else name.replace("-", " ").capitalize()


def folder_for(campaign: Campaign) -> Path:
    """Suggest where the files of a campaign go."""
    return documents() / f"{campaign.title} files"
