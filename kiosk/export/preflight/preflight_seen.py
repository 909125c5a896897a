"""Rules for what is to be seen of a written file: contrast on its pixels, size of type, distance to the cut, crop marks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kiosk.compose.ground.contrast import BODY, LARGE, LARGE_BOLD, LARGE_IN_PRINT, LARGE_ON_SCREEN
from kiosk.compose.nameplate import SMALLEST
from kiosk.export.preflight.preflight_read import Read
from kiosk.export.preflight.preflight_rule import rule
from kiosk.export.preflight.seen import Sight, Words
from kiosk.export.sheets import office
from kiosk.page.geometry import MM, Rect
from kiosk.page.stock import Stock

TOLERANCE = 0.96
"""Share of the wanted contrast that still counts: eight bits of luminance are four per cent coarse in the darks."""
IN_INK = 0.75
"""The same for the press: PDFium shows its inks without their profile. What they look like on screens was measured already."""
SHORTEST = 20 * MM
"""The least of an edge along which a ground must end at the cut before it is told: a leaf may end there by itself."""
_PAPER = 250
_NEAR = 0.4 * MM
"""How far from the cut, and from the bleed's edge, pixels are looked at."""
_SLACK = 0.3


def _short(text: str) -> str:
    flat = " ".join(text.replace("\u200b", "").split())
    return flat if len(flat) <= 40 else flat[:39] + "…"


def _inside(sight: Sight) -> Iterator[Words]:
    """List the words of the page proper; a line for the printer stands beyond the cut."""
    trim = sight.box("trim")
    return (w for w in sight.words if w.box.meets(trim))


def floor(words: Words, stock: Stock) -> float:
    """Find the least contrast that words may have: large ones less."""
    if stock.kind == "print":
        large = words.size >= LARGE_IN_PRINT - 0.05 or (words.bold and words.size >= LARGE_BOLD - 0.05)
    else:
        large = words.size >= LARGE_ON_SCREEN * stock.u - 0.05
    return LARGE if large else BODY


@rule("pdf-contrast", None, "Choose inks that differ more in lightness, or another picture.")
def _contrast(read: Read) -> Iterator[str]:
    for sight in read.sights:
        for words in _inside(sight):
            wanted = floor(words, read.stock)
            found = 21.0 if words.decoration else sight.contrast(words)
            if found < wanted * (IN_INK if read.press else TOLERANCE):
                yield (
                    f'"{_short(words.text)}" has a contrast of {found:.1f} : 1 in the written file, '
                    f"under {wanted:g} : 1 where its ground is worst."
                )


@rule("pdf-type", None, "Shorten the text, or choose a larger stock.")
def _type(read: Read) -> Iterator[str]:
    if read.stock.kind != "print":
        return
    for sight in read.sights:
        small = min((w for w in _inside(sight)), key=lambda w: w.size, default=None)
        if small is not None and small.size < SMALLEST - 0.05:
            yield f'"{_short(small.text)}" is set in {small.size:.1f} pt; under {SMALLEST:g} pt it does not print well.'


@rule("press-margin", True, "Shorten the text, or move it inwards in the template.")
def _margin(read: Read) -> Iterator[str]:
    for sight in read.sights:
        margin = office.safe(read.stock)
        safe = sight.box("trim").inset(margin - _SLACK)
        for words in _inside(sight):
            if not safe.holds(words.box):
                yield f'"{_short(words.text)}" stands nearer than {margin / MM:.0f} mm to the cut.'


@rule("press-reach", True, 'Let it go on into the bleed: bleed="yes" in the template.')
def _reach(read: Read) -> Iterator[str]:
    for n, sight in enumerate(read.sights):
        trim, bleed = sight.box("trim"), sight.box("bleed")
        if bleed.w - trim.w < 2 * MM or bleed.h - trim.h < 2 * MM:
            continue
        short = [name for name, inner, outer in _edges(trim, bleed) if _ends_at_cut(sight, inner, outer)]
        if short:
            yield f"What touches the {' and '.join(short)} of page {n + 1} ends at the cut; a cut a hair off shows white paper."


def _edges(trim: Rect, bleed: Rect) -> Iterator[tuple[str, Rect, Rect]]:
    """Give each edge's name with a line just inside the cut and one just inside the bleed."""
    t, b = trim.inset(_NEAR), bleed.inset(_NEAR)
    for name, inner, outer in (("top", t.y, b.y), ("foot", t.bottom, b.bottom)):
        yield name, Rect(trim.x, inner, trim.w, 0), Rect(trim.x, outer, trim.w, 0)
    for name, inner, outer in (("left", t.x, b.x), ("right", t.right, b.right)):
        yield name, Rect(inner, trim.y, 0, trim.h), Rect(outer, trim.y, 0, trim.h)


def _ends_at_cut(sight: Sight, inner: Rect, outer: Rect) -> bool:
    """Tell whether colour inside the cut meets white in the bleed along more of an edge than chance would have it."""
    pairs = zip(_row(sight, inner), _row(sight, outer), strict=False)
    runs = (len(list(run)) for ends, run in groupby(pairs, lambda p: p[0] < _PAPER <= p[1]) if ends)
    return max(runs, default=0) / sight.scale >= SHORTEST


def _row(sight: Sight, line: Rect) -> bytes:
    """Read the pixels of a line, the darkest channel of each."""
    x, y = int(line.x * sight.scale), int(line.y * sight.scale)
    right, bottom = max(int(line.right * sight.scale), x + 1), max(int(line.bottom * sight.scale), y + 1)
    red, green, blue = sight.bare.crop((x, y, right, bottom)).split()
    from PIL import ImageChops

    return ImageChops.darker(ImageChops.darker(red, green), blue).tobytes()


@rule("press-marks", True)
def _marks(read: Read) -> Iterator[str]:
    for n, (sight, sheet) in enumerate(zip(read.sights, read.sheets, strict=True)):
        trim, bleed = sight.box("trim"), sight.box("bleed")
        marks = [p for line in sight.lines for p in line.points if line.straight and not any(_held(trim, q) for q in line.points)]
        if any(_held(bleed, p) for p in marks):
            yield f"A crop mark of page {n + 1} reaches into the bleed."
        if marks and not sheet.registers:
            yield f"The crop marks of page {n + 1} are not on every plate."


def _held(box: Rect, point: tuple[float, float]) -> bool:
    return box.x + 0.1 < point[0] < box.right - 0.1 and box.y + 0.1 < point[1] < box.bottom - 0.1
