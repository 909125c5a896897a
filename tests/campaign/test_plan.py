"""The plan of a screen, against a slow reference and at every minute of the days the clocks change."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.campaign import agenda
from kiosk.campaign.campaign import Campaign, Hours, Screen, Shows, SpecialDay
from kiosk.campaign.item import Article, Change, Event, Notice, Prompt, Show, Technique
from kiosk.campaign.plan import plan, slides
from kiosk.compose.fields import hours as opening_words
from kiosk.compose.fields import rows

LONDON = ZoneInfo("Europe/London")
PAGES = {"cover", "agenda-today", "agenda-week", "default"}
WEEK = Hours(week=((time(8), time(20)),) * 5 + ((time(10), time(16)), None))


def at(*parts, zone=LONDON):
    return datetime(*parts, tzinfo=zone)


def campaign(**more):
    return Campaign(**{"id": "c", "title": "C", "timezone": "Europe/London", **more})


def shown(now, made, screen=None):
    return [s.what for s in plan(now, made, screen).slides]


def items(now, made, screen=None):
    return {s.what for s in plan(now, made, screen).slides} - PAGES


TALK = Event(id="talk", title="A talk", starts=at(2022, 11, 3, 12, 30), ends=at(2022, 11, 3, 13, 30))


def test_an_event_is_live_until_the_instant_it_is_over():
    made = campaign(events=(TALK,))
    assert items(at(2022, 9, 1), made) == {"talk"}
    assert items(at(2022, 11, 3, 13, 29, 59), made) == {"talk"}
    assert shown(at(2022, 11, 3, 13, 30), made) == ["default"]
    assert plan(at(2022, 11, 3, 13), made).boundary == at(2022, 11, 3, 13, 30)
    assert plan(at(2022, 11, 3, 13, 30), made).boundary is None


def test_nothing_live_is_the_default_slide_and_never_nothing():
    assert shown(at(2022, 11, 3), campaign()) == ["default"]


def test_the_default_slide_changes_with_the_opening_hours():
    made = campaign(hours=WEEK)
    turns = []
    now = at(2022, 11, 4, 7)  # a Friday
    while now < at(2022, 11, 7, 9):
        state = plan(now, made)
        assert [s.what for s in state.slides] == ["default"]
        turns.append((now, state.slides[0].key))
        assert state.boundary is not None
        now = state.boundary
    times = [(2022, 11, 4, 7), (2022, 11, 4, 8), (2022, 11, 4, 20), (2022, 11, 5), (2022, 11, 5, 10), (2022, 11, 5, 16),
             (2022, 11, 6), (2022, 11, 7), (2022, 11, 7, 8)]  # fmt: skip
    assert [t for t, _ in turns] == [at(*t) for t in times]
    assert len({key for _, key in turns}) == len(turns)


def test_the_default_slide_without_hours_never_changes():
    assert plan(at(2022, 11, 4, 7), campaign()).boundary is None


@given(minutes=st.integers(0, 14 * 24 * 60))
def test_the_words_of_opening_hours_change_only_with_the_key(minutes):
    hours = replace(
        WEEK,
        special=(SpecialDay(date=date(2022, 11, 9), hours=None), SpecialDay(date=date(2022, 11, 11), hours=(time(12), time(13)))),
    )
    made = campaign(hours=hours)
    now = at(2022, 11, 4, 7) + timedelta(minutes=minutes)
    state = plan(now, made)
    told = opening_words.today(hours, now, "en")
    last = state.boundary - timedelta(seconds=1)
    assert opening_words.today(hours, last, "en") == told
    assert plan(last, made).slides == state.slides
    assert plan(state.boundary, made).slides != state.slides


@given(minutes=st.integers(0, 9 * 24 * 60))
def test_the_rows_of_agendas_change_only_with_the_key(minutes):
    made = campaign(hours=WEEK, events=(
        TALK, replace(TALK, id="b", starts=at(2022, 11, 3, 14), ends=None),
        replace(TALK, id="c", starts=at(2022, 11, 5, 9), ends=at(2022, 11, 6, 1)),
        replace(TALK, id="d", starts=at(2022, 11, 21, 9), ends=None), replace(TALK, id="tba", starts=None, ends=None),
        replace(TALK, id="daily", starts=at(2022, 11, 2, 16), ends=at(2022, 11, 2, 17), repeat="FREQ=DAILY;COUNT=5"),
        replace(TALK, id="all", starts=date(2022, 11, 4), ends=date(2022, 11, 5)),
        replace(TALK, id="year", starts=at(2024, 11, 20, 9, 30), ends=None),
    ))  # fmt: skip
    now = at(2022, 11, 1, 7) + timedelta(minutes=minutes)
    state = plan(now, made)
    for slide in state.slides:
        if slide.what.startswith("agenda"):
            today = slide.what == "agenda-today"
            last = state.boundary - timedelta(seconds=1)
            assert rows.agenda(made, now, today, "en") == rows.agenda(made, last, today, "en")


@pytest.mark.parametrize("status", ["cancelled", "postponed", "full"])
def test_what_is_cancelled_or_postponed_is_shown_as_such_until_its_time_has_passed(status):
    made = campaign(events=(replace(TALK, status=status),))
    assert items(at(2022, 11, 3, 13), made) == {"talk"}
    assert items(at(2022, 11, 3, 14), made) == set()


def test_a_draft_is_never_live():
    made = campaign(events=(replace(TALK, draft=True),), prompts=(Prompt(id="p", question="?", draft=True),))
    assert shown(at(2022, 11, 3, 9), made) == ["default"]


def test_an_event_without_a_date_lives_as_long_as_the_campaign():
    made = campaign(events=(Event(id="tba", title="T"),), ends=date(2022, 11, 30))
    assert items(at(2022, 11, 30, 23, 59, 59), made) == {"tba"}
    assert items(at(2022, 12, 1), made) == set()
    assert plan(at(2022, 11, 1), made).boundary == at(2022, 12, 1)


def test_an_all_day_event_lasts_to_the_end_of_its_last_day():
    made = campaign(events=(Event(id="fair", title="F", starts=date(2022, 11, 3), ends=date(2022, 11, 4)),))
    assert items(at(2022, 11, 4, 23, 59), made) == {"fair"}
    assert items(at(2022, 11, 5), made) == set()


def test_an_article_appears_on_the_day_it_is_published():
    made = campaign(articles=(Article(id="a", title="A", published=date(2022, 11, 8)),))
    assert items(at(2022, 11, 7, 23, 59), made) == set()
    assert plan(at(2022, 11, 7, 12), made).boundary == at(2022, 11, 8)
    assert items(at(2022, 11, 8), made) == {"a"}


def test_a_notice_keeps_to_its_window():
    made = campaign(notices=(Notice(id="n", title="N", starts=at(2022, 11, 3, 9), ends=at(2022, 11, 3, 10)),))
    assert items(at(2022, 11, 3, 8, 59), made) == set()
    assert items(at(2022, 11, 3, 9), made) == {"n"}
    assert items(at(2022, 11, 3, 10), made) == set()


def test_the_closing_notice_comes_before_closing_and_counts_down_each_minute():
    made = campaign(notices=(Notice(id="n", title="N", before_closing=15),), hours=WEEK)
    before = plan(at(2022, 11, 3, 12), made)
    assert before.boundary == at(2022, 11, 3, 19, 45)
    first = plan(at(2022, 11, 3, 19, 45), made)
    assert [s.what for s in first.slides] == ["n"]
    assert first.boundary == at(2022, 11, 3, 19, 46)
    keys = {plan(at(2022, 11, 3, 19, m), made).slides[0].key for m in range(45, 60)}
    assert len(keys) == 15
    assert shown(at(2022, 11, 3, 20), made) == ["default"]
    assert shown(at(2022, 11, 6, 15, 50), made) == ["default"], "closed on Sundays"


def test_special_hours_move_the_closing_notice():
    hours = replace(
        WEEK,
        special=(SpecialDay(date=date(2022, 11, 3), hours=(time(8), time(13))), SpecialDay(date=date(2022, 11, 4), hours=None)),
        announce=0,
    )
    made = campaign(notices=(Notice(id="n", title="N", before_closing=15),), hours=hours)
    assert items(at(2022, 11, 3, 12, 50), made) == {"n"}
    assert items(at(2022, 11, 3, 19, 50), made) == set()
    assert items(at(2022, 11, 4, 19, 50), made) == set()


def test_an_emergency_stands_alone():
    made = campaign(events=(TALK,), notices=(Notice(id="fire", title="F", priority="emergency"), Notice(id="n", title="N")))
    assert shown(at(2022, 11, 3, 9), made) == ["fire"]


def test_notices_come_first_then_events_by_date_with_fillers_between():
    made = campaign(
        events=(
            replace(TALK, id="late", starts=at(2022, 11, 20, 9), ends=at(2022, 11, 20, 10)),
            TALK,
            Event(id="tba", title="T"),
        ),
        notices=(Notice(id="n", title="N"), Notice(id="f", title="F", priority="filler")),
        techniques=(Technique(id="t", title="T"),),
        articles=(Article(id="a", title="A"),),
    )
    assert shown(at(2022, 11, 1, 9), made) == ["n", "cover", "agenda-week", "talk", "late", "t", "tba", "a", "f"]


def test_each_live_thing_stands_once_in_the_cycle():
    made = campaign(events=(TALK,), prompts=tuple(Prompt(id=f"p{i}", question="?") for i in range(7)))
    found = shown(at(2022, 11, 1), made)
    assert len(found) == len(set(found)) == 9


def agendas(now, made, screen=None):
    return [w for w in shown(now, made, screen) if w.startswith("agenda")]


def test_agendas_appear_when_they_say_something():
    later = [replace(TALK, id=f"l{d}", title=f"L{d}", starts=at(2022, 11, d, 10), ends=at(2022, 11, d, 11)) for d in (5, 8)]
    made = campaign(events=(TALK, *later))
    assert agendas(at(2022, 10, 20, 9), made) == ["agenda-week"], "it goes on with what is far"
    assert agendas(at(2022, 11, 3, 9), made) == ["agenda-today", "agenda-week"]
    assert agendas(at(2022, 11, 3, 14), made) == ["agenda-week"]
    assert agendas(at(2022, 11, 5, 9), made) == ["agenda-today"], "a single date more has said it all on its own slide"
    assert agendas(at(2022, 11, 8, 9), made) == ["agenda-today"]
    assert agendas(at(2022, 11, 8, 12), made) == []
    keys = [next(s.key for s in plan(at(2022, 11, 3, *t), made).slides if s.what == "agenda-today") for t in ((9, 0), (12, 30))]
    assert keys[0] != keys[1], "what runs now is set off"
    assert plan(at(2022, 11, 3, 9), made).boundary == at(2022, 11, 3, 12, 30)


def test_the_two_agendas_never_say_the_same():
    made = campaign(
        events=tuple(replace(TALK, id=f"e{d}", title=f"E{d}", starts=at(2022, 11, d, 10), ends=None) for d in (1, 1, 2, 3))
    )
    found = agenda.of(made, at(2022, 11, 1, 9))
    assert {e.id for e in found.today} & {e.id for e in found.week} == set()


def test_events_without_a_date_alone_make_no_agenda():
    assert agendas(at(2022, 11, 1), campaign(events=(Event(id="a", title="A"), Event(id="b", title="B")))) == []


def test_each_date_of_a_series_stands_in_the_agenda_of_the_week():
    made = campaign(events=(replace(TALK, repeat="FREQ=DAILY;COUNT=3"),))
    assert agendas(at(2022, 11, 3, 9), made) == ["agenda-today", "agenda-week"]
    assert agendas(at(2022, 11, 5, 9), made) == ["agenda-today"]


def test_a_series_is_one_slide_for_its_next_date():
    series = replace(TALK, repeat="FREQ=WEEKLY;COUNT=3", changes=(Change(on=date(2022, 11, 10), cancelled=True),))
    made = campaign(events=(series,))
    keys = [next(s.key for s in plan(at(2022, 11, d, 12), made).slides if s.what == "talk") for d in (1, 3, 4, 10, 11)]
    assert [k.partition("@")[2][:10] for k in keys] == ["2022-11-03", "2022-11-03", "2022-11-10", "2022-11-10", "2022-11-17"]
    assert shown(at(2022, 11, 17, 14), made) == ["default"]


@pytest.mark.parametrize(
    ("show", "yes", "no"),
    [
        (Show(from_=date(2022, 11, 2)), at(2022, 11, 2), at(2022, 11, 1, 23, 59)),
        (Show(until=date(2022, 11, 2)), at(2022, 11, 2, 23, 59), at(2022, 11, 3)),
        (Show(until=at(2022, 11, 2, 9)), at(2022, 11, 2, 8, 59), at(2022, 11, 2, 9)),
        (Show(days=(2,)), at(2022, 11, 2, 9), at(2022, 11, 1, 9)),
        (Show(between=(time(8), time(12))), at(2022, 11, 2, 8), at(2022, 11, 2, 12)),
        (Show(between=(time(22), time(2))), at(2022, 11, 2, 1, 59), at(2022, 11, 2, 2)),
        (Show(between=(time(22), time(2)), days=(1,)), at(2022, 11, 2, 1), at(2022, 11, 1, 1)),
    ],
)
def test_show_rules(show, yes, no):
    made = campaign(events=(replace(TALK, show=show),))
    assert items(yes, made) == {"talk"}
    assert items(no, made) == set()


def test_screens_take_what_is_meant_for_them():
    foyer = Screen(name="foyer", shows=Shows(tags=("public",)))
    staff = Screen(name="staff")
    made = campaign(
        events=(replace(TALK, tags=("public",)), replace(TALK, id="in", show=Show(screens=("staff",))), replace(TALK, id="both")),
        prompts=(Prompt(id="p", question="?"),),
    )
    now = at(2022, 11, 1)
    assert items(now, made, foyer) == {"talk"}
    assert items(now, made, staff) == {"talk", "in", "both", "p"}
    assert items(now, made, replace(staff, shows=Shows(kinds=("prompt",)))) == {"p"}
    assert items(now, made) == {"talk", "in", "both", "p"}
    by_audience = replace(made, events=(replace(TALK, audience="staff", venue="hub"), replace(TALK, id="all")))
    assert items(now, by_audience, Screen(name="x", shows=Shows(audience=("public",)))) == {"all", "p"}
    assert items(now, by_audience, Screen(name="x", shows=Shows(venues=("annexe",)))) == {"all", "p"}


def test_dwell_follows_reading_time_and_show_dwell_wins():
    short, long = Prompt(id="s", question="Why?"), Prompt(id="l", question="why " * 80)
    held = replace(short, id="h", show=Show(dwell=4))
    dwell = {s.what: s.dwell for s in slides(at(2022, 11, 1), campaign(prompts=(short, long, held)))}
    assert (dwell["s"], dwell["l"], dwell["h"]) == (6, 30, 4)


def test_pages_that_are_not_to_be_shown_leave_the_others_alone():
    event = Event(id="e", title="Talk", starts=datetime(2022, 11, 3, 12))
    hours = replace(WEEK, special=(SpecialDay(date=date(2022, 11, 4), hours=None),))
    shown = campaign(events=(event,), hours=hours)
    now = at(2022, 11, 3, 9)
    own = ("cover", "agenda-today", "changed-hours")
    assert {*own, "e"} <= {s.what for s in slides(now, shown)}
    assert [s.what for s in slides(now, replace(shown, unshown=own))] == ["e"]
