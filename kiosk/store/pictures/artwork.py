"""SVG logos: judged under limits, resolved to plain paths by picosvg, and turned into shapes for both painters."""

from __future__ import annotations

import contextlib
import hashlib
import math
import re
from collections.abc import Iterator
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from kiosk.page.geometry import Matrix, Path, Rect
from kiosk.page.ink import Ink, Linear, Paint, Radial, Stop, ink
from kiosk.page.items import Shape
from kiosk.page.picture import Artwork
from kiosk.store.pictures import shapes, svg

if TYPE_CHECKING:
    from picosvg.svg import SVG

_MADE = 1
"""Raised when artwork is made differently, so that what is cached is made again."""
CURE = "Ask for the logo as plain paths, or use a PNG of it."
Error = svg.Error


def read(path: File, cache: File | None = None) -> tuple[Artwork, tuple[str, ...]]:
    """Read an SVG file as artwork, with a note on everything that could not be kept; raise Error.

    With a cache folder the plain document is kept there, since resolving it costs 60 ms and reading it back 2.
    """
    if path.stat().st_size > svg.LARGEST:
        raise Error("is larger than 2 MB.", "Ask for a simpler version of the logo.")
    data = path.read_bytes()
    if cache is None:
        return parse(data)
    note = cache / "pictures" / f"{hashlib.sha256(data).hexdigest()[:32]}-logo{_MADE}.json"
    known = shapes.load(note)
    if known is None:
        known = parse(data)
        with contextlib.suppress(OSError):
            shapes.save(note, *known)
    return known


def parse(data: bytes) -> tuple[Artwork, tuple[str, ...]]:
    """Turn SVG text into artwork, with a note on everything that could not be kept; raise Error."""
    plain, notes = svg.cleaned(data)
    from picosvg.svg import SVG

    try:
        made = SVG.fromstring(plain).topicosvg(drop_unsupported=True)
        box = made.view_box()
        drawn = tuple(_shapes(made))
    except Exception as error:  # picosvg raises whatever it stumbles over, KeyError and AttributeError among them
        raise Error(f"cannot be read as a drawing ({type(error).__name__}).", CURE) from None
    if box is None:
        raise Error("has neither a viewBox nor a size.", CURE)
    if not drawn:
        raise Error("draws nothing.", CURE)
    if not (0 < box.w < 1e6 and 0 < box.h < 1e6):
        raise Error("has no usable size.", CURE)
    place = Matrix.shift(-box.x, -box.y)
    moved = tuple(_moved(s, place) for s in drawn)
    return Artwork(hashlib.sha256(data).hexdigest(), box.w, box.h, moved), notes


def _shapes(made: SVG) -> Iterator[Shape]:
    """Walk the plain document: paths, and groups that only carry opacity."""
    gradients = {e.attrib["id"]: e for e in made.svg_root.iter() if "id" in e.attrib and _tag(e).endswith("Gradient")}

    def walk(element: Any, alpha: float) -> Iterator[Shape]:
        alpha *= float(element.attrib.get("opacity", 1))
        match _tag(element):
            case "svg" | "g":
                for child in element:
                    yield from walk(child, alpha)
            case "path":
                path = _path(element.attrib.get("d", ""))
                paint, own = _paint(element.attrib.get("fill", "black"), path, gradients)
                strength = alpha * own * float(element.attrib.get("fill-opacity", 1))
                if paint is not None and path.ops and strength > 0:
                    yield Shape(path, paint, evenodd=element.attrib.get("fill-rule") == "evenodd", alpha=round(strength, 4))
            case _:
                pass

    yield from walk(made.svg_root, 1.0)


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _path(d: str) -> Path:
    """Read path data: lines and cubics as they are, quadratics raised, arcs turned into cubics."""
    from picosvg.svg_types import SVGPath

    ops: list[str] = []
    xy: list[float] = []
    here = (0.0, 0.0)
    for command, args in SVGPath(d=d).explicit_lines().absolute().expand_shorthand().arcs_to_cubics().as_cmd_seq():
        match command:
            case "M" | "L":
                here = (args[0], args[1])
            case "C":
                here = (args[4], args[5])
            case "Q":
                (x0, y0), (cx, cy, x, y) = here, args
                third = 2 / 3
                args = (x0 + (cx - x0) * third, y0 + (cy - y0) * third, x + (cx - x) * third, y + (cy - y) * third, x, y)
                command, here = "C", (x, y)
            case _:
                args = ()
        if not all(math.isfinite(v) for v in args):
            raise Error("has a coordinate that is no number.", CURE)
        ops.append(command)
        xy += args
    return Path("".join(ops), tuple(xy))


