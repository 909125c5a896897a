"""Fonts of a PDF file: a composite font for each face, one code for each pair of glyph and text, embedded as a subset."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import uharfbuzz as hb

from kiosk.page import face as faces
from kiosk.page.face import Face, metrics
from kiosk.page.items import Glyph, TextRun
from kiosk.paint import pdf_objects as objects
from kiosk.paint.pdf_objects import Document
from kiosk.record import record

HIDDEN: dict[int, str | None] = dict.fromkeys(
    (*range(0x20), 0xAD, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
) | {0x0A: " "}
"""Characters that are steering, not text: nobody wants them in a copied link. A line that was ended by hand ends a word."""


SOFT = "\N{SOFT HYPHEN}"


@dataclass(slots=True)
class Font:
    """One face in one file: its resource name and the codes given out so far."""

    name: str
    face: Face
    codes: dict[tuple[int, str], int] = field(default_factory=dict[tuple[int, str], int])
    widths: dict[int, float] = field(default_factory=dict[int, float])


@dataclass(slots=True)
class Book:
    """All fonts of one file."""

    fonts: dict[Face, Font] = field(default_factory=dict[Face, Font])

    def font(self, face: Face) -> Font:
        """Find or begin the font of a face."""
        found = self.fonts.get(face)
        if found is None:
            found = self.fonts[face] = Font(f"F{len(self.fonts) + 1}", face)
        return found


def show(run: TextRun, font: Font) -> list[tuple[str | None, str]]:
    """Word a run's glyphs as text-showing operators (9.4.3), each glyph at its very place.

    They come in parts: those whose glyphs do not say what they stand for, one by one, have their actual text beside them.
    """
    parts: list[tuple[str | None, str]] = []
    out: list[str] = []
    array: list[str] = []
    codes: list[str] = []
    pen = rise = 0.0
    scale = 1000 / run.size if run.size else 0.0

    def flush() -> None:
        if codes:
            array.append("<" + "".join(codes) + ">")
            codes.clear()
        if array:
            out.append("[" + "".join(array) + "]TJ")
            array.clear()

    def part(actual: str | None) -> None:
        flush()
        if out:
            parts.append((actual, " ".join(out)))
            out.clear()

    for word in _words(run):
        text, glyphs = "".join(t for t, _ in word), [g for _, some in word for g in some]
        if not text and all(not _advance(run.face, g.id) for g in glyphs):
            continue  # steering alone: there is nothing to see
        spanned = len(glyphs) > 1 or not text
        if spanned:
            part(None)
        if (
            len(glyphs) > 1
            and not run.rtl
            and glyphs[-1].x < glyphs[-2].x + _advance(run.face, glyphs[-2].id) / scale - 0.01 * run.size
        ):
            # A mark that steps back is shown before its letter, so that the pen ends behind the letter and readers see no gap.
            glyphs.sort(key=lambda g: _advance(run.face, g.id) > 0)
        owned = (
            [own for text_, some in word for own in _shares(run, text_, some)] if len(word) > 1 else _shares(run, text, glyphs)
        )
        for glyph, own in zip(glyphs, owned, strict=True):
            if glyph.y != rise:
                flush()
                rise = glyph.y
                out.append(f"{-rise:.3f} Ts")
            back = round(pen - glyph.x * scale)
            if back:
                if codes:
                    array.append("<" + "".join(codes) + ">")
                    codes.clear()
                array.append(str(back))
                pen -= back
            code = _code(font, glyph.id, own)
            codes.append(f"{code:04X}")
            pen += font.widths[code]
        if spanned:
            part(text)
    flush()
    if rise:
        out.append("0 Ts")
    part(None)
    return parts


def _words(run: TextRun) -> list[list[tuple[str, list[Glyph]]]]:
    """Pair the glyphs of each cluster, in visual order, with the characters they stand for.

    Each cluster stands alone but those of right-to-left words, which stand together, their letters in visual order too:
    readers put a line of them back into reading order, and would see gaps inside a word whose letters came one by one.
    """
    starts = sorted({g.cluster for g in run.glyphs})
    ends = dict(zip(starts, [*starts[1:], len(run.text)], strict=True))
    out: list[list[tuple[str, list[Glyph]]]] = []
    last = -1
    for g in run.glyphs:
        if g.cluster == last:
            out[-1][-1][1].append(g)
            continue
        last = g.cluster
        text = run.text[last : ends[last]]
        if not (text.isalnum() or text == " "):
            text = text.translate(HIDDEN)
        if run.rtl:
            text = text[::-1]
            if text.strip() and out and out[-1][-1][0].strip():
                out[-1].append((text, [g]))
                continue
        out.append([(text, [g])])
    return out


def _shares(run: TextRun, text: str, glyphs: list[Glyph]) -> list[str]:
    """Give each glyph of a cluster some of its text, in the order shown: every code stands for real text (ISO 14289-1, 7.21.7).

    Together they say the whole; the widest takes what is over. A hyphen that is only there at a line's end is a soft one.
    """
    if len(glyphs) == 1:
        return [text or SOFT]
    if len(text) < len(glyphs):
        text = unicodedata.normalize("NFD", text)
    text += SOFT * (len(glyphs) - len(text))
    widest = max(range(len(glyphs)), key=lambda i: _advance(run.face, glyphs[i].id))
    over = len(text) - len(glyphs) + 1
    return [*text[:widest], text[widest : widest + over], *text[widest + over :]]


def _code(font: Font, glyph: int, text: str) -> int:
    """Give out the code of a glyph standing for some text."""
    code = font.codes.get((glyph, text))
    if code is None:
        code = font.codes[(glyph, text)] = len(font.codes) + 1
        font.widths[code] = _advance(font.face, glyph)
    return code


@lru_cache(maxsize=16384)
def _advance(face: Face, glyph: int) -> float:
    """Read a glyph's own advance in thousandths of an em."""
    font = faces.font_of(face)
    return round(font.get_glyph_h_advance(glyph) * 1000 / font.face.upem, 2)


