"""Calendars: series, exceptions, all-day, zones by every name, and the account of what is not taken."""

import re
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.campaign import repeat
from kiosk.store.sources import calendar, zones
from tests.store.imports.helpers import CORPUS, at, by_title, corpus, event, harvest, ics


def vevents(data):
    return len(re.findall(rb"^BEGIN:VEVENT\s*$", data, re.MULTILINE))


def starts(item, first, last):
    found = repeat.occurrences(item, first, last, ZoneInfo("Europe/London"))
    return [o.starts for o in found if o.status != "cancelled"]


def test_outlook_series_is_one_event_with_its_exceptions():
    reaped = corpus("calendar", "calendars/outlook.ics")
    item = by_title(reaped)["Searching for evidence"]
    assert (item.starts, item.ends) == (at(2022, 10, 18, 12, 30), at(2022, 10, 18, 13, 30))
    assert item.repeat == "FREQ=WEEKLY;COUNT=6;BYDAY=TU"
    assert [c.on for c in item.changes if c.cancelled] == [date(2022, 11, 1), date(2022, 11, 8)]
    moved = next(c for c in item.changes if c.on == date(2022, 10, 25)).changed
    assert moved["starts"] == at(2022, 10, 26, 14)
    assert moved["ends"] == at(2022, 10, 26, 15)
    assert moved["venue"] == "Library, Room 2"
    # wall clock over the change of clocks on 30 October
    assert starts(item, at(2022, 10, 1), at(2022, 12, 31)) == [
        at(2022, 10, 18, 12, 30),
        at(2022, 10, 26, 14),
        at(2022, 11, 15, 12, 30),
        at(2022, 11, 22, 12, 30),
    ]
    assert next(f for f in reaped.found if f.item is item).records == 3


def test_outlook_words_links_and_people():
    item = by_title(corpus("calendar", "calendars/outlook.ics"))["Searching for evidence"]
    assert item.booking == "https://example.org/book/search"
    assert item.online.startswith("https://teams.microsoft.com/l/meetup-join/")
    assert item.venue == ""
    assert item.tags == ("Teaching",)
    assert item.summary == "How to find what you need in ten minutes."
    assert "teams.microsoft" not in item.description
    assert item.speakers == ()
    assert "jo@example.org" not in repr(item)


def test_outlook_zone_names():
    found = by_title(corpus("calendar", "calendars/outlook.ics"))
    assert found["Summer reading"].starts == at(2022, 7, 4, 9)
    assert found["Sister library in Berlin"].starts == at(2022, 7, 4, 8)
    assert found["Staff appraisal"].starts == at(2022, 7, 4, 10)


def test_outlook_all_day_with_midnights_ends_on_its_last_day():
    item = by_title(corpus("calendar", "calendars/outlook.ics"))["Stocktaking"]
    assert (item.starts, item.ends) == (date(2022, 11, 14), date(2022, 11, 16))


def test_private_entries_become_drafts():
    reaped = corpus("calendar", "calendars/outlook.ics")
    assert [i.title for i in reaped.items if i.draft] == ["Staff appraisal"]
    assert any("private" in n for n in reaped.notices)


def test_google_times_in_utc_follow_the_calendars_own_zone():
    item = by_title(corpus("calendar", "calendars/google.ics"))["Book club"]
    assert item.starts == at(2022, 6, 10, 12, 30)
    found = starts(item, at(2022, 6, 1), at(2022, 7, 2))
    assert found == [at(2022, 6, 10, 12, 30), at(2022, 6, 24, 13, 30), at(2022, 7, 1, 12, 30)]
    winter = starts(item, at(2022, 12, 1), at(2023, 2, 1))
    assert winter[0] == at(2022, 12, 2, 12, 30)
    assert winter[-1] == at(2022, 12, 30, 12, 30)
    change = next(c for c in item.changes if c.on == date(2022, 6, 24))
    assert change.changed["title"] == "Book club out of doors"


def test_google_html_becomes_text_and_booking():
    item = by_title(corpus("calendar", "calendars/google.ics"))["Book club"]
    assert item.summary == "Tea, cake & a book."
    assert "No need to have read it" in item.description
    assert "<" not in item.description
    assert item.booking == "https://www.eventbrite.co.uk/e/42"


def test_all_day_end_is_inclusive_and_floating_time_is_local():
    found = by_title(corpus("calendar", "calendars/google.ics"))
    assert (found["Open day"].starts, found["Open day"].ends) == (date(2022, 11, 3), None)
    assert (found["Floating hour"].starts, found["Floating hour"].ends) == (at(2022, 11, 4, 9), at(2022, 11, 4, 10, 30))


def test_libcal_calendar():
    first, second = corpus("calendar", "calendars/libcal.ics").items
    assert first.link == "https://example.libcal.com/event/3900001"
    assert first.booking == "https://example.libcal.com/event/3900001"
    assert first.tags == ("Workshop", "Research skills")
    assert first.venue == "Training room (Health Library)"
    assert (first.uid, second.uid) == ("LibCal-8001-3900001", "LibCal-8001-3900002")
    assert second.status == "cancelled"


