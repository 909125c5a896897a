"""When and where an item is on the wall: from, until, hours, weekdays, screens, for how long and in which turn."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Show
from kiosk.studio.clock import now
from kiosk.studio.fields import when
from kiosk.studio.fields.spot import Spot, typing
from kiosk.studio.look.style import button, label
from kiosk.studio.words import _, plain

_HOURS = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.](\d\d))?")
MOST_SECONDS = 600
"""A slide that stands longer is taken for a screen that hangs."""
_DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


class ShowSpot(Spot):
    """The show rules of an item; empty everywhere means as its dates say."""

    def __init__(self) -> None:
        super().__init__("show", _("When and where it is on the wall"))
        self._zone: Any = None
        self._value = Show()
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.first, self.last, self.between, self.dwell = (QLineEdit() for _line in range(4))
        lines = QGridLayout()
        lines.setHorizontalSpacing(8)
        lines.setVerticalSpacing(4)
        for n, (line, words, hint, spoken) in enumerate(
            (
                (self.first, _("From"), _("As its dates say"), _("On the wall from")),
                (self.last, _("Until"), _("As its dates say"), _("On the wall until")),
                (self.between, _("Hours of the day"), _("All, or 08:00-12:00"), _("Hours of the day")),
                (self.dwell, _("Seconds at a time"), _("By its words"), _("Seconds at a time")),
            )
        ):
            caption = label(words, "label")
            caption.setBuddy(line)
            line.setAccessibleName(spoken)
            line.setPlaceholderText(hint)
            line.editingFinished.connect(self._changed)
            lines.addWidget(caption, n // 2 * 2, n % 2)
            lines.addWidget(line, n // 2 * 2 + 1, n % 2)
        column.addLayout(lines)
        column.addWidget(label(_("Only on these days"), "label"))
        week = QHBoxLayout()
        week.setSpacing(3)
        self.days: list[QPushButton] = []
        for day in _DAYS:
            chip = button(day[:2], "chip")
            chip.setCheckable(True)
            chip.setAccessibleName(_("On the wall on {day}s", day=day))
            chip.setToolTip(_("Only on the days that are chosen: {day}", day=day))
            chip.clicked.connect(self._changed)
            self.days.append(chip)
            week.addWidget(chip)
        week.addStretch(1)
        column.addLayout(week)
        self._row = QHBoxLayout()
        self._row.setSpacing(3)
        self.screens: dict[str, QPushButton] = {}
        self._only = label(_("Only on these screens"), "label")
        self._only.hide()  # until the campaign has screens
        column.addWidget(self._only)
        self._row.addStretch(1)
        column.addLayout(self._row)
        self.shuffle = QCheckBox(_("Changes places with other slides"))
        self.shuffle.setToolTip(_("Its slide changes places with others that ask for it, each time round"))
        self.shuffle.clicked.connect(self._changed)
        column.addWidget(self.shuffle)
        self.place(box)
        self.lead(self.first)
        self.caption.hide()  # each box has words of its own
        self.first.setAccessibleName(_("On the wall from"))

    def know(self, campaign: Campaign, folder: Path, subject: Any) -> None:
        """Offer the campaign's screens."""
        self._zone = campaign.zone
        names = [s.name for s in campaign.screens]
        if list(self.screens) == names:
            return
        for gone in self.screens.values():
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.screens = {}
        self._only.setVisible(bool(names))
        before: QWidget = self.days[-1]
        for name in names:
            chip = button(plain(name), "chip")
            chip.setCheckable(True)
            chip.setAccessibleName(_("On the screen {name}", name=name))
            chip.clicked.connect(self._changed)
            self.screens[name] = chip
            self._row.insertWidget(self._row.count() - 1, chip)
            QWidget.setTabOrder(before, chip)
            before = chip

    def _show(self, value: Any) -> None:
        self._value = value
        for line, moment in ((self.first, value.from_), (self.last, value.until)):
            if not typing(line):
                line.setText(" ".join(p for p in (when.day_words(moment, None), when.clock_words(moment, None)) if p))
        if not typing(self.between):
            self.between.setText(f"{value.between[0]:%H:%M}-{value.between[1]:%H:%M}" if value.between else "")
        if not typing(self.dwell):
            self.dwell.setText(f"{value.dwell:g}" if value.dwell is not None else "")
        self.shuffle.setChecked(value.shuffle)
        for number, chip in enumerate(self.days):
            chip.setChecked(number in value.days)
        for name, chip in self.screens.items():
            chip.setChecked(name in value.screens)

    @Slot()
    def _changed(self) -> None:
        if self._filling or self._zone is None:
            return
        today = now(self._zone).date()
        try:
            first, last = (when.read(line.text(), "", today, self._zone)[0] for line in (self.first, self.last))
            between, dwell = _between(self.between.text()), _seconds(self.dwell.text())
        except (when.Error, ValueError) as trouble:
            self.refuse(str(trouble))
            return
        self.advise("")
        unknown = tuple(s for s in self._value.screens if s not in self.screens)
        made = replace(
            self._value,
            from_=first,
            until=last,
            between=between,
            dwell=dwell,
            shuffle=self.shuffle.isChecked(),
            days=tuple(n for n, chip in enumerate(self.days) if chip.isChecked()),
            screens=(*unknown, *(name for name, chip in self.screens.items() if chip.isChecked())),
        )
        if made != self._value:
            self._value = made
            self._tell(made)


def _between(text: str) -> tuple[time, time] | None:
    """Read "08:00-12:00"; nothing is all day. Raise ValueError with a sentence."""
    if not text.strip():
        return None
    found = _HOURS.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError
        return time(int(found[1]), int(found[2] or 0)), time(int(found[3]), int(found[4] or 0))
    except ValueError:
        raise ValueError(_('"{text}" is not understood. Write hours like 08:00-12:00.', text=text.strip())) from None


def _seconds(text: str) -> float | None:
    """Read seconds; nothing leaves it to the words on the slide. Raise ValueError with a sentence."""
    words = text.strip().lower().removesuffix("s").strip()
    if not words:
        return None
    try:
        seconds = float(words)
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds <= MOST_SECONDS:
        raise ValueError(
            _('"{text}" is no time for a slide. Write seconds, from 1 to {most}.', text=text.strip(), most=MOST_SECONDS)
        )
    return seconds
