"""The import assistant: shows what was understood, field by field, and lets nothing in before somebody says so."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from kiosk.campaign.campaign import Campaign
from kiosk.store.importing import imports
from kiosk.store.importing.ledger import Ledger
from kiosk.store.sources import plain
from kiosk.studio.cards.entries import Understood
from kiosk.studio.cards.foundlist import FoundList, links
from kiosk.studio.cards.pasting import Pasted
from kiosk.studio.cards.understood import KINDS, UNDATED, unasked, understand
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.overlay import Overlay
from kiosk.studio.look.style import button, kind, label
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
        self._is_new = not campaign.title
        self._looked: imports.Looked | None = None
        self._without: set[str] = set()
        self._theirs: set[tuple[str, str]] = set()
        self._read_words = ""
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
        self.stand(foot)
        self.line.setFocus()
        if source:
            self.read(source)

    def _asking(self) -> None:
        row = QHBoxLayout()
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("A file or a link: calendar, spreadsheet, document, e-mail, web page, feed"))
        self.line.setAccessibleName(_("File or link"))
        self.line.returnPressed.connect(self._read_line)
        browse = button(_("Browse …"))
        browse.clicked.connect(self._browse)
        self.go = button(_("Read"))
        self.go.clicked.connect(self._read_line)
        for widget in (self.line, browse, self.go):
            row.addWidget(widget)
        self.body.addLayout(row)
        self.text = Pasted()
        self.text.came.connect(self._read_pasted)
        self.text.textChanged.connect(self._say_next)
        self.line.textChanged.connect(self._say_next)
        for edit in (self.line, self.text):
            edit.setAcceptDrops(False)  # what is let go here is read as well as anywhere else on the window
        self.body.addWidget(self.text)

    def _answering(self) -> None:
        self.told, self.look, self.about = label("", "head"), label("", "second"), label("", "second")
        self.look.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.look.linkActivated.connect(self._look)
        self.naming = QWidget()
        row = QHBoxLayout(self.naming)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(_("Title of the campaign"), "second"))
        self.title_line = QLineEdit()
        self.title_line.setPlaceholderText(_("New campaign"))
        self.title_line.setAccessibleName(_("Title of the campaign"))
        row.addWidget(self.title_line, 1)
        self.tree = FoundList(self.colours)
        self.tree.wanted.connect(self._want)
        self.tree.preferred.connect(self._prefer)
        for words in (self.told, self.look, self.about):
            words.setWordWrap(True)
        for widget in (self.told, self.look, self.naming, self.about, self.tree):
            widget.hide()
            self.body.addWidget(widget, int(widget is self.tree))

    @Slot()
    def _browse(self) -> None:
        found, _kind = QFileDialog.getOpenFileName(self, _("Import events"), "", SOURCES)
        if found:
            self.read(found)

    @Slot()
    def _say_next(self) -> None:
        """Say what to press when there is something to read that was not read yet."""
        words = self.text.toPlainText().strip()
        is_waiting = bool(words) and words != self._read_words
        is_waiting = is_waiting or (bool(self.line.text().strip()) and self._looked is None)
        self.go.setText(_("Read again") if self._read_words else _("Read"))
        kind(self.go, "main" if is_waiting else "")
        if is_waiting and self._read_words:
            self.add.setEnabled(False)
            self.hint.setText(_("The words have changed: press Read again (Ctrl+Enter)."))
        elif is_waiting:
            self.hint.setText(_("Now press Read (Ctrl+Enter) to see what is understood."))
        elif self._looked is not None:
            self._say_ready()

    @Slot()
    def _read_line(self) -> None:
        typed = self.line.text().strip()
        if typed:
            self.read(typed)
        else:
            self._read_pasted()

    @Slot()
    def _read_pasted(self) -> None:
        words = self.text.toPlainText().strip()
        if words:
            self.read_words(words)

    def read_words(self, words: str) -> None:
        """Read the words of an e-mail; they stay, so that a slip in them can be mended and they be read again."""
        self.line.clear()
        if self.text.toPlainText().strip() != words.strip():
            self.text.setPlainText(words)
        self._read_words = words.strip()
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "pasted-text.txt"
            file.write_text(words, "utf-8")
            try:
                looked = imports.look(str(file), self._folder, self._campaign, kind="announcement", is_new=self._is_new)
            except imports.Error as trouble:
                self._fail(trouble)
                return
        self._take(looked)

    def read(self, source: str) -> None:
        """Read a file or a link in the background; several lines are words that somebody dropped here."""
        if "\n" in source:
            self.read_words(source)
            return
        self._read_words = ""
        self.text.clear()
        self.line.setText(source)
        self.told.show()
        self.told.setText(_("Reading …"))
        self.go.setEnabled(False)
        work = partial(imports.look, source, self._folder, self._campaign, is_new=self._is_new)
        self._chores.ask("import", work, self._take, urgency=0, failed=self._fail)

    def _fail(self, trouble: Exception) -> None:
        self.go.setEnabled(True)
        self._say_next()
        self.told.show()
        self.told.setText(
            str(trouble) if isinstance(trouble, imports.Error) else _("This cannot be read: {trouble}", trouble=trouble)
        )

    def _take(self, looked: imports.Looked) -> None:
        self.go.setEnabled(True)
        self._looked = looked
        if self._is_new:
            zone = looked.harvest.campaign.get("timezone")
            self._campaign = replace(self._campaign, timezone=str(zone or self._campaign.timezone))
            self.title_line.setText(self._title(looked))
        self._without = unasked(self._campaign, looked, self._past)
        self._theirs.clear()
        self.text.stay(bool(self._read_words))
        self._understand()
        self._say_next()

    def _title(self, looked: imports.Looked) -> str:
        """Name a new campaign as the source does, else as its file."""
        told = str(looked.harvest.campaign.get("title") or "")
        where = self.line.text().strip()
        if told or not where or plain.is_address(where):
            return told
        name = re.sub(r"[-_]+", " ", Path(where).stem).strip()
        return name[:1].upper() + name[1:]

    def _understand(self) -> None:
        """Lay out what was understood."""
        if self._looked is None:
            return
        found = self.understood = understand(self._campaign, self._past, self._looked, self._without, self._theirs)
        items = [e for e in found.entries if e.kind]
        undated = sum(e.kind == KINDS["event"] and e.date == UNDATED for e in items)
        said = counted("{n} item was understood", "{n} items were understood", len(items))
        said += ", " + _("{n} without a date", n=undated) if undated else ""
        said += "; " + _("{n} left out", n=len(found.dropped)) if found.dropped else ""
        self.told.setText(f"{said}.")
        self.about.setText("   ".join(f"{k}: {v}" for k, v in found.campaign))
        self.look.setText(links(found))
        for widget, is_there in (
            (self.told, True),
            (self.look, bool(self.look.text())),
            (self.naming, self._is_new),
            (self.about, self._is_new and bool(found.campaign)),
            (self.tree, True),
        ):
            widget.setVisible(is_there)
        self.tree.tell(found, self._theirs)
        self._say_ready()

    def _say_ready(self) -> None:
        """Say how much would come in, on the button."""
        found = self.understood
        if found is None:
            return
        new, changed = found.added, found.coming - found.added
        add = counted("Add {n} item", "Add {n} items", new)
        change = counted("Change {n} item", "Change {n} items", changed)
        both = _("Add {new}, change {changed}", new=new, changed=changed)
        self.add.setText(both if new and changed else change if changed else add)
        self.add.setEnabled(found.coming > 0)
        nothing, calm = _("The campaign says all of this already."), _("Nothing enters the campaign before you say so.")
        self.hint.setText(calm if found.coming or self._without else nothing)

    @Slot(str)
    def _look(self, name: str) -> None:
        if name == "over" and self.understood is not None:
            self._without |= {e.uid for e in self.understood.entries if e.is_over and e.state == "new"}
            self._understand()
        else:
            self.tree.go_to(name)

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
            made = replace(found.made, title=self.title_line.text().strip()) if self._is_new else found.made
            self.leave()
            self.accepted.emit(made, found.ledger, found.coming)
