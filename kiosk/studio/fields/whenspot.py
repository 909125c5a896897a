"""Date and time of an event, typed as people write them or picked in a calendar."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt, Slot
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QMenu, QWidget, QWidgetAction

from kiosk.campaign import dates
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import When
from kiosk.studio.clock import now
from kiosk.studio.fields import when
from kiosk.studio.fields.spot import Spot, typing
from kiosk.studio.look import icons
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.style import restyle
from kiosk.studio.words import _


class WhenSpot(Spot):
    """Date and time of an event, typed as people write them or picked in a calendar; two fields, one value."""

    def __init__(self, colours: Scheme, words: str = _("Date and time")) -> None:
        super().__init__("starts", _("Date"))
        self._zone: Any = None
        self._value: tuple[Any, Any] = (None, None)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.day, self.clock = QLineEdit(), QLineEdit()
        self.day.setPlaceholderText(_("To be announced"))
        self.clock.setPlaceholderText(_("All day"))
        self.clock.setAccessibleName(_("Time"))
        pick = self.day.addAction(icons.icon("calendar", colours), QLineEdit.ActionPosition.TrailingPosition)
        pick.setText(_("Pick a date"))
        pick.triggered.connect(self._pick)
        box = QWidget()
        box.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.day, 7)  # the longest day and the longest time are both to be seen whole
        row.addWidget(self.clock, 6)
        self.place(box)
        self.keep_room()
        self.caption.setText(words)
        self.caption.setBuddy(self.day)
        self.leader = self.day
        self.day.setAccessibleName(_("Date"))
        for line in (self.day, self.clock):
            line.installEventFilter(self)
            line.editingFinished.connect(self._read)

    def know(self, campaign: Campaign, folder: Path, subject: Any) -> None:
        """Read local times in the campaign's zone."""
        self._zone = campaign.zone

    def of(self, subject: Any) -> Any:
        """Read both ends."""
        return subject.starts, subject.ends

    def values(self, value: Any) -> dict[str, Any]:
        """Name both ends."""
        return {"starts": value[0], "ends": value[1]}

    def _show(self, value: Any) -> None:
        starts, ends = value
        self._value = (starts, ends)
        if not typing(self.day) and not typing(self.clock):
            for line, words in ((self.day, when.day_words(starts, ends)), (self.clock, when.clock_words(starts, ends))):
                if line.text() != words:
                    line.setText(words)
                    line.setCursorPosition(0)
            self._mark("")

    @Slot()
    def _read(self) -> None:
        if self._filling or self._zone is None:
            return
        typed = (self.day.text(), self.clock.text())
        if typed == (when.day_words(*self._value), when.clock_words(*self._value)):
            self._mark("")
            return
        try:
            starts, ends, said = self._understood(*typed)
        except when.Error as trouble:
            self._mark(str(trouble), wrong=True)
            return
        starts, ends = self._as_long(starts, ends)
        self._value = (starts, ends)
        self._tell((starts, ends))
        self._mark(said)  # last, as being filled with what was just told clears it
        for line, words in ((self.day, when.day_words(starts, ends)), (self.clock, when.clock_words(starts, ends))):
            line.setText(words)
            line.setCursorPosition(0)

    def _understood(self, day: str, clock: str) -> tuple[When | None, When | None, str]:
        """Read both fields; where day and time were typed into one of them, that counts more than what stood beside it."""
        today = now(self._zone).date()
        for typed, stood in ((clock, when.clock_words(*self._value)), (day, when.day_words(*self._value))):
            if typed != stood:
                with suppress(when.Error):
                    alone = when.read(typed, "", today, self._zone)
                    if isinstance(alone[0], datetime):
                        return alone
        before = self._value[0]
        if clock == when.clock_words(*self._value) and isinstance(before, datetime):
            starts, ends, said = when.read(day, "", today, self._zone)
            if starts is not None and not isinstance(starts, datetime) and ends is None:
                # The time that stood there is known, and need not be read from its words.
                return datetime.combine(starts, before.time(), tzinfo=self._zone), None, said
        return when.read(day, clock, today, self._zone)

    def _as_long(self, starts: When | None, ends: When | None) -> tuple[When | None, When | None]:
        """Let an event that begins at another time last as long as before; with the same start and no end it has none."""
        before, until = self._value
        if ends is None and isinstance(starts, datetime) and isinstance(before, datetime) and isinstance(until, datetime):
            return starts, starts + (until - before) if starts != before else None
        return starts, ends

    def forget(self) -> None:
        """Give up what is typed, and its frame."""
        super().forget()
        self._mark("")

    def _mark(self, words: str, *, wrong: bool = False) -> None:
        if wrong:
            self.refuse(words)
        else:
            self.advise(words)
        for line in (self.day, self.clock):
            if bool(line.property("wrong")) != wrong:
                line.setProperty("wrong", wrong)
                restyle(line)

    @Slot()
    def _pick(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        first = self._value[0]
        day = dates.day_of(first) if first is not None else now(self._zone).date()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        calendar.activated.connect(menu.close)
        calendar.clicked.connect(self._picked)
        calendar.clicked.connect(menu.close)
        menu.popup(self.day.mapToGlobal(QPoint(0, self.day.height())))

    @Slot(QDate)
    def _picked(self, day: QDate) -> None:
        self.day.setText(day.toString("yyyy-MM-dd"))
        self._read()
