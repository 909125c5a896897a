"""Fields of several lines, each of which is one thing: steps of a technique, special days, dates of a series that differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot

from kiosk.campaign import dates
from kiosk.campaign.campaign import Campaign, Span, SpecialDay
from kiosk.campaign.item import Change, Step
from kiosk.studio.clock import now
from kiosk.studio.fields import when
from kiosk.studio.fields.spots import TextSpot
from kiosk.studio.words import _

_HOURS = re.compile(
    r"(?P<day>.+?)[\s,:]+(?:(?P<closed>closed)|(?P<span>\d{1,2}[:.]\d\d\s*(?:-|–|to)\s*\d{1,2}[:.]\d\d))(?:[\s,]+(?P<label>.*))?",
    re.IGNORECASE,
)
_CANCELLED = ("cancelled", "canceled", "off", "not")


class ListSpot(TextSpot):
    """One thing a line; a line that is not understood changes nothing, and is told below the field."""

    def __init__(self, name: str, words: str, *, lines: int, hint: str) -> None:
        super().__init__(name, words, lines=lines, hint=hint)
        self._zone: Any = None
        self._value: tuple[Any, ...] = ()

    def know(self, campaign: Campaign, folder: Path, subject: Any) -> None:
        """Read days in the campaign's zone."""
        self._zone = campaign.zone

    def read(self, number: int, line: str) -> Any:
        """Read one line; raise ValueError or when.Error with a sentence."""
        raise NotImplementedError

    def line_of(self, one: Any) -> str:
        """Write one thing on a line."""
        raise NotImplementedError

    def meant(self, text: str) -> Any:
        """Read each line that says something."""
        return tuple(self.read(n, line) for n, line in enumerate(filter(None, map(str.strip, text.split("\n")))))

    def said(self, value: Any) -> str:
        """Write each thing on a line; while the text means the same it stays as it was typed."""
        typed = self.text.toPlainText()
        try:
            if self.meant(typed) == tuple(value or ()):
                return typed
        except (ValueError, when.Error):
            if self.text.hasFocus():  # somebody is in the middle of a line
                return typed
        return "\n".join(map(self.line_of, value or ()))

    def day(self, words: str) -> date:
        """Read a day; raise when.Error."""
        found = when.read(words, "", now(self._zone).date(), self._zone)[0]
        if found is None:
            raise ValueError(_('"{day}" names no day. Write it like Thu 3 Nov 2022, 3/11/2022 or tomorrow.', day=words))
        return dates.day_of(found)

    def _show(self, value: Any) -> None:
        self._value = tuple(value or ())
        super()._show(value)

    @Slot()
    def _typed(self) -> None:
        if self._filling or self._zone is None:
            return
        try:
            made = self.meant(self.text.toPlainText())
        except (ValueError, when.Error) as trouble:
            self.refuse(str(trouble))
            return
        self.advise("")
        if made != self._value:
            self._value = made
            self._tell(made)


class StepsSpot(ListSpot):
    """The steps of a technique: "Think alone: five minutes, in silence"."""

    def __init__(self) -> None:
        super().__init__("steps", _("Steps, one a line"), lines=5, hint=_("What is done: and how"))

    def read(self, number: int, line: str) -> Step:
        """Part a line at its first colon; what the step says in other languages stays with its title or its place."""
        title, _colon, text = (part.strip() for part in line.partition(":"))
        known: Sequence[Step] = self._value
        old = next((s for s in known if s.title == title), known[number] if number < len(known) else Step(title=title))
        return replace(old, title=title, text=text)

    def line_of(self, one: Any) -> str:
        """Put the text behind a colon."""
        return f"{one.title}: {one.text}" if one.text else str(one.title)


class SpecialSpot(ListSpot):
    """Days with other opening hours than usual: "Sat 24 Dec 2022 08:00-12:00 Christmas Eve"."""

    def __init__(self) -> None:
        hint = _("24 Dec 2022 08:00-12:00 Christmas Eve\n25 Dec 2022 closed")
        super().__init__("special", _("Days with other hours, one a line"), lines=3, hint=hint)

    def of(self, subject: Any) -> Any:
        """Read them from the opening hours."""
        self._hours = subject.hours
        return subject.hours.special

    def values(self, value: Any) -> dict[str, Any]:
        """Put them into the opening hours."""
        return {"hours": replace(self._hours, special=value)}

    def read(self, number: int, line: str) -> SpecialDay:
        """Read a day, its hours and why."""
        found = _HOURS.fullmatch(line)
        try:
            if found is None:
                raise ValueError
            hours = None if found["closed"] else _span(found["span"])
        except ValueError:
            why = _('"{line}" is not understood. Write it like 24 Dec 2022 08:00-12:00, or 25 Dec 2022 closed.', line=line)
            raise ValueError(why) from None
        return SpecialDay(date=self.day(found["day"]), hours=hours, label=(found["label"] or "").strip())

    def line_of(self, one: Any) -> str:
        """Write the day, its hours and why."""
        hours = f"{one.hours[0]:%H:%M}-{one.hours[1]:%H:%M}" if one.hours is not None else "closed"
        return " ".join(p for p in (when.day_words(one.date, None), hours, one.label) if p)


class ExceptSpot(ListSpot):
    """Dates of a series that are cancelled or moved: "Thu 10 Nov 2022: cancelled", "Thu 17 Nov 2022: 18 Nov 2022 2 pm"."""

    def __init__(self) -> None:
        hint = _("10 Nov 2022: cancelled\n17 Nov 2022: 18 Nov 2022 2 pm")
        super().__init__("changes", _("Dates that differ, one a line"), lines=2, hint=hint)

    def know(self, campaign: Campaign, folder: Path, subject: Any) -> None:
        """Go away without a rule: nothing can differ from it."""
        super().know(campaign, folder, subject)
        self.setVisible(bool(subject.repeat or subject.changes))

    def read(self, number: int, line: str) -> Change:
        """Read a date and what happens then; what the file says of that date beside it stays."""
        day, _colon, what = (part.strip() for part in line.partition(": " if ": " in line else ":"))
        on = self.day(day)
        old = next((c for c in self._value if c.on == on), Change(on=on))
        if what.casefold() in _CANCELLED:
            return replace(old, cancelled=True)
        kept = {k: v for k, v in old.changed.items() if k not in ("starts", "ends")}
        if not what or what == _("as in the file"):
            return old
        today = now(self._zone).date()
        try:  # another day, else a time of the same; without an end the event takes as long as ever
            starts, ends, _told = when.read(what, "", today, self._zone)
        except when.Error:
            starts, ends, _told = when.read(day, what, today, self._zone)
        return replace(old, cancelled=False, changed={**kept, "starts": starts, **({"ends": ends} if ends is not None else {})})

    def line_of(self, one: Any) -> str:
        """Write the date, and what happens then."""
        day = when.day_words(one.on, None)
        starts, ends = one.changed.get("starts"), one.changed.get("ends")
        if one.cancelled:
            return f"{day}: cancelled"
        if starts is None:
            return f"{day}: {_('as in the file')}"
        moved = when.day_words(starts, None) if dates.day_of(starts) != one.on else ""
        return f"{day}: {' '.join(p for p in (moved, when.clock_words(starts, ends)) if p)}"


def _span(text: str) -> Span:
    """Read "08:00-12:00"; raise ValueError."""
    first, last = re.findall(r"(\d{1,2})[:.](\d\d)", text)
    return time(int(first[0]), int(first[1])), time(int(last[0]), int(last[1]))
