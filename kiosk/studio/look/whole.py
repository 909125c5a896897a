"""Words in full: a sentence that takes as many lines as it needs, and lists whose lines do."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem

_LINES = 4
"""Lines of one cell at the most; what is longer still is in its tool tip."""
_BESIDE = 12
"""What a cell keeps free at both sides."""
_LONG = 40
"""Letters from which on a cell may be too narrow."""


class Sentence(QLabel):
    """Plain words on as many lines as they need."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMinimumWidth(80)


class Spared(QLabel):
    """Words that give way first: they are shown whole, or where they have no room not at all."""

    def __init__(self, kind: str = "") -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setMinimumWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show them where they fit."""
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)


class Wrapping(QStyledItemDelegate):
    """Gives each line of a list the height that its words need at the width they have."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree
        tree.setWordWrap(True)
        tree.setItemDelegate(self)
        tree.header().sectionResized.connect(self._again)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Measure a cell."""
        made = super().sizeHint(option, index)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if len(text) <= _LONG // 4:
            return made
        line = option.fontMetrics.lineSpacing()
        room = QRect(0, 0, self._room(index), 10_000)
        high = option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()
        return QSize(min(made.width(), room.width()), max(made.height(), min(high, _LINES * line) + 10))

    def _room(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """Find the width that the words of a cell have."""
        tree = self._tree
        spanned = tree.isFirstColumnSpanned(index.row(), index.parent())
        wide = tree.viewport().width() if spanned else tree.columnWidth(index.column())
        if index.column() == 0:
            deep, above = int(tree.rootIsDecorated()), index.parent()
            while above.isValid():
                deep, above = deep + 1, above.parent()
            wide -= deep * tree.indentation()
        for role in (Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.CheckStateRole):
            wide -= tree.iconSize().width() + 6 if index.data(role) is not None and tree.iconSize().width() > 0 else 0
            wide -= 24 if index.data(role) is not None and tree.iconSize().width() <= 0 else 0
        return max(wide - _BESIDE, 40)

    @Slot()
    def _again(self) -> None:
        self._tree.scheduleDelayedItemsLayout()


def tell(row: QTreeWidgetItem, column: int, words: str) -> None:
    """Write words into a cell; long ones are told in full to pointers and screen readers, too."""
    row.setText(column, words)
    long = words if len(words) > _LONG else ""
    row.setToolTip(column, long)
    row.setData(column, Qt.ItemDataRole.AccessibleDescriptionRole, long)
