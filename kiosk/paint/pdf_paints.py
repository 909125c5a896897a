"""Paints of a PDF file: the state of fills, strokes and alpha, gradients as shadings."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TypeAlias, assert_never

from kiosk.page.geometry import Matrix, Path, Rect
from kiosk.page.ink import Ink, Linear, Radial, Stop
from kiosk.page.items import Stroke
from kiosk.paint import pdf_objects as objects
from kiosk.paint.pdf_state import File, Sheet

_Values: TypeAlias = Callable[[Stop], tuple[float, ...]]
"""What of a stop a shading shows: its colour or its alpha."""


THIN = 1.5
"""Points up to which a line is thin: several plates never meet that well."""


def is_thin(path: Path, ctm: Matrix) -> bool:
    """Tell whether a shape is a line, drawn as a slim rectangle."""
    if len(path.ops) > 5:
        return False
    box = path.bounds()
    return min(box.w, box.h) * abs(ctm.a * ctm.d - ctm.b * ctm.c) ** 0.5 <= THIN


def set_fill(file: File, s: Sheet, ink: Ink, *, text: bool = False) -> None:
    """Fill with an ink from here on; `text` says that letters or a code are filled."""
    colour = file.inks.fill(file, s, ink, text=text)
    if colour != s.fill:
        s.fill = colour
        s.out.append(colour)


def set_alpha(s: Sheet, alpha: float) -> None:
    """Paint with an alpha from here on."""
    if abs(alpha - s.alpha) > 5e-4:
        s.alpha = alpha
        s.out.append(f"/{state(s, alpha)} gs")


def state(s: Sheet, alpha: float) -> str:
    """Name the graphics state of a constant alpha, in thousandths."""
    name = f"A{round(alpha * 1000)}"
    s.states.add(name)
    return name


def flood(file: File, s: Sheet, paint: Linear | Radial, clip: str, box: Rect, alpha: float) -> None:
    """Fill a clipped area with a gradient; uneven alpha goes through a luminosity mask (11.6.5.2)."""
    even = all(abs(stop.alpha - paint.stops[0].alpha) < 1e-4 for stop in paint.stops)
    s.out.append(f"q {clip}")
    if even:
        named = state(s, alpha * paint.stops[0].alpha)
        s.out.append(f"/{named} gs")
    else:
        name = file.name("M")
        grey = _shading(file, paint, lambda stop: (stop.alpha * alpha,), "/DeviceGray")
        b = box.inset(-1)
        form = objects.add(
            file.doc,
            objects.stream(
                f"/Type/XObject/Subtype/Form/FormType 1/BBox[{_n(b.x)} {_n(b.y)} {_n(b.right)} {_n(b.bottom)}]"
                f"/Group<</S/Transparency/CS/DeviceGray/I true>>/Resources<</Shading<</S {grey}>>>>",
                b"/S sh",
            ),
            f"{name}.form",
        )
        s.masks[name] = objects.add(file.doc, f"<</SMask<</S/Luminosity/G {form}>>/ca 1/CA 1>>".encode(), name)
        s.out.append(f"/{name} gs")
    shading = file.name("S")
    s.shadings[shading] = _inked(file, paint)
    s.out.append(f"/{shading} sh Q")


def _inked(file: File, paint: Linear | Radial) -> str:
    """Write the shading of a gradient's inks."""
    space, told = file.inks.ramp(file, [stop.ink for stop in paint.stops])
    return _shading(file, paint, lambda stop: told(stop.ink), space)


def _shading(file: File, paint: Linear | Radial, values: _Values, space: str) -> str:
    """Write an axial or radial shading (8.7.4.5.3, 8.7.4.5.4) and return its reference."""
    match paint:
        case Linear(start, end):
            kind, coords = 2, (*start, *end)
        case Radial(centre, radius):
            kind, coords = 3, (*centre, 0.0, *centre, radius)
        case _:
            assert_never(paint)
    function = _function(paint.stops, values)
    body = f"<</ShadingType {kind}/ColorSpace {space}/Coords[{' '.join(map(_n, coords))}]/Function {function}/Extend[true true]>>"
    return objects.add(file.doc, body.encode(), file.name("shading"))


def _function(stops: tuple[Stop, ...], values: _Values) -> str:
    """Word the ramp through all stops as stitched straight pieces (7.10.4)."""
    known = sorted(stops, key=lambda stop: stop.offset)
    ramp = [(max(0.0, min(1.0, stop.offset)), values(stop)) for stop in known]
    ramp = [(0.0, ramp[0][1]), *ramp, (1.0, ramp[-1][1])]
    parts: list[str] = []
    edges: list[float] = []
    for (o0, c0), (o1, c1) in pairwise(ramp):
        if o1 - o0 < 1e-6 and len(ramp) > 2:
            continue
        edges.append(o1)
        parts.append(f"<</FunctionType 2/Domain[0 1]/N 1/C0[{' '.join(map(_n, c0))}]/C1[{' '.join(map(_n, c1))}]>>")
    bounds_ = " ".join(_n(e) for e in edges[:-1])
    encode = " ".join(["0 1"] * len(parts))
    return f"<</FunctionType 3/Domain[0 1]/Functions[{' '.join(parts)}]/Bounds[{bounds_}]/Encode[{encode}]>>"


_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}


def set_stroke(file: File, s: Sheet, stroke: Stroke, ctm: Matrix) -> None:
    """Stroke with a paint, width, ends and dashes from here on."""
    scale = max(1e-6, abs(ctm.a * ctm.d - ctm.b * ctm.c) ** 0.5)
    match stroke.paint:
        case Ink():
            colour = file.inks.stroke(file, s, stroke.paint, thin=stroke.width * scale <= THIN)
        case Linear() | Radial():
            name = file.name("P")
            shading = _inked(file, stroke.paint)
            body = f"<</PatternType 2/Shading {shading}/Matrix[{' '.join(map(_n, ctm))}]>>"
            s.patterns[name] = objects.add(file.doc, body.encode(), name)
            colour = f"/Pattern CS/{name} SCN"
        case _:
            assert_never(stroke.paint)
    dash = f"[{' '.join(map(_n, stroke.dash))}]0 d" if stroke.dash else ""
    width = stroke.width
    if width * scale < file.inks.hairline - 1e-6:
        width = file.inks.hairline * 1.002 / scale  # a little more, for the decimals it is written with
    line = f"{colour} {_n(width)} w {_CAPS[stroke.cap]} J {_JOINS[stroke.join]} j"
    if line != s.stroke:
        s.stroke = line
        s.out.append(line)
    if dash:
        s.out.append(dash)


_n = objects.number
