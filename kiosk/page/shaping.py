"""Shaping and measuring of text, in em: the only place where the program learns how wide anything is."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb

from kiosk.page import breaks, emoji, scripts
from kiosk.page import face as faces
from kiosk.page.face import Face
from kiosk.page.geometry import Path

_COMPLEX = frozenset((
    "Arab", "Syrc", "Mong", "Nkoo", "Deva", "Beng", "Gujr", "Guru", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Thai",
    "Laoo", "Khmr", "Mymr", "Tibt", "Adlm", "Rohg", "Mand",
))  # fmt: skip
"""Scripts whose letters join or reorder: they keep their ligatures and are never tracked."""
_PLAIN = {"liga": False, "clig": False, "dlig": False}
_ENDS = frozenset("\n\u000b\u000c\r\u0085\u2028\u2029")
_EMOJI = "Zsye"
_UNKNOWN = frozenset(("Zyyy", "Zinh", "Zzzz"))


class Shaped(NamedTuple):
    """One placed glyph in em: id, first character of its cluster, advance, offset right and down."""

    id: int
    cluster: int
    advance: float
    dx: float
    dy: float


class Piece(NamedTuple):
    """Characters `start` to `end` of a text in one face, script and direction, glyphs in visual order, in em.

    `tracked` says whether tracking and word space may be added.
    """

    start: int
    end: int
    face: Face
    level: int
    tracked: bool
    glyphs: tuple[Shaped, ...]


class _Bit(NamedTuple):
    """A stretch of text that shapes as one."""

    start: int
    end: int
    face: Face
    level: int
    script: str


def shape(text: str, face: Face, lang: str, base: int, runs: tuple[tuple[int, int, Face], ...] = ()) -> tuple[Piece, ...]:
    """Shape a text in reading order; `runs` (start, end, face) override the face by stretch; `base` is the paragraph's level."""
    return _shape(text, runs or ((0, len(text), face),), lang, base)


@lru_cache(maxsize=192)
def _shape(text: str, runs: tuple[tuple[int, int, Face], ...], lang: str, base: int) -> tuple[Piece, ...]:
    return tuple(
        Piece(b.start, b.end, b.face, b.level, b.script not in _COMPLEX, _glyphs(text, b, lang))
        for b in _itemise(text, runs, base)
    )


def missing(text: str, face: Face) -> str:
    """List the characters (each once) that no installed typeface can paint beside `face`."""
    return "".join(c for c in faces.uncovered(face, text) if faces.for_character(c, face) is None)


@lru_cache(maxsize=256)
def hyphen(face: Face) -> Shaped:
    """Shape the hyphen that ends a line inside a word."""
    return _shape("-", ((0, 1, face),), "en", 0)[0].glyphs[0]


@lru_cache(maxsize=256)
def space(face: Face) -> Shaped:
    """Shape the space between two words."""
    return _shape(" ", ((0, 1, face),), "en", 0)[0].glyphs[0]


@lru_cache(maxsize=8192)
def outline(face: Face, glyph: int) -> Path:
    """Draw one glyph's outline in em, y down, origin at the left end of the baseline."""
    font = faces.font_of(face)
    k = 1 / font.face.upem
    ops: list[str] = []
    xy: list[float] = []
    pen = _Pen(ops, xy, k)
    font.draw_glyph_with_pen(glyph, pen)
    return Path("".join(ops), tuple(xy))


class _Pen:
    """Collects a glyph's segments (fontTools' pen protocol), quadratics raised to cubics."""

    __slots__ = ("_at", "_k", "_ops", "_xy")

    def __init__(self, ops: list[str], xy: list[float], k: float) -> None:
        self._ops, self._xy, self._k = ops, xy, k
        self._at = (0.0, 0.0)

    def moveTo(self, p: tuple[float, float]) -> None:
        self._ops.append("M")
        self._xy += (p[0] * self._k, -p[1] * self._k)
        self._at = p

    def lineTo(self, p: tuple[float, float]) -> None:
        self._ops.append("L")
        self._xy += (p[0] * self._k, -p[1] * self._k)
        self._at = p

    def qCurveTo(self, c: tuple[float, float], p: tuple[float, float]) -> None:
        (x0, y0), (cx, cy), (x, y) = self._at, c, p
        a = (x0 + (cx - x0) * 2 / 3, y0 + (cy - y0) * 2 / 3)
        b = (x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3)
        self.curveTo(a, b, p)

    def curveTo(self, a: tuple[float, float], b: tuple[float, float], p: tuple[float, float]) -> None:
        k = self._k
        self._ops.append("C")
        self._xy += (a[0] * k, -a[1] * k, b[0] * k, -b[1] * k, p[0] * k, -p[1] * k)
        self._at = p

    def closePath(self) -> None:
        self._ops.append("Z")

    def endPath(self) -> None:
        pass


def _itemise(text: str, runs: tuple[tuple[int, int, Face], ...], base: int) -> list[_Bit]:
    """Cut a text wherever the level, the script, the asked face or the fallback face changes."""
    levels = breaks.levels(text, base)
    script_of = _scripts(text, levels)
    joined = "".join(c for c, s in zip(text, script_of, strict=True) if s == "Arab")
    bits: list[_Bit] = []
    for start, end, asked in runs:
        i = start
        while i < end:
            drawn = None if text.isascii() else emoji.SEQUENCE.match(text, i, end)
            if drawn and any(faces.for_character(c, asked) is None for c in drawn[0] if not faces.unseen(c)):
                bits.append(_Bit(i, drawn.end(), asked, levels[i], _EMOJI))
                i = drawn.end()
                continue
            j = _cluster_end(text, i, end)
            face = _face_for(text[i:j], script_of[i], asked, joined if script_of[i] == "Arab" else "")
            last = bits[-1] if bits else None
            if text[i - 1 : i] in _ENDS:
                last = None  # what follows a line's end shapes on its own
            if last and last.end == i and i > start and (last.face, last.level, last.script) == (face, levels[i], script_of[i]):
                bits[-1] = last._replace(end=j)
            else:
                bits.append(_Bit(i, j, face, levels[i], script_of[i]))
            i = j
    return bits


