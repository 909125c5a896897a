"""Words of a text element: fields put in, spans styled, and what fitting needs to know of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kiosk.compose import binding
from kiosk.compose.binding import Scope
from kiosk.compose.family import Family, Type
from kiosk.compose.template import Node
from kiosk.page import face as faces
from kiosk.page.geometry import MM
from kiosk.page.lines import Span

TALL_LEADING = 1.3
"""Least leading of scripts with marks above and below, which display leading would let collide."""
_TALL = re.compile("[\u0590-\u109f\u1780-\u17ff]")


class Length(NamedTuple):
    """A length in points, or a share of the parent's side."""

    value: float
    share: bool = False

    def of(self, side: float) -> float:
        """Compute the length in points for a parent's side."""
        return self.value * side if self.share else self.value


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
    leading: float
    limit: float
    parted: bool
    align: str
    strike: str
    strike_thick: float


@dataclass(slots=True)
class Writer:
    """Writes the words of one page: family, fields, u in points, the smallest type size in u, and the variant to take.

    `dropped` and `torn` hold ids of elements: those left out, and texts whose long words may break anywhere.
    """

    family: Family
    scope: Scope
    u: float
    least: float
    lang: str
    kinds: frozenset[str]
    long: bool = False
    dropped: frozenset[int] = frozenset()
    torn: frozenset[int] = frozenset()

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

    def words(self, node: Node, scope: Scope) -> Words | None:
        """Write a text element's words; None when it has nothing to say."""
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
            word_space=float(a.get("word-space", base.word_space)),
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
        if id(node) in self.torn:
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
            max(type_.leading, TALL_LEADING) if any(_TALL.search(p.text) for p in pieces) else type_.leading,
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
                for inner in rows(child, scope):
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


def rows(node: Node, scope: Scope) -> Iterator[Scope]:
    """Enter each row of a `<for>`, from the one after `skip` on; `n` counts those that are left out."""
    found = scope.rows(node.get("each"))
    skip = int(node.get("skip", "0"))
    limit = int(node.get("limit", "0")) or len(found)
    last = min(skip + limit, len(found)) - 1
    for i, row in enumerate(found[skip : last + 1], skip):
        marks = {"n": i + 1, "first": i == skip, "last": i == last}
        yield scope.within(node.get("as", "row"), {**row, **marks}, i)


def _all(condition: str, scope: Scope) -> bool:
    """Decide an `if`: every word must hold; a word a|b holds when any of them does."""
    return all(any(scope.present(f) for f in word.split("|")) for word in condition.split())