def test_trumba_custom_fields():
    item = by_title(corpus("calendar", "calendars/trumba.ics"))["Rhyme time"]
    assert (item.type, item.cost, item.audience) == ("Children", "Free", "Families")
    assert item.venue == "Central Library, Children's corner"


def test_a_calendar_names_its_zone_and_title_for_a_new_campaign():
    told = corpus("calendar", "calendars/google.ics", zone=None).campaign
    assert told == {"timezone": "Europe/London", "title": "Trust library events"}
    assert corpus("calendar", "calendars/outlook.ics", zone=None).campaign["timezone"] == "Europe/London"


def test_faults_are_named_and_the_rest_is_taken():
    reaped = corpus("calendar", "calendars/faults.ics")
    found = by_title(reaped)
    assert found["Backwards"].ends is None
    assert found["When the paint is dry"].starts is None
    assert found["Never"].starts is None
    assert found["Sometimes"].repeat == ""
    assert found["Martian hour"].starts == at(2022, 11, 3, 12, 30)
    assert found["New news"].starts == at(2022, 11, 4, 12, 30)
    said = "\n".join(reaped.notices)
    for words in (
        '"Backwards" ends',
        '"When the paint is dry" is missing',
        '"Never" cannot be read',
        '"Sometimes" repeats',
        "Mars/Phobos",
        "1 to-do",
    ):
        assert words in said
    why = {d.title: d.why for d in reaped.dropped}
    assert "newer version" in why["Old news"]
    assert "no title" in why[""]
    assert "breaks off" in why["Cut off in the mid"]


def test_entries_without_uid_are_named_by_title_and_never_by_date():
    uids = [f.uid for f in corpus("calendar", "calendars/faults.ics").found if f.item.title == "Nameless"]
    assert uids == ["src:nameless", "src:nameless#2"]


@pytest.mark.parametrize("name", sorted(p.name for p in (CORPUS / "calendars").glob("*.ics")))
def test_events_in_are_events_out(name):
    reaped = corpus("calendar", f"calendars/{name}")
    assert vevents((CORPUS / "calendars" / name).read_bytes()) == reaped.records + len(reaped.dropped)
    assert len({f.uid for f in reaped.found}) == len(reaped.found)


_uids = st.sampled_from(["", "a@x", "b@x"])
_blocks = st.builds(
    lambda uid, title, seq, rid, start, more: "\n".join(
        filter(None, [f"UID:{uid}" if uid else "", f"SUMMARY:{title}" if title else "", f"SEQUENCE:{seq}", rid, start, more])
    ),
    _uids,
    st.sampled_from(["", "Talk", "Tea", "A: b, c; d"]),
    st.integers(0, 2),
    st.sampled_from(["", "RECURRENCE-ID:20221110T123000Z", "RECURRENCE-ID;VALUE=DATE:20221110", "RECURRENCE-ID:x"]),
    st.sampled_from(
        ["", "DTSTART:20221103T123000Z", "DTSTART;VALUE=DATE:20221103", "DTSTART;TZID=Nowhere:20221103T123000", "DTSTART:?"]
    ),
    st.sampled_from(
        [
            "",
            "RRULE:FREQ=WEEKLY;COUNT=3",
            "RRULE:FREQ=HOURLY",
            "RRULE:FREQ=DAILY;UNTIL=20221105",
            "DTEND:20211103T123000Z",
            "DURATION:PT1H",
            "EXDATE:20221110T123000Z",
            "RDATE:20221112T123000Z",
            "STATUS:CANCELLED",
            "BROKEN LINE",
            "DESCRIPTION:<b>x",
            "BEGIN:VALARM\nEND:VALARM",
        ]
    ),
)


@given(st.lists(_blocks, max_size=6), st.booleans())
def test_whatever_the_calendar_events_in_are_events_out(blocks, cut):
    data = ics(*blocks).encode()
    if cut:
        data = data[: -len(b"END:VEVENT\r\nEND:VCALENDAR\r\n")]
    reaped = harvest("calendar", data)
    assert reaped.records + len(reaped.dropped) == vevents(data)


@given(st.binary(max_size=300))
def test_bytes_are_a_calendar_or_a_sentence(data):
    try:
        harvest("calendar", b"BEGIN:VCALENDAR\r\n" + data)
    except calendar.Error:
        return


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \r\n", "empty"),
        (b"\x00\x01\x02binary" * 50, "a binary file"),
        (b"<html>log in</html>", "no BEGIN:VCALENDAR"),
        (("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\nEND:VEVENT\n" * 5001).encode(), "5,001 events"),
    ],
)
def test_what_is_no_calendar_is_one_sentence(data, words):
    with pytest.raises(calendar.Error) as caught:
        harvest("calendar", data, name="events.ics")
    assert words in str(caught.value)
    assert "events.ics" in str(caught.value)
    assert str(caught.value).count("\n") == 0


