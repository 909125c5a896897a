"""Grounds of pages by number, so that what was seen behind a place is known again when the same page is made anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

from kiosk.page.geometry import Matrix, Point, Rect
from kiosk.page.ink import Rgb
from kiosk.page.items import Group, Item

samples: dict[tuple[int, Rect, int, int], Mapping[Rgb, int]] = {}
"""Colours behind a place of a ground (number, rectangle, columns, rows): most of a page stays as it is while somebody types."""
_MOST_GROUNDS, _MOST_SAMPLES = 768, 3072
_trails: dict[tuple[int, object], int] = {}
"""Numbers of grounds, by the ground before and what was painted on top."""
_motifs: dict[int, tuple[tuple[Point, Item], ...]] = {}
"""Motifs that are told by their identity, kept so that it stays theirs; they are too large to be compared each time."""
_numbers = count(1)


def begun(pictures: Iterable[str]) -> int:
    """Number an empty ground; `pictures` are those that something is known of."""
    return _number(0, tuple(sorted(pictures)))


def followed(ground: int, item: Item, matrix: Matrix) -> int:
    """Number a ground with one more item painted on top; grounds that look alike have one number."""
    if isinstance(item, Group) and item.name == "motif":
        _motifs[id(item.items)] = item.items
        return _number(ground, (id(item.items), item.matrix, item.alpha, item.clip, matrix))
    return _number(ground, (item, matrix))


def forget() -> None:
    """Forget everything; numbers are never given twice."""
    for kept in (_trails, samples, _motifs):
        kept.clear()


def _number(ground: int, token: object) -> int:
    if len(_trails) > _MOST_GROUNDS or len(samples) > _MOST_SAMPLES:
        forget()
    number = _trails.get((ground, token))
    if number is None:
        number = _trails[ground, token] = next(_numbers)
    return number
