"""Hand-made pages for tests: a ground, a mark in one corner, and QR codes."""

from kiosk.compose.brief import Composed, Qr
from kiosk.page import qr
from kiosk.page.geometry import Matrix, Point, Rect, rectangle
from kiosk.page.ink import Ink
from kiosk.page.items import Page, Shape
from kiosk.page.stock import Stock

WHITE = Ink("white", (1, 1, 1))
INK = Ink("ink", (0.1, 0.05, 0.2))
GROUND = Ink("ground", (0.05, 0.25, 0.2))
MARK = Ink("mark", (0.9, 0.1, 0.1))


def sheet(stock: Stock, text: str = "", width: float = 90, at: tuple[float, float] = (30, 40)) -> Composed:
    """A page with a red mark at the top left corner and, if there is a text, its code of `width` points."""
    ground = Shape(rectangle(stock.trim.inset(-stock.bleed)), GROUND)
    items = [
        (Point(0, 0), ground),
        (Point(0, 0), Shape(rectangle(Rect(-stock.bleed, -stock.bleed, 12 + stock.bleed, 12 + stock.bleed)), MARK)),
    ]
    codes = ()
    if text:
        made = qr.code(text)
        box = Rect(*at, width, width)
        quiet = 4 * width / made.modules
        items.append((Point(0, 0), Shape(rectangle(box.inset(-quiet)), WHITE)))
        items.append((Point(*at), Shape(made.path.mapped(Matrix.scale(width / made.modules)), INK, crisp=True)))
        codes = (Qr(text, box, made.modules),)
    return Composed(Page(stock, tuple(items), "en", "A sheet"), codes=codes, alt="A sheet.")
