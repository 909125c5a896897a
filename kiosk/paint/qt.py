"""Page to QPainter: screens, pictures, previews. A mirror of pdf.py: the same headings in the same order."""

from __future__ import annotations

import math
import os
import sys
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple, assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGradient,
    QGuiApplication,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
    QTransform,
)

from kiosk.page import shaping
from kiosk.page.face import Face
from kiosk.page.geometry import Matrix, Path, Point
from kiosk.page.ink import Ink, Linear, Paint, Radial, Stop
from kiosk.page.items import Group, Item, Page, Picture, Shape, Stroke, TextRun
from kiosk.paint import qt_pictures as pictures


class Error(Exception):
    """A page that cannot be painted: a picture is gone or broken, or the raster is too large."""


# --- Document ---------------------------------------------------------------------------------------------------------


def ensure_app() -> QGuiApplication:
    """Start Qt without a display when no application runs yet (Qt needs one before any painting)."""
    app = QGuiApplication.instance()
    if isinstance(app, QGuiApplication):
        return app
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _apps.append(QGuiApplication(sys.argv[:1] or ["kiosk"]))  # kept: Qt must not lose it while anything is painted
    return _apps[-1]


_apps: list[QGuiApplication] = []


def raster(page: Page, size_px: tuple[int, int] | None = None, into: QImage | None = None) -> QImage:
    """Paint a page into a picture of exactly `size_px` (default: the stock's own size); raise Error.

    `into` is a picture of an earlier call that is no longer needed: painting over it saves fetching the memory anew.
    """
    ensure_app()
    w, h = size_px or page.stock.size_px
    image = into
    if image is None or (image.width(), image.height()) != (w, h) or image.format() != _FORMAT:
        image = QImage(w, h, _FORMAT)
    if image.isNull():
        raise Error(f"A picture of {w} x {h} pixels does not fit into memory; choose a smaller size")
    scale = QTransform.fromScale(w / page.stock.width, h / page.stock.height)
    kept = _kept.pop((w, h), None)
    same = _alike(kept.items, page.items) if kept else 0
    begun, behind = 0, None
    painter = QPainter(image)
    try:
        if kept and kept.behind is not None and kept.many <= same:
            begun, behind = kept.many, kept.behind
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.drawImage(0, 0, behind)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        else:
            painter.fillRect(0, 0, w, h, Qt.GlobalColor.white)
        painter.setTransform(scale)
        if same > begun:
            paint(replace(page, items=page.items[begun:same]), painter)
            painter.end()
            begun, behind = same, image.copy()
            painter.begin(image)
            painter.setTransform(scale)
        paint(replace(page, items=page.items[begun:]), painter)
    finally:
        painter.end()
    _keep((w, h), _Kept(page.items, begun, behind))
    return image


class _Kept(NamedTuple):
    """The last page of a size: its items, and the first `many` of them as a picture once a second page began with them."""

    items: tuple[tuple[Point, Item], ...]
    many: int
    behind: QImage | None


_FORMAT = QImage.Format.Format_ARGB32_Premultiplied
_ROOM = 40_000_000
"""Bytes of pixels that are kept of earlier pages: one of 3840 x 2160, or a few previews."""
_kept: dict[tuple[int, int], _Kept] = {}


def _alike(before: tuple[tuple[Point, Item], ...], items: tuple[tuple[Point, Item], ...]) -> int:
    """Count the items that two pages begin with; grounds and motifs are the same while somebody types."""
    count = 0
    for one, other in zip(before, items, strict=False):
        if one != other:
            break
        count += 1
    return count


def _keep(size: tuple[int, int], kept: _Kept) -> None:
    """Keep what a page began with for the next one of its size; the sizes used longest ago give way."""
    if size[0] * size[1] * 4 > _ROOM:
        return
    _kept[size] = kept
    while len(_kept) > 8 or sum(w * h * 4 for (w, h), k in _kept.items() if k.behind) > _ROOM:
        del _kept[next(iter(_kept))]


# --- Page -------------------------------------------------------------------------------------------------------------


def paint(page: Page, painter: QPainter) -> None:
    """Paint a page; the painter's transform maps points to the device. Raise Error when a picture cannot be read.

    Paths are mapped to device pixels here, one by one: Qt fills a path several times faster without a transform of its own.
    """
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(Qt.PenStyle.NoPen)
    m = painter.worldTransform()
    painter.resetTransform()
    try:
        _items(painter, page.items, 1.0, m)
    except pictures.Error as e:
        raise Error(str(e)) from None
    finally:
        painter.restore()


def _items(p: QPainter, items: tuple[tuple[Point, Item], ...], alpha: float, m: QTransform) -> None:
    for at, item in items:
        match item:
            case TextRun():
                _text(p, at, item, alpha, m)
            case Shape():
                _shape(p, at, item, alpha, m)
            case Picture():
                _picture(p, at, item, alpha, m)
            case Group():
                _group(p, at, item, alpha, m)
            case _:
                assert_never(item)


# --- Text run ---------------------------------------------------------------------------------------------------------


