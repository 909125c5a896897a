"""Recurrence, judged against recurring-ical-events on the same rule."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from kiosk.campaign import repeat
from kiosk.campaign.item import Change, Event

LONDON = ZoneInfo("Europe/London")


def event(starts, ends=None, rule="", **more):
    return Event(id="e", title="E", starts=starts, ends=ends, repeat=rule, **more)


def at(*parts):
    return datetime(*parts, tzinfo=LONDON)


def starts(found):
    return [e.starts for e in found]


def by_peer(made, begin, end):
    entry = icalendar.Event()
    entry.add("uid", "e")
    entry.add("dtstart", made.starts)
    if made.ends:
        entry.add("dtend", made.ends if isinstance(made.ends, datetime) else made.ends + timedelta(days=1))
    entry.add("rrule", icalendar.vRecur.from_ical(made.repeat))
    calendar = icalendar.Calendar()
    calendar.add_component(entry)
    found = recurring_ical_events.of(calendar).between(begin, end)
    return sorted(e["DTSTART"].dt.astimezone(UTC) if isinstance(e["DTSTART"].dt, datetime) else e["DTSTART"].dt for e in found)


RULES = [
    "FREQ=WEEKLY;COUNT=6",
    "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20221231T235959Z",
    "FREQ=WEEKLY;INTERVAL=2",
    "FREQ=DAILY;COUNT=40",
    "FREQ=MONTHLY;BYDAY=1TU",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=YEARLY;BYMONTH=11;BYDAY=TH",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR;WKST=SU;INTERVAL=2;COUNT=20",
    "FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO,TU,WE,TH,FR",
]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("hour", [0, 1, 10, 23])
def test_dates_of_a_rule_agree_with_recurring_ical_events(rule, hour):
    made = event(at(2022, 9, 6, hour, 30), at(2022, 9, 6, hour, 30) + timedelta(minutes=50), rule)
    begin, end = at(2022, 9, 1), at(2023, 5, 1)
    ours = [e.starts.astimezone(UTC) for e in repeat.occurrences(made, begin, end, LONDON)]
    assert ours == by_peer(made, begin, end)
    assert len(ours) > 2


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;COUNT=5", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=DAILY;INTERVAL=3;COUNT=30"])
def test_all_day_dates_agree_too(rule):
    made = event(date(2022, 9, 6), date(2022, 9, 7), rule)
    begin, end = at(2022, 9, 1), at(2023, 3, 1)
    assert starts(repeat.occurrences(made, begin, end, LONDON)) == by_peer(made, begin, end)


@given(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 4),
    st.integers(1, 12),
    st.sampled_from(["", ";BYDAY=MO", ";BYDAY=SA,SU", ";BYMONTH=3,10"]),
    st.integers(0, 23),
)
def test_any_rule_agrees_with_recurring_ical_events(freq, interval, count, filters, hour):
    made = event(
        at(2022, 10, 20, hour),
        at(2022, 10, 20, hour) + timedelta(minutes=30),
        f"FREQ={freq};INTERVAL={interval};COUNT={count}{filters}",
    )
    begin, end = at(2022, 10, 1), at(2024, 5, 1)
    ours = [e.starts.astimezone(UTC) for e in repeat.occurrences(made, begin, end, LONDON)]
    # The two libraries differ only in whether a first date that the rule does not name counts towards COUNT.
    assert set(ours) - {made.starts.astimezone(UTC)} == set(by_peer(made, begin, end)) - {made.starts.astimezone(UTC)}


def test_the_wall_clock_stays_when_the_clocks_change():
    made = event(at(2022, 10, 28, 12, 30), at(2022, 10, 28, 13, 30), "FREQ=DAILY;COUNT=4")
    found = repeat.occurrences(made, at(2022, 10, 1), at(2022, 12, 1), LONDON)
    assert [f"{e.starts:%d %H:%M%z} {e.ends:%H:%M%z}" for e in found] == [
        "28 12:30+0100 13:30+0100",
        "29 12:30+0100 13:30+0100",
        "30 12:30+0000 13:30+0000",
        "31 12:30+0000 13:30+0000",
    ]


def test_an_until_without_a_time_includes_its_day():
    made = event(at(2022, 11, 1, 18), None, "FREQ=DAILY;UNTIL=20221103")
    assert [s.day for s in starts(repeat.occurrences(made, at(2022, 1, 1), at(2023, 1, 1), LONDON))] == [1, 2, 3]


def test_a_cancelled_date_stays_and_says_so():
    made = event(
        at(2022, 11, 1, 10), at(2022, 11, 1, 11), "FREQ=WEEKLY;COUNT=3", changes=(Change(on=date(2022, 11, 8), cancelled=True),)
    )
    found = repeat.occurrences(made, at(2022, 11, 1), at(2022, 12, 1), LONDON)
    assert [(e.starts.day, e.status) for e in found] == [(1, "scheduled"), (8, "cancelled"), (15, "scheduled")]


def test_a_moved_date_keeps_its_length_and_is_found_where_it_moved_to():
    moved = Change(on=date(2022, 11, 8), changed={"starts": at(2023, 2, 1, 9), "title": "Moved"})
    made = event(at(2022, 11, 1, 10), at(2022, 11, 1, 11), "FREQ=WEEKLY;COUNT=3", changes=(moved,))
    assert [e.starts.day for e in repeat.occurrences(made, at(2022, 11, 1), at(2022, 12, 1), LONDON)] == [1, 15]
    (found,) = repeat.occurrences(made, at(2023, 2, 1), at(2023, 2, 2), LONDON)
    assert (found.title, found.starts, found.ends) == ("Moved", at(2023, 2, 1, 9), at(2023, 2, 1, 10))


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("FREQ=SECONDLY", "no usable FREQ"),
        ("every tuesday", "no usable FREQ"),
        ("FREQ=WEEKLY;BYDAY=XX", "cannot be read"),
        ("FREQ=WEEKLY;UNTIL=soon", "UNTIL"),
        ("FREQ=DAILY;COUNT=99999999", "cannot be read"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", "no month has"),
        ("FREQ=DAILY;INTERVAL=0", "cannot be read"),
    ],
)
def test_an_unusable_rule_is_one_sentence_and_the_first_date_still_counts(rule, says):
    made = event(at(2022, 11, 1, 10), None, rule)
    with pytest.raises(repeat.Error, match=says):
        repeat.check(made, LONDON)
    assert repeat.current(made, at(2022, 10, 1), LONDON) == made
    assert repeat.current(made, at(2022, 12, 1), LONDON) is None


def test_current_is_the_date_that_runs_now_or_comes_next():
    made = event(at(2022, 11, 1, 10), at(2022, 11, 1, 11), "FREQ=WEEKLY;COUNT=2")
    assert repeat.current(made, at(2022, 11, 1, 10, 59), LONDON).starts.day == 1
    assert repeat.current(made, at(2022, 11, 1, 11), LONDON).starts.day == 8
    assert repeat.current(made, at(2022, 11, 8, 11), LONDON) is None


def test_a_yearly_event_is_found_a_year_ahead():
    made = event(date(2020, 11, 5), None, "FREQ=YEARLY")
    assert repeat.current(made, at(2022, 11, 7), LONDON).starts == date(2023, 11, 5)


def test_over_at_is_the_end_the_day_after_or_an_hour():
    assert repeat.over_at(event(at(2022, 11, 1, 10), at(2022, 11, 1, 12)), LONDON) == at(2022, 11, 1, 12)
    assert repeat.over_at(event(at(2022, 11, 1, 10)), LONDON) == at(2022, 11, 1, 11)
    assert repeat.over_at(event(date(2022, 11, 1), date(2022, 11, 3)), LONDON) == at(2022, 11, 4)
    assert repeat.over_at(event(at(2022, 11, 1, 10), at(2022, 11, 1, 9)), LONDON) == at(2022, 11, 1, 11)
