"""The import assistant: shows what was understood, field by field, and lets nothing in before somebody says so."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from kiosk.campaign.campaign import Campaign
from kiosk.store.importing import imports
from kiosk.store.importing.ledger import Ledger
from kiosk.studio.cards.foundlist import FoundList
from kiosk.studio.cards.understood import KINDS, UNDATED, Understood, unasked, understand
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.overlay import Overlay
from kiosk.studio.look.style import button, label
from kiosk.studio.tasks import Tasks
from kiosk.studio.words import _, counted

_ENDINGS = "*.ics *.csv *.xlsx *.eml *.txt *.md *.docx *.html *.htm *.json *.xml *.rss *.atom"
SOURCES = _("Calendars, spreadsheets, e-mails, documents ({endings});;All files (*)", endings=_ENDINGS)


class Import(Overlay):
    """The assistant. `accepted` gives the campaign as it would be, the ledger, and how many items came in."""

    accepted = Signal(object, object, int)

    def __init__(
        self, window: QWidget, colours: Scheme, chores: Tasks, campaign: Campaign, folder: Path, past: Ledger, source: str = ""
    ) -> None:
        super().__init__(window, colours, _("Import events"), width=900)
        self._chores, self._campaign, self._folder, self._past = chores, campaign, folder, past
        self._looked: imports.Looked | None = None
        self._without: set[str] = set()
        self._theirs: set[tuple[str, str]] = set()
        self.understood: Understood | None = None
        self._asking()
        self._answering()
        foot = QHBoxLayout()
        self.hint = label(_("Nothing enters the campaign before you say so."), "second")
        foot.addWidget(self.hint, 1)
        self.cancel = button(_("Cancel"))
        self.cancel.clicked.connect(self.leave)
        self.add = button(_("Add"), "main")
        self.add.setEnabled(False)
        self.add.clicked.connect(self._accept)
        foot.addWidget(self.cancel)
        foot.addWidget(self.add)
        self.body.addLayout(foot)
        self.line.setFocus()
        if source:
            self.read(source)

    def _asking(self) -> None:
        row = QHBoxLayout()
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("A file or a link: calendar, spreadsheet, document, web page, feed"))
        self.line.setAccessibleName(_("File or link"))
        self.line.returnPressed.connect(self._read_line)
        browse = button(_("Browse …"))
        browse.clicked.connect(self._browse)
        self.go = button(_("Read"))
        self.go.clicked.connect(self._read_line)
        for widget in (self.line, browse, self.go):
            row.addWidget(widget)
        self.body.addLayout(row)
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(_("… or paste the words of an e-mail here"))
        self.text.setAccessibleName(_("Pasted text"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(120)
        for edit in (self.line, self.text):
            edit.setAcceptDrops(False)  # what is let go here is read as well as anywhere else on the window
        self.body.addWidget(self.text)

    def _answering(self) -> None:
        self.told = label("", "head")
        self.told.setWordWrap(True)
        self.told.hide()
        self.body.addWidget(self.told)
        self.about = label("", "second")
        self.about.setWordWrap(True)
        self.about.hide()
        self.body.addWidget(self.about)
        self.tree = FoundList(self.colours)
        self.tree.wanted.connect(self._want)
        self.tree.preferred.connect(self._prefer)
        self.tree.hide()
        self.body.addWidget(self.tree, 1)

    @Slot()
    def _browse(self) -> None:
        found, _kind = QFileDialog.getOpenFileName(self, _("Import events"), "", SOURCES)
        if found:
            self.read(found)

    @Slot()
    def _read_line(self) -> None:
        typed, pasted = self.line.text().strip(), self.text.toPlainText().strip()
        if typed:
            self.read(typed)
        elif pasted:
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / "pasted-text.txt"
                file.write_text(pasted, "utf-8")
                try:
                    self._take(imports.look(str(file), self._folder, self._campaign, kind="announcement"))
                except imports.Error as trouble:
                    self._fail(trouble)

    def read(self, source: str) -> None:
        """Read a file or a link in the background; several lines are words that somebody dropped here."""
        if "\n" in source:
            self.line.clear()
            self.text.setPlainText(source)
            self._read_line()
            return
        self.line.setText(source)
        self.told.show()
        self.told.setText(_("Reading …"))
        self.go.setEnabled(False)
        work = partial(imports.look, source, self._folder, self._campaign)
        self._chores.ask("import", work, self._take, urgency=0, failed=self._fail)

    def _fail(self, trouble: Exception) -> None:
        self.go.setEnabled(True)
        self.told.show()
        self.told.setText(
            str(trouble) if isinstance(trouble, imports.Error) else _("This cannot be read: {trouble}", trouble=trouble)
        )

    def _take(self, looked: imports.Looked) -> None:
        self.go.setEnabled(True)
        self._looked = looked
        self._without = unasked(looked, self._past)
        self._theirs.clear()
        self.text.hide()
        self._understand()
        self.tree.show()

    def _understand(self) -> None:
        """Find out what would come in as it is ticked now, and say how much that is."""
        if self._looked is None:
            return
        found = self.understood = understand(self._campaign, self._past, self._looked, self._without, self._theirs)
        undated = sum(e.kind == KINDS["event"] and e.date == UNDATED for e in found.entries)
        said = counted("{n} item was understood", "{n} items were understood", len(found.entries))
        said += ", " + _("{n} without a date", n=undated) if undated else ""
        said += "; " + _("{n} left out", n=len(found.dropped)) if found.dropped else ""
        self.told.setText(f"{said}.")
        self.told.show()
        self.about.setText("   ".join(f"{k}: {v}" for k, v in found.campaign))
        self.about.setVisible(bool(found.campaign))
        self.tree.tell(found, self._theirs)
        count = found.coming
        new = any(e.state == "new" for e in found.entries)
        add, take = counted("Add {n} item", "Add {n} items", count), counted("Take over {n} item", "Take over {n} items", count)
        self.add.setText(add if new else take)
        self.add.setEnabled(count > 0)
        if not count:
            self.hint.setText(_("The campaign says all of this already."))

    @Slot(str, bool)
    def _want(self, uid: str, on: bool) -> None:
        self._without.discard(uid) if on else self._without.add(uid)
        self._understand()

    @Slot(str, str, bool)
    def _prefer(self, id: str, field: str, on: bool) -> None:
        self._theirs.add((id, field)) if on else self._theirs.discard((id, field))
        self._understand()

    @Slot()
    def _accept(self) -> None:
        found = self.understood
        if found is not None:
            self.leave()
            self.accepted.emit(found.made, found.ledger, found.coming)