def test_series_by_another_clock_keeps_its_instants():
    new_york = "DTSTART;TZID=America/New_York:20221018T230000\nRRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=5"
    reaped = harvest("calendar", ics(f"UID:1\nSUMMARY:Late talk\n{new_york}"))
    (item,) = reaped.items
    zone = ZoneInfo("America/New_York")
    wanted = [at(2022, 10, 18, 23).replace(tzinfo=zone) + timedelta(weeks=n) for n in range(5)]
    assert [s.astimezone(zone) for s in starts(item, at(2022, 10, 1), at(2022, 12, 31))] == wanted
    assert any("America/New_York" in n for n in reaped.notices)


def test_dates_outside_the_rule_become_events_of_their_own():
    reaped = harvest(
        "calendar", ics(event(more="DTEND:20221103T133000Z\nRRULE:FREQ=WEEKLY;COUNT=2\nRDATE:20221110T123000Z,20221112T123000Z"))
    )
    assert [(f.item.starts, f.records) for f in reaped.found] == [(at(2022, 11, 3, 12, 30), 1), (at(2022, 11, 12, 12, 30), 0)]
    assert reaped.items[1].ends == at(2022, 11, 12, 13, 30)


@pytest.mark.parametrize(
    ("rule", "told"),
    [("", False), ("FREQ=HOURLY;COUNT=3", True), ("FREQ=WEEKLY;UNTL=20221201", True), ("FREQ=WEEKLY;COUNT=-1", False)],
)
def test_a_rule_that_cannot_be_followed_is_told_and_an_empty_one_is_none(rule, told):
    reaped = harvest("calendar", ics(event(more=f"RRULE:{rule}")))
    assert any("repeats cannot be read" in n for n in reaped.notices) is told
    assert reaped.items[0].repeat == ("FREQ=WEEKLY" if rule.endswith("-1") else "")


def test_cancelled_by_method_and_exdate_given_as_date():
    (item,) = harvest("calendar", ics(event(more="RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20221110"))).items
    assert [c.on for c in item.changes] == [date(2022, 11, 10)]
    (item,) = harvest("calendar", ics(event(), head="METHOD:CANCEL\r\n")).items
    assert item.status == "cancelled"


def test_whole_day_series_ends_on_its_until():
    (item,) = harvest(
        "calendar", ics("UID:1\nSUMMARY:Fair\nDTSTART;VALUE=DATE:20221103\nRRULE:FREQ=DAILY;UNTIL=20221105T000000Z")
    ).items
    assert starts(item, at(2022, 11, 1), at(2022, 12, 1)) == [date(2022, 11, 3), date(2022, 11, 4), date(2022, 11, 5)]


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("GMT Standard Time", "Europe/London"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Romance Standard Time", "Europe/Paris"),
        ("Eastern Standard Time", "America/New_York"),
        ("(UTC) Dublin, Edinburgh, Lisbon, London", "Europe/London"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"),
        ("(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London", "Europe/London"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("(GMT+01.00) Sarajevo/Warsaw/Zagreb", "Europe/Sarajevo"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("/freeassociation.sourceforge.net/Europe/London", "Europe/London"),
        ("/mozilla.org/20050126_1/America/Indiana/Knox", "America/Indiana/Knox"),
        ('"europe/london"', "Europe/London"),
        ("America/New York", "America/New_York"),
    ],
)
def test_zone_names(name, zone):
    assert str(zones.find(name)) == zone


@pytest.mark.parametrize("name", ["Mars/Phobos", "tzone://Microsoft/Custom", "Customized Time Zone", "", "(UTC"])
def test_zones_nobody_can_know(name):
    assert zones.find(name) is None


def test_events_without_a_calendar_round_them_are_read():
    (item,) = harvest(
        "calendar", "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Talk\r\nDTSTART:20221103T123000Z\r\nEND:VEVENT\r\n", "one.ics"
    ).items
    assert (item.title, item.starts) == ("Talk", at(2022, 11, 3, 12, 30))


def test_an_end_before_the_start_is_told_as_people_write_it():
    (notice,) = harvest("calendar", ics(event(start="20221103T123000", more="DTEND:20221103T113000"))).notices
    assert notice == (
        '"Talk" ends (Thursday 3 November 2022, 11.30 am) before it begins (Thursday 3 November 2022, 12.30 pm); '
        "the end was left out."
    )


def test_a_zone_of_the_calendars_own_is_called_by_its_name():
    zone = (
        "BEGIN:VTIMEZONE\nTZID:/example/Library\nBEGIN:STANDARD\nDTSTART:20200101T000000\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0300\n"
        "END:STANDARD\nEND:VTIMEZONE\n"
    )
    series = "UID:1\nSUMMARY:Talk\nDTSTART;TZID=/example/Library:20220301T123000\nRRULE:FREQ=WEEKLY;COUNT=8"
    notices = harvest("calendar", ics(series, head=zone)).notices
    assert any("repeats by the clock of example/Library;" in n for n in notices)