def embed(doc: Document, book: Book) -> None:
    """Write every font of the book and name them all in one shared resource dictionary."""
    entries = "".join(f"/{font.name} {_embed(doc, font)}" for font in book.fonts.values())
    objects.replace(doc, f"<<{entries}>>".encode(), "BasicFonts")


def _embed(doc: Document, font: Font) -> str:
    """Write one composite font (9.7.4 to 9.7.6, 9.10.3) and return its reference."""
    subset = _subset(font.face, frozenset(g for g, _ in font.codes))
    n = font.name
    file = objects.add(doc, subset.stream, f"{n}.file")
    b = " ".join(map(str, subset.box))
    descriptor = objects.add(
        doc,
        f"<</Type/FontDescriptor/FontName/{subset.name}/Flags 4/FontBBox[{b}]/ItalicAngle {-12 if font.face.italic else 0}"
        f"/Ascent {subset.ascent}/Descent {subset.descent}/CapHeight {subset.cap}/StemV {50 + font.face.weight // 10}"
        f"/FontFile2 {file}>>".encode(),
        f"{n}.descriptor",
    )
    pairs = list(font.codes)
    to_glyph = b"\0\0" + b"".join(g.to_bytes(2, "big") for g, _ in pairs)
    map_ = objects.add(doc, objects.stream("", to_glyph), f"{n}.glyphs")
    widths = " ".join(objects.number(font.widths[i + 1]) for i in range(len(pairs)))
    inner = objects.add(
        doc,
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{subset.name}"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {descriptor}/CIDToGIDMap {map_}/DW 0/W[1[{widths}]]>>".encode(),
        f"{n}.inner",
    )
    unicode = objects.add(doc, objects.stream("", _to_unicode(pairs)), f"{n}.unicode")
    return objects.add(
        doc,
        f"<</Type/Font/Subtype/Type0/BaseFont/{subset.name}/Encoding/Identity-H/DescendantFonts[{inner}]"
        f"/ToUnicode {unicode}>>".encode(),
        n,
    )


def _to_unicode(pairs: list[tuple[int, str]]) -> bytes:
    """Word the map from codes to text."""
    lines = [f"<{i + 1:04X}><{objects.utf16(text)}>" for i, (_, text) in enumerate(pairs)]
    blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n{body}\n"
        "endcmap CMapName currentdict/CMap defineresource pop end end"
    ).encode()


@record
class _Subset:
    """A subset font program, its tagged name, and its measures in thousandths of an em."""

    name: str
    stream: bytes
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap: int


@lru_cache(maxsize=128)
def _subset(face: Face, glyphs: frozenset[int]) -> _Subset:
    """Cut the font program down to the glyphs used; ids stay, so that the page's glyph ids hold."""
    source = faces.font_of(face).face
    wanted: Any = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    for tag in ("GSUB", "GPOS", "GDEF", "kern", "DSIG", "STAT", "gasp", "meta"):
        wanted.drop_table_tag_set.add(hb_tag(tag))
    program = hb.subset(source, wanted).blob.data
    head = source.reference_table("head").data
    k = 1000 / source.upem
    box = [round(int.from_bytes(head[i : i + 2], "big", signed=True) * k) for i in (36, 38, 40, 42)]
    tag = "".join(chr(65 + b % 26) for b in hashlib.sha256(program).digest()[:6])
    base = source.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or face.family
    base = "".join(c for c in base if c.isascii() and (c.isalnum() or c == "-")) or "Font"
    m = metrics(face)
    return _Subset(
        f"{tag}+{base}",
        objects.stream(f"/Length1 {len(program)}", program),
        (box[0], box[1], box[2], box[3]),
        round(m.ascent * 1000),
        round(-m.descent * 1000),
        round(m.cap * 1000),
    )


def hb_tag(tag: str) -> int:
    """Pack a four-letter table tag into a number."""
    return int.from_bytes(tag.encode("ascii"), "big")
