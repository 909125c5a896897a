"""Full Photo: a ticket that could be torn off, and painted bookshelves for want of a picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from kiosk.compose.motifs.seeds import Stream
from kiosk.page.geometry import KAPPA, Path, Point, Rect, polygon, rectangle
from kiosk.page.ink import Ink, Radial, Stop, ink, mix
from kiosk.page.items import Group, Item, Shape, Stroke

Placed: TypeAlias = tuple[tuple[Point, Item], ...]

INKS: Mapping[str, str] = {
    "ticket": "#FFFFFF",
    "perforation": "#9AA1AC",
    "wall": "#1A2430",
    "shelf": "#0F1720",
    "lamp": "#FFC774",
    "book0": "#2E4A57",
    "book1": "#7A4638",
    "book2": "#B9854A",
    "book3": "#3A5E58",
    "book4": "#5C4560",
    "book5": "#8C5A3E",
    "book6": "#D2A665",
    "book7": "#274052",
}
"""The motif's own inks; a family or brand that names one of them replaces it."""

BOOKS = 8
"""Colours of books."""
GAP = 0.07
"""How often a place on a shelf is empty."""
_ORIGIN = Point(0, 0)


def paint(
    seed: int,
    page: Rect,
    bleed: float,
    u: float,
    inks: Mapping[str, Ink],
    avoid: tuple[Rect, ...],
    params: Mapping[str, str | float],
) -> Placed:
    """Draw one part on a rectangle; lengths in points, params in u but for shares.

    part="shelves" (the default): rows of books; light-x, light-y (share of the sides): where the lamp hangs.
    part="ticket": a sheet with round corners and two notches; tear-x or tear-y: where the perforation runs, from the start or
    top; radius, notch, fill (name of an ink). Words are set over both, so `avoid` moves nothing.
    """
    own = {name: inks.get(name) or ink(value, name) for name, value in INKS.items()}
    if params.get("part") == "ticket":
        return _ticket(page, u, own, inks, params)
    return _shelves(seed, page, bleed, u, own, params)


def _shelves(seed: int, page: Rect, bleed: float, u: float, own: Mapping[str, Ink], params: Mapping[str, str | float]) -> Placed:
    """Fill the page with rows of books: one path a colour, the lettering of their backs, the boards and a lamp's light."""
    sheet = page.inset(-bleed)
    books: list[list[Path]] = [[] for _ in range(BOOKS)]
    bands: list[Path] = []
    boards: list[Path] = []
    rnd = Stream(seed, "rows")
    y, row = sheet.y - rnd.between(2, 7) * u, 0
    while y < sheet.bottom:
        tall = rnd.between(19, 24) * u
        for colour, book, band in _row(Stream(seed, f"row{row}"), Rect(sheet.x, y, sheet.w, tall), u):
            books[colour].append(book)
            if band is not None:
                bands.append(band)
        boards.append(rectangle(Rect(sheet.x, round(y + tall, 2), sheet.w, u)))
        y, row = y + tall + u, row + 1
    shapes: list[Shape] = [Shape(rectangle(sheet), own["wall"])]
    shapes += [Shape(_joined(paths), own[f"book{i}"]) for i, paths in enumerate(books) if paths]
    if bands:
        shapes.append(Shape(_joined(bands), ink("#FFFFFF"), alpha=0.22))
    shapes.append(Shape(_joined(boards), own["shelf"]))
    shapes.append(Shape(rectangle(sheet), _lamp(page, own["lamp"], params)))
    clip = rectangle(sheet)
    return ((_ORIGIN, Group(tuple((_ORIGIN, s) for s in shapes), role="artifact", clip=clip, name="shelves")),)


def _row(rnd: Stream, row: Rect, u: float) -> Iterator[tuple[int, Path, Path | None]]:
    """List one row's books: colour, outline, and the band on the back, which leaning and lying ones go without."""
    x, colour, floor = row.x - rnd.between(0, 3) * u, -1, row.bottom
    while x < row.right:
        if rnd.unit() < GAP:
            wide = rnd.between(3, 7.5) * u
            colour = _other(rnd, colour)
            if wide > 5 * u:
                high = rnd.between(0.6, 0.74) * row.h
                yield colour, _leaning(x, floor, high, rnd.between(1.8, 2.6) * u, 0.8 * wide), None
            x += wide
            continue
        wide, high = rnd.between(1.6, 4.4) * u, rnd.between(0.66, 0.9) * row.h
        colour = _other(rnd, colour)
        top = floor - high
        back = Rect(round(x, 2), round(top, 2), round(wide - 0.16 * u, 2), round(high, 2))
        yield colour, rectangle(back), rectangle(Rect(back.x, round(top + 0.18 * high, 2), back.w, 0.5 * u))
        x += wide


