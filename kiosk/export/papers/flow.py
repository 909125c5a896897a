"""Papers set from top to bottom: blocks of words and pictures, one under the other, on as many pages as they take."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from kiosk.export.papers import look
from kiosk.export.papers import words as spoken
from kiosk.page import lines
from kiosk.page.bounds import bounds
from kiosk.page.face import Face
from kiosk.page.geometry import ORIGIN, Matrix, Point, Rect
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Item, Page, Role, TextRun
from kiosk.record import record

Placed: TypeAlias = tuple[tuple[Point, Item], ...]
Decor: TypeAlias = Callable[[int, int], Placed]
"""What a page has besides its blocks: asked with its number, from 0, and how many there are."""
_PART = 12
"""Letters after which a word may be broken that is too wide by itself."""
_LEAST = 0.65
"""The share of its size that such a word keeps before."""


@record
class Block:
    """Something that stays on one page: items from its own top left, its height, and whether it stays with what follows."""

    items: Placed
    height: float
    keep: bool = False


@record(kw_only=True)
class Style:
    """How words are set."""

    face: Face
    size: float
    ink: Ink = look.INK
    leading: float = 1.28
    align: Literal["start", "end"] = "start"
    balance: bool = False


def words(
    text: str | Sequence[lines.Span], width: float, style: Style, *, role: Role = "p", lang: str = "", link: str | None = None
) -> Block:
    """Set words as one paragraph; spans bring faces and inks of their own. A word too wide is set smaller, then broken.

    `lang` is the language of words that are not the paper's own.
    """
    own, lang = not lang, lang or spoken.lang()
    spans = (lines.Span(text, style.face, style.ink),) if isinstance(text, str) else tuple(text)
    size = style.size
    made = _set(spans, width, size, style, lang, own=own)
    while not made.fits and size > style.size * _LEAST:
        size *= 0.93
        made = _set(spans, width, size, style, lang, own=own)
    if not made.fits:
        made = _set(tuple(replace(s, text=breakable(s.text)) for s in spans), width, size, style, lang, own=own)
    inner: Placed = made.placed if link is None else ((ORIGIN, Group(made.placed, role="link", link=link)),)
    return Block(((ORIGIN, Group(inner, role=role, lang=lang)),), made.height)


def _set(spans: tuple[lines.Span, ...], width: float, size: float, style: Style, lang: str, *, own: bool) -> lines.Paragraph:
    return lines.set_lines(
        spans,
        width,
        size,
        lang=lang,
        leading=style.leading,
        align=style.align,
        balance=style.balance,
        # A sentence of ours may begin with a title of theirs.
        direction="ltr" if own else "auto",
        avoid_orphan=not style.balance,
    )


def moved(block: Block, x: float, y: float) -> Placed:
    """Place a block's items."""
    return tuple((Point(at.x + x, at.y + y), item) for at, item in block.items)


def stacked(blocks: Sequence[tuple[float, Block]], *, keep: bool = False) -> Block:
    """Put blocks one under the other, each with the space above it; that above the first counts."""
    out: list[tuple[Point, Item]] = []
    y = 0.0
    for gap, block in blocks:
        y += gap
        out += moved(block, 0, y)
        y += block.height
    return Block(tuple(out), y, keep)


def beside(blocks: Sequence[tuple[float, Block]]) -> Block:
    """Put blocks side by side, each at its own place."""
    out = tuple(one for x, block in blocks for one in moved(block, x, 0))
    return Block(out, max((block.height for _, block in blocks), default=0.0))


def paged(
    blocks: Sequence[tuple[float, Block]], title: str, decor: Decor, top: Callable[[int], float], bottom: float
) -> tuple[Page, ...]:
    """Part blocks into A4 pages: `top` tells where a page begins, `bottom` where it ends; one that stays with the next waits."""
    sheets: list[list[tuple[Point, Item]]] = [[]]
    y = top(0)
    fresh = True
    for n, (gap, block) in enumerate(blocks):
        need, k = block.height, n
        while blocks[k][1].keep and k + 1 < len(blocks):
            k += 1
            need += blocks[k][0] + blocks[k][1].height
        if not fresh and y + gap + need > bottom:
            sheets.append([])
            y, fresh = top(len(sheets) - 1), True
        y += 0 if fresh else gap
        sheets[-1] += moved(block, look.MARGIN, y)
        y += block.height
        fresh = False
    count = len(sheets)
    return tuple(Page(look.A4, (*decor(n, count), *items), spoken.lang(), title) for n, items in enumerate(sheets))


def lines_of(block: Block, x: float, y: float) -> list[Rect]:
    """List where the words of a block lie once it is placed, run by run."""
    found: list[Rect] = []
    for at, item in moved(block, x, y):
        if isinstance(item, TextRun):
            box = bounds(item)
            found += [box.moved(*at)] if box else []
        elif isinstance(item, Group):
            found += lines_of(Block(item.items, 0), at.x, at.y)
    return found


def breakable(name: str) -> str:
    """Let the name of a file, and whatever else is one long word, be broken at its joints and within long parts."""
    parts: list[str] = []
    for part in re.split("(?<=[-_/.])", name):
        words = part.split(" ")
        parts.append(" ".join("\u200b".join(w[i : i + _PART] for i in range(0, len(w), _PART)) for w in words))
    return "\u200b".join(parts)


def cut(text: str, letters: int) -> str:
    """Keep so many letters of a text, and tell when it went on."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def cuttable(text: str) -> str:
    """Let an address be broken behind its slashes and points; words that are none stay whole."""
    return text.replace("/", "/\u200b").replace("?", "\u200b?").replace("&", "\u200b&") if "://" in text else text


def shrunk(block: Block, height: float) -> Block:
    """Make a block as small as a height, letters and all."""
    group = Group(block.items, matrix=Matrix.scale(height / block.height))
    return Block(((ORIGIN, group),), height, block.keep)
