"""The card that prints the page that is shown: on which printer and paper, and how it will lie there."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QImage, QPageSize
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout

from kiosk.compose.brief import Composed
from kiosk.page.stock import Stock
from kiosk.paint import qt
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.overlay import Overlay
from kiosk.studio.look.still import Choice, Number
from kiosk.studio.look.style import button, label
from kiosk.studio.output import printing
from kiosk.studio.output.papersheet import Sheet
from kiosk.studio.output.printing import Paper
from kiosk.studio.page.pages import Press, Wanted
from kiosk.studio.words import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from kiosk.studio.window import Window

_HIGH = 900
"""Pixels of the preview's pages: enough for a card on a dense screen."""
_MOST_COPIES = 999


class Print(Overlay):
    """Asks and prints."""

    def __init__(self, window: Window, colours: Scheme, wanted: Wanted) -> None:
        super().__init__(window, colours, _("Print"), width=720)
        self._desk = window
        self._wanted = replace(wanted, height=_HIGH, side=0)
        self._pages: tuple[Composed, ...] = ()
        self._printer: QPrinter | None = None
        self._known: list[QPageSize] = []
        self.sheet = Sheet(colours)
        names = printing.printers()
        if names:
            self._furnish(names)
            self._compose()
        else:
            self._nowhere()

    def _nowhere(self) -> None:
        words = label(
            _("There is no printer on this computer. Add one in the system's settings, or export a PDF and print that.")
        )
        words.setWordWrap(True)
        self.told = words
        self.body.addWidget(words)
        foot = QHBoxLayout()
        foot.addStretch(1)
        again, instead = button(_("Look again")), button(_("Export"), "main")
        again.clicked.connect(self._look_again)
        instead.clicked.connect(self._instead)
        for made in (again, instead):
            foot.addWidget(made)
        self.stand(foot)
        instead.setFocus()

    def _furnish(self, names: list[str]) -> None:
        self.names, self.papers, self.layouts = Choice(), Choice(), Choice()
        self.names.addItems(names)
        self.copies = Number()
        self.copies.setRange(1, _MOST_COPIES)
        self.copies.lineEdit().setTextMargins(8, 0, 8, 0)  # the style sheet's padding does not reach it
        self.fit = QCheckBox(_("Smaller, so that nothing is cut off"))
        self.grey = QCheckBox(_("Black and white"))
        self.both = QCheckBox(_("On both sides of the paper"))
        self.layouts.addItem(_("One on a sheet"), False)
        self.layouts.addItem(_("Four on a sheet, cut apart"), True)
        self.told = label("", "second")
        self.told.setWordWrap(True)
        form = QGridLayout()
        form.setVerticalSpacing(4)
        asked = [(_("Printer"), self.names), (_("Paper"), self.papers), (_("Copies"), self.copies)]
        if self._wanted.product == "postcard":
            asked.append((_("Postcards"), self.layouts))
        for words, widget in asked:
            named = label(words, "label")
            named.setBuddy(widget)
            widget.setAccessibleName(words)
            form.addWidget(named, form.rowCount(), 0)
            form.addWidget(widget, form.rowCount(), 0)
        for widget in (self.fit, self.grey, self.both, self.told):
            form.addWidget(widget, form.rowCount(), 0)
        form.setRowStretch(form.rowCount(), 1)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self.sheet)
        row.addLayout(form, 1)
        self.body.addLayout(row, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        cancel, self.go = button(_("Cancel")), button(_("Print"), "main")
        cancel.clicked.connect(self.leave)
        self.go.clicked.connect(self._print)
        self.go.setEnabled(False)
        foot.addWidget(cancel)
        foot.addWidget(self.go)
        self.stand(foot)
        self.names.currentIndexChanged.connect(self._take_printer)
        self.papers.currentIndexChanged.connect(self._show)
        self.layouts.currentIndexChanged.connect(self._compose)
        self.fit.toggled.connect(self._show)
        self.grey.toggled.connect(self._show)
        self.both.hide()
        self.go.setFocus()

    @Slot()
    def _compose(self) -> None:
        work = partial(_drawn, self._desk.press, self._wanted, bool(self.layouts.currentData()))
        self._desk.tasks.ask("print", work, self._take, urgency=1, failed=self._unmade)

    def _take(self, made: tuple[tuple[Composed, ...], list[QImage]]) -> None:
        self._pages, images = made
        self.sheet.show_pages(images)
        self.both.setVisible(len(images) > 1)
        self.both.setChecked(len(images) > 1)
        self.go.setEnabled(True)
        self.go.setFocus()
        self._take_printer()

    def _unmade(self, trouble: Exception) -> None:
        self.told.setText(_("This page cannot be made: {trouble}", trouble=trouble))

    @property
    def _stock(self) -> Stock:
        return next(one.page.stock for one in self._pages)

    @Slot()
    def _take_printer(self) -> None:
        """Offer the papers of the printer that is chosen; the page's own size first."""
        self._printer = printing.printer(self.names.currentText())
        self._known = printing.papers(self._printer)
        if not self._pages:
            return
        chosen = printing.fitting(self._known, self._stock, self._printer.pageLayout().pageSize())
        self.papers.blockSignals(True)
        self.papers.clear()
        self.papers.addItems([p.name() for p in self._known])
        self.papers.setCurrentIndex(next((n for n, p in enumerate(self._known) if p.isEquivalentTo(chosen)), 0))
        self.papers.blockSignals(False)
        self._show()

    def _paper(self) -> Paper | None:
        at = self.papers.currentIndex()
        if self._printer is None or not 0 <= at < len(self._known) or not self._pages:
            return None
        return printing.settle(self._printer, self._known[at], self._stock)

    @Slot()
    def _show(self) -> None:
        paper = self._paper()
        if paper is not None:
            fit = self.fit.isChecked()
            self.sheet.show_paper(paper, printing.placed(self._stock, paper, fit=fit), grey=self.grey.isChecked())
            self.told.setText(printing.told(self._stock, paper, fit=fit))

    @Slot()
    def _print(self) -> None:
        self.go.setEnabled(False)
        self.told.setText(_("Getting ready …"))
        work = partial(printing.drawn, self._pages)
        self._desk.tasks.ask("print", work, self._send, urgency=1, failed=self._unmade)

    def _send(self, images: list[QImage]) -> None:
        from PySide6.QtPrintSupport import QPrinter

        self.go.setEnabled(True)
        paper, printer = self._paper(), self._printer
        if paper is None or printer is None:
            return
        printer.setDocName(self._title)
        printer.setCopyCount(self.copies.value())
        printer.setColorMode(QPrinter.ColorMode.GrayScale if self.grey.isChecked() else QPrinter.ColorMode.Color)
        both = self.both.isChecked() and len(images) > 1
        printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide if both else QPrinter.DuplexMode.DuplexNone)
        stocks = [one.page.stock for one in self._pages]
        try:
            printing.put(list(zip(images, stocks, strict=True)), printer, paper, fit=self.fit.isChecked())
        except printing.Error as trouble:
            self.told.setText(str(trouble))
            return
        self.leave()
        self._desk.say(_("{title} went to {currentText}.", title=self._title, currentText=self.names.currentText()))

    @property
    def _title(self) -> str:
        return next(one.page.title for one in self._pages)

    @Slot()
    def _look_again(self) -> None:
        self.leave()
        self._desk.sending.print()

    @Slot()
    def _instead(self) -> None:
        self.leave()
        self._desk.sending.export()


def _drawn(press: Press, wanted: Wanted, four: bool) -> tuple[tuple[Composed, ...], list[QImage]]:
    """Compose what is printed and draw each side small, for a worker thread."""
    pages = printing.sides(press, wanted, four=four)
    size = [(p.page.stock.width, p.page.stock.height) for p in pages]
    images = [qt.raster(p.page, (round(wanted.height * w / h), wanted.height)) for p, (w, h) in zip(pages, size, strict=True)]
    return pages, images
