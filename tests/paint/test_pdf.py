"""Writing PDF: text that can be selected, boxes, links, fonts, pictures, the same bytes each time."""

import shutil
import subprocess
import unicodedata
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from kiosk.page.geometry import Matrix, Point, Rect, rectangle
from kiosk.page.ink import Linear, Stop, ink
from kiosk.page.items import Group, Picture, Shape
from kiosk.paint import pdf
from tests.paint import pages

STEERING = "\u200e\u200f\u202a\u202b\u202c\u200b\x0c\r"
POINTS = 72 / 25.4


def open_(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def plain(text: str) -> str:
    return " ".join("".join(c for c in unicodedata.normalize("NFC", text) if c not in STEERING).split())


def by_pdfium(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = plain(document[0].get_textpage().get_text_range())
    document.close()
    return text


def by_poppler(data: bytes) -> str:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    return plain(subprocess.run([tool, "-", "-"], input=data, capture_output=True, check=True).stdout.decode())


def one_line(text: str, lang: str, **more) -> bytes:
    return pages.pdf_bytes(pages.page(*pages.placed(pages.para(text, 14, lang=lang, **more), 20, 40), lang=lang))


@pytest.mark.parametrize("lang", pages.SCRIPTS)
def test_text_is_extracted_as_it_was_written(lang: str):
    data = one_line(pages.SCRIPTS[lang], lang)
    assert by_pdfium(data) == plain(pages.SCRIPTS[lang])
    assert by_poppler(data) == plain(pages.SCRIPTS[lang])


def test_vocalised_and_mixed_arabic_is_extracted():
    assert by_poppler(one_line("مُحَمَّد القرآن", "ar")) == "مُحَمَّد القرآن"
    words = by_pdfium(one_line("مرحبا بالعالم NHS نص", "ar")).split()
    assert sorted(words) == sorted(["مرحبا", "بالعالم", "NHS", "نص"])


def test_lines_keep_their_spaces_so_that_words_stay_apart():
    text = "Knowledge exchange with nurses and midwives"
    assert by_pdfium(one_line(text, "en", width=80)) == text
    assert by_poppler(one_line(text, "en", width=80)) == text


def test_steering_characters_are_not_copied():
    assert by_pdfium(one_line("example.org/\u200bk mobili\u00adsation", "en")) == "example.org/k mobilisation"


def test_characters_without_a_glyph_do_not_stop_the_file():
    assert by_pdfium(one_line("Tea ☕ 你 b", "en")).startswith("Tea")


def test_file_says_what_it_is_and_when():
    at = datetime(2022, 11, 1, 9, 30, tzinfo=timezone(timedelta(hours=-3, minutes=-30)))
    data = pages.pdf_bytes(pages.code(), title="Gŵyl (2022)", lang="cy", author="Library \\ Hub", at=at)
    with open_(data) as file:
        assert str(file.docinfo["/Title"]) == "Gŵyl (2022)"
        assert str(file.docinfo["/Author"]) == "Library \\ Hub"
        assert str(file.docinfo["/CreationDate"]) == "D:20221101093000-03'30'"
        assert str(file.Root.Lang) == "cy"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert "/Trans" not in file.pages[0]
        assert file.check_pdf_syntax() == []


def test_same_pages_give_the_same_bytes():
    one = pages.pdf_bytes(pages.scripts(), pages.shapes(), pages.code())
    assert pages.pdf_bytes(pages.scripts(), pages.shapes(), pages.code()) == one
    assert pages.pdf_bytes(pages.scripts(), pages.code(), pages.shapes()) != one
    with open_(one) as a, open_(pages.pdf_bytes(pages.code())) as b:
        assert a.trailer.ID[0] != b.trailer.ID[0]


def test_bleed_is_drawn_only_when_asked_for():
    with open_(pages.pdf_bytes(pages.shapes())) as file:
        sheet = file.pages[0]
        assert [float(v) for v in sheet.MediaBox] == pytest.approx([0, 0, 148 * POINTS, 105 * POINTS], abs=0.001)
        assert sheet.TrimBox == sheet.MediaBox == sheet.BleedBox
    with open_(pages.pdf_bytes(pages.shapes(), bleed=3 * POINTS)) as file:
        sheet = file.pages[0]
        assert [float(v) for v in sheet.MediaBox] == pytest.approx([0, 0, 154 * POINTS, 111 * POINTS], abs=0.001)
        assert [float(v) for v in sheet.TrimBox] == pytest.approx([3 * POINTS, 3 * POINTS, 151 * POINTS, 108 * POINTS], abs=0.001)
        assert sheet.BleedBox == sheet.MediaBox


def test_link_covers_its_group():
    inner = Group(pages.code().items, matrix=Matrix.scale(0.5))
    with open_(pages.pdf_bytes(pages.page((Point(10, 20), inner)))) as file:
        (link,) = file.pages[0].Annots
        assert str(link.A.URI) == pages.LINK
        assert str(link.Contents) == "QR code to the booking page"
        x0, y0, x1, y1 = (float(v) for v in link.Rect)
    side, top = (29 * 4 + 32) / 2, pages.A6.height - 20
    assert (x0, y1) == pytest.approx((10 + 44 / 2, top - 44 / 2), abs=0.01)
    assert (x1 - x0, y1 - y0) == pytest.approx((side, side), abs=0.01)


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ("https://example.org/a b?c=(1)&d=%20", "https://example.org/a%20b?c=(1)&d=%20"),
        ("https://example.org/gŵyl", "https://example.org/g%C5%B5yl"),
        ("mailto:hub@example.org", "mailto:hub@example.org"),
    ],
)
def test_links_are_written_as_addresses(link: str, written: str):
    box = Shape(rectangle(Rect(0, 0, 10, 10)), pages.DARK)
    with open_(pages.pdf_bytes(pages.page((Point(0, 0), Group(((Point(0, 0), box),), link=link))))) as file:
        assert str(file.pages[0].Annots[0].A.URI) == written


