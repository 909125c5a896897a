from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.studio.fields import when

ZONE = ZoneInfo("Europe/London")
TODAY = date(2022, 11, 1)  # a Tuesday


@pytest.mark.parametrize(
    ("day", "clock", "starts", "ends"),
    [
        ("thu 3 nov 12.30", "", "2022-11-03T12:30", None),
        ("Thu 3 Nov 2022", "12.30 to 1.30 pm", "2022-11-03T12:30", "2022-11-03T13:30"),
        ("3/11/22", "14:00", "2022-11-03T14:00", None),
        ("tomorrow", "2pm", "2022-11-02T14:00", None),
        ("today 9am", "", "2022-11-01T09:00", None),
        ("next thursday", "10-11am", "2022-11-03T10:00", "2022-11-03T11:00"),
        ("Tuesday", "noon", "2022-11-08T12:00", None),
        ("tomorrow 9-10", "", "2022-11-02T09:00", "2022-11-02T10:00"),
        ("3 nov", "9 to 10", "2022-11-03T09:00", "2022-11-03T10:00"),
        ("3 nov", "10pm to 1am", "2022-11-03T22:00", "2022-11-04T01:00"),
    ],
)
def test_dates_are_read_as_people_write_them(day, clock, starts, ends):
    one, two, _ = when.read(day, clock, TODAY, ZONE)
    assert one == datetime.fromisoformat(starts).replace(tzinfo=ZONE)
    assert two == (datetime.fromisoformat(ends).replace(tzinfo=ZONE) if ends else None)


def test_days_without_a_time_are_whole_days():
    assert when.read("3 to 5 November 2022", "", TODAY, ZONE)[:2] == (date(2022, 11, 3), date(2022, 11, 5))


@pytest.mark.parametrize("words", ["", "  ", "to be announced", "TBC"])
def test_no_date_is_no_date(words):
    assert when.read(words, "", TODAY, ZONE) == (None, None, "")


@pytest.mark.parametrize(
    ("day", "clock", "said"),
    [
        ("soon", "", "is not a date"),
        ("31 nov", "", "November has 30 days"),
        ("30th February 2024", "", "February has 29 days"),
        ("3 nov", "later", "is not a time"),
        ("", "2pm", "needs a date"),
        ("2pm", "", "names no day"),
        ("28 jan 3pm - 1pm", "", "ends before it begins"),
        ("28 jan", "3pm - 1pm", "ends before it begins"),
        ("every tuesday in january 1pm", "", "Repeats"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(day, clock, said):
    with pytest.raises(when.Error, match=said):
        when.read(day, clock, TODAY, ZONE)


def test_a_word_that_was_not_understood_is_told():
    assert "“perhaps”" in when.read("3 nov perhaps", "", TODAY, ZONE)[2]
    assert when.read("Thursday the 3rd of November 2022, 2pm until 3pm", "", TODAY, ZONE)[2] == ""


def test_a_year_that_was_guessed_is_said():
    assert "2022" in when.read("3 nov", "", TODAY, ZONE)[2]


@pytest.mark.parametrize(
    ("day", "clock"), [("Thu 3 Nov 2022", "12.30 to 1.30 pm"), ("Wed 9 Nov 2022", "10.00 to 11.30 am"), ("Thu 3 Nov 2022", "")]
)
def test_what_is_shown_reads_back_the_same(day, clock):
    starts, ends, _ = when.read(day, clock, TODAY, ZONE)
    assert (when.day_words(starts, ends), when.clock_words(starts, ends)) == (day, clock)


def test_of_several_dates_the_first_is_taken_and_that_is_told():
    starts, ends, note = when.read("9, 16 & 23 Feb 2023", "2pm", TODAY, ZONE)
    assert (starts, ends) == (datetime(2023, 2, 9, 14, tzinfo=ZONE), None)
    assert "Only the first of 3 dates" in note
