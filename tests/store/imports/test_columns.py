"""Columns in people's own words: read by their values, and what calls an event off is never lost."""

import pytest

from kiosk.campaign.item import Speaker
from kiosk.store.sources import headers, sheet
from tests.store.imports.helpers import at, by_title, corpus, harvest


def rows(*lines):
    return harvest("sheet", "\n".join(lines), "x.csv")


def test_unknown_headers_are_read_by_their_values_and_told():
    reaped = corpus("sheet", "sheets/own-words.csv")
    found = by_title(reaped)
    first = found["Reading a trial"]
    assert (first.starts, first.ends) == (at(2027, 6, 8, 10), at(2027, 6, 8, 11, 30))
    assert first.speakers == (Speaker(name="Prof Ada Example"),)
    assert [i.status for i in reaped.items] == ["scheduled", "cancelled", "scheduled", "scheduled", "full"]
    assert found["Evidence hour"].speakers == (Speaker(name="Jo O’Example"), Speaker(name="Ann Shah"))
    for told in (
        "'Clock' read as time by",
        "'Who is talking' read as speakers by",
        "'State of play' read as status by its values",
    ):
        assert told in reaped.notices[0]
    assert not any("not read" in n for n in reaped.notices)


def test_words_about_booking_go_into_the_description():
    found = by_title(corpus("sheet", "sheets/own-words.csv"))["Book group: a winter tale"]
    assert (found.summary, found.description, found.booking) == ("", "Booking: Ask at the desk", "")


def test_a_place_that_is_online_gives_the_joining_link():
    found = by_title(corpus("sheet", "sheets/own-words.csv"))["Evidence hour"]
    assert (found.venue, found.online) == ("", "https://example.com/join/1")


@pytest.mark.parametrize(
    ("place", "join", "venue", "online"),
    [
        ("Online (Zoom)", "", "Online (Zoom)", ""),
        ("Online (Zoom)", "https://example.com/j", "", "https://example.com/j"),
        ("Library and on Teams: https://example.com/j", "", "Library and on Teams", "https://example.com/j"),
        ("https://example.com/j", "", "", "https://example.com/j"),
    ],
)
def test_places_and_joining_links(place, join, venue, online):
    (item,) = rows("Title,Date,Where,Joining link", f'Tea,3 Nov 2022,"{place}",{join}').items
    assert (item.venue, item.online) == (venue, online)


def test_a_week_day_of_a_month_is_a_series():
    found = by_title(corpus("sheet", "sheets/own-words.csv"))["Evidence hour"]
    assert (found.starts, found.ends) == (at(2027, 6, 2, 13), at(2027, 6, 2, 14))
    assert found.repeat == "FREQ=WEEKLY;UNTIL=20270630"


def test_first_headers_that_nobody_knows():
    reaped = rows(
        "What are we doing?,Which day,Clock,Spot,Who's talking",
        "Searching,Tue 8 June 2027,10:00-11:30,Seminar Room 2,Dr Tom Example",
        "Book swap,Wed 9 June 2027,noon,Main Atrium,",
    )
    assert [(i.title, i.starts, i.venue) for i in reaped.items] == [
        ("Searching", at(2027, 6, 8, 10), "Seminar Room 2"),
        ("Book swap", at(2027, 6, 9, 12), "Main Atrium"),
    ]
    assert reaped.items[0].speakers == (Speaker(name="Dr Tom Example"),)
    assert "'What are we doing?' read as title by its values" in reaped.notices[0]


def test_days_under_an_unknown_header_are_dates():
    (item,) = rows("Our spring list,", "Happening,Put it in the diary,Web", "Tea,Thu 3 November 2022 2pm,").items
    assert (item.title, item.starts) == ("Tea", at(2022, 11, 3, 14))


def test_a_list_without_headers_or_dates_is_refused():
    for text in ("Tea,3 Nov 2022,2pm\nCake,4 Nov 2022,3pm", "Fruit,Colour\nApple,Red\nPear,Green"):
        with pytest.raises(sheet.Error, match="no header that is understood"):
            rows(*text.split("\n"))


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Organiser", "Dr Ann Example"),
        ("Email of whoever asked", "ann@example.org"),
        ("Last modified", "1 Nov 2022"),
        ("Crowd", "All Staff"),
        ("Takings", "3.50"),
        ("Doors", "6pm"),
    ],
)
def test_values_that_only_look_like_a_field_stay_unread(column, cell):
    reaped = rows(f"Title,When,{column}", f"Tea,3 Nov 2022,{cell}")
    assert f"Columns not read: '{column}'." in reaped.notices
    assert cell not in repr(reaped.items)
    assert reaped.items[0].starts.isoformat() == "2022-11-03"


def test_a_time_that_stands_with_the_date_is_not_replaced():
    (item,) = rows("Title,When,Arrive", "Tea,3 Nov 2022 7pm,6.30pm").items
    assert item.starts == at(2022, 11, 3, 19)


def test_a_cell_that_calls_an_event_off_is_told_first_wherever_it_stands():
    reaped = rows(
        "Title,Date,Where,Remarks of ours", "Tea,3 Nov 2022,Hub,now CANCELLED (Ann ill)", "Cake,4 Nov 2022,Hub,buy flour"
    )
    assert [i.status for i in reaped.items] == ["scheduled", "scheduled"]
    assert reaped.notices[0] == (
        'Please look: row 2, "Tea", says "now CANCELLED (Ann ill)" under \'Remarks of ours\'; the event was taken as scheduled.'
    )
    off = rows("Title,Date,Status", "Tea,Cancelled,", "Cake,4 Nov 2022,Cancelled")
    assert [n for n in off.notices if "Please look" in n] == [
        'Please look: row 2, "Tea", says "Cancelled" under \'Date\'; the event was taken as scheduled.'
    ]


def test_the_headers_of_these_tests_are_unknown_to_the_list():
    assert [headers.guess(h) for h in ("Clock", "Who is talking", "State of play", "What are we doing?", "Spot")] == [""] * 5


def test_a_title_that_calls_its_event_off_is_the_same_event():
    reaped = rows("Title,Date", "CANCELLED: Tea,3 Nov 2022", "Cake (fully booked),4 Nov 2022", "Pie,5 Nov 2022")
    assert [(f.uid, f.item.title, f.item.status) for f in reaped.found] == [
        ("src:tea", "Tea", "cancelled"),
        ("src:cake", "Cake", "full"),
        ("src:pie", "Pie", "scheduled"),
    ]
