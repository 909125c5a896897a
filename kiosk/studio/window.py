"""The main window: list on the left, page in the middle, fields on the right."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from kiosk.store import templates
from kiosk.studio import wiring
from kiosk.studio.actions import Actions
from kiosk.studio.asking import Asking
from kiosk.studio.cards.banner import Banner
from kiosk.studio.cards.start import Start
from kiosk.studio.changing import Changes
from kiosk.studio.checks.checks import Checks
from kiosk.studio.clock import now
from kiosk.studio.desk import Desk
from kiosk.studio.document.document import Document
from kiosk.studio.dropped import Dropped
from kiosk.studio.filework import FileWork
from kiosk.studio.foot import Foot
from kiosk.studio.leaving import Leaving
from kiosk.studio.look import room
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.spare import Spare
from kiosk.studio.look.takeback import TakeBack
from kiosk.studio.output.copying import Copying
from kiosk.studio.output.sending import Sending
from kiosk.studio.page.gallery import WORDS
from kiosk.studio.page.pages import Press
from kiosk.studio.saving import Saving
from kiosk.studio.showing import Showing
from kiosk.studio.tasks import Tasks
from kiosk.studio.telling import Telling
from kiosk.studio.tidy import Tidy
from kiosk.studio.walls.wallsign import WallSign
from kiosk.studio.words import _


class Window(QMainWindow):
    """The desk's window; one campaign at a time."""

    def __init__(self, colours: Scheme) -> None:
        super().__init__()
        self.colours = colours
        self.document: Document | None = None
        self.what = ""
        self._tidy = Tidy(self, self._at_work)
        self.tasks, self.chores, self.plans = (Tasks(name, self) for name in ("pages", "chores", "plans"))
        self.tasks.idle.connect(self._tidy.rested)
        self.press = Press()
        self.checks = Checks(self.press, self.tasks, self)
        self._take_back = TakeBack(self)
        self.file, self.saving = FileWork(self), Saving(self)
        self.sending = Sending(self)
        self.changes = Changes(self)
        self.showing = Showing(self)
        self.copying = Copying(self)
        self.asking = Asking(self)
        self.leaving = Leaving(self)
        self.dropped = Dropped(self)
        self.actions_ = Actions(self)
        self.setAcceptDrops(True)
        self.sign = WallSign(self, self.sending.walls)
        self.sign.clicked.connect(self.sending.screens)
        self.foot = Foot(self.sign)
        self.setStatusBar(self.foot)
        self.status = self.foot.words
        self.telling = Telling(self)
        room.restore(self)
        self.banner = Banner(colours)
        self.furnish()
        self.show_document(None)

    def furnish(self) -> None:
        """Put everything into the window, in its colours."""
        self.sign.refresh()
        self.start = Start(self.colours, self.press, self.tasks)
        self.start.setAccessibleName(_("Start"))
        desk = Desk(self.colours, self.plans)
        self.list, self.preview, self.preflight = desk.list, desk.preview, desk.preflight
        self.fields, self.gallery, self.brand = desk.fields, desk.gallery, desk.brand
        self.tabs, self.schedule = desk.tabs, desk.schedule
        wiring.connect(self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self.desk = Spare(desk)
        self.desk.offered.connect(desk.fold)
        self._stack.addWidget(self.desk)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(middle)

    # --- The campaign ----------------------------------------------------------------------------------------------------

    def show_document(self, document: Document | None) -> None:
        """Take on another document, or none."""
        if self.document is not None:
            self.settle()
            self.document.journal.keep()
            self.document.release()
            self.document.deleteLater()
        self.document = document
        self._stack.setCurrentIndex(0 if document is None else 1)
        self.actions_.follow(document)
        self.sending.follow()
        if document is None:
            self.setWindowTitle("Kiosk")
            self.start.refresh()
            self.say(_("No campaign open"))
            self.start.new.setFocus()
            return
        self.telling.follow(document)
        self.show_desk()
        self.list.view.setFocus()
        first = self.list.sieve.index(0, 0)
        if first.isValid():
            self.list.view.setCurrentIndex(first)
        else:
            self.choose("cover")

    def show_desk(self) -> None:
        """Show the desk with what is open."""
        if self.document is not None:
            self._stack.setCurrentIndex(1)
            self.gallery.offer(_ordered(templates.names(self.document.folder)))
            self.telling.campaign(self.document.campaign)

    # --- What is shown ---------------------------------------------------------------------------------------------------

    @Slot(str)
    def choose(self, what: str) -> None:
        """Show an item, or a page of the campaign."""
        if self.document is None or what == self.what:
            return
        half = self.settle()
        if half:  # it belongs to the item that goes out of sight
            self.say(_("Not taken: {half}", half=half), wrong=True)
        self.what = what
        self.telling.chosen(self.document)

    def moment(self) -> datetime:
        """Give the moment that pages are shown at: now, but on the schedule the one that is looked at."""
        if self.document is not None and self.schedule.isVisible():
            return self.schedule.moment
        return now(self.document.campaign.zone if self.document is not None else ZoneInfo("UTC"))

    def settle(self) -> str:
        """Take what is half typed in a field; gives a sentence on what cannot be understood."""
        return self.fields.settle() if self.document is not None else ""

    @Slot(str)
    def edit_box(self, field: str) -> None:
        """Go to a field."""
        self.tabs.setCurrentIndex(0)
        self.fields.focus(field)

    @Slot(int)
    def turned(self, _tab: int) -> None:
        """Show what another tab is about."""
        self.schedule.refresh()
        self.showing.all()

    @Slot(str)
    def show_slide(self, what: str) -> None:
        """Show something as the slide it is on the wall at the moment that is looked at."""
        self.choose(what)
        self.preview.show_product("slide")

    @Slot(str, int)
    def show_frame(self, what: str, side: int) -> None:
        """Show what was chosen on the strip: another slide, or another side."""
        if what == self.what:
            self.preview.show_side(side)
        else:
            self.choose(what)

    @Slot()
    def play(self, screen: str = "") -> None:
        """Play the slides: as now, or from the moment that is looked at on the schedule; in a window, or on a screen."""
        self.sending.play(self.schedule.at if self.schedule.isVisible() else None, screen)

    def _at_work(self) -> bool:
        """Tell whether somebody types, or waits for what is shown."""
        return self.showing.busy

    # --- The window ------------------------------------------------------------------------------------------------------

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Say something at the foot of the window."""
        self.foot.say(words, wrong=wrong)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the keyboard, as the space bar does."""
        held = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(held, QAbstractButton):
            held.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, links and text anywhere."""
        self.dropped.enter(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget what went on."""
        self.dropped.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what is let go on the window."""
        self.dropped.let_go(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave: what is not saved is kept, and offered at the next start. Somebody's own hand is asked first."""
        if event.spontaneous() and not self.leaving.may():
            event.ignore()
            return
        if self.document is not None:
            self.settle()
            self.document.journal.keep()
        room.keep(self)
        self.sending.close()
        self.tasks.close()
        self.plans.close()
        self.chores.finish()
        self._tidy.close()
        if self.document is not None:
            self.document.release()
        event.accept()


def _ordered(names: tuple[str, ...]) -> tuple[str, ...]:
    return (*(n for n in WORDS if n in names), *(n for n in names if n not in WORDS))
