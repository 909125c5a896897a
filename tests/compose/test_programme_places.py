"""A programme says where each event is: once for all, or in each row."""

from dataclasses import replace
from typing import Any

import pytest

from kiosk.campaign.campaign import Campaign, Venue
from kiosk.compose import compose as composer
from kiosk.compose.brief import Brief, Composed
from kiosk.compose.fields import rows
from kiosk.page.stock import STOCKS
from kiosk.store import templates
from tests.compose.making import at, campaign, event, text_of
from tests.tooling.choice import chessboard

FAMILIES = ["leaf", "civic", "ink", "table", "photo"]
VENUES = (
    Venue(id="hub", room="Learning Hub, Level 2", name="Riverside Library"),
    Venue(id="study", room="Study Room", name="Riverside Library"),
    Venue(id="chapel", name="Chapel"),
)


def held(*venues: str, **fields: Any) -> Campaign:
    """Make a campaign with an event at each of these places."""
    events = (event(id=f"e{n}", title=f"Event {n}", venue=venue, **fields) for n, venue in enumerate(venues))
    return campaign(*events, venues=VENUES)


def programme(c: Campaign, family: str, stock: str, **fields: Any) -> Composed:
    wanted = Brief(
        campaign=c, product="programme", stock=STOCKS["programme"][stock], what="programme", at=at("2022-11-01T09:00"),
        family_name=family, family=templates.load(family, None), **fields,
    )  # fmt: skip
    return composer.compose(wanted)[0]


def told(c: Campaign) -> tuple[str, list[str]]:
    made = rows.programme(c, at("2022-11-01T09:00"), "en")
    listed = made["rows"]
    assert isinstance(listed, list)
    return str(made["place"]).replace("\xa0", " "), [str(r["place"]).replace("\xa0", " ") for r in listed]


def test_one_place_of_all_is_said_once() -> None:
    assert told(held("hub", "hub")) == ("Learning Hub, Level 2, Riverside Library", ["", ""])


def test_rooms_of_one_building_stand_in_the_rows_and_the_building_at_the_foot() -> None:
    assert told(held("hub", "study")) == ("Riverside Library", ["Learning Hub, Level 2", "Study Room"])


def test_the_place_of_one_event_is_never_said_for_another() -> None:
    assert told(held("hub", "chapel")) == ("", ["Learning Hub, Level 2", "Chapel"])
    assert told(held("hub", "")) == ("", ["Learning Hub, Level 2", ""])


def test_what_is_off_has_no_say() -> None:
    c = held("hub", "hub", "chapel")
    off = replace(c.events[2], status="cancelled")
    assert told(replace(c, events=(*c.events[:2], off)))[0] == "Learning Hub, Level 2, Riverside Library"


@pytest.mark.parametrize(("family", "stock"), chessboard(FAMILIES, ["a3-landscape", "a4"]))
def test_every_family_says_the_places_of_its_rows(family: str, stock: str) -> None:
    text = text_of(programme(held("hub", "chapel", "study"), family, stock).page).replace("\xa0", " ")
    for place in ("Learning Hub", "Chapel", "Study Room"):
        assert place in text
    many = held(*(["hub", "chapel", "study"] * 4), summary="")
    text = text_of(programme(many, family, stock).page).replace("\xa0", " ")
    assert text.count("Chapel") >= 2


@pytest.mark.parametrize("family", FAMILIES)
def test_an_address_that_its_code_says_goes_before_words_are_broken(family: str) -> None:
    c = replace(held("hub", "chapel", "study"), website="https://stbrides.example.org/library", languages=("cy", "en"))
    for stock in ("a3-landscape", "a4-landscape", "a4"):
        done = programme(c, family, stock, langs=("cy", "en"))
        assert [f.sentence for f in done.findings if f.severity == "error"] == []
        assert len(done.codes) == 1


@pytest.mark.parametrize("family", FAMILIES)
def test_a_programme_of_few_events_is_set_large_enough_to_be_read_comfortably(family: str) -> None:
    c = held("hub", "chapel", "study", summary="")
    named = ("Alpha", "Searching PubMed without tears", "Journal club")
    events = tuple(replace(e, title=title) for e, title in zip(c.events, named, strict=True))
    done = programme(replace(c, events=events), family, "a3-landscape")
    assert [f.sentence for f in done.findings if f.id == "detail-distance"] == []
