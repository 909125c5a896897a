"""The files of an export as they come: each with its small picture, its size and what went wrong; how far it is."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from kiosk.studio.checks.retelling import retold
from kiosk.studio.look import icons
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.style import label
from kiosk.studio.look.whole import Sentence, Wrapping, tell
from kiosk.studio.output.running import thumbnail
from kiosk.studio.tasks import Tasks
from kiosk.studio.words import _, straight

_THUMB = QSize(34, 30)
"""Room for the small picture of a file, in device-independent pixels."""


class Making(QWidget):
    """Lists files."""

    def __init__(self, colours: Scheme, chores: Tasks) -> None:
        super().__init__()
        self.colours, self._chores = colours, chores
        self.rows: dict[str, QTreeWidgetItem] = {}
        self._out = Path()
        self._failed: set[str] = set()
        self._begun = 0.0
        self._paused = False
        self.list = QTreeWidget()
        self.list.setMinimumHeight(150)
        self.list.setAccessibleName(_("Files"))
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setIconSize(_THUMB)
        self.list.header().setStretchLastSection(True)
        self.list.setColumnWidth(0, 360)
        Wrapping(self.list)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        line = QHBoxLayout()
        self.told, self.left = Sentence(), label("", "second")
        self.told.setProperty("kind", "head")
        line.addWidget(self.told, 1)
        line.addWidget(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addLayout(line)
        column.addWidget(self.bar)

    def begin(self, out: Path) -> None:
        """Show that something is about to come into a folder."""
        self._out = out
        self._begun = time.monotonic()
        self._paused = False
        self.list.clear()  # those of a try before are told anew
        self.rows.clear()
        self._failed.clear()
        self.told.setText(_("Getting ready …"))
        self.bar.setRange(0, 0)

    @Slot(list)
    def plan(self, names: Sequence[str]) -> None:
        """List the files that will come."""
        for name in names:
            self._row(name)

    @Slot(dict)
    def take(self, answer: dict[str, Any]) -> None:
        """Tell of one sheet that is done."""
        c = self.colours
        for entry in answer["files"]:
            warned = [retold(f["sentence"]) for f in entry["findings"] if f["severity"] == "warning"]
            reads = _(", QR reads") if entry["qr"] and all(q["decoded"] == q["text"] for q in entry["qr"]) else ""
            said = warned[0] if warned else f"{_size(entry['bytes'])}{reads}"
            self._mark(entry["path"], "warning" if warned else "ok", c.warn if warned else c.ok, said)
        for one in answer["withheld"]:
            why, cure = retold(one["sentence"]), retold(one["cure"])
            self._mark(one["path"], "error", c.error, _("Not made: {why} {cure}", why=why, cure=cure))
        for one in answer["failed"]:
            self._mark(one["path"], "error", c.error, one["sentence"])
        done, total = answer["done"], max(answer["total"], 1)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.told.setText(_("{done} of {total}", done=done, total=total))
        seconds = (time.monotonic() - self._begun) / max(done, 1) * (total - done)
        if not self._paused:
            self.left.setText("" if done == total else _("About {what} seconds left", what=max(round(seconds), 1)))

    def rest(self, *, paused: bool) -> None:
        """Say that nothing new is begun, or that it goes on."""
        self._paused = paused
        self.left.setText(_("Paused") if paused else "")
        if not self.bar.maximum():
            self.bar.setRange(0, 1 if paused else 0)

    def add(self, path: str) -> None:
        """Tell of a paper that was made of all files."""
        self._mark(path, "ok", self.colours.ok, _("Made of all files"))

    def end(self, said: str) -> None:
        """Say how it ended; what was not made comes to the top, what nobody began goes."""
        self.bar.setRange(0, 1)
        self.bar.setValue(1)
        self.left.setText("")
        self.told.setText(said)
        for path in [p for p, row in self.rows.items() if row.text(1) == _("Waiting")]:
            self.list.takeTopLevelItem(self.list.indexOfTopLevelItem(self.rows.pop(path)))
        failed = [row for path, row in self.rows.items() if path in self._failed]
        for row in reversed(failed):
            self.list.takeTopLevelItem(self.list.indexOfTopLevelItem(row))
            self.list.insertTopLevelItem(0, row)
        self.list.scrollToTop()

    def chosen(self) -> Path | None:
        """Give the finished file that is chosen in the list; None when there is none."""
        path = next((p for p, row in self.rows.items() if row.isSelected()), None)
        return self._out / path if path is not None and path not in self._failed and (self._out / path).is_file() else None

    def _row(self, path: str) -> QTreeWidgetItem:
        row = QTreeWidgetItem(["", _("Waiting")])
        tell(row, 0, straight(path.rpartition("/")[2]))
        row.setSizeHint(0, QSize(100, 34))
        self._sign(row, "waiting", self.colours.border)
        self.list.addTopLevelItem(row)
        self.rows[path] = row
        return row

    def _mark(self, path: str, name: icons.Name, colour: str, said: str) -> None:
        # A picture set, or a card's second side, has a number that the plan does not know.
        row = self.rows.get(path) or self._row(path)
        self._sign(row, name, colour)
        tell(row, 1, said)
        self.list.scrollToItem(row)
        if name == "error":
            self._failed.add(path)
        else:
            work = partial(thumbnail, self._out / path, _THUMB * 2)
            self._chores.ask(f"thumbnail:{path}", work, partial(self._picture, path), urgency=8)

    def _sign(self, row: QTreeWidgetItem, name: icons.Name, colour: str) -> None:
        row.setIcon(1, QIcon(icons.icon(name, self.colours, colour=colour).pixmap(QSize(16, 16))))

    def _picture(self, path: str, image: QImage) -> None:
        row = self.rows.get(path)
        if row is not None and not image.isNull():
            row.setIcon(0, QIcon(QPixmap.fromImage(image)))


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(count // 1000, 1)} KB"
