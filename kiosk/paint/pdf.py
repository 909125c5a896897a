"""Page to PDF: tagged files for readers, press files for printers. A mirror of qt.py: the same headings in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import BinaryIO, TypeAlias, assert_never
from urllib.parse import quote

from kiosk.page.bounds import bounds
from kiosk.page.geometry import Matrix, Point, rectangle
from kiosk.page.ink import Ink, Linear, Radial
from kiosk.page.items import Group, Item, Page, Picture, Shape, TextRun
from kiosk.paint import pdf_fonts as fonts
from kiosk.paint import pdf_marks as marks
from kiosk.paint import pdf_meta as meta
from kiosk.paint import pdf_objects as objects
from kiosk.paint import pdf_paints as paints
from kiosk.paint import pdf_pictures as pictures
from kiosk.paint import pdf_tags as tags
from kiosk.paint.pdf_press import Press
from kiosk.paint.pdf_screen import Screen
from kiosk.paint.pdf_state import File, Link, Sheet
from kiosk.record import record

__all__ = ["Digital", "Error", "Intent", "Press", "write"]


class Error(Exception):
    """A page that cannot be written: a picture is gone or broken."""


@record
class Digital:
    """A file for screens, screen readers and office printers: sRGB, PDF/UA-1; `at` dates it.

    `bleed` is what it shows beyond the trim, in points, and `marks` are crop marks: both only when asked for.
    """

    title: str
    lang: str
    author: str = ""
    at: datetime = datetime(2000, 1, 1)
    bleed: float = 0.0
    marks: bool = False


Intent: TypeAlias = Digital | Press


# --- Document ---------------------------------------------------------------------------------------------------------


def write(pages: Sequence[Page], out: BinaryIO, intent: Intent) -> None:
    """Write pages as one PDF file; the same pages and intent give the same bytes. Raise Error."""
    if isinstance(intent, Digital):
        file = File(objects.open_document(), Screen())
    else:
        file = File(objects.open_document(6), intent.inks())
    tree = objects.add(file.doc, b"", "Pages")
    kids = [objects.add(file.doc, b"", f"page{n}") for n in range(len(pages))]
    root = tags.Element("Document") if isinstance(intent, Digital) else None
    sheets: list[Sheet] = []
    try:
        for n, page in enumerate(pages):
            sheets.append(_page(file, page, intent, tree, n, root, len(pages)))
    except pictures.Error as e:
        raise Error(str(e)) from None
    fonts.embed(file.doc, file.book)
    objects.replace(file.doc, f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode(), "Pages")
    catalog = f"/Pages {tree}/Lang{objects.text(intent.lang)}/ViewerPreferences<</DisplayDocTitle true>>"
    more = {"pdfuaid:part": "1"}
    info = ""
    if root is not None:
        marked = [s.marks for s in sheets if s.marks is not None]
        leads = [link.element for s in sheets for link in s.links if link.element is not None]
        catalog += tags.write(file.doc, root, marked, leads)
        if len(pages) > 1:
            tops = [(page.title, page.stock.height + marks.margin(intent)) for page in pages]
            catalog += tags.bookmarks(file.doc, root, tops)
    elif not isinstance(intent, Digital):
        catalog += intent.output(file.doc)
        info = "/Trapped/False"
        more = intent.claims(" ".join("\n".join(s.out) for s in sheets))
    catalog += meta.xmp(file.doc, intent.title, intent.lang, intent.author, intent.at, more)
    out.write(objects.close(file.doc, catalog, meta.info(intent.title, intent.author, intent.at, info)))


# --- Page -------------------------------------------------------------------------------------------------------------


def _page(file: File, page: Page, intent: Intent, tree: str, index: int, root: tags.Element | None, count: int) -> Sheet:
    """Write one page; y is flipped here and nowhere else. `root` is the structure it adds to, None where there is none."""
    stock, m = page.stock, marks.margin(intent)
    sheet = Sheet()
    if root is not None:
        top = root
        if count > 1 or page.lang != intent.lang:
            top = root.add(tags.Element("Sect", index, lang="" if page.lang == intent.lang else page.lang))
        sheet.marks = tags.Marks(sheet.out, index, top)
    flip = Matrix(1, 0, 0, -1, m, stock.height + m)
    sheet.out.append(f"1 0 0 -1 {_n(flip.e)} {_n(flip.f)} cm")
    bled = stock.trim.inset(-intent.bleed)
    if intent.marks:  # what runs beyond the bleed would run under the marks
        sheet.out.append(f"q {objects.path(rectangle(bled), 3)} W n")
    _items(file, sheet, page.items, 1.0, flip, page.lang)
    if sheet.marks:
        sheet.marks.close()
    if intent.marks:
        sheet.out.append("Q")
        sheet.fill = sheet.stroke = ""
        sheet.alpha = 1.0
        if sheet.marks:
            sheet.marks.hidden = True
        for at, item in marks.drawn(page, intent, file.inks.told, f"{index + 1}/{count}" if count > 1 else ""):
            _items(file, sheet, ((at, item),), 1.0, flip, page.lang)
        if sheet.marks:
            sheet.marks.close()
    content = objects.add(file.doc, objects.stream("", "\n".join(sheet.out).encode("ascii")), f"page{index}.content")
    boxes = (rect.moved(m, m) for rect in (stock.trim.inset(-m), bled, stock.trim))
    media, bleed, trim = (" ".join(map(_n, (r.x, r.y, r.right, r.bottom))) for r in boxes)
    structure = f"/StructParents {index}/Tabs/S" if sheet.marks else ""
    body = (
        f"<</Type/Page/Parent {tree}/MediaBox[{media}]/BleedBox[{bleed}]/TrimBox[{trim}]/Contents {content}"
        f"/Resources<<{sheet.resources()}/Font {objects.reference(file.doc, 'BasicFonts')}>>"
        f"/Group<</S/Transparency/CS/{file.inks.space}>>{structure}{_annotations(file, sheet, count)}>>"
    )
    objects.replace(file.doc, body.encode(), f"page{index}")
    return sheet


def _annotations(file: File, sheet: Sheet, pages: int) -> str:
    """Write the links of a page (12.5.6.5), each with its key in the number tree of the structure."""
    if sheet.marks is None:
        return ""
    made: list[str] = []
    for link in sheet.links:
        r = link.area
        address = quote(link.address, safe=":/?#[]@!$&'()*+,;=%-._~")
        body = (
            f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{_n(r.x)} {_n(r.y)} {_n(r.right)} {_n(r.bottom)}]"
            f"/StructParent {pages + file.linked}/Contents{objects.text(link.words or link.address)}"
            f"/A<</S/URI/URI{objects.text(address)}>>>>"
        )
        file.linked += 1
        made.append(objects.add(file.doc, body.encode(), file.name("link")))
        if link.element is not None:
            link.element.kids.append(made[-1])
    return f"/Annots[{' '.join(made)}]" if made else ""


def _items(file: File, s: Sheet, items: tuple[tuple[Point, Item], ...], alpha: float, ctm: Matrix, lang: str) -> None:
    both = s.marks is not None and any(isinstance(item, TextRun) and item.rtl for _, item in items)
    for turn, (at, item) in _seen(items) if both else enumerate(items):
        match item:
            case TextRun():
                _text(file, s, at, item, alpha, turn if both else None)
            case Shape():
                _shape(file, s, at, item, alpha, ctm)
            case Picture():
                _picture(file, s, at, item, alpha)
            case Group():
                _group(file, s, at, item, alpha, ctm, lang)
            case _:
                assert_never(item)


def _seen(items: tuple[tuple[Point, Item], ...]) -> Iterator[tuple[int, tuple[Point, Item]]]:
    """Put the runs of each line from left to right, with their turns: readers without tags take them as they are seen."""
    for _, row in groupby(enumerate(items), lambda i: isinstance(i[1][1], TextRun) and i[1][0].y):
        yield from sorted(row, key=lambda i: i[1][0].x if isinstance(i[1][1], TextRun) else 0.0)


# --- Text run ---------------------------------------------------------------------------------------------------------


def _text(file: File, s: Sheet, at: Point, run: TextRun, alpha: float, turn: int | None) -> None:
    """Show a run's glyphs; text space is flipped back upright."""
    if not run.glyphs:
        return
    font = file.book.font(run.face)
    paints.set_alpha(s, alpha)
    paints.set_fill(file, s, run.ink, text=True)
    if s.marks:
        s.marks.begin(run, turn)
    parts = fonts.show(run, font)
    shown = s.marks.spanned(parts) if s.marks and len(parts) + (parts[0][0] is not None) > 1 else " ".join(p for _, p in parts)
    s.out.append(f"BT/{font.name} {_n(run.size)} Tf 1 0 0 -1 {at.x:.3f} {at.y:.3f} Tm {shown} ET")


