"""Digital files for those who listen: structure, languages, links and words, read back from the written file."""

import re
import shutil
import subprocess
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pdfua
import pikepdf
import pytest

from kiosk.compose import compose
from kiosk.compose.brief import Brief
from kiosk.page.geometry import Point, Rect, rectangle
from kiosk.page.items import Group, Shape
from kiosk.page.stock import STOCKS
from tests.compose import families, translated
from tests.compose.families import FAMILIES
from tests.paint import pages, structure
from tests.tooling.choice import chessboard

PRINTED = {"poster": "exchange", "programme": "programme", "postcard": "after-action-review"}
LANGUAGES = [("en",), ("cy", "en"), ("ar", "en")]


def printed(family: str, product: str, langs: tuple[str, ...]) -> list:
    kit = families.kit()
    return [
        c.page
        for c in compose.compose(
            Brief(
                campaign=translated.sample(*langs), product=product, stock=next(iter(STOCKS[product].values())),
                what=PRINTED[product], at=kit.at, family_name=family, family=kit.families[family],
                langs=langs, pictures=kit.pictures,
            )
        )
    ]  # fmt: skip


def group(role: str | None, text: str, y: float, **more) -> tuple[Point, Group]:
    return Point(20, y), Group(pages.placed(pages.para(text, 14), 0, 0), role=role, **more)


def read(*items, **more) -> structure.Reader:
    return structure.Reader(pages.pdf_bytes(pages.page(*items), **more))


@pytest.mark.parametrize(("family", "order"), chessboard(FAMILIES, [(p, langs) for p in PRINTED for langs in LANGUAGES]))
def test_the_structure_says_the_page_word_for_word(family: str, order: tuple[str, tuple[str, ...]]) -> None:
    product, langs = order
    made = printed(family, product, langs)
    told = structure.Reader(pages.pdf_bytes(*made))
    assert told.text == structure.content(made)
    assert len(told.text) > 100
    assert len(told.parts("H1")) == 1
    if product == "programme":
        assert len(told.parts("LI")) >= len(families.kit().campaign.events)
    levels = [int(p.kind[1]) for p in told.parts("H1", "H2", "H3")]
    assert all(b <= a + 1 for a, b in zip([0, *levels], levels, strict=False)), levels
    for figure in told.parts("Figure"):
        assert 0 < len(figure.alt) <= 250
        assert figure.box
    for sheet, tags in zip(told.file.pages, told.tags, strict=True):
        assert sheet.Tabs == "/S"
        owners = told.file.Root.StructTreeRoot.ParentTree.Nums[2 * sheet.StructParents + 1]
        assert len(owners) == len(tags)
    assert {p.lang for p in told.parts("P", "H1", "Span", "Sect")} >= set(langs[:1])


def test_poppler_reads_the_same_words(tmp_path: Path) -> None:
    made = printed("leaf", "poster", ("cy", "en"))
    tool = shutil.which("pdfinfo")
    assert tool, "install poppler-utils"
    (tmp_path / "poster.pdf").write_bytes(pages.pdf_bytes(*made))
    out = subprocess.run([tool, "-struct-text", tmp_path / "poster.pdf"], capture_output=True, check=True)
    assert b"Error" not in out.stderr
    said = re.findall(r'^ *"(.*)"$', out.stdout.decode(), re.MULTILINE)
    squeezed = "".join("".join(said).split())
    assert squeezed == "".join(structure.content(made).split())


@pytest.mark.parametrize("product", PRINTED)
def test_a_checker_of_others_finds_nothing(product: str, tmp_path: Path) -> None:
    made = printed("leaf", product, ("cy", "en"))
    (tmp_path / "file.pdf").write_bytes(pages.pdf_bytes(*made))
    report = pdfua.validate(tmp_path / "file.pdf")
    assert [f.message for f in report.findings] == []
    # It sees what is wrong: an untagged file, a figure that says nothing.
    data = pages.pdf_bytes(*made).replace(b"/MarkInfo<</Marked true>>", b"/MarkInfo<</Marked null>>").replace(b"/Alt", b"/Atl")
    (tmp_path / "worse.pdf").write_bytes(data)
    assert pdfua.validate(tmp_path / "worse.pdf").findings


def test_reading_order_is_not_paint_order():
    told = read(group("p", "second", 60, order=2), group("h1", "first", 20, order=1), group("note", "third", 90, order=3))
    assert [(p.kind, p.text) for p in told.root.kids] == [("H1", "first"), ("P", "second"), ("P", "third")]


@pytest.mark.parametrize(
    ("roles", "kinds"),
    [
        (("h1", "h2", "h3"), ["H1", "H2", "H3"]),
        (("h1", "h3", "h3"), ["H1", "H2", "H3"]),
        (("h2", "h1", "h2"), ["P", "H1", "H2"]),
        (("h2", "h2"), ["H1", "H2"]),
        (("h1", "h2", "h1", "h2"), ["H1", "H2", "H2", "H3"]),
    ],
)
def test_there_is_one_h1_and_no_level_is_skipped(roles, kinds):
    told = read(*(group(role, f"words {n}", 20 + 30 * n, order=n) for n, role in enumerate(roles)))
    assert [p.kind for p in told.root.kids] == kinds


