"""What a reader of a written PDF sees: its words with place, size and colour, what lies behind them, and its edges, by PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import ceil
from typing import TYPE_CHECKING, Any, cast

from kiosk.compose.ground.contrast import ratio
from kiosk.page.geometry import Rect
from kiosk.page.ink import Rgb, luminance

if TYPE_CHECKING:
    from PIL import Image

LONGEST_SIDE = 1000
"""Pixels of the raster that is looked at: letters of 6 points on A4 are four pixels high there."""
WORST = 0.01
"""Share of the pixels behind words that may be worse than what is told (WCAG counts none; antialiased edges are some)."""
_MOST_PARTS = 64
_STRUCK, _THIN = 40, 0.3
"""Runs of words among which a bar's are looked for, and the share of their height that it may have."""
_SLENDER = 3
"""How many times as long as it is thick a bar is at least: the shortest goes through one figure."""
_BOLD = ("bold", "black", "heavy")


@dataclass(slots=True)
class Words:
    """A run of words as it stands in the file: its text, box from the sheet's top left, size, weight and colour."""

    text: str
    box: Rect
    size: float
    bold: bool
    colour: Rgb
    decoration: bool


@dataclass(slots=True)
class Line:
    """A path that is only drawn, not filled: its points from the top left, and whether all its parts are upright or level."""

    points: tuple[tuple[float, float], ...]
    straight: bool


class Sight:
    """One page of a written file; what costs time is looked at once, when it is asked for."""

    def __init__(self, document: Any, index: int) -> None:
        self._page: Any = document[index]
        self.width, self.height = cast("tuple[float, float]", self._page.get_size())
        left, bottom, _, _ = self._page.get_mediabox()
        self._left, self._top = left, bottom + self.height
        self.words: list[Words] = []
        self.lines: list[Line] = []
        self._look()

    def box(self, name: str) -> Rect:
        """Give a box of the page from the sheet's top left: trim or bleed."""
        found = self._page.get_trimbox() if name == "trim" else self._page.get_bleedbox()
        return self._rect(*found)

    @property
    def scale(self) -> float:
        """Pixels a point of the rasters."""
        return LONGEST_SIDE / max(self.width, self.height)

    @cached_property
    def bare(self) -> Image.Image:
        """Paint the page without its words."""
        for item in self._texts:
            self._page.remove_obj(item)
        self._texts = []
        return self._page.render(scale=self.scale, may_draw_forms=False).to_pil().convert("RGB")

    @cached_property
    def lights(self) -> Image.Image:
        """Turn what lies behind the words into relative luminance, 0 to 255 (WCAG 2.2)."""
        return lights(self.bare)

    def close(self) -> None:
        """Let go of the page."""
        self._page.close()

    def contrast(self, words: Words) -> float:
        """Measure words against what lies behind them: all but the worst hundredth of its pixels reach this."""
        picture, scale = self.lights, self.scale
        left, top = max(int(words.box.x * scale), 0), max(int(words.box.y * scale), 0)
        right, bottom = min(ceil(words.box.right * scale), picture.width), min(ceil(words.box.bottom * scale), picture.height)
        if right <= left or bottom <= top:
            return 21.0
        return worst(picture.crop((left, top, right, bottom)).histogram(), luminance(words.colour))[0]

    def _rect(self, left: float, bottom: float, right: float, top: float) -> Rect:
        return Rect(left - self._left, self._top - top, right - left, top - bottom)

    def _look(self) -> None:
        """Go through the page's objects once."""
        import pypdfium2.raw as raw

        self._texts: list[Any] = []
        told: Any = self._page.get_textpage()
        for item in self._page.get_objects(max_depth=1):
            if item.type == raw.FPDF_PAGEOBJ_TEXT:
                self._texts.append(item)
                shown = self._shown(raw, item, self._rect(*item.get_bounds()))
                self.words += _words(raw, told, item, shown) if shown is not None else ()
            elif item.type == raw.FPDF_PAGEOBJ_PATH:
                if self._strikes(self._rect(*item.get_bounds())):
                    self._texts.append(item)
                else:
                    self.lines += self._line(raw, item)
        told.close()

    def _strikes(self, bar: Rect) -> bool:
        """Tell whether a path strikes words out: a thin bar over them that begins or ends where they do. It belongs to them."""
        if _SLENDER * min(bar.w, bar.h) > max(bar.w, bar.h):
            return False  # nearly every path of a motif: there are thousands
        return any(_strikes_out(bar, words.box) for words in reversed(self.words[-_STRUCK:]))

    def _shown(self, raw: Any, item: Any, box: Rect) -> Rect | None:
        """Find the part of an object that its clip lets be seen, by the boxes round both; None for nothing."""
        clip = raw.FPDFPageObj_GetClipPath(item.raw)
        x, y = ctypes.c_float(), ctypes.c_float()
        for path in range(max(raw.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
            xs, ys = list[float](), list[float]()
            for index in range(raw.FPDFClipPath_CountPathSegments(clip, path)):
                raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
                xs.append(x.value - self._left)
                ys.append(self._top - y.value)
            if xs:
                left, top = max(box.x, min(xs)), max(box.y, min(ys))
                box = Rect(left, top, min(box.right, max(xs)) - left, min(box.bottom, max(ys)) - top)
                if box.w <= 1 or box.h <= 1:
                    return None
        return box

    def _line(self, raw: Any, item: Any) -> Iterator[Line]:
        """Read a path that is drawn and not filled; one of many parts is a drawing, not a line."""
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item.raw, fill, stroke)
        count = raw.FPDFPath_CountSegments(item.raw)
        if fill.value or not stroke.value or count > _MOST_PARTS:
            return
        m = item.get_matrix()
        points: list[tuple[float, float]] = []
        straight = True
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(count):
            part = raw.FPDFPath_GetPathSegment(item.raw, index)
            raw.FPDFPathSegment_GetPoint(part, x, y)
            at = m.a * x.value + m.c * y.value + m.e - self._left, self._top - m.b * x.value - m.d * y.value - m.f
            kind = raw.FPDFPathSegment_GetType(part)
            if kind == raw.FPDF_SEGMENT_LINETO:
                straight &= min(abs(at[0] - points[-1][0]), abs(at[1] - points[-1][1])) < 0.01
            else:
                straight &= kind == raw.FPDF_SEGMENT_MOVETO
            points.append(at)
        yield Line(tuple(points), straight)


def _strikes_out(bar: Rect, words: Rect) -> bool:
    if bar.h > bar.w:  # on a sheet of postcards all stand on their side
        bar, words = (Rect(r.y, r.x, r.h, r.w) for r in (bar, words))
    slack = _THIN * words.h
    begins = abs(bar.x - words.x) <= slack and bar.right >= words.right - slack
    ends = abs(bar.right - words.right) <= slack and bar.x <= words.x + slack
    crosses = words.y + slack / 2 < bar.y + bar.h / 2 < words.bottom - slack / 2
    return bar.h <= slack and crosses and (begins or ends)


def _words(raw: Any, told: Any, item: Any, box: Rect) -> Iterator[Words]:
    size = raw.FPDFTextObj_GetText(item.raw, told.raw, None, 0)
    room = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFTextObj_GetText(item.raw, told.raw, room, size)
    text = bytes(room)[: max(size - 2, 0)].decode("utf-16-le", "replace")
    if not text.strip() or box.w <= 0 or box.h <= 0:
        return
    points, channels = ctypes.c_float(), [ctypes.c_uint() for _ in range(4)]
    raw.FPDFTextObj_GetFontSize(item.raw, points)
    raw.FPDFPageObj_GetFillColor(item.raw, *channels)
    red, green, blue, alpha = (c.value / 255 for c in channels)
    m = item.get_matrix()
    scale = (m.c * m.c + m.d * m.d) ** 0.5
    name = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(item.raw), name, 128)
    bold = any(word in name.value.decode("latin-1").lower() for word in _BOLD)
    yield Words(text, box, points.value * scale, bold, (red, green, blue), alpha < 1 or _is_decoration(raw, item))


