"""Opening hours over nights, special days and change-over days; slugs; reading time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.campaign import dwell, opening
from kiosk.campaign.campaign import Hours, SpecialDay
from kiosk.campaign.slug import LONGEST, is_slug, slug

LONDON = ZoneInfo("Europe/London")
WEEK = Hours(
    week=((time(8), time(20)),) * 5 + ((time(10), time(16)), None),
    special=(SpecialDay(date=date(2022, 11, 25), hours=(time(8), time(13))), SpecialDay(date=date(2022, 11, 28), hours=None)),
)
LATE = Hours(week=((time(18), time(2)),) * 7)


def at(*parts, fold=0):
    return datetime(*parts, tzinfo=LONDON, fold=fold)


def test_closing_and_opening_times():
    assert opening.closes(at(2022, 11, 3, 12), WEEK) == at(2022, 11, 3, 20)
    assert opening.closes(at(2022, 11, 3, 8), WEEK) == at(2022, 11, 3, 20)
    assert opening.closes(at(2022, 11, 3, 20), WEEK) is None
    assert opening.closes(at(2022, 11, 6, 12), WEEK) is None
    assert opening.opens(at(2022, 11, 3, 20), WEEK) == at(2022, 11, 4, 8)
    assert opening.opens(at(2022, 11, 5, 17), WEEK) == at(2022, 11, 7, 8)
    assert opening.opens(at(2022, 11, 3, 7), WEEK) == at(2022, 11, 3, 8)


def test_special_days_replace_the_usual_hours():
    assert opening.closes(at(2022, 11, 25, 12), WEEK) == at(2022, 11, 25, 13)
    assert opening.closes(at(2022, 11, 28, 12), WEEK) is None
    assert opening.opens(at(2022, 11, 26, 18), WEEK) == at(2022, 11, 29, 8)


def test_a_night_closes_the_next_morning():
    assert opening.closes(at(2022, 11, 4, 1), LATE) == at(2022, 11, 4, 2)
    assert opening.closes(at(2022, 11, 4, 2), LATE) is None
    assert opening.closings(at(2022, 11, 4, 1), LATE, 1)[:2] == (at(2022, 11, 4, 2), at(2022, 11, 5, 2))


def test_the_hour_that_runs_twice_is_open_twice():
    early = Hours(week=((time(0), time(1, 30)),) * 7)
    assert opening.closes(at(2022, 10, 30, 1, 15), early) is not None
    assert opening.closes(at(2022, 10, 30, 1, 15, fold=1), early) is None, "closed at the first 1.30"


def test_no_hours_never_open_or_close():
    assert opening.closes(at(2022, 11, 3), Hours()) is None
    assert opening.opens(at(2022, 11, 3), Hours()) is None
    assert opening.opens(at(2022, 11, 3), Hours(week=(None,) * 7)) is None


@given(st.datetimes(datetime(2022, 10, 1), datetime(2022, 12, 1)).map(lambda d: d.replace(tzinfo=UTC).astimezone(LONDON)))
def test_closed_until_it_opens_and_open_until_it_closes(now):
    for hours in (WEEK, LATE):
        closes, opens = opening.closes(now, hours), opening.opens(now, hours)
        if closes is not None:
            assert opening.closes(closes - timedelta(seconds=1), hours) == closes
            assert opening.closes(closes, hours) is None
        else:
            assert opening.closes(opens, hours) is not None
            assert opening.closes((opens.astimezone(UTC) - timedelta(seconds=1)).astimezone(LONDON), hours) is None


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("Knowledge café with NIHR", "knowledge-cafe-with-nihr"),
        ("Peer Assist: End Point Assessment", "peer-assist-end-point-assessment"),
        ("Dŵr, straße & Łódź", "dwr-strasse-lodz"),
        ("What's on?", "whats-on"),
        ("CON", "con-item"),
        ("a/b\\c:d*e", "a-b-c-d-e"),
    ],
)
def test_slugs(title, made):
    assert slug(title) == made


def test_long_titles_with_the_same_start_stay_apart():
    first, second = slug("knowledge " * 50 + "a"), slug("knowledge " * 50 + "b")
    assert first != second
    assert len(first) <= LONGEST


@given(st.text(max_size=200))
def test_every_text_has_a_stable_safe_slug(text):
    made = slug(text, "event")
    assert made == slug(text, "event")
    assert is_slug(made)


def test_words_are_counted_in_every_script():
    assert dwell.words("How do we gather what nurses know?") == 7
    assert dwell.words("知識交流会") == 3
    assert dwell.words("مقهى المعرفة") == 2
    assert dwell.words("") == 0
