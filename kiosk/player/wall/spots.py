"""Spots: where on a card or a slide a finger is, what keys may choose there, and the marks that show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor

from kiosk.player.cache import Entry
from kiosk.player.cards import Facts
from kiosk.player.wall.scene import Mark

ENTRY = "entry-"
"""What the boxes of an agenda's rows begin with: entry-<number>-<id of the item>."""
Boxes: TypeAlias = Mapping[str, tuple[float, float, float, float]]
_QUIET = frozenset({"idle", "panel", "dots"})


def names(card: Facts | None) -> list[str]:
    """List what can be chosen on a card, in reading order."""
    boxes: Boxes = card.boxes if card is not None else {}
    return sorted((n for n in boxes if n not in _QUIET), key=lambda n: (n == "close", round(boxes[n][1]), boxes[n][0]))


def area(picture: Facts | Entry, target: QRect, name: str) -> QRectF:
    """Find a box of a picture that stands at `target`, in pixels of the upright window."""
    x, y, w, h = picture.boxes[name]
    scale = target.width() / picture.width
    return QRectF(target.x() + x * scale, target.y() + y * scale, w * scale, h * scale)


def at(card: Facts, target: QRect, point: QPoint) -> str:
    """Name what lies under a finger; beside the panel it means going back."""
    for name in names(card):
        if area(card, target, name).contains(point):
            return name
    return "" if area(card, target, "panel").contains(point) else "close"


def entry(slide: Entry, target: QRect, point: QPoint) -> str:
    """Name the item in whose row of a slide a finger is; nothing where there is none."""
    found = (n for n in slide.boxes if n.startswith(ENTRY) and area(slide, target, n).contains(point))
    return next(found, "").removeprefix(ENTRY).partition("-")[2]


def marks(card: Facts, target: QRect, u: float, *, left: float, focus: str, typed: int) -> list[Mark]:
    """Show how much of the idle time is left (0 to 1), where the keys are, and how many digits were typed."""
    found: list[Mark] = []
    if "idle" in card.boxes:
        bar = area(card, target, "idle")
        found.append(Mark(QRect(round(bar.x()), round(bar.y()), round(bar.width() * left), round(bar.height())), card.bar))
    if focus:
        edge = round(u * 0.8)
        place = area(card, target, focus).toRect().adjusted(-edge, -edge, edge, edge)
        # On a lighter edge of its own the ring is seen on any ground, also where it lies over the dimmed slide.
        found.append(Mark(place, _edge(card.ring), ring=round(u * 1.3)))
        found.append(Mark(place, card.ring, ring=round(u * 0.7)))
    if "dots" in card.boxes:
        room, side = area(card, target, "dots"), round(2.4 * u)
        for n in range(typed):
            found.append(Mark(QRect(round(room.x() + n * 4 * u), round(room.y()), side, side), card.ring, round=True))
    return found


def _edge(colour: str) -> str:
    """Choose white beside a dark colour, black beside a light one."""
    return "#ffffff" if QColor(colour).lightnessF() < 0.5 else "#000000"
