"""Contrast on finished pixels: the worst hundredth of what lies behind each run of words, with the words taken away."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kiosk.campaign.brand import ink_told
from kiosk.campaign.finding import Finding
from kiosk.compose.ground.behind import Ground
from kiosk.compose.ground.contrast import level, ratio, worst
from kiosk.compose.template.brand import BLACK, WHITE
from kiosk.export.preflight import seen
from kiosk.page import face as faces
from kiosk.page.geometry import Matrix, Point, Rect
from kiosk.page.ink import Ink, luminance, mix
from kiosk.page.items import Group, Item, Page, TextRun

if TYPE_CHECKING:
    from PIL import Image

TOLERANCE = 0.96
"""Share of the wanted contrast that still counts: eight bits of luminance are four per cent coarse in the darks."""
_HAIR = 1.5
"""Points at the edge of a clip that are not looked at: more than a pixel, which would show what lies beyond."""
_Placed: TypeAlias = tuple[tuple[Point, Item], ...]


class Reading(NamedTuple):
    """The contrast that a run of words has on the finished page, and the least it should have; its ink, and its box by name.

    `ground` is the luminance of the worst that lies behind it.
    """

    text: str
    found: float
    floor: float
    ink: Ink
    box: str
    ground: float


def findings(page: Page, least: float = 0.0, only: Collection[Rect] | None = None) -> tuple[Finding, ...]:
    """Tell which words of a page cannot be read on what was painted behind them; `least` is the brand's own floor.

    `only` are the boxes of the runs that are looked at, all when it is None.
    """
    told: dict[Finding, None] = {}
    for reading in measured(page, least, only):
        if reading.found < reading.floor * TOLERANCE:
            flat = " ".join(reading.text.replace("\u200b", "").split())
            short = flat if len(flat) <= 40 else flat[:39] + "…"
            sentence = (
                f'"{short}" has a contrast of {reading.found:.1f} : 1 on the finished page, '
                f"under {reading.floor:g} : 1 where its ground is worst."
            )
            cure = "Choose inks that differ more in lightness, or another picture."
            new = _mended(reading)
            fix, of = ("darken-ink", ink_told(reading.ink.name, new.hex)) if new else (None, "")
            told[Finding(id="contrast-low", severity="error", sentence=sentence, cure=cure, fix=fix, of=of)] = None
    return tuple(told)


def _mended(reading: Reading) -> Ink | None:
    """Find the nearest ink that stands out enough from the worst of a ground; None for one that has no name of its own."""
    ink, own = reading.ink, luminance(reading.ink.screen)
    if not ink.name.replace("-", "").isalnum():
        return None
    ends = (BLACK, WHITE) if reading.ground > own else (WHITE, BLACK)
    shades = (mix(ink, end, n / 20) for end in ends for n in range(1, 21))
    return next((s for s in shades if ratio(luminance(s.screen), reading.ground) >= reading.floor), None)


def doubtful(page: Page, least: float = 0.0) -> frozenset[Rect]:
    """Find the boxes of words that only pixels can judge: on a picture, or on an edge of a colour near theirs."""
    ground = Ground({})
    found: set[Rect] = set()
    for run, box in _on(page.items, Matrix(), ground):
        tones = ground.tones(box)
        if tones is None or worst(run.ink, tones) < level(run, page.stock, least).floor:
            found.add(box)
    return frozenset(found)


def _on(items: _Placed, m: Matrix, ground: Ground, window: Rect | None = None) -> Iterator[tuple[TextRun, Rect]]:
    """Give each run of words with its box once all that lies behind it is painted."""
    for at, item in items:
        here = Matrix.shift(*at).then(m)
        if isinstance(item, Group) and _has_words(item.items):
            inner = (item.matrix or Matrix()).then(here)
            yield from _on(item.items, inner, ground, _through(window, item, inner))
        elif isinstance(item, TextRun):
            yield from ((run, box) for run, box, _ in _runs(((at, item),), m, window=window))
        elif not any(isinstance(inner, TextRun) for _, inner in items):
            ground.paint(((at, item),), m)


def _has_words(items: _Placed) -> bool:
    return any(isinstance(i, TextRun) or (isinstance(i, Group) and i.name != "motif" and _has_words(i.items)) for _, i in items)


def measured(page: Page, least: float = 0.0, only: Collection[Rect] | None = None) -> tuple[Reading, ...]:
    """Measure runs of words of a page on a raster without the words, of no more of the page than they need."""
    runs = tuple(run for run in _runs(page.items, Matrix()) if only is None or run[1] in only)
    if not runs:
        return ()
    scale = seen.LONGEST_SIDE / max(page.stock.width, page.stock.height)
    area = page.stock.trim if only is None else _round(page, scale, [box for _, box, _ in runs])
    if area.w <= 0 or area.h <= 0:
        return ()
    lights = _lights(page, area, scale)
    out: list[Reading] = []
    for run, box, name in runs:
        box = box.moved(-area.x, -area.y)
        left, top = max(int(box.x * scale), 0), max(int(box.y * scale), 0)
        right, bottom = min(ceil(box.right * scale), lights.width), min(ceil(box.bottom * scale), lights.height)
        if right > left and bottom > top:
            counts = lights.crop((left, top, right, bottom)).histogram()
            found, ground = seen.worst(counts, luminance(run.ink.screen))
            out.append(Reading(run.text, found, level(run, page.stock, least).floor, run.ink, name, ground))
    return tuple(out)


def bare(items: _Placed) -> _Placed:
    """Take the words out of a page, and the strikes and frames that are painted with them."""
    out: list[tuple[Point, Item]] = []
    for at, item in items:
        if isinstance(item, Group):
            if any(isinstance(inner, TextRun) for _, inner in item.items):
                continue
            item = replace(item, items=bare(item.items))
        out.append((at, item))
    return tuple(out)


def _runs(items: _Placed, m: Matrix, name: str = "", window: Rect | None = None) -> Iterator[tuple[TextRun, Rect, str]]:
    """Give each run of words with what its clips let be seen of its box, and the name of its group."""
    for at, item in items:
        here = Matrix.shift(*at).then(m)
        if isinstance(item, Group):
            inner = (item.matrix or Matrix()).then(here)
            yield from _runs(item.items, inner, item.name or name, _through(window, item, inner))
        elif isinstance(item, TextRun) and item.text.strip():
            cap = faces.metrics(item.face).cap * item.size
            box = _round_corners(here, Rect(0, -cap, item.width, cap))
            shown = box if window is None else _common(box, window)
            if shown is not None:
                yield item, shown, name


def _through(window: Rect | None, group: Group, inner: Matrix) -> Rect | None:
    """Find what may be seen through a group's clip, and through those round it."""
    if group.clip is None or not group.clip.ops:
        return window
    own = _round_corners(inner, group.clip.bounds())
    own = own.inset(_HAIR)
    return own if window is None else _common(own, window) or Rect(own.x, own.y, 0, 0)


