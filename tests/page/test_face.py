"""Typefaces are found in packages, folders and the system; what is missing is named."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.page import face, fontfile


def test_family_is_found_by_its_name_with_nearest_weight_and_slope():
    bold = face.find("Atkinson Hyperlegible", 800)
    assert (bold.family, bold.weight, bold.italic) == ("Atkinson Hyperlegible", 700, False)
    assert bold.path.endswith("AtkinsonHyperlegible-Bold.ttf")
    assert face.find("Atkinson Hyperlegible", 400, True).path.endswith("Italic.ttf")
    assert face.find("Tajawal", 450).weight == 400
    assert face.find("Tajawal", 850).weight == 900  # bold leans to the bolder on a tie


def test_missing_family_names_the_package_to_install():
    with pytest.raises(face.Error, match="pip install fontpkg-no-such-face-9"):
        face.find("No such Face 9")


@given(st.text(max_size=40))
def test_no_family_name_does_more_than_raise_our_error(name: str):
    with pytest.raises(face.Error, match="pip install fontpkg-"):
        face.find(name + " zzq")


def test_variable_font_becomes_a_static_instance_once():
    one = face.find("Noto Sans Arabic", 700)
    assert "fontpkg" not in one.path
    assert not face.font_of(one).face.has_var_data
    assert face.font_of(one).face.reference_table("OS/2").data[4:6] == (700).to_bytes(2, "big")
    before = os.stat(one.path).st_mtime_ns
    face.find.cache_clear()
    assert face.find("Noto Sans Arabic", 700) == one
    assert os.stat(one.path).st_mtime_ns == before
    assert face.find("Noto Sans Arabic", 400).path != one.path


def test_static_instance_is_made_even_where_the_cache_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "kiosk").write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    made = fontfile.static(face._packaged("Noto Sans")[0].path, 350)
    assert not made.startswith(str(tmp_path))
    assert face.font_of(face.Face("Noto Sans", 350, False, made)).face.glyph_count > 1000


def test_full_disk_is_one_sentence(monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(fontfile, "_stored", full)
    with pytest.raises(face.Error, match="No space left on device; free some space"):
        fontfile.static(face._packaged("Noto Sans")[0].path, 351)


def test_font_files_in_a_folder_are_found_after_packages(tmp_path: Path):
    source = face.find("DM Serif Display").path
    shutil.copy(source, tmp_path / "HouseSerif-BoldItalic.ttf")
    shutil.copy(source, tmp_path / "HouseSerif-Regular.ttf")
    shutil.copy(source, tmp_path / "AtkinsonHyperlegible-Regular.ttf")
    assert face.find("House Serif", 700, True, (str(tmp_path),)).path == str(tmp_path / "HouseSerif-BoldItalic.ttf")
    assert face.find("House Serif", 300, False, (str(tmp_path),)).weight == 400
    assert "fontpkg" in face.find("Atkinson Hyperlegible", folders=(str(tmp_path),)).path


def test_broken_font_file_is_one_sentence(tmp_path: Path):
    broken = tmp_path / "Broken-Regular.ttf"
    broken.write_bytes(b"not a font" * 20)
    with pytest.raises(face.Error, match=r"Broken-Regular\.ttf is not a font file"):
        face.metrics(face.find("Broken", folders=(str(tmp_path),)))
    gone = face.Face("Gone", 400, False, str(tmp_path / "gone.ttf"))
    with pytest.raises(face.Error, match=r"gone\.ttf cannot be read as a font"):
        face.metrics(gone)


def test_neutral_face_exists_and_is_the_packaged_one():
    assert face.neutral(700).family == "Noto Sans"


def test_metrics_are_the_fonts_own():
    m = face.metrics(face.find("DM Serif Display"))
    assert (m.cap, m.upem) == (0.66, 1000)
    assert m.ascent == pytest.approx(1.036)
    assert m.descent == pytest.approx(0.335)  # positive, downwards
    assert face.metrics(face.find("Atkinson Hyperlegible")).x_height == pytest.approx(0.496)


def test_coverage_ignores_what_is_never_painted():
    text = face.find("Atkinson Hyperlegible")
    assert face.covers(text, "Hello\u200b \u2066world\u2069\u00ad\n")
    assert face.uncovered(text, "aदb你दc") == "द你"


def test_fallback_follows_script_and_manner():
    text, display = face.find("Atkinson Hyperlegible", 700), face.find("DM Serif Display")
    arabic, headline = face.fallback("Arab", text), face.fallback("Arab", display)
    assert arabic
    assert headline
    assert (arabic.family, arabic.weight) == ("Noto Sans Arabic", 700)
    assert (headline.family, headline.weight) == ("Tajawal", 700)
    assert face.fallback("Cher", text) is None
