"""Logos of a page: the variant made for the ground it stands on, or a panel; rows of equal area; clear space and least sizes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from kiosk.campaign.brand import Brand, Logo, Rules, rules, whole
from kiosk.campaign.finding import Finding
from kiosk.compose.ground.behind import Ground
from kiosk.compose.ground.contrast import BLACK, WHITE, ratio
from kiosk.compose.ground.polygons import polygons
from kiosk.compose.marks import At, contain
from kiosk.page.geometry import MM, PX, Point, Rect, rounded
from kiosk.page.ink import Ink, Rgb, luminance
from kiosk.page.items import Group, Shape
from kiosk.page.picture import Artwork, PictureFacts
from kiosk.page.stock import Stock

Found: TypeAlias = PictureFacts | Artwork
MOST = 4
"""Logos that one row holds."""
LEAST = 2.0
"""Contrast with its ground under which a part of a logo is lost."""
LOST = 0.4
"""Share of a logo's area that may be lost before it needs another ground."""
TOLERANCE = 0.6
"""Share of a logo's clear space that must be clear before it is told: boxes of words reach a little beyond their letters."""
TILT = 0.18
"""Luminance under which a ground is dark: white and black stand out from it alike."""


class Chosen(NamedTuple):
    """A logo as it will be drawn: which variant, its picture or artwork, and the ink of a panel behind it, if it needs one."""

    logo: Logo
    found: Found
    panel: Ink | None

    @property
    def aspect(self) -> float:
        """Width divided by height."""
        return self.found.width / self.found.height if self.found.height else 1.0


