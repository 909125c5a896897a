"""Every rule of preflight finds its planted fault, and nothing is found in what we write."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from kiosk.compose import compose
from kiosk.compose.brief import Brief
from kiosk.export import job
from kiosk.export.preflight import preflight, seen
from kiosk.export.preflight.preflight import RULES
from kiosk.page.geometry import Point, Rect, rectangle
from kiosk.page.items import Group, Shape
from kiosk.page.stock import STOCKS
from kiosk.resources import assets_dir
from tests.compose import event_pages
from tests.compose.families import FAMILIES, composed, kit
from tests.paint import pages, plates

A4 = STOCKS["poster"]["a4"]
_Break = Callable[[pikepdf.Pdf], object]


@lru_cache
def written(press: bool) -> bytes:
    page = composed("leaf", "poster", "a4")[0].page
    at = datetime(2022, 11, 1, 9)
    return plates.press(page, at=at) if press else pages.pdf_bytes(page, at=at, title=page.title)


def found(press: bool, fault: _Break | None = None, **save) -> list[str]:
    data = written(press)
    if fault is not None:
        with pikepdf.open(BytesIO(data)) as file:
            fault(file)
            out = BytesIO()
            file.save(out, **({"static_id": True} | save))
            data = out.getvalue()
    return [f.id for f in preflight.judge(data, A4, press=press)]


def swapped(old: bytes, new: bytes, count: int = -1) -> _Break:
    """Change words of the metadata."""

    def fault(file: pikepdf.Pdf) -> None:
        text = file.Root.Metadata.read_bytes()
        assert old in text
        file.Root.Metadata.write(text.replace(old, new, count))

    return fault


def added(operators: bytes) -> _Break:
    """Add operators behind the page's own, in points from the sheet's foot."""

    def fault(file: pikepdf.Pdf) -> None:
        file.pages[0].contents_add(b"q", prepend=True)
        file.pages[0].contents_add(b"Q " + operators)

    return fault


def boxed(name: str, *values: float) -> _Break:
    return lambda file: setattr(file.pages[0], name, Array(list(values)))


def without(*path: str) -> _Break:
    def fault(file: pikepdf.Pdf) -> None:
        held = file.Root if path[0] != "page" else file.pages[0].obj
        for name in path[1:-1] if path[0] == "page" else path[:-1]:
            held = held[name]
        del held[path[-1]]

    return fault


def put(name: str, value: object) -> _Break:
    return lambda file: file.Root.__setitem__(name, value)


def first(file: pikepdf.Pdf, kind: str) -> Dictionary:
    return next(o for o in file.objects if isinstance(o, Dictionary) and o.get("/S") == kind and "/P" in o)


def element(kind: str, key: str, value: object | None) -> _Break:
    def fault(file: pikepdf.Pdf) -> None:
        node = first(file, kind)
        if value is None:
            del node[key]
        else:
            node[key] = value

    return fault


def unfonted(file: pikepdf.Pdf) -> None:
    font = next(iter(file.pages[0].Resources.Font.values()))
    del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def whole(file: pikepdf.Pdf) -> None:
    font = next(iter(file.pages[0].Resources.Font.values()))
    font.BaseFont = Name("/" + str(font.BaseFont)[8:])


def mapped(to: bytes) -> _Break:
    def fault(file: pikepdf.Pdf) -> None:
        font = next(iter(file.pages[0].Resources.Font.values()))
        text = font.ToUnicode.read_bytes()
        start = text.index(b"<0001><")
        font.ToUnicode.write(text[: start + 7] + to + text[text.index(b">", start + 7) :])

    return fault


def unlinked(file: pikepdf.Pdf) -> None:
    node = first(file, "/Link")
    node.K = Array([k for k in node.K if isinstance(k, int) or k.get("/Type") != "/OBJR"])


def shaded(file: pikepdf.Pdf) -> None:
    next(iter(file.pages[0].Resources.Shading.values())).ColorSpace = Name.DeviceRGB


def no_dates(file: pikepdf.Pdf) -> None:
    del file.docinfo["/CreationDate"]


def untitled(file: pikepdf.Pdf) -> None:
    file.docinfo["/Title"] = String("")


def untrapped(file: pikepdf.Pdf) -> None:
    del file.docinfo["/Trapped"]


def pictured(side: int) -> _Break:
    """Place a picture of so many pixels a side, 200 points wide and high."""

    def fault(file: pikepdf.Pdf) -> None:
        picture = file.make_stream(b"\0" * 4 * side * side, Type=Name.XObject, Subtype=Name.Image, BitsPerComponent=8)
        picture.Width = picture.Height = side
        picture.ColorSpace = Name.DeviceCMYK
        if "/XObject" not in file.pages[0].Resources:
            file.pages[0].Resources.XObject = Dictionary()
        file.pages[0].Resources.XObject["/Im"] = picture
        added(b"q 200 0 0 200 0 0 cm /Im Do Q")(file)

    return fault


def written_at(x: float, y: float, size: float) -> _Break:
    """Set two letters in the page's first typeface."""

    def fault(file: pikepdf.Pdf) -> None:
        name = next(iter(file.pages[0].Resources.Font.keys()))
        added(f"/Artifact BMC BT {name} {size} Tf {x} {y} Td <00010002> Tj ET EMC".encode())(file)

    return fault


