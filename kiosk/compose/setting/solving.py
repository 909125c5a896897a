"""Solving: the largest scales of fit groups at which boxes hold their words, found by bisection."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from kiosk.compose.setting import clash
from kiosk.compose.setting.boxes import Box, Place
from kiosk.compose.setting.layout import Layout, Misfit, Placed
from kiosk.compose.setting.measure import Blocks
from kiosk.page.geometry import Rect

STEPS = 7
"""Halvings of one search: finer than a tenth of u over any range in use."""
ROUNDS = 8
"""Misfits that are taken up one after the other before the rest is given up."""
MOST = 1500
"""Boxes whose places are kept, with the others of their group."""
FLOOR = -0.97
"""How far below the smallest allowed size the last resort may go: to 3 % of it."""


Yielding: TypeAlias = Literal["fit", "all", "below"]
"""Which texts give way to a box that is too small: those with a range, all down to their smallest, all without limit."""


class Fitted(NamedTuple):
    """One top box laid out: what was placed, what still does not fit, and the scales found."""

    placed: tuple[Placed, ...]
    misfits: tuple[Misfit, ...]
    scales: dict[str, float]


def solve(
    tops: tuple[Box, ...],
    page: Rect,
    u: float,
    safe: Rect,
    yielding: Yielding,
    watched: clash.Pairs,
    every: tuple[Box, ...],
) -> Fitted:
    """Lay boxes out and shrink their texts until they fit, as far as `yielding` allows.

    `watched` are pairs of the page's top boxes (positions in `every`) that must not lie on each other.
    """
    bottom = FLOOR if yielding == "below" else 0.0
    lows: dict[str, float] = {}
    own: dict[str, float] = {}
    for top in tops:
        for box in top.walk():
            if box.words is not None:
                w = box.words
                usual = w.usual if yielding == "fit" else bottom
                # Texts of one fixed size give way to their own limits at once, to their neighbours only when asked to.
                low = 1.0 if yielding == "fit" and not w.explicit else usual
                lows[w.group] = min(lows.get(w.group, 1.0), low)
                own[w.group] = min(own.get(w.group, 1.0), usual)
    scales = dict.fromkeys(lows, 1.0)

    pairs: dict[tuple[int, int], Box] = {}
    blocks: Blocks = {}

    def run() -> Layout:
        layout = Layout(scales, u, safe, blocks)
        for top in tops:
            layout.free(top, page, safe)
        if watched:
            placed = {id(p.box): p for p in layout.placed}
            for c in clash.clashes(every, placed, watched):
                layout.misfit(pairs.setdefault((id(c.a), id(c.b)), Box(c.a.node, Place(), children=(c.a, c.b))), 0.0)
        return layout

    key = (tuple(_told(top) for top in tops), page, u, safe, yielding)
    if not watched and key in found:
        return _again(*found[key], tops)
    layout = run()
    hopeless: set[int] = set()
    for _ in range(ROUNDS):
        # The smallest misfit first: a title too long for itself is mended before the column it makes too high.
        waiting = sorted((m for m in layout.misfits if id(m.box) not in hopeless), key=lambda m: len(m.groups))
        if not waiting:
            break
        misfit = waiting[0]
        # A text with parts to drop keeps its size until they are gone.
        alone = misfit.box.words is not None and (yielding != "fit" or misfit.box.words.explicit or not misfit.box.words.parted)
        least = {g: own[g] if alone else lows[g] for g in misfit.groups}
        movable = {g: scales[g] for g in misfit.groups if scales[g] > least[g]}
        if not movable:
            hopeless.add(id(misfit.box))
            continue

        def at(share: float, movable: dict[str, float] = movable, least: dict[str, float] = least) -> None:
            for g, was in movable.items():
                scales[g] = least[g] + (was - least[g]) * share

        def fits(target: Box = misfit.box) -> bool:
            return all(m.box is not target for m in run().misfits)

        at(0.0)
        if fits():
            good, bad = 0.0, 1.0
            for _ in range(STEPS):
                middle = (good + bad) / 2
                at(middle)
                if fits():
                    good = middle
                else:
                    bad = middle
            at(good)
        else:
            hopeless.add(id(misfit.box))
        layout = run()
    done = Fitted(tuple(layout.placed), tuple(layout.misfits), scales)
    if not watched:
        found[key] = tops, done
        boxes = sum(len(kept.placed) for _, kept in found.values())
        while boxes > MOST and len(found) > 1:
            boxes -= len(found.pop(next(iter(found)))[1].placed)
    return done


found: dict[object, tuple[tuple[Box, ...], Fitted]] = {}
"""What was found for boxes that stood like these: while somebody types, most of a page is as it was.

The boxes are kept so that their elements keep their identity.
"""


def _again(before: tuple[Box, ...], done: Fitted, tops: tuple[Box, ...]) -> Fitted:
    """Put new boxes in the places of equal ones."""
    olds, news = ((b for top in some for b in top.walk()) for some in (before, tops))
    new = {id(old): box for old, box in zip(olds, news, strict=True)}
    placed = tuple(p._replace(box=new[id(p.box)]) for p in done.placed)
    return Fitted(placed, tuple(m._replace(box=new[id(m.box)]) for m in done.misfits), done.scales)


def _told(box: Box) -> object:
    """Tell all of a box that fitting depends on."""
    return id(box.node), box.place, box.pad, box.words, tuple(box.params.items()), tuple(_told(c) for c in box.children)
