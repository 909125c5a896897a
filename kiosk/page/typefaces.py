"""Typefaces that a brand names: from a package, a folder of the campaign or the system, with licence; CFF outlines converted."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

from kiosk.page import fontfile
from kiosk.page.fontfile import Error, Face

SYSTEM = "system"
"""Where the fonts of the operating system are, in a name to find."""
LARGEST = 40_000_000
"""Bytes a font file may have."""
MOST = 4000
"""Font files that are looked through in one place."""
_TWINS = {
    "arial": "Arimo", "helvetica": "Arimo", "helveticaneue": "Arimo", "liberationsans": "Arimo", "timesnewroman": "Tinos",
    "liberationserif": "Tinos", "couriernew": "Cousine", "calibri": "Carlito", "cambria": "Caladea",
}  # fmt: skip
"""Typefaces and the free ones that are drawn to the same measures."""
_COPYRIGHT, _LICENCE, _LICENCE_URL = 0, 13, 14
_FAMILY, _STYLE, _FAMILY_TYPED, _STYLE_TYPED = 1, 2, 16, 17


class Located(NamedTuple):
    """A typeface that is at hand: the name to hand to `face.find`, and whose twin it is set in, if so."""

    name: str
    twin: str = ""


class Licence(NamedTuple):
    """What a font file says of its licence (name table, ids 13, 14 and 0) and whether it forbids embedding (OS/2 fsType)."""

    text: str
    url: str
    copyright: str
    restricted: bool


class _Entry(NamedTuple):
    """One font file of a folder: the families it answers to, weight (None: variable) and slope."""

    names: tuple[str, ...]
    path: str
    weight: int | None
    italic: bool


def plain(name: str) -> str:
    """Reduce a typeface's name to what counts when names are compared."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def package(name: str) -> str:
    """Name the font package of a typeface."""
    return "fontpkg-" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def locate(name: str, folders: tuple[str, ...] = ()) -> Located | None:
    """Find where a typeface can be had: the campaign's folders, a package, a twin's package, the system."""
    for folder in folders:
        if files(folder, name):
            return Located(f"{folder}|{name}")
    if _is_packaged(name):
        return Located(name)
    twin = _TWINS.get(plain(name), "")
    if twin and plain(twin) != plain(name) and _is_packaged(twin):
        return Located(twin, twin)
    if files(SYSTEM, name):
        return Located(f"{SYSTEM}|{name}")
    return None


def _is_packaged(name: str) -> bool:
    try:
        return find_spec(package(name).replace("-", "_")) is not None
    except (ImportError, ValueError):
        return False


def files(where: str, name: str) -> tuple[tuple[str, int | None, bool], ...]:
    """List the font files of a family in a folder, or in the system: path, weight (None: variable), slope."""
    wanted = plain(name)
    if where != SYSTEM:
        return tuple((e.path, e.weight, e.italic) for e in _entries(where, _changed(where)) if wanted in e.names)
    return tuple((e.path, e.weight, e.italic) for place in system_places() for e in _likely(place, wanted) if wanted in e.names)


def _changed(folder: str) -> int:
    """Tell when a file last came into a folder or left it, so that a new typeface is seen."""
    try:
        return os.stat(folder).st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=32)
def _entries(folder: str, _: int) -> tuple[_Entry, ...]:
    """Read the names of every font file of a folder (not below it)."""
    return tuple(e for path in _paths(folder) if (e := _entry(path)) is not None)


@lru_cache(maxsize=64)
def _likely(place: str, wanted: str) -> tuple[_Entry, ...]:
    """Read the names of a system's font files that are called as the family begins: to read all would take seconds."""
    out: list[_Entry] = []
    for root, _, names in os.walk(place):
        for name in sorted(names)[:MOST]:
            stem = plain(Path(name).stem)
            if name.lower().endswith((".ttf", ".otf")) and stem[:4] == wanted[:4]:
                entry = _entry(os.path.join(root, name))
                if entry is not None:
                    out.append(entry)
    return tuple(out)


def system_places() -> tuple[str, ...]:
    """List the folders where systems keep fonts."""
    home = os.path.expanduser("~")
    match sys.platform:
        case "win32":
            local = os.environ.get("LOCALAPPDATA", "")
            system = os.path.join(os.environ.get("WINDIR", r"C:\Windows"), "Fonts")
            return (system, *([os.path.join(local, "Microsoft", "Windows", "Fonts")] if local else []))
        case "darwin":
            return ("/System/Library/Fonts", "/Library/Fonts", f"{home}/Library/Fonts")
        case _:
            return ("/usr/share/fonts", "/usr/local/share/fonts", f"{home}/.local/share/fonts", f"{home}/.fonts")


