"""Where the rows of an agenda stand, so that a finger on one of them finds its event."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.compose.setting.layout import Placed
from kiosk.compose.template.binding import Scope
from kiosk.page.geometry import Rect

ENTRY = "entry"
"""What the names of rows begin with: entry-<number>-<id of the event>."""
_LIST = "agenda.rows"
_BESIDE = frozenset({"motif", "rule", "space"})


def rows(placed: Iterable[Placed], scope: Scope) -> dict[str, Rect]:
    """Find the rectangle of each row that is on the page, by the row's number and its event's id."""
    ids = [str(row.get("id") or "") for row in scope.rows(_LIST)]
    found: dict[str, Rect] = {}
    for p in placed:
        each, _, number = p.box.entry.partition("/")
        if each == _LIST and number.isdigit() and p.box.tag not in _BESIDE and (id_ := ids[int(number)]):
            name = f"{ENTRY}-{number}-{id_}"
            found[name] = found[name].union(p.rect) if name in found else p.rect
    return found
