"""Pages for the painters' tests: every noun, in several scripts."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from kiosk.page import face, qr
from kiosk.page.geometry import Matrix, Point, Rect, ellipse, polygon, rectangle, rounded
from kiosk.page.ink import Linear, Radial, Stop, ink
from kiosk.page.items import Group, Item, Page, Picture, Shape, Stroke
from kiosk.page.lines import Paragraph, Span, set_lines
from kiosk.page.stock import STOCKS, Stock

TEXT = face.find("Atkinson Hyperlegible")
BOLD = face.find("Atkinson Hyperlegible", 700)
DISPLAY = face.find("DM Serif Display")
DARK, CREAM, EMBER, GOLD, WHITE = (ink(c) for c in ("#2A1226", "#FFF6E3", "#E4572E", "#F6C453", "#FFFFFF"))
A6 = STOCKS["postcard"]["a6"]
LINK = "https://example.org/k/exchange"
Placed = tuple[tuple[Point, Item], ...]

SCRIPTS = {
    "en": "Knowledge exchange: office, AV, fluff - at 12.30",
    "cy": "Ŵyl y gair: llŷr, ŵyn, tŷ a môr",
    "pl": "Zażółć gęślą jaźń, Łódź",
    "hi": "नमस्ते दुनिया क्षत्रिय हिन्दी",
    "ar": "مرحبا بالعالم هذا نص طويل",
    "el": "Ελληνικά κείμενα",
    "ru": "Привет, библиотека",
}


def para(
    text: str, size: float = 12, width: float = 380, lang: str = "en", f: face.Face = TEXT, colour=DARK, **more
) -> Paragraph:
    return set_lines((Span(text, f, colour),), width, size, lang=lang, **({"leading": 1.3} | more))


def placed(p: Paragraph, x: float, y: float) -> Placed:
    return tuple((Point(x + at.x, y + at.y), run) for at, run in p.placed)


def page(*items: tuple[Point, Item], stock: Stock = A6, lang: str = "en", title: str = "Knowledge exchange") -> Page:
    return Page(stock, items, lang, title)


def scripts() -> Page:
    out: list[tuple[Point, Item]] = []
    for i, (lang, text) in enumerate(SCRIPTS.items()):
        out.append((Point(0, 0), Group(placed(para(text, 16, lang=lang), 20, 12 + 36 * i), role="p", lang=lang)))
    return page(*out)


def shapes() -> Page:
    sky = Linear(Point(40, 0), Point(200, 297), (Stop(0, ink("#0E3B32")), Stop(0.5, ink("#15302F")), Stop(1, ink("#3B1536"))))
    glow = Radial(Point(360, 40), 220, (Stop(0, ink("#2F7F63"), 0.8), Stop(0.6, ink("#2F7F63"), 0.3), Stop(1, ink("#2F7F63"), 0)))
    full = rectangle(A6.trim.inset(-A6.bleed))
    star = polygon([(0, -40), (24, 32), (-38, -12), (38, -12), (-24, 32)])
    turned = Group(
        (
            (Point(0, 0), Shape(ellipse(Rect(-60, -30, 120, 60)), EMBER, Stroke(GOLD, 4, "round", "round", (9, 6)), alpha=0.7)),
            (
                Point(20, 0),
                Shape(rounded(Rect(-30, -20, 60, 40), 8), Linear(Point(-30, 0), Point(30, 0), (Stop(0, GOLD), Stop(1, CREAM)))),
            ),
        ),
        matrix=Matrix.turn(25),
        clip=rectangle(Rect(-50, -50, 90, 100)),
        alpha=0.8,
    )
    dim = Linear(Point(0, 0), Point(0, 80), (Stop(0, DARK, 0.0), Stop(1, DARK, 0.9)))
    edge = Linear(Point(0, 0), Point(100, 0), (Stop(0, EMBER), Stop(1, WHITE)))
    return page(
        (Point(0, 0), Shape(full, sky)),
        (Point(0, 0), Shape(full, glow)),
        (Point(90, 90), turned),
        (Point(220, 80), Shape(star, GOLD, evenodd=True)),
        (Point(320, 80), Shape(star, CREAM)),
        (Point(20, 200), Shape(rectangle(Rect(0, 0, 150, 80)), CREAM)),
        (Point(20, 200), Shape(rectangle(Rect(0, 0, 150, 80)), dim)),
        (
            Point(200, 170),
            Shape(polygon([(0, 0), (50, 60), (100, 0), (150, 60)], False), stroke=Stroke(edge, 7, "square", "bevel")),
        ),
        (Point(200, 260), Shape(polygon([(0, 0), (150, 0)], False), stroke=Stroke(CREAM, 3, dash=(12, 5, 3)))),
    )


def code() -> Page:
    c = qr.code(LINK)
    panel = Shape(rounded(Rect(-16, -16, c.modules * 4 + 32, c.modules * 4 + 32), 6), WHITE)
    modules = Shape(c.path.mapped(Matrix.scale(4)), DARK, crisp=True)
    figure = Group(((Point(0, 0), panel), (Point(0, 0), modules)), role="figure", alt="QR code to the booking page", link=LINK)
    return page((Point(0, 0), Shape(rectangle(A6.trim), CREAM)), (Point(60, 60), figure))


def picture(folder: Path, suffix: str = "jpg") -> Picture:
    """A photograph-like ramp of 1500 x 1000 pixels, cut to its middle."""
    image = Image.merge("RGB", (Image.linear_gradient("L"), Image.radial_gradient("L"), Image.linear_gradient("L").rotate(90)))
    image = image.resize((1500, 1000))
    if suffix == "png":
        image.putalpha(Image.linear_gradient("L").rotate(90).resize((1500, 1000)))
    file = folder / f"ramp.{suffix}"
    image.save(file, quality=92)
    return Picture(str(file), f"ramp-{suffix}", Rect(250, 100, 1000, 750), 240, 180, 1.0)


def pdf_bytes(*pages: Page, **intent) -> bytes:
    from kiosk.paint import pdf

    out = BytesIO()
    pdf.write(pages, out, pdf.Digital(**({"title": "Knowledge exchange", "lang": pages[0].lang} | intent)))
    return out.getvalue()


def pdf_picture(data: bytes, width: int, height: int, index: int = 0) -> Image.Image:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    sheet = document[index]
    scale = min((width - 0.01) / sheet.get_width(), (height - 0.01) / sheet.get_height())
    image = sheet.render(scale=scale).to_pil().convert("RGB")
    document.close()
    assert image.size == (width, height)
    return image


def qt_picture(p: Page, width: int, height: int) -> Image.Image:
    from kiosk.paint import qt

    image = qt.raster(p, (width, height))
    assert (image.width(), image.height()) == (width, height)
    return Image.frombuffer("RGBA", image.size().toTuple(), bytes(image.constBits()), "raw", "BGRA", 0, 1).convert("RGB")
