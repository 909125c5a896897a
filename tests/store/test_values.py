"""Values, links, places in a file, and the page of documentation that is made from the schema."""

from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.store.folder import inside, links, manual, places, spans


def test_the_documentation_is_up_to_date():
    page = Path(__file__).parents[2] / "docs" / "campaign.md"
    assert page.read_text("utf-8") == manual.page(), "run: python -m kiosk.store.folder.manual > docs/campaign.md"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("15m", 900), ("1h30m", 5400), ("2d", 172_800), ("90s", 90), ("1 h", 3600), ("", None), ("15", None), ("m", None)],
)
def test_durations(text, seconds):
    assert (spans.seconds(text) or None) == seconds


@given(st.integers(0, 10**6))
def test_durations_are_written_as_they_are_read(count):
    assert spans.seconds(spans.write_duration(1)(count)) == count


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("08:00-20:00", (time(8), time(20))),
        ("8.30 – 17.00", (time(8, 30), time(17))),
        ("18:00-24:00", (time(18), time(0))),
        ("24:30-25:00", None),
        ("08:60-09:00", None),
        ("8-9", None),
    ],
)
def test_spans_of_a_day(text, span):
    assert spans.span(text) == span


@pytest.mark.parametrize("path", ["a.jpg", "p/q/a b.jpg", "ä.svg"])
def test_paths_inside(path):
    assert links.inside(path)


@pytest.mark.parametrize("path", ["", "/a", "../a", "a/../b", "a//b", "C:/a", "a\\b", "a\0b", "a/.."])
def test_paths_outside(path):
    assert not links.inside(path)


def test_a_name_too_long_for_the_system_is_a_sentence(tmp_path):
    with pytest.raises(inside.Error, match="campaign folder"):
        inside.resolve(tmp_path, "x" * 5000 + ".jpg")


TEXT = '''title = "C"
"quoted key" = 1

[brand] # c
inks.a = 1
logos = [
  { file = "[[event]]" },
]

[[event]]
title = """
starts = no
"""
starts = 1
[[event.except]]
on = 1
[[event.except]]
on = 2
[[event]]
title = 'x'
show.days = []
'''


def test_places_know_their_lines():
    found = places.lines(TEXT)
    wanted = {
        ("title",): 1,
        ("quoted key",): 2,
        ("brand", "inks", "a"): 5,
        ("brand", "logos", 0, "file"): 6,
        ("event", 0, "title"): 11,
        ("event", 0, "starts"): 14,
        ("event", 0, "except", 1, "on"): 18,
        ("event", 1): 19,
        ("event", 1, "show", "days"): 21,
        ("event", 1, "ends"): 19,
        ("nowhere",): None,
    }
    assert {place: places.line_of(place, found) for place in wanted} == wanted
