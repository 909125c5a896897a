"""Artwork as JSON in the cache: shapes with their inks and gradients, written and read back the same."""

from __future__ import annotations

import json
import os
from pathlib import Path as File
from typing import Any

from kiosk.page.geometry import Path, Point
from kiosk.page.ink import Linear, Paint, Radial, Stop, ink
from kiosk.page.items import Shape
from kiosk.page.picture import Artwork


def save(note: File, artwork: Artwork, notes: tuple[str, ...]) -> None:
    """Write artwork and the notes on it; raise OSError."""
    made = [_packed(s) for s in artwork.shapes]
    note.parent.mkdir(parents=True, exist_ok=True)
    part = note.with_name(f"{note.name}.{os.getpid()}.part")
    try:
        part.write_text(json.dumps([artwork.sha256, artwork.width, artwork.height, made, notes]), encoding="utf-8")
        part.replace(note)
    finally:
        part.unlink(missing_ok=True)


def load(note: File) -> tuple[Artwork, tuple[str, ...]] | None:
    """Read artwork and the notes on it; None when there is none or it is damaged."""
    try:
        sha, width, height, made, notes = json.loads(note.read_text(encoding="utf-8"))
        artwork = Artwork(str(sha), float(width), float(height), tuple(_unpacked(s) for s in made))
    except (OSError, ValueError, TypeError, KeyError, IndexError):
        return None
    return artwork, tuple(str(n) for n in notes)


def _packed(shape: Shape) -> list[Any]:
    return [shape.path.ops, shape.path.xy, _paint(shape.fill), shape.evenodd, shape.alpha]


def _unpacked(made: list[Any]) -> Shape:
    ops, xy, fill, evenodd, alpha = made
    path = Path(str(ops), tuple(float(v) for v in xy))
    return Shape(path, _paint_of(fill), evenodd=bool(evenodd), alpha=float(alpha))


def _paint(paint: Paint | None) -> Any:
    match paint:
        case None:
            return None
        case Linear(start, end, stops):
            return ["linear", start, end, [[s.offset, s.ink.hex, s.alpha] for s in stops]]
        case Radial(centre, radius, stops):
            return ["radial", centre, radius, [[s.offset, s.ink.hex, s.alpha] for s in stops]]
        case _:
            return paint.hex


def _paint_of(made: Any) -> Paint | None:
    if made is None or isinstance(made, str):
        return ink(made) if made else None
    kind, first, second, stops = made
    listed = tuple(Stop(float(o), ink(str(c)), float(a)) for o, c, a in stops)
    at = Point(float(first[0]), float(first[1]))
    if kind == "radial":
        return Radial(at, float(second), listed)
    return Linear(at, Point(float(second[0]), float(second[1])), listed)
