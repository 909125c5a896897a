"""Rules for press files: PDF/X-4, inks, bleed, lines and pictures."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.export.preflight.preflight_read import Read
from kiosk.export.preflight.preflight_rule import box, rule
from kiosk.page.geometry import MM


@rule("press-version", True)
def _version(read: Read) -> Iterator[str]:
    if "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" not in read.meta:
        yield "The file does not call itself PDF/X-4."


@rule("press-intent", True, "Name the print shop's profile with --profile FILE.icc.")
def _intent(read: Read) -> Iterator[str]:
    found = [i for i in read.file.Root.get("/OutputIntents", []) if i.get("/S") == "/GTS_PDFX"]
    if len(found) != 1:
        yield f"The file says {len(found)} times how it is printed; once is right."
        return
    profile = found[0].get("/DestOutputProfile")
    if profile is None or profile.get("/N") != 4 or profile.read_bytes()[16:20] != b"CMYK":
        yield "The file holds no profile of a press in CMYK."
    if any(not str(found[0].get(key, "")).strip() for key in ("/OutputConditionIdentifier", "/RegistryName", "/Info")):
        yield "The file does not name the press that it is made for."


@rule("press-bleed", True, "Leave out --bleed, or write --bleed 3mm.", "warning")
def _bleed(read: Read) -> Iterator[str]:
    for n, sheet in enumerate(read.sheets):
        trim, bleed = box(sheet.page, "/TrimBox"), box(sheet.page, "/BleedBox")
        least = min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
        if least < 3 * MM - 0.05:
            yield f"Page {n + 1} has {max(0.0, least) / MM:.1f} mm of bleed; print shops want 3 mm."


@rule("press-rgb", True)
def _rgb(read: Read) -> Iterator[str]:
    if any(sheet.used & {"rg", "RG"} for sheet in read.sheets):
        yield "A colour is given for screens (RGB), not for the press."
    for sheet in read.sheets:
        resources = sheet.page.obj.get("/Resources", {})
        for kind in ("/XObject", "/Shading"):
            for thing in resources.get(kind, {}).values():
                if str(thing.get("/ColorSpace", "")) in ("/DeviceRGB", "/CalRGB"):
                    yield "A picture or gradient is kept for screens (RGB), not for the press."


@rule("press-group", True)
def _group(read: Read) -> Iterator[str]:
    for n, sheet in enumerate(read.sheets):
        if sheet.page.obj.get("/Group", {}).get("/CS") != "/DeviceCMYK":
            yield f"Page {n + 1} mixes its colours outside the inks of the press."


@rule("press-annotations", True)
def _annotations(read: Read) -> Iterator[str]:
    if any(sheet.page.obj.get("/Annots") for sheet in read.sheets):
        yield "A link or note lies on the page; a press file has none."


@rule("press-transitions", True)
def _transitions(read: Read) -> Iterator[str]:
    if any("/Trans" in sheet.page.obj for sheet in read.sheets):
        yield "A page has a transition, as for a talk."


@rule("press-trapped", True)
def _trapped(read: Read) -> Iterator[str]:
    if "/Info" not in read.file.trailer or read.file.docinfo.get("/Trapped") not in ("/True", "/False"):
        yield "The file does not say whether it is trapped."


@rule("press-id", True)
def _id(read: Read) -> Iterator[str]:
    if len(read.file.trailer.get("/ID", [])) != 2:
        yield "The file has no identity of its own."


@rule("press-ink", True, "Give the ink CMYK values in the brand that make 300% or less together.")
def _ink(read: Read) -> Iterator[str]:
    for sheet in read.sheets:
        most = max((sum(ink) for ink, _ in sheet.inks if len(ink) == 4), default=0.0)
        if most > 3.005:
            yield f"A colour has {most:.0%} of ink in all, more than dries."


@rule("press-black", True)
def _black(read: Read) -> Iterator[str]:
    if any(
        words and len(ink) == 4 and ink[3] > 0.7 and sum(ink[:3]) > 0.01 for sheet in read.sheets for ink, words in sheet.inks
    ):
        yield "Dark words are printed on more than one plate, so they may look blurred."


@rule("press-hairline", True, "Draw the line 0.25 pt wide or more in the template.", "warning")
def _hairline(read: Read) -> Iterator[str]:
    for sheet in read.sheets:
        thin = [w for w in sheet.widths if w < 0.249]
        if thin:
            yield f"A line is {min(thin):.2f} pt wide; under 0.25 pt it may not print."


@rule("press-overprint", True)
def _overprint(read: Read) -> Iterator[str]:
    for sheet in read.sheets:
        states = sheet.page.obj.get("/Resources", {}).get("/ExtGState", {}).values()
        if any(state.get("/OP") or state.get("/op") for state in states):
            yield "Something is printed over what lies below it; white would vanish there."


def _least(read: Read) -> int:
    """Find the fewest pixels an inch that a picture may have: posters are read from afar."""
    return 100 if read.stock.title_distance > 2 else 150


@rule("press-picture", True, "Use a larger copy of the picture.")
def _picture(read: Read) -> Iterator[str]:
    for sheet in read.sheets:
        for placed in sheet.placed:
            if placed.ppi < _least(read) - 0.5:
                few = f"A picture has {placed.ppi:.0f} pixels an inch where it stands"
                yield f"{few}; {_least(read)} is the least for this stock."


@rule("press-picture-soft", True, "Use a larger copy of the picture, if there is one.", "warning")
def _soft(read: Read) -> Iterator[str]:
    for sheet in read.sheets:
        for placed in sheet.placed:
            if _least(read) - 0.5 <= placed.ppi < 2 * _least(read) - 0.5:
                yield f"A picture has {placed.ppi:.0f} pixels an inch where it stands; {2 * _least(read)} look sharp here."
