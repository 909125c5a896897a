"""Pages that save ink: what is printed all over becomes paper with an outline, and words on it take a dark ink."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from kiosk.compose.ground.contrast import mended
from kiosk.page.bounds import bounds
from kiosk.page.geometry import Matrix, Path, Point, Rect, rectangle
from kiosk.page.ink import Ink, Paint, contrast, luminance, mix
from kiosk.page.items import Group, Item, Page, Picture, Shape, Stroke, TextRun
from kiosk.page.picture import Artwork, PictureFacts

_LARGE = 0.06
"""The share of a page from which a shape is a ground."""
_PIECE = 0.01
"""The share from which a piece of a motif may stand behind words."""
_WHOLE = 0.97
"""The share from which it is the page itself, which needs no outline."""
_PALE = 0.16
"""How strongly a large photograph is printed."""
_TINT = 0.12
"""The share of its ink that a pattern behind words keeps."""
_PARTS = 3
"""Parts from which a shape of a motif is a pattern: outlines of all would run through the words."""
_ICON = 0.04
"""The share of a page's short side from which a light shape is no icon or line, but something that holds words or a code."""
_GREY = 0.2
"""How far the parts of an ink may lie apart while it counts as white or grey."""
_BLACK, _WHITE = Ink("black", (0.0, 0.0, 0.0), (0, 0, 0, 1)), Ink("paper", (1.0, 1.0, 1.0), (0, 0, 0, 0))
_READABLE, _SEEN, _ALIKE = 7.0, 3.0, 1.6
"""Contrasts: of words, of lines, and of what is hardly seen on its ground."""
_Placed = tuple[tuple[Point, Item], ...]


@dataclass(slots=True)
class _Under:
    """What was painted so far that something may stand on: where it is, its ink, and whether it is paper now."""

    at: Rect
    ink: Ink
    paper: bool


@dataclass(slots=True)
class _Sheet:
    trim: Rect
    words: list[Rect] = field(default_factory=list[Rect])
    under: list[_Under] = field(default_factory=list[_Under])
    dark: Ink = _BLACK

    def beneath(self, box: Rect) -> _Under | None:
        """Find what a thing stands on: the last that has the middle of its box."""
        x, y = box.centre
        return next((u for u in reversed(self.under) if u.at.x <= x <= u.at.right and u.at.y <= y <= u.at.bottom), None)

    def carries(self, box: Rect) -> bool:
        """Tell whether words stand on a thing, at least in part."""
        for one in self.words:
            both = _cut(one, box)
            if both.w * both.h > 0.1 * one.w * one.h:
                return True
        return False


def page(made: Page, pictures: Mapping[str, PictureFacts | Artwork]) -> Page:
    """Take large grounds out of a page; every word stays readable, and codes and logos stay as they are."""
    sheet = _Sheet(made.stock.trim, list(_words(made.items, Matrix())))
    sheet.dark = min(_grounds(made.items, Matrix(), sheet), key=lambda i: luminance(i.screen), default=_BLACK)
    if contrast(sheet.dark, _WHITE) < _READABLE:
        sheet.dark = _BLACK
    thin = _items(made.items, Matrix(), made.stock.trim, sheet, motif=False)
    return replace(made, items=mended(thin, made.stock, pictures, (sheet.dark,)).items)


def _words(items: _Placed, m: Matrix) -> Iterator[Rect]:
    for at, item in items:
        here = Matrix.shift(*at).then(m)
        if isinstance(item, Group):
            yield from _words(item.items, (item.matrix or Matrix()).then(here))
        elif isinstance(item, TextRun) and (box := bounds(item)):
            yield _on(box, here)


def _grounds(items: _Placed, m: Matrix, sheet: _Sheet) -> list[Ink]:
    out: list[Ink] = []
    for at, item in items:
        here = Matrix.shift(*at).then(m)
        if isinstance(item, Group):
            out += _grounds(item.items, (item.matrix or Matrix()).then(here), sheet)
        elif isinstance(item, Shape) and item.fill and _share(item.path, here, sheet.trim, sheet.trim) >= _LARGE:
            out.append(_ink(item.fill))
    return out


def _items(items: _Placed, m: Matrix, frame: Rect, sheet: _Sheet, *, motif: bool) -> _Placed:
    out: list[tuple[Point, Item]] = []
    for at, item in items:
        here = Matrix.shift(*at).then(m)
        match item:
            case Group():
                out += ((at, one) for one in _group(item, here, frame, sheet, motif=motif))
            case TextRun():
                box = bounds(item)
                on = sheet.beneath(_on(box, here)) if box else None
                paper = on is not None and on.paper and contrast(item.ink, _WHITE) < _READABLE
                out.append((at, replace(item, ink=_worded(item.ink, sheet.dark)) if paper else item))
            case Shape():
                out += ((at, one) for one in _shape(item, here, frame, sheet, motif=motif))
            case Picture():
                box = _on(Rect(0, 0, item.w, item.h), here)
                large = _area(box, frame, sheet.trim) >= _LARGE
                sheet.under.append(_Under(box, _BLACK, large))
                out.append((at, replace(item, alpha=item.alpha * _PALE) if large else item))
    return tuple(out)


