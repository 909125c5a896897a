"""Typefaces: which font file a name means, and the measures the layout needs from it."""

from __future__ import annotations

import json
import os
import re
import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import uharfbuzz as hb

from kiosk.page import fallbacks, scripts
from kiosk.page.fontfile import Error as Error
from kiosk.page.fontfile import Face as Face
from kiosk.page.fontfile import font_of as font_of
from kiosk.page.fontfile import static
from kiosk.page.fontfile import unicodes as unicodes


class Metrics(NamedTuple):
    """Measures of a face in em: ascent above and descent below the baseline (both positive), cap and x-height; units per em."""

    ascent: float
    descent: float
    cap: float
    x_height: float
    upem: int


class _File(NamedTuple):
    """One font file of a family; weight None means a variable font."""

    path: str
    weight: int | None
    italic: bool


_NEUTRAL = ("Noto Sans", "Liberation Sans", "Arial", "DejaVu Sans")
_DISPLAY = {"DM Serif Display", "Archivo Black", "Zilla Slab"}
"""Families for headlines: what stands in for them is bold, in Arabic a display face too."""
_STYLE_WORDS = {
    "thin": 100, "extralight": 200, "light": 300, "regular": 400, "book": 400, "medium": 500, "semibold": 600, "bold": 700,
    "extrabold": 800, "black": 900,
}  # fmt: skip


@lru_cache(maxsize=512)
def find(family: str, weight: int = 400, italic: bool = False, folders: tuple[str, ...] = ()) -> Face:
    """Find the font file nearest to a weight and slope: packages first, then `folders`, then the system; raise Error.

    A family "PLACE|NAME" is looked for in that folder alone, or among all fonts of the system ("system|NAME").
    """
    place, bar, family = family.rpartition("|")
    if bar:
        files = _branded(place, family)
    else:
        files = _packaged(family) or _loose(family, folders) or (_system(family) if family in _NEUTRAL else ())
    if not files:
        package = "fontpkg-" + re.sub(r"[^a-z0-9]+", "-", family.lower()).strip("-")
        raise Error(f"The typeface {family!r} is not installed; install it with: pip install {package}")
    best = min(files, key=lambda f: (f.italic != italic, _distance(f.weight or weight, weight), f.path))
    path = best.path if best.weight else static(best.path, weight)
    return Face(family, best.weight or weight, best.italic, _outlined(path) if bar or path.lower().endswith(".otf") else path)


def _branded(place: str, family: str) -> tuple[_File, ...]:
    from kiosk.page import typefaces  # late: only brands with fonts of their own need it

    return tuple(_File(*f) for f in typefaces.files(place, family))


def _outlined(path: str) -> str:
    """Find the file with TrueType outlines that stands for a font file; PDF files take no others."""
    from kiosk.page import typefaces

    return typefaces.truetype(path) if typefaces.is_cff(path) else path


def neutral(weight: int = 400, italic: bool = False) -> Face:
    """Find a plain sans-serif for when a family is missing: the packaged one, else the system's; raise Error if there is none."""
    for family in _NEUTRAL:
        try:
            return find(family, weight, italic)
        except Error:
            continue
    raise Error("No typeface is installed at all; install one with: pip install fontpkg-noto-sans")


@lru_cache(maxsize=256)
def metrics(face: Face) -> Metrics:
    """Read the measures of a face from its own tables (hhea, OS/2)."""
    font = font_of(face)
    upem = font.face.upem
    extents = font.get_font_extents("ltr")
    tag = hb.OTMetricsTag
    cap = font.get_metric_position_with_fallback(tag.CAP_HEIGHT)
    low = font.get_metric_position_with_fallback(tag.X_HEIGHT)
    return Metrics(extents.ascender / upem, -extents.descender / upem, cap / upem, low / upem, upem)


def covers(face: Face, text: str) -> bool:
    """Tell whether the face has a glyph for every character of the text that is meant to be seen."""
    return not uncovered(face, text)


def uncovered(face: Face, text: str) -> str:
    """List the characters (each once, in order) for which the face has no glyph."""
    have = unicodes(face)
    return "".join(dict.fromkeys(c for c in text if ord(c) not in have and not unseen(c)))


