"""Words in full: a sentence that takes as many lines as it needs, and the chosen row of a list whose columns are too narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QTreeWidget, QTreeWidgetItem

_LONG = 40
"""Letters from which on a column may be too narrow."""


class Sentence(QLabel):
    """Plain words on as many lines as they need."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMinimumWidth(80)


class Whole(Sentence):
    """Says below a list what its chosen row says, where that is long; has room for it from the start, so that nothing jumps."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__()
        self.setProperty("kind", "second")
        self.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        tree.currentItemChanged.connect(self._follow)
        tree.itemChanged.connect(self._again)
        self._tree = tree

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _follow(self, row: QTreeWidgetItem | None, _before: QTreeWidgetItem | None = None) -> None:
        texts = [] if row is None else [row.text(n) for n in range(self._tree.columnCount())]
        self.setText("\n".join(t for t in texts if len(t) > _LONG))

    @Slot()
    def _again(self) -> None:
        # The row that changed may be gone by now: a list is often filled anew at a tick.
        self._follow(self._tree.currentItem())
