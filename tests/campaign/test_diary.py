"""What a screen shows over a span, with gaps and clashes in words."""

from dataclasses import replace
from datetime import date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from kiosk.campaign import diary, rounds
from kiosk.campaign.campaign import Campaign, Hours, Screen, Shows, SpecialDay, Venue
from kiosk.campaign.item import Event, Notice, Prompt, Show

LONDON = ZoneInfo("Europe/London")
WEEK = Hours(
    week=((time(8), time(20)),) * 5 + ((time(10), time(16)), None),
    special=(SpecialDay(date=date(2022, 11, 17), hours=None),),
    announce=0,
)


def at(*parts):
    return datetime(*parts, tzinfo=LONDON)


TALK = Event(id="talk", title="A talk", starts=at(2022, 11, 15, 16), ends=at(2022, 11, 15, 17), venue="hub")


def campaign(*events, **more):
    given = {"id": "c", "title": "C", "timezone": "Europe/London", "hours": WEEK, "events": events}
    return Campaign(**(given | more))


def told(made, start, end, screen=None):
    return diary.diary(made, screen, start, end)


def sentences(notes):
    return [n.sentence for n in notes]


def test_stretches_cover_the_span_without_a_break():
    found = told(campaign(TALK), at(2022, 11, 14), at(2022, 11, 17)).stretches
    assert (found[0].start, found[-1].end) == (at(2022, 11, 14), at(2022, 11, 17))
    assert all(a.end == b.start for a, b in pairwise(found))
    assert [s.whats for s in diary.joined(found)] == [("cover", "talk"), ("cover", "agenda-today", "talk"), ("default",)]


def test_a_gap_is_when_people_are_there_and_nothing_is_on():
    assert sentences(told(campaign(TALK), at(2022, 11, 14), at(2022, 11, 16)).gaps) == [
        "nothing on Tuesday 15 November 17:00 to 20:00"
    ]
    assert sentences(told(campaign(TALK), at(2022, 11, 15, 20), at(2022, 11, 16, 8)).gaps) == [], "closed"
    assert sentences(told(campaign(TALK), at(2022, 11, 17), at(2022, 11, 18)).gaps) == [], "a special day"
    assert sentences(told(campaign(TALK), at(2022, 11, 15), at(2022, 11, 20)).gaps) == [
        "nothing from Tuesday 15 November 17:00 to Saturday 19 November 16:00"
    ]
    assert sentences(told(campaign(TALK, hours=Hours()), at(2022, 11, 15), at(2022, 11, 16)).gaps) == [
        "nothing on Tuesday 15 November 17:00 to 24:00"
    ], "without opening hours people are there all the time"


def test_a_closing_notice_fills_no_gap():
    made = campaign(TALK, notices=(Notice(id="n", title="N", before_closing=15),))
    assert sentences(told(made, at(2022, 11, 14), at(2022, 11, 16)).gaps) == ["nothing on Tuesday 15 November 17:00 to 20:00"]


def test_slides_for_one_event_are_named():
    again = [replace(TALK, id=n, title="a  Talk", starts=at(2022, 11, d, 16), ends=None) for n, d in (("b", 16), ("c", 18))]
    made = campaign(TALK, *again, replace(TALK, id="other", title="B", venue=""))
    assert sentences(told(made, at(2022, 11, 15), at(2022, 11, 19)).clashes) == [
        '3 slides for one event, "A talk", from Tuesday 15 November 00:00 to Thursday 17 November 00:00'
    ]


def test_two_events_in_one_place_are_named():
    beside = replace(TALK, id="b", title="B", starts=at(2022, 11, 15, 16, 30), ends=at(2022, 11, 15, 18))
    after, off = (
        replace(beside, id="c", title="C", starts=at(2022, 11, 15, 18)),
        replace(beside, id="d", title="D", status="cancelled"),
    )
    made = campaign(TALK, beside, after, off, venues=(Venue(id="hub", room="Learning Hub"),))
    assert sentences(told(made, at(2022, 11, 15), at(2022, 11, 16)).clashes) == [
        '"A talk" and "B" are both in Learning Hub on Tuesday 15 November 16:30 to 17:00'
    ]


def test_a_screen_has_its_own_diary():
    made = campaign(
        TALK, replace(TALK, id="staff", title="S", show=Show(screens=("office",)), starts=at(2022, 11, 18, 9), ends=None)
    )
    foyer = told(made, at(2022, 11, 16, 9), at(2022, 11, 16, 10), Screen(name="foyer"))
    office = told(made, at(2022, 11, 16, 9), at(2022, 11, 16, 10), Screen(name="office"))
    assert (len(foyer.gaps), len(office.gaps)) == (1, 0)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (at(2022, 11, 15, 9), at(2022, 11, 15, 10, 30), "on Tuesday 15 November 09:00 to 10:30"),
        (at(2022, 11, 15), at(2022, 11, 16), "on Tuesday 15 November 00:00 to 24:00"),
        (at(2022, 12, 30, 8), at(2023, 1, 2, 9), "from Friday 30 December 2022 08:00 to Monday 2 January 2023 09:00"),
    ],
)
def test_spans_in_words(start, end, words):
    assert diary.said(start, end) == words


PROMPTS = tuple(Prompt(id=f"p{n}", question="why " * 30) for n in range(11))


def test_a_round_that_nobody_stays_for_is_a_warning():
    made = campaign(TALK, prompts=PROMPTS, starts=date(2022, 11, 14))
    (found,) = rounds.findings(made, at(2022, 10, 1))
    assert (found.id, found.severity) == ("round-long", "warning")
    assert found.sentence == (
        "One round takes 5.9 minutes on Tuesday 15 November: 14 slides, of which somebody who looks up for a minute sees 2."
    )
    assert list(rounds.findings(replace(made, prompts=PROMPTS[:5]), at(2022, 10, 1))) == []


def test_each_screen_has_a_loop_of_its_own():
    screens = (Screen(name="foyer"), Screen(name="lift", shows=Shows(kinds=("event",))), Screen(name="sofa", loop=600))
    found = list(rounds.findings(campaign(TALK, prompts=PROMPTS, screens=screens), at(2022, 11, 1, 9)))
    assert len(found) == 1
    assert 'of the screen "foyer"' in found[0].sentence
