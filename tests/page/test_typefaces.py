"""Typefaces that a brand names: where they are found, what their files say, and outlines that a PDF cannot hold."""

from io import BytesIO
from typing import Any

import pytest
import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen

from kiosk.page import face, typefaces
from kiosk.page.typefaces import SYSTEM


def font(family="House", style="Regular", weight=400, fs_type=0, licence="", cff=True) -> bytes:
    """Build a font with an O and a space."""
    builder: Any = FontBuilder(1000, isTTF=not cff)
    builder.setupGlyphOrder([".notdef", "space", "O"])
    builder.setupCharacterMap({32: "space", 79: "O"})
    if cff:
        pen = T2CharStringPen(600, None)
        pen.moveTo((50, 350))
        pen.curveTo((50, 550), (150, 700), (300, 700))
        pen.curveTo((450, 700), (550, 550), (550, 350))
        pen.curveTo((550, 150), (450, 0), (300, 0))
        pen.curveTo((150, 0), (50, 150), (50, 350))
        pen.closePath()
        ring = pen.getCharString()
        empty = T2CharStringPen(300, None).getCharString()
        builder.setupCFF("House", {"FullName": family}, {".notdef": empty, "space": empty, "O": ring}, {})
    else:
        from fontTools.pens.ttGlyphPen import TTGlyphPen

        builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in (".notdef", "space", "O")})
    builder.setupHorizontalMetrics({".notdef": (300, 0), "space": (300, 0), "O": (600, 50)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    names = {"familyName": family, "styleName": style} | (
        {"licenseDescription": licence, "licenseInfoURL": "https://example.org/l"} if licence else {}
    )
    builder.setupNameTable(names)
    builder.setupOS2(usWeightClass=weight, fsType=fs_type, sCapHeight=700, sxHeight=500)
    builder.setupPost()
    out = BytesIO()
    builder.save(out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "House-Regular.otf").write_bytes(font())
    (tmp_path / "House-Bold.otf").write_bytes(font(style="Bold", weight=700))
    (tmp_path / "notes.ttf").write_bytes(b"these are no outlines")
    return tmp_path


def test_a_typeface_in_a_folder_is_found_by_the_name_in_its_file(folder):
    at = typefaces.locate("house", (str(folder),))
    assert at is not None
    assert at.name == f"{folder}|house"
    assert (face.find(at.name, 400).weight, face.find(at.name, 800).weight) == (400, 700)
    assert face.find(at.name).family == "house"


def test_what_is_not_there_is_said_with_the_package_that_would_bring_it(folder):
    assert typefaces.locate("Nowhere Sans", (str(folder),)) is None
    with pytest.raises(face.Error, match="pip install fontpkg-nowhere-sans"):
        face.find(f"{folder}|Nowhere Sans")


def test_packages_need_no_folder_and_twins_stand_in():
    assert typefaces.locate("Lato") == ("Lato", "")
    assert typefaces.locate("Arial") == ("Arimo", "Arimo")
    assert face.find("Arimo", 700).weight == 700


def test_a_file_in_the_folder_wins_over_package_and_twin(tmp_path):
    (tmp_path / "a.ttf").write_bytes(font("Arial", cff=False))
    assert typefaces.locate("Arial", (str(tmp_path),)) == (f"{tmp_path}|Arial", "")


def test_a_twin_has_the_widths_of_its_original():
    # Widths of Arial's own metrics, in 1/2048 em: A, B, n, zero.
    widths = {"A": 1366, "B": 1366, "n": 1139, "0": 1139}
    font_ = face.font_of(face.find("Arimo"))
    for c, width in widths.items():
        glyph = font_.get_nominal_glyph(ord(c))
        assert glyph is not None
        assert font_.get_glyph_h_advance(glyph) * 2048 / font_.face.upem == pytest.approx(width, abs=2)


def test_system_fonts_are_found_when_nothing_else_is(tmp_path, monkeypatch):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "villa.ttf").write_bytes(font("Villa Display", cff=False))
    monkeypatch.setattr(typefaces, "system_places", lambda: (str(tmp_path),))
    assert typefaces.locate("Villa Display") == (f"{SYSTEM}|Villa Display", "")
    assert face.find(f"{SYSTEM}|Villa Display").path.endswith("villa.ttf")


def test_postscript_outlines_are_converted_once(folder, monkeypatch):
    found = face.find(f"{folder}|House")
    assert not typefaces.is_cff(found.path)
    made = hb.Face(hb.Blob.from_file_path(found.path))
    assert "glyf" in made.table_tags
    assert not {"CFF ", "VORG"} & set(made.table_tags)
    ring = hb.Font(made)
    glyph = ring.get_nominal_glyph(ord("O"))
    assert glyph is not None
    box = ring.get_glyph_extents(glyph)
    assert box is not None
    assert (box.x_bearing, box.y_bearing, box.width, -box.height) == pytest.approx((50, 700, 500, 700), abs=1)
    monkeypatch.setattr(typefaces, "_converted", lambda path: pytest.fail("converted again"))
    assert typefaces.truetype(str(folder / "House-Regular.otf")) == found.path


def test_a_damaged_font_is_one_sentence(tmp_path):
    (tmp_path / "broken.otf").write_bytes(font()[:400])
    with pytest.raises(face.Error, match=r"broken\.otf cannot be converted"):
        typefaces.truetype(str(tmp_path / "broken.otf"))
    assert typefaces.files(str(tmp_path), "House") == ()


def test_the_licence_stands_in_the_font(tmp_path):
    (tmp_path / "a.ttf").write_bytes(font(licence="Ours alone", fs_type=2, cff=False))
    said = typefaces.licence(face.find(f"{tmp_path}|House"))
    assert (said.text, said.url, said.restricted) == ("Ours alone", "https://example.org/l", True)
    lato = typefaces.licence(face.find("Lato"))
    assert "Open Font License" in lato.text + lato.copyright
    assert not lato.restricted
