"""Contrast on finished pixels: the worst hundredth of what lies behind each run of words, with the words taken away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kiosk.campaign.finding import Finding
from kiosk.compose.behind import Ground
from kiosk.compose.contrast import level, ratio, worst
from kiosk.page import face as faces
from kiosk.page.geometry import Matrix, Point, Rect
from kiosk.page.ink import Ink, luminance
from kiosk.page.items import Group, Item, Page, TextRun

if TYPE_CHECKING:
    from PIL import Image

LONGEST_SIDE = 1000
"""Pixels of the raster that is measured: letters of 6 points on A4 are four pixels high there."""
WORST = 0.01
"""Share of the pixels behind a run that may be worse than what is told (WCAG counts none; antialiased edges are some)."""
TOLERANCE = 0.96
"""Share of the wanted contrast that still counts: eight bits of luminance are four per cent coarse in the darks."""
_Placed: TypeAlias = tuple[tuple[Point, Item], ...]


class Reading(NamedTuple):
    """The contrast that a run of words has on the finished page, and the least it should have; its ink, and its box by name."""

    text: str
    found: float
    floor: float
    ink: Ink
    box: str


def findings(page: Page, least: float = 0.0) -> tuple[Finding, ...]:
    """Tell which words of a page cannot be read on what was painted behind them; `least` is the brand's own floor."""
    told: dict[Finding, None] = {}
    for reading in measured(page, least):
        if reading.found < reading.floor * TOLERANCE:
            flat = " ".join(reading.text.replace("\u200b", "").split())
            short = flat if len(flat) <= 40 else flat[:39] + "…"
            sentence = (
                f'"{short}" has a contrast of {reading.found:.1f} : 1 on the finished page, '
                f"under {reading.floor:g} : 1 where its ground is worst."
            )
            cure = "Choose inks that differ more in lightness, or another picture."
            told[Finding(id="contrast-low", severity="error", sentence=sentence, cure=cure)] = None
    return tuple(told)


def is_doubtful(page: Page, least: float = 0.0) -> bool:
    """Tell whether only pixels can say how words of a page are read: on a picture, or on an edge of a colour too near theirs."""
    ground = Ground({})
    for run, box in _on(page.items, Matrix(), ground):
        tones = ground.tones(box)
        if tones is None or worst(run.ink, tones) < level(run, page.stock, least).floor:
            return True
    return False


def _on(items: _Placed, m: Matrix, ground: Ground) -> Iterator[tuple[TextRun, Rect]]:
    """Give each run of words with its box once all that lies behind it is painted."""
    for at, item in items:
        here = Matrix.shift(*at).then(m)
        if isinstance(item, Group) and _has_words(item.items):
            yield from _on(item.items, (item.matrix or Matrix()).then(here), ground)
        elif isinstance(item, TextRun):
            yield from ((run, box) for run, box, _ in _runs(((at, item),), m))
        elif not any(isinstance(inner, TextRun) for _, inner in items):
            ground.paint(((at, item),), m)


def _has_words(items: _Placed) -> bool:
    return any(isinstance(i, TextRun) or (isinstance(i, Group) and i.name != "motif" and _has_words(i.items)) for _, i in items)


def measured(page: Page, least: float = 0.0) -> tuple[Reading, ...]:
    """Measure every run of words of a page on a raster without the words."""
    runs = tuple(_runs(page.items, Matrix()))
    if not runs:
        return ()
    scale = LONGEST_SIDE / max(page.stock.width, page.stock.height)
    lights = _lights(replace(page, items=bare(page.items)), scale)
    out: list[Reading] = []
    for run, box, name in runs:
        left, top = max(int(box.x * scale), 0), max(int(box.y * scale), 0)
        right, bottom = min(ceil(box.right * scale), lights.width), min(ceil(box.bottom * scale), lights.height)
        if right > left and bottom > top:
            counts = lights.crop((left, top, right, bottom)).histogram()
            worst = _worst(counts, luminance(run.ink.screen))
            out.append(Reading(run.text, worst, level(run, page.stock, least).floor, run.ink, name))
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


def _runs(items: _Placed, m: Matrix, name: str = "") -> Iterator[tuple[TextRun, Rect, str]]:
    for at, item in items:
        here = Matrix.shift(*at).then(m)
        if isinstance(item, Group):
            yield from _runs(item.items, (item.matrix or Matrix()).then(here), item.name or name)
        elif isinstance(item, TextRun) and item.text.strip():
            cap = faces.metrics(item.face).cap * item.size
            corners = [here.at(p) for p in ((0, -cap), (item.width, -cap), (0, 0), (item.width, 0))]
            x, y = min(p.x for p in corners), min(p.y for p in corners)
            yield item, Rect(x, y, max(p.x for p in corners) - x, max(p.y for p in corners) - y), name


def _lights(page: Page, scale: float) -> Image.Image:
    """Paint a page and turn it into relative luminance, 0 to 255 (WCAG 2.2)."""
    from kiosk.export.pixels import view
    from kiosk.paint import qt

    size = max(round(page.stock.width * scale), 1), max(round(page.stock.height * scale), 1)
    image = qt.raster(page, size)
    pixels = view("RGB", size, memoryview(image.constBits()), "BGRX", image.bytesPerLine())
    return pixels.point(_linear() * 3).convert("L", (0.2126, 0.7152, 0.0722, 0))


@lru_cache(maxsize=1)
def _linear() -> list[int]:
    values = (i / 255 for i in range(256))
    return [round(255 * (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4)) for v in values]


def _worst(counts: list[int], own: float) -> float:
    """Find the contrast that all but the worst hundredth of the pixels reach."""
    ranked = sorted((ratio(own, i / 255), n) for i, n in enumerate(counts) if n)
    left = WORST * sum(counts)
    for found, n in ranked:
        left -= n
        if left < 0:
            return found
    return ranked[-1][0]
