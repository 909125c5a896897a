"""What gives way on a page that is too full: headings that share a line, dates said in short, boxes that are left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kiosk.compose.setting.boxes import Box
from kiosk.compose.setting.pieces import SHORT


def headings(clusters: list[tuple[Box, ...]]) -> frozenset[int]:
    """List the elements of headings that are set in two languages."""
    boxes = (b for cluster in clusters for top in cluster for b in top.walk())
    return frozenset(id(b.node) for b in boxes if b.words is not None and b.words.heading and len(b.words.versions) > 1)


_DATE = re.compile(r"\{when\.(?:weekday|month|date|full|short)\}")
"""Fields that a page may say in fewer words."""


def dated(boxes: Iterable[Box]) -> bool:
    """Tell whether a text among boxes says when it is."""
    nodes = (n for b in boxes if b.words is not None for n in (b.node, *b.node.inside()))
    return any(isinstance(c, str) and _DATE.search(c) for n in nodes for c in n.children)


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


def named(box: Box) -> str:
    """Name a box in words that people know."""
    alone = "".join(c for c in box.node.children if isinstance(c, str)).strip() if box.words is not None else ""
    if "name" not in box.params and alone in _FIELDS:
        return _FIELDS[alone]
    role = box.words.role if box.words is not None else next((b.words.role for b in box.walk() if b.words is not None), "")
    return box.params.get("name") or _ROLES.get(role) or role or box.tag


class Droppable(NamedTuple):
    """What may be left out: when its turn comes, the id of its element, and how it is called."""

    number: int
    key: int
    name: str


def droppable(cluster: tuple[Box, ...]) -> Iterator[Droppable]:
    """List what may be dropped in a cluster: boxes, and spans inside texts."""
    for top in cluster:
        for box in top.walk():
            if "drop" in box.node.attrs:
                yield Droppable(int(box.node.get("drop")), id(box.node), named(box))
            if box.words is not None:
                for inner in box.node.inside():
                    if "drop" in inner.attrs:
                        yield Droppable(int(inner.get("drop")), id(inner), inner.get("name") or f"rest of the {named(box)}")


def coded(cluster: tuple[Box, ...]) -> Iterator[Droppable]:
    """List addresses that a code beside them says anyway: they go before words are broken."""
    boxes = [b for top in cluster for b in top.walk()]
    if any(b.tag == "qr" for b in boxes):
        for box in boxes:
            if box.words is not None and box.words.role == "url" and "link" in box.node.attrs:
                yield Droppable(0, id(box.node), named(box))


def passages(cluster: tuple[Box, ...]) -> Iterator[Droppable]:
    """List what may be left out of a page in two languages although it is not said so: passages that are not headings."""
    lines: dict[tuple[str, int], int] = {}  # what repeats comes from one line of the template
    for top in cluster:
        for box in top.walk():
            w = box.words
            if w is not None and not w.heading and len(w.versions) > 1 and all(len(v.plain) > SHORT for v in w.versions):
                number = lines.setdefault((box.node.file, box.node.line), len(lines))
                yield Droppable(number, id(box.node), named(box))