def _paths(folder: str) -> list[str]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [os.path.join(folder, n) for n in names if n.lower().endswith((".ttf", ".otf"))][:MOST]


@lru_cache(maxsize=512)
def _entry(path: str) -> _Entry | None:
    """Read a font file's names, weight and slope; None for a file that is no font."""
    font = _open(path)
    if font is None:
        return None
    family, typed = font.get_name(_FAMILY) or "", font.get_name(_FAMILY_TYPED) or ""
    style = (font.get_name(_STYLE_TYPED) or font.get_name(_STYLE) or "").lower()
    table = _table(font, "OS/2")
    weight = int.from_bytes(table[4:6], "big") if len(table) >= 64 else 400
    slanted = bool(len(table) >= 64 and int.from_bytes(table[62:64], "big") & 1)
    names = tuple(dict.fromkeys(plain(n) for n in (typed, family, f"{family} {style}" if not typed else "") if n))
    variable = any(a.tag == "wght" for a in font.axis_infos)
    return _Entry(names, path, None if variable else weight, slanted or "italic" in style or "oblique" in style)


def _open(path: str) -> hb.Face | None:
    try:
        if os.path.getsize(path) > LARGEST:
            return None
        font = hb.Face(hb.Blob.from_file_path(path))
        return font if font.glyph_count else None
    except (OSError, hb.HarfBuzzError):
        return None


def _table(font: hb.Face, tag: str) -> bytes:
    blob = font.reference_table(tag)
    return bytes(blob.data) if blob is not None and len(blob) else b""


def licence(face: Face) -> Licence:
    """Read what a font file says of its licence."""
    font = _open(face.path)
    if font is None:
        return Licence("", "", "", False)
    table = _table(font, "OS/2")
    kind = int.from_bytes(table[8:10], "big") & 0xF if len(table) >= 10 else 0
    text, url, rights = (" ".join((font.get_name(i) or "").split()) for i in (_LICENCE, _LICENCE_URL, _COPYRIGHT))
    return Licence(text, url, rights, restricted=kind == 2)


# ---- CFF outlines


def is_cff(path: str) -> bool:
    """Tell whether a font file has PostScript outlines, which a PDF of ours cannot hold."""
    try:
        with open(path, "rb") as f:
            return f.read(4) == b"OTTO"
    except OSError:
        return False


def truetype(path: str) -> str:
    """Convert a font with CFF outlines to TrueType ones, once; it is kept in the user's cache folder. Raise face.Error."""
    stat = os.stat(path)
    key = hashlib.sha256(f"{path} {stat.st_size} {stat.st_mtime_ns}".encode()).hexdigest()[:16]
    name = f"{re.sub(r'[^A-Za-z0-9]+', '', Path(path).stem)}-{key}.ttf"
    kept = fontfile.kept(name)
    if kept is not None:
        return kept
    try:
        data = _converted(path)
    except Exception as e:  # fontTools raises whatever it stumbles over in a damaged font
        raise Error(
            f"{os.path.basename(path)} cannot be converted ({type(e).__name__}); ask for the typeface as a .ttf file"
        ) from None
    return fontfile.keep(name, data)


def _converted(path: str) -> bytes:
    """Draw every glyph anew with quadratic curves, at most 1/1000 em off."""
    import io
    from typing import Any

    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont, newTable

    font: Any = TTFont(path)
    order = font.getGlyphOrder()
    drawn = font.getGlyphSet()
    outlines: dict[str, Any] = {}
    for glyph in order:
        pen = TTGlyphPen(drawn)
        drawn[glyph].draw(Cu2QuPen(pen, font["head"].unitsPerEm / 1000, reverse_direction=True))
        outlines[glyph] = pen.glyph()
    font["loca"] = newTable("loca")
    glyf: Any = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, outlines
    font["glyf"] = glyf
    for glyph in order:
        outlines[glyph].recalcBounds(glyf)
        font["hmtx"][glyph] = (font["hmtx"][glyph][0], getattr(outlines[glyph], "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements", "maxSizeOfInstructions",
        "maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours", "maxComponentElements", "maxComponentDepth",
    ):  # fmt: skip
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    font["post"].formatType = 3.0  # glyph names are not needed, and some fonts have too many
    for tag in ("CFF ", "CFF2", "VORG"):
        if tag in font:
            del font[tag]
    font.sfntVersion = "\000\001\000\000"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
