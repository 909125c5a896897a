"""Pieces of a text element: styled words with their language, cleaned up, and paired where a page has two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kiosk.campaign import direction
from kiosk.campaign.dates import NBSP
from kiosk.compose.template import binding
from kiosk.compose.template.binding import Scope
from kiosk.compose.template.template import Node

SHORT = 32
"""Characters up to which words of two languages may stand on one line."""
SLASH = f"{NBSP}/ "
"""What stands between the words of two languages on one line."""
_ISOLATE, _POP = "\u2068", "\u2069"


class Style(NamedTuple):
    """The look of a piece."""

    face: str
    weight: int
    italic: bool
    ink: str
    scale: float = 1.0
    link: str = ""

    def of(self, node: Node, scope: Scope) -> Style:
        """Change the look as an inline element asks."""
        a = node.attrs
        return Style(
            a.get("face", self.face),
            int(a.get("weight", 700 if node.tag == "b" else self.weight)),
            a["italic"] == "yes" if "italic" in a else node.tag == "i" or self.italic,
            a.get("ink", self.ink),
            float(a.get("scale", self.scale)),
            scope.fill(a["link"]) if "link" in a else self.link,
        )


class Piece(NamedTuple):
    """Words in one look; `filled` tells whether the field they come from has something to say, None where there is none.

    `lang` is the language of a field's words; empty for the template's own, which take their neighbour's.
    """

    text: str
    style: Style
    filled: bool | None
    lang: str = ""


def pieces(text: str, scope: Scope, style: Style) -> Iterator[Piece]:
    """Put the fields into a text."""
    at = 0
    for m in binding.FIELD.finditer(text):
        if m.start() > at:
            yield Piece(text[at : m.start()], style, None)
        value = scope.text(m.group(1))
        yield Piece(value, style, bool(value), scope.language(m.group(1)))
        at = m.end()
    if at < len(text):
        yield Piece(text[at:], style, None)


def silent(found: Sequence[Piece]) -> bool:
    """Tell whether there is nothing to say: no words, or none in any field."""
    fields = [p.filled for p in found if p.filled is not None]
    return not any(p.text.strip() for p in found) or (bool(fields) and not any(fields))


def trimmed(found: Sequence[Piece]) -> list[Piece]:
    """Take the white space off both ends and out of doubles, also across spans."""
    before = "\n"
    kept: list[Piece] = []
    for p in found:
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
    if kept:
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(" \n"))
    return kept


def merged(found: Sequence[Piece], lang: str) -> list[Piece]:
    """Join neighbours of one look and language, so that they are shaped as one; words of the template speak as what follows."""
    out: list[Piece] = []
    said = next((p.lang for p in found if p.lang and p.text), lang)
    for p in found:
        said = p.lang or said
        if out and (out[-1].style, out[-1].lang) == (p.style, said):
            out[-1] = out[-1]._replace(text=out[-1].text + p.text)
        elif p.text:
            out.append(p._replace(lang=said))
    return out


def teared(text: str) -> str:
    """Let long words break anywhere, by zero-width spaces."""
    return re.sub(r"[^\s\u00ad\u200b-]{13,}", lambda m: "\u200b".join(m[0]), text)


class Pair(NamedTuple):
    """How the words of two languages stand: `line` is both on one line (None where they are too long), `once` = the same in both.

    `common` tells that some fields say the same in both languages, others do not; `led` that such a field comes first.
    """

    once: bool
    common: bool
    led: bool
    line: tuple[Piece, ...] | None


def pair(first: Sequence[Piece], second: Sequence[Piece]) -> Pair:
    """Compare the same text element in two languages, piece by piece."""
    a, b = ("".join(p.text for p in trimmed(found)) for found in (first, second))
    if a == b or silent(second):
        return Pair(True, True, False, tuple(first))
    aligned = len(first) == len(second) and all(
        (p.filled is None) == (q.filled is None) and (p.filled is not None or p.text == q.text)
        for p, q in zip(first, second, strict=True)
    )
    if not aligned:
        whole = (*trimmed(first), Piece(SLASH, first[0].style, None), *trimmed(second))
        return Pair(False, False, False, whole if max(len(a), len(b)) <= SHORT else None)
    same = [p.text == q.text for p, q in zip(first, second, strict=True) if p.filled]
    common, led = any(same), same[:1] == [True]
    if any(len(t) > SHORT for p, q in zip(first, second, strict=True) if p.text != q.text for t in (p.text, q.text)):
        return Pair(False, common, led, None)
    return Pair(False, common, led, tuple(_slashed(first, second)))


def _slashed(first: Sequence[Piece], second: Sequence[Piece]) -> Iterator[Piece]:
    for p, q in zip(first, second, strict=True):
        if p.text == q.text or not q.text:
            yield p
        elif not p.text:
            yield q
        else:
            apart = direction.rtl(p.lang) != direction.rtl(q.lang)
            yield p._replace(text=isolated(p.text)) if apart else p
            yield Piece(SLASH, p.style, None)
            yield q._replace(text=isolated(q.text)) if apart else q


def isolated(text: str) -> str:
    """Keep words of the other direction from pulling their neighbours along (UAX 9)."""
    return f"{_ISOLATE}{text}{_POP}"
