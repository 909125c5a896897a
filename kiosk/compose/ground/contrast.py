"""Contrast of words with what lies behind them: checked on the page itself, and repaired by rule: darken, swap, panel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from kiosk.campaign.finding import Finding
from kiosk.compose.ground.behind import Ground, Placed, spread
from kiosk.page import face as faces
from kiosk.page.geometry import Matrix, Point, Rect, rounded
from kiosk.page.ink import Ink, Rgb, luminance, mix
from kiosk.page.ink import ink as read_ink
from kiosk.page.items import Group, Item, Shape, TextRun
from kiosk.page.picture import Artwork, PictureFacts
from kiosk.page.stock import Stock

BODY, LARGE = 4.5, 3.0
"""Least contrast of small and large words (WCAG 2.2, 1.4.3)."""
AIM, AIM_LARGE = 7.0, 4.5
"""Contrast that a repair goes for."""
LARGE_IN_PRINT, LARGE_BOLD, LARGE_ON_SCREEN = 18.0, 14.0, 4.6
"""Sizes from which words count as large: points in print (bold: less), u on screens."""
CODE = 7.0
"""Least contrast of a QR code's modules with their panel; phones want them dark on light."""
FURTHEST = 0.6
"""How far an ink may be darkened or lightened before it is no longer that ink."""
WHITE, BLACK = read_ink("#FFFFFF", "white", (0.0, 0.0, 0.0, 0.0)), read_ink("#000000", "black", (0.0, 0.0, 0.0, 1.0))


class Level(NamedTuple):
    """The least ratio that is let pass, and the ratio that a repair goes for."""

    floor: float
    aim: float


@dataclass(slots=True)
class _Words:
    """Runs of one group in one ink: where they stand, and what shows behind them."""

    group: int
    ink: Ink
    text: str
    level: Level
    box: Rect
    grounds: dict[Rgb, int]


class Mended(NamedTuple):
    """A page's items with every word readable, and what had to be done for it."""

    items: Placed
    findings: tuple[Finding, ...]


def level(run: TextRun, stock: Stock, least: float) -> Level:
    """Tell what a run of words needs; `least` is the brand's own floor, or 0."""
    if stock.kind == "print":
        large = run.size >= LARGE_IN_PRINT - 0.01 or (run.face.weight >= 700 and run.size >= LARGE_BOLD - 0.01)
    else:
        large = run.size >= LARGE_ON_SCREEN * stock.u - 0.01
    floor = max(LARGE if large else BODY, least)
    return Level(floor, max(AIM_LARGE if large else AIM, floor))


def worst(ink: Ink, grounds: Iterable[Rgb]) -> float:
    """Find the lowest contrast of an ink with any of several grounds."""
    own = luminance(ink.screen)
    return min((ratio(own, luminance(g)) for g in grounds), default=21.0)


def ratio(a: float, b: float) -> float:
    """Compute the contrast of two luminances, 1 to 21 (WCAG 2.2)."""
    hi, lo = (a, b) if a > b else (b, a)
    return (hi + 0.05) / (lo + 0.05)


def mended(
    items: Placed, stock: Stock, pictures: Mapping[str, PictureFacts | Artwork], inks: Sequence[Ink], least: float = 0.0
) -> Mended:
    """Check all words of a page, and repair those that cannot be read; `inks` are those that words may take instead."""
    found: dict[tuple[int, Ink], _Words] = {}
    _look(items, stock, least, Ground(pictures), found)
    new: dict[tuple[int, Ink], Ink] = {}
    panels: dict[int, Shape] = {}
    findings: list[Finding] = []
    short: list[Finding] = []
    for key, words in found.items():
        grounds = tuple(words.grounds)
        was = worst(words.ink, grounds)
        if was >= words.level.floor - 0.005:
            if was < words.level.aim - 0.05:
                short.append(_aimed(words, was))
            continue
        other, how = repaired(words.ink, grounds, words.level, tuple(inks))
        if other is not None:
            new[key] = other
        else:
            backing, other = _backing(words, inks)
            panels[words.group] = backing
            new[key] = other
        findings.append(_said(words, was, how))
    told = tuple(dict.fromkeys((*findings, *short)))
    return Mended(_rebuilt(items, new, panels, 0) if findings else items, told)


class Coded(NamedTuple):
    """Inks of a QR code that phones can read, and what had to be done for it."""

    dark: Ink
    light: Ink
    findings: tuple[Finding, ...] = ()


@lru_cache(maxsize=64)
def coded(dark: Ink, light: Ink) -> Coded:
    """Make sure that a code is dark on light, at 7 to 1: a darker ink, or black on white."""
    was = worst(dark, (light.screen,))
    right_way = luminance(dark.screen) < luminance(light.screen)
    if right_way and was >= CODE:
        return Coded(dark, light)
    darker = (mix(dark, BLACK, k / 20) for k in range(1, 20))
    mended = next((d for d in darker if right_way and worst(d, (light.screen,)) >= CODE), None)
    how = "it is set darker" if mended is not None else "it is black on white"
    was_told = f"a contrast of {was:.1f} : 1, under {CODE:g} : 1" if right_way else "light modules on a dark ground"
    found = Finding(id="contrast-repaired", severity="info", sentence=f"The QR code had {was_told}; {how}.")
    return Coded(mended, light, (found,)) if mended is not None else Coded(BLACK, WHITE, (found,))


def _aimed(words: _Words, was: float) -> Finding:
    ground = min(words.grounds, key=lambda g: worst(words.ink, (g,)))
    paper = "#" + "".join(f"{round(v * 255):02X}" for v in ground)
    sentence = f"Words in {words.ink.hex} on {paper} have a contrast of {was:.1f} : 1; {words.level.aim:g} : 1 is aimed at."
    return Finding(id="contrast-aim", severity="info", sentence=sentence)


