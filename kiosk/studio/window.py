"""The main window: list on the left, page in the middle, fields on the right; and what the menus do."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from random import randrange

from PySide6.QtCore import QByteArray, QSettings, Qt, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from kiosk.campaign.campaign import Campaign
from kiosk.store import files, templates
from kiosk.studio import edits
from kiosk.studio.actions import Actions
from kiosk.studio.banner import Banner
from kiosk.studio.checks import Checks, products_of
from kiosk.studio.clock import now
from kiosk.studio.colours import Scheme
from kiosk.studio.document import Document
from kiosk.studio.fields import Fields
from kiosk.studio.filework import PICTURES, FileWork
from kiosk.studio.gallery import SIZE, Gallery
from kiosk.studio.itemlist import ItemList
from kiosk.studio.pages import Press, Shown, Wanted, family_of
from kiosk.studio.preflight import Preflight
from kiosk.studio.preview import Preview
from kiosk.studio.sending import Sending
from kiosk.studio.start import Start
from kiosk.studio.style import rule
from kiosk.studio.tasks import Tasks

_AT_ONCE, _SOON = 0, 5


class Window(QMainWindow):
    """The studio's window; one campaign at a time."""

    def __init__(self, colours: Scheme) -> None:
        super().__init__()
        self.colours = colours
        self.document: Document | None = None
        self.tasks, self.chores = Tasks("pages", self), Tasks("chores", self)
        self.press = Press()
        self.checks = Checks(self.press, self.tasks, self)
        self.checks.changed.connect(self._show_findings)
        self.what = ""
        self.setMinimumSize(1180, 720)
        self.file = FileWork(self)
        self.sending = Sending(self)
        self.banner = Banner(colours)
        self.actions_ = Actions(self)
        self.start = Start(colours, self.press, self.tasks)
        self.start.open_wanted.connect(self.file.open)
        self.start.browse_wanted.connect(self.file.browse)
        self.start.new_wanted.connect(self.file.new)
        self.start.import_wanted.connect(self.file.bring)
        self.start.sample_wanted.connect(self.file.sample)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self._stack.addWidget(self._desk())
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self.setAcceptDrops(True)
        self.status = QLabel()
        self.statusBar().addWidget(self.status)
        self.statusBar().setSizeGripEnabled(False)
        self.resize(1440, 900)
        self._restore()
        self.show_document(None)

    def _desk(self) -> QWidget:
        self.list = ItemList(self.colours)
        self.preview = Preview(self.colours)
        self.preflight = Preflight(self.colours)
        self.fields = Fields(self.colours)
        self.gallery = Gallery(self.colours)
        right = QWidget()
        right.setObjectName("right")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        event = QWidget()
        inner = QVBoxLayout(event)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.fields, 1)
        inner.addWidget(rule())
        inner.addWidget(self.gallery)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(event, "Event")
        column.addWidget(self.tabs)
        middle = QSplitter(Qt.Orientation.Vertical)
        middle.addWidget(self.preview)
        middle.addWidget(self.preflight)
        middle.setStretchFactor(0, 1)
        middle.setCollapsible(0, False)
        middle.setSizes([700, 136])
        desk = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.list, middle, right):
            desk.addWidget(widget)
        desk.setStretchFactor(1, 1)
        desk.setChildrenCollapsible(False)
        desk.setSizes([290, 808, 342])
        self.list.chosen.connect(self.choose)
        self.preview.wanted.connect(self.show_page)
        self.preview.canvas.box_chosen.connect(self._edit_box)
        self.preflight.cure_wanted.connect(self._mend)
        self.fields.edited.connect(self._edit)
        self.fields.entered.connect(self.preview.canvas.choose)
        self.gallery.family_chosen.connect(self._dress)
        self.gallery.shuffled.connect(self.shuffle)
        return desk

    # --- The campaign ----------------------------------------------------------------------------------------------------

    def show_document(self, document: Document | None) -> None:
        """Take on another document, or none."""
        if self.document is not None:
            self.document.release()
            self.document.deleteLater()
        self.document = document
        self._stack.setCurrentIndex(0 if document is None else 1)
        self.actions_.follow(document)
        if document is None:
            self.setWindowTitle("Studio")
            self.start.refresh()
            self.say("No campaign open")
            return
        document.campaign_changed.connect(self._show_campaign)
        document.saved_changed.connect(self._show_saved)
        self.gallery.offer(_ordered(templates.names(document.folder)))
        self._show_saved(True)
        self._show_campaign(document.campaign)
        first = self.list.sieve.index(0, 0)
        if first.isValid():
            self.list.view.setCurrentIndex(first)
        else:
            self.choose("cover")

    @Slot(object)
    def _show_campaign(self, campaign: Campaign) -> None:
        document = self.document
        if document is None:
            return
        self.checks.show(campaign, document.folder)
        item = campaign.item(self.what)
        if self.what and item is None and self.what not in ("cover", "programme", "agenda-today", "agenda-week"):
            self.list.step(0)
            return
        self.fields.show_item(campaign, item, document.folder)
        self.gallery.show_chosen(family_of(campaign, self.what), campaign.seed)
        self.show_page()
        self._show_gallery()

    @Slot()
    def _show_findings(self) -> None:
        if self.document is not None:
            campaign = self.document.campaign
            self.list.show_campaign(campaign, self.checks.by_item())
            self.preflight.show_findings(campaign, self.checks.all, busy=self.checks.busy)

    @Slot(bool)
    def _show_saved(self, saved: bool) -> None:
        document = self.document
        if document is not None:
            dot = "" if saved else " •"
            self.setWindowTitle(f"{document.campaign.title}{dot} – Studio")
            self.say("All changes are saved" if saved else "Not saved yet. Ctrl+S saves; until then your changes are kept safe.")

    # --- What is shown ---------------------------------------------------------------------------------------------------

    @Slot(str)
    def choose(self, what: str) -> None:
        """Show an item, or a page of the campaign."""
        if self.document is None or what == self.what:
            return
        self.what = what
        campaign = self.document.campaign
        self.list.choose(what)
        self.fields.show_item(campaign, campaign.item(what), self.document.folder)
        self.preview.canvas.choose("")
        self.gallery.show_chosen(family_of(campaign, what), campaign.seed)
        products = products_of(campaign, what)
        self.preview.side = 0
        self.preview.offer(products)
        self.show_page()
        self._show_gallery()

    @Slot()
    def show_page(self) -> None:
        """Have the chosen page made, and show it."""
        wanted = self._wanted(self.preview.canvas.wanted_height)
        if wanted is not None:
            self.tasks.ask(
                "page", partial(self.press.show, wanted), self.preview.show_page, urgency=_AT_ONCE, failed=self._unmade
            )

    def _wanted(self, height: int, family: str = "") -> Wanted | None:
        if self.document is None or not self.what:
            return None
        campaign = self.document.campaign
        return Wanted(
            campaign=campaign,
            folder=self.document.folder,
            product=self.preview.product,
            stock=self.preview.stock,
            what=self.what,
            at=now(campaign.zone),
            height=height,
            side=self.preview.side,
            family=family,
        )

    def _show_gallery(self) -> None:
        height = round(SIZE.height() * self.devicePixelRatioF())
        for name in self.gallery.families:
            wanted = self._wanted(height, name)
            if wanted is not None:
                self.tasks.ask(f"thumb:{name}", partial(self.press.show, wanted), self.gallery.show_page, urgency=_SOON)

    def _unmade(self, trouble: Exception) -> None:
        wanted = self._wanted(10)
        if wanted is not None:
            self.preview.show_page(Shown(wanted=wanted, trouble=f"This page cannot be made: {trouble}"))

    # --- What is changed -------------------------------------------------------------------------------------------------

    @Slot(str, dict, str)
    def _edit(self, id: str, values: dict[str, object], field: str) -> None:
        if self.document is not None:
            changed = edits.change(self.document.campaign, id, **values)
            self.document.edit(changed, f"Change {_FIELD_WORDS.get(field, field)}", merge=f"{id}.{field}")

    @Slot(str)
    def _edit_box(self, field: str) -> None:
        self.tabs.setCurrentIndex(0)
        self.fields.focus(field)

    @Slot(str, str, str)
    def _mend(self, item: str, product: str, field: str) -> None:
        if self.document is None:
            return
        if item:
            self.choose(item)
        products = products_of(self.document.campaign, self.what)
        if product in products:
            self.preview.show_product(products[products.index(product)])
        if field:
            self._edit_box(field)

    @Slot(str)
    def _dress(self, family: str) -> None:
        """Give the chosen item a family; where it is the campaign's own anyway, none of its own."""
        if self.document is None:
            return
        campaign = self.document.campaign
        item = campaign.item(self.what)
        if item is None:
            self.document.edit(replace(campaign, family=family), "Change template of the campaign")
            return
        own = None if family == family_of(edits.change(campaign, item.id, family=None), item.id) else family
        self.document.edit(edits.change(campaign, item.id, family=own), "Change template")

    @Slot()
    def shuffle(self) -> None:
        """Let the motif fall another way."""
        if self.document is not None:
            self.document.edit(replace(self.document.campaign, seed=randrange(1, 1000)), "Shuffle", merge="seed")

    @Slot()
    def new_event(self) -> None:
        """Add an event and go to its title."""
        if self.document is not None:
            event = edits.new_event(self.document.campaign)
            self.document.edit(edits.add(self.document.campaign, event), "New event")
            self.choose(event.id)
            self.fields.focus("title")

    @Slot()
    def remove(self) -> None:
        """Take the chosen item out; undo brings it back."""
        document = self.document
        item = document.campaign.item(self.what) if document else None
        if document is None or item is None:
            return
        document.edit(edits.remove(document.campaign, item.id), f"Remove {edits.named(item)}")
        self.say(f"{edits.named(item)} was removed. Ctrl+Z brings it back.")

    @Slot()
    def duplicate(self) -> None:
        """Put a copy of the chosen item behind it."""
        if self.document is not None:
            made, id = edits.duplicate(self.document.campaign, self.what)
            self.document.edit(made, "Duplicate")
            if id:
                self.choose(id)

    # --- The window ------------------------------------------------------------------------------------------------------

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Say something at the foot of the window."""
        self.status.setText(words)
        self.status.setProperty("badge", "error" if wrong else None)
        self.status.style().unpolish(self.status)
        self.status.style().polish(self.status)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, links and text anywhere."""
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a campaign, give a picture to the chosen item, or import whatever else was dropped."""
        urls = event.mimeData().urls()
        event.acceptProposedAction()
        self.take(urls[0].toLocalFile() or urls[0].toString() if urls else event.mimeData().text().strip())

    def take(self, dropped: str) -> None:
        """Take a path, a link or a text that somebody dropped on the window."""
        path = Path(dropped) if dropped and "\n" not in dropped and len(dropped) < 1000 else None
        if path is not None and path.name == files.NAME:
            path = path.parent
        if path is not None and path.is_dir():
            self.file.open(path)
        elif path is not None and path.suffix.lower() in PICTURES and self.document is not None:
            self.fields.take_picture(path)
        elif dropped:
            self.file.bring(dropped)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave: what is not saved is kept, and offered at the next start."""
        if self.document is not None:
            self.document.journal.keep()
        self._keep()
        self.sending.close()
        self.tasks.close()
        self.chores.finish()
        if self.document is not None:
            self.document.release()
        event.accept()

    def _keep(self) -> None:
        settings = QSettings("kiosk", "studio")
        settings.setValue("geometry", self.saveGeometry())

    def _restore(self) -> None:
        kept = QSettings("kiosk", "studio").value("geometry")
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)


_FIELD_WORDS = {"starts": "date", "summary": "short line", "booking": "booking link", "venue": "place", "status": "state"}


def _ordered(names: tuple[str, ...]) -> tuple[str, ...]:
    from kiosk.studio.gallery import WORDS

    return (*(n for n in WORDS if n in names), *(n for n in names if n not in WORDS))
