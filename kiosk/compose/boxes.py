"""Boxes: a template's elements with conditions decided, lists repeated, fields filled in and measures in points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kiosk.compose import binding
from kiosk.compose.binding import Scope
from kiosk.compose.family import Family, Type
from kiosk.compose.template import Child, Node
from kiosk.page import face as faces
from kiosk.page.geometry import MM
from kiosk.page.lines import Span


class Length(NamedTuple):
    """A length in points, or a share of the parent's side."""

    value: float
    share: bool = False

    def of(self, side: float) -> float:
        """Compute the length in points for a parent's side."""
        return self.value * side if self.share else self.value


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


class Words(NamedTuple):
    """A text ready to be set: spans, the role's manner, sizes in points, and the limits of fitting."""

    spans: tuple[Span, ...]
    plain: str
    lang: str
    type: Type
    role: str
    largest: float
    smallest: float
    explicit: bool
    group: str
    lines: int
    limit: float
    parted: bool
    align: str
    strike: str
    strike_thick: float


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

    @property
    def tag(self) -> str:
        """The element's tag."""
        return self.node.tag

    def walk(self) -> Iterator[Box]:
        """List this box and all inside, outside first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Maker:
    """Turns nodes into boxes for one page: u in points, the smallest type size in u, what was dropped, which variant."""

    family: Family
    scope: Scope
    u: float
    least: float
    lang: str
    kinds: frozenset[str]
    long: bool = False
    dropped: frozenset[int] = frozenset()
    torn: bool = False

    def holds(self, node: Node, scope: Scope) -> bool:
        """Decide an element's conditions."""
        a = node.attrs
        if id(node) in self.dropped:
            return False
        if "when" in a and (a["when"] == "long") != self.long:
            return False
        if "kind" in a and not self.kinds & frozenset(a["kind"].split()):
            return False
        if "if" in a and not _all(a["if"], scope):
            return False
        return not ("unless" in a and any(scope.present(f) for f in a["unless"].replace("|", " ").split()))

    def boxes(self, children: tuple[Child, ...], scope: Scope) -> tuple[Box, ...]:
        """Make the boxes of an element's children."""
        return tuple(b for child in children if isinstance(child, Node) for b in self._boxes(child, scope))

    def _boxes(self, node: Node, scope: Scope) -> Iterator[Box]:
        if not self.holds(node, scope):
            return
        match node.tag:
            case "variant":
                yield from self.boxes(node.children, scope)
            case "for":
                for inner in _rows(node, scope):
                    yield from self.boxes(node.children, inner)
            case "text":
                words = self._words(node, scope)
                if words is not None:
                    yield self._box(node, scope, words=words)
            case "qr":
                if scope.fill(node.get("of")):
                    yield self._box(node, scope)
            case _:
                yield self._box(node, scope, children=self.boxes(node.children, scope))

    def _box(self, node: Node, scope: Scope, children: tuple[Box, ...] = (), words: Words | None = None) -> Box:
        params = {k: scope.fill(v) if "{" in v else v for k, v in node.attrs.items()}
        for name in ("gap", "row-gap", "row-height"):
            if name in params:
                params["_" + name] = str(self.points(params[name]))
        pad = self.pad(params.get("pad", "0"))
        return Box(node, self.place(params), pad, children, words, params, params.get("link", ""), params.get("alt", ""))

    def length(self, text: str) -> Length:
        """Read a length: u, mm or a share of the parent."""
        if text.endswith("mm"):
            return Length(float(text[:-2]) * MM)
        if text.endswith("%"):
            return Length(float(text[:-1]) / 100, True)
        return Length(float(text) * self.u)

    def points(self, text: str) -> float:
        """Read a length that has no parent to be a share of."""
        return self.length(text).of(0)

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

    def _words(self, node: Node, scope: Scope) -> Words | None:
        a = node.attrs
        role = a.get("role", "")
        base = self.family.types.get(role, Type())
        type_ = Type(
            face=a.get("face", base.face),
            weight=int(a.get("weight", base.weight)),
            italic=a["italic"] == "yes" if "italic" in a else base.italic,
            ink=a.get("ink", base.ink),
            leading=float(a.get("leading", base.leading)),
            tracking=float(a.get("tracking", base.tracking)),
            balance=a["balance"] == "yes" if "balance" in a else base.balance,
            reach=a.get("reach", base.reach),  # type: ignore[arg-type]  # checked by the vocabulary
            meaning=a.get("as", base.meaning),
        )
        plain = _Style(type_.face, type_.weight, type_.italic, type_.ink)
        pieces = list(_trim(list(self._spans(node, scope, plain))))
        if not any(p.text.strip() for p in pieces):
            return None
        fields = [p.filled for p in pieces if p.filled is not None]
        if fields and not any(fields):
            return None
        pieces = _merged(pieces)
        if self.torn:
            pieces = [p._replace(text=_tear(p.text)) for p in pieces]
        spans = tuple(
            Span(p.text, self._face(p.style), self.family.ink(p.style.ink), p.style.scale, p.style.link or None) for p in pieces
        )
        if "fit" in a:
            low, _, high = a["fit"].partition("-")
            smallest, largest = float(low), float(high)
        else:
            largest = float(a.get("size", 3.0))
            smallest = min(largest, max(self.least, largest * 0.8))
        struck = "strike" in a and ("strike-if" not in a or _all(a["strike-if"], scope))
        thick = self.points(a["strike-thick"]) if "strike-thick" in a else 0.0
        return Words(
            spans,
            "".join(p.text for p in pieces),
            scope.language(self.lang),
            type_,
            role,
            largest * self.u,
            smallest * self.u,
            "fit" in a,
            a.get("fit-group", "") or f"{id(node)}/{scope.path}",
            int(a.get("lines", 0)),
            self.points(a["height"]) if "height" in a else 0.0,
            any("drop" in n.attrs and id(n) not in self.dropped for n in node.inside()),
            a.get("align", "start"),
            a.get("strike", "") if struck else "",
            thick,
        )

    def _face(self, style: _Style) -> faces.Face:
        family = self.family.faces.get(style.face, style.face)
        return faces.find(family, style.weight, style.italic)

    def _spans(self, node: Node, scope: Scope, style: _Style) -> Iterator[_Piece]:
        """List the words inside a text element; a span whose fields are all empty yields nothing."""
        for child in node.children:
            if isinstance(child, str):
                yield from _pieces(re.sub(r"[ \t\r\n]+", " ", child), scope, style)
                continue
            if not self.holds(child, scope):
                continue
            if child.tag == "br":
                yield _Piece("\n", style, None)
            elif child.tag == "for":
                for inner in _rows(child, scope):
                    yield from self._spans(child, inner, style)
            elif child.tag == "variant":
                yield from self._spans(child, scope, style)
            elif child.tag == "join":
                inner = style.of(child, scope)
                sep = child.get("sep", ", ")
                first = True
                for part in child.elements():
                    words = list(self._one(part, scope, inner)) if self.holds(part, scope) else []
                    if any(p.text.strip() for p in words):
                        if not first:
                            yield _Piece(sep, inner, None)
                        yield from words
                        first = False
            else:
                yield from self._one(child, scope, style)

    def _one(self, node: Node, scope: Scope, style: _Style) -> Iterator[_Piece]:
        pieces = list(self._spans(node, scope, style.of(node, scope)))
        fields = [p.filled for p in pieces if p.filled is not None]
        if not fields or any(fields):
            yield from pieces