def framed(file: pikepdf.Pdf) -> None:
    """Paint everything outside the cut white."""
    x0, y0, x1, y1 = (float(v) for v in file.pages[0].TrimBox)
    w, h = (float(v) for v in list(file.pages[0].MediaBox)[2:])
    sides = f"0 0 {w} {y0} re 0 {y1} {w} {h} re 0 0 {x0} {h} re {x1} 0 {w} {h} re"
    added(f"0 0 0 0 k {sides} f".encode())(file)


def unregistered(file: pikepdf.Pdf) -> None:
    spaces = file.pages[0].Resources.ColorSpace
    for name in [n for n, s in spaces.items() if s[1] == "/All"]:
        spaces[name] = Array([Name.Separation, Name.Black, *list(spaces[name])[2:]])


def overprinted(file: pikepdf.Pdf) -> None:
    file.pages[0].Resources.ExtGState = Dictionary(G9=Dictionary(op=True))


def unnamed(file: pikepdf.Pdf) -> None:
    del file.Root.OutputIntents[0]["/Info"]


def twice(file: pikepdf.Pdf) -> None:
    file.Root.OutputIntents.append(file.Root.OutputIntents[0])


def unlike(file: pikepdf.Pdf) -> None:
    del file.Root.OutputIntents[0]["/DestOutputProfile"]


def mute(file: pikepdf.Pdf) -> None:
    file.pages[0].Annots[0].Contents = String("")


def skipped(file: pikepdf.Pdf) -> None:
    first(file, "/H2").S = Name.H4


def orphaned(file: pikepdf.Pdf) -> None:
    file.Root.StructTreeRoot.ParentTree.Nums[1] = Array([])


