"""An organisation's name where its logo would stand: on one line in a frame, a long one on several."""

from __future__ import annotations

from kiosk.compose.marks import At
from kiosk.page import face as faces
from kiosk.page.face import Face
from kiosk.page.geometry import Point, Rect, rounded
from kiosk.page.ink import Ink
from kiosk.page.items import Shape, Stroke
from kiosk.page.lines import Paragraph, Span, set_lines
from kiosk.record import record

_SHAPES = ((1, 0.36, 0.46), (2, 0.2, 0.34), (3, 0.0, 0.29))
"""Lines, room on each side and size of the type, both as shares of the height; what has three has no frame."""
_EASY = 0.85
"""Share of its size down to which one line is taken rather than two."""
_LEADING = 1.08
_STEP = 0.96
SMALLEST = 6.0
"""Smallest type in print, in points (PREFLIGHT)."""


@record
class Nameplate:
    """A name as it is set: its frame if it has one, its runs of words, its width and size of type in points."""

    frame: Shape | None
    runs: tuple[At, ...]
    width: float
    size: float


def nameplate(name: str, rect: Rect, face: Face, ink: Ink, *, lang: str, rtl: bool) -> Nameplate:
    """Set a name into a box, at its leading side: on as many lines as let it be largest."""
    whole = _shaped(name, rect, face, ink, lang, *_SHAPES[0])
    if whole[1] < _EASY * _SHAPES[0][2] * rect.h:
        whole = max(whole, *(_shaped(name, rect, face, ink, lang, *shape) for shape in _SHAPES[1:]), key=lambda t: t[1])
    para, size, pad = whole
    width = para.width + 2 * pad
    x = rect.right - width if rtl else rect.x
    frame = Shape(rounded(Rect(x, rect.y, width, rect.h), rect.h * 0.2), stroke=Stroke(ink, max(rect.h * 0.045, 0.5)))
    return Nameplate(frame if pad else None, tuple(_runs(para, x + pad, rect, face, size, rtl)), width, size)


def _shaped(
    name: str, rect: Rect, face: Face, ink: Ink, lang: str, lines: int, side: float, share: float
) -> tuple[Paragraph, float, float]:
    """Find the largest size at which a name takes so many lines at most."""
    pad, size = side * rect.h, share * rect.h
    room = max(rect.w - 2 * pad, 1.0)
    while True:
        para = set_lines((Span(name, face, ink),), 1e6 if lines == 1 else room, size, lang=lang, leading=_LEADING, balance=True)
        if para.width <= room and para.fits and para.count <= lines:
            return para, size, pad
        size *= room / para.width * 0.99999 if lines == 1 else _STEP


def _runs(para: Paragraph, left: float, rect: Rect, face: Face, size: float, rtl: bool) -> list[At]:
    """Place the lines in the middle of the height."""
    cap = faces.metrics(face).cap * size
    first = rect.y + rect.h / 2 - ((para.count - 1) * _LEADING * size + cap) / 2 + cap
    return [
        (Point(left + (para.width - line.width if rtl else 0.0) + at.x, first + n * _LEADING * size + at.y), run)
        for n, line in enumerate(para.lines)
        for at, run in line.runs
    ]