def test_fonts_are_embedded_subsets_and_nothing_else():
    with open_(pages.pdf_bytes(pages.scripts(), pages.code())) as file:
        fonts = [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        outer = [f for f in fonts if f.Subtype == "/Type0"]
        assert len(outer) == 4
        assert len(fonts) == 2 * len(outer)
        for font in outer:
            inner = font.DescendantFonts[0]
            assert str(font.BaseFont)[7] == "+"
            program = inner.FontDescriptor.FontFile2.read_bytes()
            assert len(program) == inner.FontDescriptor.FontFile2.Length1 < 60_000
            assert inner.CIDToGIDMap.read_bytes()[:2] == b"\0\0"
            assert b"Helvetica" not in str(font.BaseFont).encode()


def test_each_page_of_a_file_shares_fonts_and_pictures(tmp_path: Path):
    held = pages.picture(tmp_path)
    sheet = pages.page((Point(0, 0), held), *pages.placed(pages.para("Tea"), 20, 200))
    with open_(pages.pdf_bytes(sheet, sheet, sheet, sheet)) as file:
        images = [o for o in file.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert len(file.pages) == 4
        assert len(images) == 1
        assert images[0].read_raw_bytes() == Path(held.file).read_bytes(), "the JPEG goes in as it is"


def test_transparent_picture_keeps_its_transparency(tmp_path: Path):
    with open_(pages.pdf_bytes(pages.page((Point(0, 0), pages.picture(tmp_path, "png"))))) as file:
        (image,) = [o for o in file.objects if isinstance(o, pikepdf.Stream) and "/SMask" in o]
        assert image.SMask.ColorSpace == "/DeviceGray"


def test_colours_are_rgb_and_gradients_are_vectors():
    with open_(pages.pdf_bytes(pages.shapes())) as file:
        kinds = [int(o.ShadingType) for o in file.objects if isinstance(o, pikepdf.Dictionary) and "/ShadingType" in o]
        spaces = {str(o.ColorSpace) for o in file.objects if isinstance(o, pikepdf.Dictionary) and "/ShadingType" in o}
        assert sorted(set(kinds)) == [2, 3]
        assert spaces == {"/DeviceRGB", "/DeviceGray"}
        assert not [o for o in file.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert file.pages[0].Group.CS == "/DeviceRGB"


def test_languages_of_parts_are_marked():
    with open_(pages.pdf_bytes(pages.scripts())) as file:
        content = file.pages[0].Contents.read_bytes()
        parts = list(file.Root.StructTreeRoot.K[0].K)
        assert [str(p.get("/Lang", "en")) for p in parts] == list(pages.SCRIPTS)
    assert content.count(b"BDC") + content.count(b"BMC") == content.count(b"EMC")
    assert content.split().count(b"q") == content.split().count(b"Q")


def test_small_shapes_in_scaled_groups_keep_their_form():
    unit = Group(((Point(0, 0), Shape(rectangle(Rect(0.001, 0.002, 0.5034, 0.25)), pages.DARK)),), matrix=Matrix.scale(400))
    with open_(pages.pdf_bytes(pages.page((Point(0, 0), unit)))) as file:
        assert b"0.0010" in file.pages[0].Contents.read_bytes()


def test_gradient_with_one_stop_or_stops_out_of_order_is_written():
    for stops in (
        (Stop(0.4, pages.EMBER),),
        (Stop(1, pages.GOLD), Stop(0, pages.DARK, 0.2)),
        (Stop(0.5, pages.GOLD), Stop(0.5, pages.DARK)),
    ):
        shape = Shape(rectangle(Rect(0, 0, 50, 50)), Linear(Point(0, 0), Point(50, 0), stops))
        with open_(pages.pdf_bytes(pages.page((Point(0, 0), shape)))) as file:
            assert file.check_pdf_syntax() == []


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 really a zip", b"\xff\xd8\xff\xe0 torn"])
def test_missing_or_broken_picture_is_one_sentence(tmp_path: Path, content: bytes | None):
    file = tmp_path / "photo.jpg"
    if content is not None:
        file.write_bytes(content)
    held = Picture(str(file), str(content), Rect(0, 0, 10, 10), 10, 10)
    with pytest.raises(pdf.Error, match=r"photo\.jpg is missing or cannot be read; choose it again"):
        pages.pdf_bytes(pages.page((Point(0, 0), held)))


def test_ink_of_a_press_page_stays_rgb_in_a_digital_file():
    blue = ink("#005EB8", "house blue", (1.0, 0.5, 0.0, 0.0))
    data = pages.pdf_bytes(pages.page((Point(0, 0), Shape(rectangle(Rect(0, 0, 5, 5)), blue))))
    with open_(data) as file:
        assert b"0 0.3686 0.7216 rg" in file.pages[0].Contents.read_bytes()
