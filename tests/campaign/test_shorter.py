"""Shorter ways to say a date."""

from datetime import date

import pytest

from kiosk.campaign import dates, shorter


def forms(lang: str, first: date, last: date) -> list[tuple[str, str]]:
    said = dates.words(first, last, lang)
    found = shorter.forms(said, first, last, lang)
    return [(f.full.replace("\u00a0", " ").replace("\u2009", " "), f.month) for f in found]


@pytest.mark.parametrize(
    ("lang", "first", "last", "expected"),
    [
        ("en", date(2022, 11, 23), date(2022, 11, 23), ["Wed 23 Nov"]),
        ("cy", date(2022, 11, 23), date(2022, 11, 23), ["Mer 23 Tach"]),
        ("en", date(2022, 11, 28), date(2022, 12, 9), ["Mon 28 Nov to Fri 9 Dec", "28 Nov to 9 Dec", "28/11 – 9/12"]),
        ("cy", date(2022, 11, 28), date(2022, 12, 9), ["Llun 28 Tach – Gwen 9 Rhag", "28 Tach – 9 Rhag", "28/11 – 9/12"]),
        ("en", date(2022, 9, 19), date(2022, 9, 23), ["Mon 19 to Fri 23 Sept", "19 to 23 Sept", "19–23/9"]),
        ("en", date(2022, 12, 28), date(2023, 1, 4), [*["28 Dec 2022 to 4 Jan 2023"] * 2, "28/12/22 – 4/1/23"]),
        ("de", date(2022, 11, 28), date(2022, 12, 9), ["Mo. 28 Nov. – Fr. 9 Dez.", "28. Nov. – 9. Dez.", "28.11. – 09.12."]),
    ],
)
def test_a_date_is_said_with_short_names_then_without_weekdays_then_in_figures(
    lang: str, first: date, last: date, expected: list[str]
) -> None:
    assert [full for full, _ in forms(lang, first, last)] == expected


def test_in_figures_two_languages_say_the_same() -> None:
    span = date(2022, 11, 28), date(2022, 12, 9)
    assert forms("cy", *span)[-1][0] == forms("en", *span)[-1][0]


def test_a_span_over_two_months_names_both() -> None:
    said = dates.words(date(2022, 11, 28), date(2022, 12, 9), "en")
    assert (said.day, said.month, said.month_short) == ("28 to 9", "November to December", "Nov to Dec")
    assert forms("cy", date(2022, 11, 28), date(2022, 12, 9))[0][1] == "Tach–Rhag"


def test_over_months_weekdays_go_first() -> None:
    first, last = date(2022, 11, 28), date(2022, 12, 9)
    assert [f.weekday for f in shorter.forms(dates.words(first, last), first, last, "en")] == ["", "", ""]
