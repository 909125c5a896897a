"""An order, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from kiosk.campaign.campaign import Placement
from kiosk.campaign.finding import Finding
from kiosk.export.manifest import Entry
from kiosk.export.sheets.office import Edge
from kiosk.page.stock import Product
from kiosk.record import record

PRODUCTS: tuple[Product, ...] = get_args(Product)
FORMATS: Mapping[Product, tuple[str, ...]] = {
    "poster": ("pdf", "png"),
    "programme": ("pdf", "png"),
    "postcard": ("pdf", "png"),
    "slide": ("png", "pdf"),
    "social": ("png", "jpg"),
    "screensaver": ("png",),
}
"""Formats by product, the default first."""
LATER = ("webp", "mp4")
"""Formats of the contract that nothing here writes yet."""
SHEETS = {"4up-a4": "a6"}
"""Stocks that carry several copies of another one."""


class Error(Exception):
    """An order that names something there is not."""


@record(kw_only=True)
class Order:
    """What to export from which campaign folder to where; empty choices mean the defaults, `at` None means now.

    `at` without a zone is read in the campaign's own. `workers` None means as many as pay off. `press` asks for files for the
    print shop, with its `profile`; `bleed` is in points, None for the stock's own; `marks` None means with `press` alone.
    `compare` lays each PDF over the picture that a screen shows. `report` asks for a report of what was made, `sign_off` for
    sheets that ask for a signature, `n_up` for the pages again, 2, 4 or 9 on a sheet of A4.
    """

    campaign: Path
    out: Path
    products: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    stocks: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    family: str | None = None
    langs: tuple[str, ...] = ()
    at: datetime | None = None
    workers: int | None = None
    duplex: Edge = "long"
    grey: bool = False
    saver: bool = False
    placements: tuple[str, ...] = ()
    utm: bool = False
    force: bool = False
    proof: bool = True
    press: bool = False
    bleed: float | None = None
    marks: bool | None = None
    profile: Path | None = None
    compare: bool = False
    report: bool = False
    sign_off: bool = False
    n_up: Literal[2, 4, 9] | None = None


@record(kw_only=True)
class Task:
    """One composed sheet and its files: `stem` is the name without number and extension, `number` counts a picture set.

    `copies_of` names the stock that is laid on this one, several times or in parts; `duplex` is the edge it is turned over.
    """

    product: Product
    what: str
    item: str | None
    stock: str
    copies_of: str | None
    formats: tuple[str, ...]
    family: str
    langs: tuple[str, ...]
    folder: str
    stem: str
    number: str = ""
    press: bool = False
    placement: Placement | None = None
    duplex: Edge = "long"
    grey: bool = False
    saver: bool = False

    @property
    def name(self) -> str:
        """What this sheet is called while it is made."""
        return f"{self.folder}/{self.stem}{self.number}"


@record(kw_only=True)
class Withheld:
    """A file that was not written, and the finding that holds it back."""

    path: str
    finding: Finding


@record(kw_only=True)
class Failure:
    """A file that could not be written, in one sentence; `trace` only of faults nobody foresaw, for the log."""

    path: str
    sentence: str
    trace: str = ""


@record(kw_only=True)
class Made:
    """What became of one task; `full` tells that the disk has no room left, `seconds` how long it took.

    `maps` are pictures of where a PDF differs too much from the screen, by path; `shown` are
    pictures of files for papers, page by page.
    """

    task: Task
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    failures: tuple[Failure, ...] = ()
    full: str = ""
    seconds: float = 0.0
    maps: tuple[tuple[str, bytes], ...] = ()
    shown: tuple[tuple[str, tuple[bytes, ...]], ...] = ()
