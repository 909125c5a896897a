"""The picture of a page: whether there is one, and whether it has pixels enough for where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Item, title_of
from kiosk.compose.brief import Brief
from kiosk.compose.ground.scrim import Seen
from kiosk.page.geometry import Rect
from kiosk.page.picture import Artwork, PictureFacts
from kiosk.page.stock import Stock

PRINT_PPI = 150.0
"""Pixels an inch that a printed picture should have when it is seen from a metre or less; farther off, fewer in proportion."""
SCREEN_SHARE = 0.6
"""Pixels that a picture should have for each pixel of a screen with 1080 lines."""
LEAST = 1 / 3
"""Share of these pixels below which a picture is left out."""


def wanted(stock: Stock) -> float:
    """Tell how many pixels a point of the page should have."""
    if stock.kind == "print":
        return PRINT_PPI / 72 / max(stock.detail_distance, 1.0)
    return SCREEN_SHARE * 10.8 / stock.u


def picture(brief: Brief, item: Item | None, side: float = 1.0) -> PictureFacts | Artwork | None:
    """Find an item's picture, when it is at hand and not too small to fill `side` of the page's sides."""
    found = brief.pictures.get(item.picture.file) if item is not None and item.picture is not None else None
    if isinstance(found, PictureFacts) and _density(found, brief.stock) < LEAST * side * wanted(brief.stock):
        return None
    return found


def findings(brief: Brief, item: Item | None, shows: bool, seen: Sequence[Seen], side: float = 1.0) -> Iterator[Finding]:
    """Say where a picture is too small; `shows` tells whether the page has a place for one, `side` how large it is."""
    found = brief.pictures.get(item.picture.file) if item is not None and item.picture is not None else None
    if item is None or not isinstance(found, PictureFacts) or not shows:
        return
    named = f'The picture of "{title_of(item)[:48]}"'
    size = f"{found.width} x {found.height} pixels"
    cure = "Use a larger copy of the picture."
    if picture(brief, item, side) is None:
        sentence = f"{named} has {size}, too few for this page; it is left out."
        yield Finding(id="picture-small", severity="warning", sentence=sentence, cure=cure)
        return
    if not seen:
        sentence = f"{named} is left out on this page, because the words need its room."
        yield Finding(id="picture-left-out", severity="info", sentence=sentence, cure="Shorten the title.")
        return
    share = min((s.crop.w / s.rect.w / wanted(brief.stock) for s in seen if s.rect.w), default=1.0)
    if any(_cuts(s) for s in seen):
        sentence = f"{named} is cut on this page so that a part of its safe rectangle does not show."
        yield Finding(id="picture-cut", severity="warning", sentence=sentence, cure="Make the safe rectangle smaller.")
    if item.picture is not None and not item.picture.alt:
        sentence = f"{named} has no words for people who cannot see it."
        yield Finding(id="no-alt", severity="warning", sentence=sentence, cure="Add alt to the picture.", fix="draft-alt")
    if share < 1.0:
        sentence = f"{named} has {size}, {share:.0%} of what this page needs to look sharp."
        yield Finding(id="picture-soft", severity="warning", sentence=sentence, cure=cure)


def _cuts(seen: Seen) -> bool:
    """Tell whether a cut leaves out some of what must stay visible."""
    if seen.facts.safe is None:
        return False
    x, y, w, h = seen.facts.safe
    width, height = seen.facts.width, seen.facts.height
    c, i = seen.crop, seen.inner
    clear = Rect(c.x + i.x * c.w, c.y + i.y * c.h, i.w * c.w, i.h * c.h)
    return not clear.holds(Rect(x * width, y * height, w * width, h * height), 1.0)


def _density(found: PictureFacts, stock: Stock) -> float:
    """Compute the pixels a point would have if the picture filled the page."""
    return min(found.width / stock.width, found.height / stock.height)
