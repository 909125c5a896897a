"""What hands do to the campaign: every change of the desk goes through here and is one step that can be undone."""

from __future__ import annotations

from dataclasses import replace
from random import randrange
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kiosk.campaign.campaign import Campaign, Venue
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Event
from kiosk.store.folder import brands
from kiosk.studio import deeds, steps
from kiosk.studio.checks import curing
from kiosk.studio.checks.checks import products_of
from kiosk.studio.document import edits
from kiosk.studio.words import _

if TYPE_CHECKING:
    from kiosk.studio.window import Window

_OF_CAMPAIGN = ("hashtag", "hours", "languages", "special", "website")


class Changes(QObject):
    """Changes the campaign that is open in a window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    @property
    def _campaign(self) -> Campaign | None:
        return self._window.document.campaign if self._window.document is not None else None

    def _take(self, campaign: Campaign, words: str, merge: str = "") -> None:
        if self._window.document is not None:
            self._window.document.edit(campaign, words, merge=merge)

    @Slot(str, dict, str)
    def field(self, id: str, values: dict[str, object], field: str) -> None:
        """Let an item say something else in a field; without an id, the campaign itself."""
        campaign = self._campaign
        if campaign is None:
            return
        item = campaign.item(id)
        if field == "title" and item is not None and item.draft and edits.named(item) == edits.UNNAMED:
            values = {**values, "draft": False}  # it has a name now, and may be seen
        said = _("Change {field}") if item is not None else _("Change {field} of the campaign")
        words = said.format(field=steps.FIELD_WORDS.get(field, field))
        made = edits.change(campaign, id, **values) if id else edits.restate(campaign, **values)
        self._take(made, words, merge=steps.merge(item, field, values))

    @Slot()
    def pause(self) -> None:
        """Begin another step: somebody came into a field."""
        if self._window.document is not None:
            self._window.document.pause()

    @Slot(str)
    def christen(self, id: str) -> None:
        """Let a new event be called by its title in files and links, too, once somebody has written it."""
        campaign, document = self._campaign, self._window.document
        if campaign is None or document is None or not document.is_fresh(id):
            return
        made, new = edits.christened(campaign, id)
        if new != id:
            document.rename(made, id, new, _("Change {field}", field=steps.FIELD_WORDS["title"]), merge=f"{id}.title")
            self._window.list.choose(new)

    @Slot(str, str, str, str)
    def translation(self, id: str, lang: str, field: str, words: str) -> None:
        """Let a field say something else in a language; "" is the campaign's own."""
        part = field.partition(".")[0]
        if not lang and part == field:
            self.field(id, {field: words}, field)
        elif self._campaign is not None:
            made = edits.translate(self._campaign, id, lang, field, words)
            said = _("Translate {field}") if lang else _("Change {field}")
            self._take(made, said.format(field=steps.FIELD_WORDS.get(part, part)), merge=f"{id}.{lang}.{field}")

    @Slot(str)
    def language(self, lang: str) -> None:
        """Give the campaign another language, and go on translating."""
        campaign = self._campaign
        if campaign is not None and lang not in campaign.languages:
            self._take(replace(campaign, languages=(*campaign.languages, lang)), _("Add a language"))
            self._window.asking.translations()

    @Slot(object)
    def cure(self, found: Finding) -> None:
        """Mend what a finding names, in one step; what needs a decision is gone to instead."""
        campaign = self._campaign
        made = curing.cured(campaign, found) if campaign is not None else None
        if made is None:
            self.mend(found.item or "", (found.product or "").partition(" ")[0].rstrip(","), curing.field(found))
            return
        self._take(made, curing.words(found))
        self._window.choose(found.item or "cover")
        self._window.edit_box(curing.field(found))

    @Slot(str, str, str)
    def mend(self, item: str, product: str, field: str) -> None:
        """Go to where a finding can be mended."""
        window, campaign = self._window, self._campaign
        if campaign is None:
            return
        window.choose(item or ("cover" if field in _OF_CAMPAIGN else window.what))
        products = products_of(campaign, window.what)
        if product in products:
            window.preview.show_product(products[products.index(product)])
        if field == "translations":
            window.asking.translations()
        elif field == "schedule":
            deeds.tab(window, 1)
        elif field:
            window.edit_box(field)

    @Slot(str)
    def dress(self, family: str) -> None:
        """Give the chosen item a family; where it is the campaign's own anyway, none of its own."""
        campaign = self._campaign
        if campaign is None:
            return
        item = campaign.item(self._window.what)
        if item is None:
            self._take(replace(campaign, family=family), _("Change template of the campaign"))
            return
        own = None if family == edits.change(campaign, item.id, family=None).family_of(item.id) else family
        self._take(edits.change(campaign, item.id, family=own), _("Change template"))

    @Slot(str)
    def brand(self, kit: str) -> None:
        """Let the campaign wear the colours and rules of a brand kit."""
        if self._campaign is not None:
            brand = replace(self._campaign.brand, use=kit, base=brands.kit(kit))
            self._take(replace(self._campaign, brand=brand), _("Change brand colours"))

    @Slot(object)
    def place(self, venue: Venue) -> None:
        """Take a place on, new or changed; a new one is where the chosen event is."""
        campaign = self._campaign
        if campaign is None:
            return
        known = any(v.id == venue.id for v in campaign.venues)
        venues = tuple(venue if v.id == venue.id else v for v in campaign.venues) if known else (*campaign.venues, venue)
        made = replace(campaign, venues=venues)
        item = campaign.item(self._window.what)
        if not known and isinstance(item, Event):
            made = edits.change(made, item.id, venue=venue.id)
        self._take(made, _("Change place") if known else _("New place"))

    @Slot()
    def shuffle(self) -> None:
        """Let the motif fall another way."""
        if self._campaign is not None:
            self._take(replace(self._campaign, seed=randrange(1, 1000)), _("Shuffle"), merge="seed")

    @Slot()
    def new_event(self) -> None:
        """Add an event and go to its title."""
        campaign = self._campaign
        if campaign is not None:
            event = edits.new_event(campaign)
            self._take(edits.add(campaign, event), _("New event"))
            self._window.choose(event.id)
            self._window.fields.focus("title")

    @Slot()
    def remove(self) -> None:
        """Take the chosen item out; undo brings it back."""
        campaign = self._campaign
        item = campaign.item(self._window.what) if campaign is not None else None
        if campaign is None or item is None:
            return
        self._take(edits.remove(campaign, item.id), _("Remove {item}", item=edits.named(item)))
        self._window.say(_("{item} was removed. Ctrl+Z brings it back.", item=edits.named(item)))

    @Slot()
    def duplicate(self) -> None:
        """Put a copy of the chosen item behind it."""
        if self._campaign is not None:
            made, id = edits.duplicate(self._campaign, self._window.what)
            self._take(made, _("Duplicate"))
            if id:
                self._window.choose(id)

    @Slot(str, str)
    def move(self, id: str, before: str) -> None:
        """Put an item before another one of its kind, or last."""
        if self._campaign is not None:
            self._take(edits.move(self._campaign, id, before or None), _("Change the order"))

    def step(self, by: int) -> None:
        """Move the chosen item up or down among those that it can change places with."""
        window = self._window
        before = window.list.items.beyond(window.what, by)
        if before is None:
            window.say(_("Dated events stand in the order of their dates; change the date to move this one."))
            return
        self.move(window.what, before)
