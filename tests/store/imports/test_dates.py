"""Dates in words, in British order; nothing is guessed in silence."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.store.sources import dates, moments
from tests.store.imports.helpers import LONDON, TODAY, at

NOON = (at(2022, 11, 3, 12, 30), None)
HOUR = (at(2022, 11, 3, 12, 30), at(2022, 11, 3, 13, 30))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("3 Nov 2022, 12.30pm", NOON),
        ("Thu 3 November 12.30-1.30pm", HOUR),
        ("Thursday 3rd November 2022, 12:30 – 13:30", HOUR),
        ("12.30pm-1.30pm on 3 Nov 2022", HOUR),
        ("03/11/2022 12:30", NOON),
        ("3.11.2022 12.30", NOON),
        ("3-Nov-22 12:30", NOON),
        ("2022-11-03T12:30:00Z", NOON),
        ("2022-07-03T12:30:00Z", (at(2022, 7, 3, 13, 30), None)),
        ("2022-11-03T13:30:00+01:00 - 2022-11-03T14:30:00+01:00", HOUR),
        ("November 3, 2022 at 12.30pm", NOON),
        ("3rd of November 2022, noon", (at(2022, 11, 3, 12), None)),
        ("Dydd Iau 3 Tachwedd 2022, 2.00yp", (at(2022, 11, 3, 14), None)),
        ("9 to 10.30 am 8 November 2022", (at(2022, 11, 8, 9), at(2022, 11, 8, 10, 30))),
        ("11.30-1pm 8 November 2022", (at(2022, 11, 8, 11, 30), at(2022, 11, 8, 13))),
        ("3 November 2022 10pm - 1am", (at(2022, 11, 3, 22), at(2022, 11, 4, 1))),
        ("We meet on 3 November 2022.", (date(2022, 11, 3), None)),
        ("2022-11-03", (date(2022, 11, 3), None)),
        ("20 May 2022", (date(2022, 5, 20), None)),
        ("3-5 November 2022", (date(2022, 11, 3), date(2022, 11, 5))),
        ("Mon 28 Nov to Fri 2 Dec 2022", (date(2022, 11, 28), date(2022, 12, 2))),
        ("28 December 2022 - 2 January 2023", (date(2022, 12, 28), date(2023, 1, 2))),
    ],
)
def test_words_and_their_moments(words, found):
    assert moments.join(dates.read(words, TODAY), LONDON) == found


def test_day_comes_before_month_and_that_is_told():
    span = dates.read("03/04/2022", TODAY)
    assert (span.day, span.ambiguous) == (date(2022, 4, 3), "03/04/2022")
    assert dates.read("04/03/2022", TODAY, month_first=True).day == date(2022, 4, 3)
    span = dates.read("04/13/2022", TODAY)
    assert span.day == date(2022, 4, 13)
    assert "month/day" in span.notices[0]


def test_a_weekday_that_disagrees_is_told_and_the_date_stays():
    span = dates.read("Friday 3 November 2022", TODAY)
    assert span.day == date(2022, 11, 3)
    assert "is a Thursday" in span.notices[0]


def test_a_missing_year_is_found_by_its_weekday_and_told():
    span = dates.read("Friday 3 November", TODAY)
    assert (span.day, span.year_written) == (date(2023, 11, 3), False)
    assert "of 3 November is not written; 2023 was taken" in span.notices[0]


def test_an_unmarked_hour_means_afternoon_and_that_is_told():
    span = dates.read("3 Nov 2022, 1.30-2.30", TODAY)
    assert span.begins is not None
    assert span.begins.hour == 13
    assert "afternoon" in span.notices[0]
    assert dates.read("3 Nov 2022, 9.30", TODAY).notices == ()
    assert dates.read("3 Nov 2022 01:30", TODAY).begins.hour == 1


@pytest.mark.parametrize("words", ["", "next week", "31 Feb 2022", "Room 4", "the 3 of us", "99/99/2022", "2022-13-41", "1300"])
def test_what_is_no_date_is_refused(words):
    with pytest.raises(dates.Error):
        dates.read(words, TODAY)


@pytest.mark.parametrize("words", ["TBC", "tba", "To be confirmed", "date to follow", "-", "", "n/a"])
def test_words_for_no_date_yet(words):
    assert dates.is_open(words)


@given(st.text(max_size=60) | st.from_regex(r"[0-9 :./ap m-]{0,30}(jan|november|thu)?[0-9 ,.pm]{0,12}", fullmatch=True))
def test_any_words_are_a_moment_or_refused(words):
    try:
        starts, ends = moments.join(dates.read(words, TODAY), LONDON)
    except dates.Error:
        return
    assert starts is None or isinstance(starts, date)
    assert ends is None or starts is not None


@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2060, 1, 1)),
    st.sampled_from(["%-d %B %Y, %H:%M", "%d/%m/%Y %H:%M", "%a %-d %b %Y %-I.%M%p"]),
)
def test_what_is_written_is_read_back(when, form):
    when = when.replace(second=0, microsecond=0, fold=0)
    starts, _ = moments.join(dates.read(when.strftime(form), TODAY), ZoneInfo("UTC"))
    expected = when.replace(tzinfo=ZoneInfo("UTC"))
    # "1:30" with neither half nor leading zero is the one form that may mean the afternoon
    assert starts in (expected, expected + timedelta(hours=0))
