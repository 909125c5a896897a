"""Where the parts of a detail card stand, in u, and which of it a hand can reach from a wheelchair."""

from __future__ import annotations

from collections.abc import Mapping
from math import hypot
from typing import TypeAlias

from kiosk.campaign.campaign import Screen
from kiosk.record import record

Box: TypeAlias = tuple[float, float, float, float]
HIGH = 1.2
"""Metres above the floor that everybody can reach."""
LEAST_MM = 20.0
"""The least height of a button on a screen, in mm."""
_GAP = 2.0


@record(kw_only=True)
class Room:
    """The places of a card: u from the top left, buttons `high` u high; `low` is the line below which all can reach."""

    wide: bool
    high: float
    low: float
    title: float
    story: Box
    close: Box | None
    boxes: Mapping[str, Box]

    @property
    def pad(self) -> Box:
        """The place of the PIN's keys."""
        x, _, w, _ = self.boxes["broad"]
        bottom = self.boxes["controls"][1] + self.boxes["controls"][3]
        height = min(bottom - self.story[1] - 22, 64.0)
        width = min(w, 70.0)
        return x + (w - width) / 2, bottom - height, width, height

    def choices(self, count: int) -> list[Box]:
        """Share the lower row of buttons."""
        x, y, w, _ = self.boxes["controls"]
        each = (w - _GAP * (count - 1)) / count
        top = y + self.high + _GAP
        return [(x + n * (each + _GAP), top, each, self.high) for n in range(count)]

    def rows(self, wide: bool) -> int:
        """Count the entries of a page of the list."""
        return len(self.cells(wide))

    def cells(self, wide: bool) -> list[Box]:
        """Place the entries of a page of the list, those that can be reached at least."""
        x, y, w, _ = self.boxes["list-area"]
        bottom = self.boxes["controls"][1] - _GAP
        columns = 2 if wide or self.low else 1
        height = max(self.high, 10.0)
        count = max(int((bottom - max(y, self.low) + 1.2) // (height + 1.2)), 1)
        each = (w - _GAP * (columns - 1)) / columns
        top = bottom - count * (height + 1.2) + 1.2
        return [(x + c * (each + _GAP), top + r * (height + 1.2), each, height) for r in range(count) for c in range(columns)]


def room(screen: Screen | None, wide: bool) -> Room:
    """Compute the places of a card on a screen; without one, on a screen of 55 inches."""
    diagonal = screen.diagonal if screen is not None else 55.0
    whole = 100 * 16 / 9
    u_mm = diagonal * 25.4 / hypot(100, whole)
    high = min(max(9.0 if wide else 11.0, LEAST_MM / u_mm), 15.0)
    low = 0.0
    if screen is not None and screen.reach_low:
        low = max((100 if wide else whole) - max(HIGH - screen.mounted, 0.0) * 1000 / u_mm, 0.0)
    # Where everybody must reach, the panel goes down as far as it can.
    panel = (14.0, 7.0, whole - 28, 88.0 if low else 86.0) if wide else (5.0, 30.0, 90.0, whole - (31.5 if low else 35.0))
    left, top, w = panel[0] + 7, panel[1] + 6.4, panel[2] - 14
    bottom = panel[1] + panel[3] - (4.6 if low else 6.0)
    first = bottom - 2 * high - _GAP
    code = 56.0 if wide else 50.0
    row = w - code - 6 if wide else w
    each = (row - 2 * _GAP) / 3
    buttons = {name: (left + n * (each + _GAP), first, each, high) for n, name in enumerate(("back", "list", "next"))}
    text = first - _GAP - top if wide else first - top - code - 12
    story = (left, top, row, text)
    at = (left + w - code, top + 0.6, code, code) if wide else (left, first - code - 8, code, code)
    boxes: dict[str, Box] = {
        **buttons,
        "panel": panel,
        "idle": (panel[0] + 3, panel[1] + panel[3] - 2.4, panel[2] - 6, 1.2),
        "story": story,
        "broad": (left, top, w, text if wide else text + code + 8),
        "code": at,
        "call": (at[0], at[1] + code + 1.8, code, bottom - at[1] - code - 1.8)
        if wide
        else (at[0] + code + 4, at[1], w - code - 4, code),
        "url": (left, at[1] + code + 1, w, 6.0),
        "controls": (left, first, row, 2 * high + _GAP),
        "list-area": (left, top + 11, w, first - _GAP - top - 11),
    }
    cross = (panel[0] + panel[2] - 6.4, panel[1] - 4, 11.0, 11.0)
    return Room(
        wide=wide, high=high, low=low, title=min(24.0, text * 0.5), story=story, close=None if low else cross, boxes=boxes
    )
