"""What a window tells its parts about the campaign that is open: page and fields at once, all else when typing rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Item, kind_of
from kiosk.studio.cards.understood import KINDS
from kiosk.studio.checks import counting
from kiosk.studio.checks.checks import products_of
from kiosk.studio.document.document import Document
from kiosk.studio.items.itemlist import PAGES
from kiosk.studio.page.pages import whose_family
from kiosk.studio.words import _

if TYPE_CHECKING:
    from kiosk.studio.window import Window


class Telling(QObject):
    """Tells them."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        window.checks.changed.connect(self.findings)
        window.checks.rested.connect(self._rest)

    def follow(self, document: Document) -> None:
        """Tell whatever happens to a document that was just opened."""
        document.campaign_changed.connect(self.campaign)
        document.saved_changed.connect(self._saved)
        self._saved(True)

    @Slot(object)
    def campaign(self, campaign: Campaign) -> None:
        """Tell what the campaign says now."""
        window, document = self._window, self._window.document
        if document is None:
            return
        window.checks.show(campaign, document.folder, document.standing)
        if window.foot.is_wrong:  # what went wrong before is no news any more
            window.foot.say_saved(saved=document.saved)
        if not window.list.lists(campaign):
            self.findings()
        if campaign.item(window.what) is None and campaign.item(document.other(window.what)) is not None:
            window.what = document.other(window.what)  # it has its name, or gave it back
        item = campaign.item(window.what)
        if window.what and item is None and window.what not in dict(PAGES):
            window.list.step(0)
            return
        window.showing.all()
        self._item(document, campaign, item)
        window.brand.show_kit(campaign.brand.use)

    def chosen(self, document: Document) -> None:
        """Tell that another item or page was chosen."""
        window, campaign = self._window, document.campaign
        window.list.choose(window.what)
        window.preview.canvas.choose("")
        self._item(document, campaign, campaign.item(window.what))
        window.preview.side = 0
        window.preview.offer(products_of(campaign, window.what))
        window.showing.all()

    def _item(self, document: Document, campaign: Campaign, item: Item | None) -> None:
        window = self._window
        window.fields.show_item(campaign, item, document.folder)
        window.gallery.show_chosen(campaign.family_of(window.what), campaign.seed, whose_family(campaign, window.what))
        words = KINDS[kind_of(item)] if item is not None else _("Campaign")
        if window.tabs.tabText(0) != words:  # the same words again would lay out the whole panel anew
            window.tabs.setTabText(0, words)

    @Slot()
    def findings(self) -> None:
        """Tell what is wrong or missing."""
        window = self._window
        if window.document is not None:
            campaign, found = window.document.campaign, window.checks.all
            window.list.show_campaign(campaign, window.checks.by_item(), counting.count(found))
            window.preflight.show_findings(campaign, found, busy=window.checks.busy)

    @Slot()
    def _rest(self) -> None:
        if self._window.document is not None:
            self._window.schedule.show_campaign(self._window.document.campaign)

    @Slot(bool)
    def _saved(self, saved: bool) -> None:
        window, document = self._window, self._window.document
        if document is not None:
            window.checks.show(document.campaign, document.folder, document.standing)
            dot = "" if saved else " •"
            window.setWindowTitle(f"{document.campaign.title}{dot} – Kiosk")
            if saved:
                window.sending.follow_saved()
            window.foot.say_saved(saved=saved)
