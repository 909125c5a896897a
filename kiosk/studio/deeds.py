"""What short commands of the menus do in a window: go somewhere, look closer."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import title_of
from kiosk.studio.words import _

if TYPE_CHECKING:
    from kiosk.studio.window import Window


def focus(window: Window) -> None:
    """Go to the search of the list."""
    window.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
    window.list.search.selectAll()


def undo(window: Window) -> None:
    """Take the last step back, and say which that was; before that what is typed somewhere and was not understood."""
    if window.fields.give_up():
        window.say(_("Taken back: what was not understood."))
        return
    if window.document is not None and window.document.undo.canUndo():
        words, before = window.document.undo.undoText(), window.document.campaign
        window.document.undo.undo()
        window.say(_("Taken back: {words}.", words=words + _about(before, window.document.campaign)))


def redo(window: Window) -> None:
    """Do again what was taken back, and say what that was."""
    if window.document is not None and window.document.undo.canRedo():
        words, before = window.document.undo.redoText(), window.document.campaign
        window.document.undo.redo()
        window.say(_("Done again: {words}.", words=words + _about(before, window.document.campaign)))


def _about(before: Campaign, after: Campaign) -> str:
    """Name the one item that is not as it was: it may be out of sight."""
    known = {i.id: i for i in before.items}
    changed = [i for i in after.items if i.id in known and known[i.id] != i]
    return f", “{title_of(changed[0])}”" if len(changed) == 1 else ""


def step(window: Window, by: int) -> None:
    """Choose the item before or after."""
    window.list.step(by)


def product(window: Window, name: str) -> None:
    """Show the item as another product, if it can be one."""
    made = next(made for known, made in window.preview.products.items() if known == name)
    if made.isEnabled():
        made.click()
    else:
        window.say(_("This item has no {name}.", name=name))


def zoom(window: Window, how: str) -> None:
    """Show the page larger, smaller or whole."""
    {"fit": window.preview.fit, "in": window.preview.zoom_in, "out": window.preview.zoom_out}[how]()


def tab(window: Window, at: int) -> None:
    """Turn to another tab at the right."""
    window.tabs.setCurrentIndex(at)
    if at == 0:
        window.fields.begin()
    else:
        window.schedule.when.enter(Qt.FocusReason.ShortcutFocusReason)


def into_fields(window: Window) -> None:
    """Go from the list to the first field of the chosen item."""
    tab(window, 0)


def as_on(window: Window, at: date | datetime) -> None:
    """Show the schedule as on a day, or at a moment."""
    window.tabs.setCurrentIndex(1)
    window.schedule.look_at(at)


def settings(window: Window) -> None:
    """Go to what is true of the whole campaign: its name, days, hours, languages."""
    window.choose("cover")
    window.edit_box("title")


def finding(window: Window, by: int) -> None:
    """Go to the next or previous finding."""
    window.preflight.step(by)
