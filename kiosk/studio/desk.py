"""The desk's furniture: list on the left, page and findings in the middle, fields and schedule on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from kiosk.store.folder import brands
from kiosk.studio.checks.preflight import Preflight
from kiosk.studio.fields.fields import Fields
from kiosk.studio.items.itemlist import ItemList
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.style import rule
from kiosk.studio.page.gallery import Gallery
from kiosk.studio.page.inks import Inks
from kiosk.studio.page.preview import Preview
from kiosk.studio.schedule.schedule import Schedule
from kiosk.studio.tasks import Tasks
from kiosk.studio.words import _


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
        self.setSizes([290, 808, 342])

    def _middle(self) -> QSplitter:
        middle = QSplitter(Qt.Orientation.Vertical)
        middle.addWidget(self.preview)
        middle.addWidget(self.preflight)
        middle.setStretchFactor(0, 1)
        middle.setCollapsible(0, False)
        middle.setSizes([700, 136])
        return middle

    def _right(self) -> QTabWidget:
        panel = QWidget()
        panel.setObjectName("panel_body")
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.fields, 1)
        for widget in (self.gallery, self.brand):
            column.addWidget(rule())
            column.addWidget(widget)
        self.tabs.setObjectName("right")
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("What is said, and when it is shown"))
        self.tabs.addTab(panel, _("Event"))
        self.tabs.addTab(self.schedule, _("Schedule"))
        return self.tabs
