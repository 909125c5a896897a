"""Reports in sentences: values as people write them, never as Python spells them; one is one and two are two."""

import pytest

from kiosk.store.importing import worded
from kiosk.store.importing.report import Conflict, Report
from kiosk.store.sources import plain


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2022-11-03T12:30:00", "Thursday 3 November 2022, 12.30 pm"),
        ("2022-11-03T12:00:00+00:00", "Thursday 3 November 2022, 12 noon"),
        ("2022-11-03", "Thursday 3 November 2022"),
        ("2022-99-03", '"2022-99-03"'),
        ("Tea & cake", '"Tea & cake"'),
        ("FREQ=WEEKLY;COUNT=3", "every week, 3 times"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20221103T120000",
            "every 2 weeks on Tuesday and Thursday, until Thursday 3 November 2022",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=9,16,24;COUNT=3", "every month on day 9, 16 and 24, 3 times"),
        ("FREQ=MONTHLY;BYDAY=1MO", '"FREQ=MONTHLY;BYDAY=1MO"'),
        ("one\ntwo", '"one two"'),
        ("word " * 99, '"' + ("word " * 24).strip() + ' …"'),
        ("", "nothing"),
        (None, "nothing"),
        ([], "nothing"),
        (True, "yes"),
        (False, "no"),
        (12, "12"),
        (["talks", "tea", "cake"], "talks, tea and cake"),
        ([{"name": "Judith Dando", "honours": "MBE"}, {"name": "Ann", "role": "NIHR"}], "Judith Dando MBE and Ann (NIHR)"),
        ([{"title": "Ask", "text": "Ask why."}], "Ask"),
        ({"cancelled": True}, "cancelled"),
        ({"cancelled": False}, "as usual"),
        ({"cancelled": False, "venue": "Hall"}, 'the place "Hall"'),
    ],
)
def test_values(value, words):
    assert worded.value(value) == words


def test_fields():
    assert worded.field("starts") == "the start"
    assert worded.field("cost") == "the cost"
    assert worded.field("except.2022-11-10") == "the date of Thursday 10 November 2022"


def test_a_conflict_reads_like_a_sentence():
    conflicts = (
        Conflict(id="talk", field="starts", mine="2022-11-03T12:30:00", theirs="2022-11-04"),
        Conflict(id="talk", field="speakers", mine=[{"name": "Ann"}], theirs=""),
        Conflict(id="talk", field="venue", mine="", theirs="Room 2"),
    )
    first, second, third = [s for s in Report(conflicts=conflicts).sentences() if s.startswith("Conflict")]
    assert first == (
        "Conflict in talk: the start is Thursday 3 November 2022, 12.30 pm here and Friday 4 November 2022 in the source; "
        "yours stays."
    )
    assert second == "Conflict in talk: the list of speakers is Ann here and nothing in the source; yours stays."
    assert third == 'Conflict in talk: you emptied the place, and it is "Room 2" in the source; yours stays.'


def test_counts():
    assert plain.count(1, "event") == "1 event"
    assert plain.count(2_000, "event") == "2,000 events"
    assert plain.count(2, "entry", "entries") == "2 entries"
