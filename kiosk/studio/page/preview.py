"""The middle of the window: which product is shown, on which stock, how large; the page itself; its sides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kiosk.page.stock import STOCKS, Product
from kiosk.studio.look import icons
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.still import Choice
from kiosk.studio.look.style import SMALLEST_PX, button, flag, label
from kiosk.studio.look.whole import Spared
from kiosk.studio.page.canvas import Canvas
from kiosk.studio.page.filmstrip import Filmstrip
from kiosk.studio.page.pages import Shown
from kiosk.studio.words import _

PRODUCTS: dict[Product, str] = {
    "poster": _("Poster"),
    "programme": _("Programme"),
    "postcard": _("Postcard"),
    "slide": _("Slide"),
    "social": _("Social"),
    "screensaver": _("Screensaver"),
}
STOCK_WORDS = {
    "a4": _("A4 portrait"),
    "a3": _("A3 portrait"),
    "a5": _("A5 portrait"),
    "a2": _("A2 portrait"),
    "a3-landscape": _("A3 landscape"),
    "a4-landscape": _("A4 landscape"),
    "a6": _("A6 postcard"),
    "1920x1080": "1920 × 1080 screen",
    "3840x2160": "3840 × 2160 screen",
    "1080x1920": "1080 × 1920 upright",
    "square": _("Square, 1080 × 1080"),
    "share": _("Share card, 1200 × 630"),
    "wide": _("Wide, 1600 × 900"),
    "tall": _("Tall, 1080 × 1350"),
}


class Preview(QWidget):
    """Shows one page of the campaign, as it will come out."""

    wanted = Signal()
    """Another product, stock, side or size should be shown."""

    def __init__(self, colours: Scheme) -> None:
        super().__init__()
        self.canvas = Canvas(colours)
        self.product: Product = "poster"
        self.stock = "a4"
        self.side, self._sides = 0, 1
        self._last: dict[Product, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._format_bar())
        column.addWidget(self.canvas, 1)
        self.film = Filmstrip(colours)
        column.addWidget(self.film)
        column.addWidget(self._zoom_bar(colours))
        self.canvas.zoom_changed.connect(self._tell_zoom)
        self.canvas.size_wanted.connect(self._ask)

    def offer(self, products: Sequence[Product]) -> None:
        """Offer the products that the chosen item can become; keep the present one when it is among them."""
        for name, made in self.products.items():
            made.setEnabled(name in products)
            made.setVisible(name in products)
            flag(made, "first", name == next((n for n in self.products if n in products), ""))
        if self.product not in products and products:
            self.show_product(products[0])

    def show_product(self, product: Product, stock: str = "") -> None:
        """Switch to a product, on the stock that was used for it last."""
        self.product = product
        self.stock = stock or self._last.get(product, next(iter(STOCKS[product])))
        self.side = 0
        self.products[product].setChecked(True)
        self.stocks.blockSignals(True)
        self.stocks.clear()
        for name in STOCKS[product]:
            if name in STOCK_WORDS:
                self.stocks.addItem(STOCK_WORDS[name], name)
        self.stocks.setCurrentIndex(max(self.stocks.findData(self.stock), 0))
        self.stocks.blockSignals(False)
        self.stocks.setToolTip(self.stocks.currentText())  # in little room its words are cut
        self.wanted.emit()

    def show_page(self, shown: Shown) -> None:
        """Show a page that was made."""
        self.canvas.show_page(shown)
        self._sides = max(shown.sides, 1)
        self.turn.setVisible(shown.sides > 1)
        self.turn.setText(_("Page {count} of {sides}", count=min(self.side, shown.sides - 1) + 1, sides=shown.sides))
        stock = STOCKS[shown.wanted.product].get(shown.wanted.stock)
        if stock is None:
            return
        if stock.kind == "print":
            size = f"{round(stock.width / 72 * 25.4)} × {round(stock.height / 72 * 25.4)} mm"
            self.facts.setText(
                _("{size}, {count} mm bleed", size=size, count=round(stock.bleed / 72 * 25.4)) if stock.bleed else size
            )
        else:
            self.facts.setText(_("{} × {} pixels").format(*stock.size_px))

    def _format_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("bar")
        bar.setFixedHeight(46)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self.products: dict[Product, QPushButton] = {}
        for number, (name, words) in enumerate(PRODUCTS.items()):
            made = button(words, "segment")
            made.setCheckable(True)
            made.setProperty("product", name)
            made.setToolTip(f"Ctrl+{number + 1}")
            made.clicked.connect(self._product)
            self._group.addButton(made)
            self.products[name] = made
            row.addWidget(made)
        self.products["poster"].setChecked(True)
        row.addSpacing(10)
        self.stocks = Choice()
        self.stocks.setAccessibleName(_("Size"))
        self.stocks.setMinimumWidth(120)
        self.stocks.setMaximumWidth(round(190 * max(self.stocks.fontInfo().pixelSize() / SMALLEST_PX, 1.0)))
        self.stocks.currentTextChanged.connect(self.stocks.setToolTip)
        self.stocks.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.stocks.addItem(STOCK_WORDS["a4"], "a4")
        for name in STOCKS["poster"]:
            if name != "a4":
                self.stocks.addItem(STOCK_WORDS[name], name)
        self.stocks.activated.connect(self._stock)
        row.addWidget(self.stocks, 3)
        row.addStretch(1)
        self.turn = button("", "quiet")
        self.turn.setToolTip(_("Show the next page or side"))
        self.turn.clicked.connect(self._turn)
        self.turn.hide()
        row.addWidget(self.turn)
        self.guides = button(_("Guides"), "quiet")
        self.guides.setCheckable(True)
        self.guides.setToolTip(_("Show bleed, safe area and the boxes that can be clicked"))
        self.guides.toggled.connect(self.canvas.set_guides)
        row.addWidget(self.guides)
        return bar

    def _zoom_bar(self, colours: Scheme) -> QWidget:
        bar = QWidget()
        bar.setObjectName("foot")
        bar.setFixedHeight(38)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        smaller, larger = QToolButton(), QToolButton()
        smaller.setIcon(icons.icon("minus", colours))
        smaller.setAccessibleName(_("Smaller"))
        smaller.clicked.connect(self.zoom_out)
        larger.setIcon(icons.icon("plus", colours))
        larger.setAccessibleName(_("Larger"))
        larger.clicked.connect(self.zoom_in)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(10, 400)
        self.slider.setMaximumWidth(130)
        self.slider.setAccessibleName(_("Zoom"))
        self.slider.sliderMoved.connect(self._slid)
        self.percent = label("")
        self.percent.setMinimumWidth(46)
        fit, actual = button(_("Fit"), "small"), button(_("Actual size"), "small")
        fit.clicked.connect(self.fit)
        actual.clicked.connect(self.actual)
        self.facts = Spared("second")
        for widget in (smaller, self.slider, larger, self.percent, fit, actual):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.facts)
        return bar

    @Slot()
    def fit(self) -> None:
        """Show the whole page."""
        self.canvas.set_zoom("fit")

    @Slot()
    def actual(self) -> None:
        """Show the page as large as it will be."""
        self.canvas.set_zoom("actual")

    @Slot()
    def zoom_in(self) -> None:
        """Show the page larger."""
        self.canvas.set_zoom(self.canvas.zoom * 1.25)

    @Slot()
    def zoom_out(self) -> None:
        """Show the page smaller."""
        self.canvas.set_zoom(self.canvas.zoom / 1.25)

    @Slot(int)
    def _slid(self, percent: int) -> None:
        self.canvas.set_zoom(percent / 100)

    @Slot(float)
    def _tell_zoom(self, zoom: float) -> None:
        self.percent.setText(f"{round(zoom * 100)} %")
        if not self.slider.isSliderDown():
            self.slider.setValue(round(zoom * 100))

    @Slot()
    def _product(self) -> None:
        self.show_product(self.sender().property("product"))

    @Slot(int)
    def _stock(self, at: int) -> None:
        self.stock = str(self.stocks.itemData(at))
        self._last[self.product] = self.stock
        self.wanted.emit()

    @Slot()
    def _turn(self) -> None:
        self.show_side((min(self.side, self._sides - 1) + 1) % self._sides)

    def show_side(self, side: int) -> None:
        """Show another side, or page, of what is shown."""
        self.side = side
        self.wanted.emit()

    @Slot(int)
    def _ask(self, _height: int) -> None:
        self.wanted.emit()
