"""A page as readable text, for goldens and for people: one line an item, groups indented, lengths to 0.01 pt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from kiosk.page.geometry import Path, Point
from kiosk.page.ink import Ink, Linear, Paint, Radial, Stop
from kiosk.page.items import Group, Item, Page, Picture, Shape, Stroke, TextRun


def dump(page: Page) -> str:
    """Write a page as text."""
    s = page.stock
    head = f"page {s.name} {_n(s.width, s.height)} lang={page.lang} {page.title!r}"
    return "\n".join([head, *_items(page.items, 1)]) + "\n"


def _items(items: Iterable[tuple[Point, Item]], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for at, item in items:
        place = f"{pad}{_n(*at)} "
        match item:
            case TextRun():
                f = item.face
                kind = f"{f.family} {f.weight}{' italic' if f.italic else ''} {_n(item.size)} {item.ink.hex}"
                yield f"{place}text {item.text!r} {kind} w={_n(item.width)}{' rtl' if item.rtl else ''}"
            case Shape():
                yield place + "shape " + " ".join(_shape(item))
            case Picture():
                crop = _n(*item.crop)
                yield f"{place}picture {item.sha256[:12]} crop={crop} {_n(item.w, item.h)}{_alpha(item.alpha)}"
            case Group():
                yield place + " ".join(["group", *_group(item)])
                yield from _items(item.items, depth + 1)
            case _:
                assert_never(item)


def _shape(shape: Shape) -> Iterator[str]:
    yield _path(shape.path)
    if shape.fill:
        yield f"fill={_paint(shape.fill)}"
    if shape.stroke:
        yield _stroke(shape.stroke)
    if shape.evenodd:
        yield "evenodd"
    if shape.alpha != 1:
        yield f"alpha={_n(shape.alpha)}"
    if shape.crisp:
        yield "crisp"


def _group(group: Group) -> Iterator[str]:
    named = (("role", group.role), ("name", group.name), ("lang", group.lang), ("order", group.order), ("link", group.link))
    yield from (f"{key}={value}" for key, value in named if value is not None)
    if group.alt is not None:
        yield f"alt={group.alt!r}"
    if group.matrix:
        yield "matrix=" + ",".join(f"{v:.4g}" for v in group.matrix)
    if group.clip:
        yield f"clip={_path(group.clip)}"
    if group.alpha != 1:
        yield f"alpha={_n(group.alpha)}"


def _path(path: Path) -> str:
    """Tell a short path in full, a long one by its length and bounds."""
    if len(path.ops) <= 6:
        return f"{path.ops}[{_n(*path.xy)}]"
    return f"path of {len(path.ops)} in [{_n(*path.bounds())}]"


def _paint(paint: Paint) -> str:
    match paint:
        case Ink():
            return paint.hex
        case Linear():
            return f"linear({_n(*paint.start)} to {_n(*paint.end)}: {_stops(paint.stops)})"
        case Radial():
            return f"radial({_n(*paint.centre)} r={_n(paint.radius)}: {_stops(paint.stops)})"
        case _:
            assert_never(paint)


def _stops(stops: Iterable[Stop]) -> str:
    return ", ".join(f"{_n(s.offset)} {s.ink.hex}{'' if s.alpha == 1 else '/' + _n(s.alpha)}" for s in stops)


def _stroke(stroke: Stroke) -> str:
    extra = "".join(f" {word}" for word, plain in ((stroke.cap, "butt"), (stroke.join, "miter")) if word != plain)
    dash = f" dash={_n(*stroke.dash)}" if stroke.dash else ""
    return f"stroke={_paint(stroke.paint)} {_n(stroke.width)}{extra}{dash}"


def _alpha(alpha: float) -> str:
    return "" if alpha == 1 else f" alpha={_n(alpha)}"


def _n(*values: float) -> str:
    """Write numbers rounded to 0.01, without minus zero or trailing zeros."""
    return ",".join(f"{round(v, 2) + 0.0:.2f}".rstrip("0").rstrip(".") for v in values)