def _scripts(text: str, levels: tuple[int, ...]) -> list[str]:
    """Name the script of each character; common and inherited ones take that of the last letter in their direction."""
    if text.isascii():
        return ["Latn"] * len(text)
    out = [scripts.script(c) for c in text]
    first = next((s for s in out if s not in _UNKNOWN), "Latn")
    last = [first, next((s for s, level in zip(out, levels, strict=True) if level % 2 and s not in _UNKNOWN), first)]
    for i, s in enumerate(out):
        odd = levels[i] % 2
        if s in _UNKNOWN:
            out[i] = last[odd]
        else:
            last[odd] = s
    return out


def _cluster_end(text: str, start: int, end: int) -> int:
    """Find the end of a base character with its marks and joiners, which must stay in one face."""
    i = start + 1
    if text[start] in _ENDS:
        return i
    while i < end and (text[i] >= "\u0300") and (unicodedata.category(text[i])[0] == "M" or text[i] in "\u200c\u200d"):
        i += 1
    return i


@lru_cache(maxsize=8192)
def _face_for(cluster: str, script: str, asked: Face, joined: str = "") -> Face:
    """Choose the face for one cluster: the asked one, the script's fallback, any that has it, else the asked one."""
    if script not in ("Latn", "Zyyy") and not _is_home(script, asked):
        other = faces.fallback(script, asked, joined)
        if other and faces.covers(other, cluster):
            return other
    if _covers(asked, cluster):
        return asked
    for c in cluster:
        other = faces.for_character(c, asked)
        if other and other is not asked and _covers(other, cluster):
            return other
    return asked


@lru_cache(maxsize=512)
def _is_home(script: str, face: Face) -> bool:
    """Tell whether a face was drawn for a script: it has a few of the script's common letters."""
    letters = {
        "Arab": "ابتسمن", "Deva": "कमनरस", "Grek": "αεοτς", "Cyrl": "аеорн", "Hebr": "אבל", "Beng": "কমন",
        "Hani": "的一是", "Hira": "あいの", "Kana": "アイノ", "Hang": "가이다", "Thai": "กมน", "Taml": "கமன",
        "Geor": "აბგ", "Armn": "աբգ", "Guru": "ਕਮਨ", "Gujr": "કમન", "Telu": "కమన", "Ethi": "ሀለመ",
    }.get(script)  # fmt: skip
    return letters is None or faces.covers(face, letters)


def _covers(face: Face, cluster: str) -> bool:
    """Tell whether a face can paint a cluster as it stands, composed, or as a letter with its mark."""
    if cluster.isascii() or faces.covers(face, cluster):
        return faces.covers(face, cluster)
    return any(faces.covers(face, unicodedata.normalize(form, cluster)) for form in ("NFC", "NFD"))


def _glyphs(text: str, bit: _Bit, lang: str) -> tuple[Shaped, ...]:
    """Shape one stretch with its surroundings as context; line ends and other controls leave no glyph.

    An emoji leaves room for its picture: a blank glyph.
    """
    if bit.script == _EMOJI:
        return (Shaped(faces.font_of(bit.face).get_nominal_glyph(0x20) or 0, bit.start, emoji.WIDTH, 0.0, 0.0),)
    buffer = hb.Buffer()
    safe = [0xFFFD if 0xD800 <= ord(c) <= 0xDFFF else 0x2060 if c < " " or "\u2028" <= c <= "\u2029" else ord(c) for c in text]
    buffer.add_codepoints(safe, bit.start, bit.end - bit.start)
    buffer.direction = "rtl" if bit.level % 2 else "ltr"
    buffer.script = bit.script
    buffer.language = lang or "en"
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    font = faces.font_of(bit.face)
    hb.shape(font, buffer, None if bit.script in _COMPLEX else _PLAIN)
    k = 1 / font.face.upem
    out = [
        Shaped(info.codepoint, info.cluster, at.x_advance * k, at.x_offset * k, -at.y_offset * k)
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]
    if bit.script not in _COMPLEX and bit.level % 2 == 0:
        for i in range(1, len(out)):
            if not out[i].advance and out[i].cluster == out[i - 1].cluster and not (out[i].dx or out[i].dy):
                out[i] = _seated(bit.face, out[i], out[i - 1])
    return tuple(out)


def _seated(face: Face, mark: Shaped, base: Shaped) -> Shaped:
    """Centre a mark over a letter for which the font has no anchor (the circumflex of Welsh w and y in many faces)."""
    font = faces.font_of(face)
    k = 1 / font.face.upem
    m, b = font.get_glyph_extents(mark.id), font.get_glyph_extents(base.id)
    if m is None or b is None or not m.height:
        return mark
    low, high = (m.y_bearing + m.height) * k, b.y_bearing * k
    gap = max(0.03, low - faces.metrics(face).x_height)
    raised = high + min(gap, 0.12) - low if 0 < low < high + 0.02 else 0.0
    dx = (b.x_bearing + b.width / 2 - m.x_bearing - m.width / 2) * k - base.advance
    return mark._replace(dx=dx, dy=-raised)
