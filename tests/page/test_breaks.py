"""Line break opportunities and directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.page import breaks


def cut(text: str, lang: str = "en") -> list[str]:
    return [text[a:b] for a, b in breaks.segments(text, lang)]


def test_spaces_stay_with_the_word_before_them_and_no_break_spaces_glue():
    assert cut("12.30\u00a0pm in the  hall") == ["12.30\u00a0pm ", "in ", "the  ", "hall"]


def test_characters_beyond_the_basic_plane_do_not_shift_the_breaks():
    assert cut("a😀 b c") == ["a", "😀 ", "b ", "c"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("see https://example.org/k/exchange-a", ["see ", "https://example.org", "/k/exchange-a"]),
        ("example.org/learn/after-action-review", ["example.org", "/learn", "/after-action-review"]),
        ("example.org/\u200bk", ["example.org", "/\u200b", "k"]),
        ("and/or 1/2 km", ["and/", "or ", "1/2 ", "km"]),
        ("well-known", ["well-", "known"]),
        ("e-learning, an X-ray", ["e-learning, ", "an ", "X-ray"]),
        ("Knowledge - Breaking – Down", ["Knowledge - ", "Breaking – ", "Down"]),
        ("5 -3 on 12-14 May", ["5 ", "-3 ", "on ", "12-14 ", "May"]),
    ],
)
def test_addresses_break_before_a_slash_and_other_words_as_usual(text: str, parts: list[str]):
    assert cut(text) == parts


@given(st.text())
def test_segments_cover_any_text(text: str):
    assert "".join(cut(text)) == text


def test_direction_is_the_first_strong_characters_outside_isolates():
    assert breaks.base_level("12 مرحبا", "auto", "en") == 1
    assert breaks.base_level("\u2067مرحبا\u2069 hello", "auto", "en") == 0
    assert breaks.base_level("12.30", "auto", "ar") == 1
    assert breaks.base_level("مرحبا", "ltr", "ar") == 0


def test_mixed_levels_and_visual_order():
    text = "אב 12 cd"
    levels = breaks.levels(text, 1)
    assert levels == (1, 1, 1, 2, 2, 1, 2, 2)
    assert [text[i] for i in breaks.visual(levels)] == list("cd 12 בא")


def test_isolated_address_keeps_its_own_direction():
    text = "ב \u2066a.b/c\u2069 א"
    order = "".join(text[i] for i in breaks.visual(breaks.levels(text, 1)))
    assert "a.b/c" in order
    assert order.index("א") < order.index("a.b/c") < order.index("ב")


@given(st.text(alphabet=st.sampled_from("aא1 .(\u2066\u2067\u2068\u2069\u202b\u202e\u202c\n\u0627")), st.integers(0, 1))
def test_levels_exist_for_any_mixture(text: str, base: int):
    levels = breaks.levels(text, base)
    assert len(levels) == len(text)
    assert all(base <= level <= 125 for level in levels)
    assert sorted(breaks.visual(levels)) == list(range(len(text)))
