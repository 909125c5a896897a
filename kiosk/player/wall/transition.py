"""Transitions: how one slide gives way to the next, and how much of it a screen allows. Nothing ever flashes."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter

from kiosk.campaign.direction import rtl
from kiosk.player.playlist import Setting, Transition
from kiosk.record import record

SECONDS = {"fade": 0.8, "slide": 1.2, "cut": 0.0}
SLOW = 1.6
"""Seconds of a fade where nothing may move."""
SHARE = 0.4
"""The most of a slide's own time that its coming may take."""
SHORTEST = 0.05
LONG = 10.0
"""Seconds of a slide that has time for its whole transition."""
_Mode: TypeAlias = QPainter.CompositionMode


@record
class Change:
    """A kind of transition and its seconds; `rtl`: slides come from where the next page is in a book from right to left."""

    kind: Transition = "cut"
    seconds: float = 0.0
    rtl: bool = False


CUT = Change()


def choose(setting: Setting, dwell: float, lang: str = "en") -> Change:
    """Choose how a slide in a language that stays for `dwell` real seconds comes on, as its screen wants it."""
    kind, seconds = setting.transition, SECONDS[setting.transition]
    if setting.reduced_motion and kind != "cut":
        kind, seconds = "fade", SLOW
    seconds = min(seconds, SHARE * dwell)
    return Change(kind, seconds, rtl(lang)) if seconds >= SHORTEST else CUT


def eased(part: float) -> float:
    """Begin and end gently: 0 to 1, flat at both ends, never outside."""
    part = min(max(part, 0.0), 1.0)
    return part * part * (3 - 2 * part)


@record(eq=False)
class Layer:
    """A picture as it stands on a window: opaque pixels, their place, and the few pixels by which it is shifted."""

    image: QImage
    place: QRect
    shift: QPoint


def draw(painter: QPainter, layer: Layer, by: QPoint, opacity: float = 1.0) -> None:
    """Paint a layer moved by so much; where the shift bares an edge, the picture's own outermost pixels stand."""
    plain = opacity >= 1.0
    painter.setCompositionMode(_Mode.CompositionMode_Source if plain else _Mode.CompositionMode_SourceOver)
    painter.setOpacity(min(opacity, 1.0))
    spot = layer.place.topLeft() + by
    dx, dy = layer.shift.x(), layer.shift.y()
    if not dx and not dy:
        painter.drawImage(spot, layer.image)
    else:
        w, h = layer.image.width(), layer.image.height()
        painter.save()
        painter.setClipRect(QRect(spot, layer.image.size()))
        painter.drawImage(spot + layer.shift, layer.image)
        painter.restore()
        if dx:
            bared = QRect(0, 0, dx, h) if dx > 0 else QRect(w + dx, 0, -dx, h)
            painter.drawImage(bared.translated(spot).topLeft(), layer.image, bared)
        if dy:
            # What the strip above or below shares with the one beside it is painted once.
            left, right = max(dx, 0), w + min(dx, 0)
            bared = QRect(left, 0, right - left, dy) if dy > 0 else QRect(left, h + dy, right - left, -dy)
            painter.drawImage(bared.translated(spot).topLeft(), layer.image, bared)
    painter.setOpacity(1.0)


def between(painter: QPainter, kind: Transition, part: float, old: Layer, new: Layer, travel: QPoint) -> None:
    """Paint the moment of a transition at which `part` of its time is over; `travel` is the way of a whole slide."""
    share = eased(part)
    if kind == "slide":
        draw(painter, old, -travel * share)
        draw(painter, new, travel - travel * share)
    else:
        draw(painter, old, QPoint(0, 0))
        draw(painter, new, QPoint(0, 0), share)
