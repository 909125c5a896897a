"""The drawing of what screens show: ticks for any span, lanes, and every word within its place."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from kiosk.campaign import diary
from kiosk.campaign.campaign import Campaign, Hours, Screen
from kiosk.campaign.item import Event, Notice, Prompt, Show
from kiosk.export.timeline import lanes, timeline
from kiosk.export.timeline.timescale import Scale
from kiosk.page.items import Group
from kiosk.page.items import Page as Drawn
from tests.compose.making import runs, text_of

LONDON = ZoneInfo("Europe/London")
START = datetime(2022, 11, 1, tzinfo=LONDON)
TALK = Event(
    id="talk", title="How hospital libraries find out what nobody has written down", starts=START + timedelta(days=9, hours=12)
)
CAMPAIGN = Campaign(
    id="c",
    title="KNOWvember 22",
    timezone="Europe/London",
    ends=date(2022, 11, 20),
    hours=Hours(week=((time(8), time(20)),) * 7),
    events=(
        TALK,
        replace(TALK, id="again", starts=TALK.starts + timedelta(hours=1) if isinstance(TALK.starts, datetime) else None),
    ),
    prompts=(Prompt(id="p", question="Who knows?", show=Show(between=(time(9), time(12)))),),
    notices=(Notice(id="n", title="Lift out of order", starts=START, ends=START + timedelta(hours=2)),),
    screens=(Screen(name="foyer", dim=0), Screen(name="lift")),
)


def drawn(days: float, made: Campaign = CAMPAIGN) -> Drawn:
    end = START + timedelta(days=days)
    return timeline.page(made, [diary.diary(made, s, START, end) for s in made.screens], START, end)


def told(page: Drawn) -> list[str]:
    return [item.alt for _, item in page.items if isinstance(item, Group) and item.alt]


SPANS = [1 / 24, 0.5, 1, 3, 7, 31, 92, 365, 790]


@pytest.mark.parametrize("days", SPANS)
def test_any_span_stays_readable(days: float) -> None:
    scale = Scale(START, START + timedelta(days=days), 300, 1200, LONDON)
    ticks, above = scale.ticks(46), scale.spans(46)
    assert 3 <= len(ticks) <= 26
    assert all(b.x - a.x >= 40 for a, b in pairwise(ticks[1:]))
    assert 1 <= len(above) <= 26
    assert all(len(a) >= len(b) for *_, forms in above for a, b in pairwise(forms)), "ever shorter"
    assert len({t.words for t in ticks}) > 1
    page = drawn(days)
    assert all(at.x >= 0 and at.x + run.width <= page.stock.width for at, run in runs(page))
    assert min(run.size for _, run in runs(page)) >= 12


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2022-11-01T00:00", "2022-11-02T00:00", "Tuesday 1 November 2022"),
        ("2022-11-01T10:00", "2022-11-01T11:30", "Tuesday 1 November 2022, 10:00 to 11:30"),
        ("2022-11-01T00:00", "2022-12-01T00:00", "Tuesday 1 November to Wednesday 30 November 2022"),
        ("2022-11-01T08:00", "2023-01-01T09:00", "Tuesday 1 November 2022 08:00 to Sunday 1 January 2023 09:00"),
    ],
)
def test_the_heading_says_the_span(start: str, end: str, words: str) -> None:
    a, b = (datetime.fromisoformat(t).replace(tzinfo=LONDON) for t in (start, end))
    assert words in text_of(timeline.page(CAMPAIGN, [diary.diary(CAMPAIGN, None, a, b)], a, b)).replace("\u00a0", " ")


def test_hours_are_ticked_by_the_wall_clock_when_the_clocks_change() -> None:
    start = datetime(2022, 10, 30, tzinfo=LONDON)
    ticks = Scale(start, start + timedelta(days=1), 0, 1200, LONDON).ticks(46)
    assert [t.words for t in ticks[:4]] == ["00:00", "01:00", "02:00", "03:00"]
    hours = [round((b.x - a.x) / 48, 2) for a, b in pairwise(ticks)]
    assert hours[:3] == [1, 2, 1], "from one to two it takes two hours that night"


def test_bars_are_told_in_words() -> None:
    found = told(drawn(31))
    assert "How hospital libraries find out what nobody has written down: Today, on Thursday 10 November 00:00 to 12:00" in found
    assert any(t.startswith("Gap: nothing from Sunday 20 November 12:00") for t in found)
    assert "Dark from Tuesday 1 November 20:00 to Wednesday 2 November 08:00" in found
    assert "Clash" in text_of(drawn(31))


def test_what_is_too_near_to_be_told_apart_is_one_bar() -> None:
    made = replace(CAMPAIGN, ends=None)
    month = [t for t in told(drawn(31, made)) if t.startswith("Who knows?")]
    years = [t for t in told(drawn(790, made)) if t.startswith("Who knows?")]
    assert len(month) == 2 * 31
    assert len(years) == 2 * 1
    assert "(790 times)" in years[0]


def test_thousands_of_things_share_a_lane() -> None:
    many = replace(CAMPAIGN, prompts=tuple(Prompt(id=f"p{n}", question=f"Question {n}") for n in range(2000)))
    rows = lanes.lanes(diary.diary(many, None, START, START + timedelta(days=1)).stretches, many)
    assert len(rows) == lanes.MOST
    assert rows[-1].words == "and 1,958 more"
    assert (rows[-1].bars[0].start, rows[-1].bars[-1].end) == (START, START + timedelta(days=1))


def test_lanes_keep_one_order() -> None:
    rows = lanes.lanes(diary.diary(CAMPAIGN, None, START, START + timedelta(days=31)).stretches, CAMPAIGN)
    assert [r.words for r in rows][:3] == ["Lift out of order", "Cover", "This week and later"]
    assert rows[-1].words == "Opening hours"
