"""Pages that need no template: a notice in letters as large as fit, and the small print of safe mode."""

from __future__ import annotations

from kiosk.page import face, lines
from kiosk.page.face import Face
from kiosk.page.geometry import PX, Matrix, Point, Rect, rectangle
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Item, Page, Shape
from kiosk.page.stock import Stock

SMALLEST = 6.0
"""Height of a notice's letters at least, in hundredths of the short side."""
LARGEST = 24.0
SMALL_PRINT = 3.1
"""The same for the small print: nothing on a screen is smaller."""
GROUND = Ink("notice-ground", (0.055, 0.075, 0.085))
WORDS = Ink("notice-words", (1.0, 1.0, 1.0))
BAND = Ink("notice-band", (1.0, 0.76, 0.03))
_LEADING = 1.18


class Error(Exception):
    """Words that cannot be shown, in one sentence."""


def notice(text: str, size: tuple[int, int], lang: str = "en") -> Page:
    """Set a notice for a screen of so many pixels; raise Error when it is too long to be read at a glance."""
    stock = _stock("notice", size)
    u = stock.u
    band = 3 * u
    box = Rect(band + 8 * u, 8 * u, stock.width - band - 16 * u, stock.height - 16 * u)
    set_ = _largest(text, box, u, lang)
    top = box.y + (box.h - set_.height) / 2
    items: tuple[tuple[Point, Item], ...] = (
        (Point(0, 0), Group(((Point(0, 0), Shape(rectangle(stock.trim), GROUND)),), role="artifact")),
        (Point(0, 0), Group(((Point(0, 0), Shape(rectangle(Rect(0, 0, band, stock.height)), BAND)),), role="artifact")),
        (Point(box.x, top), Group(set_.placed, role="h1", lang=lang)),
    )
    return Page(stock, items, lang, text)


def with_small_print(page: Page, text: str) -> Page:
    """Put one or two lines of small print under a page, which gets as much smaller as they need."""
    stock = page.stock
    u = stock.u
    words = " ".join(text.split())
    width = stock.width - 8 * u
    while True:
        set_ = _set(words, width, SMALL_PRINT * u, "en")
        if (set_.count <= 2 and set_.fits) or len(words) < 10:
            break
        words = words[: int(len(words) * 0.9)].rstrip(" .,") + " ..."
    high = set_.height + 3 * u
    scale = (stock.height - high) / stock.height
    whole = Group(page.items, clip=rectangle(stock.trim), matrix=Matrix.scale(scale, scale))
    items: tuple[tuple[Point, Item], ...] = (
        (Point(0, 0), Group(((Point(0, 0), Shape(rectangle(stock.trim), GROUND)),), role="artifact")),
        (Point(stock.width * (1 - scale) / 2, 0), whole),
        (Point(4 * u, stock.height - high + 1.5 * u), Group(set_.placed, role="note", lang="en")),
    )
    return Page(stock, items, page.lang, page.title)


def bare(title: str, size: tuple[int, int]) -> Page:
    """Make a page with nothing but a title, for when not even the default slide can be made."""
    stock = _stock("bare", size)
    u = stock.u
    set_ = _set(title or " ", stock.width - 24 * u, 11 * u, "en")
    items: tuple[tuple[Point, Item], ...] = (
        (Point(0, 0), Group(((Point(0, 0), Shape(rectangle(stock.trim), GROUND)),), role="artifact")),
        (Point(12 * u, max((stock.height - set_.height) / 2, 0)), Group(set_.placed, role="h1", lang="en")),
    )
    return Page(stock, items, "en", title)


def _stock(name: str, size: tuple[int, int]) -> Stock:
    w, h = size
    return Stock(name, w * PX, h * PX, "screen", 0, min(w, h) * PX * 0.05, 5, 5, 1.8, size)


def _largest(text: str, box: Rect, u: float, lang: str) -> lines.Paragraph:
    """Find the largest size at which a text fits into a box."""
    size = LARGEST
    while size >= SMALLEST:
        set_ = _set(text, box.w, size * u, lang)
        if set_.fits and set_.height <= box.h:
            return set_
        size -= 0.25 if size - 0.25 >= SMALLEST or size == SMALLEST else size - SMALLEST
    long = max(text.split(), key=len, default="")
    if not _set(long, box.w, SMALLEST * u, lang).fits:
        raise Error(f'"{long[:40]}" is too long a word for the screen; write it shorter.')
    raise Error(f"The notice has {len(text)} letters, too many to be read at a glance; say it in fewer words.")


def _set(text: str, width: float, size: float, lang: str) -> lines.Paragraph:
    span = lines.Span(text, _face(), WORDS)
    return lines.set_lines((span,), width, size, lang=lang, leading=_LEADING, balance=True)


def _face() -> Face:
    try:
        return face.find("Atkinson Hyperlegible", 700)
    except face.Error:
        return face.neutral(700)