def _round_corners(m: Matrix, box: Rect) -> Rect:
    corners = [m.at(p) for p in ((box.x, box.y), (box.right, box.y), (box.x, box.bottom), (box.right, box.bottom))]
    x, y = min(p.x for p in corners), min(p.y for p in corners)
    return Rect(x, y, max(p.x for p in corners) - x, max(p.y for p in corners) - y)


def _common(box: Rect, window: Rect) -> Rect | None:
    """Find the part of a box inside a window, if there is one."""
    x, y = max(box.x, window.x), max(box.y, window.y)
    w, h = min(box.right, window.right) - x, min(box.bottom, window.bottom) - y
    return Rect(x, y, w, h) if w > 0 and h > 0 else None


def _round(page: Page, scale: float, boxes: Sequence[Rect]) -> Rect:
    """Find the part of a page round some boxes, in whole pixels, so that its pixels are those of the whole page."""
    left, top = max(floor(min(b.x for b in boxes) * scale), 0), max(floor(min(b.y for b in boxes) * scale), 0)
    right = ceil(min(max(b.right for b in boxes), page.stock.width) * scale)
    bottom = ceil(min(max(b.bottom for b in boxes), page.stock.height) * scale)
    return Rect(left / scale, top / scale, (right - left) / scale, (bottom - top) / scale)


def _lights(page: Page, area: Rect, scale: float) -> Image.Image:
    """Paint a part of a page without its words and turn it into relative luminance, 0 to 255 (WCAG 2.2)."""
    from kiosk.export.raster.pixels import view
    from kiosk.paint import qt

    size = max(round(area.w * scale), 1), max(round(area.h * scale), 1)
    part = tuple((Point(at.x - area.x, at.y - area.y), item) for at, item in bare(page.items))
    image = qt.raster(replace(page, stock=replace(page.stock, width=area.w, height=area.h), items=part), size, once=True)
    pixels = view("RGB", size, memoryview(image.constBits()), "BGRX", image.bytesPerLine())
    return seen.lights(pixels)
