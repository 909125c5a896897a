"""Fields of the campaign itself: days, languages, opening hours; each typed as people write it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from kiosk.campaign import dates
from kiosk.campaign.campaign import Campaign, Hours, Span
from kiosk.compose.fields import untranslated
from kiosk.studio.clock import now
from kiosk.studio.fields import when
from kiosk.studio.fields.spot import Spot, typing
from kiosk.studio.fields.spots import TextSpot
from kiosk.studio.words import _

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SPAN = re.compile(r"(\d{1,2})[:.](\d{2})\s*(?:-|–|to)\s*(\d{1,2})[:.](\d{2})")


class DaySpot(Spot):
    """One day, or none."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(name, words)
        self._zone: Any = None
        self._value: date | None = None
        self.line = QLineEdit()
        self.place(self.line)
        self.line.editingFinished.connect(self._read)

    def know(self, campaign: Campaign, folder: Path, subject: Any) -> None:
        """Read days in the campaign's zone."""
        self._zone = campaign.zone

    def _show(self, value: Any) -> None:
        self._value = value
        if not typing(self.line):
            self.line.setText(when.day_words(value, None))

    @Slot()
    def _read(self) -> None:
        if self._filling or self._zone is None or self.line.text() == when.day_words(self._value, None):
            return
        try:
            found, _, _ = when.read(self.line.text(), "", now(self._zone).date(), self._zone)
        except when.Error as trouble:
            self.refuse(str(trouble))
            return
        self.advise("")
        self._value = dates.day_of(found) if found is not None else None
        self._tell(self._value)
        self.line.setText(when.day_words(self._value, None))


class LanguagesSpot(Spot):
    """The languages of the campaign, as tags with commas between them."""

    def __init__(self) -> None:
        super().__init__("languages", _("Languages, the first one set first"))
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("en, or cy, en"))
        self.place(self.line)
        self.line.editingFinished.connect(self._read)
        self._value: tuple[str, ...] = ()

    def _show(self, value: Any) -> None:
        self._value = tuple(value)
        if not typing(self.line):
            self.line.setText(", ".join(value))
            self.advise(" and ".join(untranslated.named(lang) for lang in value) if len(value) > 1 else "")

    @Slot()
    def _read(self) -> None:
        typed = tuple(dict.fromkeys(filter(None, re.split(r"[\s,;]+", self.line.text().strip()))))
        if self._filling or typed == self._value:
            return
        wrong = next((tag for tag in typed if not _TAG.fullmatch(tag)), "" if typed else "nothing")
        if wrong:
            self.refuse(_('"{wrong}" is no language; write tags such as en, cy, ar or pl with commas between them.', wrong=wrong))
            return
        self._value = typed
        self.advise("")
        self._tell(typed)


class HoursSpot(TextSpot):
    """Opening hours, a weekday a line; special days have a field of their own."""

    def __init__(self) -> None:
        super().__init__("hours", _("Opening hours, a day a line"), lines=7, hint=_("Mon 08:00-20:00\nSun closed"))
        self._value = Hours()

    def _show(self, value: Any) -> None:
        self._value = value
        super()._show(value)

    def said(self, value: Any) -> str:
        """Write each day on a line; while the text means the same it stays as it was typed."""
        try:
            if hours_read(self.text.toPlainText()) == value.week:
                return self.text.toPlainText()
        except ValueError:
            pass
        return "\n".join(f"{day} {_said(span)}" for day, span in zip(_DAYS, value.week, strict=False))

    @Slot()
    def _typed(self) -> None:
        if self._filling:
            return
        try:
            week = hours_read(self.text.toPlainText())
        except ValueError as trouble:
            self.refuse(str(trouble))
            return
        self.advise("")
        self._tell(replace(self._value, week=week))


def hours_read(text: str) -> tuple[Span | None, ...]:
    """Read lines such as "Mon 08:00-20:00"; a day that is not named is closed. Raise ValueError with a sentence."""
    found: dict[int, Span | None] = {}
    for line in filter(None, map(str.strip, text.split("\n"))):
        name, _space, rest = line.partition(" ")
        day = next((n for n, known in enumerate(_DAYS) if name[:3].casefold() == known.casefold()), -1)
        span = _SPAN.fullmatch(rest.strip())
        try:
            if day < 0 or (span is None and rest.strip().casefold() not in ("", "closed")):
                raise ValueError
            found[day] = (time(int(span[1]), int(span[2])), time(int(span[3]), int(span[4]))) if span is not None else None
        except ValueError:
            raise ValueError(_('"{line}" is not understood. Write it like Mon 08:00-20:00, or Sun closed.', line=line)) from None
    return tuple(found.get(n) for n in range(7)) if found else ()


def _said(span: Span | None) -> str:
    return f"{_clock(span[0])}-{_clock(span[1])}" if span is not None else "closed"


def _clock(at: time) -> str:
    return datetime.combine(date.min, at).strftime("%H:%M")