def _group(group: Group, here: Matrix, frame: Rect, sheet: _Sheet, *, motif: bool) -> tuple[Group, ...]:
    inner = (group.matrix or Matrix()).then(here)
    box = bounds(group)
    if group.role == "figure" and box and _area(_on(box, here), frame, sheet.trim) < _LARGE * 2:
        # Codes and logos are as they were made; one made for a dark ground keeps a piece of it.
        on = sheet.beneath(_on(box, here))
        if not (on and on.paper and luminance(on.ink.screen) < 0.18) or not _is_light(group):
            return (group,)
        return (Group(((Point(0, 0), Shape(rectangle(box.inset(-0.12 * box.h)), on.ink)),), role="artifact"), group)
    if group.clip is not None:
        frame = _cut(_on(group.clip.bounds(), inner), frame)
    motif = motif or group.name == "motif"
    return (replace(group, items=_items(group.items, inner, frame, sheet, motif=motif)),)


def _is_light(group: Group) -> bool:
    """Tell whether all that a figure shows would hardly be seen on paper; codes bring their own light ground along."""
    for _, item in group.items:
        match item:
            case Shape():
                if any(contrast(_ink(p), _WHITE) >= _ALIKE for p in (item.fill, item.stroke and item.stroke.paint) if p):
                    return False
            case TextRun():
                if contrast(item.ink, _WHITE) >= _ALIKE:
                    return False
            case Group():
                if not _is_light(item):
                    return False
            case Picture():
                return False
    return True


def _shape(shape: Shape, here: Matrix, frame: Rect, sheet: _Sheet, *, motif: bool) -> tuple[Shape, ...]:
    if shape.crisp:
        return (shape,)
    box = _on(shape.path.bounds(), here)
    share = _area(box, frame, sheet.trim)
    if shape.fill is None or share < _LARGE:
        if motif and shape.fill is not None and share >= _PIECE and sheet.carries(_cut(box, frame)):
            return (replace(shape, fill=mix(_WHITE, _ink(shape.fill), _TINT)),)
        return (_small(shape, box, sheet, motif=motif),)
    veil = shape.alpha < 0.95 or (not isinstance(shape.fill, Ink) and any(stop.alpha < 0.95 for stop in shape.fill.stops))
    if veil:
        return ()
    own = _ink(shape.fill)
    sheet.under.append(_Under(_cut(box, frame), own, True))
    if share >= _WHOLE:
        return (replace(shape, fill=_WHITE, stroke=None),)
    if motif and shape.path.ops.count("M") > _PARTS and sheet.carries(_cut(box, frame)):
        return (replace(shape, fill=mix(_WHITE, own, _TINT), stroke=None),)
    scale = abs(here.a * here.d - here.b * here.c) ** 0.5 or 1.0
    width = 0.3 * min(sheet.trim.w, sheet.trim.h) / 100 / scale
    return (replace(shape, fill=_WHITE, stroke=shape.stroke or Stroke(_darker(own, _SEEN), width)),)


def _small(shape: Shape, box: Rect, sheet: _Sheet, *, motif: bool) -> Shape:
    """Keep a small shape as well seen on paper as it was on its ground, no better and no worse."""
    on = sheet.beneath(box)
    paint = shape.fill or (shape.stroke.paint if shape.stroke else None)
    if paint is None:
        return shape
    if not motif and shape.fill is not None and shape.alpha > 0.5:
        sheet.under.append(_Under(box, _ink(paint), False))
    panel = shape.fill is not None and min(box.w, box.h) > _ICON * min(sheet.trim.w, sheet.trim.h)
    if on is None or not on.paper or (panel and not motif):
        return shape
    return replace(
        shape,
        fill=_seen(shape.fill, on.ink, sheet.dark, motif=motif) if shape.fill else None,
        stroke=replace(shape.stroke, paint=_seen(shape.stroke.paint, on.ink, sheet.dark, motif=motif)) if shape.stroke else None,
    )


def _seen(paint: Paint, ground: Ink, dark: Ink, *, motif: bool) -> Paint:
    if not isinstance(paint, Ink):
        return paint
    if motif and paint.screen == ground.screen:
        return _WHITE  # it hides what is drawn behind it, as its ground did
    was, now = contrast(paint, ground), contrast(paint, _WHITE)
    if motif and was < _ALIKE and luminance(ground.screen) < 0.3:
        return mix(_WHITE, paint, _TINT)
    if was >= _ALIKE and now < _ALIKE and not motif:
        return dark
    return paint


def _ink(paint: Paint) -> Ink:
    """Find the ink that a paint is told by: of a gradient its darkest."""
    return paint if isinstance(paint, Ink) else min((s.ink for s in paint.stops), key=lambda i: luminance(i.screen))


def _worded(ink: Ink, dark: Ink) -> Ink:
    """Choose the ink of words on paper: a colour stays one, white and grey become the page's dark ink."""
    return dark if max(ink.screen) - min(ink.screen) < _GREY else _darker(ink, _READABLE)


def _darker(ink: Ink, wanted: float) -> Ink:
    return next((d for n in range(20) if contrast(d := mix(ink, _BLACK, n / 20), _WHITE) >= wanted), _BLACK)


def _on(box: Rect, m: Matrix) -> Rect:
    return box.mapped(m)


def _cut(a: Rect, b: Rect) -> Rect:
    x, y = max(a.x, b.x), max(a.y, b.y)
    return Rect(x, y, max(0.0, min(a.right, b.right) - x), max(0.0, min(a.bottom, b.bottom) - y))


def _share(path: Path, m: Matrix, frame: Rect, trim: Rect) -> float:
    return _area(_on(path.bounds(), m), frame, trim)


def _area(box: Rect, frame: Rect, trim: Rect) -> float:
    seen = _cut(_cut(box, frame), trim)
    return seen.w * seen.h / (trim.w * trim.h)
