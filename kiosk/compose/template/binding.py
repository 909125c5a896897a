"""Fields: what a template may ask for, bound once from campaign, item, moment and language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from kiosk.campaign import wording
from kiosk.record import record

Value: TypeAlias = "str | float | bool | Mapping[str, Value] | Sequence[Mapping[str, Value]] | None"
"""What a field may hold: words, a number, a state, further fields, or rows."""

FIELD = re.compile(r"\{([a-z0-9.-]+|ui:[^{}]+)\}")
"""A field in a template's words."""

NAMES: Mapping[str, tuple[str, ...]] = {
    "campaign": (
        "title",
        "long",
        "theme",
        "summary",
        "hashtag",
        "organisation",
        "contact",
        "month",
        "month-short",
        "year",
        "year-short",
        "url",
        "short",
        "tell",
        "try",
    ),
    "item": ("title", "short", "text"),
    "event": ("title", "summary", "description", "speakers", "type", "cost", "audience", "access", "questions"),
    "article": ("author", "minutes"),
    "technique": ("minutes", "people", "text", "steps"),
    "prompt": ("note",),
    "state": ("off", "cancelled", "postponed", "full", "tba", "past", "today", "tomorrow", "now", "label", "sorry", "pill"),
    "when": (
        "weekday",
        "day",
        "month",
        "month-short",
        "date",
        "full",
        "short",
        "also",
        "then",
        "series",
        "time",
        "pace",
        "start",
        "end",
    ),
    "place": ("short", "room", "name", "place", "full", "online"),
    "link": ("url", "short", "at", "cta", "qr"),
    "agenda": ("title", "rows", "empty", "more", "one", "two", "many", "day", "weekday", "month"),
    "programme": ("title", "headline", "rows", "place", "cost", "months"),
    "closing": ("clock", "minutes", "title", "again", "left"),
    "hours": ("state", "again", "open", "label"),
    "title": ("long", "longer"),
    "page": ("sample", "bilingual"),
    "clock": ("time",),
    "picture": ("there",),
}
"""The whitelist: every dotted name there is, besides rows of a `<for>` and `ui:` words."""
LANGUAGES = "~"
"""Beside fields: the languages of those whose words are not in the page's language."""
SHORTER = "<"
"""Beside fields: rows of the same fields in fewer words, for pages where these have no room; the longest first."""
_OWN_WORDS = frozenset({"state", "link", "hours", "closing", "technique", "article", "page", "agenda", "programme"})
"""Groups whose fields are the program's own words."""


@record
class Scope:
    """The fields in force at one place of a template; `path` tells rows of a repeated box apart.

    `other` holds the same fields in a page's second language. Fields that say the same in `unlike` are silent.
    """

    values: Mapping[str, Value]
    lang: str
    path: str = ""
    other: Scope | None = None
    unlike: Scope | None = None

    def get(self, name: str) -> Value:
        """Look a dotted name up; None where there is nothing."""
        if name.startswith("ui:"):
            return wording.ui(name[3:], self.lang)
        at: Value = self.values
        for step in name.split("."):
            if not isinstance(at, Mapping):
                return None
            at = at.get(step)
        return at

    def text(self, name: str) -> str:
        """Read a field as words."""
        value = self.get(name)
        match value:
            case str():
                return "" if self.unlike is not None and self.unlike.text(name) == value else value
            case bool() | None:
                return ""
            case int() | float():
                return f"{value:g}"
            case _:
                return ""

    def both(self, name: str) -> str:
        """Read a field in the languages of the page, on one line."""
        told = (self.text(name), self.other.text(name) if self.other is not None else "")
        return " / ".join(dict.fromkeys(t for t in told if t))

    def number(self, name: str) -> float:
        """Read a field as a number; 0 where there is none."""
        value = self.get(name)
        return float(value) if isinstance(value, int | float) else 0.0

    def present(self, name: str) -> bool:
        """Tell whether a field has something to say."""
        value = self.get(name)
        return bool(value.strip()) if isinstance(value, str) else bool(value)

    def rows(self, name: str) -> Sequence[Mapping[str, Value]]:
        """Read a field as rows."""
        value = self.get(name)
        if isinstance(value, str | Mapping) or not isinstance(value, Sequence):
            return ()
        return value

    def fill(self, text: str) -> str:
        """Put fields into a text."""
        return FIELD.sub(lambda m: self.text(m.group(1)), text)

    def entered(self, each: str, name: str, index: int, marks: Mapping[str, Value]) -> Scope:
        """Enter one row of a repeated box, in both languages; `marks` are added to the row."""
        rows = self.rows(each)
        row = rows[index] if index < len(rows) else {}
        return replace(
            self,
            values={**self.values, name: {**row, **marks}},
            path=f"{self.path}/{name}{index}",
            other=self.other.entered(each, name, index, marks) if self.other is not None else None,
            unlike=self.unlike.entered(each, name, index, marks) if self.unlike is not None else None,
        )

    def shared(self, group: str, start: int, end: int, told: str) -> Scope:
        """Narrow a group's rows to a share of them, in both languages; `told` is added to its title."""
        fields = self.values.get(group)
        held = dict(fields) if isinstance(fields, Mapping) else {}
        held |= {"rows": self.rows(f"{group}.rows")[start:end], "title": f"{self.text(f'{group}.title')} {told}"}
        return replace(
            self,
            values={**self.values, group: held},
            other=self.other.shared(group, start, end, told) if self.other is not None else None,
            unlike=self.unlike.shared(group, start, end, told) if self.unlike is not None else None,
        )

    def shorter(self) -> Scope | None:
        """Say the event's date in the next shorter way, in both languages; None when there is none."""
        when, forms = self.values.get("when"), self.rows(f"when.{SHORTER}")
        if not forms or not isinstance(when, Mapping):
            return None
        other = self.other.shorter() if self.other is not None else None
        return replace(self, values={**self.values, "when": {**when, **forms[0], SHORTER: forms[1:]}}, other=other or self.other)

    def language(self, name: str) -> str:
        """Tell the language of a field's words: where they are not translated it is not the page's."""
        if name.startswith("ui:"):
            return wording.spoken(self.lang)
        group, _, field_ = name.rpartition(".")
        said = self.get(f"{group}.{LANGUAGES}")
        if isinstance(said, Mapping) and isinstance(told := said.get(field_), str):
            return told
        return wording.spoken(self.lang) if group in _OWN_WORDS else self.lang
