"""What the colours of the month stand for, in words; only those that are there."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from kiosk.export.timeline.timeline import BARS
from kiosk.studio.schedule.month import Laid
from kiosk.studio.words import _

_KINDS = (
    (("notice",), _("Notice")),
    (("emergency",), _("Emergency")),
    (("page",), _("Page of the campaign")),
    (("save",), _("Save the date")),
    (("week", "next-week"), _("Within a week")),
    (("today", "tomorrow"), _("Today or tomorrow")),
    (("now",), _("Now")),
    (("over",), _("Over")),
    (("event",), _("No date")),
    (("filler",), _("Between others")),
    (("default",), _("Nothing else")),
)
"""Kinds of bars that share a colour, and what they are called."""
_GAP = "#A3171F"


class Legend(QLabel):
    """Words behind dots of colour, on as many lines as they need."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "second")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.hide()

    def show_laid(self, laid: Laid) -> None:
        """Name what a month shows."""
        there = {bar.kind for lane in laid.lanes for bar in lane.bars}
        told = [(BARS[kinds[0]][0].hex, words) for kinds, words in _KINDS if there.intersection(kinds)]
        told += [(_GAP, _("Gap: nothing to show"))] if laid.gaps else []
        self.setText(" &nbsp; ".join(_entry(colour, words, "▨" if colour is _GAP else "■") for colour, words in told))
        self.setVisible(bool(told))


def _entry(colour: str, words: str, sign: str) -> str:
    """Write a dot of colour and its words, held together on one line."""
    return f'<span style="color: {colour}">{sign}</span>&nbsp;{escape(words).replace(" ", "&nbsp;")}'
