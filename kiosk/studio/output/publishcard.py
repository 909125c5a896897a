"""The card that asks, once, before anything goes on the wall: what will be shown, what stays here, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import title_of
from kiosk.campaign.outdated import outdated
from kiosk.store.release import places
from kiosk.studio.checks.retelling import retold
from kiosk.studio.clock import now
from kiosk.studio.items.itemlist import PAGES
from kiosk.studio.look.overlay import Overlay
from kiosk.studio.look.style import button, label
from kiosk.studio.look.whole import Sentence
from kiosk.studio.words import _, counted

if TYPE_CHECKING:
    from kiosk.studio.window import Window

_MOST = 3
"""Sentences on what is wrong with the whole campaign, and titles of what is out of date."""


class Publish(Overlay):
    """Asks where to publish; `accepted` gives the place. A place that may be a slip of the hand is asked about once more."""

    accepted = Signal(str)

    def __init__(self, window: Window, campaign: Campaign, place: str, found: Sequence[Finding], *, saved: bool) -> None:
        super().__init__(window, window.colours, _("Publish to kiosks"), width=620)
        self._campaign, self._last, self._plans = campaign, place, window.plans
        self._sure = ""
        self._go = _("Publish") if saved else _("Save and publish")
        for words in told(campaign, found, saved=saved):
            self.body.addWidget(Sentence(words))
        caption = label(_("Folder, share or stick that the screens follow"), "label")
        self.place = QLineEdit(place)
        self.place.setAccessibleName(caption.text())
        caption.setBuddy(self.place)
        browse = button(_("Choose …"))
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(browse)
        self.body.addWidget(caption)
        self.body.addLayout(row)
        self.question = Sentence()
        self.question.setProperty("badge", "warn")
        self.question.hide()
        self.body.addWidget(self.question)
        foot = QHBoxLayout()
        foot.addStretch(1)
        cancel, self.go = button(_("Not now")), button(self._go, "main")
        cancel.clicked.connect(self.leave)
        self.go.clicked.connect(self._accept)
        self.go.setDefault(True)
        self.place.textChanged.connect(self._allow)
        self.place.returnPressed.connect(self._accept)
        foot.addWidget(cancel)
        foot.addWidget(self.go)
        self.stand(foot)
        self._allow()
        (self.go if place else browse).setFocus()

    @Slot()
    def _allow(self) -> None:
        self._sure = ""
        self.question.hide()
        self.go.setText(self._go)
        self.go.setEnabled(bool(self.place.text().strip()))

    @Slot()
    def _browse(self) -> None:
        found = QFileDialog.getExistingDirectory(self, _("Publish to a folder, a share or a stick"), self.place.text())
        if found:
            self.place.setText(found)
            self.go.setFocus()

    @Slot()
    def _accept(self) -> None:
        place = self.place.text().strip()
        if not place or not self.go.isEnabled():
            return
        if place == self._sure:
            self._send(place)
            return
        self.go.setEnabled(False)
        # A share may take its time to answer.
        look = partial(places.look, Path(place), self._campaign.id)
        self._plans.ask("place", look, partial(self._seen, place), failed=partial(self._unseen, place))

    def _seen(self, place: str, seen: places.Place) -> None:
        if place != self.place.text().strip():
            return
        self.go.setEnabled(True)
        words = doubt(seen, place, self._last, self._campaign.title)
        if not words:
            self._send(place)
            return
        self._sure = place
        self.question.setText(words)
        self.question.show()
        self.go.setText(_("Replace it and publish") if seen.there else _("Make the folder and publish"))
        self.go.setAccessibleDescription(words)
        self.go.setFocus()

    def _unseen(self, place: str, _trouble: Exception) -> None:
        self._send(place)  # publishing says in its own words why it cannot

    def _send(self, place: str) -> None:
        self.leave()
        self.accepted.emit(place)


def doubt(seen: places.Place, place: str, last: str, title: str) -> str:
    """Say what should be known before anything is published into a place; empty when nothing speaks against it."""
    if not seen.there:
        said = _("There is no folder {place}. Is it spelt right, and is its share or stick connected?", place=place)
        if last and last != place:
            said += " " + _("The last time it was {last}.", last=last)
        return said + " " + _("A new folder is followed by no screen until the screen is told so.")
    if seen.other:
        return _("Screens that follow this folder show another campaign now, “{other}”. “{title}” takes its place.",
                 other=seen.other, title=title)  # fmt: skip
    return ""


def told(campaign: Campaign, found: Sequence[Finding], *, saved: bool) -> list[str]:
    """Say what will be on the screens and what stays here: drafts, and what has an error that publishing does not pass."""
    errors = [f for f in found if f.severity == "error" and f.product in (None, "slide")]
    drafts = sum(i.draft for i in campaign.items)
    bad = {f.item for f in errors if f.item is not None}
    held = sum(not i.draft and i.id in bad for i in campaign.items)
    over = [title_of(i) for i in outdated(campaign, now(campaign.zone)) if i.id not in bad]
    shown = len(campaign.items) - drafts - held - len(over)
    said = [
        counted(
            "“{title}” with {n} item goes on every screen that follows this place.",
            "“{title}” with {n} items goes on every screen that follows this place.",
            shown,
            title=campaign.title,
        )
        if shown
        else _(
            "Of “{title}” there is nothing to show: screens that follow this place show the default slide.", title=campaign.title
        )
    ]
    if over:
        more = _(" and {count} more", count=len(over) - _MOST) if len(over) > _MOST else ""
        said.append(_("Out of date, no screen will show it: {titles}{more}.", titles=", ".join(over[:_MOST]), more=more))
    if drafts:
        said.append(counted("Drafts stay here: {n}.", "Drafts stay here: {n}.", drafts))
    if held:
        said.append(counted("{n} item stays here with something wrong.", "{n} items stay here with something wrong.", held))
    pages = dict.fromkeys(dict(PAGES)[f.page] for f in errors if f.page in dict(PAGES))
    if pages:
        said.append(_("Pages of the campaign that stay here with something wrong: {pages}.", pages=", ".join(pages)))
    general = [(retold(f.sentence), retold(f.cure)) for f in errors if f.item is None and not f.page]
    said += [_("This must be mended first: {sentence} {cure}", sentence=s, cure=c).strip() for s, c in general[:_MOST]]
    if not saved:
        said.append(_("What you changed since the last save is saved first."))
    return said