def _other(rnd: Stream, colour: int) -> int:
    """Draw a colour that is not its neighbour's."""
    return (colour + 1 + rnd.whole() % (BOOKS - 1)) % BOOKS if colour >= 0 else rnd.whole() % BOOKS


def _leaning(x: float, floor: float, high: float, thick: float, run: float) -> Path:
    """Outline a book that leans over an empty place against its neighbour at the left; `run` is what its foot stands off."""
    lean = max(min(run - thick, 0.3 * high), 0.1)
    rise = (high**2 - lean**2) ** 0.5
    across, up = thick * rise / high, thick * lean / high
    corners = [(x, floor - rise), (x + lean, floor), (x + lean + across, floor - up), (x + across, floor - rise - up)]
    return polygon([(round(a, 2), round(b, 2)) for a, b in corners])


def _lamp(page: Rect, amber: Ink, params: Mapping[str, str | float]) -> Radial:
    """Make the light of a lamp that falls on the shelves."""
    centre = Point(page.x + page.w * float(params.get("light-x", 0.56)), page.y + page.h * float(params.get("light-y", 0.26)))
    warm = mix(amber, ink("#FFFFFF"), 0.2)
    return Radial(centre, 0.62 * max(page.w, page.h), (Stop(0, warm, 0.3), Stop(0.45, warm, 0.1), Stop(1, warm, 0)))


def _joined(paths: list[Path]) -> Path:
    """Join many paths at once."""
    return Path("".join(p.ops for p in paths), tuple(v for p in paths for v in p.xy))


def _ticket(page: Rect, u: float, own: Mapping[str, Ink], inks: Mapping[str, Ink], params: Mapping[str, str | float]) -> Placed:
    """Draw a ticket: sheet with the notches cut out of its edge, and the perforation between them."""
    notch = float(params.get("notch", 1.9)) * u
    radius = float(params.get("radius", 2)) * u
    down = "tear-y" in params
    tear = float(params.get("tear-y", params.get("tear-x", 0))) * u
    sheet = own["ticket"] if "fill" not in params else inks.get(str(params["fill"]), own["ticket"])
    shapes = [Shape(ticket(page, tear, notch, radius, down), sheet)]
    if tear > 0:
        clear = notch + 0.5 * notch
        ends = (
            ((page.x + clear, page.y + tear), (page.right - clear, page.y + tear))
            if down
            else ((page.x + tear, page.y + clear), (page.x + tear, page.bottom - clear))
        )
        line = Stroke(own["perforation"], round(0.16 * notch, 3), dash=(0.5 * notch, 0.42 * notch))
        shapes.append(Shape(polygon(ends, close=False), stroke=line))
    return ((_ORIGIN, Group(tuple((_ORIGIN, s) for s in shapes), role="artifact", name="ticket")),)


def ticket(r: Rect, tear: float, notch: float, radius: float, down: bool = False) -> Path:
    """Outline a sheet with round corners and two half-round notches where the perforation meets its edges.

    `tear` counts from the left (from the top when `down`), in points; 0 = no notches.
    """
    q = min(radius, r.w / 2, r.h / 2)
    ops, xy = ["M"], [r.x + q, r.y]
    x, y, dx, dy = r.x + q, r.y, 1.0, 0.0  # the pen goes round clockwise: where it is, and where it heads

    def ahead(length: float) -> None:
        nonlocal x, y
        x, y = x + dx * length, y + dy * length
        ops.append("L")
        xy.extend((x, y))

    def turn(side: int, r: float = 0.0) -> None:
        """Turn right (1) or left (-1) on the spot, or along a quarter circle."""
        nonlocal x, y, dx, dy
        sx, sy = -dy * side, dx * side
        if r:
            end = x + (dx + sx) * r, y + (dy + sy) * r
            ops.append("C")
            xy.extend((x + dx * r * KAPPA, y + dy * r * KAPPA, end[0] - sx * r * KAPPA, end[1] - sy * r * KAPPA, *end))
            x, y = end
        dx, dy = sx, sy

    def side(length: float, bite: float) -> None:
        if bite > 0:
            ahead(bite - q - notch)
            turn(1)
            turn(-1, notch)
            turn(-1, notch)
            turn(1)
        ahead(length - q - (bite + notch if bite > 0 else q))
        turn(1, q)

    across, along = (0.0, tear) if down else (tear, 0.0)
    side(r.w, across)
    side(r.h, along)
    side(r.w, r.w - across if across > 0 else 0)
    side(r.h, r.h - along if along > 0 else 0)
    ops.append("Z")
    return Path("".join(ops), tuple(round(v, 3) for v in xy))
