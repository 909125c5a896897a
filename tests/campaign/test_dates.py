"""Dates in words, where languages could get into one another's way."""

from datetime import date

from kiosk.campaign import dates


def test_a_month_in_one_language_does_not_speak_the_language_that_was_asked_before():
    assert dates.month(date(2022, 11, 3), "ja") == "11月"
    assert "月" not in dates.month(date(2022, 11, 3), "mr")