@dataclass(slots=True)
class Hand:
    """The logos of one page: what there is, what the brand's rules say, what was drawn and what was noticed."""

    brand: Brand
    rules: Rules
    pictures: Mapping[str, Found]
    stock: Stock
    behind: Callable[[Rect], tuple[Rgb, ...]]
    words: tuple[tuple[str, Rect], ...] = ()
    apart: frozenset[str] = frozenset()
    drawn: list[str] = field(default_factory=list[str])
    places: list[tuple[str, Rect, float]] = field(default_factory=list[tuple[str, Rect, float]])
    findings: list[Finding] = field(default_factory=list[Finding])

    @property
    def least(self) -> float:
        """The smallest height of a logo on this stock, in points."""
        sizes = self.brand.minimum
        return sizes.get("logo", 0.0) * MM if self.stock.kind == "print" else sizes.get("logo-screen", 0.0) * PX

    def usable(self, which: str) -> list[list[Logo]]:
        """List the logos that may stand in a row, the variants of each together, the host's first."""
        wanted = (self.brand.logos if which != "partners" else ()) + (self.brand.partners if which != "host" else ())
        marks: dict[str, list[Logo]] = {}
        for logo in wanted:
            if logo.file in self.pictures and logo.name not in self.apart:
                marks.setdefault(logo.name, []).append(logo)
        if self.rules.once:
            hosts = {logo.name for logo in self.brand.logos}
            marks = {n: m for n, m in marks.items() if n not in hosts or n not in self.drawn}
        return list(marks.values())

    @property
    def hosted(self) -> bool:
        """Whether the host has a logo at hand, so that its name need not stand for it."""
        return any(logo.file in self.pictures for logo in self.brand.logos)

    def row(self, rect: Rect, which: str, gap: float, taken: float, *, rtl: bool) -> list[tuple[Rect, Chosen]]:
        """Place one row of logos from the start of a rectangle, `taken` points of which are used; more than four are left out."""
        marks = self.usable(which)
        if len(marks) > MOST:
            sentence = f"More than {MOST} logos do not fit one row."
            cure = "Take logos out of [brand]."
            self.findings.append(Finding(id="too-many-logos", severity="error", sentence=sentence, cure=cure))
            marks = marks[:MOST]
        first = [Chosen(variants[0], self.pictures[variants[0].file], None) for variants in marks]
        rough = self._placed(rect, first, gap, taken, rtl=rtl)
        picked = [self.choose(variants, place) for variants, (place, _) in zip(marks, rough, strict=True)]
        return self._placed(rect, picked, gap, taken, rtl=rtl)

    def _placed(self, rect: Rect, picked: list[Chosen], gap: float, taken: float, *, rtl: bool) -> list[tuple[Rect, Chosen]]:
        mean = sum(p.aspect for p in picked) / len(picked) if picked else 1.0
        # Equal areas: a wide mark is set lower, a tall one higher, within a quarter of the row's height.
        heights = [rect.h * min(max(math.sqrt(mean / p.aspect), 0.75), 1.25) for p in picked]
        heights = [min(max(h, self.least), rect.h * 1.25) for h in heights]
        # A panel takes the clear space of its logo, and keeps some of its own.
        heights = [h * 0.75 if p.panel is not None else h for p, h in zip(picked, heights, strict=True)]
        clear = [p.logo.clear * h * (1.5 if p.panel is not None else 1.0) for p, h in zip(picked, heights, strict=True)]
        gaps = [max(gap, a, b) for a, b in pairwise(clear)]
        room = rect.w - taken - sum(gaps)
        wide = sum(p.aspect * h for p, h in zip(picked, heights, strict=True))
        if wide > room > 0:
            heights = [h * room / wide for h in heights]
        out: list[tuple[Rect, Chosen]] = []
        x = taken
        for i, (chosen, h) in enumerate(zip(picked, heights, strict=True)):
            w = h * chosen.aspect
            place = Rect(rect.right - x - w if rtl else rect.x + x, rect.y + (rect.h - h) / 2, w, h)
            out.append((self._cleared(place, chosen.logo, rect, rtl=rtl), chosen))
            x += w + (gaps[i] if i < len(gaps) else 0.0)
        return out

    def _cleared(self, place: Rect, logo: Logo, row: Rect, *, rtl: bool) -> Rect:
        """Make a logo smaller, by a quarter at most, when words stand in its clear space; it moves away from them."""
        near = [r for _, r in self.words if place.inset(-logo.clear * place.h).meets(r)]
        if not near:
            return place
        below = all(r.centre.y > place.centre.y for r in near)
        for k in (0.95, 0.9, 0.85, 0.8, 0.75):
            h, w = place.h * k, place.w * k
            if h < self.least:
                break
            y = row.y if below else row.bottom - h
            tried = Rect(place.right - w if rtl else place.x, y, w, h)
            if not any(tried.inset(-logo.clear * h).meets(r) for r in near):
                return tried
        return place

    def choose(self, variants: Sequence[Logo], rect: Rect) -> Chosen:
        """Choose the variant of a logo that is made for what lies behind a place; else one with a panel."""
        grounds = self.behind(rect)
        lums = [luminance(g) for g in grounds]
        sides = {"dark" if v < TILT else "light" for v in lums} or {"light"}
        for logo in sorted(variants, key=lambda v: v.on == "any"):
            found = self.pictures[logo.file]
            if logo.on in sides and len(sides) == 1 and not lost(found, grounds):
                return Chosen(logo, found, None)
            if logo.on == "any" and not lost(found, grounds):
                return Chosen(logo, found, None)
        logo = min(variants, key=lambda v: ("light", "any", "dark").index(v.on))
        found = self.pictures[logo.file]
        panel = BLACK if logo.on == "dark" or (logo.on == "any" and lost(found, (WHITE.screen,))) else WHITE
        where = "a busy ground" if len(sides) > 1 else f"a {next(iter(sides))} ground"
        sentence = f"The logo of {logo.alt or logo.file} has no variant for {where}; it stands on a panel."
        cure = f'Add a variant with on = "{next(iter(sides))}" to [brand].' if len(sides) == 1 else ""
        self.findings.append(Finding(id="logo-panel", severity="info", sentence=sentence, cure=cure))
        return Chosen(logo, found, panel)

    def draw(self, place: Rect, chosen: Chosen, alt: str, order: int) -> At:
        """Draw a logo at its place, on a panel where it needs one."""
        logo = chosen.logo
        items: tuple[At, ...] = ()
        room, clear = place, logo.clear * place.h
        if chosen.panel is not None:
            pad = place.h * min(max(logo.clear, 0.2), 0.4)
            room, clear = place.inset(-pad), 0.0
            sheet = Shape(rounded(room, pad * 0.5), chosen.panel)
            items = ((Point(0, 0), Group(((Point(0, 0), sheet),), role="artifact", name="panel")),)
        self._measured(logo, place)
        self.drawn.append(logo.name)
        self.places.append((logo.alt or logo.name, room, clear))
        return Point(0, 0), Group((*items, contain(chosen.found, place)), role="figure", alt=alt, order=order, name="logo")

    def cornered(self, variants: Sequence[Logo], place: Rect, organisation: str) -> At:
        """Draw the host's logo in the corner that the brand demands."""
        chosen = self.choose(variants, place)
        return self.draw(place, chosen, chosen.logo.alt or organisation, 1)

    def _measured(self, logo: Logo, place: Rect) -> None:
        least = self.least
        if logo in self.brand.logos and least and place.h < least * 0.97:
            unit, size = (f"{place.h / MM:.1f} mm", f"{least / MM:g} mm") if self.stock.kind == "print" else (
                f"{place.h / PX:.0f} px", f"{least / PX:g} px")  # fmt: skip
            sentence = f"The logo of {logo.alt or logo.file} is {unit} high; the brand wants {size} at least."
            self.findings.append(
                Finding(id="logo-small", severity="warning", sentence=sentence, cure="Choose a larger stock or another family.")
            )

    def unread(self, organisation: str) -> None:
        """Note that a name would be too small to be read."""
        sentence = f'"{organisation}" is left out where the logo would stand, because it would be too small to read.'
        cure = "Add your logo to [brand], or shorten the organisation's name."
        self.findings.append(Finding(id="dropped-to-fit", severity="warning", sentence=sentence, cure=cure))

    def crowded(self) -> None:
        """Note where words stand well inside the clear space of a logo."""
        for name, place, clear in self.places:
            room = place.inset(-clear * TOLERANCE)
            near = next((what for what, rect in self.words if room.meets(rect)), None)
            if near is not None:
                sentence = f"The {near} stands in the clear space of the logo of {name}."
                self.findings.append(
                    Finding(
                        id="logo-clear", severity="warning", sentence=sentence, cure="Choose another family, or shorten the text."
                    )
                )