def _text(p: QPainter, at: Point, run: TextRun, alpha: float, m: QTransform) -> None:
    """Fill the outlines of a run: glyph by glyph, which is fastest, or as one path where letters join or ink is thin."""
    a, b, c, d, e, f = m.m11(), m.m12(), m.m21(), m.m22(), m.dx(), m.dy()
    k = run.size
    brush = QBrush(_colour(run.ink, alpha))
    plain = alpha >= 1 and max(run.text, default="") < "\u0590"
    whole = None if plain else QPainterPath()
    for glyph in run.glyphs:
        outline = _glyph(run.face, glyph.id)
        if outline is None:
            continue
        x, y = at.x + glyph.x, at.y + glyph.y
        path = QTransform(a * k, b * k, c * k, d * k, a * x + c * y + e, b * x + d * y + f).map(outline)
        if whole is None:
            p.fillPath(path, brush)
        else:
            whole.addPath(path)
    if whole is not None:
        whole.setFillRule(Qt.FillRule.WindingFill)
        p.fillPath(whole, brush)


@lru_cache(maxsize=16384)
def _glyph(face: Face, glyph: int) -> QPainterPath | None:
    """Build a glyph's outline in em; None for one without ink."""
    outline = shaping.outline(face, glyph)
    return _build(outline, False) if outline.ops else None


# --- Shape ------------------------------------------------------------------------------------------------------------


def _shape(p: QPainter, at: Point, shape: Shape, alpha: float, m: QTransform) -> None:
    if not shape.path.ops:
        return
    alpha *= shape.alpha
    here = _moved(m, at)
    if shape.crisp and _crisp(p, shape, alpha, here):
        return
    path = _path(shape.path, shape.evenodd)
    match shape.fill:
        case None:
            pass
        case Ink():
            p.fillPath(here.map(path), QBrush(_colour(shape.fill, alpha)))
        case Linear() | Radial():
            _flood(p, shape, path, shape.fill, alpha, here)
    if shape.stroke is not None:
        p.setTransform(here)
        p.strokePath(path, _pen(shape.stroke, alpha))
        p.resetTransform()


def _flood(p: QPainter, shape: Shape, path: QPainterPath, paint: Linear | Radial, alpha: float, m: QTransform) -> None:
    """Fill an area with a gradient; a box is filled only as far as a fading disc reaches."""
    brush = _brush(paint, alpha)
    brush.setTransform(m)
    if isinstance(paint, Radial) and shape.path.ops == "MLLLZ" and not paint.stops[-1].alpha and _upright(m):
        (x, y), r = paint.centre, paint.radius
        disc = m.mapRect(QRectF(x - r, y - r, 2 * r, 2 * r)).adjusted(-1, -1, 1, 1)
        box = m.map(path).boundingRect()
        if len({*shape.path.xy[0::2]}) == len({*shape.path.xy[1::2]}) == 2:
            p.fillRect(box.intersected(disc), brush)
            return
    p.fillPath(m.map(path), brush)


def _upright(m: QTransform) -> bool:
    return not m.m12() and not m.m21()


def _crisp(p: QPainter, shape: Shape, alpha: float, m: QTransform) -> bool:
    """Paint boxes without antialiasing on whole pixels; False when the device is turned, so that it must be painted as usual."""
    if not _upright(m) or not isinstance(shape.fill, Ink) or shape.path.ops.strip("MLZ") or m.m11() <= 0 or m.m22() <= 0:
        return False
    path = _snapped(shape.path, shape.evenodd, m.m11(), m.m22(), m.dx(), m.dy())
    p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    p.fillPath(path, QBrush(_colour(shape.fill, alpha)))
    p.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    return True


@lru_cache(maxsize=64)
def _snapped(path: Path, evenodd: bool, sx: float, sy: float, dx: float, dy: float) -> QPainterPath:
    """Map a path of boxes to whole device pixels.

    On a grid, as a code is, one module becomes a whole number of pixels and the rest is shared round it; any other path
    of boxes is rounded edge by edge.
    """
    box = path.bounds()
    xs = sorted({*path.xy[0::2]})
    step = min((b - a for a, b in pairwise(xs) if b - a > 1e-6 * box.w), default=box.w) or 1.0
    across, down = round(box.w / step), round(box.h / step)
    cells = [(v - (box.y if i % 2 else box.x)) / step for i, v in enumerate(path.xy)]
    module = int(step * min(sx, sy) + 0.03)  # a hair more than fits is better than a whole pixel less
    if module < 1 or min(across, down) < 8 or any(abs(c - round(c)) > 0.01 for c in cells):
        edges = path.mapped(Matrix(sx, 0, 0, sy, dx, dy))
        return _build(Path(path.ops, tuple(float(round(v)) for v in edges.xy)), evenodd)
    x0 = round(dx + box.x * sx + (box.w * sx - module * across) / 2)
    y0 = round(dy + box.y * sy + (box.h * sy - module * down) / 2)
    xy = tuple(float((y0 if i % 2 else x0) + round(c) * module) for i, c in enumerate(cells))
    return _build(Path(path.ops, xy), evenodd)