def _said(words: _Words, was: float, how: str) -> Finding:
    flat = " ".join(words.text.replace("\u200b", "").split())
    short = flat if len(flat) <= 40 else flat[:39] + "…"
    sentence = f'"{short}" had a contrast of {was:.1f} : 1 with its ground, under {words.level.floor:g} : 1; {how}.'
    return Finding(id="contrast-repaired", severity="info", sentence=sentence, cure="Choose inks that differ more in lightness.")


@lru_cache(maxsize=512)
def repaired(ink: Ink, grounds: tuple[Rgb, ...], wanted: Level, inks: tuple[Ink, ...]) -> tuple[Ink | None, str]:
    """Find an ink that can be read on all grounds, and say how: darker, lighter, another; None when there is none.

    It is darker than all of them or lighter than all: a grey between a black and a white ground can be measured, not read.
    """
    lums = [luminance(g) for g in grounds]
    low, high = min(lums, default=0.0), max(lums, default=1.0)

    def good(one: Ink) -> bool:
        own = luminance(one.screen)
        return (own < low or own > high) and worst(one, grounds) >= wanted.floor

    shades = [
        (shade, word)
        for end, word in ((BLACK, "it is set darker"), (WHITE, "it is set lighter"))
        for k in range(1, round(FURTHEST * 20) + 1)
        if good(shade := mix(ink, end, k / 20))
    ]
    others = sorted((i for i in {*inks, WHITE, BLACK} if good(i)), key=lambda i: i.hex)
    others.sort(key=lambda i: (i in (WHITE, BLACK), -worst(i, grounds)))
    swap = [(other, f"it is set in {other.name}") for other in others]
    for found in (shades, swap):
        best = next((f for f in found if worst(f[0], grounds) >= wanted.aim), None)
        if best is not None:
            return best
    return next(iter((*shades[-1:], *swap)), (None, "it stands on a panel"))


def _backing(words: _Words, inks: Sequence[Ink]) -> tuple[Shape, Ink]:
    """Make a panel for words that no ink makes readable, and the ink to set them in on it.

    The panel takes the colour that most of the words stand on anyway, when they can be read on it.
    """
    usual = sorted((rgb for rgb in words.grounds if worst(words.ink, (rgb,)) >= words.level.aim), key=lambda g: -words.grounds[g])
    if usual:
        choice = Ink("panel", usual[0])
    else:
        choice = sorted({*inks, WHITE, BLACK}, key=lambda i: (-worst(words.ink, (i.screen,)), i.hex))[0]
    ink = words.ink
    if worst(ink, (choice.screen,)) < words.level.aim:
        ink = max((WHITE, BLACK), key=lambda i: worst(i, (choice.screen,)))
    pad = min(words.box.h * 0.16, 8.0)
    return Shape(rounded(words.box.inset(-pad), pad), choice), ink


def _look(items: Placed, stock: Stock, least: float, ground: Ground, found: dict[tuple[int, Ink], _Words]) -> None:
    """Walk a page from the back to the front; `found` gathers the words with what lies behind them."""

    def inside(items: Placed, m: Matrix, top: int) -> None:
        plain: list[tuple[Point, Item]] = []
        for at, item in items:
            if isinstance(item, TextRun):
                _note(item, Matrix.shift(*at).then(m), top)
            elif isinstance(item, Group) and _has_words(item):
                inside(item.items, (item.matrix or Matrix()).then(Matrix.shift(*at).then(m)), top or id(item))
            else:
                plain.append((at, item))
        if not top:
            return
        # What is painted in a group of words belongs to them: strikes, outlines of a placeholder. It is ground for what follows.
        ground.paint(plain, m)

    def _note(run: TextRun, m: Matrix, top: int) -> None:
        cap = faces.metrics(run.face).cap * run.size
        corner, far = m.at((0, -cap)), m.at((run.width, 0))
        box = Rect(min(corner.x, far.x), min(corner.y, far.y), abs(far.x - corner.x), abs(far.y - corner.y))
        if box.w <= 0 or box.h <= 0 or not run.text.strip():
            return
        words = found.get((top, run.ink))
        if words is None:
            words = found[top, run.ink] = _Words(top, run.ink, "", level(run, stock, least), box, {})
        for rgb, count in ground.sampled(box, spread(box)).items():
            words.grounds[rgb] = words.grounds.get(rgb, 0) + count
        words.text = f"{words.text} {run.text}"
        words.box = words.box.union(box)
        words.level = max(words.level, level(run, stock, least))

    for at, item in items:
        if isinstance(item, Group) and _has_words(item):
            inside(item.items, (item.matrix or Matrix()).then(Matrix.shift(*at)), id(item))
        else:
            ground.paint(((at, item),))


def _has_words(group: Group) -> bool:
    if group.name == "motif":
        return False
    return any(isinstance(i, TextRun) or (isinstance(i, Group) and _has_words(i)) for _, i in group.items)


def _rebuilt(items: Placed, new: Mapping[tuple[int, Ink], Ink], panels: Mapping[int, Shape], top: int) -> Placed:
    """Put new inks into runs and panels before groups."""
    out: list[tuple[Point, Item]] = []
    for at, item in items:
        match item:
            case TextRun():
                ink = new.get((top, item.ink))
                out.append((at, replace(item, ink=ink) if ink is not None else item))
            case Group() if _has_words(item):
                own = top or id(item)
                if not top and own in panels:
                    out.append((Point(0, 0), Group(((Point(0, 0), panels[own]),), role="artifact", name="panel")))
                out.append((at, replace(item, items=_rebuilt(item.items, new, panels, own))))
            case _:
                out.append((at, item))
    return tuple(out)
