"""Table Talk: speech bubbles that overlap, and where two of them overlap the page has a colour of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kiosk.compose.motifs.bubbles import Bubble, Error, hands, read
from kiosk.compose.motifs.seeds import Stream
from kiosk.page.geometry import Path, Point, Rect, ellipse, polygon, rectangle, rounded
from kiosk.page.ink import Ink, ink, luminance, mix
from kiosk.page.items import Group, Item, Shape, Stroke

INKS: Mapping[str, str] = {
    "aubergine": "#4A1F47",
    "mustard": "#F2B632",
    "teal": "#0A5759",
    "brick": "#9C311D",
    "paper": "#FBF1DF",
    "ink": "#2B1630",
    "sand": "#E9DEC8",
}
"""The motif's own inks; a family or brand that names one of them replaces it."""

OVERLAPS: Mapping[frozenset[str], str] = {
    frozenset({"aubergine", "mustard"}): "#8A3434",
    frozenset({"aubergine", "brick"}): "#74203A",
    frozenset({"brick", "mustard"}): "#74203A",
    frozenset({"teal", "mustard"}): "#3E6A33",
    frozenset({"teal", "brick"}): "#5C3230",
    frozenset({"teal", "aubergine"}): "#2A2B4C",
}
"""What two inks become where their bubbles overlap: chosen, so that words read on all three. Other pairs are mixed."""

WANDER = 6.0
"""How far the seed moves the silent circle's centre, in u."""
SWELL = 0.15
"""By what share the seed changes the silent circle's radius."""
LEAN = 4.0
"""How far the seed moves a tail's tip, in u."""
TRIES = 6
"""Places that are tried for the silent circle, and lengths for a tail, until they are clear of words."""
_ORIGIN = Point(0, 0)


def paint(
    seed: int,
    page: Rect,
    bleed: float,
    u: float,
    inks: Mapping[str, Ink],
    avoid: tuple[Rect, ...],
    params: Mapping[str, str | float],
) -> tuple[tuple[Point, Item], ...]:
    """Draw the bubbles that `talk` names on a trim rectangle, the first at the back; lengths in points.

    params: talk (bubbles in the words of `bubbles.read`, in u from the page's corner), pick (1, 2 ... chooses among
    a bubble's inks in place of the seed). Words on top of a bubble that holds them whole are no obstacle; the silent circle
    and all tails keep clear of the others. Raise bubbles.Error for a talk that cannot be read.
    """
    pick = params.get("pick")
    turn = int(pick) - 1 if isinstance(pick, float) else Stream(seed, "inks").whole() >> 8
    spoken = read(str(params.get("talk", "")))
    held = [_rect(b, page, u) for b in spoken if not b.silent]
    outside = [r for r in avoid if not any(h.holds(r) for h in held)]
    drawn: list[tuple[Path, Ink | None]] = []
    items: list[tuple[Point, Item]] = []
    for i, bubble in enumerate(spoken):
        rnd = Stream(seed, f"bubble {i}")
        place = _rect(bubble, page, u)
        if bubble.silent:
            place = _placed(place, u, rnd, outside)
        path = _outline(bubble, place, page, u, rnd, avoid)
        fill = _ink(bubble.inks[turn % len(bubble.inks)], inks) if bubble.inks else None
        line = _ink(bubble.line, inks) if bubble.line else None
        if line:
            # Filled on top of its outline, twice as thick: body and tail have one outline, not one each.
            thick = bubble.thick * u * (2 if fill else 1)
            items.append((_ORIGIN, Shape(path, stroke=Stroke(line, thick, dash=tuple(d * u for d in bubble.dash)))))
        if fill:
            items.append((_ORIGIN, Shape(path, fill)))
        voice = None if bubble.flat or line else fill
        items += _overlaps(path, voice, drawn, inks)
        drawn.append((path, voice))
        items += _clock(bubble, place, inks)
    if not items:
        return ()
    return ((_ORIGIN, Group(tuple(items), role="artifact", clip=rectangle(page.inset(-bleed)), name="bubbles")),)


def _rect(bubble: Bubble, page: Rect, u: float) -> Rect:
    x, y, w, h = bubble.box
    return Rect(page.x + x * u, page.y + y * u, w * u, h * u)


def _ink(name: str, inks: Mapping[str, Ink]) -> Ink:
    if name in inks:
        return inks[name]
    if name not in INKS and not name.startswith("#"):
        raise Error(f"there is no ink {name!r} for a bubble")
    return ink(INKS.get(name, name), name)


