"""The card of translations: what an item, or the campaign, says in each language, side by side; what is missing is marked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from kiosk.campaign import translation
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.direction import rtl
from kiosk.campaign.item import Item
from kiosk.compose.fields.untranslated import named
from kiosk.studio.cards.sayings import sayings
from kiosk.studio.document import edits
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.overlay import Overlay
from kiosk.studio.look.spare import Area
from kiosk.studio.look.still import Choice
from kiosk.studio.look.style import badge, button, label
from kiosk.studio.words import _

_OFFERED = ("cy", "en", "ar", "bn", "gd", "hi", "pa", "pl", "pt", "ro", "so", "uk", "ur", "zh")


class Translations(Overlay):
    """Shows the fields of one thing in every language of the campaign."""

    edited = Signal(str, str, str, str)
    """A field should say something else: item id ("" = the campaign), language ("" = its own), field, words."""
    language_added = Signal(str)

    def __init__(self, window: QWidget, colours: Scheme, campaign: Campaign, item: Item | None) -> None:
        super().__init__(
            window, colours, _("Translations of “{title}”", title=edits.named(item) if item else campaign.title), width=1000
        )
        self._id = item.id if item is not None else ""
        own = translation.own_language(campaign)
        self.others = tuple(lang for lang in campaign.languages if lang != own)
        self.cells: dict[tuple[str, str], QLineEdit | QPlainTextEdit] = {}
        self.badges: dict[tuple[str, str], QLabel] = {}
        page = QWidget()
        page.setObjectName("panel_body")
        grid = QGridLayout(page)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for place, lang in enumerate((own, *self.others)):
            grid.addWidget(label(named(lang), "head"), 0, place)
            grid.setColumnStretch(place, 1)
        row = 1
        for saying in sayings(campaign, item):
            if saying.head:
                grid.addWidget(label(saying.head, "head"), row, 0, 1, -1)
                row += 1
            for place, lang in enumerate(("", *self.others)):
                head = QHBoxLayout()
                head.addWidget(label(saying.words, "label"))
                head.addStretch(1)
                mark = QLabel()
                head.addWidget(mark)
                grid.addLayout(head, row, place)
                whose = ", ".join(p for p in (saying.head, saying.words, named(lang or own)) if p)
                cell = self._cell(saying.told(lang), whose, long=saying.long, right=rtl(lang or own))
                grid.addWidget(cell, row + 1, place)
                self.cells[lang, saying.name], self.badges[lang, saying.name] = cell, mark
                if isinstance(cell, QLineEdit):
                    cell.textEdited.connect(partial(self._typed, lang, saying.name))
                else:
                    cell.textChanged.connect(partial(self._typed, lang, saying.name))
            row += 2
        grid.setRowStretch(row, 1)
        self._mark()
        area = Area("")
        area.setWidget(page)
        area.ask(min(page.sizeHint().height() + 8, 560))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not self.others:
            words = label(_("This campaign has one language. Add another one, and its pages can be made in both."), "second")
            words.setWordWrap(True)
            self.body.addWidget(words)
        self.body.addWidget(area)
        self.stand(self._more(campaign))
        self.cells[self.others[0] if self.others else "", next(f for _lang, f in self.cells)].setFocus()

    def _cell(self, words: str, name: str, *, long: bool, right: bool) -> QLineEdit | QPlainTextEdit:
        if long:
            cell: QLineEdit | QPlainTextEdit = QPlainTextEdit(words)
            cell.setTabChangesFocus(True)
            cell.setFixedHeight(cell.fontMetrics().lineSpacing() * 4 + 18)
        else:
            cell = QLineEdit(words)
            cell.setCursorPosition(0)
        cell.setAccessibleName(name)
        if right:
            cell.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        return cell

    def _more(self, campaign: Campaign) -> QHBoxLayout:
        row = QHBoxLayout()
        self.offered = Choice()
        self.offered.setAccessibleName(_("Another language"))
        for lang in _OFFERED:
            if lang not in campaign.languages:
                self.offered.addItem(named(lang), lang)
        add = button(_("Add this language"))
        add.clicked.connect(self._add)
        done = button(_("Done"), "main")
        done.clicked.connect(self.leave)
        row.addWidget(self.offered)
        row.addWidget(add)
        row.addStretch(1)
        row.addWidget(done)
        return row

    def _text(self, lang: str, field: str) -> str:
        cell = self.cells[lang, field]
        return cell.text() if isinstance(cell, QLineEdit) else cell.toPlainText()

    def _mark(self) -> None:
        for (lang, field), mark in self.badges.items():
            missing = bool(lang) and bool(self._text("", field).strip()) and not self._text(lang, field).strip()
            badge(mark, _("missing") if missing else "", "warn")
            self.cells[lang, field].setAccessibleDescription(_("missing") if missing else "")

    def _typed(self, lang: str, field: str, _text: str = "") -> None:
        self._mark()
        self.edited.emit(self._id, lang, field, self._text(lang, field))

    @Slot()
    def _add(self) -> None:
        lang = str(self.offered.currentData() or "")
        self.leave()
        if lang:
            self.language_added.emit(lang)
