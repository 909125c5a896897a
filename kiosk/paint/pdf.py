"""Page to PDF: digital files with text that can be selected. A mirror of qt.py: the same headings in the same order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from typing import BinaryIO, TypeAlias, assert_never
from urllib.parse import quote

from kiosk.page.bounds import bounds
from kiosk.page.geometry import Matrix, Point, Rect, rectangle
from kiosk.page.ink import Ink, Linear, Radial, Stop
from kiosk.page.items import Group, Item, Page, Picture, Shape, Stroke, TextRun
from kiosk.paint import pdf_fonts as fonts
from kiosk.paint import pdf_objects as objects
from kiosk.paint import pdf_pictures as pictures
from kiosk.paint.pdf_objects import Document
from kiosk.record import record


class Error(Exception):
    """A page that cannot be written: a picture is gone or broken."""


@record
class Digital:
    """A file for screens and office printers: sRGB; `at` dates it; `bleed` points beyond the trim only when asked for."""

    title: str
    lang: str
    author: str = ""
    at: datetime = datetime(2000, 1, 1)
    bleed: float = 0.0


Intent: TypeAlias = Digital

_Values: TypeAlias = Callable[[Stop], tuple[float, ...]]
"""What of a stop a shading shows: its colour or its alpha."""


@dataclass(slots=True)
class _Sheet:
    """One content stream in the making: operators, the state they left, and the resources they name."""

    out: list[str] = field(default_factory=list[str])
    fill: str = ""
    stroke: str = ""
    alpha: float = 1.0
    places: int = 2
    states: set[str] = field(default_factory=set[str])
    objects: dict[str, str] = field(default_factory=dict[str, str])  # XObject name -> reference
    shadings: dict[str, str] = field(default_factory=dict[str, str])
    patterns: dict[str, str] = field(default_factory=dict[str, str])
    masks: dict[str, str] = field(default_factory=dict[str, str])
    links: list[tuple[str, Rect, str]] = field(default_factory=list[tuple[str, Rect, str]])


@dataclass(slots=True)
class _File:
    """The file in the making: ReportLab's document, the fonts, and what was embedded already."""

    doc: Document
    book: fonts.Book = field(default_factory=fonts.Book)
    pictures: dict[str, tuple[str, str, int, int]] = field(default_factory=dict[str, tuple[str, str, int, int]])
    layers: dict[int, tuple[str, str]] = field(default_factory=dict[int, tuple[str, str]])
    count: int = 0

    def name(self, prefix: str) -> str:
        """Make up the next resource name."""
        self.count += 1
        return f"{prefix}{self.count}"


# --- Document ---------------------------------------------------------------------------------------------------------


def write(pages: Sequence[Page], out: BinaryIO, intent: Intent) -> None:
    """Write pages as one PDF file; the same pages and intent give the same bytes. Raise Error."""
    file = _File(objects.open_document())
    tree = objects.add(file.doc, b"", "Pages")
    try:
        kids = [_page(file, page, intent, tree, i) for i, page in enumerate(pages)]
    except pictures.Error as e:
        raise Error(str(e)) from None
    fonts.embed(file.doc, file.book)
    objects.replace(file.doc, f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode(), "Pages")
    date = objects.text(_date(intent.at))
    author = f"/Author{objects.text(intent.author)}" if intent.author else ""
    info = f"/Title{objects.text(intent.title)}{author}/Creator(Kiosk)/Producer(ReportLab)/CreationDate{date}/ModDate{date}"
    catalog = f"/Pages {tree}/Lang{objects.text(intent.lang)}/ViewerPreferences<</DisplayDocTitle true>>"
    out.write(objects.close(file.doc, catalog, info))


def _date(at: datetime) -> str:
    """Word a moment as PDF does (7.9.4)."""
    offset = at.utcoffset()
    if offset is None:
        return at.strftime("D:%Y%m%d%H%M%S")
    minutes = round(offset.total_seconds() / 60)
    return at.strftime("D:%Y%m%d%H%M%S") + f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}'{abs(minutes) % 60:02d}'"


# --- Page -------------------------------------------------------------------------------------------------------------


def _page(file: _File, page: Page, intent: Intent, tree: str, index: int) -> str:
    """Write one page; y is flipped here and nowhere else."""
    stock, b = page.stock, intent.bleed
    sheet = _Sheet()
    flip = Matrix(1, 0, 0, -1, b, stock.height + b)
    sheet.out.append(f"1 0 0 -1 {_n(flip.e)} {_n(flip.f)} cm")
    if page.lang != intent.lang:
        sheet.out.append(f"/Span<</Lang{objects.text(page.lang)}>>BDC")
    _items(file, sheet, page.items, 1.0, flip, page.lang)
    if page.lang != intent.lang:
        sheet.out.append("EMC")
    content = objects.add(file.doc, objects.stream("", "\n".join(sheet.out).encode("ascii")), f"page{index}.content")
    media = f"0 0 {_n(stock.width + 2 * b)} {_n(stock.height + 2 * b)}"
    trim = f"{_n(b)} {_n(b)} {_n(stock.width + b)} {_n(stock.height + b)}"
    body = (
        f"<</Type/Page/Parent {tree}/MediaBox[{media}]/BleedBox[{media}]/TrimBox[{trim}]/Contents {content}"
        f"/Resources<<{_resources(sheet)}/Font {objects.reference(file.doc, 'BasicFonts')}>>"
        f"/Group<</S/Transparency/CS/DeviceRGB>>{_annotations(file, sheet)}>>"
    )
    return objects.add(file.doc, body.encode(), f"page{index}")


