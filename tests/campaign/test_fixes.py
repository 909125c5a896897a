"""Fixes: each mends its finding, changes nothing else, and is not offered where it can do nothing."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.campaign import fixes
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.check import check
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Event, PictureRef, Show, Speaker

LONDON = ZoneInfo("Europe/London")
NOON, ONE = datetime(2022, 11, 3, 12, tzinfo=LONDON), datetime(2022, 11, 3, 13, tzinfo=LONDON)


def campaign(**event) -> Campaign:
    said = {"id": "talk", "title": "A talk", "starts": NOON, "ends": ONE} | event
    return Campaign(title="Sharing", id="sharing", timezone="Europe/London", events=(Event(**said), Event(id="b", title="B")))


FAULTS = [
    ("swap-ends", "end-before-start", campaign(starts=ONE, ends=NOON)),
    ("swap-ends", "end-before-start", replace(campaign(), starts=ONE.date(), ends=datetime(2022, 11, 1).date())),
    ("sign-hashtag", "hashtag-sign", replace(campaign(), hashtag="Sharing22")),
    ("begin-at-end", "end-without-start", campaign(starts=None)),
    ("join-link", "joining-link", campaign(online="example.org/jc")),
    ("known-screens", "unknown-screen", campaign(show=Show(screens=("attic",)))),
    ("no-repeat", "repeat-without-start", campaign(starts=None, ends=None, repeat="FREQ=DAILY")),
    ("no-repeat", "repeat-unreadable", campaign(repeat="FREQ=SOMETIMES")),
    ("one-hashtag", "hashtag-misspelt", replace(campaign(summary="Say #KNOWvmber22 aloud"), hashtag="#KNOWvember22")),
]


@pytest.mark.parametrize(("name", "rule", "faulty"), FAULTS, ids=[f"{n}-{r}" for n, r, _ in FAULTS])
def test_a_finding_of_the_data_carries_the_fix_that_mends_it(name: str, rule: str, faulty: Campaign):
    found = next(f for f in check(faulty) if f.id == rule)
    assert found.fix == name
    made = fixes.fixed(faulty, found)
    assert made is not None
    assert rule not in {f.id for f in check(made)}
    assert made.events[1] == faulty.events[1], "the item beside it is as it was"
    assert fixes.fixed(made, found) is None, "once is enough"


def test_words_are_drafted_for_a_picture():
    pictured = campaign(picture=PictureRef(file="a.png"), speakers=(Speaker(name="Judith Dando"),))
    found = Finding(id="no-alt", severity="warning", sentence="…", item="talk", fix="draft-alt")
    made = fixes.fixed(pictured, found)
    assert made is not None
    assert made.events[0].picture == PictureRef(file="a.png", alt="Judith Dando, speaking at “A talk” on Thu 3 Nov 2022")
    assert fixes.fixed(campaign(), found) is None, "there is no picture to describe"


def test_a_long_title_is_parted_at_its_colon_and_nothing_is_lost():
    long = campaign(title="Knowledge exchange: how nurses share what they know", summary="Bring a story.")
    found = Finding(id="does-not-fit", severity="error", sentence="…", item="talk", fix="part-title")
    made = fixes.fixed(long, found)
    assert made is not None
    assert (made.events[0].title, made.events[0].summary) == (
        "Knowledge exchange",
        "How nurses share what they know. Bring a story.",
    )
    assert fixes.fixed(made, found) is None
    assert fixes.fixed(campaign(title="Q: what now"), found) is None, "a title of one letter is none"


def test_what_has_no_fix_is_left_alone():
    assert fixes.fixed(campaign(), Finding(id="past", severity="warning", sentence="…", item="talk")) is None
    assert fixes.fixed(campaign(), Finding(id="past", severity="warning", sentence="…", fix="no-such-fix")) is None


def test_several_are_mended_one_after_the_other_and_told():
    faulty = replace(campaign(starts=ONE, ends=NOON), hashtag="Sharing22")
    found = check(faulty)
    mended = fixes.all_fixed(faulty, (*found, *found))
    assert {f.id for f in mended.done} == {"end-before-start", "hashtag-sign"}
    assert not {f.id for f in check(mended.campaign)} & {"end-before-start", "hashtag-sign"}


def test_every_fix_says_what_it_did():
    assert all(f.said and f.field for f in fixes.FIXES.values())
