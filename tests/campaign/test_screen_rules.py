"""A screen's light, a shuffled order, the end of an event's life, and what is shown when no clock can be trusted."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.campaign import live, order
from kiosk.campaign.campaign import Campaign, Hours, Screen, Venue
from kiosk.campaign.item import Article, Event, Notice, Prompt, Show, Technique
from kiosk.campaign.plan import Slide, plan, undated

LONDON = ZoneInfo("Europe/London")
WEEK = Hours(week=((time(8), time(20)),) * 7)
TAPE = "https://example.org/tape"


def at(*parts):
    return datetime(*parts, tzinfo=LONDON)


TALK = Event(id="talk", title="A talk", starts=at(2022, 11, 3, 12, 30), ends=at(2022, 11, 3, 13, 30))


def campaign(**more):
    return Campaign(**{"id": "c", "title": "C", "timezone": "Europe/London", **more})


@pytest.mark.parametrize(("dim", "light"), [(None, "on"), (1, "on"), (0.3, "dim"), (0, "dark")])
def test_outside_opening_hours_dim_decides(dim, light):
    made, screen = campaign(hours=WEEK, prompts=(Prompt(id="p", question="?"),)), Screen(name="x", dim=dim)
    night, day = plan(at(2022, 11, 3, 7), made, screen), plan(at(2022, 11, 3, 8), made, screen)
    assert (night.light, day.light) == (light, "on")
    assert night.slides == day.slides, "the light is not in the slides"
    if light != "on":
        assert (night.boundary, day.boundary) == (at(2022, 11, 3, 8), at(2022, 11, 3, 20))
    assert plan(at(2022, 11, 3, 7), replace(made, hours=Hours()), screen).light == "on", "no hours, no night"


def test_an_emergency_is_lit_at_night():
    fire = Notice(id="fire", title="F", priority="emergency", starts=at(2022, 11, 3, 3), ends=at(2022, 11, 3, 4))
    made, screen = campaign(hours=WEEK, notices=(fire,)), Screen(name="x", dim=0)
    assert [plan(at(2022, 11, 3, h), made, screen).light for h in (2, 3, 4)] == ["dark", "on", "dark"]


def test_a_screen_keeps_the_hours_of_its_venue():
    shop = Hours(week=((time(6), time(23)),) * 7)
    notice = Notice(id="n", title="N", before_closing=15)
    made = campaign(hours=WEEK, venues=(Venue(id="shop", hours=shop), Venue(id="bare")), notices=(notice,))
    there, elsewhere = Screen(name="x", venue="shop", dim=0), Screen(name="y", venue="bare", dim=0)
    assert [plan(at(2022, 11, 3, 21), made, s).light for s in (there, elsewhere)] == ["on", "dark"]
    closing = [[s.what for s in plan(at(2022, 11, 3, h, 50), made, there).slides] for h in (19, 22)]
    assert closing == [["default"], ["n"]]


# ---- the end of an event's life


def shown(now, *events):
    return [s.key for s in plan(now, campaign(events=events)).slides if s.what == "talk"]


def test_what_is_over_leaves_unless_there_is_something_to_say():
    assert shown(at(2022, 11, 3, 13, 30), TALK) == []
    assert shown(at(2022, 11, 3, 13, 30), replace(TALK, status="cancelled", recording=TAPE)) == []
    taped = replace(TALK, recording=TAPE)
    assert [len(shown(t, taped)) for t in (at(2022, 11, 3, 13, 30), at(2022, 11, 9, 23, 59), at(2022, 11, 10))] == [1, 1, 0]
    assert plan(at(2022, 11, 3, 14), campaign(events=(taped,))).boundary == at(2022, 11, 10)


def test_what_is_over_tells_of_the_next_one_until_the_day_ends():
    again = replace(TALK, id="again", starts=at(2022, 11, 24, 9), ends=None)
    for events in ((TALK, again), (replace(TALK, repeat="FREQ=WEEKLY;INTERVAL=3;COUNT=2"),)):
        assert shown(at(2022, 11, 3, 14), *events)[0].partition("#")[2].startswith("over:2022-11-24")
        assert not any("#over" in key for key in shown(at(2022, 11, 4), *events))
    off = replace(again, status="cancelled")
    assert shown(at(2022, 11, 3, 14), TALK, off) == []


def test_a_recording_gives_way_when_the_next_date_is_near():
    monthly = replace(TALK, recording=TAPE, repeat="FREQ=WEEKLY;INTERVAL=2;COUNT=3")
    phases = [shown(at(2022, 11, d), monthly)[0].partition("#")[2].partition(":")[0] for d in (4, 9, 10, 11)]
    assert phases == ["over", "over", "save", "next-week"]
    weekly = replace(monthly, repeat="FREQ=WEEKLY;COUNT=3")
    assert "#over" in shown(at(2022, 11, 3, 14), weekly)[0]
    assert "#next-week" in shown(at(2022, 11, 4), weekly)[0]


# ---- shuffle


def slides(*names):
    return [Slide(n, "event", 6, n) for n in names]


def test_those_that_ask_change_places_among_themselves():
    made = campaign(prompts=tuple(Prompt(id=n, question="?", show=Show(shuffle=n in "bdf")) for n in "abcdef"))
    orders = {tuple(s.what for s in plan(at(2022, 11, d, 9), made).slides)[1:] for d in range(1, 20)}
    assert len(orders) > 3
    assert {o[n] for o in orders for n in (0, 2, 4)} == set("ace"), "the others stay"
    assert plan(at(2022, 11, 3, 9), made).boundary in {at(2022, 11, d) for d in range(4, 9)}, "a new order begins at midnight"
    assert plan(at(2022, 11, 3, 9), made) == plan(at(2022, 11, 3, 9), replace(made)), "the same wherever it is worked out"


def test_a_campaign_can_ask_for_all():
    made = campaign(prompts=tuple(Prompt(id=n, question="?") for n in "abcd"), seed=7, shuffle=True)
    orders = [tuple(s.what for s in plan(at(2022, 11, d, 9), made).slides) for d in range(1, 25)]
    assert len(set(orders)) > 6
    assert {o[0] for o in orders} == {"cover"}
    other = [tuple(s.what for s in plan(at(2022, 11, d, 9), replace(made, seed=8)).slides) for d in range(1, 25)]
    assert orders != other


def test_the_shuffle_is_fair():
    asking = frozenset("abc")
    days = [date(2022, 1, 1) + timedelta(days=n) for n in range(1200)]
    seen = Counter("".join(s.what for s in order.shuffled(slides(*"abc"), asking, 1, d)) for d in days)
    assert len(seen) == 6
    assert max(seen.values()) < 1.4 * min(seen.values())


@given(st.integers(0, 30), st.integers(0, 30))
def test_fillers_are_spread_evenly(events, fillers):
    made = order.mixed(slides(*(f"e{n}" for n in range(events))), slides(*(f"f{n}" for n in range(fillers))))
    names = [s.what for s in made]
    assert [n for n in names if n[0] == "e"] == [f"e{n}" for n in range(events)]
    assert [n for n in names if n[0] == "f"] == [f"f{n}" for n in range(fillers)]
    if events and fillers:
        assert names[0] == "e0"
        runs = [len(run) for run in "".join(n[0] for n in names).split("f")]
        assert max(runs[1:-1], default=0) <= events / fillers + 1


# ---- when no clock can be trusted

THINGS = {
    "prompts": (Prompt(id="p", question="?"), Prompt(id="p2", question="?", show=Show(days=(1,)))),
    "techniques": (Technique(id="t", title="T"), Technique(id="t2", title="T", draft=True)),
    "articles": (Article(id="a", title="A"), Article(id="a2", title="A", published=date(2022, 11, 1))),
    "events": (TALK, Event(id="tba", title="T")),
    "notices": (
        Notice(id="n", title="N"),
        Notice(id="n2", title="N", ends=date(2022, 11, 1)),
        Notice(id="n3", title="N", before_closing=9),
    ),
}


def test_without_a_clock_only_what_is_true_at_any_time_is_shown():
    found = undated(campaign(**THINGS, hours=WEEK), Screen(name="x", dim=0))
    assert [s.what for s in found.slides] == ["n", "cover", "tba", "t", "a", "p"]
    assert (found.boundary, found.light) == (None, "on")
    assert all(s.key == s.what for s in found.slides), "no phase, no date"


def test_the_cover_of_a_campaign_with_days_may_be_last_years():
    assert "cover" not in [s.what for s in undated(campaign(**THINGS, ends=date(2022, 11, 30))).slides]


def test_without_a_clock_there_is_always_something():
    assert [s.key for s in undated(campaign(events=(TALK,), hours=WEEK)).slides] == ["default"]
    fire = Notice(id="fire", title="F", priority="emergency")
    assert [s.what for s in undated(campaign(**(THINGS | {"notices": (fire,)}))).slides] == ["fire"]


def test_what_never_ends_is_no_fault():
    for zone in ("Europe/London", "Pacific/Apia", "America/New_York"):
        there = ZoneInfo(zone)
        for item in (
            Event(id="a", title="A", starts=date(9999, 12, 31)), Event(id="a", title="A", starts=date(1, 1, 1)),
            Event(id="a", title="A", starts=datetime(9999, 12, 31, 23, 59, tzinfo=there)),
            Event(id="a", title="A", show=Show(until=date(9999, 12, 31), from_=date(1, 1, 1))),
        ):  # fmt: skip
            made = campaign(timezone=zone, events=(item,))
            gone = item.starts == date(1, 1, 1)
            assert ("a" in [s.what for s in plan(at(2022, 11, 1), made).slides]) is not gone


def test_items_without_rules_are_timeless():
    assert live.timeless(Prompt(id="p", question="?", show=Show(screens=("x",), dwell=9)))