FAULTS: list[tuple[str, bool, _Break]] = [
    ("pdf-fonts", True, unfonted),
    ("pdf-fonts", False, whole),
    ("pdf-title", False, untitled),
    ("pdf-title", True, swapped(b"dc:title", b"dc:tilte")),
    ("pdf-dates", True, no_dates),
    ("pdf-trim", True, boxed("TrimBox", 34, 34, 620, 860)),
    ("pdf-boxes", True, boxed("BleedBox", 40, 40, 700, 900)),
    ("pdf-boxes", True, boxed("MediaBox", 30, 30, 600, 800)),
    ("pdf-actions", True, put("/OpenAction", Dictionary(S=Name.JavaScript, JS=String("1")))),
    ("pdf-actions", False, put("/Names", Dictionary(JavaScript=Dictionary()))),
    ("pdf-actions", False, put("/AcroForm", Dictionary(Fields=Array([])))),
    ("press-version", True, swapped(b"PDF/X-4", b"PDF/X-3")),
    ("press-intent", True, without("/OutputIntents")),
    ("press-intent", True, twice),
    ("press-intent", True, unlike),
    ("press-bleed", True, boxed("BleedBox", 33, 33, 630, 877)),
    ("press-rgb", True, added(b"1 0 0 rg 0 0 9 9 re f")),
    ("press-rgb", True, shaded),
    ("press-group", True, lambda f: f.pages[0].Group.__setitem__("/CS", Name.DeviceRGB)),
    ("press-annotations", True, lambda f: setattr(f.pages[0], "Annots", Array([Dictionary(Subtype=Name.Link)]))),
    ("press-transitions", True, lambda f: setattr(f.pages[0], "Trans", Dictionary())),
    ("press-trapped", True, untrapped),
    ("press-ink", True, added(b"1 1 1 .5 k 0 0 9 9 re f")),
    ("press-black", True, added(b"BT /F1 9 Tf .3 .2 .2 1 k <0001> Tj ET")),
    ("press-hairline", True, added(b".1 w 0 0 m 9 9 l S")),
    ("press-hairline", True, added(b"q .1 0 0 .1 0 0 cm 1 w 0 0 m 9 9 l S Q")),
    ("press-picture", True, pictured(10)),
    ("press-picture-soft", True, pictured(400)),
    ("press-intent", True, unnamed),
    ("press-overprint", True, overprinted),
    ("press-margin", True, written_at(36, 400, 20)),
    ("press-reach", True, framed),
    ("press-marks", True, added(b"q .25 w 28 400 m 33 400 l S Q")),
    ("press-marks", True, unregistered),
    ("pdf-type", True, written_at(200, 400, 4)),
    ("pdf-type", False, written_at(200, 400, 5.5)),
    ("pdf-contrast", True, added(b"q 0 .03 .12 0 k 60 60 500 800 re f Q")),
    ("pdf-contrast", False, added(b"/Artifact BMC q 1 .96 .89 rg 0 0 500 800 re f Q EMC")),
    ("tags-version", False, swapped(b"pdfuaid:part", b"pdfuaid:pert")),
    ("tags-marked", False, without("/MarkInfo")),
    ("tags-marked", False, without("/StructTreeRoot")),
    ("tags-loose", False, added(b"1 0 0 rg 0 0 9 9 re f")),
    ("tags-parents", False, orphaned),
    ("tags-display-title", False, without("/ViewerPreferences")),
    ("tags-language", False, without("/Lang")),
    ("tags-tabs", False, without("page", "/Tabs")),
    ("tags-roles", False, element("/P", "/S", Name("/Slogan"))),
    ("tags-h1", False, element("/H1", "/S", Name.P)),
    ("tags-h1", False, element("/H2", "/S", Name.H1)),
    ("tags-levels", False, skipped),
    ("tags-alt", False, element("/Figure", "/Alt", None)),
    ("tags-alt-poor", False, element("/Figure", "/Alt", String("IMG_2041.jpg"))),
    ("tags-alt-poor", False, element("/Figure", "/Alt", String("Image of a leaf"))),
    ("tags-alt-poor", False, element("/Figure", "/Alt", String("word " * 60))),
    ("tags-figure-box", False, element("/Figure", "/A", None)),
    ("tags-links", False, unlinked),
    ("tags-links", False, mute),
    ("tags-words", False, mapped(b"E001")),
    ("tags-words", False, mapped(b"0000")),
    ("tags-words", False, mapped(b"")),
]


@pytest.mark.parametrize(("rule", "press", "fault"), FAULTS, ids=[f"{r}-{n}" for n, (r, *_) in enumerate(FAULTS)])
def test_a_planted_fault_is_found(rule: str, press: bool, fault: _Break):
    assert rule in found(press, fault)


