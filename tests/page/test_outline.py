"""Words as a path: the letters' own outlines, where the words were placed."""

import pytest

from kiosk.page import face, outline, shaping
from kiosk.page.geometry import Matrix, Path, Point
from kiosk.page.ink import ink
from kiosk.page.lines import Span, set_lines


def test_a_letter_s_path_is_its_outline_at_its_place_and_size() -> None:
    (_, run), *_ = set_lines((Span("B", face.find("Archivo Black"), ink("#000")),), 100, 20, lang="en", leading=1).lines[0].runs
    made = outline.of(((Point(3, 5), run),))
    wanted = shaping.outline(run.face, run.glyphs[0].id).mapped(Matrix(20, 0, 0, 20, 3, 5))
    assert made.ops == wanted.ops
    assert made.xy == pytest.approx(wanted.xy)


def test_a_word_is_as_wide_as_it_is_set() -> None:
    line = set_lines((Span("Blog", face.find("Archivo Black"), ink("#000")),), 1000, 100, lang="en", leading=1).lines[0]
    box = outline.of(line.runs).bounds()
    assert box.w == pytest.approx(line.width, rel=0.08)
    assert box.y == pytest.approx(-0.73 * 100, abs=6)
    assert 10 < box.bottom < 30  # the g hangs


def test_nothing_gives_an_empty_path() -> None:
    assert outline.of(()) == Path("", ())