def _resources(sheet: _Sheet) -> str:
    """Word the resources that a stream names, fonts apart."""
    states = "".join(f"/{s}<</ca {int(s[1:]) / 1000:g}/CA {int(s[1:]) / 1000:g}>>" for s in sorted(sheet.states))
    states += "".join(f"/{name} {body}" for name, body in sheet.masks.items())
    out = f"/ExtGState<<{states}>>" if states else ""
    for key, held in (("XObject", sheet.objects), ("Shading", sheet.shadings), ("Pattern", sheet.patterns)):
        if held:
            out += f"/{key}<<" + "".join(f"/{name} {reference}" for name, reference in held.items()) + ">>"
    return out


def _annotations(file: _File, sheet: _Sheet) -> str:
    """Write the links of a page (12.5.6.5)."""
    made: list[str] = []
    for link, r, words in sheet.links:
        address = quote(link, safe=":/?#[]@!$&'()*+,;=%-._~")
        made.append(
            objects.add(
                file.doc,
                f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{_n(r.x)} {_n(r.y)} {_n(r.right)} {_n(r.bottom)}]"
                f"/Contents{objects.text(words or link)}/A<</S/URI/URI{objects.text(address)}>>>>".encode(),
                file.name("link"),
            )
        )
    return f"/Annots[{' '.join(made)}]" if made else ""


def _items(file: _File, s: _Sheet, items: tuple[tuple[Point, Item], ...], alpha: float, ctm: Matrix, lang: str) -> None:
    for at, item in items:
        match item:
            case TextRun():
                _text(file, s, at, item, alpha)
            case Shape():
                _shape(file, s, at, item, alpha, ctm)
            case Picture():
                _picture(file, s, at, item, alpha)
            case Group():
                _group(file, s, at, item, alpha, ctm, lang)
            case _:
                assert_never(item)


# --- Text run ---------------------------------------------------------------------------------------------------------


def _text(file: _File, s: _Sheet, at: Point, run: TextRun, alpha: float) -> None:
    """Show a run's glyphs; text space is flipped back upright."""
    if not run.glyphs:
        return
    font = file.book.font(run.face)
    _set_alpha(s, alpha)
    _set_fill(s, run.ink)
    s.out.append(f"BT/{font.name} {_n(run.size)} Tf 1 0 0 -1 {at.x:.3f} {at.y:.3f} Tm {fonts.show(run, font)} ET")


# --- Shape ------------------------------------------------------------------------------------------------------------


def _shape(file: _File, s: _Sheet, at: Point, shape: Shape, alpha: float, ctm: Matrix) -> None:
    if not shape.path.ops:
        return
    alpha *= shape.alpha
    moved = bool(at.x or at.y)
    here = Matrix.shift(*at).then(ctm) if moved else ctm
    held = (s.fill, s.stroke, s.alpha)
    if moved:
        s.out.append(f"q 1 0 0 1 {at.x:.3f} {at.y:.3f} cm")
    path = objects.path(shape.path, s.places)
    star = "*" if shape.evenodd else ""
    match shape.fill:
        case None:
            pass
        case Ink():
            _set_alpha(s, alpha)
            _set_fill(s, shape.fill)
            s.out.append(f"{path} f{star}")
        case Linear() | Radial():
            _flood(file, s, shape.fill, f"{path} W{star} n", shape.path.bounds(), alpha)
    if shape.stroke is not None:
        _set_alpha(s, alpha)
        _set_stroke(file, s, shape.stroke, here)
        s.out.append(f"{path} S")
        if shape.stroke.dash:
            s.out.append("[]0 d")
    if moved:
        s.out.append("Q")
        s.fill, s.stroke, s.alpha = held


def _flood(file: _File, s: _Sheet, paint: Linear | Radial, clip: str, box: Rect, alpha: float) -> None:
    """Fill a clipped area with a gradient; uneven alpha goes through a luminosity mask (11.6.5.2)."""
    even = all(abs(stop.alpha - paint.stops[0].alpha) < 1e-4 for stop in paint.stops)
    s.out.append(f"q {clip}")
    if even:
        state = _state(s, alpha * paint.stops[0].alpha)
        s.out.append(f"/{state} gs")
    else:
        name = file.name("M")
        grey = _shading(file, paint, lambda stop: (stop.alpha * alpha,), "DeviceGray")
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
    s.shadings[shading] = _shading(file, paint, lambda stop: stop.ink.screen, "DeviceRGB")
    s.out.append(f"/{shading} sh Q")


