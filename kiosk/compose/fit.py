"""Fitting: the largest sizes at which a part of a page has room for its words, found by bisection."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from kiosk.compose.boxes import Box
from kiosk.compose.layout import Layout, Misfit, Placed
from kiosk.page.geometry import Rect

STEPS = 7
"""Halvings of one search: finer than a tenth of u over any range in use."""
ROUNDS = 8
"""Misfits that are taken up one after the other before the rest is given up."""
FLOOR = -0.97
"""How far below the smallest allowed size the last resort may go: to 3 % of it."""


Yielding: TypeAlias = Literal["fit", "all", "below"]
"""Which texts give way to a box that is too small: those with a range, all down to their smallest, all without limit."""


class Fitted(NamedTuple):
    """One top box laid out: what was placed, what still does not fit, and the scales found."""

    placed: tuple[Placed, ...]
    misfits: tuple[Misfit, ...]
    scales: dict[str, float]


def solve(tops: tuple[Box, ...], page: Rect, u: float, safe: Rect, yielding: Yielding) -> Fitted:
    """Lay boxes out and shrink their texts until they fit, as far as `yielding` allows."""
    bottom = FLOOR if yielding == "below" else 0.0
    lows: dict[str, float] = {}
    for top in tops:
        for box in top.walk():
            if box.words is not None:
                # Texts of one fixed size give way to their own limits at once, to their neighbours only when asked to.
                low = 1.0 if yielding == "fit" and not box.words.explicit else bottom
                lows[box.words.group] = min(lows.get(box.words.group, 1.0), low)
    scales = dict.fromkeys(lows, 1.0)

    def run() -> Layout:
        layout = Layout(scales, u, safe)
        for top in tops:
            layout.free(top, page, safe)
        return layout

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
        least = {g: bottom if alone else lows[g] for g in misfit.groups}
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
    return Fitted(tuple(layout.placed), tuple(layout.misfits), scales)
