"""How an event repeats, as a few choices and a last day; any other rule stays as the file says it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from kiosk.campaign import dates
from kiosk.campaign.campaign import Campaign
from kiosk.studio.clock import now
from kiosk.studio.fields import when
from kiosk.studio.fields.spot import Spot, typing
from kiosk.studio.look.still import Choice
from kiosk.studio.words import _

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}


def choices(first: date | None) -> tuple[tuple[str, str], ...]:
    """List the rules that are offered for an event that begins on a day, each in words."""
    made = [("", _("Once")), ("FREQ=WEEKLY", _("Every week")), ("FREQ=WEEKLY;INTERVAL=2", _("Every two weeks"))]
    if first is not None:
        number = (first.day - 1) // 7 + 1
        number = -1 if number == 5 else number
        rule = f"FREQ=MONTHLY;BYDAY={number}{_CODES[first.weekday()]}"
        made.append((rule, _("Every month, {ORDINALS} {weekday}", ORDINALS=_ORDINALS[number], weekday=dates.weekday(first))))
    made += [("FREQ=MONTHLY", _("Every month, same date")), ("FREQ=YEARLY", _("Every year"))]
    return tuple(made)


def parted(rule: str) -> tuple[str, date | None]:
    """Part a rule into what repeats and its last day."""
    parts = [p for p in rule.strip().removeprefix("RRULE:").split(";") if p]
    until = next((p[6:14] for p in parts if p.startswith("UNTIL=")), "")
    kept = ";".join(p for p in parts if not p.startswith("UNTIL="))
    try:
        return kept, datetime.strptime(until, "%Y%m%d").date() if until else None
    except ValueError:
        return rule, None


class RepeatSpot(Spot):
    """The rule by which an event repeats."""

    def __init__(self) -> None:
        super().__init__("repeat", _("Repeats"))
        self._zone: Any = None
        self._rule = ""
        self.box, self.until = Choice(), QLineEdit()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.until.setPlaceholderText(_("without end"))
        self.until.setAccessibleName(_("Repeats until"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 3)
        row.addWidget(self.until, 2)
        both = QWidget()
        both.setLayout(row)
        self.place(both)
        self.lead(self.box)
        self.caption.setText(_("Repeats, until"))
        self.box.activated.connect(self._changed)
        self.until.editingFinished.connect(self._changed)

    def know(self, campaign: Campaign, folder: Path, subject: Any) -> None:
        """Offer rules that fit the day of the event."""
        self._zone = campaign.zone
        starts = subject.starts
        kept, _last = parted(subject.repeat)
        offered = list(choices(dates.day_of(starts) if starts is not None else None))
        if kept not in dict(offered):
            offered.append((kept, _("As in the file: {kept}", kept=kept)))
        if [(self.box.itemData(n), self.box.itemText(n)) for n in range(self.box.count())] == offered:
            return
        self._filling = True
        self.box.clear()
        for rule, words in offered:
            self.box.addItem(words, rule)
        self._filling = False

    def _show(self, value: Any) -> None:
        self._rule = value
        kept, until = parted(value)
        self.box.setCurrentIndex(self.box.findData(kept))
        self.until.setVisible(bool(kept))
        if not typing(self.until):
            self.until.setText(when.day_words(until, None))

    @Slot()
    def _changed(self) -> None:
        if self._filling or self._zone is None:
            return
        kept = str(self.box.currentData() or "")
        try:
            until, _, _ = when.read(self.until.text(), "", now(self._zone).date(), self._zone)
        except when.Error as trouble:
            self.refuse(str(trouble))
            return
        self.advise("")
        rule = f"{kept};UNTIL={dates.day_of(until):%Y%m%d}" if kept and until is not None else kept
        if rule != self._rule:
            self._rule = rule
            self._tell(rule)
