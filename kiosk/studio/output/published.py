"""What a publishing did, item by item: what is new on the screens, what stays here and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from kiosk.studio.checks.retelling import retold
from kiosk.studio.document import edits
from kiosk.studio.items.itemlist import PAGES
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.overlay import Overlay
from kiosk.studio.look.spare import Area
from kiosk.studio.look.style import Badge, badge, button, label
from kiosk.studio.words import _, counted

if TYPE_CHECKING:
    from kiosk.studio.window import Window

Part = tuple[str, Badge, tuple[str, ...]]
"""What happened, how it looks, and to which items."""


_CHANGES: tuple[tuple[str, str, Badge], ...] = (
    ("added", _("New on screens"), "ok"),
    ("changed", _("Changed"), "ok"),
    ("removed", _("No longer shown"), "none"),
)


class Published(Overlay):
    """Tells it."""

    def __init__(self, window: Window, colours: Scheme, place: str, told: Mapping[str, Any]) -> None:
        super().__init__(window, colours, _("Published"), width=620)
        self._desk = window
        where = label(place, "second")
        where.setWordWrap(True)
        self.body.addWidget(where)
        page = QWidget()
        page.setObjectName("panel_body")
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        items = window.document.campaign.items if window.document is not None else ()
        names = {**dict(PAGES), **{item.id: edits.named(item) for item in items}}
        for row, (words, state, titles) in enumerate(parts(told, names)):
            how = QLabel()
            badge(how, words, state)
            grid.addWidget(how, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            named = QLabel("\n".join(titles))
            named.setWordWrap(True)
            grid.addWidget(named, row, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        self.area = Area(_("What changed on the screens"))
        self.area.setWidget(page)
        self.area.ask(min(page.sizeHint().height() + 8, 380))
        self.body.addWidget(self.area, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        screens, self.done = button(_("Screens")), button(_("Close"), "main")
        screens.clicked.connect(self._screens)
        self.done.clicked.connect(self.leave)
        foot.addWidget(screens)
        foot.addWidget(self.done)
        self.stand(foot)
        self.done.setFocus()

    @Slot()
    def _screens(self) -> None:
        self.leave()
        self._desk.sending.screens()


def parts(told: Mapping[str, Any], names: Mapping[str, str]) -> list[Part]:
    """Sort what `kiosk publish` tells: what changed since the last release, then what stays here; `names` of items and pages."""
    made: list[Part] = [(words, state, tuple(told[key])) for key, words, state in _CHANGES if told.get(key)]
    if told.get("settings"):
        made.append((_("Changed"), "ok", (_("The campaign's own words, brand, hours or screens"),)))
    over = tuple(told.get("outdated", ()))
    if not made and not (over and told.get("new")):
        made.append((_("Nothing new"), "none", (_("Screens show all this already."),)))
    if over:
        made.append((_("Out of date, no screen shows it"), "warn", over))
        if len(over) == len(told.get("items", ())):
            made.append((_("Good to know"), "warn", (_("Nothing else is left, so screens show the default slide."),)))
    if told.get("drafts"):
        made.append((_("Stays here as draft"), "none", tuple(told["drafts"])))
    if told.get("withheld"):
        wrong = tuple(dict.fromkeys(_wrong(f, names) for f in told["withheld"]))
        made.append((_("Stays here, something is wrong"), "error", wrong))
    if told.get("notes"):
        made.append((_("Good to know"), "warn", tuple(told["notes"])))
    return made


def _wrong(found: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Say what keeps an item or a page here, and which."""
    name = names.get(found.get("item") or found.get("page") or "", "")
    said = f"{retold(found['sentence'])} {retold(found['cure'])}".strip()
    return said if not name or name in said else f"{name}: {said}"


def words(told: Mapping[str, Any]) -> str:
    """Say the same in one line."""
    changes = [
        words.format(n=len(titles))
        for key, words in (("added", _("{n} new")), ("changed", _("{n} changed")), ("removed", _("{n} gone")))
        if (titles := told.get(key))
    ]
    said = ", ".join(changes) + "." if changes else "" if told.get("new") else _("Nothing changed since the last time.")
    over = len(told.get("outdated", ()))
    if over:
        said += " " + counted("{n} item is out of date.", "{n} items are out of date.", over)
    kept = len(told.get("drafts", ()))
    if kept:
        said += " " + counted("{n} draft stayed here.", "{n} drafts stayed here.", kept)
    held = len({f["item"] for f in told.get("withheld", ())})
    if held:
        said += " " + counted("{n} item stayed here with something wrong.", "{n} items stayed here with something wrong.", held)
    return said.strip()
