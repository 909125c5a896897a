"""Words of a text element: fields put in, spans styled, and what fitting needs to know of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeVar

from kiosk.compose.brief import unhurried
from kiosk.compose.setting.block import Version
from kiosk.compose.setting.pieces import Piece, Style, merged, pair, pieces, silent, teared, trimmed
from kiosk.compose.template.binding import Scope
from kiosk.compose.template.family import Family, Type
from kiosk.compose.template.template import Node
from kiosk.page import face as faces
from kiosk.page.breaks import addressed
from kiosk.page.geometry import MM
from kiosk.page.lines import Span

TALL_LEADING, TALL_HEADING = 1.3, 1.2
"""Least leading of scripts with marks above and below, which display leading would let collide; the second of headings."""
BRIEF = 24
"""Characters up to which even a page's title may share its line with its translation."""
T = TypeVar("T")
_HEADINGS = ("h1", "h2", "h3")
"""Meanings of texts that have a line for each language."""
_TALL = (("\u0590", "\u109f"), ("\u1780", "\u17ff"), ("\u2e80", "\ud7ff"), ("\uf900", "\ufaff"))
"""First and last letters of those scripts."""


class Length(NamedTuple):
    """A length in points, or a share of the parent's side."""

    value: float
    share: bool = False

    def of(self, side: float) -> float:
        """Compute the length in points for a parent's side."""
        return self.value * side if self.share else self.value


class Words(NamedTuple):
    """A text ready to be set: its versions, the role's manner, sizes in points, and the limits of fitting.

    There is one version for each language of the page, or one where both say the same; `line` is both on one line.
    `address`: there is a link in it, which is rather set smaller than cut.
    `usual` is how far from the smallest (0) to the largest size (1) a text goes before others give way.
    """

    versions: tuple[Version, ...]
    line: Version | None
    type: Type
    role: str
    largest: float
    smallest: float
    usual: float
    explicit: bool
    group: str
    lines: int
    heading: bool
    limit: float
    parted: bool
    align: str
    strike: str
    strike_thick: float
    address: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans in the page's first language."""
        return self.versions[0].spans

    @property
    def kept(self) -> float:
        """The size down to which it goes before others give way, in points."""
        return self.smallest + (self.largest - self.smallest) * self.usual

    @property
    def plain(self) -> str:
        """The words in the page's first language."""
        return self.versions[0].plain


