"""Which language a campaign is written in, and what its items say in another."""

from typing import Any

import pytest

from kiosk.campaign import translation
from kiosk.campaign.campaign import Campaign, Venue
from kiosk.campaign.item import Event, Prompt, Step, Technique
from kiosk.campaign.translation import Told

CY = {"title": "Sgwrs"}


def campaign(**fields: Any) -> Campaign:
    given: dict[str, Any] = {"id": "c", "title": "C", "events": (Event(id="e", title="A talk", translations={"cy": CY}),)}
    return Campaign(**(given | fields))


@pytest.mark.parametrize(
    ("languages", "translations", "own"),
    [
        (("en",), {}, "en"),
        (("cy", "en"), {"cy": CY}, "en"),
        (("cy", "en"), {"en": {"title": "A talk"}}, "cy"),
        (("en", "cy"), {"cy": CY}, "en"),
        (("cy", "en"), {}, "cy"),
        (("en-GB", "cy"), {"en": {"title": "A talk"}}, "cy"),
        (("cy",), {"cy": CY}, "cy"),
        ((), {}, "en"),
    ],
)
def test_a_campaign_is_written_in_the_language_that_nothing_is_translated_into(
    languages: Any, translations: Any, own: str
) -> None:
    c = campaign(languages=languages, events=(Event(id="e", title="T", translations=translations),))
    assert translation.own_language(c) == own


def test_one_translated_place_tells_it_too() -> None:
    c = campaign(languages=("cy", "en"), events=(), venues=(Venue(id="v", name="Hub", translations={"cy": {"name": "Hwb"}}),))
    assert translation.own_language(c) == "en"


def test_words_are_told_in_their_own_language_for_want_of_a_translation() -> None:
    event = Event(id="e", title="A talk", summary="Short", translations={"cy": CY | {"summary": "  "}})
    assert translation.tell(event, "title", event.title, "cy", "en") == Told("Sgwrs", "cy")
    assert translation.tell(event, "summary", event.summary, "cy", "en") == Told("Short", "en")
    assert translation.tell(event, "title", event.title, "cy-GB", "en") == Told("Sgwrs", "cy-GB")
    assert translation.tell(event, "title", event.title, "en-GB", "en") == Told("A talk", "en-GB")


def test_what_pages_show_and_nobody_has_translated_is_named() -> None:
    event = Event(id="e", title="A talk", summary="Short", description="", translations={"cy": CY})
    assert translation.untold(event, "cy") == ("summary",)
    assert translation.untold(Prompt(id="p", question="Why?", note="Tell us"), "cy") == ("question", "note")
    told = Technique(
        id="t", title="T", translations={"cy": CY}, steps=(Step(title="Ask", translations={"cy": {"title": "Holi"}}),)
    )
    assert translation.untold(told, "cy") == ()
    assert translation.untold(Technique(id="t", title="T", translations={"cy": CY}, steps=(Step(title="Ask"),)), "cy") == (
        "steps",
    )