def hand(brand: Brand, pictures: Mapping[str, Found], stock: Stock, page: Sequence[At]) -> Hand:
    """Take up the logos of a page; `page` goes on growing, and what is on it then lies behind a logo."""

    def behind(rect: Rect) -> tuple[Rgb, ...]:
        ground = Ground(pictures)
        ground.paint(page)
        return ground.colours(rect, 7, 3)

    complete = whole(brand)
    return Hand(complete, rules(complete), pictures, stock, behind)


def lost(found: Found, grounds: Sequence[Rgb]) -> bool:
    """Tell whether too much of a logo would not be seen on one of the grounds."""
    parts = _parts(found) if isinstance(found, Artwork) else found.tones
    whole = sum(area for _, area in parts)
    if not whole:
        return False
    return any(sum(area for lum, area in parts if ratio(lum, luminance(ground)) < LEAST) / whole > LOST for ground in grounds)


_known: dict[str, list[tuple[float, float]]] = {}
"""Luminances and areas of artwork, by hash."""


def _parts(found: Artwork) -> Sequence[tuple[float, float]]:
    """List the luminances of a logo's shapes with their areas."""
    if found.sha256 in _known:
        return _known[found.sha256]
    out: list[tuple[float, float]] = []
    for shape in found.shapes:
        paint = shape.fill if shape.fill is not None else shape.stroke.paint if shape.stroke else None
        if paint is None:
            continue
        stops = (paint,) if isinstance(paint, Ink) else tuple(s.ink for s in paint.stops)
        area = abs(sum(_area(p.points) for p in polygons(shape.path)))
        mean = sum(luminance(i.screen) for i in stops) / len(stops)
        out.append((mean, area * shape.alpha))
    while len(_known) > 64:
        del _known[next(iter(_known))]
    _known[found.sha256] = out
    return out


def _area(points: Sequence[tuple[float, float]]) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, (*points[1:], points[0]), strict=True)) / 2
