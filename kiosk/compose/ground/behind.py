"""What lies behind a place of a page: fills, gradients and pictures under a point, from the page itself and not from pixels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from typing import NamedTuple, TypeAlias

from kiosk.compose.ground import trail
from kiosk.compose.ground.paints import grey, lights, painted
from kiosk.compose.ground.polygons import Polygon, crossed, inside, near, polygons
from kiosk.page.bounds import bounds
from kiosk.page.geometry import Matrix, Path, Point, Rect
from kiosk.page.ink import Ink, Linear, Paint, Radial, Rgb
from kiosk.page.items import Group, Item, Picture, Shape, TextRun
from kiosk.page.picture import Artwork, PictureFacts

Placed: TypeAlias = tuple[tuple[Point, Item], ...]
Clips: TypeAlias = tuple[tuple["list[Polygon]", Matrix], ...]
"""Outlines that things are cut to, each with the map from its own coordinates to the page."""
PAPER: Rgb = (1.0, 1.0, 1.0)
"""What shows where nothing is painted."""
NOTHING, PART, WHOLE = 0, 1, 2
"""How much of a rectangle something covers."""


class Way(NamedTuple):
    """How what is in a group comes onto the page: map, alpha, outlines and upright rectangle that cut it, facts of pictures."""

    matrix: Matrix
    alpha: float
    clips: Clips
    frame: Rect | None
    pictures: Mapping[str, PictureFacts]

    def moved(self, by: Matrix) -> Way:
        """Go into something that stands elsewhere."""
        return self._replace(matrix=by.then(self.matrix))


@dataclass(slots=True)
class Layer:
    """One thing painted: the rectangle round it on the page, and how to tell its colour and extent in its own coordinates."""

    x: float
    y: float
    right: float
    bottom: float
    what: Shape | Picture
    way: Way
    plain: bool
    _polygons: list[Polygon] | None = field(default=None)

    @property
    def opaque(self) -> bool:
        """Whether nothing shines through it."""
        what = self.what
        if self.way.alpha * what.alpha < 1.0 or isinstance(what, Picture):
            return False
        match what.fill:
            case Ink():
                return True
            case Linear(_, _, stops) | Radial(_, _, stops):
                return all(s.alpha == 1.0 for s in stops)
            case None:
                return False

    def share(self, rect: Rect) -> int:
        """Tell whether it covers nothing of a rectangle of the page, a part, or the whole."""
        if self.x >= rect.right or self.right <= rect.x or self.y >= rect.bottom or self.bottom <= rect.y:
            return NOTHING
        boxed = self.x <= rect.x and self.y <= rect.y and self.right >= rect.right and self.bottom >= rect.bottom
        if self.way.clips or self.way.matrix.b or self.way.matrix.c:
            return PART
        if self.plain:
            return WHOLE if boxed else PART
        what = self.what
        if isinstance(what, Picture) or what.fill is None:
            return PART
        if self._polygons is None:
            self._polygons = polygons(what.path)
        if crossed(self._polygons, *self._own(rect)):
            return PART
        return (WHOLE if boxed else PART) if self.covers(*rect.centre) else NOTHING

    def closely(self, rect: Rect) -> int:
        """Tell the same as `share`, looking also into what is turned or cut; PART when its edge comes near."""
        share, what = self.share(rect), self.what
        if share != PART or isinstance(what, Picture) or what.fill is None:
            return share
        for runs, m in self.way.clips:
            if crossed(runs, *_round(m, rect)):
                return PART
            if not inside(runs, *_back(m, *rect.centre), evenodd=False):
                return NOTHING
        if self._polygons is None:
            self._polygons = polygons(what.path)
        f = self.way.frame
        framed = f is None or (f.x <= rect.x and f.y <= rect.y and f.right >= rect.right and f.bottom >= rect.bottom)
        if not framed or crossed(self._polygons, *_round(self.way.matrix, rect)):
            return PART
        return WHOLE if self._holds(*rect.centre) else NOTHING

    def _own(self, rect: Rect) -> tuple[float, float, float, float]:
        """Map a rectangle into own coordinates: left, top, right, bottom."""
        (x0, y0), (x1, y1) = _back(self.way.matrix, rect.x, rect.y), _back(self.way.matrix, rect.right, rect.bottom)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def within(self, rect: Rect) -> Layer:
        """Keep no more of the outline than matters inside a rectangle of the page."""
        turned = self.way.matrix.b or self.way.matrix.c
        if not self._polygons or turned or isinstance(self.what, Picture) or self.what.fill is None:
            return self
        x0, y0, x1, y1 = self._own(rect)
        return replace(
            self,
            _polygons=[p for p in self._polygons if p.left <= x1 and p.right >= x0 and p.top <= y1 and p.bottom >= y0],
        )

    def covers(self, x: float, y: float) -> bool:
        """Tell whether it is painted at a point of the page."""
        if not (self.x <= x <= self.right and self.y <= y <= self.bottom):
            return False
        return (self.plain or self._holds(x, y)) and all(
            inside(runs, *_back(m, x, y), evenodd=False) for runs, m in self.way.clips
        )

    def _holds(self, x: float, y: float) -> bool:
        what = self.what
        if isinstance(what, Picture):
            return True
        own = _back(self.way.matrix, x, y)
        if self._polygons is None:
            self._polygons = polygons(what.path)
        if what.fill is not None:
            return inside(self._polygons, *own, evenodd=what.evenodd)
        return what.stroke is not None and near(self._polygons, *own, what.stroke.width / 2)

    def colours(self, x: float, y: float) -> tuple[tuple[Rgb, float], ...]:
        """Tell the colours it may show at a point of the page, each with its alpha; a picture has a mean and a peak."""
        what, alpha = self.what, self.way.alpha * self.what.alpha
        own = _back(self.way.matrix, x, y)
        if isinstance(what, Picture):
            return tuple((grey(v), alpha) for v in lights(what, self.way.pictures.get(what.sha256), *own))
        paint: Paint | None = what.fill if what.fill is not None else what.stroke.paint if what.stroke else None
        if paint is None:
            return ()
        rgb, strength = painted(paint, *own)
        return ((rgb, strength * alpha),)


@dataclass(slots=True)
class Bundle:
    """A turned group, such as a leaf: most stand clear of all words and are never looked into."""

    x: float
    y: float
    right: float
    bottom: float
    items: Placed
    way: Way
    _inside: list[Layer] | None = None

    def unpacked(self) -> list[Layer]:
        """List the layers inside."""
        if self._inside is None:
            self._inside = [
                layer
                for at, item in self.items
                for found in _flattened(item, self.way.moved(Matrix.shift(*at)))
                for layer in ([found] if isinstance(found, Layer) else found.unpacked())
            ]
        return self._inside


def spread(rect: Rect) -> int:
    """Choose how many points across a run of words are looked at."""
    return min(max(round(rect.w / max(rect.h, 1.0)), 3), 12)


class Ground:
    """Everything painted so far, from the back to the front."""

    __slots__ = ("_layers", "_trail", "_waiting", "_way")

    def __init__(self, pictures: Mapping[str, PictureFacts | Artwork]) -> None:
        facts = {f.sha256: f for f in pictures.values() if isinstance(f, PictureFacts)}
        self._way = Way(Matrix(), 1.0, (), None, facts)
        self._layers: list[Layer | Bundle] = []
        self._waiting: list[tuple[Item, Way]] = []
        self._trail = trail.begun(facts)

    @property
    def layers(self) -> list[Layer | Bundle]:
        """What was painted, taken apart; only when somebody looks at a place that was never seen before."""
        for item, way in self._waiting:
            self._layers += _flattened(item, way)
        self._waiting.clear()
        return self._layers

    def paint(self, items: Iterable[tuple[Point, Item]], matrix: Matrix | None = None) -> None:
        """Paint items of a page on top; words are no ground."""
        way = self._way if matrix is None else self._way.moved(matrix)
        for at, item in items:
            there = way.moved(Matrix.shift(*at))
            self._waiting.append((item, there))
            self._trail = trail.followed(self._trail, item, there.matrix)

    def colours(self, rect: Rect, columns: int = 5, rows: int = 2) -> tuple[Rgb, ...]:
        """List the colours that show in a rectangle, at points spread over it."""
        return tuple(self.sampled(rect, columns, rows))

    def tones(self, rect: Rect) -> tuple[Rgb, ...] | None:
        """List every colour that shows in a rectangle, at however small a place; None when only its pixels can tell."""
        found: dict[Rgb, None] = {}
        veiled = False
        for layer in self._down(rect):
            share = layer.closely(rect)
            if not share:
                continue
            edged = isinstance(layer.what, Picture) or layer.what.stroke is not None
            if edged or (share == PART and (veiled or not layer.opaque)):
                return None
            if share == PART:
                found |= {rgb: None for rgb, _ in layer.colours(*rect.centre)}
            elif layer.opaque:
                break
            veiled = veiled or share == WHOLE
        return (*found, *self.sampled(rect, spread(rect)))

    def sampled(self, rect: Rect, columns: int = 5, rows: int = 2) -> Mapping[Rgb, int]:
        """Count the colours that show in a rectangle, at points spread over it."""
        key = (self._trail, rect, columns, rows)
        known = trail.samples.get(key)
        if known is None:
            known = trail.samples[key] = self._sampled(rect, columns, rows)
        return known

    def _sampled(self, rect: Rect, columns: int, rows: int) -> dict[Rgb, int]:
        over: list[tuple[Layer, bool]] = []
        even = flat = True
        for layer in self._down(rect):
            share = layer.share(rect)
            if not share:
                continue
            over.append((layer.within(rect), share == WHOLE))
            even = even and share == WHOLE
            flat = flat and isinstance(layer.what, Shape) and isinstance(layer.what.fill, Ink)
            if share == WHOLE and layer.opaque:
                break
        if even:  # one colour, or a gradient, which needs no close look
            columns, rows = (1, 1) if flat else (min(columns, 3), 2)
        over.reverse()
        found: dict[Rgb, int] = {}
        for i in range(columns):
            for j in range(rows):
                x = rect.x + rect.w * (i + 0.5) / columns
                y = rect.y + rect.h * (j + 0.5) / rows
                for rgb in _seen(over, x, y):
                    found[rgb] = found.get(rgb, 0) + 1
        return found

    def _down(self, rect: Rect) -> Iterator[Layer]:
        """List the layers that may reach into a rectangle, from the front to the back."""
        x0, y0, x1, y1 = rect.x, rect.y, rect.right, rect.bottom
        for layer in reversed(self.layers):
            if layer.x < x1 and x0 < layer.right and layer.y < y1 and y0 < layer.bottom:
                if isinstance(layer, Layer):
                    yield layer
                else:
                    yield from reversed(layer.unpacked())


def _flattened(item: Item, way: Way) -> Iterator[Layer | Bundle]:
    """Take an item apart into what is painted; `way` leads to its own place."""
    match item:
        case Shape():
            if item.path.ops and (item.fill is not None or item.stroke is not None):
                grown = item.stroke.width / 2 if item.stroke else 0.0
                plain = _is_box(item.path) and item.fill is not None and not (way.matrix.b or way.matrix.c)
                yield Layer(*_edges(item.path.bounds().inset(-grown), way), item, way, plain)
        case Picture():
            yield Layer(*_edges(Rect(0, 0, item.w, item.h), way), item, way, not (way.matrix.b or way.matrix.c))
        case Group():
            if item.name == "motif" and way.alpha == 1.0 and not way.clips and way.frame is None:
                yield from _kept(item, way)
                return
            yield from _group(item, way)
        case TextRun():
            return


def _group(item: Group, way: Way) -> Iterator[Layer | Bundle]:
    inner = item.matrix.then(way.matrix) if item.matrix is not None else way.matrix
    clips, frame = way.clips, way.frame
    if item.clip is not None and item.clip.ops:
        if _is_box(item.clip) and not (inner.b or inner.c):
            x, y, right, bottom = _edges(item.clip.bounds(), way._replace(matrix=inner))
            frame = Rect(x, y, max(right - x, 0.0), max(bottom - y, 0.0))
        else:
            clips = (*clips, (polygons(item.clip), inner))
    own = Way(inner, way.alpha * item.alpha, clips, frame, way.pictures)
    if item.matrix is not None and item.items:
        yield Bundle(*_edges(_extent(item.items), own), item.items, own)
        return
    for at, child in item.items:
        yield from _flattened(child, own.moved(Matrix.shift(*at)))


def _is_box(path: Path) -> bool:
    """Tell whether a path is an upright rectangle."""
    if path.ops != "MLLLZ":
        return False
    x0, y0, x1, y1, x2, y2, x3, y3 = path.xy
    return (x0 == x3 and y0 == y1 and x1 == x2 and y2 == y3) or (x0 == x1 and y0 == y3 and x2 == x3 and y1 == y2)


_MOST = 64
_motifs: dict[tuple[int, Matrix], tuple[Placed, tuple[Layer | Bundle, ...]]] = {}
"""Layers of motifs, by the identity of their items, which are kept anyway as long as the motif is."""
_extents: dict[int, tuple[Placed, Rect]] = {}
"""Rectangles round the items of groups, by identity: many leaves share their shapes."""


def _kept(item: Group, way: Way) -> tuple[Layer | Bundle, ...]:
    key = (id(item.items), item.matrix.then(way.matrix) if item.matrix else way.matrix)
    known = _motifs.get(key)
    if known is not None and known[0] is item.items:
        return known[1]
    made = tuple(_group(item, way))
    _motifs[key] = (item.items, made)
    while len(_motifs) > _MOST:
        del _motifs[next(iter(_motifs))]
    return made


def _extent(items: Placed) -> Rect:
    known = _extents.get(id(items))
    if known is not None and known[0] is items:
        return known[1]
    found = [r.moved(*at) for at, item in items if (r := bounds(item)) is not None]
    rect = found[0] if found else Rect(0, 0, 0, 0)
    for other in found[1:]:
        rect = rect.union(other)
    _extents[id(items)] = (items, rect)
    while len(_extents) > 16 * _MOST:
        del _extents[next(iter(_extents))]
    return rect


def _edges(own: Rect, way: Way) -> tuple[float, float, float, float]:
    """Find the rectangle on the page round a rectangle in own coordinates, cut to the frame: left, top, right, bottom."""
    a, b, c, d, e, f = way.matrix
    xs = (a * own.x, a * (own.x + own.w))
    ys = (d * own.y, d * (own.y + own.h))
    across, down = (c * own.y, c * (own.y + own.h)), (b * own.x, b * (own.x + own.w))
    x, right = min(xs) + min(across) + e, max(xs) + max(across) + e
    y, bottom = min(ys) + min(down) + f, max(ys) + max(down) + f
    r = way.frame
    return (x, y, right, bottom) if r is None else (max(x, r.x), max(y, r.y), min(right, r.right), min(bottom, r.bottom))


def _round(m: Matrix, rect: Rect) -> tuple[float, float, float, float]:
    """Find the upright rectangle in own coordinates round a rectangle of the page: left, top, right, bottom."""
    corners = [_back(m, x, y) for x in (rect.x, rect.right) for y in (rect.y, rect.bottom)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _back(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """Map a point of the page into an item's own coordinates."""
    a, b, c, d, e, f = m
    det = a * d - b * c
    if not det:
        return inf, inf
    x, y = x - e, y - f
    return (d * x - c * y) / det, (a * y - b * x) / det


def _seen(layers: Sequence[tuple[Layer, bool]], x: float, y: float) -> list[Rgb]:
    """Look down through the layers at a point: the colours that may show, blended as painters do.

    Beside each layer stands whether it is known to cover the point.
    """
    through: list[tuple[Rgb, float]] = [((0.0, 0.0, 0.0), 1.0)]  # colour gathered so far, and what still shines through
    for layer, whole in reversed(layers):
        if not whole and not layer.covers(x, y):
            continue
        through = [
            ((r + left * alpha * rgb[0], g + left * alpha * rgb[1], b + left * alpha * rgb[2]), left * (1 - alpha))
            for (r, g, b), left in through
            for rgb, alpha in layer.colours(x, y)
        ]
        if not through or max(left for _, left in through) < 0.005:
            break
    return [
        (round(r + left * PAPER[0], 3), round(g + left * PAPER[1], 3), round(b + left * PAPER[2], 3))
        for (r, g, b), left in through
    ]
