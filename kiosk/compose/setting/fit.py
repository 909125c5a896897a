"""Fitting: the largest sizes at which a page has room for its words, and what gives way where there is none."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from kiosk.compose.setting import clash, giving
from kiosk.compose.setting.boxes import Box, Maker
from kiosk.compose.setting.layout import Misfit
from kiosk.compose.setting.solving import Fitted, Yielding, solve
from kiosk.compose.template.binding import Scope
from kiosk.compose.template.template import Node
from kiosk.page.stock import Stock

_LAST_RESORT = 2
"""What is dropped from this number on is dropped only where no other arrangement of the page has room for it."""


class Set(NamedTuple):
    """A page's top boxes laid out, what was dropped, and the names of boxes that hold more than fits even so."""

    tops: tuple[Box, ...]
    clusters: tuple[tuple[Box, ...], ...]
    fitted: tuple[Fitted, ...]
    dropped: tuple[str, ...]
    crowded: tuple[str, ...]

    @property
    def misfits(self) -> tuple[Misfit, ...]:
        """All boxes that hold more than fits."""
        return tuple(m for f in self.fitted for m in f.misfits)


def fit(maker: Maker, scope: Scope, node: Node, stock: Stock) -> Set:
    """Step down, join languages on one line, say dates in short, drop, take the long variant; at last break words."""
    done = _fit(maker, scope, node, stock)
    mixed = _mixed(done)
    if mixed:
        even = _fit(replace(maker, apart=mixed), scope, node, stock)
        return even if not even.crowded and len(even.dropped) <= len(done.dropped) else done
    return done


def _mixed(done: Set) -> frozenset[int]:
    """List the elements that stand several times, here with both languages on one line and there not."""
    shapes: dict[int, set[int]] = {}
    for p in (p for f in done.fitted for p in f.placed):
        if p.text is not None and p.box.words is not None and p.box.words.line is not None:
            shapes.setdefault(id(p.box.node), set()).add(len(p.text.parts))
    return frozenset(key for key, found in shapes.items() if len(found) > 1)


def _fit(maker: Maker, scope: Scope, node: Node, stock: Stock) -> Set:
    variants = (False, True) if any(n.get("when") == "long" for n in node.inside()) else (False,)
    said = scope
    names: dict[int, str] = {}
    terse: frozenset[int] = frozenset()
    crowded: Set | None = None
    for long in variants:
        said, names, terse = scope, {}, frozenset()
        while True:
            tried = _try(stock, replace(maker, long=long, dropped=frozenset(names), terse=terse), said, node, "fit", names)
            if not tried.crowded:
                return tried
            crammed = [cluster for cluster, f in zip(tried.clusters, tried.fitted, strict=True) if f.misfits]
            # Before anything is left out, dates and headings in two languages may share a line, and dates be said in short.
            headed = giving.headings(crammed) - terse
            if headed:
                terse |= headed
                continue
            shorter = _shorter(maker, said)
            if shorter is not None and giving.dated(m.box for m in tried.misfits if m.box.words is not None):
                said, terse = shorter, frozenset()
                continue
            candidates = [d for cluster in crammed for d in giving.droppable(cluster) if d.key not in names]
            if candidates:
                lowest = min(d.number for d in candidates)
                if lowest >= _LAST_RESORT and long is not variants[-1]:
                    break  # a place or a time is worth the other arrangement
                names |= {d.key: d.name for d in candidates if d.number == lowest}
            elif shorter is not None and giving.dated(b for cluster in crammed for top in cluster for b in top.walk()):
                said, names, terse = shorter, {}, frozenset()
            else:
                break
        while True:
            tried = _try(stock, replace(maker, long=long, dropped=frozenset(names), terse=terse), said, node, "all", names)
            if not tried.crowded:
                return tried
            crammed = [cluster for cluster, f in zip(tried.clusters, tried.fitted, strict=True) if f.misfits]
            coded = {d.key: d.name for cluster in crammed for d in giving.coded(cluster) if d.key not in names}
            if coded:
                names |= coded
                continue
            passages = [d for cluster in crammed for d in giving.passages(cluster) if d.key not in names]
            if not passages:
                break
            names |= {d.key: d.name for d in passages if d.number == passages[-1].number}
        crowded = tried
    assert crowded is not None
    texts = {id(b.node) for m in crowded.misfits for b in m.box.walk() if b.words is not None}
    desperate = replace(maker, long=variants[-1], dropped=frozenset(names), terse=terse, torn=frozenset(texts))
    torn = _try(stock, desperate, said, node, "all", names)
    final = torn if not torn.crowded else _try(stock, desperate, said, node, "below", names)
    return final._replace(crowded=crowded.crowded)


def _shorter(maker: Maker, scope: Scope) -> Scope | None:
    return maker.once(("shorter", id(scope)), scope, scope.shorter)


def _try(stock: Stock, maker: Maker, scope: Scope, node: Node, yielding: Yielding, dropped: dict[int, str]) -> Set:
    maker.pause()
    tops = maker.boxes(node.children, scope)
    watched: clash.Pairs = frozenset()
    at = {id(b): i for i, top in enumerate(tops) for b in top.walk()}
    while True:
        clusters = _clusters(tops, watched)
        fitted = tuple(solve(cluster, stock.trim, stock.u, stock.safe_area, yielding, watched, tops) for cluster in clusters)
        placed = {id(p.box): p for f in fitted for p in f.placed}
        # Boxes that grew into each other are solved once more, together.
        found = {(at[id(c.a)], at[id(c.b)]) for c in clash.clashes(tops, placed)} - watched
        if not found:
            break
        watched |= found
    misfits = tuple(m for f in fitted for m in f.misfits)
    texts = {id(m.box) for m in misfits if m.box.words is not None}
    # A box that is too full because of a text in it is told by that text alone.
    crowded = tuple(giving.named(m.box) for m in misfits if id(m.box) in texts or not any(id(b) in texts for b in m.box.walk()))
    return Set(tops, clusters, fitted, tuple(dict.fromkeys(dropped.values())), tuple(dict.fromkeys(crowded)))


def _clusters(tops: tuple[Box, ...], watched: clash.Pairs) -> tuple[tuple[Box, ...], ...]:
    """Put together the top boxes that share a fit group or lie on each other; each cluster is solved by itself."""
    clusters: list[tuple[set[str], list[Box]]] = []
    for i, top in enumerate(tops):
        groups = {b.words.group for b in top.walk() if b.words is not None}
        groups |= {f"clash {pair}" for pair in watched if i in pair}
        joined = [c for c in clusters if c[0] & groups]
        for c in joined:
            clusters.remove(c)
            groups |= c[0]
        clusters.append((groups, [*(b for c in joined for b in c[1]), top]))
    return tuple(tuple(boxes) for _, boxes in clusters)
