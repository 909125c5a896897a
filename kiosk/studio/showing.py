"""What the desk shows of the chosen item: its page first, then what hangs on it: verdict, inks, thumbnails, crops."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.campaign.item import Event
from kiosk.page.stock import STOCKS, Product
from kiosk.studio.checks.checks import SETTLE_MS
from kiosk.studio.fields.spots import LineSpot
from kiosk.studio.page import filmstrip, inks, verdict
from kiosk.studio.page.crops import HEIGHT as CROP_HEIGHT
from kiosk.studio.page.crops import KINDS as CROPS
from kiosk.studio.page.pages import Shown, Wanted
from kiosk.studio.page.verdict import Verdict
from kiosk.studio.words import _

if TYPE_CHECKING:
    from kiosk.studio.window import Window

_AT_ONCE, _SOON, _THEN = 0, 5, 7
"""How urgent the page, the thumbnails and what is measured on the page are."""


class Showing(QObject):
    """Asks the press for what a window shows, and puts it there."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._shown: Shown | None = None
        self._all = False
        self._small = ("", "")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._hang)

    @property
    def busy(self) -> bool:
        """Whether anything that is shown is still being made, or will be when typing rests."""
        asked = self._window.tasks.asked
        return self._rest.isActive() or any(map(asked, ("page", "thumb", "crop", "film", "qr", "inks")))

    @Slot()
    def page(self) -> None:
        """Have the chosen page made, and show it."""
        window = self._window
        wanted = self.wanted(window.preview.canvas.wanted_height)
        if wanted is not None:
            window.tasks.ask("page", partial(window.press.show, wanted), self._take, urgency=_AT_ONCE, failed=self._unmade)

    @Slot()
    def all(self) -> None:
        """Show the page, and everything that hangs on it once nobody has typed for a moment."""
        self.page()
        self._all = True
        self._rest.start(SETTLE_MS)

    @Slot()
    def _hang(self) -> None:
        """Have made what hangs on the page that came last."""
        window = self._window
        if window.tasks.asked("page"):
            return  # the page starts the clock again when it comes
        if self._shown is not None:
            self._film(self._shown)
            window.tasks.ask("qr", partial(verdict.read, self._shown), self._judge, urgency=_THEN)
            window.tasks.ask("inks", partial(inks.measured, self._shown), window.brand.show_inks, urgency=_THEN)
        preview = window.preview
        if self._all or self._small != (preview.product, preview.stock):
            self._all, self._small = False, (preview.product, preview.stock)
            self._small_pages()

    def _lay_film(self, shown: Shown) -> None:
        """Put the frames of the strip in their places; their pictures come when typing rests."""
        if shown.composed is not None:
            wanted = shown.wanted
            laid = filmstrip.frames(wanted.campaign, shown)
            side = min(wanted.side, shown.sides - 1)
            self._window.preview.film.show_frames(laid, wanted.what, side, shown.composed.page.stock)

    def _film(self, shown: Shown) -> None:
        """Have those frames made that look otherwise than the last time."""
        window, wanted = self._window, shown.wanted
        bare = replace(wanted.campaign, events=(), articles=(), techniques=(), prompts=(), notices=())
        height = round(filmstrip.HEIGHT * window.devicePixelRatioF())
        for frame in window.preview.film.faces if window.preview.film.isVisible() else ():
            about = wanted.campaign.item(frame.what) or wanted.campaign
            if window.preview.film.is_new(frame, (wanted.product, wanted.stock, bare, about, wanted.screen)):
                work = partial(window.press.show, replace(wanted, what=frame.what, side=frame.side, height=height))
                window.tasks.ask(f"film:{frame.what}:{frame.side}", work, window.preview.film.show_page, urgency=_THEN)

    def _small_pages(self) -> None:
        window = self._window
        stock = STOCKS[window.preview.product][window.preview.stock]
        window.gallery.fit(stock)
        height = round(window.gallery.high * window.devicePixelRatioF())
        for name in window.gallery.families:
            wanted = self.wanted(height, family=name)
            if wanted is not None:
                window.tasks.ask(f"thumb:{name}", partial(window.press.show, wanted), window.gallery.show_page, urgency=_SOON)
        if window.fields.crops is None:
            return
        high = round(CROP_HEIGHT * window.devicePixelRatioF())
        for product, stock, _words in CROPS:
            wanted = self.wanted(high, product=product, stock=stock)
            if wanted is not None:
                window.tasks.ask(f"crop:{stock}", partial(window.press.show, wanted), self._cut, urgency=_SOON)

    def wanted(self, height: int, *, family: str = "", product: Product | None = None, stock: str = "") -> Wanted | None:
        """Order the chosen item at a height in pixels: as it is shown, or as another family or product."""
        window = self._window
        if window.document is None or not window.what:
            return None
        made = product or window.preview.product
        looking = window.schedule.isVisible() and made == "slide"
        return Wanted(
            campaign=window.document.campaign,
            folder=window.document.folder,
            product=made,
            stock=stock or window.preview.stock,
            what=window.what,
            at=window.moment(),
            height=height,
            side=window.preview.side if product is None else 0,
            family=family,
            screen=window.schedule.screen_of if looking else None,
            living=looking,
        )

    def _take(self, shown: Shown) -> None:
        window = self._window
        window.preview.show_page(shown)
        self._lay_film(shown)
        self._shown = shown if shown.composed is not None else None
        if self._shown is None:
            self._judge(verdict.NOTHING)
        self._rest.start(SETTLE_MS)

    def _cut(self, shown: Shown) -> None:
        crops = self._window.fields.crops  # another item may be shown by now, or none with a picture
        if crops is not None and shown.wanted.what == self._window.what:
            crops.show_page(shown)

    def _judge(self, found: Verdict) -> None:
        window = self._window
        campaign = window.document.campaign if window.document is not None else None
        item = campaign.item(window.what) if campaign else None
        joining = verdict.joining(item.online) if isinstance(item, Event) else verdict.NOTHING
        for field, told in ((verdict.link_of(item)[0], found), ("online", joining)):
            spot = window.fields.spots.get(field)
            if isinstance(spot, LineSpot):
                spot.say(told.words, told.state, told.why)

    def _unmade(self, trouble: Exception) -> None:
        wanted = self.wanted(10)
        if wanted is not None:
            self._window.preview.show_page(
                Shown(wanted=wanted, trouble=_("This page cannot be made: {trouble}", trouble=trouble))
            )
