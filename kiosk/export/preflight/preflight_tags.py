"""Rules for files that are read on screens and aloud: PDF/UA-1."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.export.preflight.preflight_read import Element, Read, unicode
from kiosk.export.preflight.preflight_rule import rule

_STANDARD = frozenset((
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private", "P", "H",
    "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span",
    "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "Warichu", "RB", "RT", "RP", "WT", "WP", "Figure",
    "Formula", "Form",
))  # fmt: skip
"""Structure types of ISO 32000-1, 14.8.4."""
_FILE_NAME = re.compile(r"^[\w-]+\.(jpe?g|png|webp|gif|svg|tiff?)$", re.IGNORECASE)
_IDLE = re.compile(r"^(an? )?(image|picture|photo|photograph|graphic)( of\b|$)", re.IGNORECASE)


@rule("tags-version", False)
def _ua(read: Read) -> Iterator[str]:
    if "<pdfuaid:part>1</pdfuaid:part>" not in read.meta:
        yield "The file does not call itself PDF/UA-1."


@rule("tags-marked", False)
def _marked(read: Read) -> Iterator[str]:
    if not read.file.Root.get("/MarkInfo", {}).get("/Marked") or not read.elements:
        yield "The file is not tagged, so it cannot be read aloud."


@rule("tags-loose", False)
def _loose(read: Read) -> Iterator[str]:
    if any(sheet.loose for sheet in read.sheets):
        yield "Something on the page is neither told nor marked as decoration."


@rule("tags-parents", False)
def _parents(read: Read) -> Iterator[str]:
    numbers = list(read.file.Root.get("/StructTreeRoot", {}).get("/ParentTree", {}).get("/Nums", []))
    held = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers) - 1, 2)}
    for n, sheet in enumerate(read.sheets):
        owners = held.get(int(sheet.page.obj.get("/StructParents", -1)), [])
        if len(owners) < len(sheet.marks):
            yield f"Marks of page {n + 1} belong to no element."


@rule("tags-display-title", False)
def _display(read: Read) -> Iterator[str]:
    if not read.file.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "The window will show the file's name instead of its title."


@rule("tags-language", False)
def _language(read: Read) -> Iterator[str]:
    if not str(read.file.Root.get("/Lang", "")):
        yield "The file does not say in which language it is."


@rule("tags-tabs", False)
def _tabs(read: Read) -> Iterator[str]:
    if any(sheet.page.obj.get("/Tabs") != "/S" for sheet in read.sheets):
        yield "The tab key does not follow the reading order."


@rule("tags-roles", False)
def _roles(read: Read) -> Iterator[str]:
    for kind in dict.fromkeys(e.kind for e in read.elements if e.kind not in _STANDARD):
        yield f"The tag {kind} is none that screen readers know."


@rule("tags-h1", False, 'Give one text of the template as="h1".', "warning")
def _h1(read: Read) -> Iterator[str]:
    count = sum(e.kind == "H1" for e in read.elements)
    if count != 1 and any(sheet.codes for sheet in read.sheets):
        yield f"The file has {count} main headings; one is right."


@rule("tags-levels", False)
def _levels(read: Read) -> Iterator[str]:
    last = 0
    for level in (int(e.kind[1]) for e in read.elements if re.fullmatch("H[1-6]", e.kind)):
        if level > last + 1:
            yield f"A heading of level {level} follows one of level {last}."
        last = level


def _figures(read: Read) -> list[tuple[Element, str]]:
    return [(e, str(e.node.get("/Alt", "")).strip()) for e in read.elements if e.kind == "Figure"]


@rule("tags-alt", False, "Add alt to the picture in campaign.toml.")
def _alt(read: Read) -> Iterator[str]:
    if any(not alt for _, alt in _figures(read)):
        yield "A picture has no words for people who cannot see it."


@rule("tags-alt-poor", False, "Say in alt what is to be seen, in 10 to 250 characters.", "warning")
def _poor(read: Read) -> Iterator[str]:
    for _, alt in _figures(read):
        if alt and (_FILE_NAME.match(alt) or _IDLE.match(alt) or not 10 <= len(alt) <= 250):
            yield f'The words "{alt[:60]}" do not help people who cannot see the picture.'


@rule("tags-figure-box", False)
def _figure_box(read: Read) -> Iterator[str]:
    if any("/BBox" not in e.node.get("/A", {}) for e, _ in _figures(read)):
        yield "A picture does not say where on the page it is."


@rule("tags-links", False)
def _links(read: Read) -> Iterator[str]:
    inside = [e.node for e in read.elements if e.kind == "Link"]
    known = {k.Obj.objgen for node in inside for k in node.get("/K", []) if not isinstance(k, int) and k.get("/Type") == "/OBJR"}
    for sheet in read.sheets:
        for note in sheet.page.obj.get("/Annots", []):
            if note.objgen not in known or "/StructParent" not in note:
                yield "A link can be clicked but is not read aloud."
            if not str(note.get("/Contents", "")).strip():
                yield "A link does not say where it leads."


@rule("tags-words", False)
def _words(read: Read) -> Iterator[str]:
    for sheet in read.sheets:
        fonts = sheet.page.obj.get("/Resources", {}).get("/Font", {})
        for name, codes in sheet.codes.items():
            known = unicode(fonts[name])
            bad = [c for c in codes if not known.get(c) or any(v == "\0" or "\ue000" <= v <= "\uf8ff" for v in known[c])]
            if bad:
                family = str(fonts[name].BaseFont).partition("+")[2]
                yield f"{len(bad)} letters in {family} cannot be copied, found or read aloud."