@dataclass(slots=True)
class Writer:
    """Writes the words of one page: family, fields, u in points, the smallest type size in u, and the variant to take.

    `dropped`, `torn`, `terse` and `apart` hold ids of elements: those left out, texts whose long words may break anywhere,
    headings in two languages that may stand on one line, texts that may not. `floors` are least cap heights by reach, in u.
    `pause` is the brief's; `code` is the least width of a code without its quiet zone, in points. `written` remembers what was
    written: a page is tried with this and that left out, and most of it stays the same.
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
    terse: frozenset[int] = frozenset()
    apart: frozenset[int] = frozenset()
    floors: Mapping[str, float] = field(default_factory=dict[str, float])
    pause: Callable[[], None] = unhurried
    code: float = 0.0
    written: dict[object, tuple[Scope, Any]] = field(default_factory=dict[object, "tuple[Scope, Any]"])

    def once(self, key: object, scope: Scope, write: Callable[[], T]) -> T:
        """Write something once; the scope is kept, so that its identity, which is in the key, stays its own."""
        known = self.written.get(key)
        if known is None:
            known = self.written[key] = scope, write()
        return known[1]

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
        out = tuple(id(n) for n in node.inside() if id(n) in self.dropped) if self.dropped else ()
        told = tuple(id(node) in some for some in (self.torn, self.terse, self.apart))
        return self.once(("words", id(node), id(scope), self.long, out, told), scope, lambda: self._words(node, scope))

    def rows(self, node: Node, scope: Scope) -> tuple[Scope, ...]:
        """Enter each row of a `<for>`, from the one after `skip` on; `n` counts those that are left out."""
        return self.once(("rows", id(node), id(scope)), scope, lambda: tuple(_rows(node, scope)))

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
            word_space=float(a.get("word-space", base.word_space)),
            balance=a["balance"] == "yes" if "balance" in a else base.balance,
            reach=a.get("reach", base.reach),  # type: ignore[arg-type]  # checked by the vocabulary
            meaning=a.get("as", base.meaning),
        )
        style = Style(type_.face, type_.weight, type_.italic, type_.ink)
        versions, line = self._versions(node, scope, style, type_)
        if not versions:
            return None
        if "fit" in a:
            low, _, high = a["fit"].partition("-")
            smallest, largest = float(low), float(high)
        else:
            largest = float(a.get("size", 3.0))
            smallest = min(largest, max(self.least, largest * 0.8))
        # At last words may be as small as can just be read, and no smaller.
        cap = faces.metrics(versions[0].spans[0].face).cap
        just = self.floors[type_.reach] / cap if type_.reach in self.floors else smallest * 0.75
        last = min(largest, max(self.least, just))
        if len(versions) > 1:
            smallest = max(smallest, last)
        last = min(last, smallest)
        struck = "strike" in a and ("strike-if" not in a or _all(a["strike-if"], scope))
        thick = self.points(a["strike-thick"]) if "strike-thick" in a else 0.0
        return Words(
            versions,
            line,
            type_,
            role,
            largest * self.u,
            last * self.u,
            (smallest - last) / (largest - last) if largest > last else 0.0,
            "fit" in a,
            a.get("fit-group", "") or f"{id(node)}/{scope.path}",
            int(a.get("lines", 0)),
            type_.meaning in _HEADINGS,
            self.points(a["height"]) if "height" in a else 0.0,
            any("drop" in n.attrs and id(n) not in self.dropped for n in node.inside()),
            a.get("align", "start"),
            a.get("strike", "") if struck else "",
            thick,
            any(addressed(v.plain) for v in versions),
        )

    def _versions(self, node: Node, scope: Scope, style: Style, type_: Type) -> tuple[tuple[Version, ...], Version | None]:
        """Write a text in the languages of the page; what stands on one line together comes second."""
        first = list(self._spans(node, scope, style))
        if silent(first):
            return (), None
        lang = scope.lang
        if scope.other is None:
            return (self._version(node, first, lang, type_),), None
        # A field that says the same in both languages is set once.
        second = list(self._spans(node, scope.other, style))
        paired = pair(first, second)
        line = self._version(node, paired.line, lang, type_) if paired.line is not None else None
        if line is not None and (paired.once or (paired.common and not paired.led and node.get("lines") != "1")):
            return (line,), None
        if paired.common and (line is None or paired.led):
            second = list(self._spans(node, replace(scope.other, unlike=scope), style))
        versions = (self._version(node, first, lang, type_), self._version(node, second, scope.other.lang, type_))
        if type_.meaning == "note":  # said in passing: in both languages where there is room, else in the first
            return versions[:1], line
        apart = id(node) in self.apart or (type_.meaning in _HEADINGS and id(node) not in self.terse)
        brief = type_.meaning != "h1" or max(len(v.plain) for v in versions) <= BRIEF
        return versions, line if brief and not apart else None

    def _version(self, node: Node, found: Sequence[Piece], lang: str, type_: Type) -> Version:
        whole = merged(trimmed(found), lang)
        if id(node) in self.torn:
            whole = [p._replace(text=teared(p.text)) for p in whole]
        spans = tuple(
            Span(p.text, self._face(p.style), self.family.ink(p.style.ink), p.style.scale, p.style.link or None) for p in whole
        )
        plain = "".join(p.text for p in whole)
        tall = type_.meaning != "note" and _is_tall(plain)  # a note has one line
        least = TALL_HEADING if type_.meaning in _HEADINGS else TALL_LEADING
        leading = max(type_.leading, least) if tall else type_.leading
        return Version(spans, plain, whole[0].lang if whole else lang, tuple(p.lang for p in whole), leading)

    def _face(self, style: Style) -> faces.Face:
        family = self.family.faces.get(style.face, style.face)
        return faces.find(family, style.weight, style.italic)

    def _spans(self, node: Node, scope: Scope, style: Style) -> Iterator[Piece]:
        """List the words inside a text element; a span whose fields are all empty yields nothing."""
        for child in node.children:
            if isinstance(child, str):
                yield from pieces(re.sub(r"[ \t\r\n]+", " ", child), scope, style)
                continue
            if not self.holds(child, scope):
                continue
            if child.tag == "br":
                yield Piece("\n", style, None)
            elif child.tag == "for":
                for inner in self.rows(child, scope):
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
                            yield Piece(sep, inner, None)
                        yield from words
                        first = False
            else:
                yield from self._one(child, scope, style)

    def _one(self, node: Node, scope: Scope, style: Style) -> Iterator[Piece]:
        found = list(self._spans(node, scope, style.of(node, scope)))
        fields = [p.filled for p in found if p.filled is not None]
        if not fields or any(fields):
            yield from found


def _rows(node: Node, scope: Scope) -> Iterator[Scope]:
    found = scope.rows(node.get("each"))
    skip = int(node.get("skip", "0"))
    limit = int(node.get("limit", "0")) or len(found)
    last = min(skip + limit, len(found)) - 1
    for i in range(skip, last + 1):
        marks = {"n": i + 1, "first": i == skip, "last": i == last}
        yield scope.entered(node.get("each"), node.get("as", "row"), i, marks)


def _all(condition: str, scope: Scope) -> bool:
    """Decide an `if`: every word must hold; a word a|b holds when any of them does."""
    return all(any(scope.present(f) for f in word.split("|")) for word in condition.split())


def _is_tall(words: str) -> bool:
    # Compiling the same as a regular expression takes longer than all words of a run.
    return not words.isascii() and any(first <= letter <= last for letter in words for first, last in _TALL)
