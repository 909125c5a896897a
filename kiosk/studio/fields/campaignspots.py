"""Fields of the campaign itself: days, languages, opening hours; each typed as people write it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from kiosk.campaign import dates
from kiosk.campaign.campaign import Campaign, Hours, Span
from kiosk.compose.fields import untranslated
from kiosk.store.sources import times
from kiosk.studio.clock import now
from kiosk.studio.fields import when
from kiosk.studio.fields.spot import Spot, typing
from kiosk.studio.fields.spots import TextSpot
from kiosk.studio.words import _

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LONGEST_TAG = 3
_AND = re.compile(r"[,;/&]|\band\b|\bac?\b")
_OPEN = re.compile(
    r"(?P<first>[A-Za-z]{3,9})\.?(?:\s*(?:-|–|to)\s*(?P<last>[A-Za-z]{3,9})\.?)?(?:\s*[:,]|(?=\s|$))\s*(?P<rest>.*)"
)
_HOURS = re.compile(r"(\d{1,2})\s*(?:-|–|to)\s*(\d{1,2})")
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
    """The languages of the campaign, by their names or as tags, with commas between them."""

    def __init__(self) -> None:
        super().__init__("languages", _("Languages, the first one set first"))
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("English, or Welsh, English"))
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
        if self._filling:
            return
        try:
            typed = languages_read(self.line.text())
        except ValueError as wrong:
            self.refuse(
                _('"{wrong}" is no language; write names or tags such as English or cy with commas between.', wrong=wrong)
            )
            return
        if typed == self._value:
            self._show(typed)
            return
        self._value = typed
        self.advise("")
        self._tell(typed)


def languages_read(text: str) -> tuple[str, ...]:
    """Read languages by name, in English or Welsh, or as tags; raise ValueError with what is none."""
    found: list[str] = []
    for part in filter(None, (p.strip() for p in _AND.split(text))):
        tag = _by_name().get(part.casefold())
        for word in [tag] if tag else part.split():
            known = _by_name().get(word.casefold(), word.lower() if len(word) <= _LONGEST_TAG else word)
            if not _TAG.fullmatch(known):
                raise ValueError(word)
            found.append(known)
    if not found:
        raise ValueError(text.strip())
    return tuple(dict.fromkeys(found))


@cache
def _by_name() -> dict[str, str]:
    """List languages by what they are called."""
    from babel import Locale

    named: dict[str, str] = {}
    for speaker in ("cy", "en"):
        named |= {str(name).casefold(): tag for tag, name in Locale(speaker).languages.items() if _TAG.fullmatch(tag)}
    return named


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
        try:
            part = _OPEN.fullmatch(line)
            if part is None:
                raise ValueError
            first, last = _day(part["first"]), _day(part["last"] or part["first"])
            span = _open(part["rest"].strip())
            found |= dict.fromkeys(range(first, last + 1), span)
        except ValueError:
            raise ValueError(_('"{line}" is not understood. Write it like Mon 08:00-20:00, or Sun closed.', line=line)) from None
    return tuple(found.get(n) for n in range(7)) if found else ()


def _day(name: str) -> int:
    return [day.casefold() for day in _DAYS].index(name[:3].casefold())


def _open(text: str) -> Span | None:
    """Read "08:00-20:00", "9 to 5pm" or "9-5"; None where it is closed. Raise ValueError."""
    if text.casefold() in ("", "closed", "shut", "ar gau"):
        return None
    if span := _SPAN.fullmatch(text):
        return time(int(span[1]), int(span[2])), time(int(span[3]), int(span[4]))
    begins, ends = times.read(text)
    if begins is not None and ends is not None and not times.without(text).strip():
        return begins, ends
    if hours := _HOURS.fullmatch(text):
        early, late = int(hours[1]), int(hours[2])
        return time(early), time(late if late > early else late + 12)
    raise ValueError


def _said(span: Span | None) -> str:
    return f"{_clock(span[0])}-{_clock(span[1])}" if span is not None else "closed"


def _clock(at: time) -> str:
    return datetime.combine(date.min, at).strftime("%H:%M")
