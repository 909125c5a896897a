"""Which part of the window tells which: what is chosen, changed or asked for here happens there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kiosk.studio import deeds

if TYPE_CHECKING:
    from kiosk.studio.window import Window


def connect(w: Window) -> None:
    """Connect everything that was just put into a window."""
    w.start.open_wanted.connect(w.file.open)
    w.start.browse_wanted.connect(w.file.browse)
    w.start.new_wanted.connect(w.file.new)
    w.start.import_wanted.connect(w.file.bring)
    w.start.sample_wanted.connect(w.file.sample)
    w.list.view.addAction(w.actions_.remove)
    w.list.chosen.connect(w.choose)
    w.list.settings_wanted.connect(w.actions_.settings.trigger)
    w.list.view.opened.connect(partial(deeds.into_fields, w))
    w.list.moved.connect(w.changes.move)
    w.preview.wanted.connect(w.showing.page)
    w.preview.canvas.box_chosen.connect(w.edit_box)
    w.preview.film.chosen.connect(w.show_frame)
    w.preflight.cure_wanted.connect(w.changes.mend)
    w.preflight.deed_wanted.connect(w.changes.cure)
    w.fields.edited.connect(w.changes.field)
    w.fields.entered.connect(w.changes.pause)
    w.fields.titled.connect(w.changes.christen)
    w.fields.entered.connect(w.preview.canvas.choose)
    w.fields.place_wanted.connect(w.asking.place)
    w.gallery.family_chosen.connect(w.changes.dress)
    w.gallery.shuffled.connect(w.changes.shuffle)
    w.brand.kit_chosen.connect(w.changes.brand)
    w.schedule.moved.connect(w.showing.page)
    w.schedule.slide_chosen.connect(w.show_slide)
    w.schedule.play_wanted.connect(w.play)
    w.tabs.currentChanged.connect(w.turned)
