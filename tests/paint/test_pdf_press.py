"""Files for the print shop, judged from what was written: Ghostscript's plates, boxes, operators, profile."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms

from kiosk.page.geometry import MM, Matrix, Point, Rect, rectangle
from kiosk.page.ink import Ink, Linear, Stop, ink
from kiosk.page.items import Group, Picture, Shape, Stroke
from kiosk.paint import pdf, pdf_press, pdf_profile
from tests.compose.families import FAMILIES, composed
from tests.paint import pages, plates

NHS_BLUE = Ink("nhs blue", (0.0, 0.369, 0.722), (1.0, 0.46, 0.0, 0.0))
SPOT = Ink("house", (0.9, 0.3, 0.1), (0.0, 0.7, 0.9, 0.0), "PANTONE 172 C")


def box(x: float, y: float, w: float, h: float, fill, **more) -> tuple[Point, Shape]:
    return Point(x, y), Shape(rectangle(Rect(0, 0, w, h)), fill, **more)


def ground(fill) -> tuple[Point, Shape]:
    return Point(0, 0), Shape(rectangle(pages.A6.trim.inset(-pages.A6.bleed)), fill)


@pytest.fixture(scope="module")
def leaf() -> bytes:
    return plates.press(composed("leaf", "poster", "a4")[0].page, at=datetime(2022, 11, 1, 9))


def test_the_file_is_pdf_x_4(leaf: bytes, tmp_path: Path):
    with pikepdf.open(BytesIO(leaf)) as file:
        assert file.pdf_version == "1.6"
        (intent,) = file.Root.OutputIntents
        assert (intent.S, str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
        assert str(intent.RegistryName) == "http://www.color.org"
        assert str(intent.Info) == "ISO Coated v2 300% (basICColor)"
        assert intent.DestOutputProfile.N == 4
        assert intent.DestOutputProfile.read_bytes() == plates.profile().data
        meta = file.open_metadata()
        assert meta["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
        assert meta["pdf:Trapped"] == "False"
        assert meta["xmpMM:VersionID"] == "1"
        assert meta["xmpMM:DocumentID"].startswith("uuid:")
        assert meta["dc:title"] == str(file.docinfo.Title)
        assert file.docinfo.Trapped == "/False"
        assert str(file.docinfo.CreationDate) == str(file.docinfo.ModDate) == "D:20221101090000"
        assert len(file.trailer.ID) == 2
        sheet = file.pages[0]
        assert sheet.Group.CS == "/DeviceCMYK"
        assert "/Annots" not in sheet
        assert "/Trans" not in sheet
        assert not {"/OpenAction", "/AA", "/AcroForm", "/Names", "/Encrypt"} & set(file.Root.keys())
    (tmp_path / "file.pdf").write_bytes(leaf)
    tool = shutil.which("qpdf")
    assert tool, "install qpdf"
    assert subprocess.run([tool, "--check", tmp_path / "file.pdf"], capture_output=True).returncode == 0


def test_a_second_run_gives_the_same_bytes(leaf: bytes):
    assert plates.press(composed("leaf", "poster", "a4")[0].page, at=datetime(2022, 11, 1, 9)) == leaf


def test_boxes_lie_in_each_other_and_the_trim_is_the_ordered_size(leaf: bytes):
    with pikepdf.open(BytesIO(leaf)) as file:
        media, bleed, trim = ([float(v) for v in file.pages[0][n]] for n in ("/MediaBox", "/BleedBox", "/TrimBox"))
    assert trim[2] - trim[0] == pytest.approx(210 * MM, abs=0.01)
    assert trim[3] - trim[1] == pytest.approx(297 * MM, abs=0.01)
    assert [b - t for b, t in zip(bleed, trim, strict=True)] == pytest.approx([-3 * MM, -3 * MM, 3 * MM, 3 * MM], abs=0.01)
    assert media[0] < bleed[0] < bleed[2] < media[2]


def test_all_colours_are_the_presss_own(leaf: bytes, tmp_path: Path):
    sheet = pages.page(
        *pages.shapes().items, (Point(20, 20), pages.picture(tmp_path)), (Point(90, 20), pages.picture(tmp_path, "png"))
    )
    for data in (leaf, plates.press(sheet)):
        used = plates.operators(data)
        assert not used & {"rg", "RG", "g", "G", "ri"}
        assert "k" in used
        with pikepdf.open(BytesIO(data)) as file:
            spaces = [str(o.ColorSpace) for o in file.objects if isinstance(o, pikepdf.Dictionary) and "/ShadingType" in o]
            spaces += [str(o.ColorSpace) for o in file.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert set(spaces) <= {"/DeviceCMYK", "/DeviceGray"}


@pytest.mark.parametrize("family", FAMILIES)
def test_grounds_reach_the_bleed_and_ink_stays_under_the_limit(family: str, tmp_path: Path):
    data = plates.press(composed(family, "poster", "a4")[0].page)
    made = plates.plates(data, tmp_path)
    inside = plates.bleed_box(data)
    assert plates.total(made, inside) <= pdf_press.LIMIT + 0.03
    all_inks = Image.merge("CMYK", [made[n] for n in ("Cyan", "Magenta", "Yellow", "Black")]).crop(inside)
    w, h = all_inks.size
    paper = composed(family, "poster", "a4")[0].page
    edge = [all_inks.getpixel(p) for p in ((0, h // 3), (w - 1, h // 3), (w // 2, 0), (w // 2, h - 1))]
    trim = round(3 * MM) + 2
    just_inside = [all_inks.getpixel(p) for p in ((trim, h // 3), (w - 1 - trim, h // 3), (w // 2, trim), (w // 2, h - 1 - trim))]
    # Whatever colour the page has just inside the cut goes on beyond it.
    for outer, inner in zip(edge, just_inside, strict=True):
        assert (sum(outer) > 8) == (sum(inner) > 8), (paper.title, edge, just_inside)


def test_a_ground_that_stops_at_the_cut_would_be_seen(tmp_path: Path):
    data = plates.press(pages.page(box(0, 0, pages.A6.width, pages.A6.height, NHS_BLUE)))
    made = plates.plates(data, tmp_path)
    assert plates.at(made, 1.5, 100, data)["Cyan"] == 1
    assert plates.at(made, -3, 100, data)["Cyan"] == 0


def test_dark_words_and_codes_are_black_alone_and_others_keep_their_inks(tmp_path: Path):
    bar = ink("#000000")
    sheet = pages.page(
        ground(pages.CREAM), *pages.code().items[1:], *pages.placed(pages.para("MMMM", 60, colour=pages.DARK), 250, 20),
        box(20, 20, 30, 30, bar),
    )  # fmt: skip
    data = plates.press(sheet)
    made = plates.plates(data, tmp_path)
    assert plates.at(made, 30, 30, data) == {"Black": 1, "Cyan": 0, "Magenta": 0, "Yellow": 0}
    code = plates.at(made, 62, 62, data)
    assert code == {"Black": 1, "Cyan": 0, "Magenta": 0, "Yellow": 0}
    with pikepdf.open(BytesIO(data)) as file:
        content = file.pages[0].Contents.read_bytes()
    words = re.search(rb"([^\n]* k)\n(?:[^\n]* gs\n)?BT/F1 60", content)
    assert words
    assert words[1] == b"0 0 0 1 k"


def test_hand_set_values_are_printed_as_they_are(tmp_path: Path):
    rgb = Ink("the same, by its screen value", NHS_BLUE.screen)
    data = plates.press(pages.page(box(0, 0, 60, 60, NHS_BLUE), box(100, 0, 60, 60, rgb)))
    made = plates.plates(data, tmp_path)
    assert plates.at(made, 30, 30, data) == {"Black": 0, "Cyan": 1, "Magenta": 0.46, "Yellow": 0}
    other = plates.at(made, 130, 30, data)
    assert other != plates.at(made, 30, 30, data), "the profile would dull it"


def test_thin_dark_lines_are_black_alone_and_thick_ones_keep_their_inks(tmp_path: Path):
    dark, red = pages.DARK, Ink("red", (0.6, 0.1, 0.1))
    half = Group(((Point(0, 0), Shape(rectangle(Rect(0, 0, 200, 2)), dark)),), matrix=Matrix.scale(0.5))
    items = [
        box(20, 20, 200, 1, dark),
        (Point(20, 60), Shape(rectangle(Rect(0, 0, 200, 40)), stroke=Stroke(dark, 1))),
        (Point(20, 120), half),
        box(20, 160, 200, 20, dark),
        (Point(20, 200), Shape(rectangle(Rect(0, 0, 200, 40)), stroke=Stroke(dark, 6))),
        box(20, 260, 200, 1, red),
    ]
    data = plates.press(pages.page(*items))
    made = plates.plates(data, tmp_path, dpi=288)
    seen = []
    for y in (20.5, 60, 120.5, 170, 200, 260.5):
        used = {name: most(plate, 100, y, data, 288) for name, plate in made.items()}
        seen.append(used["Magenta"] > 0.05)
        assert sum(used.values()) > 0.3, y
    assert seen == [False, False, False, True, True, True]


def most(plate: Image.Image, x: float, y: float, data: bytes, dpi: int) -> float:
    """The most ink of a plate within half a point of a place."""
    with pikepdf.open(BytesIO(data)) as file:
        left, _, _, top = (float(v) for v in file.pages[0].TrimBox)
        height = float(file.pages[0].MediaBox[3])
    px, py = int((left + x) * dpi / 72), int((height - top + y) * dpi / 72)
    return max(plate.getpixel((px, py + n)) for n in (-1, 0, 1)) / 255


def test_a_spot_ink_in_a_gradient_stays_on_its_plate(tmp_path: Path):
    across = Linear(Point(0, 0), Point(300, 0), (Stop(0, SPOT), Stop(1, NHS_BLUE)))
    second = Ink("second", (0.2, 0.6, 0.2), (0.7, 0.0, 0.9, 0.1), "PANTONE 361 C")
    both = Linear(Point(0, 0), Point(300, 0), (Stop(0, SPOT), Stop(0.5, second), Stop(1, pages.WHITE, 0.2)))
    around = Stroke(Linear(Point(0, 0), Point(300, 0), (Stop(0, SPOT), Stop(1, SPOT))), 30)
    data = plates.press(
        pages.page(box(20, 20, 300, 60, across), box(20, 120, 300, 60, both), box(40, 220, 200, 40, None, stroke=around))
    )
    made = plates.plates(data, tmp_path)
    assert set(made) == {"Cyan", "Magenta", "Yellow", "Black", SPOT.spot, second.spot}
    left, middle, right = (plates.at(made, x, 50, data) for x in (24, 170, 316))
    assert left == pytest.approx({SPOT.spot: 1} | dict.fromkeys(set(made) - {SPOT.spot}, 0), abs=0.03)
    assert middle[SPOT.spot] == pytest.approx(0.5, abs=0.03)
    assert middle["Cyan"] == pytest.approx(0.5, abs=0.03)
    assert (right[SPOT.spot], right["Cyan"], right["Magenta"]) == pytest.approx((0, 1, 0.46), abs=0.03)
    mixed = plates.at(made, 95, 150, data)
    assert (mixed[SPOT.spot], mixed[second.spot]) == pytest.approx((0.5, 0.5), abs=0.04)
    assert plates.at(made, 100, 220, data)[SPOT.spot] == 1


def test_a_gradient_of_spots_looks_right_where_there_is_no_such_plate():
    across = Linear(Point(0, 0), Point(300, 0), (Stop(0, SPOT), Stop(1, pages.WHITE)))
    plain = Linear(Point(0, 0), Point(300, 0), (Stop(0, Ink("same", SPOT.screen, SPOT.cmyk)), Stop(1, pages.WHITE)))
    data = plates.press(pages.page(box(20, 20, 300, 60, across), box(20, 120, 300, 60, plain)), marks=False)
    shown = pages.pdf_picture(data, 436, 315)
    for x in (30, 100, 200, 300):
        one, other = (shown.getpixel((x + 9, y + 9)) for y in (50, 150))
        assert max(abs(a - b) for a, b in zip(one, other, strict=True)) <= 6


def test_another_picture_is_another_file(tmp_path: Path):
    ids = set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        held = pages.picture(tmp_path / name, "png")
        with Image.open(held.file) as image:
            image.convert("RGB").rotate(90 if name == "two" else 0).save(held.file)
        data = plates.press(pages.page((Point(20, 20), replace(held, sha256=name))))
        with pikepdf.open(BytesIO(data)) as file:
            ids.add(bytes(file.trailer.ID[0]))
    assert len(ids) == 2


def test_a_spot_ink_has_a_plate_of_its_own(tmp_path: Path):
    tint = (Point(150, 0), Shape(rectangle(Rect(0, 0, 60, 60)), SPOT, alpha=0.5))
    line = Shape(rectangle(Rect(0, 0, 60, 60)), stroke=Stroke(SPOT, 6))
    second = Ink("second", (0.1, 0.5, 0.5), (0.8, 0.1, 0.4, 0.0), "Gold #1 (metallic)")
    sheet = pages.page(box(20, 20, 60, 60, SPOT), tint, (Point(20, 120), line), box(150, 120, 60, 60, second))
    data = plates.press(sheet)
    made = plates.plates(data, tmp_path)
    assert {"PANTONE 172 C", "Gold #1 (metallic)"} <= set(made)
    assert plates.at(made, 50, 50, data) == {n: float(n == "PANTONE 172 C") for n in made}
    assert plates.at(made, 180, 150, data)["Gold #1 (metallic)"] == 1
    assert plates.at(made, 22, 150, data)["PANTONE 172 C"] == 1
    assert 0.4 < plates.at(made, 180, 30, data)["PANTONE 172 C"] < 0.6


def test_greys_are_black_alone_and_white_is_paper():
    data = plates.profile().data
    for value in (0.1, 0.4, 0.6, 0.9):
        c, m, y, k = pdf_profile.inked(data, (value, value, value))
        assert (c, m, y) == (0, 0, 0)
        assert 0 < k < 1
    assert pdf_profile.inked(data, (1, 1, 1)) == (0, 0, 0, 0)
    assert pdf_profile.inked(data, (0, 0, 0)) == (0, 0, 0, 1)
    assert pdf_profile.inked(None, (0, 0, 0)) == (0, 0, 0, 1)
    assert pdf_profile.inked(None, (1, 1, 1)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("inks", "wanted"),
    [
        ((0.5, 0.5, 0.5, 0.5), (0.5, 0.5, 0.5, 0.5)),
        ((1, 1, 1, 1), (2 / 3, 2 / 3, 2 / 3, 1)),
        ((1, 1, 0.8, 0.4), (26 / 28, 26 / 28, 0.8 * 26 / 28, 0.4)),
    ],
)
def test_too_much_ink_gives_way_to_black(inks, wanted):
    held = pdf_press.held(inks)
    assert held == pytest.approx(wanted)
    assert sum(held) <= pdf_press.LIMIT + 1e-9


def test_photographs_are_converted_with_the_profile(tmp_path: Path):
    file = tmp_path / "sky.jpg"
    Image.new("RGB", (200, 200), (70, 130, 200)).save(file, quality=95)
    clear = tmp_path / "clear.png"
    Image.new("RGBA", (200, 200), (70, 130, 200, 0)).save(clear)
    held = Picture(str(file), "sky", Rect(0, 0, 200, 200), 100, 100)
    unseen = Picture(str(clear), "clear", Rect(0, 0, 200, 200), 100, 100)
    data = plates.press(pages.page((Point(20, 20), held), (Point(200, 20), unseen)))
    made = plates.plates(data, tmp_path / "plates")
    seen = plates.at(made, 70, 70, data)
    wanted = pdf_profile.inked(plates.profile().data, (70 / 255, 130 / 255, 200 / 255))
    assert [seen[n] for n in ("Cyan", "Magenta", "Yellow", "Black")] == pytest.approx(wanted, abs=0.03)
    assert sum(plates.at(made, 250, 70, data).values()) == 0


def test_marks_are_on_every_plate_outside_the_bleed_and_a_quarter_point_wide(tmp_path: Path):
    data = plates.press(pages.page(ground(NHS_BLUE), box(20, 20, 60, 60, SPOT)))
    with pikepdf.open(BytesIO(data)) as file:
        content = file.pages[0].Contents.read_bytes().decode()
        separations = [o for o in file.objects if isinstance(o, pikepdf.Array) and len(o) == 4 and o[0] == "/Separation"]
    assert "/All" in [str(s[1]) for s in separations]
    assert " SCN 0.25 w" in content
    made = plates.plates(data, tmp_path, 144)
    x0, y0, x1, y1 = plates.bleed_box(data)
    for plate in made.values():
        w, h = plate.size
        bands = (plate.crop((0, 0, w, 2 * y0 - 6)), plate.crop((0, 2 * y1 + 6, w, h)), plate.crop((0, 0, 2 * x0 - 6, h)))
        assert all(band.getbbox() for band in bands)
        assert plate.crop((2 * x0, 2 * y0 - 7, 2 * x1, 2 * y0 - 6)).getbbox() is None, "nothing touches the bleed"
    slug = made["Black"].crop((0, 2 * y1 + 6, made["Black"].width, made["Black"].height))
    assert slug.getbbox()[2] - slug.getbbox()[0] > 150
    bare = plates.press(pages.page(ground(NHS_BLUE)), marks=False)
    with pikepdf.open(BytesIO(bare)) as file:
        assert file.pages[0].MediaBox == file.pages[0].BleedBox


def test_what_runs_far_out_ends_at_the_bleed(tmp_path: Path):
    data = plates.press(pages.page(box(-100, -100, 700, 600, NHS_BLUE)))
    made = plates.plates(data, tmp_path)
    assert plates.at(made, -7, 100, data)["Cyan"] == 1
    assert plates.at(made, -10.5, 100, data)["Cyan"] == 0


def test_fonts_are_embedded_and_subset(leaf: bytes, tmp_path: Path):
    (tmp_path / "file.pdf").write_bytes(leaf)
    tool = shutil.which("pdffonts")
    assert tool, "install poppler-utils"
    _, _, *rows = subprocess.run([tool, tmp_path / "file.pdf"], capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(rows) >= 3
    for row in rows:
        assert re.match(r"[A-Z]{6}\+", row)
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]
    assert "Helvetica" not in "".join(rows)


def test_gradients_run_between_hand_set_values(tmp_path: Path):
    white = Ink("paper", (1, 1, 1), (0, 0, 0, 0))
    ramp = Linear(Point(0, 0), Point(200, 0), (Stop(0, NHS_BLUE), Stop(1, white)))
    data = plates.press(pages.page(box(20, 20, 200, 60, ramp)))
    made = plates.plates(data, tmp_path)
    assert plates.at(made, 120, 50, data)["Cyan"] == pytest.approx(0.5, abs=0.03)
    assert plates.at(made, 120, 50, data)["Magenta"] == pytest.approx(0.23, abs=0.03)


def test_links_and_tags_stay_out():
    data = plates.press(pages.code())
    with pikepdf.open(BytesIO(data)) as file:
        assert "/StructTreeRoot" not in file.Root
        assert "/Annots" not in file.pages[0]
        assert b"BDC" not in file.pages[0].Contents.read_bytes()


def test_without_a_profile_the_condition_is_named_and_inks_follow_a_rule(tmp_path: Path):
    sheet = pages.page(box(0, 0, 60, 60, Ink("red", (1.0, 0.0, 0.0))), (Point(100, 20), pages.picture(tmp_path)))
    data = plates.press(sheet, profile=None)
    with pikepdf.open(BytesIO(data)) as file:
        (intent,) = file.Root.OutputIntents
        assert "/DestOutputProfile" not in intent
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
    assert plates.at(plates.plates(data, tmp_path / "p"), 30, 30, data) == {"Black": 0, "Cyan": 0, "Magenta": 1, "Yellow": 1}


def test_a_profile_that_is_not_of_a_press_is_refused(tmp_path: Path):
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for content, wanted in (
        (b"", "x.icc is no colour profile"),
        (b"%PDF-1.7" * 100, "x.icc is no colour profile"),
        (screen, "x.icc is a profile of a screen in RGB, not of a press in CMYK"),
        (plates.profile().data[:2000], "x.icc is damaged"),
    ):
        (tmp_path / "x.icc").write_bytes(content)
        with pytest.raises(pdf_profile.Error, match=re.escape(wanted)):
            pdf_profile.read(tmp_path / "x.icc")
    with pytest.raises(pdf_profile.Error, match=r"gone\.icc cannot be read"):
        pdf_profile.read(tmp_path / "gone.icc")


def test_pages_of_both_intents_look_alike(leaf: bytes):
    page = composed("leaf", "poster", "a4")[0].page
    digital = pages.pdf_bytes(page, marks=True, bleed=page.stock.bleed)
    with pikepdf.open(BytesIO(digital)) as a, pikepdf.open(BytesIO(leaf)) as b:
        assert [a.pages[0][n] == b.pages[0][n] for n in ("/MediaBox", "/BleedBox", "/TrimBox")] == [True] * 3


def test_a_missing_picture_is_one_sentence(tmp_path: Path):
    gone = Picture(str(tmp_path / "gone.jpg"), "gone", Rect(0, 0, 10, 10), 10, 10)
    with pytest.raises(pdf.Error, match=r"gone\.jpg is missing"):
        plates.press(pages.page((Point(0, 0), Group(((Point(0, 0), gone),), role="figure", alt="x"))))
