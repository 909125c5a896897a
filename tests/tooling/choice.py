"""Which cells of a matrix a run tries: some with every run, all of them in `make soak`, which says KIOSK_MATRIX=all."""

import os
from collections.abc import Sequence
from typing import TypeVar

ALL = os.environ.get("KIOSK_MATRIX") == "all"
_Row = TypeVar("_Row")
_Column = TypeVar("_Column")


def tried(*places: int) -> bool:
    """Tell whether a run tries the cell that stands there: every other one, as on a chessboard."""
    return ALL or sum(places) % 2 == 0


def chessboard(rows: Sequence[_Row], columns: Sequence[_Column]) -> list[tuple[_Row, _Column]]:
    """Pair rows with columns, so that every run tries each row and each column, and the long one each pair."""
    return [(row, column) for i, row in enumerate(rows) for j, column in enumerate(columns) if tried(i, j)]
