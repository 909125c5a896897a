"""The clipboard: a page or a finished file as a picture, what an item says as text."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QSize, QUrl, Slot
from PySide6.QtGui import QGuiApplication, QImage

from kiosk.campaign.campaign import Campaign
from kiosk.compose import blurb
from kiosk.page.stock import STOCKS
from kiosk.studio.clock import now
from kiosk.studio.document.edits import named
from kiosk.studio.output.running import thumbnail
from kiosk.studio.page.pages import Shown
from kiosk.studio.words import _

if TYPE_CHECKING:
    from kiosk.studio.window import Window

_PRINT = 150 / 72
"""Pixels a point of what is printed: sharp in an e-mail, and not too heavy for one."""
_MOST = QSize(2600, 2600)
"""The largest picture of a file that is put on the clipboard."""


class Copying(QObject):
    """Copies what a window shows."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    @Slot()
    def picture(self) -> None:
        """Copy the page that is shown, as large as it is needed elsewhere."""
        window = self._window
        window.settle()
        stock = STOCKS[window.preview.product].get(window.preview.stock)
        if stock is None:
            return
        height = stock.size_px[1] if stock.kind == "screen" else round(stock.height * _PRINT)
        wanted = window.showing.wanted(height)
        if wanted is not None:
            window.tasks.ask("copy", partial(window.press.show, wanted), self._take, urgency=1)

    def _take(self, shown: Shown) -> None:
        if shown.image is None:
            self._window.say(shown.trouble, wrong=True)
            return
        QGuiApplication.clipboard().setImage(shown.image)
        self._window.say(_("The picture is on the clipboard; paste it into an e-mail or a document."))

    @Slot()
    def words(self) -> None:
        """Copy what the chosen item says, or everything that the campaign announces."""
        window = self._window
        if window.document is None:
            return
        window.settle()
        campaign = window.document.campaign
        item = campaign.item(window.what)
        QGuiApplication.clipboard().setText(text(campaign, window.what, now(campaign.zone)))
        window.say(
            _("The words of “{item}” are on the clipboard.", item=named(item))
            if item
            else _("The words of all items are on the clipboard.")
        )


def text(campaign: Campaign, what: str, at: datetime) -> str:
    """Write what an item says, or for a page of the campaign what all of them say."""
    item = campaign.item(what)
    return blurb.blurbs(campaign, at) if item is None else blurb.blurb(campaign, item, at)


def drawn(file: Path) -> QImage:
    """Draw a finished file, for a worker thread; an empty picture when it cannot be."""
    return QImage(str(file)) if file.suffix != ".pdf" else thumbnail(file, _MOST, scale=_PRINT)


def put(file: Path, image: QImage) -> None:
    """Put a finished file on the clipboard: as a picture for texts and e-mails, as the file itself for folders."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file.resolve()))])
    if not image.isNull():
        mime.setImageData(image)
    QGuiApplication.clipboard().setMimeData(mime)
