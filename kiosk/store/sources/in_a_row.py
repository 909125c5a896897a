"""Several events in one line ("Mon 3 October: Tea, Tue 4 October: Cake") as entries of their own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kiosk.store.sources import prose_lines, prose_when, several
from kiosk.store.sources.blocks import ITEM, Block
from kiosk.store.sources.date_names import MONTH, MONTH_NAMES, WEEKDAY_NAMES, weekdays

_MARKS = " \t,;|/•·–—-"
_APART = tuple(",;|/•·–—-.")
_LONGEST = 1_000
_MONTH = re.compile(rf"\b(?P<month>{MONTH_NAMES})\b\.?,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_DAY = re.compile(
    rf"\b(?P<weekday>{WEEKDAY_NAMES})\b\.?,?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d|\s*[ap]\.?m)", re.IGNORECASE
)


def blocks(made: Sequence[Block]) -> list[Block]:
    """Write each event of a line that holds several as an entry of a list."""
    found: list[Block] = []
    month: re.Match[str] | None = None
    for at, block in enumerate(made):
        month = next(reversed(list(_MONTH.finditer(block.text[:_LONGEST]))), month)
        # The name of the month may stand above, once for all.
        if block.sort != "heading" and _DAY.match(block.text) and len(block.text) <= _LONGEST:
            block = replace(block, text=_dated(block.text, month, least=1))
        is_title = block.sort == "heading" and (not at or block.level in (1, ITEM))
        for line in () if is_title or len(block.text) > _LONGEST else lines(_dated(block.text, month)):
            found.append(Block("heading", line.title.strip("* "), level=ITEM))
            found.append(Block("para", f"Date: {line.when}", level=ITEM))
            found += [Block("para", f"Venue: {line.place}", level=ITEM)] if line.place else []
            found += [Block("para", line.rest, level=ITEM)] if line.rest else []
            block = None
        found += [block] if block else []
    return found


def lines(text: str) -> list[prose_lines.Line]:
    """Cut a line that holds several events, all with the date first or all with it last; empty if it is none."""
    runs = prose_when.runs(text)
    if len(runs) < 2 or any(len(prose_when.runs(several.spelt_out(text[a:b]))) != 1 for a, b in runs):
        return []
    begins, ends = [a for a, _ in runs], [b for _, b in runs]
    head, tail = text[: begins[0]].strip(_MARKS), text[ends[-1] :].strip(_MARKS + ".")
    between = [text[b:a].strip() for b, a in zip(ends, begins[1:], strict=False)]
    if (not head or head.endswith(":")) and all(gap.endswith(_APART) for gap in between):
        pieces = [text[a:b].rstrip(_MARKS) for a, b in itertools.pairwise([*begins, len(text)])]
    elif head and not tail and all(gap.startswith(_APART) for gap in between):
        pieces = [text[a:b].lstrip(_MARKS + ".") for a, b in itertools.pairwise([0, *ends])]
    else:
        return []
    found = [line for line in map(prose_lines.read, pieces) if line and line.title.lstrip("*\"'“‘")[:1].isupper()]
    return found if len(found) == len(pieces) else []


def _dated(text: str, month: re.Match[str] | None, least: int = 2) -> str:
    """Give "Mon 3: Tea, Tue 4: Cake" the month that was named last, if every weekday is right in it."""
    days = list(_DAY.finditer(text))
    if month is None or len(days) < least or prose_when.runs(text):
        return text
    for found in days:
        try:
            day = date(int(month["year"]), MONTH[month["month"].lower()], int(found["day"]))
        except ValueError:
            return text
        if weekdays(found["weekday"]) != [day.weekday()]:
            return text
    return _DAY.sub(lambda found: f"{found['weekday']} {found['day']} {month['month']} {month['year']}", text)
