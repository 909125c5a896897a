"""The rules of preflight: each with its id, how grave it is, whom it concerns, what is wrong in a sentence, and the cure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Literal

from kiosk.export.preflight import Element, Read, unicode
from kiosk.page.geometry import MM
from kiosk.record import record

_WRITTEN = "This is a fault of the program: please report it with the campaign."
_STANDARD = frozenset((
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private", "P", "H",
    "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span",
    "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "Warichu", "RB", "RT", "RP", "WT", "WP", "Figure",
    "Formula", "Form",
))  # fmt: skip
"""Structure types of ISO 32000-1, 14.8.4."""
_FILE_NAME = re.compile(r"^[\w-]+\.(jpe?g|png|webp|gif|svg|tiff?)$", re.IGNORECASE)
_IDLE = re.compile(r"^(an? )?(image|picture|photo|photograph|graphic)( of\b|$)", re.IGNORECASE)


@record(kw_only=True)
class Rule:
    """One rule; `press` says whether it concerns press files (True), files for screens (False) or both (None)."""

    id: str
    severity: Literal["error", "warning"]
    press: bool | None
    cure: str
    broken: Callable[[Read], Iterator[str]]


RULES: list[Rule] = []
_Test = Callable[[Read], Iterator[str]]


def _rule(
    id: str, press: bool | None, cure: str = _WRITTEN, severity: Literal["error", "warning"] = "error"
) -> Callable[[_Test], _Test]:
    def enter(test: _Test) -> _Test:
        RULES.append(Rule(id=id, severity=severity, press=press, cure=cure, broken=test))
        return test

    return enter


def _box(page: Any, name: str) -> tuple[float, float, float, float]:
    found = page.obj.get(name, page.obj.get("/MediaBox"))
    x0, y0, x1, y1 = (float(v) for v in found)
    return x0, y0, x1, y1


# --- Both -------------------------------------------------------------------------------------------------------------


@_rule("pdf-fonts", None)
def _fonts(read: Read) -> Iterator[str]:
    for sheet in read.sheets:
        for font in sheet.page.obj.get("/Resources", {}).get("/Font", {}).values():
            name = str(font.get("/BaseFont", "/?"))[1:]
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            held = {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.get("/FontDescriptor", {}).keys())
            if not held or not re.match(r"[A-Z]{6}\+", name):
                yield f"The typeface {name} is not embedded as a subset."


@_rule("pdf-title", None)
def _title(read: Read) -> Iterator[str]:
    title = str(read.file.docinfo.get("/Title", "")) if "/Info" in read.file.trailer else ""
    if not title.strip() or "<dc:title>" not in read.meta:
        yield "The file has no title."


@_rule("pdf-dates", None)
def _dates(read: Read) -> Iterator[str]:
    if "/Info" not in read.file.trailer or not {"/CreationDate", "/ModDate"} <= set(read.file.docinfo.keys()):
        yield "The file does not say when it was made."


@_rule("pdf-trim", None)
def _trim(read: Read) -> Iterator[str]:
    for n, sheet in enumerate(read.sheets):
        x0, y0, x1, y1 = _box(sheet.page, "/TrimBox")
        if abs(x1 - x0 - read.stock.width) > 0.2 * MM or abs(y1 - y0 - read.stock.height) > 0.2 * MM:
            size = f"{(x1 - x0) / MM:.1f} × {(y1 - y0) / MM:.1f} mm"
            yield f"Page {n + 1} is {size}; {read.stock.name} is {read.stock.width / MM:.0f} × {read.stock.height / MM:.0f} mm."


@_rule("pdf-boxes", None)
def _boxes(read: Read) -> Iterator[str]:
    for n, sheet in enumerate(read.sheets):
        trim, bleed, media = (_box(sheet.page, name) for name in ("/TrimBox", "/BleedBox", "/MediaBox"))
        for inner, outer in ((trim, bleed), (bleed, media)):
            if any(a < b - 0.01 for a, b in zip(inner[:2], outer[:2], strict=True)) or any(
                a > b + 0.01 for a, b in zip(inner[2:], outer[2:], strict=True)
            ):
                yield f"The boxes of page {n + 1} do not lie inside each other."


@_rule("pdf-encrypted", None)
def _encrypted(read: Read) -> Iterator[str]:
    if read.file.is_encrypted:
        yield "The file is locked with a password or rights."


@_rule("pdf-actions", None)
def _actions(read: Read) -> Iterator[str]:
    names = read.file.Root.get("/Names", {})
    if {"/OpenAction", "/AA", "/AcroForm"} & set(read.file.Root.keys()) or "/JavaScript" in names:
        yield "The file holds a form, an action or a script."


# --- Press ------------------------------------------------------------------------------------------------------------


@_rule("press-version", True)
def _version(read: Read) -> Iterator[str]:
    if "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" not in read.meta:
        yield "The file does not call itself PDF/X-4."


@_rule("press-intent", True, "Name the print shop's profile with --profile FILE.icc.")
def _intent(read: Read) -> Iterator[str]:
    found = [i for i in read.file.Root.get("/OutputIntents", []) if i.get("/S") == "/GTS_PDFX"]
    if len(found) != 1:
        yield f"The file says {len(found)} times how it is printed; once is right."
        return
    profile = found[0].get("/DestOutputProfile")
    if profile is None or profile.get("/N") != 4 or profile.read_bytes()[16:20] != b"CMYK":
        yield "The file holds no profile of a press in CMYK."


@_rule("press-bleed", True, "Leave out --bleed, or write --bleed 3mm.", "warning")
def _bleed(read: Read) -> Iterator[str]:
    for n, sheet in enumerate(read.sheets):
        trim, bleed = _box(sheet.page, "/TrimBox"), _box(sheet.page, "/BleedBox")
        least = min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
        if least < 3 * MM - 0.05:
            yield f"Page {n + 1} has {max(0.0, least) / MM:.1f} mm of bleed; print shops want 3 mm."


@_rule("press-rgb", True)
def _rgb(read: Read) -> Iterator[str]:
    if any(sheet.used & {"rg", "RG"} for sheet in read.sheets):
        yield "A colour is given for screens (RGB), not for the press."
    for sheet in read.sheets:
        resources = sheet.page.obj.get("/Resources", {})
        for kind in ("/XObject", "/Shading"):
            for thing in resources.get(kind, {}).values():
                if str(thing.get("/ColorSpace", "")) in ("/DeviceRGB", "/CalRGB"):
                    yield "A picture or gradient is kept for screens (RGB), not for the press."


@_rule("press-group", True)
def _group(read: Read) -> Iterator[str]:
    for n, sheet in enumerate(read.sheets):
        if sheet.page.obj.get("/Group", {}).get("/CS") != "/DeviceCMYK":
            yield f"Page {n + 1} mixes its colours outside the inks of the press."


@_rule("press-annotations", True)
def _annotations(read: Read) -> Iterator[str]:
    if any(sheet.page.obj.get("/Annots") for sheet in read.sheets):
        yield "A link or note lies on the page; a press file has none."


@_rule("press-transitions", True)
def _transitions(read: Read) -> Iterator[str]:
    if any("/Trans" in sheet.page.obj for sheet in read.sheets):
        yield "A page has a transition, as for a talk."


@_rule("press-trapped", True)
def _trapped(read: Read) -> Iterator[str]:
    if "/Info" not in read.file.trailer or read.file.docinfo.get("/Trapped") not in ("/True", "/False"):
        yield "The file does not say whether it is trapped."


@_rule("press-id", True)
def _id(read: Read) -> Iterator[str]:
    if len(read.file.trailer.get("/ID", [])) != 2:
        yield "The file has no identity of its own."


@_rule("press-ink", True, "Give the ink CMYK values in the brand that make 300% or less together.")
def _ink(read: Read) -> Iterator[str]:
    for sheet in read.sheets:
        most = max((sum(ink) for ink, _ in sheet.inks if len(ink) == 4), default=0.0)
        if most > 3.005:
            yield f"A colour has {most:.0%} of ink in all, more than dries."


@_rule("press-black", True)
def _black(read: Read) -> Iterator[str]:
    if any(
        words and len(ink) == 4 and ink[3] > 0.7 and sum(ink[:3]) > 0.01 for sheet in read.sheets for ink, words in sheet.inks
    ):
        yield "Dark words are printed on more than one plate, so they may look blurred."


@_rule("press-hairline", True, "Draw the line 0.25 pt wide or more in the template.", "warning")
def _hairline(read: Read) -> Iterator[str]:
    for sheet in read.sheets:
        thin = [w for w in sheet.widths if w < 0.249]
        if thin:
            yield f"A line is {min(thin):.2f} pt wide; under 0.25 pt it may not print."


@_rule("press-picture", True, "Use a larger copy of the picture.", "warning")
def _picture(read: Read) -> Iterator[str]:
    least = 100 if read.stock.title_distance > 2 else 150
    for sheet in read.sheets:
        for placed in sheet.placed:
            if placed.ppi < least - 0.5:
                yield f"A picture has {placed.ppi:.0f} pixels an inch where it stands; {least} is the least for this stock."


# --- Screens and screen readers ---------------------------------------------------------------------------------------


@_rule("tags-version", False)
def _ua(read: Read) -> Iterator[str]:
    if "<pdfuaid:part>1</pdfuaid:part>" not in read.meta:
        yield "The file does not call itself PDF/UA-1."


@_rule("tags-marked", False)
def _marked(read: Read) -> Iterator[str]:
    if not read.file.Root.get("/MarkInfo", {}).get("/Marked") or not read.elements:
        yield "The file is not tagged, so it cannot be read aloud."


@_rule("tags-loose", False)
def _loose(read: Read) -> Iterator[str]:
    if any(sheet.loose for sheet in read.sheets):
        yield "Something on the page is neither told nor marked as decoration."


@_rule("tags-parents", False)
def _parents(read: Read) -> Iterator[str]:
    numbers = list(read.file.Root.get("/StructTreeRoot", {}).get("/ParentTree", {}).get("/Nums", []))
    held = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers) - 1, 2)}
    for n, sheet in enumerate(read.sheets):
        owners = held.get(int(sheet.page.obj.get("/StructParents", -1)), [])
        if len(owners) < len(sheet.marks):
            yield f"Marks of page {n + 1} belong to no element."


@_rule("tags-display-title", False)
def _display(read: Read) -> Iterator[str]:
    if not read.file.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "The window will show the file's name instead of its title."


@_rule("tags-language", False)
def _language(read: Read) -> Iterator[str]:
    if not str(read.file.Root.get("/Lang", "")):
        yield "The file does not say in which language it is."


@_rule("tags-tabs", False)
def _tabs(read: Read) -> Iterator[str]:
    if any(sheet.page.obj.get("/Tabs") != "/S" for sheet in read.sheets):
        yield "The tab key does not follow the reading order."


@_rule("tags-roles", False)
def _roles(read: Read) -> Iterator[str]:
    for kind in dict.fromkeys(e.kind for e in read.elements if e.kind not in _STANDARD):
        yield f"The tag {kind} is none that screen readers know."


@_rule("tags-h1", False, 'Give one text of the template as="h1".', "warning")
def _h1(read: Read) -> Iterator[str]:
    count = sum(e.kind == "H1" for e in read.elements)
    if count != 1 and any(sheet.codes for sheet in read.sheets):
        yield f"The file has {count} main headings; one is right."


@_rule("tags-levels", False)
def _levels(read: Read) -> Iterator[str]:
    last = 0
    for level in (int(e.kind[1]) for e in read.elements if re.fullmatch("H[1-6]", e.kind)):
        if level > last + 1:
            yield f"A heading of level {level} follows one of level {last}."
        last = level


def _figures(read: Read) -> list[tuple[Element, str]]:
    return [(e, str(e.node.get("/Alt", "")).strip()) for e in read.elements if e.kind == "Figure"]


@_rule("tags-alt", False, "Add alt to the picture in campaign.toml.")
def _alt(read: Read) -> Iterator[str]:
    if any(not alt for _, alt in _figures(read)):
        yield "A picture has no words for people who cannot see it."


@_rule("tags-alt-poor", False, "Say in alt what is to be seen, in 10 to 250 characters.", "warning")
def _poor(read: Read) -> Iterator[str]:
    for _, alt in _figures(read):
        if alt and (_FILE_NAME.match(alt) or _IDLE.match(alt) or len(alt) > 250):
            yield f'The words "{alt[:60]}" do not help people who cannot see the picture.'


@_rule("tags-figure-box", False)
def _figure_box(read: Read) -> Iterator[str]:
    if any("/BBox" not in e.node.get("/A", {}) for e, _ in _figures(read)):
        yield "A picture does not say where on the page it is."


@_rule("tags-links", False)
def _links(read: Read) -> Iterator[str]:
    inside = [e.node for e in read.elements if e.kind == "Link"]
    known = {k.Obj.objgen for node in inside for k in node.get("/K", []) if not isinstance(k, int) and k.get("/Type") == "/OBJR"}
    for sheet in read.sheets:
        for note in sheet.page.obj.get("/Annots", []):
            if note.objgen not in known or "/StructParent" not in note:
                yield "A link can be clicked but is not read aloud."
            if not str(note.get("/Contents", "")).strip():
                yield "A link does not say where it leads."


@_rule("tags-words", False)
def _words(read: Read) -> Iterator[str]:
    for sheet in read.sheets:
        fonts = sheet.page.obj.get("/Resources", {}).get("/Font", {})
        for name, codes in sheet.codes.items():
            known = unicode(fonts[name])
            bad = [c for c in codes if not known.get(c) or any(v == "\0" or "\ue000" <= v <= "\uf8ff" for v in known[c])]
            if bad:
                family = str(fonts[name].BaseFont).partition("+")[2]
                yield f"{len(bad)} letters in {family} cannot be copied, found or read aloud."
