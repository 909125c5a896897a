"""The desk's furniture: list on the left, page and findings in the middle, fields and schedule on the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QApplication, QSplitter, QTabWidget, QVBoxLayout, QWidget

from kiosk.store.folder import brands
from kiosk.studio.checks.preflight import Preflight
from kiosk.studio.fields.fields import Fields
from kiosk.studio.items.itemlist import ItemList
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.style import SMALLEST_PX, rule
from kiosk.studio.page.gallery import Gallery
from kiosk.studio.page.inks import Inks
from kiosk.studio.page.preview import Preview
from kiosk.studio.schedule.schedule import Schedule
from kiosk.studio.tasks import Tasks
from kiosk.studio.words import _

_WIDE = (290, 790, 360)
"""The usual widths of list, page and fields."""
_LOW = 680
"""The least height, at the least size of words, in which templates stand below the fields."""


class Desk(QSplitter):
    """All that shows one campaign; the window says what happens when something is chosen here."""

    def __init__(self, colours: Scheme, plans: Tasks) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.list = ItemList(colours)
        self.preview = Preview(colours)
        self.preflight = Preflight(colours)
        self.fields = Fields(colours)
        self.gallery = Gallery(colours)
        self.brand = Inks(brands.names())
        self.schedule = Schedule(colours, plans)
        self.tabs = QTabWidget()
        for widget in (self.list, self._middle(), self._right()):
            self.addWidget(widget)
        self.setStretchFactor(1, 1)
        self.setChildrenCollapsible(False)
        self.setSizes(list(_WIDE))
        self.fields.built.connect(self._order)

    @Slot(QSize)
    def fold(self, room: QSize) -> None:
        """Put among the tabs what has no room: the list of a narrow desk, the templates of a low one; and back where there is."""
        held = QApplication.focusWidget()
        columns = (self.list, self._halves, self.tabs)
        narrow = room.width() < sum(c.minimumSizeHint().width() + 2 * self.handleWidth() for c in columns)
        low = room.height() < _LOW * max(self.fontInfo().pixelSize() / SMALLEST_PX, 1.0)
        if low != (self.tabs.indexOf(self._looks) >= 0):
            if low:
                self.tabs.insertTab(2, self._looks, _("Look"))
            else:
                self._column.addWidget(self._looks)
                self._looks.show()
        if narrow != (self.tabs.indexOf(self.list) >= 0):
            if narrow:
                self.tabs.addTab(self.list, _("List"))
                self.setSizes([room.width() - _WIDE[2], _WIDE[2]])
            else:
                self.insertWidget(0, self.list)
                self.list.show()
                self.setSizes([_WIDE[0], room.width() - _WIDE[0] - _WIDE[2], _WIDE[2]])
        if held is not None and self.isAncestorOf(held) and held.isVisible() and not held.hasFocus():
            held.setFocus()

    @Slot()
    def _order(self) -> None:
        """Let the Tab key go from the tabs to the fields, and on to what stands below them: new fields would come last of all."""
        before: QWidget = self.tabs.tabBar()
        for widget in _stops(self.fields):
            QWidget.setTabOrder(before, widget)
            before = widget

    @Slot(bool)
    def _give(self, folded: bool) -> None:
        """Give the page the room that the findings had, or take it back."""
        high = sum(self._halves.sizes())
        if folded:
            self._low = self._halves.sizes()[1]
        low = self.preflight.maximumHeight() if folded else self._low
        self._halves.setSizes([high - low, low])

    def _middle(self) -> QSplitter:
        middle = self._halves = QSplitter(Qt.Orientation.Vertical)
        middle.addWidget(self.preview)
        middle.addWidget(self.preflight)
        middle.setStretchFactor(0, 1)
        middle.setCollapsible(0, False)
        middle.setSizes([700, 136])
        self._low = 136
        self.preflight.fold.toggled.connect(self._give)
        return middle

    def _right(self) -> QTabWidget:
        panel = QWidget()
        panel.setObjectName("panel_body")
        column = self._column = QVBoxLayout(panel)
        self._looks = QWidget()
        self._looks.setObjectName("panel_body")
        looks = QVBoxLayout(self._looks)
        for part in (column, looks):
            part.setContentsMargins(0, 0, 0, 0)
            part.setSpacing(0)
        column.addWidget(self.fields, 1)
        column.addWidget(self._looks)
        for widget in (self.gallery, self.brand):
            looks.addWidget(rule())
            looks.addWidget(widget)
        looks.addStretch(1)
        self.tabs.setObjectName("right")
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("What is said, and when it is shown"))
        self.tabs.addTab(panel, _("Event"))
        self.tabs.addTab(self.schedule, _("Schedule"))
        return self.tabs


def _stops(panel: QWidget) -> list[QWidget]:
    """List what the Tab key stops at inside a panel, in its present order."""
    found: list[QWidget] = []
    widget = panel.nextInFocusChain()
    while widget is not None and widget is not panel:
        if panel.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found
