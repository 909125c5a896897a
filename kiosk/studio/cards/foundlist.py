"""The list of what was understood of a source: items to tick, their fields and doubts, and what was left out and why."""

from __future__ import annotations

import html
from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from kiosk.studio.cards.entries import Entry, Field, Understood
from kiosk.studio.cards.importwords import WORDS
from kiosk.studio.cards.understood import CAMPAIGN, PRIVATE
from kiosk.studio.look import icons
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.style import SMALLEST_PX
from kiosk.studio.look.whole import Wrapping, tell
from kiosk.studio.words import _, counted

_UID = Qt.ItemDataRole.UserRole + 1
_CONTEST = Qt.ItemDataRole.UserRole + 2


class FoundList(QTreeWidget):
    """Lists it, and tells what is ticked."""

    wanted = Signal(str, bool)
    """Whether an item should come in (its uid)."""
    preferred = Signal(str, str, bool)
    """Whether a field that both changed should be the source's: the item's id, the field."""

    def __init__(self, colours: Scheme) -> None:
        super().__init__()
        self.colours = colours
        self._told: tuple[Understood, Collection[tuple[str, str]]] | None = None
        self._ticking = False
        self._heads: dict[str, QTreeWidgetItem] = {}
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._lay_out)
        self.setColumnCount(4)
        self.setHeaderLabels([_("What"), _("Date"), _("Place"), ""])
        self.setAccessibleName(_("What was understood"))
        self.setMinimumHeight(240)
        self.setIconSize(QSize(16, 16))
        header = self.header()
        header.setStretchLastSection(False)
        larger = max(self.fontInfo().pixelSize() / SMALLEST_PX, 1.0)
        for column, wide in enumerate((0, 220, 170, 110)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive if wide else QHeaderView.ResizeMode.Stretch)
            if wide:
                header.resizeSection(column, round(wide * larger))
        Wrapping(self)
        self.itemChanged.connect(self._ticked)

    def sizeHint(self) -> QSize:
        """Ask for as much of the window as there is; less does."""
        return QSize(super().sizeHint().width(), 1_000)

    def tell(self, found: Understood, theirs: Collection[tuple[str, str]]) -> None:
        """Show what was understood; `theirs` are the fields that the source is to have."""
        self._told = found, theirs
        if self._ticking:  # a row that still tells of its tick must not be taken away meanwhile: that ends the program
            self._again.start(0)
        else:
            self._lay_out()

    @Slot()
    def _lay_out(self) -> None:
        """Make the rows anew; what was opened, chosen and looked at stays so."""
        if self._told is None:
            return
        found, theirs = self._told
        bar, current = self.verticalScrollBar(), self.currentItem()
        stood, chosen = bar.value(), current.data(0, _UID) if current is not None else None
        rows = [self.topLevelItem(n) for n in range(self.topLevelItemCount())]
        opened = {row.data(0, _UID) for row in rows if row is not None and row.isExpanded()}
        self.blockSignals(True)
        self.clear()
        self._heads.clear()
        for entry in found.entries:
            is_open = entry.uid == CAMPAIGN or entry.state == "conflict" or PRIVATE in entry.doubts
            row = self._row(entry, theirs, expanded=is_open or entry.uid in opened)
            if entry.uid == chosen:
                self.setCurrentItem(row)
        self._list("notices", _("Worth a look"), [(n, "") for n in found.notices], "warning", self.colours.warn)
        self._list("dropped", _("Left out"), found.dropped, "info", self.colours.second)
        self.blockSignals(False)
        self.doItemsLayout()
        bar.setValue(stood)

    def go_to(self, name: str) -> None:
        """Bring what is worth a look ("notices") or was left out ("dropped") to the top."""
        head = self._heads.get(name)
        if head is not None:
            self.scrollToItem(head, QTreeWidget.ScrollHint.PositionAtTop)
            self.setCurrentItem(head)
            self.setFocus()

    def _row(self, entry: Entry, theirs: Collection[tuple[str, str]], *, expanded: bool) -> QTreeWidgetItem:
        row = QTreeWidgetItem()
        date = _("{date} (over)", date=entry.date) if entry.is_over else entry.date
        is_doubtful = bool(entry.doubts) and entry.state != "same"
        state = ", ".join(
            p
            for p in (WORDS[entry.state], entry.status, _("please check") if is_doubtful and entry.state != "unwanted" else "")
            if p
        )
        for column, words in enumerate((entry.title, date, entry.place, state)):
            tell(row, column, words)
        row.setData(0, _UID, entry.uid)
        row.setCheckState(0, Qt.CheckState.Unchecked if entry.state == "unwanted" else Qt.CheckState.Checked)
        if is_doubtful:
            row.setIcon(1, icons.icon("warning", self.colours, colour=self.colours.warn))
            row.setToolTip(1, "\n".join(entry.doubts))
        row.setSizeHint(0, QSize(100, 32))
        self.addTopLevelItem(row)
        for doubt in entry.doubts:
            _below(row, doubt).setIcon(0, icons.icon("warning", self.colours, colour=self.colours.warn))
        for field in entry.fields:
            self._field(row, entry, field, ticked=(entry.id, field.name) in theirs)
        row.setExpanded(expanded)
        return row

    def _field(self, row: QTreeWidgetItem, entry: Entry, field: Field, *, ticked: bool) -> None:
        if not field.contested:
            was = _("   (before: {before})", before=field.before) if field.before is not None else ""
            _below(row, f"{field.words}: {field.theirs}{was}")
            return
        child = _below(row, _("{words}: changed here and in the source. Tick to take the source's.", words=field.words))
        child.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        child.setData(0, _CONTEST, (entry.id, field.name))
        for words, said in ((_("Here"), field.mine), (_("The source now"), field.theirs), (_("The source before"), field.before)):
            _below(child, f"{words}: {said}")
        child.setExpanded(True)

    def _list(self, key: str, words: str, lines: Sequence[tuple[str, str]], name: icons.Name, colour: str) -> None:
        if not lines:
            return
        head = self._heads[key] = QTreeWidgetItem([f"{words} ({len(lines)})"])
        self.addTopLevelItem(head)
        for title, why in lines:
            child = _below(head, f"{title.rstrip('.')}: {why}." if why else title)
            child.setIcon(0, icons.icon(name, self.colours, colour=colour))
        head.setFirstColumnSpanned(True)
        head.setExpanded(True)

    @Slot(QTreeWidgetItem, int)
    def _ticked(self, row: QTreeWidgetItem, _column: int) -> None:
        on = row.checkState(0) == Qt.CheckState.Checked
        uid, contest = row.data(0, _UID), row.data(0, _CONTEST)
        self._ticking = True
        try:
            if uid:
                self.wanted.emit(uid, on)
            elif contest:
                self.preferred.emit(contest[0], contest[1], on)
        finally:
            self._ticking = False


def links(found: Understood) -> str:
    """Lead from the top to what stands below the list, and leave out in one go what is over."""
    over = sum(e.is_over and e.state == "new" for e in found.entries)
    links = {
        "notices": counted("{n} thing is worth a look", "{n} things are worth a look", len(found.notices))
        if found.notices
        else "",
        "dropped": counted("See what was left out", "See what was left out", len(found.dropped)) if found.dropped else "",
        "over": counted("Leave out {n} that is over", "Leave out {n} that are over", over) if over else "",
    }
    made = (f'<a href="{k}">{html.escape(w)}</a>' for k, w in links.items() if w)
    return " &nbsp; ".join(made)


def _below(row: QTreeWidgetItem, words: str) -> QTreeWidgetItem:
    """Put a line below a row, across all columns."""
    child = QTreeWidgetItem()
    tell(child, 0, words)
    row.addChild(child)
    child.setFirstColumnSpanned(True)
    return child
