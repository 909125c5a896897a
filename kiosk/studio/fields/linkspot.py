"""A field for a link: https:// is put in front where somebody left it out, and what is no link is not taken."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot

from kiosk.campaign.check_joining import lacks_scheme
from kiosk.store.folder.links import is_link
from kiosk.studio.fields.spots import LineSpot
from kiosk.studio.words import _

_WEB = ("https", "http")


class LinkSpot(LineSpot):
    """One line with a link. `lenient`: the page says what is wrong with it, so words are taken as they are."""

    def __init__(self, name: str, words: str, *, lenient: bool = False) -> None:
        super().__init__(name, words, hint=_("https://, mailto: or tel:") if name == "booking" else "https://")
        self._lenient = lenient
        self.line.editingFinished.connect(self._left)

    def _show(self, value: Any) -> None:
        if self.line.isModified() and whole(self.line.text()) == (value or ""):
            return  # it is being typed without https://
        super()._show(value)

    @Slot(str)
    def _typed(self, text: str) -> None:
        link = whole(text)
        if link is not None or self._lenient:
            self.advise("")
            self._tell(text if link is None or self._lenient else link)

    @Slot()
    def _left(self) -> None:
        text = self.line.text()
        link = whole(text)
        if link is None:
            if not self._lenient:
                self.refuse(_("This is no link, so it was not taken. Write it like example.org/book."))
        elif link != text:
            self.line.setText(link)
            self._tell(link)


def whole(text: str) -> str | None:
    """Complete a link as people type it; None when it is none. An address of a site needs a dot."""
    text = text.strip()
    if not text or is_link(text, (*_WEB, "mailto", "tel")):
        return text
    return f"https://{text}" if lacks_scheme(text) else None