def _placed(stated: Rect, u: float, rnd: Stream, outside: Sequence[Rect]) -> Rect:
    """Let the silent circle wander and swell by the seed, to where it meets no words; else keep it as stated, only smaller."""

    def clear(r: Rect) -> bool:
        return not any(_in_circle(r, o) for o in outside)

    for _ in range(TRIES):
        dx, dy, grow = rnd.between(-WANDER, WANDER) * u, rnd.between(-WANDER, WANDER) * u, 1 + rnd.between(-SWELL, SWELL)
        tried = _sized(stated.moved(dx, dy), grow)
        if clear(tried):
            return tried
    return next((r for r in (_sized(stated, 1 - 0.08 * k) for k in range(TRIES)) if clear(r)), stated)


def _sized(r: Rect, by: float) -> Rect:
    return Rect(r.x + r.w * (1 - by) / 2, r.y + r.h * (1 - by) / 2, r.w * by, r.h * by)


def _in_circle(circle: Rect, other: Rect) -> bool:
    """Tell whether a rectangle enters the ellipse that fills another."""
    c = circle.centre
    x, y = min(max(c.x, other.x), other.right), min(max(c.y, other.y), other.bottom)
    return ((x - c.x) * 2 / circle.w) ** 2 + ((y - c.y) * 2 / circle.h) ** 2 < 1


def _outline(bubble: Bubble, place: Rect, page: Rect, u: float, rnd: Stream, avoid: Sequence[Rect]) -> Path:
    """Draw a bubble's body and tail as one path of two subpaths wound the same way, so that a fill unites them."""
    body = ellipse(place) if bubble.form == "round" else rounded(place, bubble.corner * min(place.w, place.h))
    if not bubble.tail:
        return body
    a, tip, b = (Point(page.x + x * u, page.y + y * u) for x, y in bubble.tail)
    tip = Point(tip.x + rnd.between(-LEAN, LEAN) * u * bubble.lean, tip.y + rnd.between(-LEAN, LEAN) * u * 0.5 * bubble.lean)
    root = Point((a.x + b.x) / 2, (a.y + b.y) / 2)
    room = [r for r in avoid if not place.holds(r)]
    for k in range(TRIES):
        reach = 1 - k / TRIES
        end = Point(root.x + (tip.x - root.x) * reach, root.y + (tip.y - root.y) * reach)
        if not any(_enters((a, end, b), place, r) for r in room):
            turned = (b.x - a.x) * (end.y - a.y) - (b.y - a.y) * (end.x - a.x)
            # Both bodies run clockwise on a page whose y points down.
            return body + polygon((a, end, b) if turned < 0 else (b, end, a))
    return body


def _enters(triangle: Sequence[Point], body: Rect, words: Rect) -> bool:
    """Tell whether a tail's sides run through a rectangle outside the bubble's body."""
    dots = [
        Point(p.x + (q.x - p.x) * t / 8, p.y + (q.y - p.y) * t / 8)
        for p, q in pairwise((*triangle, triangle[0]))
        for t in range(8)
    ]
    return any(words.x < d.x < words.right and words.y < d.y < words.bottom and not _within(body, d) for d in dots)


def _within(r: Rect, p: Point) -> bool:
    return r.x < p.x < r.right and r.y < p.y < r.bottom


def _overlaps(
    path: Path, fill: Ink | None, drawn: Sequence[tuple[Path, Ink | None]], inks: Mapping[str, Ink]
) -> Iterator[tuple[Point, Item]]:
    """Draw a bubble again, cut by each one behind it, in the colour that the two have together."""
    for other, under in drawn:
        if fill is None or under is None or not path.bounds().meets(other.bounds()):
            continue
        yield _ORIGIN, Group(((_ORIGIN, Shape(path, _both(fill, under, inks))),), clip=other)


def _both(a: Ink, b: Ink, inks: Mapping[str, Ink]) -> Ink:
    """Find the colour of two bubbles together: the family's `a-b`, the chosen one for the motif's own inks, else a mixture."""
    for name in (f"{a.name}-{b.name}", f"{b.name}-{a.name}"):
        if name in inks:
            return inks[name]
    chosen = OVERLAPS.get(frozenset({a.name, b.name}))
    if chosen and all(i.hex == INKS.get(i.name) for i in (a, b)):
        return ink(chosen, f"{a.name}-{b.name}")
    dark, light = sorted((a, b), key=lambda i: luminance(i.screen))
    return mix(dark, light, 0.35)


def _clock(bubble: Bubble, place: Rect, inks: Mapping[str, Ink]) -> Iterator[tuple[Point, Item]]:
    """Draw a clock's face and hands into a bubble that tells a time."""
    if bubble.time is None:
        return
    face = _sized(place, 0.53)
    yield _ORIGIN, Shape(ellipse(face), _ink("paper", inks))
    for hand in hands(face.centre, face.w / 2, *bubble.time):
        yield _ORIGIN, Shape(hand, stroke=Stroke(_ink("ink", inks), face.w * 0.066, "round", "round"))
