"""The panel below the page: what is wrong or missing in the campaign, errors first, each with its cure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from textwrap import shorten

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.store.folder.telling import UNREADABLE
from kiosk.studio.checks import curing
from kiosk.studio.checks.counting import gathered, issues
from kiosk.studio.checks.retelling import retold
from kiosk.studio.document.edits import named
from kiosk.studio.items.itemlist import PAGES
from kiosk.studio.look import icons
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.style import badge, button, label
from kiosk.studio.look.whole import Sentence
from kiosk.studio.words import _, counted

_NAME = 48
"""Letters of an item's name beside what was found; a longer one would stand a word a line."""
_MOST = 60
"""Rows that are shown; more would help nobody."""
_SHORT = 40
"""Letters of a title that name an item beside its sentence."""
WAYS = {
    "no-date": (_("Set date"), "starts"),
    "outside-campaign": (_("Change date"), "starts"),
    "past": (_("Change date"), "starts"),
    "clock-skips": (_("Change time"), "starts"),
    "no-link": (_("Add link"), "booking"),
    "link-refused": (_("Mend link"), "booking"),
    "joining-words": (_("Mend link"), "online"),
    "long-link": (_("Shorten"), "short"),
    "qr-module": (_("Shorten"), "short"),
    "no-place": (_("Add place"), "venue"),
    "unknown-venue": (_("Choose place"), "venue"),
    "missing-translation": (_("Translate"), "translations"),
    "hours-missing": (_("Give hours"), "hours"),
    "dwell-short": (_("Seconds"), "show"),
    "unknown-screen": (_("Screens"), "show"),
    "round-long": (_("See the month"), "schedule"),
    "label-long": (_("Shorten"), "special"),
    "title-distance": (_("Shorten"), "title"),
    "post-long": (_("Shorten"), "title"),
    "alt-long": (_("Shorten"), "summary"),
    "weekday-wrong": (_("Change date"), "starts"),
    "repeat-unreadable": (_("Change rule"), "repeat"),
    "emoji": (_("Change title"), "title"),
    "picture-small": (_("Other picture"), "picture"),
    "picture-soft": (_("Other picture"), "picture"),
    "picture-cut": (_("See the picture"), "picture"),
    "tags-alt-poor": (_("Say it"), "picture"),
    "brand-languages": (_("Languages"), "languages"),
}
"""Findings that lead to a field where somebody decides: the button's words and the field."""


