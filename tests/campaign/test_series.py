"""A series says itself: its dates together, in the languages of pages, with what is left out of it."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.campaign import series
from kiosk.campaign.item import Change, Event

ZONE = ZoneInfo("Europe/London")


def lunch(rule, *changes):
    return Event(
        id="lunch",
        title="Lunch and learn",
        starts=datetime(2027, 1, 12, 12, 30, tzinfo=ZONE),
        ends=datetime(2027, 1, 12, 13, 15, tzinfo=ZONE),
        repeat=rule,
        changes=changes,
    )


def said(rule, *changes, lang="en"):
    found = series.of(lunch(rule, *changes), ZONE)
    assert found is not None
    return series.words(found, lang).full.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;COUNT=3", "Tuesdays 12, 19 and 26 January"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=4", "Tuesdays 12 and 26 January, 9 and 23 February"),
        ("FREQ=WEEKLY;COUNT=12", "Every Tuesday, 12 January to 30 March"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=9", "Every other Tuesday, 12 January to 4 May"),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=12", "Every Tuesday and Thursday, 12 January to 18 February"),
        ("FREQ=DAILY;COUNT=5", "Every day, 12 to 16 January"),
        ("FREQ=WEEKLY", "Every Tuesday from 12 January"),
        ("FREQ=MONTHLY;COUNT=9", "12 January, 12 February, 12 March and 6 more"),
    ],
)
def test_a_series_says_when_it_is_held(rule, words):
    assert said(rule) == words


def test_other_languages_say_it_in_their_own_words():
    assert said("FREQ=WEEKLY;COUNT=3", lang="cy") == "Dydd Mawrth 12, 19 a 26 Ionawr"
    assert said("FREQ=WEEKLY", lang="cy") == "Bob dydd Mawrth o 12 Ionawr"
    assert said("FREQ=WEEKLY;COUNT=3", lang="ar") == "الثلاثاء 12 و19 و26 يناير"
    assert said("FREQ=WEEKLY;COUNT=12", lang="de") == "12 Januar, 19 Januar, 26 Januar … 30 März"


def test_dates_that_differ_are_said():
    skipped = Change(on=date(2027, 1, 19), cancelled=True)
    assert said("FREQ=WEEKLY;COUNT=3", skipped) == "Tuesdays 12 and 26 January"
    moved = Change(on=date(2027, 1, 19), changed={"starts": datetime(2027, 1, 20, 14, 0, tzinfo=ZONE)})
    assert said("FREQ=WEEKLY;COUNT=3", moved) == "Tuesday 12, Wednesday 20 and Tuesday 26 January"
    found = series.of(lunch("FREQ=WEEKLY;COUNT=3", moved), ZONE)
    assert series.times(found, "en").replace("\u00a0", " ") == "12.30 to 1.15 pm; 20 January: 2.00 to 2.45 pm"
    many = series.of(lunch("FREQ=WEEKLY;COUNT=12", Change(on=date(2027, 2, 16), cancelled=True)), ZONE)
    assert series.times(many, "en").replace("\u00a0", " ") == "12.30 to 1.15 pm; not 16 February"


def test_what_follows_a_date_and_how_often_it_is():
    few, many = (series.of(lunch(f"FREQ=WEEKLY;COUNT={n}"), ZONE) for n in (3, 12))
    plain = [series.then(s, s.held[0], "en").replace("\u00a0", " ") for s in (few, many)]
    assert plain == ["then 19 and 26 January", "then every Tuesday until 30 March"]
    assert series.then(few, few.held[-1], "en") == ""
    assert [series.paced(few, few.held[n], "12.30", "en") for n in (0, -1)] == ["12.30, weekly", "12.30"]
    assert [series.paced(many, many.held[0], "", lang) for lang in ("cy", "fr")] == ["yn wythnosol", ""]
    fortnight = series.of(lunch("FREQ=WEEKLY;INTERVAL=2"), ZONE)
    assert series.paced(fortnight, fortnight.held[0], "", "en") == "every two weeks"
    assert series.also(few, "en").replace("\u00a0", " ") == "also 19 and 26 January"
    assert series.briefly(lunch("FREQ=WEEKLY;COUNT=3"), ZONE) == "weekly, 3 times"
    assert series.briefly(lunch(""), ZONE) == ""


def test_a_series_of_one_date_or_without_a_readable_rule_is_none():
    assert series.of(lunch(""), ZONE) is None
    assert series.of(lunch("FREQ=WEEKLY;COUNT=1"), ZONE) is None
    assert series.of(lunch("FREQ=NEVER"), ZONE) is None


def test_a_page_of_the_series_stands_on_a_date_that_takes_place():
    event = lunch("FREQ=WEEKLY;COUNT=3", Change(on=date(2027, 1, 19), cancelled=True))
    shown = series.one(event, datetime(2027, 1, 18, tzinfo=ZONE), ZONE)
    assert (shown.starts, shown.status) == (datetime(2027, 1, 26, 12, 30, tzinfo=ZONE), "scheduled")


def test_the_dates_of_an_event_are_found_once_for_all_who_ask():
    event = lunch("FREQ=WEEKLY;COUNT=12")
    assert series.of(event, ZONE) is series.of(event, ZONE)
    elsewhere = series.of(event, ZoneInfo("America/New_York"))
    assert elsewhere is not series.of(event, ZONE)
    other = series.of(replace(event, title="Another"), ZONE)
    assert other is not None
    assert other.held[0].title == "Another"
