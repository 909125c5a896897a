"""A screen's diary in words: what comes, what goes, when it is dark, what is missing."""

from datetime import date, datetime

from kiosk.campaign import diary, retold
from kiosk.campaign.campaign import Campaign, Hours, Screen
from kiosk.campaign.item import Event, Prompt, Show
from tests.compose.making import at

WEEK = Hours(week=tuple((datetime.min.time().replace(hour=8), datetime.min.time().replace(hour=20)) for _ in range(7)))
TALKS = tuple(
    Event(id=f"talk-{n}", title=f"Talk {n}, and more", starts=at(f"2022-11-15T{10 + n}:00"), ends=at(f"2022-11-15T{11 + n}:00"))
    for n in range(3)
)
CAMPAIGN = Campaign(title="Spring", id="spring", timezone="Europe/London", hours=WEEK, events=TALKS)


def told(campaign: Campaign, start: str, end: str, **screen: object) -> list[str]:
    seen = Screen(name="foyer", **screen) if screen else None  # type: ignore[arg-type]
    return list(retold.words(diary.diary(campaign, seen, at(start), at(end)), campaign))


def test_all_slides_come_first_and_then_what_changes() -> None:
    lines = told(CAMPAIGN, "2022-11-15T09:00", "2022-11-15T20:00")
    assert lines[0] == "Any screen, on Tuesday 15 November 09:00 to 20:00"
    assert lines[1].startswith("  Tue 15 Nov  09:00  5 slides, a round of ")
    assert '"Talk 0, and more", "Talk 1, and more", "Talk 2, and more"' in " ".join(" ".join(lines[1:3]).split())
    assert lines[3] == '              11:00  no longer "Talk 0, and more"', "the day is said once"
    assert lines[-1] == "  Gap: nothing on Tuesday 15 November 13:00 to 20:00."
    assert not any("talk-" in line for line in lines), "titles, no ids"


def test_a_night_is_dark_and_what_was_there_before_it_is_not_told_again() -> None:
    prompts = (Prompt(id="ask", question="Who knows?"), Prompt(id="new", question="And now?", show=Show(from_=date(2023, 1, 1))))
    made = Campaign(title="x", id="x", timezone="Europe/London", hours=WEEK, prompts=prompts)
    lines = told(made, "2022-12-31T19:00", "2023-01-01T09:00", dim=0.0)
    assert lines[0].startswith("foyer, from Saturday 31 December 2022 19:00 to ")
    assert lines[2] == "              20:00  dark"
    assert lines[3].split() == ["Sun", "1", "Jan", "2023", "08:00", "lit", "again:", "also", '"And', 'now?"']
    assert lines[-1] == "  No gaps, no clashes."


def test_lines_are_no_longer_than_they_may_be() -> None:
    assert max(map(len, told(CAMPAIGN, "2022-11-14T09:00", "2022-11-16T20:00"))) <= retold.WIDTH
