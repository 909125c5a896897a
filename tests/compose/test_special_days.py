"""The slide that tells special days ahead, in every family: what it says, and that it fits."""

from dataclasses import replace
from datetime import date, time

import pytest

from kiosk.campaign.campaign import Campaign, Hours, SpecialDay
from kiosk.compose import compose
from kiosk.compose.brief import Brief, Composed
from kiosk.page.stock import STOCKS
from kiosk.store import templates
from tests.compose.families import FAMILIES
from tests.compose.making import at

WEEK = tuple((time(8), time(20)) if n < 5 else None for n in range(7))
SHUT = SpecialDay(date=date(2026, 12, 24), hours=None, label="Staff training day")
MANY = (
    SpecialDay(date=date(2026, 12, 21), hours=(time(8), time(12, 30))),
    SpecialDay(date=date(2026, 12, 22), hours=None),
    SpecialDay(date=date(2026, 12, 23), hours=None),
    SpecialDay(date=date(2026, 12, 24), hours=(time(10), time(16, 15))),
)
CAMPAIGN = Campaign(title="Spring", id="spring", timezone="Europe/London", organisation="Riverside Library")


def slide(family: str, shape: str, days: tuple[SpecialDay, ...], *langs: str) -> Composed:
    brief = Brief(
        campaign=replace(CAMPAIGN, languages=langs, hours=Hours(week=WEEK, special=days)),
        product="slide",
        stock=STOCKS["slide"][shape],
        what="changed-hours",
        at=at("2026-12-19T10:00"),
        family_name=family,
        family=templates.load(family, None),
        langs=langs,
        living=True,
    )
    return compose.compose(brief)[0]


@pytest.mark.parametrize("shape", ["1920x1080", "1080x1920"])
@pytest.mark.parametrize("family", FAMILIES)
def test_it_fits_every_family(family: str, shape: str) -> None:
    for days in ((SHUT,), MANY):
        for langs in (("en",), ("ar",), ("cy", "en")):
            found = [f.sentence for f in slide(family, shape, days, *langs).findings if f.severity == "error"]
            assert found == [], (langs, len(days))


def test_one_day_is_the_title_and_several_are_lines() -> None:
    one, many = (slide("leaf", "1920x1080", days, "en").alt.replace("\u00a0", " ") for days in ((SHUT,), MANY))
    assert one.startswith("Closed on Thursday 24 December, Staff training day. We open again at 8.00 am on Friday 25 December, ")
    told = "Mon 21 Dec: 8.00 am to 12.30 pm; Tue 22 to Wed 23 Dec: closed; Thu 24 Dec: 10.00 am to 4.15 pm"
    assert many.startswith(f"Changed opening hours, {told}, ")
