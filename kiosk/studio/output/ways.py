"""What can be asked of an export, in the words of people who print: for the office, for the print shop, in black and white."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kiosk.export.sheets import office
from kiosk.page.geometry import MM
from kiosk.page.stock import Product
from kiosk.record import record
from kiosk.studio.page.preview import STOCK_WORDS
from kiosk.studio.words import _


@record
class Way:
    """One way to make a product: what it is called here, how its files end, and what an order says then."""

    words: str
    ending: str
    wish: Mapping[str, Any]

    @property
    def shop(self) -> bool:
        """Whether it is for the print shop."""
        return bool(self.wish.get("press"))


_OFFICE = Way(_("For the office printer (PDF)"), ".pdf", {})
_SHOP = Way(_("For the print shop: PDF/X-4 with bleed"), "-press.pdf", {"press": True})
_BARE = Way(_("For the print shop, no crop marks"), "-press.pdf", {"press": True, "marks": False})
_GREY = Way(_("Black and white (PDF)"), "-grey.pdf", {"grey": True})
_SAVER = Way(_("For the office printer, saving ink (PDF)"), "-saver.pdf", {"saver": True})
_PRINTED = {"office": _OFFICE, "shop": _SHOP, "bare": _BARE, "grey": _GREY, "saver": _SAVER}
_PNG = Way(_("Picture (PNG)"), ".png", {})
WAYS: Mapping[Product, Mapping[str, Way]] = {
    "poster": {**_PRINTED, "picture": Way(_("Picture (PNG)"), ".png", {"formats": ["png"]})},
    "programme": _PRINTED,
    "postcard": _PRINTED,
    "slide": {"picture": _PNG, "pages": Way(_("Pages (PDF)"), ".pdf", {"formats": ["pdf"]})},
    "social": {"picture": _PNG, "photograph": Way(_("Smaller picture (JPEG)"), ".jpg", {"formats": ["jpg"]})},
    "screensaver": {"picture": _PNG},
}
"""Ways by product, the usual one first."""
PRODUCT_WORDS: Mapping[Product, str] = {
    "poster": _("Posters"),
    "programme": _("Programme"),
    "postcard": _("Postcards"),
    "slide": _("Slides"),
    "social": _("Social cards"),
    "screensaver": _("Screensaver pictures"),
}
SHEET_WORDS: Mapping[str, str] = {"4up-a4": _("4 on A4, cut apart"), office.TILED: _("A3 on 2 A4, glued")}
BLEEDS: tuple[tuple[str, float | None], ...] = (
    (_("Usual: 3 mm, from A2 on 5 mm"), None),
    ("5 mm", 5 * MM),
    ("10 mm", 10 * MM),
)
EDGES: tuple[tuple[str, office.Edge], ...] = (
    (_("over the long edge (most do)"), "long"),
    (_("over the short edge"), "short"),
)

AGAIN: tuple[tuple[str, int | None], ...] = (
    (_("not needed"), None),
    (_("2 on an A4 sheet"), 2),
    (_("4 on an A4 sheet"), 4),
    (_("9 on an A4 sheet"), 9),
)


def stocks(product: Product) -> Mapping[str, str]:
    """Name the stocks of a product in words; those that people know only by their names stay out."""
    known = {**STOCK_WORDS, **SHEET_WORDS}
    return {name: known[name] for name in office.stocks(product) if name in known}


def is_glued(product: Product, stock: str) -> bool:
    """Tell whether a stock is put together by hand, which no print shop does."""
    return stock in office.SHEETS.get(product, {})


def has_backs(stock: str) -> bool:
    """Tell whether a printer's way of turning sheets over matters to a stock."""
    return stock in SHEET_WORDS and stock != office.TILED
