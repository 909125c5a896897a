"""Files side by side: each with a small picture of itself, what it is, whether its code reads, and its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.export.manifest import Entry
from kiosk.export.papers import Run, flow, look, made
from kiosk.export.papers.flow import Block, Placed, Style
from kiosk.export.papers.thumbs import Shelf
from kiosk.export.papers.words import _, counted, product
from kiosk.page.geometry import ORIGIN, Point, Rect, rectangle, rounded
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Picture, Shape

_COLUMNS, _GAP = 4, 14.0
_CELL = (look.WIDTH - (_COLUMNS - 1) * _GAP) / _COLUMNS
_TALL, _PAD = 92.0, 7.0
_TITLE = 70
"""Letters of a title that stand under a file."""
_SHADE = look.LINE


def rows(run: Run, entries: Sequence[Entry], shelf: Shelf) -> Iterator[Block]:
    """Lay files out in rows of four, each row as tall as its tallest picture."""
    for start in range(0, len(entries), _COLUMNS):
        some = entries[start : start + _COLUMNS]
        shown = [_pictures(run, entry, shelf) for entry in some]
        tall = max((p.h for row in shown for p in row), default=40.0) + 2 * _PAD
        cells = [_cell(run, entry, pictures, tall) for entry, pictures in zip(some, shown, strict=True)]
        yield flow.beside([(n * (_CELL + _GAP), cell) for n, cell in enumerate(cells)])


def _pictures(run: Run, entry: Entry, shelf: Shelf) -> tuple[Picture, ...]:
    """Make small pictures of a file's first two pages, and of where it differs from the screen if that is too much."""
    file = run.out / entry.path
    differs = run.maps.get(entry.path)
    count = min(2, shelf.pages(file)) if not differs else 1
    parts = count + bool(differs)
    width = (_CELL - 2 * _PAD - 5 * (parts - 1)) / max(1, parts)
    shown = [shelf.of(file, width, _TALL, n) for n in range(count)]
    if differs:
        import io

        from PIL import Image

        with Image.open(io.BytesIO(differs)) as picture:
            shown.append(shelf.put(picture.convert("RGB"), width, _TALL))
    return tuple(p for p in shown if p is not None)


def _cell(run: Run, entry: Entry, pictures: tuple[Picture, ...], tall: float) -> Block:
    ground = Shape(rounded(Rect(0, 0, _CELL, tall), 3), look.GROUND)
    frame = (ORIGIN, Group(((ORIGIN, ground),), role="artifact"))
    what, kind = flow.cut(made.title(run.campaign, entry), _TITLE), made.kind(entry)
    words = [
        (6.0, flow.words(what, _CELL, Style(face=look.text(bold=True), size=9, leading=1.16), lang=entry.lang.split("+")[0])),
        (2, flow.words(kind, _CELL, Style(face=look.text(), size=8.2, leading=1.2))),
    ]
    words += ((2.5, line) for line in _proved(run, entry))
    name = f"{flow.breakable(entry.path.rpartition('/')[2])}, {made.weight(entry)}"
    words.append((2.5, flow.words(name, _CELL, Style(face=look.text(), size=7.2, ink=look.QUIET, leading=1.2))))
    below = flow.stacked(words)
    return Block(
        (
            frame,
            *_shown(pictures, tall, _("{product}: {title}", product=product(entry.product), title=what)),
            *flow.moved(below, 0, tall),
        ),
        tall + below.height,
    )


def _shown(pictures: tuple[Picture, ...], tall: float, alt: str) -> Placed:
    """Place small pictures on their ground, side by side in the middle, as one figure."""
    width = sum(p.w for p in pictures) + 5 * (len(pictures) - 1)
    x = (_CELL - width) / 2
    items: list[tuple[Point, Shape | Picture]] = []
    for picture in pictures:
        y = (tall - picture.h) / 2
        edge = Shape(rectangle(Rect(0, 0, picture.w, picture.h).inset(-0.5)), _SHADE)
        items += ((Point(x, y), edge), (Point(x, y), picture))
        x += picture.w + 5
    return ((ORIGIN, Group(tuple(items), role="figure", alt=alt[:240])),) if items else ()


def _proved(run: Run, entry: Entry) -> Iterator[Block]:
    """Say in lines with a mark how a file stands."""
    good, code = made.code(run, entry)
    if code:
        yield _marked(code, good=good)
    if moment := made.moment(run, entry):
        yield _marked(moment, good=False)
    if apart := made.apart(entry):
        from kiosk.export.files.drawn import APART

        near = entry.difference is not None and entry.difference.worst <= APART
        yield _marked(apart, good=near)
    errors, warnings = (sum(f.severity == s for f in entry.findings) for s in ("error", "warning"))
    if errors:
        yield _marked(counted("Written with {n} mistake", "Written with {n} mistakes", errors), good=False, paint=look.BRICK)
    if warnings:
        yield _marked(counted("{n} thing to look at", "{n} things to look at", warnings), good=False)


def _marked(said: str, *, good: bool, paint: Ink | None = None) -> Block:
    paint = paint or (look.GREEN if good else look.OCHRE)
    words = flow.words(said, _CELL - 12, Style(face=look.text(), size=8.2, ink=paint, leading=1.2))
    mark = (look.tick if good else look.warning)(0, 1.6, 7.6, paint)
    return Block((mark, *flow.moved(words, 11.5, 0)), words.height)
