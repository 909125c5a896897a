"""Whether a visitor's phone reads the code on the page that is shown: read back from its pixels, said beside the link."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from kiosk.campaign import check_joining
from kiosk.campaign.item import Article, Event, Item, Technique
from kiosk.compose.fields.links import LONGEST_SHOWN
from kiosk.studio.look.style import Badge
from kiosk.studio.page.pages import Shown
from kiosk.studio.words import _

_ENOUGH = 3.0
"""Pixels a module from which a code is read as it is shown; a smaller one is painted again, larger."""
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+|localhost")


class Verdict(NamedTuple):
    """A judgement in two words, how good it is, and a sentence."""

    words: str
    state: Badge
    why: str = ""


NOTHING = Verdict("", "none")


def link_of(item: Item | None) -> tuple[str, str]:
    """Find the field that an item's link stands in, and the link that its pages carry."""
    match item:
        case Event():
            return "booking", item.short or item.booking
        case Article() | Technique():
            return "link", item.short or item.link
        case _:
            return "", ""


def joining(link: str) -> Verdict:
    """Judge a joining link by its words."""
    if not link.strip() or check_joining.is_link(link):
        return NOTHING
    if check_joining.lacks_scheme(link):
        return Verdict(_("Not a link yet"), "error", _("Write https://{link}: without it no page carries it.", link=link.strip()))
    why = _("No page prints these words. Write a link that starts with https://, or say it in the description.")
    return Verdict(_("Not a link"), "error", why)


def told(link: str) -> Verdict | None:
    """Judge a link by its words alone; None when its code has to be read."""
    link = link.strip()
    if not link:
        return NOTHING
    if link.lower().startswith(("mailto:", "tel:")):
        return Verdict(_("No code"), "none", _("An address to write to or a number to ring is printed as it is, without a code."))
    if not _is_link(link):
        return Verdict(
            _("Not a link"), "error", _("Write it like https://example.org/book, mailto:desk@example.org or tel:0123456.")
        )
    return None


def read(shown: Shown) -> Verdict:
    """Judge the link of a page that was made, for a worker thread."""
    link = link_of(shown.wanted.campaign.item(shown.wanted.what))[1]
    by_words = told(link)
    if by_words is not None:
        return by_words
    composed, image = shown.composed, shown.image
    if composed is None or image is None or not composed.codes:
        return Verdict(_("No code here"), "none", _("This page carries no code."))
    from kiosk.export.raster import proof
    from kiosk.export.raster.pixels import Pixels
    from kiosk.paint import qt

    page, code = composed.page, composed.codes[0]
    stock = page.stock
    needed = _ENOUGH * code.modules / code.code.w
    if image.height() / stock.height < needed:
        image = qt.raster(page, (round(stock.width * needed), round(stock.height * needed)), once=True)
    pixels = Pixels(memoryview(image.constBits()), image.width(), image.height(), image.bytesPerLine(), 72, image)
    if proof.read_pixels(pixels, stock, code).text != code.text:
        return Verdict(_("QR does not read"), "error", _("The code could not be read back from this page."))
    if len(link) > LONGEST_SHOWN:
        why = _(
            "The code reads, but nobody types {count} characters: only the site is printed beside it. Give a short link.",
            count=len(link),
        )
        return Verdict(_("{count} characters, shorten", count=len(link)), "warn", why)
    return Verdict(_("QR reads"), "ok", _("Read back from this page: {text}", text=code.text))


def _is_link(link: str) -> bool:
    """Tell whether somebody could have meant a web address; pages put https:// in front of one without."""
    if any(c.isspace() for c in link):
        return False
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
        return parts.scheme in ("http", "https") and _HOST.fullmatch(parts.hostname or "") is not None
    except ValueError:
        return False
