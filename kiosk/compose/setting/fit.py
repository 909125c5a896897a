"""Fitting: the largest sizes at which a part of a page has room for its words, found by bisection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, NamedTuple, TypeAlias

from kiosk.compose.setting import clash
from kiosk.compose.setting.boxes import Box, Maker, Place
from kiosk.compose.setting.layout import Layout, Misfit, Placed
from kiosk.compose.setting.measure import Blocks
from kiosk.compose.setting.pieces import SHORT
from kiosk.compose.template.binding import Scope
from kiosk.compose.template.template import Node
from kiosk.page.geometry import Rect
from kiosk.page.stock import Stock

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
    """Step down, join languages on one line, drop, take the long variant; at last break words, set smaller than allowed."""
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
    names: dict[int, str] = {}
    terse: frozenset[int] = frozenset()
    crowded: Set | None = None
    for long in variants:
        names, terse = {}, frozenset()
        while True:
            tried = _try(stock, replace(maker, long=long, dropped=frozenset(names), terse=terse), scope, node, "fit", names)
            if not tried.crowded:
                return tried
            crammed = [cluster for cluster, f in zip(tried.clusters, tried.fitted, strict=True) if f.misfits]
            # Before anything is left out, dates and headings in two languages may share a line.
            headed = _headings(crammed) - terse
            if headed:
                terse |= headed
                continue
            candidates = [d for cluster in crammed for d in _droppable(cluster) if d.key not in names]
            if not candidates:
                break
            lowest = min(d.number for d in candidates)
            names |= {d.key: d.name for d in candidates if d.number == lowest}
        while True:
            tried = _try(stock, replace(maker, long=long, dropped=frozenset(names), terse=terse), scope, node, "all", names)
            if not tried.crowded:
                return tried
            crammed = [cluster for cluster, f in zip(tried.clusters, tried.fitted, strict=True) if f.misfits]
            coded = {d.key: d.name for cluster in crammed for d in _coded(cluster) if d.key not in names}
            if coded:
                names |= coded
                continue
            passages = [d for cluster in crammed for d in _passages(cluster) if d.key not in names]
            if not passages:
                break
            names |= {d.key: d.name for d in passages if d.number == passages[-1].number}
        crowded = tried
    assert crowded is not None
    texts = {id(b.node) for m in crowded.misfits for b in m.box.walk() if b.words is not None}
    desperate = replace(maker, long=variants[-1], dropped=frozenset(names), terse=terse, torn=frozenset(texts))
    torn = _try(stock, desperate, scope, node, "all", names)
    final = torn if not torn.crowded else _try(stock, desperate, scope, node, "below", names)
    return final._replace(crowded=crowded.crowded)


def _headings(clusters: list[tuple[Box, ...]]) -> frozenset[int]:
    """List the elements of headings that are set in two languages."""
    boxes = (b for cluster in clusters for top in cluster for b in top.walk())
    return frozenset(id(b.node) for b in boxes if b.words is not None and b.words.heading and len(b.words.versions) > 1)


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
    crowded = tuple(_named(m.box) for m in misfits if id(m.box) in texts or not any(id(b) in texts for b in m.box.walk()))
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


_ROLES = {
    "short": "short line",
    "facts": "line of time or place",
    "url": "link",
    "cta": "call to action",
    "tag": "hashtag",
    "foot": "foot line",
    "name": "heading",
}
"""How findings name usual type roles."""


_FIELDS = {
    "{campaign.title}": "campaign's name",
    "{campaign.hashtag}": "hashtag",
    "{campaign.organisation}": "organisation's name",
    "{place.short}": "place",
    "{place.full}": "place",
    "{when.time}": "time",
    "{when.full}": "date",
    "{item.short}": "summary",
    "{event.speakers}": "list of speakers",
}
"""How findings name texts that hold one field and nothing else."""


def _named(box: Box) -> str:
    alone = "".join(c for c in box.node.children if isinstance(c, str)).strip() if box.words is not None else ""
    if "name" not in box.params and alone in _FIELDS:
        return _FIELDS[alone]
    role = box.words.role if box.words is not None else next((b.words.role for b in box.walk() if b.words is not None), "")
    return box.params.get("name") or _ROLES.get(role) or role or box.tag


class _Droppable(NamedTuple):
    number: int
    key: int
    name: str


def _droppable(cluster: tuple[Box, ...]) -> Iterator[_Droppable]:
    """List what may be dropped in a cluster: boxes, and spans inside texts."""
    for top in cluster:
        for box in top.walk():
            if "drop" in box.node.attrs:
                yield _Droppable(int(box.node.get("drop")), id(box.node), _named(box))
            if box.words is not None:
                for inner in box.node.inside():
                    if "drop" in inner.attrs:
                        yield _Droppable(int(inner.get("drop")), id(inner), inner.get("name") or f"part of {_named(box)}")


def _coded(cluster: tuple[Box, ...]) -> Iterator[_Droppable]:
    """List addresses that a code beside them says anyway: they go before words are broken."""
    boxes = [b for top in cluster for b in top.walk()]
    if any(b.tag == "qr" for b in boxes):
        for box in boxes:
            if box.words is not None and box.words.role == "url" and "link" in box.node.attrs:
                yield _Droppable(0, id(box.node), _named(box))


def _passages(cluster: tuple[Box, ...]) -> Iterator[_Droppable]:
    """List what may be left out of a page in two languages although it is not said so: passages that are not headings."""
    lines: dict[tuple[str, int], int] = {}  # what repeats comes from one line of the template
    for top in cluster:
        for box in top.walk():
            w = box.words
            if w is not None and not w.heading and len(w.versions) > 1 and all(len(v.plain) > SHORT for v in w.versions):
                number = lines.setdefault((box.node.file, box.node.line), len(lines))
                yield _Droppable(number, id(box.node), _named(box))


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