# --- Picture ----------------------------------------------------------------------------------------------------------


def _picture(p: QPainter, at: Point, picture: Picture, alpha: float, m: QTransform) -> None:
    """Place a picture's crop; one much larger than its place is averaged down first, since Qt itself only interpolates."""
    here = _moved(m, at)
    c = picture.crop
    if min(picture.w, picture.h, c.w, c.h) <= 0:
        return
    w = round(picture.w * math.hypot(here.m11(), here.m12()))
    h = round(picture.h * math.hypot(here.m21(), here.m22()))
    image, source = pictures.decoded(picture), QRectF(*c)
    if 0 < w < c.w / 1.2 and 0 < h < c.h / 1.2:
        image, source = pictures.reduced(picture, w, h), QRectF(0, 0, w, h)
    before = p.opacity()
    p.setOpacity(before * alpha * picture.alpha)
    p.setTransform(here)
    p.drawImage(QRectF(0, 0, picture.w, picture.h), image, source)
    p.resetTransform()
    p.setOpacity(before)


# --- Group ------------------------------------------------------------------------------------------------------------


def _group(p: QPainter, at: Point, group: Group, alpha: float, m: QTransform) -> None:
    here = _moved(m, at)
    if group.matrix is not None:
        here = QTransform(*group.matrix) * here
    if group.clip is None:
        _items(p, group.items, alpha * group.alpha, here)
        return
    p.save()
    area = here.map(_path(group.clip, False))
    if not (group.clip.ops == "MLLLZ" and _upright(here) and area.contains(QRectF(p.viewport()))):
        p.setClipPath(area, Qt.ClipOperation.IntersectClip)
    _items(p, group.items, alpha * group.alpha, here)
    p.restore()


# --- Paints and paths -------------------------------------------------------------------------------------------------


def _colour(ink: Ink, alpha: float) -> QColor:
    return QColor.fromRgbF(*ink.screen, alpha)


def _brush(paint: Paint, alpha: float) -> QBrush:
    match paint:
        case Ink():
            return QBrush(_colour(paint, alpha))
        case Linear():
            line = QLinearGradient(QPointF(*paint.start), QPointF(*paint.end))
            return QBrush(_stops(line, paint.stops, alpha))
        case Radial():
            disc = QRadialGradient(QPointF(*paint.centre), paint.radius)
            return QBrush(_stops(disc, paint.stops, alpha))
        case _:
            assert_never(paint)


def _stops(gradient: QGradient, stops: tuple[Stop, ...], alpha: float) -> QGradient:
    """Add stops; colours are interpolated unmultiplied, as PDF does."""
    gradient.setInterpolationMode(QGradient.InterpolationMode.ComponentInterpolation)
    for s in stops:
        gradient.setColorAt(s.offset, _colour(s.ink, s.alpha * alpha))
    return gradient


_CAPS = {"butt": Qt.PenCapStyle.FlatCap, "round": Qt.PenCapStyle.RoundCap, "square": Qt.PenCapStyle.SquareCap}
_JOINS = {"miter": Qt.PenJoinStyle.SvgMiterJoin, "round": Qt.PenJoinStyle.RoundJoin, "bevel": Qt.PenJoinStyle.BevelJoin}


def _pen(stroke: Stroke, alpha: float) -> QPen:
    pen = QPen(_brush(stroke.paint, alpha), stroke.width, Qt.PenStyle.SolidLine, _CAPS[stroke.cap], _JOINS[stroke.join])
    pen.setMiterLimit(10.0)
    if stroke.dash:
        lengths = stroke.dash if len(stroke.dash) % 2 == 0 else stroke.dash * 2
        pen.setDashPattern([v / stroke.width for v in lengths])  # Qt counts in line widths
    return pen


_paths: dict[int, tuple[Path, QPainterPath]] = {}


def _path(path: Path, evenodd: bool) -> QPainterPath:
    """Build a path; kept by identity, since motifs and outlines come again and again."""
    if evenodd:
        return _build(path, True)
    held = _paths.get(id(path))
    if held is not None:
        return held[1]
    made = _build(path, False)
    if len(_paths) > 8192:
        _paths.clear()
    _paths[id(path)] = (path, made)  # holding the path keeps its identity from being given to another
    return made


def _build(path: Path, evenodd: bool) -> QPainterPath:
    out: Any = QPainterPath()
    out.setFillRule(Qt.FillRule.OddEvenFill if evenodd else Qt.FillRule.WindingFill)
    xy, i = path.xy, 0
    for op in path.ops:
        if op == "L":
            out.lineTo(xy[i], xy[i + 1])
            i += 2
        elif op == "C":
            out.cubicTo(xy[i], xy[i + 1], xy[i + 2], xy[i + 3], xy[i + 4], xy[i + 5])
            i += 6
        elif op == "M":
            out.moveTo(xy[i], xy[i + 1])
            i += 2
        else:
            out.closeSubpath()
    return out


def _moved(m: QTransform, at: Point) -> QTransform:
    return QTransform.fromTranslate(at.x, at.y) * m if at.x or at.y else m
