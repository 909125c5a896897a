"""Pages on a printer of this computer: where a page stands on the paper, and the printing itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from kiosk.compose.brief import Composed
from kiosk.export.sheets import office
from kiosk.page.stock import STOCKS, Stock
from kiosk.paint import qt
from kiosk.record import record
from kiosk.studio.page.pages import Press, Wanted
from kiosk.studio.words import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FOUR = "4up-a4"
"""The sheet that takes four postcards."""
_PPI = 300
_SLACK = 1.0
"""Points by which paper may be smaller than a page that still counts as fitting: sizes are rounded everywhere."""


class Error(Exception):
    """A page that did not go to the printer, with what helps."""


@record
class Paper:
    """A sheet in points, lying as it is printed on, and the part of it that the printer can reach."""

    width: float
    height: float
    reach: QRectF


def printers() -> list[str]:
    """Name the printers of this computer, the usual one first."""
    from PySide6.QtPrintSupport import QPrinterInfo

    usual = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name.casefold()))


def printer(name: str) -> QPrinter:
    """Make ready to print on a printer."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    return QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)


def papers(printer: QPrinter) -> list[QPageSize]:
    """List the papers that a printer knows, those that it has no name for left out."""
    from PySide6.QtPrintSupport import QPrinterInfo

    known = [p for p in QPrinterInfo(printer).supportedPageSizes() if p.isValid() and p.name()]
    return known or [QPageSize(QPageSize.PageSizeId.A4), QPageSize(QPageSize.PageSizeId.A3)]


def fitting(papers: Sequence[QPageSize], stock: Stock, usual: QPageSize) -> QPageSize:
    """Choose the paper for a page: of its very size, else the printer's usual one."""
    wanted = QSizeF(min(stock.width, stock.height), max(stock.width, stock.height))
    for paper in papers:
        size = paper.size(QPageSize.Unit.Point)
        if abs(size.width() - wanted.width()) <= 2 and abs(size.height() - wanted.height()) <= 2:
            return paper
    return usual


def settle(printer: QPrinter, paper: QPageSize, stock: Stock) -> Paper:
    """Tell a printer its paper, turned as the page lies."""
    landscape = stock.width > stock.height
    printer.setPageSize(paper)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait)
    printer.setFullPage(False)
    layout = printer.pageLayout()
    whole, reach = (r for r in (layout.fullRect(QPageLayout.Unit.Point), layout.paintRect(QPageLayout.Unit.Point)))
    return Paper(whole.width(), whole.height(), reach)


def placed(stock: Stock, paper: Paper, *, fit: bool) -> QRectF:
    """Find where a page stands on the paper: in the middle, at its true size or smaller so that the printer reaches all of it."""
    room = paper.reach if fit else QRectF(-_SLACK, -_SLACK, paper.width + 2 * _SLACK, paper.height + 2 * _SLACK)
    scale = min(1.0, room.width() / stock.width, room.height() / stock.height)
    if scale < 1 and not fit:
        return placed(stock, paper, fit=True)
    w, h = stock.width * scale, stock.height * scale
    return QRectF(room.center().x() - w / 2, room.center().y() - h / 2, w, h)


def told(stock: Stock, paper: Paper, *, fit: bool) -> str:
    """Say how a page comes out."""
    box = placed(stock, paper, fit=fit)
    if box.width() < stock.width - 0.5:
        return _("{count:.0%} of its true size", count=box.width() / stock.width)
    cut = not paper.reach.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(box)
    return _("At its true size; the printer leaves its edges white") if cut else _("At its true size")


def sides(press: Press, wanted: Wanted, *, four: bool) -> tuple[Composed, ...]:
    """Compose what is printed, for a worker thread: every side of a page, or of sheets with four postcards."""
    pages = press.compose(wanted)
    if not four:
        return pages
    stocks = STOCKS["postcard"]
    return office.laid(pages, stocks[office.BASES[FOUR]], stocks[FOUR], "long")


def drawn(pages: Sequence[Composed]) -> list[QImage]:
    """Draw pages as finely as print needs, for a worker thread: what printers make of gradients is not what screens show."""
    return [qt.raster(one.page, _pixels(one.page.stock)) for one in pages]


def _pixels(stock: Stock) -> tuple[int, int]:
    return round(stock.width / 72 * _PPI), round(stock.height / 72 * _PPI)


def put(pages: Sequence[tuple[QImage, Stock]], printer: QPrinter, paper: Paper, *, fit: bool) -> None:
    """Print pictures of pages, each on a sheet or side of its own; raise Error."""
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise Error(_("The printer did not take the page; see that it is on and has paper, and print again."))
    try:
        scale = printer.resolution() / 72
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, (image, stock) in enumerate(pages):
            if number and not printer.newPage():
                raise Error(_("The printer stopped before the last page; print the rest again."))
            box = placed(stock, paper, fit=fit)
            painter.drawImage(QRectF(box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale), image)
    finally:
        painter.end()
