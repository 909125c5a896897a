"""Pages for the window: an order for one page goes to the worker thread, a picture with its boxes and findings comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

from PySide6.QtGui import QImage

from kiosk.campaign.campaign import Campaign, Screen
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Kind, kind_of
from kiosk.compose import compose as composer
from kiosk.compose import fallback
from kiosk.compose.brief import Brief, Composed, unhurried
from kiosk.export import job
from kiosk.page.picture import Artwork, PictureFacts
from kiosk.page.stock import STOCKS, Product
from kiosk.paint import qt
from kiosk.record import record
from kiosk.store import templates
from kiosk.store.pictures import emoji, pictures


@record(kw_only=True)
class Wanted:
    """One page to be shown: item or campaign page `what` as a product on a stock, `height` pixels high, a side of it from 0.

    `living`: as a screen shows it at that very moment.
    """

    campaign: Campaign
    folder: Path
    product: Product
    stock: str
    what: str
    at: datetime
    height: int
    side: int = 0
    family: str = ""
    langs: tuple[str, ...] = ()
    screen: Screen | None = None
    living: bool = False


@record(kw_only=True)
class Shown:
    """A page as it looks: its picture, what was composed, how many sides there are, and what was found; else a sentence."""

    wanted: Wanted
    image: QImage | None = None
    composed: Composed | None = None
    sides: int = 0
    findings: tuple[Finding, ...] = ()
    trouble: str = ""


class Press:
    """Makes pages; everything here happens on the worker thread. What many pages share is kept: pictures and families."""

    def __init__(self) -> None:
        self._pictures: tuple[Any, Mapping[str, PictureFacts | Artwork], tuple[Finding, ...]] | None = None
        self._families: dict[tuple[Path, str], tuple[float, Mapping[str, str]]] = {}

    def show(self, wanted: Wanted) -> Shown:
        """Compose and paint one page; what cannot be made comes back as a sentence."""
        try:
            pages = self.compose(wanted)
        except (composer.Error, templates.Error, fallback.template.Error) as trouble:
            return Shown(wanted=wanted, trouble=str(trouble))
        page = pages[min(wanted.side, len(pages) - 1)]
        stock = page.page.stock
        size = (max(1, round(wanted.height * stock.width / stock.height)), wanted.height)
        found = tuple(dict.fromkeys(f for p in pages for f in p.findings))
        image = qt.raster(page.page, size, typed=True)
        return Shown(wanted=wanted, image=image, composed=page, sides=len(pages), findings=found)

    def compose(self, wanted: Wanted, pause: Callable[[], None] = unhurried) -> tuple[Composed, ...]:
        """Compose all sides of a page, with pauses between the steps; raise what composing raises."""
        campaign = wanted.campaign
        family = wanted.family or campaign.family_of(wanted.what)
        item = campaign.item(wanted.what)
        text, unread = self._family(wanted.folder, family)
        facts, _ = self.pictures(campaign, wanted.folder)
        if item is not None:  # emoji that were typed just now
            alone = replace(campaign, **{f"{kind}s": (item,) if kind == kind_of(item) else () for kind in get_args(Kind)})
            facts = {**facts, **emoji.gather(alone, job.cache(wanted.folder))}
        stocks = STOCKS[wanted.product]
        order = Brief(
            campaign=campaign,
            product=wanted.product,
            stock=stocks.get(wanted.stock) or next(iter(stocks.values())),
            what=wanted.what,
            at=wanted.at,
            family_name=family,
            family=text,
            langs=wanted.langs or campaign.languages,
            pictures=facts,
            screen=wanted.screen,
            living=wanted.living,
            pause=pause,
        )
        return fallback.compose(order, templates.NEUTRAL, self._neutral, unread)

    @cached_property
    def _neutral(self) -> Mapping[str, str]:
        return templates.load(templates.NEUTRAL, None)

    def pictures(self, campaign: Campaign, folder: Path) -> tuple[Mapping[str, PictureFacts | Artwork], tuple[Finding, ...]]:
        """Prepare the campaign's pictures, again only when another one is used or a file changed."""
        uses = tuple((u.file, u.ref, _state(folder / u.file)) for u in pictures.uses(campaign))
        if self._pictures is None or self._pictures[0] != (folder, uses):
            made, found = pictures.gather(campaign, folder, job.cache(folder))
            self._pictures = ((folder, uses), made, found)
        return self._pictures[1], self._pictures[2]

    def families(self, campaign: Campaign, folder: Path) -> Mapping[str, Mapping[str, str]]:
        """Read every family that the campaign's pages wear, as far as they can be read."""
        names = dict.fromkeys((campaign.family, *(campaign.family_of(item.id) for item in campaign.items)))
        read = {name: self._family(folder, name)[0] for name in names}
        return {name: text for name, text in read.items() if text}

    def _family(self, folder: Path, name: str) -> tuple[Mapping[str, str], str]:
        own = folder / "templates" / name
        newest = max((p.stat().st_mtime for p in own.iterdir()), default=0.0) if own.is_dir() else 0.0
        kept = self._families.get((folder, name))
        if kept is None or kept[0] != newest:
            try:
                kept = newest, templates.load(name, folder)
            except (templates.Error, OSError) as trouble:
                return {}, str(trouble)
            self._families[folder, name] = kept
        return kept[1], ""


def whose_family(campaign: Campaign, what: str) -> Literal["item", "kind", "campaign", "all"]:
    """Tell whose family that is: the item's own, its kind's, the campaign's; `all` for a page of the campaign."""
    item = campaign.item(what)
    if item is None:
        return "all"
    return "item" if item.family else "kind" if kind_of(item) in campaign.families else "campaign"


def _state(path: Path) -> tuple[int, int]:
    try:
        facts = path.stat()
    except OSError:
        return 0, 0
    return facts.st_mtime_ns, facts.st_size