def _paint(value: str, path: Path, gradients: dict[str, Any]) -> tuple[Paint | None, float]:
    """Read a fill: a colour, none, or a gradient by its id; and its own alpha."""
    found = re.fullmatch(r"url\(\s*['\"]?#([^'\")]+)['\"]?\s*\)(.*)", value.strip())
    if found is None:
        return _colour(value)
    element = gradients.get(found[1])
    if element is None:
        return _colour(found[2].strip() or "none")
    return _gradient(element, path.bounds()), 1.0


def _gradient(element: Any, bounds: Rect) -> Paint | None:
    """Read a gradient; a radial one keeps its centre, its radius becomes the mean of a stretched one."""
    get = element.attrib.get
    stops = tuple(_stop(s) for s in element if _tag(s) == "stop")
    if not stops:
        return None
    if len(stops) == 1:
        return stops[0].ink
    matrix = _matrix(get("gradientTransform", ""))
    if get("gradientUnits") != "userSpaceOnUse":
        matrix = matrix.then(Matrix(bounds.w, 0, 0, bounds.h, bounds.x, bounds.y))
    if _tag(element) == "linearGradient":
        start, end = (_share(get("x1"), 0), _share(get("y1"), 0)), (_share(get("x2"), 1), _share(get("y2"), 0))
        return Linear(matrix.at(start), matrix.at(end), stops)
    radius = _share(get("r"), 0.5) * math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
    return Radial(matrix.at((_share(get("cx"), 0.5), _share(get("cy"), 0.5))), radius, stops)


def _stop(element: Any) -> Stop:
    style = dict(p.split(":", 1) for p in element.attrib.get("style", "").replace(" ", "").split(";") if ":" in p)
    colour, own = _colour(style.get("stop-color", element.attrib.get("stop-color", "black")))
    alpha = float(style.get("stop-opacity", element.attrib.get("stop-opacity", 1)))
    offset = min(max(_share(element.attrib.get("offset"), 0), 0), 1)
    return Stop(offset, colour or ink("#000000"), alpha * own if colour else 0.0)


def _share(text: str | None, otherwise: float) -> float:
    if not text:
        return otherwise
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)


def _matrix(text: str) -> Matrix:
    found = re.fullmatch(r"\s*matrix\(([^)]*)\)\s*", text)
    return Matrix(*(float(v) for v in re.split(r"[\s,]+", found[1].strip()))) if found else Matrix()


def _colour(value: str) -> tuple[Ink | None, float]:
    """Read a colour of CSS and its alpha; none and transparent paint nothing."""
    value = value.strip().lower()
    if value in ("none", "transparent"):
        return None, 0.0
    if value == "currentcolor":
        return ink("#000000"), 1.0
    from PIL import ImageColor

    alpha = 1.0
    found = re.fullmatch(r"rgba\((.+)[,/]\s*([\d.]+)(%?)\s*\)", value)
    if found:
        value, alpha = f"rgb({found[1].strip()})", float(found[2]) / (100 if found[3] else 1)
    try:
        rgb = ImageColor.getrgb(value)
    except ValueError:
        return ink("#000000"), alpha
    return ink("#{:02X}{:02X}{:02X}".format(*rgb[:3])), alpha * (rgb[3] / 255 if len(rgb) > 3 else 1.0)


def _moved(shape: Shape, by: Matrix) -> Shape:
    """Move a shape and its gradient."""
    match shape.fill:
        case Linear(start, end, stops):
            fill: Paint | None = Linear(by.at(start), by.at(end), stops)
        case Radial(centre, radius, stops):
            fill = Radial(by.at(centre), radius, stops)
        case _:
            fill = shape.fill
    return Shape(shape.path.mapped(by), fill, evenodd=shape.evenodd, alpha=shape.alpha)
