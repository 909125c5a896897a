"""The left side: search, chips with counts, and the list of items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.studio.clock import now
from kiosk.studio.items.delegate import Lines
from kiosk.studio.items.items import ROW, Filter, Items, Row, Sieve, belongs, week
from kiosk.studio.look import icons
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.style import button, label, rule
from kiosk.studio.words import _

_CHIPS: tuple[tuple[Filter, str], ...] = (
    ("all", _("All")),
    ("week", _("Week")),
    ("undated", _("No date")),
    ("issues", _("Issues")),
)
PAGES = (
    ("cover", _("Campaign cover")),
    ("agenda-today", _("Today")),
    ("agenda-week", _("This week")),
    ("programme", _("Programme")),
)


class _View(QListView):
    """The list itself; a row without a date can be dragged to another place among its kind."""

    dropped = Signal(str, QPoint)
    opened = Signal()
    """Somebody wants to work on the chosen item: Enter, F2 or a double click."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen item by keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.currentIndex().isValid():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Remember what is being dragged."""
        self._dragged: object = self.currentIndex().data(ROW)
        super().startDrag(actions)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell where the row was let go; the campaign is put in order, and the list follows it."""
        if event.source() is self and isinstance(self._dragged, Row):
            self.dropped.emit(self._dragged.id, event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()


class _Name(QLabel):
    """The campaign's name; a double click leads to what can be changed of the campaign."""

    settings_wanted = Signal()

    def __init__(self, help: str) -> None:
        super().__init__()
        self.setProperty("kind", "big")
        self.setToolTip(help)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Lead there."""
        self.settings_wanted.emit()


class ItemList(QWidget):
    """What the campaign announces. `chosen` tells the item's id, or the name of a campaign page."""

    chosen = Signal(str)
    settings_wanted = Signal()
    """Somebody wants to change what is true of the whole campaign."""
    moved = Signal(str, str)
    """An item was dragged to before another one of its kind, "" = last."""

    def __init__(self, colours: Scheme) -> None:
        super().__init__()
        self.setObjectName("left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # Belonging to the list they end with it, in order; the garbage collector knows no order, and a view asks to the last.
        self.items = Items(self)
        self.sieve = Sieve(self.items, self)
        self._campaign: Campaign | None = None
        self._issues = 0
        self.title = _Name(_("Double-click: the campaign's settings"))
        self.title.settings_wanted.connect(self.settings_wanted)
        self.title.setWordWrap(True)  # a long one would widen the whole list
        self.title.setContentsMargins(12, 10, 12, 0)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Filter events   Ctrl F"))
        self.search.setAccessibleName(_("Filter events"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icons.icon("search", colours), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self.sieve.search)
        self.view = _View()
        self.view.setModel(self.sieve)
        self._lines = Lines(colours, self.sieve.headed, self)
        self.view.setItemDelegate(self._lines)
        self.view.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.view.dropped.connect(self.put)
        self.view.doubleClicked.connect(self.view.opened)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName(_("Events and other items"))
        self.view.selectionModel().selectionChanged.connect(self._select)
        self.nothing = label(_("Nothing matches. Clear the filter to see all items."), "second")
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(14, 18, 14, 0)
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        top = QHBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.addWidget(self.search)
        column.addLayout(top)
        column.addLayout(self._chips())
        column.addWidget(rule())
        column.addWidget(self.nothing)
        column.setSpacing(8)
        column.addWidget(self.view, 1)
        column.addWidget(self._others())

    def sizeHint(self) -> QSize:
        """Ask for the usual width."""
        return QSize(290, 600)

    def show_campaign(self, campaign: Campaign, findings: Mapping[str, Sequence[Finding]], issues: int) -> None:
        """Say what the campaign says, with all the issues it has; the chosen item stays chosen."""
        self._campaign, self._issues = campaign, issues
        self.title.setText(campaign.title)
        kept = self.current()
        self.items.show(campaign, findings)
        self._count()
        if kept:
            self.choose(kept)

    def lists(self, campaign: Campaign) -> bool:
        """Tell whether the items of a campaign are all here, in its order; what their lines say can wait until typing rests."""
        shown = self._campaign
        return shown is not None and [i.id for i in shown.items] == [i.id for i in campaign.items]

    def current(self) -> str:
        """Name the chosen item."""
        found = self.view.currentIndex().data(ROW)
        return found.id if isinstance(found, Row) else ""

    def choose(self, id: str) -> None:
        """Choose an item, and clear the filter when it hides it."""
        place = self.items.place(id)
        if place < 0:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
            return
        index = self.sieve.mapFromSource(self.items.index(place))
        if not index.isValid():
            self.search.clear()
            self._chip["all"].click()
            index = self.sieve.mapFromSource(self.items.index(place))
        if index != self.view.currentIndex():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def step(self, by: int) -> None:
        """Choose the item before or after."""
        index = self.sieve.index(max(0, min(self.view.currentIndex().row() + by, self.sieve.rowCount() - 1)), 0)
        if index.isValid():
            self.view.setCurrentIndex(index)

    @Slot(str, QPoint)
    def put(self, id: str, at: QPoint) -> None:
        """Take an item that was let go at a point of the view: it goes before or behind the one that lies there."""
        index = self.view.indexAt(at)
        found = index.data(ROW)
        peers = self.items.peers(id)
        if not isinstance(found, Row) or found.id not in peers:
            return
        below = at.y() > self.view.visualRect(index).center().y()
        self.moved.emit(id, (*peers, "")[peers.index(found.id) + below])

    @Slot(QItemSelection, QItemSelection)
    def _select(self, on: QItemSelection, _off: QItemSelection) -> None:
        found = self.view.currentIndex().data(ROW)
        if isinstance(found, Row) and not on.isEmpty():
            self.chosen.emit(found.id)

    def _chips(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(4)
        self._group = QButtonGroup(self)
        self._chip = {}
        for number, (name, words) in enumerate(_CHIPS):
            chip = button(words, "chip")
            chip.setCheckable(True)
            self._group.addButton(chip, number)
            self._chip[name] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self._chip["all"].setChecked(True)
        self._group.idClicked.connect(self._filter)
        return row

    def _count(self) -> None:
        if self._campaign is None:
            return
        span = week(now(self._campaign.zone))
        for name, words in _CHIPS:
            count = self._issues if name == "issues" else sum(belongs(r, name, span) for r in self.items.rows)
            self._chip[name].setText(f"{words} {count}")
        self.nothing.setVisible(self.sieve.rowCount() == 0 and bool(self.items.rows))

    @Slot(int)
    def _filter(self, number: int) -> None:
        if self._campaign is not None:
            self.sieve.choose(_CHIPS[number][0], now(self._campaign.zone))
            self._count()

    def _others(self) -> QWidget:
        """Make the foot: pages that are about the whole campaign."""
        foot = QWidget()
        foot.setObjectName("foot")
        column = QVBoxLayout(foot)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        column.addWidget(label(_("Pages of the campaign"), "head"))
        row = QHBoxLayout()
        row.setSpacing(4)
        for name, words in PAGES:
            page = button(words.removeprefix("Campaign ").capitalize(), "chip")
            page.setAccessibleName(words)
            page.setProperty("page", name)
            page.clicked.connect(self._page)
            row.addWidget(page)
        row.addStretch(1)
        column.addLayout(row)
        return foot

    @Slot()
    def _page(self) -> None:
        name = str(self.sender().property("page"))
        self.chosen.emit(name)