def _is_decoration(raw: Any, item: Any) -> bool:
    """Tell whether an object is marked as an artifact."""
    name = (ctypes.c_ushort * 32)()
    size = ctypes.c_ulong()
    for index in range(raw.FPDFPageObj_CountMarks(item.raw)):
        mark = raw.FPDFPageObj_GetMark(item.raw, index)
        raw.FPDFPageObjMark_GetName(mark, name, 64, size)
        if bytes(name)[: max(size.value - 2, 0)].decode("utf-16-le", "replace") == "Artifact":
            return True
    return False


def lights(picture: Image.Image) -> Image.Image:
    """Turn a picture into relative luminance, 0 to 255 (WCAG 2.2)."""
    return picture.convert("RGB").point(_linear() * 3).convert("L", (0.2126, 0.7152, 0.0722, 0))


@lru_cache(maxsize=1)
def _linear() -> list[int]:
    values = (i / 255 for i in range(256))
    return [round(255 * (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4)) for v in values]


def worst(counts: list[int], own: float) -> tuple[float, float]:
    """Find the contrast with a luminance that all but the worst hundredth of counted pixels reach, and their luminance there."""
    ranked = sorted((ratio(own, i / 255), i / 255, n) for i, n in enumerate(counts) if n)
    left = WORST * sum(counts)
    for found, ground, n in ranked:
        left -= n
        if left < 0:
            return found, ground
    return ranked[-1][:2]
