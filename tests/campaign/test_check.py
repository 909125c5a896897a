"""What contradicts itself is a finding with a cure, and a sound campaign has none."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from kiosk.campaign.campaign import Campaign, Hours, Screen, Shows, Venue
from kiosk.campaign.check import check
from kiosk.campaign.item import Event, Notice, Prompt, Show

LONDON = ZoneInfo("Europe/London")
HUB = Venue(id="hub")


def at(*parts):
    return datetime(*parts, tzinfo=LONDON)


def event(**more):
    return {"events": (Event(**{"id": "e", "title": "E", **more}),)}


@pytest.mark.parametrize(
    ("rule", "severity", "campaign"),
    [
        ("end-before-start", "error", {"starts": date(2022, 11, 2), "ends": date(2022, 11, 1)}),
        ("end-before-start", "error", event(starts=at(2022, 11, 2, 9), ends=at(2022, 11, 2, 8))),
        ("end-before-start", "error", event(starts=at(2022, 11, 2, 9), ends=date(2022, 11, 1))),
        (
            "end-before-start",
            "error",
            {"notices": (Notice(id="n", title="N", starts=date(2022, 11, 2), ends=date(2022, 11, 1)),)},
        ),
        ("end-without-start", "warning", event(ends=date(2022, 11, 2))),
        ("hashtag-sign", "warning", {"hashtag": "know"}),
        ("unknown-venue", "warning", {"venues": (HUB,), **event(venue="hubb")}),
        ("unknown-venue", "warning", {"screens": (Screen(name="s", venue="hall"),)}),
        ("screen-twice", "warning", {"screens": (Screen(name="s"), Screen(name="s"))}),
        ("unknown-kind", "warning", {"screens": (Screen(name="s", shows=Shows(kinds=("events",))),)}),
        ("unknown-screen", "warning", event(show=Show(screens=("t",)))),
        (
            "event-twice",
            "warning",
            {
                "events": (
                    Event(id="e", title="E", starts=at(2022, 11, 2, 9)),
                    Event(id="f", title="e ", starts=at(2022, 11, 2, 9, 15)),
                    Event(id="g", title="E", starts=at(2022, 11, 2, 14)),
                )
            },
        ),
        ("hours-missing", "warning", {"notices": (Notice(id="n", title="N", before_closing=15),)}),
        ("repeat-unreadable", "error", event(starts=at(2022, 11, 2, 9), repeat="often")),
        ("repeat-without-start", "warning", event(repeat="FREQ=DAILY")),
        ("clock-skips", "warning", event(starts=at(2022, 3, 27, 1, 30))),
        ("joining-link", "warning", event(online="example.org/jc")),
        ("joining-words", "warning", event(online="see the intranet")),
        ("outside-campaign", "info", {"ends": date(2022, 11, 30), **event(starts=at(2022, 12, 3, 9))}),
        ("outside-campaign", "info", {"starts": date(2022, 11, 1), **event(starts=date(2022, 10, 29), ends=date(2022, 10, 31))}),
        ("unknown-translation", "warning", event(translations={"cy": {"titel": "D"}})),
        ("unknown-translation", "warning", {"translations": {"cy": {"family": "ink"}}}),
    ],
)
def test_each_contradiction_is_found_once_with_a_cure(rule, severity, campaign):
    (found,) = check(Campaign(id="c", title="C", timezone="Europe/London", **campaign))
    assert (found.id, found.severity) == (rule, severity)
    assert found.sentence.endswith(".")
    assert found.cure.endswith((".", "https://example.org/jc"))
    assert (found.item is None) == (not ("events" in campaign or "notices" in campaign))


def test_what_is_sound_has_no_findings():
    made = Campaign(
        id="c",
        title="C",
        timezone="Europe/London",
        hashtag="#c",
        hours=Hours(week=((time(8), time(20)),) * 7),
        venues=(HUB,),
        screens=(Screen(name="s", venue="hub"),),
        translations={"cy": {"title": "C", "theme": "T"}},
        notices=(Notice(id="n", title="N", before_closing=15),),
        prompts=(Prompt(id="p", question="?", translations={"cy": {"question": "?", "note": "n"}}),),
        events=(
            Event(id="a", title="A", starts=at(2022, 11, 2, 9), ends=at(2022, 11, 2, 9), venue="hub", show=Show(screens=("s",))),
            Event(id="b", title="B", starts=at(2022, 10, 30, 1, 30), venue="The Old Mill, Riverside"),
            Event(id="d", title="D", starts=date(2022, 11, 2), ends=date(2022, 11, 2), repeat="FREQ=WEEKLY"),
        ),
    )
    assert check(made) == ()
