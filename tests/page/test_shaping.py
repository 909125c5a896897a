"""Shaping: which glyphs stand for which characters, in which face and direction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.page import face, shaping
from kiosk.page.geometry import Rect

TEXT = face.find("Atkinson Hyperlegible")
DISPLAY = face.find("DM Serif Display")


def families(text: str, lang: str, base: int = 0, asked: face.Face = TEXT) -> list[tuple[str, str]]:
    return [(text[p.start : p.end], p.face.family) for p in shaping.shape(text, asked, lang, base)]


def test_each_script_gets_a_face_that_was_drawn_for_it():
    assert families("Hello नमस्ते", "hi") == [("Hello ", "Atkinson Hyperlegible"), ("नमस्ते", "Noto Sans Devanagari")]
    assert families("Ελληνικά", "el") == [("Ελληνικά", "Noto Sans")]
    assert families("Привет", "ru") == [("Привет", "Noto Sans")]
    assert families("مرحبا", "ar", 1, DISPLAY) == [("مرحبا", "Tajawal")]


def test_figures_and_marks_inside_arabic_stay_in_the_arabic_face():
    assert {f for t, f in families("نص 12 (مرحبا).", "ar", 1)} == {"Noto Sans Arabic"}


def test_single_missing_letter_falls_back_alone():
    assert not face.covers(DISPLAY, "ω")
    assert families("a Ω b", "en", 0, DISPLAY) == [("a ", "DM Serif Display"), ("Ω ", "Noto Sans"), ("b", "DM Serif Display")]


def test_welsh_circumflexes_are_seated_over_their_letters():
    for asked in (TEXT, DISPLAY, face.find("Atkinson Hyperlegible", 700)):
        for letter in "ŵŷŴŶ":
            (piece,) = shaping.shape(letter, asked, "cy", 0)
            assert piece.face == asked
            base, mark = piece.glyphs
            below, above = box(asked, base), box(asked, mark)
            middle = base.advance + above.centre.x + mark.dx
            assert middle == pytest.approx(below.centre.x, abs=0.05)
            assert 0.0 < below.y - (above.bottom + mark.dy) < 0.16, "the mark clears the letter and does not fly"


def box(asked: face.Face, glyph: shaping.Shaped) -> Rect:
    return shaping.outline(asked, glyph.id).bounds()


def test_running_text_has_no_ligatures_but_devanagari_keeps_its_conjuncts():
    (piece,) = shaping.shape("office fluff", face.find("Noto Sans"), "en", 0)
    assert len(piece.glyphs) == len("office fluff")
    (piece,) = shaping.shape("क्ष", TEXT, "hi", 0)
    assert len(piece.glyphs) == 1


def test_kerning_is_applied():
    one = sum(g.advance for g in shaping.shape("AV", DISPLAY, "en", 0)[0].glyphs)
    two = sum(shaping.shape(c, DISPLAY, "en", 0)[0].glyphs[0].advance for c in "AV")
    assert one < two - 0.01


def test_arabic_is_joined_across_the_whole_word_and_runs_right_to_left():
    (piece,) = shaping.shape("ببب", TEXT, "ar", 1)
    assert piece.level == 1
    assert [g.cluster for g in piece.glyphs if g.advance] == [2, 1, 0]
    assert len({g.id for g in piece.glyphs if g.advance}) == 3, "final, medial and initial form"


def test_missing_names_what_no_installed_face_can_paint():
    assert shaping.missing("Tea ☕ मु 😀😀 你 ŵ", TEXT) == "☕😀你"


def test_outline_is_in_em_with_y_down():
    (g,) = shaping.shape("H", TEXT, "en", 0)[0].glyphs
    r = shaping.outline(TEXT, g.id).bounds()
    assert r.y == pytest.approx(-face.metrics(TEXT).cap)
    assert r.bottom == pytest.approx(0)
    (space,) = shaping.shape(" ", TEXT, "en", 0)[0].glyphs
    assert not shaping.outline(TEXT, space.id).ops


@given(st.text(max_size=60), st.sampled_from(["en", "cy", "ar", "hi", ""]), st.integers(0, 1))
def test_any_text_shapes_into_pieces_that_cover_it(text: str, lang: str, base: int):
    pieces = shaping.shape(text, TEXT, lang, base) if text else ()
    assert "".join(text[p.start : p.end] for p in pieces) == text
    for p in pieces:
        assert all(p.start <= g.cluster < p.end for g in p.glyphs)