class _Style(NamedTuple):
    face: str
    weight: int
    italic: bool
    ink: str
    scale: float = 1.0
    link: str = ""

    def of(self, node: Node, scope: Scope) -> _Style:
        a = node.attrs
        return _Style(
            a.get("face", self.face),
            int(a.get("weight", 700 if node.tag == "b" else self.weight)),
            a["italic"] == "yes" if "italic" in a else node.tag == "i" or self.italic,
            a.get("ink", self.ink),
            float(a.get("scale", self.scale)),
            scope.fill(a["link"]) if "link" in a else self.link,
        )


class _Piece(NamedTuple):
    text: str
    style: _Style
    filled: bool | None  # whether the fields in it had something to say; None where there was no field


def _pieces(text: str, scope: Scope, style: _Style) -> Iterator[_Piece]:
    at = 0
    for m in binding.FIELD.finditer(text):
        if m.start() > at:
            yield _Piece(text[at : m.start()], style, None)
        value = scope.text(m.group(1))
        yield _Piece(value, style, bool(value))
        at = m.end()
    if at < len(text):
        yield _Piece(text[at:], style, None)


def _trim(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Take the white space off both ends and out of doubles, also across spans."""
    before = "\n"
    kept: list[_Piece] = []
    for p in pieces:
        text = p.text.lstrip(" ") if before[-1:] in " \n" else p.text
        if text:
            kept.append(p._replace(text=text))
            before = text
        elif p.filled is not None:
            kept.append(p._replace(text=""))
    while kept and not kept[-1].text.strip(" \n"):
        if kept[-1].filled is None or kept[-1].text:
            kept.pop()
        else:
            break
    for i, p in enumerate(kept):
        last = i == len(kept) - 1
        yield p._replace(text=p.text.rstrip(" \n")) if last else p


def _merged(pieces: list[_Piece]) -> list[_Piece]:
    """Join neighbours of one style, so that they are shaped as one."""
    out: list[_Piece] = []
    for p in pieces:
        if out and out[-1].style == p.style:
            out[-1] = out[-1]._replace(text=out[-1].text + p.text)
        elif p.text:
            out.append(p)
    return out


def _tear(text: str) -> str:
    """Let long words break anywhere, by zero-width spaces."""
    return re.sub(r"[^\s\u00ad\u200b-]{13,}", lambda m: "\u200b".join(m[0]), text)


def _rows(node: Node, scope: Scope) -> Iterator[Scope]:
    rows = scope.rows(node.get("each"))
    limit = int(node.get("limit", "0")) or len(rows)
    shown = rows[:limit]
    for i, row in enumerate(shown):
        marks = {"n": i + 1, "first": i == 0, "last": i == len(shown) - 1}
        yield scope.within(node.get("as", "row"), {**row, **marks}, i)


def _all(condition: str, scope: Scope) -> bool:
    """Decide an `if`: every word must hold; a word a|b holds when any of them does."""
    return all(any(scope.present(f) for f in word.split("|")) for word in condition.split())
