"""The plan against a slow reference: at every minute of the days the clocks change, and on campaigns made at random."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.campaign.campaign import Campaign, Hours, Screen, Shows, SpecialDay, Venue
from kiosk.campaign.item import Article, Change, Event, Notice, Prompt, Show
from kiosk.campaign.plan import plan
from tests.campaign.plan_reference import Reference
from tests.tooling.choice import chessboard

LONDON = ZoneInfo("Europe/London")
CHANGES = {
    "Europe/London": (date(2022, 3, 27), date(2022, 10, 30)),
    "America/New_York": (date(2022, 3, 13), date(2022, 11, 6)),
    "Pacific/Apia": (date(2020, 9, 27), date(2021, 4, 4), date(2011, 12, 29)),
}
"""Days on which the clocks change; the last of all is followed by one that Apia never had."""
PAGES = {"cover", "default"}


def seen(found):
    """Say of a plan what the reference says of a moment."""
    told, special, agendas = {}, [], {"agenda-today": [], "agenda-week": []}
    for slide in found.slides:
        if slide.what == "changed-hours":
            special = [slide.key.partition("@")[2].partition("/")[0]]
        elif slide.what in agendas:
            rows = slide.key.split(":", 2)[2]
            agendas[slide.what] = [row.partition("@")[0] for row in rows.split(",")]
        elif slide.what not in PAGES:
            told[slide.what] = about(slide.key.removeprefix(slide.what))
    return told, special, *agendas.values(), found.light


def about(key):
    """Take a key apart: date, phase and next date; or the minutes that are left; "" when there is nothing to tell."""
    if not key:
        return ""
    date, _, rest = key.removeprefix("@").partition("#")
    if not rest and "-" in date and "T" in date.rpartition("-")[0] and date.count("-") == 1:
        return int(date.rpartition("-")[2])
    phase, _, after = rest.partition(":")
    return date, phase, after


def busy(zone_name, day):
    """A campaign with every kind of rule, gathered round one day."""
    zone = ZoneInfo(zone_name)

    def on(hour, minute=0, days=0):
        return datetime.combine(day + timedelta(days=days), time(hour, minute), zone)

    return Campaign(
        id="c",
        title="C",
        timezone=zone_name,
        ends=day + timedelta(days=1),
        hours=Hours(week=((time(20), time(2, 30)),) * 7, special=(SpecialDay(date=day, hours=(time(1, 30), time(2, 45))),)),
        venues=(Venue(id="ward", hours=Hours(week=((time(1, 15), time(3, 5)),) * 7)),),
        events=(
            Event(id="short", title="S", starts=on(1, 30), ends=on(2, 30), recording="https://example.org/r"),
            Event(id="late", title="L", starts=on(23, 30, -1), ends=on(1, 15)),
            Event(id="later", title="l", starts=on(4, 45), ends=on(5)),
            Event(id="open", title="O", starts=on(3, 10)),
            Event(id="off", title="L", starts=on(3, 20), status="cancelled"),
            Event(id="day", title="D", starts=day),
            Event(id="daily", title="D", starts=on(1, 45, -3), ends=on(2, 15, -3), repeat="FREQ=DAILY;COUNT=9"),
            Event(id="weekly", title="W", starts=on(2, 20, -7), ends=on(2, 50, -7), repeat="FREQ=WEEKLY;COUNT=4"),
            Event(id="soon", title="So", starts=on(9, 0, 6)),
            Event(id="far", title="F", starts=on(9, 0, 8)),
            Event(id="tba", title="T"),
        ),
        articles=(Article(id="a", title="A", published=day),),
        prompts=(
            Prompt(id="window", question="?", show=Show(between=(time(1, 20), time(2, 40)))),
            Prompt(
                id="night", question="?", show=Show(between=(time(22), time(1, 40)), days=((day - timedelta(days=1)).weekday(),))
            ),
            Prompt(id="weekday", question="?", show=Show(days=(day.weekday(),))),
            Prompt(id="from", question="?", show=Show(from_=on(1, 10), until=on(4, 20))),
        ),
        notices=(
            Notice(id="closing", title="N", before_closing=45),
            Notice(id="n", title="N", starts=day, ends=on(2, 20)),
            Notice(id="fire", title="F", starts=on(3, 40), ends=on(3, 43), priority="emergency"),
        ),
        screens=(Screen(name="any", dim=0.3), Screen(name="ward", venue="ward", dim=0, shows=Shows(kinds=("event", "notice")))),
    )


@pytest.mark.parametrize(("change", "screen"), chessboard([(z, d) for z, days in CHANGES.items() for d in days], [0, 1]))
def test_every_minute_of_a_change_over_day_agrees_with_the_reference(change, screen):
    zone, day = change
    made = busy(zone, day)
    on = made.screens[screen]
    instant = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC) - timedelta(minutes=90)
    reference = Reference(made, instant, on)
    last = told = None
    for _ in range(29 * 60):
        if last is None or instant >= last.boundary.astimezone(UTC):
            assert last is None or instant == last.boundary.astimezone(UTC), "a boundary stands on a whole minute here"
            before, last = last, plan(instant, made, on)
            assert before is None or (before.slides, before.light) != (last.slides, last.light), "something changes there"
            told = seen(last)
        assert told == reference.seen(instant), instant
        instant += timedelta(minutes=1)


clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 30, 59]))
days = st.dates(date(2022, 10, 24), date(2022, 11, 6))
moments = st.builds(lambda d, t: datetime.combine(d, t, LONDON), days, clocks)
shows = st.builds(
    Show,
    from_=st.none() | days | moments,
    until=st.none() | days | moments,
    days=st.sampled_from([(), (), (0, 6), (5,), (2, 3)]),
    between=st.none() | st.tuples(clocks, clocks),
    screens=st.sampled_from([(), ("x",), ("y",)]),
)
weeks = st.lists(st.none() | st.tuples(clocks, clocks), min_size=7, max_size=7).map(tuple)


@st.composite
def campaigns(draw):
    made = []
    for n in range(draw(st.integers(0, 5))):
        starts = draw(moments | days)
        length = timedelta(minutes=draw(st.sampled_from([15, 60, 60 * 26])))
        ends = starts + length if isinstance(starts, datetime) else None
        rule = draw(st.sampled_from(["", "", "FREQ=DAILY;COUNT=5", "FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=2"]))
        changes = (Change(on=draw(days), cancelled=True),) if rule and draw(st.booleans()) else ()
        status = draw(st.sampled_from(["scheduled", "scheduled", "full", "cancelled", "postponed"]))
        title, tape = draw(st.sampled_from("EF")), draw(st.sampled_from(["", "https://example.org/r"]))
        made.append(
            Event(
                id=f"e{n}", title=title, starts=starts, ends=ends, repeat=rule, show=draw(shows | st.just(Show())), status=status,
                recording=tape, changes=changes,
            )
        )  # fmt: skip
    made += [Event(id="tba", title="T")] if draw(st.booleans()) else []
    notices = [Notice(id="n", title="N", starts=draw(st.none() | moments), ends=draw(st.none() | moments), show=draw(shows))]
    notices.append(Notice(id="c", title="C", before_closing=draw(st.sampled_from([1, 15, 90])), show=draw(shows)))
    prompts = [Prompt(id=f"p{n}", question="?", show=draw(shows)) for n in range(2)]
    special = (SpecialDay(date=draw(days), hours=draw(st.none() | st.tuples(clocks, clocks))),)
    early = draw(st.sampled_from([0, 1, 7]))
    return Campaign(
        id="c", title="C", timezone="Europe/London", events=tuple(made), notices=tuple(notices), prompts=tuple(prompts),
        hours=Hours(week=draw(weeks), special=special, announce=early), ends=draw(st.none() | days),
        venues=(Venue(id="v", hours=draw(st.none() | weeks.map(lambda w: Hours(week=w)))),),
    )  # fmt: skip


screens = st.none() | st.builds(
    Screen, name=st.just("x"), venue=st.sampled_from(["", "v"]), dim=st.sampled_from([None, 0, 0.4, 1]),
    shows=st.sampled_from([Shows(), Shows(kinds=("event",))]),
)  # fmt: skip


@given(
    campaigns(), screens,
    st.datetimes(datetime(2022, 10, 20), datetime(2022, 11, 9)).map(lambda d: d.replace(tzinfo=UTC, microsecond=0)),
)  # fmt: skip
def test_any_plan_agrees_with_the_reference_up_to_its_boundary(made, screen, now):
    found = plan(now, made, screen)
    until = found.boundary.astimezone(UTC) if found.boundary else now + timedelta(days=20)
    assert until > now
    reference = Reference(made, now, screen)
    step = max((until - now) / 60, timedelta(seconds=61))
    moment = now
    while moment < until:
        assert reference.seen(moment) == seen(found), moment
        moment += step
    last = plan(until - timedelta(microseconds=1), made, screen)
    assert (last.slides, last.light) == (found.slides, found.light)
    if found.boundary is not None:
        after = plan(until, made, screen)
        assert (after.slides, after.light) != (found.slides, found.light), "a boundary is where something changes"
