"""Special days told ahead: from when until when, in which words, and on which slides."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from kiosk.campaign import special, wording
from kiosk.campaign.campaign import Campaign, Hours, Screen, Shows, SpecialDay, Venue
from kiosk.campaign.check import check
from kiosk.campaign.item import Notice, Prompt
from kiosk.campaign.plan import HOURS, plan
from kiosk.compose.fields import hours
from tests.compose.making import ZONE, at

WEEK = tuple((time(8), time(20)) if n < 5 else None for n in range(7))
EVE = SpecialDay(date=date(2026, 12, 24), hours=(time(8), time(12)), label="Christmas Eve")
SHUT = tuple(SpecialDay(date=date(2026, 12, day), hours=None) for day in (25, 28))
CAMPAIGN = Campaign(
    title="x",
    id="x",
    timezone="Europe/London",
    hours=Hours(week=WEEK, special=(*SHUT, EVE)),
    prompts=(Prompt(id="ask", question="Who knows?"),),
)


def told(now: str, *days: SpecialDay, **more: object) -> list[str]:
    runs = special.ahead(at(now), Hours(week=WEEK, special=days, **more))  # type: ignore[arg-type]
    return [wording.changed_hours(run) for run in runs]


def test_a_closed_day_is_told_a_week_ahead_and_no_longer_than_it_lasts() -> None:
    day = SpecialDay(date=date(2026, 12, 24), hours=None)
    for now, said in {"2026-12-16T23:59": 0, "2026-12-17T00:00": 1, "2026-12-24T23:59": 1, "2026-12-25T00:00": 0}.items():
        assert told(now, day) == ["Closed on Thursday 24\u00a0December"][:said], now
    assert told("2026-12-10T00:00", day, announce=14)
    assert told("2026-12-23T00:00", day, announce=0) == [], "0 is never"


def test_other_hours_are_told_until_they_are_over_and_the_usual_ones_are_not_told() -> None:
    for now, said in {"2026-12-24T11:59": 1, "2026-12-24T12:00": 0}.items():
        assert told(now, EVE) == ["Open 8.00\u00a0am to 12\u00a0noon on Thursday 24\u00a0December"][:said], now
    assert told("2026-12-20T11:59", replace(EVE, hours=WEEK[0])) == []


def test_days_on_end_are_told_together_also_over_a_weekend_and_to_their_end() -> None:
    both = told("2026-12-23T09:00", EVE, *SHUT)
    assert both[1] == "Closed from Friday 25 to Monday 28\u00a0December", "nobody expects it open on that Sunday"
    assert told("2026-12-18T09:00", *SHUT)[0].endswith("28\u00a0December"), "though its last day is more than a week ahead"
    assert told("2026-12-26T09:00", *SHUT) == ["Closed on Monday 28\u00a0December"], "the first day is over"
    many = [SpecialDay(date=date(2026, 12, d), hours=(time(9), time(10 + d % 3))) for d in range(21, 28)]
    assert len(told("2026-12-20T09:00", *many)) == special.MOST


def test_the_slide_leads_where_notices_are_shown_and_every_change_of_it_is_a_boundary() -> None:
    now, seen = at("2026-12-10T12:00"), []
    while now is not None and now < at("2026-12-31T00:00"):
        found = plan(now, CAMPAIGN)
        slides = [s for s in found.slides if s.what == HOURS]
        if not seen or seen[-1][1] != [s.key for s in slides]:
            seen.append((now, [s.key for s in slides]))
            assert not slides or found.slides[0] == slides[0]
        now = found.boundary
    assert [f"{when:%d %H:%M}" for when, _ in seen] == ["10 12:00", "17 00:00", "18 00:00", "24 12:00", "26 00:00", "29 00:00"]
    assert seen[-1][1] == []
    some = Screen(name="x", shows=Shows(kinds=("prompt",)))
    assert [s.what for s in plan(at("2026-12-20T12:00"), CAMPAIGN, some).slides] == ["cover", "ask"]


def test_it_stands_beside_the_opening_hours_when_nothing_else_is_on_and_gives_way_to_an_emergency() -> None:
    empty = replace(CAMPAIGN, prompts=())
    assert [s.what for s in plan(at("2026-12-20T12:00"), empty).slides] == ["default", HOURS]
    fire = replace(CAMPAIGN, notices=(Notice(id="fire", title="Leave", priority="emergency"),))
    assert [s.what for s in plan(at("2026-12-20T12:00"), fire).slides] == ["fire"]


def test_a_screen_tells_the_hours_of_its_own_venue() -> None:
    ward = Venue(id="ward", hours=Hours(week=WEEK, special=(EVE,)))
    made = replace(CAMPAIGN, venues=(ward,))
    key = next(s.key for s in plan(at("2026-12-23T12:00"), made, Screen(name="x", venue="ward")).slides if s.what == HOURS)
    assert "2026-12-24" in key
    assert "2026-12-25" not in key


def test_closing_time_on_a_special_day_goes_by_that_day() -> None:
    made = replace(CAMPAIGN, notices=(Notice(id="closing", title="We close", before_closing=15),))
    shown = [
        now for now in (at("2026-12-24T11:50"), at("2026-12-24T19:50"), at("2026-12-23T19:50")) if "closing" in whats(now, made)
    ]
    assert shown == [at("2026-12-24T11:50"), at("2026-12-23T19:50")]


def whats(now: datetime, made: Campaign) -> list[str]:
    return [s.what for s in plan(now, made).slides]


@pytest.mark.parametrize("lang", ["en", "cy", "ar", "de", "ja"])
def test_every_language_has_words_for_it(lang: str) -> None:
    runs = special.ahead(datetime(2026, 12, 23, 9, tzinfo=ZONE), CAMPAIGN.hours)
    said = [wording.changed_hours(run, lang, briefly=brief) for run in runs for brief in (True, False)]
    assert all("24" in s for s in said[:2])
    assert all("25" in s and "28" in s for s in said[2:])
    assert not any("{" in s for s in said)

    assert special.again(runs[1], at("2026-12-23T09:00"), CAMPAIGN.hours) == at("2026-12-29T08:00")


def test_a_reason_too_long_for_a_slide_is_left_out_and_named() -> None:
    wordy = replace(SHUT[0], label="Because " * 11)
    made = replace(CAMPAIGN, hours=Hours(week=WEEK, special=(wordy,)))
    (found,) = [f for f in check(made) if f.id == "label-long"]
    assert found.sentence.startswith("The reason for other hours on 25 December has 88 letters")
    now = at("2026-12-23T09:00")
    assert "Because" not in str(hours.changed(made.hours, now, "en"))
    assert "Because" in str(hours.changed(replace(made.hours, special=(replace(wordy, label="Because"),)), now, "en"))
    assert not [f for f in check(replace(made, hours=replace(made.hours, announce=0))) if f.id == "label-long"]


def test_it_wears_the_family_of_notices() -> None:
    made = replace(CAMPAIGN, family="leaf", families={"notice": "civic", "prompt": "ink"})
    assert [made.family_of(what) for what in (HOURS, "ask", "cover")] == ["civic", "ink", "leaf"]
    assert replace(made, families={}).family_of(HOURS) == "leaf"
