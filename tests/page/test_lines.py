"""Lines: breaking, measuring, balance, alignment, direction, spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.page import face
from kiosk.page.ink import ink
from kiosk.page.lines import Paragraph, Span, set_lines

TEXT = face.find("Atkinson Hyperlegible")
BOLD = face.find("Atkinson Hyperlegible", 700)
INK = ink("#000000")
FOX = "The quick brown fox jumps over the lazy dog and runs home"


def para(text: str, width: float = 120, size: float = 12, **more) -> Paragraph:
    spans = (Span(text, more.pop("face", TEXT), INK),)
    return set_lines(spans, width, size, **({"lang": "en", "leading": 1.3} | more))


def texts(p: Paragraph) -> list[str]:
    return [line.text for line in p.lines]


ALPHABETS = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="ab  c\u00a0-/.\n", max_size=80),
    st.text(alphabet="مرحبا 12(a)\u0650\u2066\u2069 \n", max_size=60),
    st.text(alphabet="नमस्ते दुनिया 😀x", max_size=60),
)
WIDTHS = st.one_of(st.floats(0, 400), st.just(float("inf")), st.floats(-10, 0))


@given(
    text=ALPHABETS,
    width=WIDTHS,
    size=st.floats(0.5, 200),
    balance=st.booleans(),
    orphan=st.booleans(),
    tracking=st.sampled_from([0.0, -0.02, 0.1]),
    word_space=st.sampled_from([0.0, 0.07]),
    direction=st.sampled_from(["auto", "ltr", "rtl"]),
    align=st.sampled_from(["start", "center", "end"]),
)
def test_any_text_sets_whole_and_inside_its_box(text, width, size, balance, orphan, tracking, word_space, direction, align):
    p = para(
        text,
        width,
        size,
        balance=balance,
        avoid_orphan=orphan,
        tracking=tracking,
        word_space=word_space,
        direction=direction,
        align=align,
    )
    assert "".join(texts(p)) == text
    assert len(p.lines) == p.count
    assert p.fits == (not p.words_too_wide)
    slack = 1e-4 * max(1.0, size)
    for line in p.lines:
        assert line.width <= p.width + slack
        if p.fits:
            assert line.width <= max(width, 0) + slack
        assert sorted("".join(run.text for _, run in line.runs)) == sorted(line.text)
        for part in line.parts:
            assert part.x >= -slack * 10
            assert part.x + part.width <= line.width + abs(tracking) * size + slack * 10
        for _, run in line.runs:
            assert all(0 <= g.cluster < max(1, len(run.text)) for g in run.glyphs)
    if p.lines:
        assert p.lines[0].y <= p.height + slack


@given(st.floats(5, 60), st.floats(60, 300))
def test_lines_scale_with_the_size(size: float, width: float):
    one, two = para(FOX, width, size), para(FOX, width * 2, size * 2)
    assert texts(one) == texts(two)
    assert two.width == pytest.approx(2 * one.width, rel=1e-6)
    assert two.height == pytest.approx(2 * one.height, rel=1e-6)


def test_text_fits_the_very_width_it_was_measured_to_have():
    width = para(FOX, float("inf")).width
    assert para(FOX, width).count == 1
    assert para(FOX, width - 0.1).count == 2


def test_same_arguments_give_the_same_object():
    assert para(FOX) is para(FOX)
    assert para(FOX).lines is para(FOX).lines


def test_first_baseline_is_one_ascent_down_and_the_rest_follow_by_leading():
    p = para(FOX, 120, 10, leading=1.5)
    m = face.metrics(TEXT)
    assert [line.y for line in p.lines] == pytest.approx([m.ascent * 10 + 15 * i for i in range(p.count)])
    assert p.height == pytest.approx((m.ascent + m.descent) * 10 + 15 * (p.count - 1))


def test_fallback_faces_do_not_move_the_first_baseline():
    assert para("مرحبا", 500, lang="ar").lines[0].y == para("abc", 500).lines[0].y


def test_space_at_a_lines_end_stays_in_the_text_and_out_of_the_width():
    p = para("one two", 30)
    assert texts(p) == ["one ", "two"]
    (_, run), *_ = p.lines[0].runs
    assert run.text == "one "
    assert len(run.glyphs) == 4
    assert p.lines[0].width == pytest.approx(para("one", 999).width)
    assert run.width == pytest.approx(p.lines[0].width)


def test_balance_narrows_the_widest_line_without_adding_lines():
    plain, even = para(FOX, 150), para(FOX, 150, balance=True)
    assert plain.count == even.count
    assert even.width < plain.width
    widths = [line.width for line in even.lines]
    assert max(widths) - min(widths) < max(w.width for w in plain.lines) - min(w.width for w in plain.lines)


def test_balance_evens_all_lines_when_one_long_word_sets_the_width():
    p = para("a to Antidisestablishmentarianism of we on", 170, balance=True)
    assert texts(p) == ["a to ", "Antidisestablishmentarianism ", "of we on"]


def test_no_single_word_is_left_on_the_last_line():
    width = next(w for w in range(100, 400) if texts(para(FOX, w, avoid_orphan=False))[-1] == "home" and para(FOX, w).count > 1)
    assert texts(para(FOX, width))[-1] == "runs home"


def test_no_break_spaces_hold_their_words_together():
    p = para("at 12.30\u00a0pm on 3\u00a0November", 60)
    assert all(not line.endswith(("12.30", "12.30 ", "3 ")) for line in texts(p))
    assert any("3\u00a0November" in line for line in texts(p))


def test_newlines_end_a_line_and_have_no_width():
    p = para("one\ntwo\n", 500)
    assert texts(p) == ["one\n", "two\n"]
    assert p.lines[0].width == pytest.approx(para("one", 500).width)


def test_words_wider_than_the_box_are_named_and_never_cut():
    p = para("an Antidisestablishmentarianism and Pneumonoultramicroscopic end", 60)
    assert not p.fits
    assert p.words_too_wide == ("Antidisestablishmentarianism", "Pneumonoultramicroscopic")
    assert "Antidisestablishmentarianism " in texts(p)


def test_soft_hyphen_shows_only_where_a_line_ends():
    narrow, wide = para("mobili\u00adsation", 50), para("mobili\u00adsation", 500)
    assert texts(narrow) == ["mobili\u00ad", "sation"]
    assert narrow.lines[0].width == pytest.approx(para("mobili-", 500).width)
    assert len(narrow.lines[0].runs[0][1].glyphs) == 7
    assert len(wide.lines[0].runs[0][1].glyphs) == 12


def test_tracking_and_word_space_are_added_between_and_not_at_the_end():
    plain, tracked = para("abcd", 500, 10), para("abcd", 500, 10, tracking=0.1)
    assert tracked.width == pytest.approx(plain.width + 3)
    assert para("a b", 500, 10, word_space=0.2).width == pytest.approx(para("a b", 500, 10).width + 2)


def test_arabic_is_never_tracked_apart():
    assert para("مرحبا", 500, lang="ar", tracking=0.2).width == pytest.approx(para("مرحبا", 500, lang="ar").width)


def test_start_and_end_follow_the_direction():
    ltr, rtl = para("abc", 100), para("مرحبا", 100, lang="ar")
    assert (ltr.rtl, rtl.rtl) == (False, True)
    assert ltr.lines[0].x == 0
    assert rtl.lines[0].x == pytest.approx(100 - rtl.width)
    assert para("abc", 100, align="end").lines[0].x == pytest.approx(100 - ltr.width)
    assert para("مرحبا", 100, lang="ar", align="end").lines[0].x == 0
    assert para("abc", 100, align="center").lines[0].x == pytest.approx((100 - ltr.width) / 2)
    assert para("abc", 100, direction="rtl").lines[0].x == pytest.approx(100 - ltr.width)


def test_right_to_left_line_hangs_its_space_on_the_left():
    p = para("مرحبا بالعالم هذا نص طويل", 80, lang="ar")
    first = p.lines[0]
    (at, run), *_ = first.runs
    assert first.text.endswith(" ")
    assert at.x < 0
    assert min(at.x + g.x for g in run.glyphs if g.cluster < len(run.text) - 1) == pytest.approx(0, abs=0.5)


def test_mixed_directions_stand_in_visual_order():
    p = para("אב 12 cd", 500, lang="he")
    runs = p.lines[0].runs
    assert [run.text.strip() for _, run in runs] == ["אב", "12", "", "cd"], "in reading order"
    assert [run.text.strip() for _, run in sorted(runs, key=lambda r: r[0].x)] == ["cd", "", "12", "אב"]


def test_spans_share_lines_and_shape_each_in_its_face():
    p = set_lines((Span("Bold lead-in. ", BOLD, INK), Span(FOX, TEXT, INK)), 150, 12, lang="en", leading=1.3)
    first = p.lines[0]
    assert [(run.text[:4], run.face.weight) for _, run in first.runs] == [("Bold", 700), ("The ", 400)]
    (a, lead), (b, _) = first.runs
    assert b.x == pytest.approx(
        a.x + lead.glyphs[-1].x + para(" ", 500, face=BOLD).lines[0].runs[0][1].glyphs[0].x + space(BOLD) * 12
    )
    assert [part.span for part in first.parts] == [0, 1]


def space(f: face.Face) -> float:
    font = face.font_of(f)
    return font.get_glyph_h_advance(font.get_nominal_glyph(32)) / font.face.upem


def test_word_split_between_spans_does_not_break_there():
    p = set_lines((Span("Know", BOLD, INK), Span("ledge shared", TEXT, INK)), 60, 12, lang="en", leading=1.3)
    assert texts(p) == ["Knowledge ", "shared"]


def test_larger_span_opens_its_line():
    p = set_lines((Span("small ", TEXT, INK), Span("LARGE", TEXT, INK, size_ratio=2)), 500, 10, lang="en", leading=1.2)
    assert [run.size for _, run in p.lines[0].runs] == [10, 20]
    assert p.lines[0].ascent == pytest.approx(face.metrics(TEXT).ascent * 20)


def test_other_sizes_do_not_shape_again(monkeypatch):
    text = "Shape me once, measure me at every size 123"
    para(text, 100, 10)
    from kiosk.page import shaping

    monkeypatch.setattr(shaping.hb, "shape", None)
    assert para(text, 100, 31.4).count >= 1


def test_nothing_to_set_is_no_line():
    assert para("").lines == ()
    assert para("").height == 0
    assert set_lines((), 100, 10, lang="en", leading=1).lines == ()


def test_a_balanced_text_breaks_after_a_colon_where_that_is_near():
    said = "Lunch & learn: reading a forest plot"
    for width in (100, 130):
        lines = [line.text.strip() for line in para(said, width, balance=True).lines]
        assert lines[0] == "Lunch & learn:", lines
        assert len(lines) == para(said, width).count
    narrow = para(said, 60, balance=True)  # where the clause does not fit a line it is broken like any other
    assert all(line.width <= 60 for line in narrow.lines)