@lru_cache(maxsize=512)
def fallback(script: str, like: Face, word: str = "") -> Face | None:
    """Find a face for a script (ISO 15924 code), in the manner of `like`; None when no package has one.

    Letters that join must come from one face: of several the one that has all of `word`.
    """
    family = fallbacks.BY_SCRIPT.get(script)
    if script == "Arab" and like.family in _DISPLAY:
        try:
            display = find("Tajawal", max(700, like.weight))
            if covers(display, word):
                return display
        except Error:
            pass
    if family is None or family == like.family:
        return None
    try:
        return find(family, max(700, like.weight) if like.family in _DISPLAY else like.weight, like.italic)
    except Error:
        return None


@lru_cache(maxsize=4096)
def for_character(c: str, like: Face) -> Face | None:
    """Find an installed face that has a glyph for one character, in the manner of `like`; None when there is none."""
    if ord(c) in unicodes(like):
        return like
    first = fallback(scripts.script(c), like)
    tried = [first] + [fallback(s, like) for s in ("Latn", "Arab", "Deva", "Hani")]
    for face in tried:
        if face and ord(c) in unicodes(face):
            return face
    return None  # never the system's faces: the same page must come out on every machine


def unseen(c: str) -> bool:
    """Tell whether a character is never painted: controls, joiners, bidi marks, variation selectors, spaces."""
    o = ord(c)
    return o < 0x20 or o in _UNSEEN or 0x200B <= o <= 0x200F or 0x2028 <= o <= 0x202E or 0x2060 <= o <= 0x206F or (
        0xFE00 <= o <= 0xFE0F
    ) or 0xE0000 <= o <= 0xE0FFF or (0x2000 <= o <= 0x200A)  # fmt: skip


_UNSEEN = frozenset((0x7F, 0xA0, 0xAD, 0x61C, 0x180E, 0x202F, 0x205F, 0x3000, 0xFEFF, 0x034F)) | frozenset(range(0x80, 0xA0))


def _distance(weight: int, wanted: int) -> tuple[int, int]:
    """Rank weights as CSS does: the nearest, and on a tie the side that keeps light light and bold bold."""
    return abs(weight - wanted), -weight if wanted >= 500 else weight


def _packaged(family: str) -> tuple[_File, ...]:
    """List the files of an installed font package without importing it."""
    alone = fallbacks.single(family)
    if alone:
        return tuple(_File(path, weight, False) for path, weight in alone)
    module = "fontpkg_" + re.sub(r"[^a-z0-9]+", "_", family.lower()).strip("_")
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):
        spec = None
    for root in spec.submodule_search_locations or () if spec else ():
        try:
            meta: dict[str, Any] = json.loads((Path(root) / "metadata.json").read_text("utf-8"))
            return tuple(
                _File(str(Path(root) / f["path"]), None if f["variable"] else int(f["weight"]), f["style"] == "italic")
                for f in meta["files"]
                if f["path"].lower().endswith(".ttf")
            )
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return ()


def _loose(family: str, folders: tuple[str, ...]) -> tuple[_File, ...]:
    """List the .ttf files of a family in given folders, recognised by file name (Family-BoldItalic.ttf)."""
    want = re.sub(r"[^a-z0-9]", "", family.lower())
    found: list[_File] = []
    for folder in folders:
        for path in sorted(Path(folder).glob("*.[tT][tT][fF]")):
            stem, _, style = path.stem.partition("-")
            if re.sub(r"[^a-z0-9]", "", stem.lower()) != want:
                continue
            italic = style.lower().endswith(("italic", "oblique"))
            word = re.sub(r"(italic|oblique)$", "", style.lower()) or "regular"
            found.append(_File(str(path), _STYLE_WORDS.get(word, 400), italic))
    return tuple(found)


@lru_cache(maxsize=16)
def _system(family: str) -> tuple[_File, ...]:
    """List the files of a well-known system family in the places where systems keep fonts."""
    linux = ("liberation", "liberation2", "dejavu")
    places = {
        "win32": (os.path.join(os.environ.get("WINDIR", r"C:\Windows"), "Fonts"),),
        "darwin": ("/System/Library/Fonts/Supplemental", "/Library/Fonts"),
    }.get(sys.platform, (*(f"/usr/share/fonts/truetype/{f}" for f in linux), "/usr/share/fonts/TTF"))
    if family == "Arial":
        named = (
            ("arial.ttf", 400, False),
            ("arialbd.ttf", 700, False),
            ("Arial.ttf", 400, False),
            ("Arial Bold.ttf", 700, False),
        )
        return tuple(_File(os.path.join(p, n), w, i) for p in places for n, w, i in named if os.path.isfile(os.path.join(p, n)))
    return _loose(family, tuple(p for p in places if os.path.isdir(p)))