def test_a_large_figure_is_no_heading():
    told = read(group("h1", "Exchange", 20, order=0), group("h2", "3", 50, order=1), group("h2", "November", 90, order=2))
    assert [p.kind for p in told.root.kids] == ["H1", "P", "H2"]


def test_entries_of_a_list_are_a_list():
    items = [
        group("h1", "Programme", 10, order=0),
        group("p", "3 November", 30, order=1, entry="rows/0"),
        group("h2", "Exchange", 50, order=2, entry="rows/0"),
        group("h2", "Café", 70, order=3, entry="rows/1"),
        group("p", "alone", 90, order=4, entry="other/0"),
    ]
    told = read(*items)
    assert [p.kind for p in told.root.kids] == ["H1", "L", "P"]
    (rows,) = told.parts("L")
    assert [[k.kind for k in entry.kids[0].kids] for entry in rows.kids] == [["P", "H2"], ["H2"]]


def test_links_hold_their_annotation_and_the_annotation_knows_its_link():
    inner = Group(pages.placed(pages.para("example.org/k", 12), 0, 0), role="link", link="https://example.org/k")
    told = read((Point(20, 150), Group(((Point(0, 0), inner),), role="p")), *pages.code().items)
    text, picture = told.parts("Link")
    assert text.text == "example.org/k"
    assert [k.kind for k in picture.kids] == ["Figure"]
    assert picture.alt == picture.kids[0].alt == "QR code to the booking page"
    annotations = list(told.file.pages[0].Annots)
    assert [a.objgen for link in (text, picture) for a in link.links] == [a.objgen for a in annotations]
    numbers = told.file.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    for annotation in annotations:
        assert parents[int(annotation.StructParent)].S == "/Link"
        assert str(annotation.Contents)
        assert annotation.F == 4


def test_a_picture_without_words_is_decoration():
    box = Shape(rectangle(Rect(0, 0, 50, 50)), pages.EMBER)
    told = read((Point(0, 0), Group(((Point(0, 0), box),), role="figure")), group("h1", "words", 80))
    assert told.parts("Figure") == []
    assert told.text == "words"


def test_a_figure_says_where_it_lies():
    box = Shape(rectangle(Rect(0, 0, 50, 40)), pages.EMBER)
    told = read((Point(10, 20), Group(((Point(0, 0), box),), role="figure", alt="A square")))
    assert told.parts("Figure")[0].box == pytest.approx([10, pages.A6.height - 60, 60, pages.A6.height - 20], abs=0.01)


def test_mixed_directions_are_told_in_reading_order():
    for text in ("مرحبا بالعالم NHS نص", "NHS نص و BBC", "الخميس 3 نوفمبر", "مُحَمَّد القرآن"):
        told = structure.Reader(pages.pdf_bytes(pages.page(*pages.placed(pages.para(text, 14, lang="ar"), 20, 40), lang="ar")))
        assert told.text == text


@pytest.mark.parametrize("lang", pages.SCRIPTS)
def test_every_code_stands_for_real_text(lang: str):
    told = structure.Reader(pages.pdf_bytes(pages.scripts()))
    for font in told.file.pages[0].Resources.Font.values():
        known = structure._unicode(font)
        assert len(known) == len(font.DescendantFonts[0].CIDToGIDMap.read_bytes()) // 2 - 1
        assert all(t and not any("\ue000" <= c <= "\uf8ff" or c == "\0" for c in t) for t in known.values())
    said = dict(zip(pages.SCRIPTS, (structure.words(p.text) for p in told.root.kids), strict=True))
    assert said[lang] == pages.SCRIPTS[lang]


def test_the_file_claims_what_it_is():
    data = pages.pdf_bytes(pages.scripts(), title="Gŵyl <b> & more", lang="cy", author="Hub & Co", at=datetime(2022, 11, 1, 9))
    with pikepdf.open(BytesIO(data)) as file:
        assert file.Root.MarkInfo.Marked
        assert file.Root.ViewerPreferences.DisplayDocTitle
        meta = file.open_metadata()
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"] == "Gŵyl <b> & more"
        assert meta["dc:creator"] == ["Hub & Co"]
        assert meta["xmp:CreateDate"] == "2022-11-01T09:00:00+00:00"
        assert str(file.Root.StructTreeRoot.K[0].K[0].Lang) == "en", "the page's own language"


def test_files_of_several_pages_have_bookmarks():
    one = pages.page(group("h1", "Front", 20), group("h2", "Who comes", 60), group("h2", "When", 90))
    two = pages.page(group("p", "no heading", 20), title="The back")
    with pikepdf.open(BytesIO(pages.pdf_bytes(one, two))) as file, file.open_outline() as outline:
        assert [(i.title, [k.title for k in i.children]) for i in outline.root] == [
            ("Front", ["Who comes", "When"]),
            ("The back", []),
        ]
        assert [i.destination[0].objgen for i in outline.root] == [p.obj.objgen for p in file.pages]
    with pikepdf.open(BytesIO(pages.pdf_bytes(one))) as file:
        assert "/Outlines" not in file.Root