# --- Shape ------------------------------------------------------------------------------------------------------------


def _shape(file: File, s: Sheet, at: Point, shape: Shape, alpha: float, ctm: Matrix) -> None:
    if not shape.path.ops:
        return
    if s.marks:
        s.marks.begin()
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
            paints.set_alpha(s, alpha)
            paints.set_fill(file, s, shape.fill, text=shape.crisp or paints.is_thin(shape.path, here))
            s.out.append(f"{path} f{star}")
        case Linear() | Radial():
            paints.flood(file, s, shape.fill, f"{path} W{star} n", shape.path.bounds(), alpha)
    if shape.stroke is not None:
        paints.set_alpha(s, alpha)
        paints.set_stroke(file, s, shape.stroke, here)
        s.out.append(f"{path} S")
        if shape.stroke.dash:
            s.out.append("[]0 d")
    if moved:
        s.out.append("Q")
        s.fill, s.stroke, s.alpha = held


# --- Picture ----------------------------------------------------------------------------------------------------------


def _picture(file: File, s: Sheet, at: Point, picture: Picture, alpha: float) -> None:
    """Place a picture: the whole file, shifted and scaled so that the crop fills the box, and clipped to it."""
    if min(picture.w, picture.h, picture.crop.w, picture.crop.h) <= 0:
        return
    if s.marks:
        s.marks.begin()
    key = picture.sha256 or picture.file
    if key not in file.pictures:
        name = file.name("I")
        file.pictures[key] = (name, *file.inks.picture(file, picture.file, picture.sha256, name))
    name, reference, w, h = file.pictures[key]
    s.objects[name] = reference
    c = picture.crop
    kx, ky = picture.w / c.w, picture.h / c.h
    state = paints.state(s, alpha * picture.alpha)
    box = f"{_n(at.x)} {_n(at.y)} {_n(picture.w)} {_n(picture.h)} re W n"
    x, y = at.x - c.x * kx, at.y - c.y * ky
    s.out.append(f"q {box}/{state} gs {_n(w * kx)} 0 0 {_n(-h * ky)} {_n(x)} {_n(y + h * ky)} cm/{name} Do Q")


