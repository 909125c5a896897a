"""What the composer is asked for, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime

from kiosk.campaign.campaign import Campaign, Placement, Screen
from kiosk.campaign.finding import Finding
from kiosk.page.geometry import Rect
from kiosk.page.items import Page
from kiosk.page.picture import Artwork, PictureFacts
from kiosk.page.stock import Product, Stock
from kiosk.record import record


def unhurried() -> None:
    """Let nobody go first."""


@record(kw_only=True)
class Brief:
    """One order: this item (or campaign page) as this product on this stock, at this moment, in these languages.

    `what` is an item's id or one of cover, agenda-today, agenda-week, programme, default. `family` maps file names
    of the family's folder (family.toml, slide.xml ...) to their text; `pictures` maps the paths that the campaign uses.
    `living`: the page is made anew as time passes, so it says where an event is in its life; what is printed or handed
    out must stay true. `placement`: where this copy will hang, which its code says. `pause` is called between the steps of
    making it: whoever made the order can do something else in between, or give it up by raising.
    `kept`: the page goes into a file, so it names the day it is true of.
    `printed`: how large the page comes out, 1 is true size.
    """

    campaign: Campaign
    product: Product
    stock: Stock
    what: str
    at: datetime
    family_name: str
    family: Mapping[str, str]
    langs: tuple[str, ...] = ("en",)
    pictures: Mapping[str, PictureFacts | Artwork] = field(default_factory=dict[str, PictureFacts | Artwork])
    screen: Screen | None = None
    living: bool = False
    placement: Placement | None = None
    printed: float = 1.0
    kept: bool = False
    pause: Callable[[], None] = field(default=unhurried, compare=False)


@record
class Qr:
    """A code on the page: what it says, and where its modules lie (without the quiet zone), in points."""

    text: str
    code: Rect
    modules: int


@record
class Composed:
    """A finished page with what was found, the boxes by name, its codes, and one sentence that tells it all."""

    page: Page
    findings: tuple[Finding, ...] = ()
    boxes: Mapping[str, Rect] = field(default_factory=dict[str, Rect])
    codes: tuple[Qr, ...] = ()
    alt: str = ""
