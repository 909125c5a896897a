"""One file of an export looked at again, from its bytes alone: rules of preflight, size, and every code that its pixels show."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from kiosk.campaign.finding import Finding
from kiosk.export.files import judging
from kiosk.export.manifest import Code
from kiosk.export.raster import proof
from kiosk.export.sheets import office
from kiosk.page.geometry import MM, Rect
from kiosk.page.stock import STOCKS, Stock

if TYPE_CHECKING:
    from PIL import Image

    from kiosk.compose.brief import Qr

_DPI = 150
_LARGEST = 2000
"""Pixels of a side up to which a raster is searched for codes as it is; a larger one is halved."""


class Found(NamedTuple):
    """A code on a page: what it says, where it is (points from the trim's top left), its modules a side."""

    page: int
    text: str
    box: Rect
    modules: int


def judged(path: str, data: bytes, told: dict[str, Any]) -> tuple[tuple[Code, ...], tuple[Finding, ...]]:
    """Read the codes of a file back, and find what is wrong in it; `told` is what the manifest says of it."""
    stock = stock_of(told)
    if stock is None or not path.endswith((".pdf", ".png", ".jpg")):
        return (), ()
    meant = [str(code["text"]) for code in cast("list[dict[str, Any]]", told.get("qr") or [])]
    try:
        if path.endswith(".pdf"):
            return _pdf(data, stock, meant, press=bool(told.get("press")))
        return _raster(path, data, stock, meant, told)
    except Exception as trouble:
        # Anybody may have written this file; whatever a decoder makes of it, the other files are looked at all the same.
        reason = " ".join(str(trouble).split())[:120] or type(trouble).__name__
        sentence = f"{path} cannot be read ({reason})."
        return (), (Finding(id="file-unreadable", severity="error", sentence=sentence, cure="Export it again."),)


def stock_of(told: dict[str, Any]) -> Stock | None:
    """Find what a file of the manifest is made on; None for a paper that lies beside the products."""
    product = str(told.get("product"))
    return office.stocks(product).get(str(told.get("stock"))) if product in STOCKS else None


def _pdf(data: bytes, stock: Stock, meant: list[str], *, press: bool) -> tuple[tuple[Code, ...], tuple[Finding, ...]]:
    import pypdfium2

    from kiosk.export.preflight import preflight

    wrong = list(preflight.judge(data, stock, press=press))
    if any(f.id == "pdf-unreadable" for f in wrong):
        return (), tuple(wrong)
    codes: list[Code] = []
    document = pypdfium2.PdfDocument(data)
    try:
        for index in range(len(document)):
            opened: Any = document[index]
            width, height = opened.get_size()
            x, y = (width - stock.width) / 2, (height - stock.height) / 2
            picture = opened.render(scale=_DPI / 72, may_draw_forms=False).to_pil().convert("L")
            opened.close()
            for found in _search(picture, 72 / _DPI, index):
                code = _qr(found._replace(box=found.box.moved(-x, -y)))
                codes.append(proof.measured(code, proof.read_pdf(document, index, stock, code), stock))
                wrong += _placed(code, stock)
    finally:
        document.close()
    return tuple(codes), (*wrong, *judging.codes(codes), *_compared(codes, meant))


def _raster(
    path: str, data: bytes, stock: Stock, meant: list[str], told: dict[str, Any]
) -> tuple[tuple[Code, ...], tuple[Finding, ...]]:
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
        image.load()
    wrong = list(_sized(path, image, stock))
    picture = image.convert("L")
    shrink = 2 if max(picture.size) > _LARGEST else 1
    codes: list[Code] = []
    for found in _search(picture.reduce(shrink), shrink * stock.width / image.width, 0):
        code = _qr(found)
        codes.append(proof.measured(code, proof.read_image(image, stock, code), stock))
        wrong += _placed(code, stock)
    return tuple(codes), (*wrong, *judging.codes(codes), *_compared(codes, meant))


def _sized(path: str, image: Image.Image, stock: Stock) -> Iterator[Finding]:
    """Judge a raster's size, resolution and colours."""
    if image.size != stock.size_px:
        wide, high = stock.size_px
        sentence = f"{path} has {image.width} × {image.height} pixels; {stock.name} has {wide} × {high}."
        yield Finding(id="raster-size", severity="error", sentence=sentence, cure="Export it again.")
    dpi = image.info.get("dpi", (0, 0))[0]
    if not stock.pixels and abs(dpi - stock.ppi) > 1:
        sentence = f"{path} says {dpi:.0f} pixels an inch, so it prints at another size; {stock.ppi:.0f} is right."
        yield Finding(id="raster-resolution", severity="warning", sentence=sentence, cure="Export it again.")
    if not ("srgb" in image.info or "icc_profile" in image.info):
        sentence = f"{path} does not say that its colours are sRGB, so screens may show them otherwise."
        yield Finding(id="raster-profile", severity="warning", sentence=sentence, cure="Export it again.")


def _search(picture: Image.Image, scale: float, page: int) -> Iterator[Found]:
    """Find every code of a picture; `scale` is points a pixel."""
    import zxingcpp

    for one in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode), try_invert=False):
        corners = (one.position.top_left, one.position.top_right, one.position.bottom_right, one.position.bottom_left)
        xs, ys = [c.x for c in corners], [c.y for c in corners]
        box = Rect(min(xs) * scale, min(ys) * scale, (max(xs) - min(xs)) * scale, (max(ys) - min(ys)) * scale)
        told = cast("dict[str, Any]", one.extra)
        yield Found(page, one.text, box, 17 + 4 * int(told.get("Version", 1)))


def _qr(found: Found) -> Qr:
    from kiosk.compose.brief import Qr

    return Qr(found.text, found.box, found.modules)


def _placed(code: Qr, stock: Stock) -> Iterator[Finding]:
    """Judge where a code stands and how large it is printed."""
    if stock.kind != "print":
        return
    margin = office.safe(stock)
    safe = stock.trim.inset(margin - MM / 2)  # half a millimetre is what a pixel hides
    if not safe.holds(code.code):
        sentence = f"The QR code of {code.text} stands nearer than {margin / MM:.0f} mm to the cut."
        yield Finding(id="qr-margin", severity="error", sentence=sentence, cure="Move it inwards in the template.")
    module = code.code.w / MM / code.modules
    if module < judging.MODULE - 0.02:
        sentence = f"The modules of the QR code of {code.text} are {module:.2f} mm; phones want {judging.MODULE:g} mm in print."
        yield Finding(id="qr-module", severity="error", sentence=sentence, cure="Use a short link, or a larger stock.")


def _compared(codes: list[Code], meant: list[str]) -> Iterator[Finding]:
    """Compare what codes say with what they should, each as often as it stands there."""
    said, wanted = Counter(code.text for code in codes), Counter(meant)
    for text in wanted - said:
        sentence = f"The QR code of {text} cannot be read in the finished file."
        yield Finding(id="qr-unreadable", severity="error", sentence=sentence, cure="Export it again, or use a shorter link.")
    for text in said - wanted:
        sentence = f"A QR code says {text}, which is not what the file was made with."
        yield Finding(id="qr-other", severity="error", sentence=sentence, cure="Export the file again; was it edited?")