# --- Group ------------------------------------------------------------------------------------------------------------


def _group(file: File, s: Sheet, at: Point, group: Group, alpha: float, ctm: Matrix, lang: str) -> None:
    own = Matrix.shift(*at)
    if group.matrix is not None:
        own = group.matrix.then(own)
    here = own.then(ctm)
    area = None
    if group.link or group.role == "figure":
        box = bounds(group)  # has the matrix in it already
        area = box.moved(*at).mapped(ctm) if box else None
    before = (s.marks.now, s.marks.hidden) if s.marks else None
    leads = s.marks.enter(group, lang, area) if s.marks else None
    if group.link and area and (leads or not s.marks):
        s.links.append(Link(group.link, area, group.alt or "", leads))
    held = (s.fill, s.stroke, s.alpha, s.places)
    saved = own != Matrix() or group.clip is not None
    if saved:
        if s.marks:
            s.marks.fence()
        s.out.append("q")
        if own != Matrix():
            s.out.append(" ".join(map(_n, own)) + " cm")
            s.places = objects.places(here)
        if group.clip is not None:
            s.out.append(f"{objects.path(group.clip, s.places)} W n")
    _items(file, s, group.items, alpha * group.alpha, here, group.lang or lang)
    if saved:
        if s.marks:
            s.marks.fence()
        s.out.append("Q")
        s.fill, s.stroke, s.alpha, s.places = held
    if s.marks and before:
        s.marks.now, s.marks.hidden = before


# --- Paints and paths -------------------------------------------------------------------------------------------------

_n = objects.number  # all else of them is in pdf_paints.py
