"""What is wrong with the campaign, kept up to date while somebody types: only what changed is looked at again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.campaign import rounds
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.check import check
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Item
from kiosk.compose import reach
from kiosk.compose.brief import unhurried
from kiosk.compose.compose import whats
from kiosk.compose.template import brand_findings
from kiosk.export.order import PRODUCTS
from kiosk.page.stock import STOCKS, Product
from kiosk.studio.clock import now
from kiosk.studio.page.pages import Press, Wanted
from kiosk.studio.tasks import Tasks
from kiosk.studio.words import _

SETTLE_MS = 100
"""How long typing must rest before pages are checked, and how often what was found is told."""
_IN_PASSING = 9
"""The urgency of a check: after everything that somebody waits for."""
_PAGES = ("cover", "agenda-today", "agenda-week", "programme")
"""Pages of the campaign that are looked at, like its items."""
_SAID = ""
"""Under this name stands what was found in the campaign's words and dates, before any page is made."""


class Checks(QObject):
    """The findings of a campaign, by item; campaign pages under their own names."""

    changed = Signal()
    """Other things were found."""
    rested = Signal()
    """Nobody has typed for a moment: now is the time for what takes longer than a page."""

    def __init__(self, press: Press, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._press, self._tasks = press, tasks
        self._campaign: Campaign | None = None
        self._folder = Path()
        self._seen: dict[str, object] = {}
        self._header: Campaign | None = None
        self._pages: dict[str, tuple[Finding, ...]] = {}
        self._faults: Sequence[Finding] = ()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._look)
        self._tell = QTimer(self)
        self._tell.setSingleShot(True)
        self._tell.timeout.connect(self.changed)

    @property
    def busy(self) -> bool:
        """Whether anything is still being looked at."""
        timed = self._settle.isActive() or self._tell.isActive()
        return timed or any(slot not in self._pages for slot in self._seen)

    @property
    def all(self) -> tuple[Finding, ...]:
        """Everything that was found."""
        return explained((*self._faults, *(f for found in self._pages.values() for f in found)))

    def by_item(self) -> dict[str, list[Finding]]:
        """Sort the findings by item."""
        made: dict[str, list[Finding]] = {}
        for found in dict.fromkeys(self.all):
            if found.item:
                made.setdefault(found.item, []).append(found)
        return made

    def show(self, campaign: Campaign, folder: Path, faults: Sequence[Finding] = ()) -> None:
        """Look at a campaign once typing rests: at what it says, then at its pages; `faults` were found in its file."""
        self._campaign, self._folder, self._faults = campaign, folder, faults
        self._settle.start(SETTLE_MS)

    @Slot()
    def _look(self) -> None:
        campaign = self._campaign
        if campaign is None:
            return
        self.rested.emit()
        header = self._header_of(campaign)
        wanted: dict[str, object] = {_SAID: campaign}
        wanted |= {i.id: (header, i) for i in campaign.items if not i.draft}
        wanted |= dict.fromkeys(_PAGES, campaign)
        for gone in [id for id in self._seen if id not in wanted]:
            self._tasks.drop(f"check:{gone}")
            self._pages.pop(gone, None)
        at = now(campaign.zone)
        for what, state in wanted.items():
            if self._seen.get(what) != state or what not in self._pages:
                self._tasks.ask(f"check:{what}", self._work(campaign, what, at), partial(self._take, what), urgency=_IN_PASSING)
        self._seen = wanted
        self.changed.emit()

    def _work(self, campaign: Campaign, what: str, at: datetime) -> Callable[[], tuple[Finding, ...]]:
        if what == _SAID:
            return partial(found_in, self._press, campaign, self._folder, at)
        return partial(found_on, self._press, campaign, self._folder, what, at, self._tasks.breathe)

    def _header_of(self, campaign: Campaign) -> Campaign:
        """Give the campaign without its items; the same one as long as it says the same, which saves comparing it per item."""
        made = replace(campaign, events=(), articles=(), techniques=(), prompts=(), notices=())
        if self._header is None or made != self._header:
            self._header = made
        return self._header

    def _take(self, what: str, found: tuple[Finding, ...]) -> None:
        if what in self._seen and self._pages.get(what) != found:
            self._pages[what] = found
            if not self._tell.isActive():
                self._tell.start(SETTLE_MS)


def found_in(press: Press, campaign: Campaign, folder: Path, at: datetime) -> tuple[Finding, ...]:
    """Look at what a campaign says, at its pictures and brand, at how its screens hang, before any page is made."""
    _facts, pictures = press.pictures(campaign, folder)
    families = press.families(campaign, folder)
    brand = (*brand_findings.told(campaign.brand, families), *brand_findings.licences(campaign.brand, families))
    return (*check(campaign), *pictures, *brand, *rounds.findings(campaign, at), *reach.findings(campaign))


def explained(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Leave out that a link is missing where one stands in the file and was refused: the refusal says it all."""
    refused = {f.item for f in found if f.id == "link-refused"}
    return tuple(f for f in found if f.id != "no-link" or f.item not in refused)


def products_of(campaign: Campaign, what: str) -> tuple[Product, ...]:
    """List the products that an item or campaign page can become."""
    item = campaign.item(what)
    if item is None:
        return ("programme",) if what == "programme" else ("slide", "screensaver") if what == "cover" else ("slide",)
    shown = replace(campaign, **{f"{k}s": (replace(item, draft=False),) if k == _kind(item) else () for k in _KINDS})
    return tuple(p for p in PRODUCTS if p != "screensaver" and item.id in whats(shown, p))


_KINDS = ("event", "article", "technique", "prompt", "notice")


def _kind(item: Item) -> str:
    from kiosk.campaign.item import kind_of

    return kind_of(item)


def found_on(
    press: Press, campaign: Campaign, folder: Path, what: str, at: datetime, pause: Callable[[], None] = unhurried
) -> tuple[Finding, ...]:
    """Compose an item as everything it can become, with pauses between the steps, and collect what was found."""
    found: list[Finding] = []
    item = campaign.item(what)
    for product in products_of(campaign, what):
        wanted = Wanted(
            campaign=campaign, folder=folder, product=product, stock=next(iter(STOCKS[product])), what=what, at=at, height=10
        )
        try:
            pages: Sequence[Finding] = [f for page in press.compose(wanted, pause) for f in page.findings]
        except Exception as trouble:
            sentence = _("The {product} cannot be made: {trouble}", product=product, trouble=trouble)
            pages = [Finding(id="not-composed", severity="error", sentence=sentence)]
        found += [replace(f, item=f.item or (item.id if item else None), product=f.product or product) for f in pages]
    own = what if item is None else ""
    return tuple(dict.fromkeys(replace(f, page=own) for f in found))
