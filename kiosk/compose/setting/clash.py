"""Clashes: words of one top box that lie on words, codes or panels of another, as each grew by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kiosk.compose.setting.boxes import Box
from kiosk.page.geometry import Rect

if TYPE_CHECKING:
    from kiosk.compose.setting.layout import Placed

TOUCH = 0.12
"""Share of a text's size by which its lines may reach into what lies above or below."""

CLEAR = 0.2
"""Share of a text's size that words in two languages keep clear of others, so that it is plain what belongs together."""

Pairs: TypeAlias = frozenset[tuple[int, int]]
"""Top boxes by their positions, two by two."""


class Clash(NamedTuple):
    """Two boxes that lie on each other."""

    a: Box
    b: Box


class _Mark(NamedTuple):
    """What is seen of a box, and whether it is words."""

    box: Box
    rect: Rect
    words: bool


def clashes(
    tops: Sequence[Box], placed: Mapping[int, Placed], pairs: frozenset[tuple[int, int]] | None = None
) -> Iterator[Clash]:
    """List what lies on each other, between any two top boxes, or between the pairs (positions in `tops`) alone."""
    marks = [tuple(_marks(top, placed)) for top in tops]
    for j, below in enumerate(marks):
        for i in range(j):
            if pairs is not None and (i, j) not in pairs:
                continue
            for a in marks[i]:
                for b in below:
                    if (a.words or b.words) and a.rect.meets(b.rect):
                        yield Clash(a.box, b.box)


def stacked(layers: Sequence[Sequence[Placed]]) -> bool:
    """Tell whether words of one layer of a stack lie on words of another."""
    marks = [[m.rect for p in layer if (m := _words(p)) is not None] for layer in layers]
    return any(a.meets(b) for j, above in enumerate(marks) for below in marks[:j] for a in above for b in below)


def _words(p: Placed) -> _Mark | None:
    """Mark where words are seen."""
    if p.text is None or p.box.words is None:
        return None
    reach = p.size * (TOUCH if len(p.text.parts) == 1 else -CLEAR)
    return _Mark(p.box, Rect(_left(p), p.rect.y + reach, _wide(p), max(p.rect.h - 2 * reach, 0.1)), True)


def _marks(top: Box, placed: Mapping[int, Placed]) -> Iterator[_Mark]:
    for box in top.walk():
        p = placed.get(id(box))
        if p is None:
            continue
        said = _words(p)
        if said is not None:
            yield said
        elif box.tag == "qr" or ("fill" in box.params and any(b.words is not None for b in box.walk())):
            sizes = [
                placed[id(b)].size for b in box.walk() if b.words is not None and len(b.words.versions) > 1 and id(b) in placed
            ]
            yield _Mark(box, p.rect.inset(-CLEAR * max(sizes) if sizes else 0.5), False)


def _wide(p: Placed) -> float:
    assert p.text is not None
    return p.rect.w if len(p.text.parts) > 1 else min(p.text.width, p.rect.w)


def _left(p: Placed) -> float:
    assert p.box.words is not None
    return p.rect.x + (p.rect.w - _wide(p)) * {"center": 0.5, "end": 1.0}.get(p.box.words.align, 0.0)