# --- Picture ----------------------------------------------------------------------------------------------------------


def _picture(file: _File, s: _Sheet, at: Point, picture: Picture, alpha: float) -> None:
    """Place a picture: the whole file, shifted and scaled so that the crop fills the box, and clipped to it."""
    if min(picture.w, picture.h, picture.crop.w, picture.crop.h) <= 0:
        return
    key = picture.sha256 or picture.file
    if key not in file.pictures:
        name = file.name("I")
        file.pictures[key] = (name, *pictures.embed(file.doc, picture.file, picture.sha256, name))
    name, reference, w, h = file.pictures[key]
    s.objects[name] = reference
    c = picture.crop
    kx, ky = picture.w / c.w, picture.h / c.h
    state = _state(s, alpha * picture.alpha)
    box = f"{_n(at.x)} {_n(at.y)} {_n(picture.w)} {_n(picture.h)} re W n"
    x, y = at.x - c.x * kx, at.y - c.y * ky
    s.out.append(f"q {box}/{state} gs {_n(w * kx)} 0 0 {_n(-h * ky)} {_n(x)} {_n(y + h * ky)} cm/{name} Do Q")


# --- Group ------------------------------------------------------------------------------------------------------------


def _group(file: _File, s: _Sheet, at: Point, group: Group, alpha: float, ctm: Matrix, lang: str) -> None:
    own = Matrix.shift(*at)
    if group.matrix is not None:
        own = group.matrix.then(own)
    here = own.then(ctm)
    if group.link:
        box = bounds(group)
        if box:  # `bounds` has the matrix in it already
            s.links.append((group.link, rectangle(box.moved(*at)).mapped(ctm).bounds(), group.alt or ""))
    inner_lang = group.lang or lang
    if inner_lang != lang:
        s.out.append(f"/Span<</Lang{objects.text(inner_lang)}>>BDC")
    held = (s.fill, s.stroke, s.alpha, s.places)
    saved = own != Matrix() or group.clip is not None
    if saved:
        s.out.append("q")
        if own != Matrix():
            s.out.append(" ".join(map(_n, own)) + " cm")
            s.places = objects.places(here)
        if group.clip is not None:
            s.out.append(f"{objects.path(group.clip, s.places)} W n")
    _items(file, s, group.items, alpha * group.alpha, here, inner_lang)
    if saved:
        s.out.append("Q")
        s.fill, s.stroke, s.alpha, s.places = held
    if inner_lang != lang:
        s.out.append("EMC")


# --- Paints and paths -------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _rgb(ink: Ink) -> str:
    return " ".join(f"{v:.4f}".rstrip("0").rstrip(".") or "0" for v in ink.screen)


def _set_fill(s: _Sheet, ink: Ink) -> None:
    colour = _rgb(ink)
    if colour != s.fill:
        s.fill = colour
        s.out.append(f"{colour} rg")


def _set_alpha(s: _Sheet, alpha: float) -> None:
    if abs(alpha - s.alpha) > 5e-4:
        s.alpha = alpha
        s.out.append(f"/{_state(s, alpha)} gs")


def _state(s: _Sheet, alpha: float) -> str:
    """Name the graphics state of a constant alpha, in thousandths."""
    name = f"A{round(alpha * 1000)}"
    s.states.add(name)
    return name


def _shading(file: _File, paint: Linear | Radial, values: _Values, space: str) -> str:
    """Write an axial or radial shading (8.7.4.5.3, 8.7.4.5.4) and return its reference."""
    match paint:
        case Linear(start, end):
            kind, coords = 2, (*start, *end)
        case Radial(centre, radius):
            kind, coords = 3, (*centre, 0.0, *centre, radius)
        case _:
            assert_never(paint)
    function = _function(paint.stops, values)
    body = f"<</ShadingType {kind}/ColorSpace/{space}/Coords[{' '.join(map(_n, coords))}]/Function {function}/Extend[true true]>>"
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


def _set_stroke(file: _File, s: _Sheet, stroke: Stroke, ctm: Matrix) -> None:
    match stroke.paint:
        case Ink():
            colour = f"{_rgb(stroke.paint)} RG"
        case Linear() | Radial():
            name = file.name("P")
            shading = _shading(file, stroke.paint, lambda stop: stop.ink.screen, "DeviceRGB")
            body = f"<</PatternType 2/Shading {shading}/Matrix[{' '.join(map(_n, ctm))}]>>"
            s.patterns[name] = objects.add(file.doc, body.encode(), name)
            colour = f"/Pattern CS/{name} SCN"
        case _:
            assert_never(stroke.paint)
    dash = f"[{' '.join(map(_n, stroke.dash))}]0 d" if stroke.dash else ""
    line = f"{colour} {_n(stroke.width)} w {_CAPS[stroke.cap]} J {_JOINS[stroke.join]} j"
    if line != s.stroke:
        s.stroke = line
        s.out.append(line)
    if dash:
        s.out.append(dash)


_n = objects.number
