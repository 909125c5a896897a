"""What contact sheets show: every stock that looks of its own, every kind of slide and every state."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.compose import compose
from kiosk.compose.brief import Brief
from kiosk.export.contact import contact
from kiosk.page.stock import STOCKS
from tests.e2e.conftest import SAMPLE


@pytest.fixture(scope="module")
def kit() -> contact.Kit:
    wish = contact.Wish(campaign=SAMPLE, out=Path("."), families=("ink", "civic"), at=datetime(2022, 11, 1, 9))
    return contact.prepared(wish)[0]


def captions(kit: contact.Kit, task: contact.Task) -> list[list[str]]:
    found: dict = {}
    shown = contact.shown_on(task, kit, found)
    assert not found
    return [[f"{c.caption} {c.detail}" for c in band.cells] for band in shown.bands]


def test_a_family_is_shown_on_every_stock_and_as_every_slide(kit: contact.Kit) -> None:
    stocks, slides = captions(kit, contact.Task("family", "ink"))
    assert stocks == [
        *("Poster A4", "Poster A3", "Poster A5", "Poster A2"),
        *("Programme A3 landscape", "Programme A4 landscape", "Programme A4"),
        *("Postcard A6, front", "Postcard A6, back", "Postcard four on A4, front", "Postcard four on A4, back"),
        *("Slide 1920 × 1080 and 3840 × 2160", "Slide 1080 × 1920"),
        *("Social square", "Social share", "Social wide", "Social tall"),
        *("Screensaver 1920 × 1080 and 3840 × 2160", "Screensaver 1080 × 1920"),
    ]
    assert [s.removeprefix("Slide ") for s in slides] == [
        *("cover", "today", "this week", "opening hours", "event", "date to be announced", "article", "technique", "prompt"),
        *("closing time", "fully booked", "postponed", "cancelled"),
    ]


def test_a_closing_time_is_shown_as_of_shortly_before_it(kit: contact.Kit) -> None:
    shown = contact.shown_on(contact.Task("family", "ink"), kit, {})
    cell = next(c for c in shown.bands[1].cells if c.detail == "closing time")
    at = datetime(2022, 11, 1, 19, 50, tzinfo=kit.campaign.zone)
    asked = Brief(
        campaign=kit.campaign,
        product="slide",
        stock=STOCKS["slide"]["1920x1080"],
        what="closing",
        at=at,
        family_name="ink",
        family=kit.families["ink"],
        pictures=kit.pictures,
    )
    assert cell.page == compose.compose(asked)[0].page
    assert cell.page != compose.compose(replace(asked, at=kit.at))[0].page


def test_a_family_with_a_file_for_a_stock_shows_that_stock_by_itself(kit: contact.Kit) -> None:
    own = {**kit.families["ink"], "slide-3840x2160.xml": kit.families["ink"]["slide.xml"]}
    stocks, _ = captions(replace(kit, families={"ink": own}), contact.Task("family", "ink"))
    assert "Slide 1920 × 1080" in stocks
    assert "Slide 3840 × 2160" in stocks


def test_the_overview_has_twelve_stocks_of_each_family(kit: contact.Kit) -> None:
    rows = captions(kit, contact.Task("all", ""))
    assert len(rows) == 2
    assert rows[0] == rows[1]
    assert len({c.split(",")[0] for c in rows[0]}) == 12


def test_a_campaign_of_nothing_still_has_a_sheet(tmp_path: Path) -> None:
    (tmp_path / "campaign.toml").write_text('title = "Empty"')
    wish = contact.Wish(campaign=tmp_path, out=tmp_path / "out", families=("civic",), stress=True, at=datetime(2022, 11, 1, 9))
    result = contact.run(wish)
    assert result.clean
    assert result.paths == ("family-civic.png", "family-civic-stress.png")