def test_faults_that_saving_alone_can_plant_are_found():
    assert "pdf-encrypted" in found(True, lambda _: None, encryption=pikepdf.Encryption(owner="x", user=""))
    bare = written(True).replace(b"/ID", b"/DI")
    assert "press-id" in [f.id for f in preflight.judge(bare, A4, press=True)]
    (lost,) = preflight.judge(b"%PDF-1.7 torn", A4, press=False)
    assert (lost.id, lost.severity) == ("pdf-unreadable", "error")


def test_every_rule_has_a_planted_fault_and_a_cure():
    assert {r.id for r in RULES} - {f[0] for f in FAULTS} == {"pdf-encrypted", "press-id"}
    assert len({r.id for r in RULES}) == len(RULES)
    assert all(r.cure.endswith(".") for r in RULES)
    assert len(FAULTS) >= 60


@pytest.mark.parametrize("press", [True, False])
def test_what_we_write_breaks_no_rule(press: bool):
    assert found(press) == []
    assert found(press, lambda _: None) == [], "nor does saving it again"


@pytest.mark.parametrize("press", [True, False])
def test_there_is_no_false_alarm_on_the_sample_campaign(press: bool, tmp_path):
    order = job.Order(
        campaign=assets_dir() / "samples" / "knowvember-22", out=tmp_path, products=("poster", "programme", "postcard"),
        formats=("pdf",), press=press, at=datetime(2022, 11, 1, 9), workers=1,
        items=("exchange", "good-ideas", "peer-assist", "programme"),
    )  # fmt: skip
    result = job.run(order)
    ids = {r.id for r in RULES}
    assert len(result.entries) >= 5
    assert [f for f in result.findings if f.id in ids] == []


def test_a_broken_rule_withholds_the_file(order, composer, monkeypatch):
    from kiosk.paint import pdf_tags
    from tests.export.sheets import WHITE, sheet

    text = Group(pages.placed(pages.para("Words", 20), 0, 0), role="p")

    def with_words(brief):
        from dataclasses import replace

        made = sheet(brief.stock)
        paper = Shape(rectangle(brief.stock.trim), WHITE)
        return replace(made, page=replace(made.page, items=(*made.page.items, (Point(0, 0), paper), (Point(100, 200), text))))

    composer["exchange"] = with_words
    monkeypatch.setattr(pdf_tags.Marks, "begin", lambda *_: None)
    result = job.run(order(products=("poster",), items=("exchange",)))
    assert "tags-loose" in [f.id for f in result.findings]
    assert result.withheld
    assert job.run(order(products=("poster",), items=("exchange",), force=True)).entries
    assert not job.run(order(products=("poster",), items=("exchange",), proof=False)).withheld


@pytest.mark.parametrize("family", FAMILIES)
def test_the_bar_through_a_cancelled_title_is_no_ground_of_it(family: str) -> None:
    k = kit()
    event = replace(event_pages.first(), status="cancelled", title="Peer assist: setting up a virtual ward")
    brief = Brief(
        campaign=replace(k.campaign, events=(event,)), product="poster", stock=A4, what=event.id, at=k.at, family_name=family,
        family=k.families[family],
    )  # fmt: skip
    data = pages.pdf_bytes(compose.compose(brief)[0].page, title="Cancelled")
    assert [f.sentence for f in preflight.judge(data, A4, press=False) if f.id == "pdf-contrast"] == []


@pytest.mark.parametrize(
    ("bar", "struck"),
    [
        (Rect(10, 28, 100, 2), True), (Rect(10, 28, 70, 2), True), (Rect(9, 28, 40, 2), False), (Rect(10, 28, 70, 9), False),
        (Rect(10, 39, 70, 2), False), (Rect(-40, 28, 120, 2), True),
    ],
)  # fmt: skip
def test_a_thin_bar_that_begins_or_ends_with_the_words_it_crosses_is_theirs(bar: Rect, struck: bool) -> None:
    words = Rect(10, 20, 70, 20)
    assert seen._strikes_out(bar, words) is struck
    turned = [Rect(r.y, r.x, r.h, r.w) for r in (bar, words)]
    assert seen._strikes_out(*turned) is struck
