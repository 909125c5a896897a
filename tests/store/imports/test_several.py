"""Several dates in one phrase: none is lost, none is invented, and people can read the rule that comes out."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.campaign import repeat
from kiosk.campaign.item import Event
from kiosk.store.sources import dates, moments
from tests.store.imports.helpers import LONDON, TODAY, at


def run(words):
    return moments.run(dates.read(words, TODAY), LONDON)


def every_date(words):
    """Expand what was read as the program itself would show it."""
    read = run(words)
    events = [Event(id="e", title="E", starts=read.starts, ends=read.ends, repeat=read.repeat)]
    events += [Event(id="e", title="E", starts=s, ends=e) for s, e in read.more]
    shown = [o for e in events for o in repeat.occurrences(e, at(2022, 1, 1), at(2024, 1, 1), LONDON)]
    return [(o.starts, o.ends) for o in shown]


def days(*pairs):
    return [(date(2023, m, d), None) for d, m in pairs]


def times(first, last, *pairs):
    return [(at(2023, m, d, first), last and at(2023, m, d, last)) for d, m in pairs]


FEBRUARY = ((9, 2), (16, 2), (23, 2))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("9th, 16th & 23rd Feb", days(*FEBRUARY)),
        ("9th 16th 23rd February", days(*FEBRUARY)),
        ("9th\n16th\n23rd February 2023", days(*FEBRUARY)),
        ("Feb 9, 16 and 23, 2023", days(*FEBRUARY)),
        ("Thursdays 9, 16, 23 Feb 2023, 2pm", times(14, None, *FEBRUARY)),
        ("9, 16 and 23 February 2023, 2pm - 4pm", times(14, 16, *FEBRUARY)),
        ("2-4pm, 9th, 16th and 23rd Feb 2023", times(14, 16, *FEBRUARY)),
        ("9/2/23, 16/2/23; 23/2/23", days(*FEBRUARY)),
        ("2023-02-09, 2023-02-16", days((9, 2), (16, 2))),
        ("9 Feb/16 Feb 2023", days((9, 2), (16, 2))),
        ("Thu 9 & Fri 10 Feb 2023", days((9, 2), (10, 2))),
        ("Mon 6/2/23 & Wed 8/2/23 at 6pm", times(18, None, (6, 2), (8, 2))),
        ("Feb 9, 16 & 24, 2023", days((9, 2), (16, 2), (24, 2))),
        ("9 & 16 Feb and 2 March 2023", days((9, 2), (16, 2), (2, 3))),
        ("9 Feb 2023 2pm, 16 Feb 2023 3pm", [(at(2023, 2, 9, 14), None), (at(2023, 2, 16, 15), None)]),
        ("28 Dec & 4 Jan", [(date(2022, 12, 28), None), (date(2023, 1, 4), None)]),
        ("Every Tuesday from 7 to 31 March 2023, 10am-12", times(10, 12, (7, 3), (14, 3), (21, 3), (28, 3))),
        ("Tuesdays and Thursdays, 1 March - 9 March 2023", days((2, 3), (7, 3), (9, 3))),
        ("fortnightly from 9 Feb to 10 March 2023", days((9, 2), (23, 2), (9, 3))),
        ("daily 9 to 11 Feb 2023, 2pm-4pm", times(14, 16, (9, 2), (10, 2), (11, 2))),
        ("Room 2, 16 Feb 2023", days((16, 2))),
        ("9-11 Feb 2023", [(date(2023, 2, 9), date(2023, 2, 11))]),
    ],
)
def test_every_date_that_is_written_and_no_other(words, found):
    assert every_date(words) == found


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("9th, 16th & 23rd Feb", "FREQ=WEEKLY;COUNT=3"),
        ("9 and 23 Feb 2023", "FREQ=WEEKLY;INTERVAL=2;COUNT=2"),
        ("Thu 9 & Fri 10 Feb 2023", "FREQ=DAILY;COUNT=2"),
        ("9, 16 and 24 Feb 2023", "FREQ=MONTHLY;BYMONTHDAY=9,16,24;COUNT=3"),
        ("9 Feb, 16 Feb and 2 March 2023", ""),
        ("every Tuesday from 7 March 2023", "FREQ=WEEKLY"),
    ],
)
def test_the_rule_is_one_that_people_read(words, rule):
    assert run(words).repeat == rule


def test_what_is_assumed_is_told():
    assert "2023 was taken" in dates.read("9th, 16th & 23rd Feb", TODAY).notices[0]
    assert "is a Thursday" in dates.read("Fridays 9 and 16 Feb 2023", TODAY).notices[0]
    assert "repeats" in dates.read("Monthly from 7 March 2023", TODAY).notices[0]
    assert "several times" in dates.read("9 Feb 2pm, 16 Feb 3pm and 23 Feb 2023", TODAY).notices[0]


@given(
    st.lists(st.dates(date(2023, 1, 1), date(2023, 12, 31)), min_size=2, max_size=6, unique=True),
    st.sampled_from([", ", " & ", "; "]),
)
def test_any_list_of_dates_is_read_back(written, mark):
    text = mark.join(f"{d.day} {d:%b %Y}" for d in written)
    assert sorted(s for s, _ in every_date(text)) == sorted(written)
    assert not any(isinstance(s, datetime) for s, _ in every_date(text))


@pytest.mark.parametrize("piece", [", ", "\n", " & ", "9, ", "9th ", "Feb ", "- ", "and ", "9 Feb, "])
def test_malicious_repetition_is_answered(piece):
    # If a pattern runs through all ways to cut these, this test does not end.
    for text in (f"9{piece * 180}x", f"Feb 9{piece * 180}x", f"{piece * 180}9 Feb 2023"):
        try:
            dates.read(text, TODAY)
        except dates.Error:
            continue
