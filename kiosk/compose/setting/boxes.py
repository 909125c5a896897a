"""Boxes: a template's elements with conditions decided, lists repeated, fields filled in and measures in points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kiosk.compose.setting.words import Length, Words, Writer
from kiosk.compose.template.binding import Scope
from kiosk.compose.template.template import Child, Node
from kiosk.page import qr


class Place(NamedTuple):
    """Where a box wants to stand in its parent; None is open."""

    start: Length | None = None
    end: Length | None = None
    top: Length | None = None
    bottom: Length | None = None
    width: Length | None = None
    height: Length | None = None
    hug: bool = False
    grow: float = 0.0
    before: Length | None = None


@dataclass(slots=True, eq=False)
class Box:
    """One box of a page; `words` on texts, `params` are the element's attributes with fields filled in."""

    node: Node
    place: Place
    pad: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    children: tuple[Box, ...] = ()
    words: Words | None = None
    params: Mapping[str, str] = field(default_factory=dict[str, str])
    link: str = ""
    alt: str = ""
    entry: str = ""

    @property
    def tag(self) -> str:
        """The element's tag."""
        return self.node.tag

    def walk(self) -> Iterator[Box]:
        """List this box and all inside, outside first."""
        yield self
        for child in self.children:
            yield from child.walk()


class Maker(Writer):
    """Makes the boxes of one page."""

    __slots__ = ()

    def boxes(self, children: tuple[Child, ...], scope: Scope) -> tuple[Box, ...]:
        """Make the boxes of an element's children."""
        return tuple(b for child in children if isinstance(child, Node) for b in self._boxes(child, scope))

    def tops(self, children: tuple[Child, ...], scope: Scope) -> tuple[Box, ...]:
        """Make the boxes of an element's children without what is in them."""
        return tuple(b for child in children if isinstance(child, Node) for b in self._boxes(child, scope, deep=False))

    def _boxes(self, node: Node, scope: Scope, *, deep: bool = True) -> Iterator[Box]:
        if not self.holds(node, scope):
            return
        match node.tag:
            case "variant":
                yield from self.boxes(node.children, scope) if deep else self.tops(node.children, scope)
            case "for":
                for n, inner in enumerate(self.rows(node, scope), int(node.get("skip", "0"))):
                    for box in self.boxes(node.children, inner) if deep else self.tops(node.children, inner):
                        for part in box.walk():  # a row in a row counts, the outer only gives it a number
                            name, _, number = part.entry.rpartition("/")
                            part.entry = f"{name}/{n}.{number}" if name else f"{node.get('each')}/{n}"
                        yield box
            case "text":
                words = self.words(node, scope)
                if words is not None:
                    yield self._box(node, scope, words=words)
            case "qr":
                said = scope.fill(node.get("of"))
                if said:
                    yield self._enlarged(self._box(node, scope), said)
            case _:
                yield self._box(node, scope, children=self.boxes(node.children, scope) if deep else ())

    def _enlarged(self, box: Box, said: str) -> Box:
        """Give a code the least width that the brand wants, with the quiet zone round it."""
        width = box.place.width
        if not self.code or width is None or width.share:
            return box
        try:
            modules = qr.code(said).modules
        except qr.Error:
            return box
        wanted = Length(self.code * (modules + 8) / modules)
        if wanted.value > width.value:
            box.place = box.place._replace(width=wanted, height=wanted if box.place.height is not None else None)
        return box

    def _box(self, node: Node, scope: Scope, children: tuple[Box, ...] = (), words: Words | None = None) -> Box:
        place, pad, params = self.once(("box", id(node), id(scope)), scope, lambda: self._frame(node, scope))
        return Box(node, place, pad, children, words, params, params.get("link", ""), params.get("alt", ""))

    def _frame(self, node: Node, scope: Scope) -> tuple[Place, tuple[float, float, float, float], Mapping[str, str]]:
        """Read an element's attributes, with the fields filled in."""
        params = {k: scope.fill(v) if "{" in v else v for k, v in node.attrs.items()}
        for name in ("gap", "row-gap", "row-height"):
            if name in params:
                params["_" + name] = str(self.points(params[name]))
        return self.place(params), self.pad(params.get("pad", "0")), params

    def pad(self, text: str) -> tuple[float, float, float, float]:
        """Read a pad: top, end, bottom, start."""
        parts = [self.points(p.strip()) for p in text.split(",")]
        match parts:
            case [all_]:
                return (all_, all_, all_, all_)
            case [tall, wide]:
                return (tall, wide, tall, wide)
            case _:
                return (parts[0], parts[1], parts[2], parts[3])

    def place(self, a: Mapping[str, str]) -> Place:
        """Read an element's placing attributes."""
        got: dict[str, Any] = {k: self.length(a[k]) for k in ("start", "end", "top", "bottom", "height", "before") if k in a}
        if "width" in a:
            got |= {"hug": True} if a["width"] == "hug" else {"width": self.length(a["width"])}
        if "grow" in a:
            got["grow"] = float(a["grow"])
        corner = a.get("box") or a.get("at")
        if corner:
            parts = [p.strip() for p in corner.split(",")]
            for part, near, far in ((parts[0], "start", "end"), (parts[1], "top", "bottom")):
                if part != "*":
                    got[far if part[0] in "rb" else near] = self.length(part.lstrip("rb"))
            for part, far, side in zip(parts[2:], ("end", "bottom"), ("width", "height"), strict=False):
                if part != "*":
                    got[far if part[0] in "rb" else side] = self.length(part.lstrip("rb"))
        return Place(**got)
