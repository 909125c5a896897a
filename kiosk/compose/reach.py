"""Where the parts of a detail card stand, in u, and which of it a hand can reach from a wheelchair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import hypot
from typing import TypeAlias

from kiosk.campaign.campaign import Campaign, Screen
from kiosk.campaign.finding import Finding
from kiosk.record import record

Box: TypeAlias = tuple[float, float, float, float]
HIGH = 1.2
"""Metres above the floor that everybody can reach."""
LEAST_MM = 20.0
"""The least height of a button on a screen, in mm."""
CODES = {True: (56.0, 42.0, 36.0), False: (50.0, 36.0, 28.0)}
"""Sides of a code on a lying and on an upright screen, in u: usual, smaller, and at least."""
_GAP = 2.0
_BETWEEN = 1.2
"""Room between two rows of the list, in u."""
_ROW, _TALLEST = 10.0, 14.0
_NAMED = 11.0
"""Room for the list's own title, in u."""


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

    def choices(self, shares: Sequence[float]) -> list[Box]:
        """Share the lower row of buttons, by how much room their words want."""
        x, y, w, _ = self.boxes["controls"]
        top, free = y + self.high + _GAP, w - _GAP * (len(shares) - 1)
        found: list[Box] = []
        for share in shares:
            each = free * share / sum(shares)
            found.append((x, top, each, self.high))
            x += each + _GAP
        return found

    @property
    def rows(self) -> int:
        """Count the entries of a page of the list."""
        return len(self.cells)

    @property
    def cells(self) -> list[Box]:
        """Place the entries of a page of the list; where all must reach them they stand at its foot."""
        x, y, w, _ = self.boxes["list-area"]
        bottom = self.boxes["controls"][1] - _GAP
        columns = 2 if self.wide or self.low else 1
        free = bottom - max(y, self.low) + _BETWEEN
        count = max(int(free // (max(self.high, _ROW) + _BETWEEN)), 1)
        height = min(max(free / count - _BETWEEN, self.high, _ROW), _TALLEST)
        each = (w - _GAP * (columns - 1)) / columns
        top = bottom - count * (height + _BETWEEN) + _BETWEEN
        return [
            (x + c * (each + _GAP), top + r * (height + _BETWEEN), each, height) for r in range(count) for c in range(columns)
        ]

    @property
    def named(self) -> Box:
        """The place of the list's title, right above its entries."""
        x, y, w, _ = self.boxes["broad"]
        return x, max(y, self.cells[0][1] - _NAMED), w, _NAMED - 2

    @property
    def short(self) -> Box:
        """The panel of the list, no higher than it needs to be."""
        x, y, w, h = self.boxes["panel"]
        top = max(y, self.named[1] - (self.boxes["broad"][1] - y))
        return x, top, w, y + h - top


def findings(campaign: Campaign) -> Iterator[Finding]:
    """Warn of screens that people may touch and that hang too high for those who sit."""
    for screen in campaign.screens:
        if not screen.touch:
            continue
        most = highest(screen)
        if screen.mounted > most:
            held = f"Hang it with its lower edge at most {int(most * 100) / 100:.2f} m above the floor and say so in mounted"
            yield Finding(
                id="out-of-reach",
                severity="warning",
                sentence=f'The screen "{screen.name}" hangs {screen.mounted:g} m above the floor, so its buttons lie higher than '
                f"the {HIGH:g} m that people who sit can reach.",
                cure=f"{held if most > 0 else 'Take a smaller one'}, or put a keyboard or two switches within reach.",
            )


def highest(screen: Screen) -> float:
    """Compute how high a screen may hang, in metres: its buttons, and with `reach_low` an entry of the list, can be reached."""
    wide = screen.rotate % 180 == 0
    space = room(screen, wide)
    top = space.boxes["controls"][1] - (_GAP + max(space.high, _ROW) if screen.reach_low else 0.0)
    return HIGH - ((100.0 if wide else 100 * 16 / 9) - top) * _u_mm(screen.diagonal) / 1000


def _u_mm(diagonal: float) -> float:
    """Convert one u of a screen of so many inches to mm."""
    return diagonal * 25.4 / hypot(100, 100 * 16 / 9)


def room(screen: Screen | None, wide: bool, smaller: int = 0) -> Room:
    """Compute the places of a card on a screen, without one on a screen of 55 inches.

    The code is `smaller` by so many steps than usual, which leaves more room for words.
    """
    diagonal = screen.diagonal if screen is not None else 55.0
    whole = 100 * 16 / 9
    u_mm = _u_mm(diagonal)
    high = min(max(9.0 if wide else 11.0, LEAST_MM / u_mm), 15.0)
    low = 0.0
    if screen is not None and screen.reach_low:
        low = max((100 if wide else whole) - max(HIGH - screen.mounted, 0.0) * 1000 / u_mm, 0.0)
    # Where everybody must reach, the panel goes down as far as it can.
    panel = (14.0, 7.0, whole - 28, 88.0 if low else 86.0) if wide else (5.0, 30.0, 90.0, whole - (31.5 if low else 35.0))
    left, top, w = panel[0] + 7, panel[1] + 6.4, panel[2] - 14
    bottom = panel[1] + panel[3] - (4.6 if low else 6.0)
    first = bottom - 2 * high - _GAP
    sides = CODES[wide]
    usual, code = sides[0], sides[smaller]
    # Buttons stay where they are when words grow.
    row = w - usual - 6 if wide else w
    each = (row - 2 * _GAP) / 3
    buttons = {name: (left + n * (each + _GAP), first, each, high) for n, name in enumerate(("back", "list", "next"))}
    text = first - _GAP - top if wide else first - top - code - 13.4
    story = (left, top, w - code - 6 if wide else w, text)
    at = (left + w - code, top + 0.6, code, code) if wide else (left, first - code - 9.4, code, code)
    boxes: dict[str, Box] = {
        **buttons,
        "panel": panel,
        "idle": (panel[0] + 3, panel[1] + panel[3] - 2.4, panel[2] - 6, 1.2),
        "story": story,
        "broad": (left, top, w, text if wide else text + code + 9.4),
        "code": at,
        "call": (at[0], at[1] + code + 1.8, code, bottom - at[1] - code - 1.8)
        if wide
        else (at[0] + code + 4, at[1], w - code - 4, code),
        "url": (left, at[1] + code + 1.2, w, 6.0),
        "controls": (left, first, row, 2 * high + _GAP),
        "list-area": (left, top + _NAMED, w, first - _GAP - top - _NAMED),
    }
    cross = (panel[0] + panel[2] - 6.4, panel[1] - 4, 11.0, 11.0)
    return Room(
        wide=wide, high=high, low=low, title=min(24.0, text * 0.5), story=story, close=None if low else cross, boxes=boxes
    )
