"""Page to QPainter: screens, pictures, previews. A mirror of pdf.py: the same headings in the same order."""

from __future__ import annotations

import math
import os
import sys
from dataclasses import replace
from typing import assert_never

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

from kiosk.page.geometry import Matrix, Point
from kiosk.page.ink import Ink, Linear, Paint, Radial, Stop
from kiosk.page.items import Group, Item, Page, Picture, Shape, Stroke, TextRun
from kiosk.paint import qt_again as again
from kiosk.paint import qt_paths as paths
from kiosk.paint import qt_pictures as pictures


class Error(Exception):
    """A page that cannot be painted: a picture is gone or broken, or the raster is too large."""


# --- Document ---------------------------------------------------------------------------------------------------------


def ensure_app() -> QGuiApplication:
    """Start Qt without a display when no application runs yet (Qt needs one before any painting)."""
    app = QGuiApplication.instance()
    if isinstance(app, QGuiApplication):
        return app
    shows = os.environ.get("QT_QPA_PLATFORM")
    os.environ["QT_QPA_PLATFORM"] = shows or "offscreen"
    # Nobody waits before a window: waking threads for every shape would cost more than they take over.
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    _apps.append(QGuiApplication(sys.argv[:1] or ["kiosk"]))  # kept: Qt must not lose it while anything is painted
    if not shows:
        del os.environ["QT_QPA_PLATFORM"]  # a player that is started next wants the real screen
    return _apps[-1]


_apps: list[QGuiApplication] = []


def raster(page: Page, size_px: tuple[int, int] | None = None, *, once: bool = False, typed: bool = False) -> QImage:
    """Paint a page into a picture of exactly `size_px` (default: the stock's own size); raise Error.

    What the last page of that size showed, too, is not painted again; one that is painted `once` does not become the last.
    One that is `typed` is expected to come again with other words, so what stands behind them is kept at once.
    """
    ensure_app()
    w, h = size_px or page.stock.size_px
    size = again.Size(w, h, page.stock.width, page.stock.height)
    scale = QTransform.fromScale(w / page.stock.width, h / page.stock.height)
    last = again.last(size)
    same = again.alike(last.items, page.items) if last else 0
    if last and same == len(page.items) == len(last.items):
        if not once:
            again.keep(size, last, typed=typed)
        return QImage(last.image)
    begun, behind, area = 0, None, None
    if last and last.behind is not None and last.many <= same and not again.costly(page.items[last.many : same]):
        begun, behind, area = last.many, last.behind, again.changed(last, page.items, scale)
    image = QImage(last.image) if last and area is not None else QImage(w, h, _FORMAT)
    if image.isNull():
        raise Error(f"A picture of {w} x {h} pixels does not fit into memory; choose a smaller size")
    painter = QPainter(image)
    try:
        if area is not None:
            painter.setClipRect(area)
        if behind is not None:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.drawImage(0, 0, behind)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        else:
            painter.fillRect(0, 0, w, h, Qt.GlobalColor.white)
        painter.setTransform(scale)
        still = 0 if behind is not None or once else again.still(page.items, same, typed=typed)
        if still:
            paint(replace(page, items=page.items[:still]), painter)
            painter.end()
            begun, behind = still, image.copy()
            painter.begin(image)
            painter.setTransform(scale)
        rest = page.items[begun:]
        paint(replace(page, items=again.within(rest, area, scale) if area is not None else rest), painter)
    finally:
        painter.end()
    if not once:
        again.keep(size, again.Last(page.items, image, begun, behind), typed=typed)
    return QImage(image)


_FORMAT = QImage.Format.Format_ARGB32_Premultiplied


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
    brush = QBrush(_colour(run.ink, alpha))
    here = _moved(m, at)
    letters = paths.letters(run, Matrix(here.m11(), here.m12(), here.m21(), here.m22(), here.dx(), here.dy()))
    if alpha >= 1 and _apart(run.text):
        for letter in letters:
            p.fillPath(letter, brush)
        return
    whole = QPainterPath()
    for letter in letters:
        whole.addPath(letter)
    whole.setFillRule(Qt.FillRule.WindingFill)
    p.fillPath(whole, brush)


def _apart(text: str) -> bool:
    """Tell whether no letters of a text join: Latin, Greek, Cyrillic, punctuation."""
    return text.isascii() or all(c < "\u0590" or "\u1e00" <= c < "\u2c00" for c in text)


# --- Shape ------------------------------------------------------------------------------------------------------------


def _shape(p: QPainter, at: Point, shape: Shape, alpha: float, m: QTransform) -> None:
    if not shape.path.ops:
        return
    alpha *= shape.alpha
    here = _moved(m, at)
    if shape.crisp and _crisp(p, shape, alpha, here):
        return
    path = paths.path(shape.path, shape.evenodd)
    match shape.fill:
        case None:
            pass
        case Ink():
            p.fillPath(here.map(path), QBrush(_colour(shape.fill, alpha)))
        case Linear() | Radial():
            _flood(p, shape, path, shape.fill, alpha, here)
    if shape.stroke is not None:
        pen = _pen(shape.stroke, alpha)
        p.setTransform(here)
        # Qt takes much longer over many lines in one path; where lines cross, only opaque ones look the same one by one.
        opaque = alpha >= 1 and isinstance(shape.stroke.paint, Ink)
        for line in paths.lines(shape.path) if opaque else (path,):
            p.strokePath(line, pen)
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
    path = paths.snapped(shape.path, shape.evenodd, m.m11(), m.m22(), m.dx(), m.dy())
    p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    p.fillPath(path, QBrush(_colour(shape.fill, alpha)))
    p.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    return True


# --- Picture ----------------------------------------------------------------------------------------------------------


def _picture(p: QPainter, at: Point, picture: Picture, alpha: float, m: QTransform) -> None:
    """Place a picture's crop; one much larger than its place is averaged down first, since Qt itself only interpolates."""
    here = _moved(m, at)
    c = picture.crop
    if min(picture.w, picture.h, c.w, c.h) <= 0:
        return
    w = round(picture.w * math.hypot(here.m11(), here.m12()))
    h = round(picture.h * math.hypot(here.m21(), here.m22()))
    if 0 < w < c.w / 1.2 and 0 < h < c.h / 1.2:
        image, source = pictures.reduced(picture, w, h), QRectF(0, 0, w, h)
    else:
        image, source = pictures.decoded(picture), QRectF(*c)
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
    area = here.map(paths.path(group.clip, False))
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


def _moved(m: QTransform, at: Point) -> QTransform:
    return QTransform.fromTranslate(at.x, at.y) * m if at.x or at.y else m