class Preflight(QWidget):
    """Findings of the whole campaign."""

    cure_wanted = Signal(str, str, str)
    """Somebody wants to mend a finding: item id, product, field; empty where there is none."""
    deed_wanted = Signal(object)
    """Somebody wants a finding mended that needs no decision."""

    def __init__(self, colours: Scheme, about: str = "") -> None:
        super().__init__()
        self.colours = colours
        self._about = about or _("This campaign, all formats")
        self._shown: tuple[Finding, ...] | None = None
        self._lines: dict[tuple[Finding, str], QWidget] = {}
        self._at = -1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        head.setObjectName("foot")
        head.setFixedHeight(34)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 8, 0)
        self.title = label(_("Issues"), "head")
        row.addWidget(self.title)
        self.problems, self.warnings, self.clean = QLabel(), QLabel(), QLabel()
        for made in (self.problems, self.warnings, self.clean):
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
            made.hide()
        row.addStretch(1)
        self.about = label(self._about, "second")
        row.addWidget(self.about)
        self.fold = QToolButton()
        self.fold.setArrowType(Qt.ArrowType.DownArrow)
        self.fold.setAccessibleName(_("Fold the preflight list"))
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._folded)
        row.addWidget(self.fold)
        column.addWidget(head)
        self.rows = QScrollArea()
        self.rows.setObjectName("panel")
        self.rows.setWidgetResizable(True)
        self.rows.setAccessibleName(_("What is wrong or missing"))
        body = QWidget()
        body.setObjectName("panel_body")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._more = label("", "second")
        self._more.hide()
        self._column.addWidget(self._more)
        self._column.addStretch(1)
        self.rows.setWidget(body)
        column.addWidget(self.rows, 1)
        self.setMinimumHeight(34)

    def sizeHint(self) -> QSize:
        """Ask for the head and three rows."""
        return QSize(600, 136)

    def show_findings(self, campaign: Campaign, findings: Sequence[Finding], *, busy: bool) -> None:
        """List findings, errors first."""
        self.about.setText(_("Checking …") if busy else self._about)
        told = gathered(findings)
        errors = sum(f.severity == "error" for f in told)
        doubts = sum(f.severity == "warning" for f in told)
        self.title.setText(issues(errors + doubts) if errors or doubts else _("Issues"))
        badge(self.problems, counted("{n} problem", "{n} problems", errors) if errors else "", "error")
        badge(self.warnings, counted("{n} warning", "{n} warnings", doubts) if doubts else "", "warn")
        badge(self.clean, "" if errors or doubts or busy else _("All well"), "ok")
        if told == self._shown:
            return
        self._shown = told
        self._list(campaign, told[:_MOST])
        self._more.setText(_("   and {count} more", count=len(told) - _MOST))
        self._more.setVisible(len(told) > _MOST)

    def _list(self, campaign: Campaign, told: Sequence[Finding]) -> None:
        """Put a row for each finding into its place; rows that were there before stay as they are, since new ones take long."""
        kept, self._lines = self._lines, {}
        for place, found in enumerate(told):
            key = found, _title(campaign, found)
            row = kept.pop(key, None) or self._row(*key)
            self._lines[key] = row
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
        for gone in kept.values():
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

        before: QWidget = self.rows
        for row in self._lines.values():
            for stop in row.findChildren(QPushButton):
                QWidget.setTabOrder(before, stop)
                before = stop

    def step(self, by: int) -> None:
        """Go to the next or previous finding."""
        if self._shown:
            self._at = (self._at + by) % len(self._shown)
            self._lead(self._shown[self._at])

    def _row(self, found: Finding, title: str) -> QWidget:
        row = QWidget()
        row.setMinimumHeight(32)
        line = QHBoxLayout(row)
        line.setContentsMargins(12, 4, 12, 4)
        line.setSpacing(8)
        c = self.colours
        sign = QLabel()
        marks: dict[str, tuple[icons.Name, str, str]] = {
            "error": ("error", c.error, _("Problem")),
            "warning": ("warning", c.warn, _("Warning")),
            "info": ("info", c.second, _("Note")),
        }
        name, colour, said = marks[found.severity]
        sign.setPixmap(icons.icon(name, c, colour=colour).pixmap(QSize(16, 16)))
        sign.setAccessibleName(said)
        line.addWidget(sign)
        short = title if len(title) <= _SHORT else f"{title[:_SHORT].rstrip()}…"
        where = ", ".join(part for part in (short, found.product or "") if part)
        line.addWidget(Sentence(f"{retold(found.sentence)} {retold(found.cure)}".strip()), 3)
        if where:
            aside = Sentence(where)
            aside.setProperty("kind", "second")
            line.addWidget(aside, 1)
        deed = curing.words(found)
        if found.item or found.page or found.product or deed or found.id in WAYS:
            cure = button(deed or WAYS.get(found.id, (_("Show"), ""))[0], "small")
            cure.setAccessibleDescription(retold(found.cure))
            cure.clicked.connect(partial(self._mend, found))
            line.addWidget(cure)
        return row

    def _mend(self, found: Finding, _checked: bool = False) -> None:
        if curing.words(found):
            self.deed_wanted.emit(found)
        else:
            self._lead(found)

    def _lead(self, found: Finding) -> None:
        product = (found.product or "").partition(" ")[0].rstrip(",")
        field = WAYS.get(found.id, ("", ""))[1] or (found.of if found.id == UNREADABLE else "")
        # The campaign's own link has another name than an item's.
        self.cure_wanted.emit(found.item or found.page, product, "website" if field == "booking" and not found.item else field)

    @Slot(bool)
    def _folded(self, folded: bool) -> None:
        self.rows.setVisible(not folded)
        self.fold.setArrowType(Qt.ArrowType.UpArrow if folded else Qt.ArrowType.DownArrow)
        self.setMaximumHeight(34 if folded else 16_777_215)


def _title(campaign: Campaign, found: Finding) -> str:
    """Name the item or the page that a finding is about, unless its sentence does."""
    item = campaign.item(found.item) if found.item else None
    if item is None or named(item) in found.sentence:
        return dict(PAGES).get(found.page, "")
    return shorten(named(item), _NAME, placeholder="…")
