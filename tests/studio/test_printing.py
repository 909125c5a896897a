"""Printing goes to a PDF instead of paper: Qt's own printer for files, with the size and resolution of any other."""

import pypdfium2
import pytest
from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from kiosk.page.geometry import MM
from kiosk.page.stock import STOCKS
from kiosk.studio.output import printing
from kiosk.studio.output.exporting import Export
from kiosk.studio.output.printcard import Print

POSTER, CARD = STOCKS["poster"]["a4"], STOCKS["postcard"]["a6"]
A4 = printing.Paper(595.3, 841.9, QRectF(12, 12, 571.3, 817.9))


@pytest.fixture
def printed(tmp_path, monkeypatch):
    """One printer, that writes a file."""
    file = tmp_path / "printed.pdf"

    def made(_name):
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(file))
        printer.setPageMargins(QMarginsF(4, 4, 4, 4), QPageLayout.Unit.Millimeter)
        return printer

    monkeypatch.setattr(printing, "printers", lambda: ["Second floor"])
    monkeypatch.setattr(printing, "printer", made)
    return file


@pytest.fixture
def opened(window, qtbot, settled):
    def ask():
        settled(window)
        window.sending.print()
        card = next(c for c in window.findChildren(Print) if c.isVisible())
        qtbot.waitUntil(card.go.isEnabled)
        return card

    return ask


def press_print(window, card, qtbot):
    with qtbot.waitSignal(card.closed):
        QTest.mouseClick(card.go, Qt.MouseButton.LeftButton)
    assert "went to Second floor" in window.status.text()


def colour_at(file, x, y, page=0):
    picture = pypdfium2.PdfDocument(file)[page].render(scale=1).to_pil().convert("RGB")
    return picture.getpixel((round(x), round(y)))


def test_a_page_is_printed_at_its_true_size_on_its_own_paper(window, opened, printed, qtbot):
    card = opened()
    assert card.papers.currentText() == "A4"
    assert card.told.text() == "At its true size; the printer leaves its edges white"
    press_print(window, card, qtbot)
    document = pypdfium2.PdfDocument(printed)
    assert len(document) == 1
    assert [round(s / MM) for s in document[0].get_size()] == [210, 297]
    assert max(colour_at(printed, 30, 250)) < 90  # the dark ground goes on beyond the printer's margin
    shown = window.preview.canvas.image()
    share = (240 / POSTER.width, 200 / POSTER.height)
    seen = shown.pixelColor(round(share[0] * shown.width()), round(share[1] * shown.height()))
    assert colour_at(printed, 240, 200) == pytest.approx((seen.red(), seen.green(), seen.blue()), abs=12)


def test_smaller_keeps_inside_what_the_printer_reaches(window, opened, printed, qtbot):
    card = opened()
    card.fit.setChecked(True)
    assert card.told.text() == "96% of its true size"
    press_print(window, card, qtbot)
    assert colour_at(printed, 5, 250) == (255, 255, 255)
    assert max(colour_at(printed, 30, 250)) < 90


def test_postcards_go_four_on_a_sheet_with_their_backs(window, opened, printed, qtbot):
    window.choose("peer-assist")
    window.preview.show_product("postcard")
    card = opened()
    assert card.both.isVisible()
    card.layouts.setCurrentIndex(1)
    qtbot.waitUntil(lambda: card._stock.name == "4up-a4")
    press_print(window, card, qtbot)
    assert len(pypdfium2.PdfDocument(printed)) == 2


def test_a_computer_without_a_printer_says_so_and_leads_on(window, monkeypatch):
    monkeypatch.setattr(printing, "printers", list)
    window.actions_.groups["File"][-2].trigger()
    card = window.findChild(Print)
    assert card.told.text().startswith("There is no printer on this computer.")
    QTest.mouseClick(next(b for b in card.findChildren(QPushButton) if b.text() == "Export"), Qt.MouseButton.LeftButton)
    assert window.findChild(Export).isVisible()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_a_sentence(window, opened, printed, qtbot):
    printed.mkdir()
    card = opened()
    QTest.mouseClick(card.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.told.text().startswith("The printer did not take the page"))
    assert card.isVisible()
    assert card.go.isEnabled()


def test_where_a_page_stands_on_paper():
    assert printing.placed(CARD, A4, fit=False).center() == A4.reach.center()
    assert printing.placed(CARD, A4, fit=False).width() == pytest.approx(CARD.width)
    assert printing.placed(POSTER, A4, fit=False).width() == pytest.approx(POSTER.width)
    small = printing.Paper(420, 595, QRectF(12, 12, 396, 571))
    assert small.reach.contains(printing.placed(POSTER, small, fit=False))  # never larger than the paper


def test_a_page_gets_paper_of_its_own_size_where_the_printer_has_it():
    a4, a5 = QPageSize(QPageSize.PageSizeId.A4), QPageSize(QPageSize.PageSizeId.A5)
    assert printing.fitting([a4, a5], STOCKS["poster"]["a5"], a4) == a5
    assert printing.fitting([a4, a5], STOCKS["programme"]["a4-landscape"], a5) == a4
    assert printing.fitting([a4, a5], STOCKS["poster"]["a2"], a4) == a4
