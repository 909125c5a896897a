"""Words of a campaign: each fault is found once, and what is right is left alone."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.campaign import check_words
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Event, Speaker, Step, Technique
from kiosk.resources import assets_dir
from kiosk.store.folder import files

AT = datetime(2022, 11, 3, 12, tzinfo=ZoneInfo("Europe/London"))
PLAIN = Campaign(title="Sharing", id="sharing", hashtag="#KNOWvember22", starts=date(2022, 11, 1))


def found(*words: str, campaign: Campaign = PLAIN, **event) -> list[tuple[str, str | None]]:
    events = tuple(Event(id=f"e{n}", title="Talk", starts=AT, summary=w, **event) for n, w in enumerate(words))
    return [(f.id, f.item) for f in check_words.check(replace(campaign, events=events))]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Follow #KNOWvmber22", True),
        ("Follow #KNOWvember2", True),
        ("Follow #KNOWvember22s", True),
        ("Follow #knowvember22", False),  # capitals make no difference
        ("Follow #KNOWvember21", False),  # last year's
        ("Follow #NHSlibraries", False),
    ],
)
def test_a_hashtag_with_a_slip_in_it_is_found(words: str, wrong: bool):
    assert found(words) == ([("hashtag-misspelt", "e0")] if wrong else [])


def test_two_hashtags_that_differ_by_a_letter_are_found():
    assert found("See #WardTales", "Say #WardTale") == [("hashtags-alike", "e1")]
    assert found("See #WardTales", "Say #BedTales") == []


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("A talk by HEE", True),
        ("A talk by Health Education England (HEE)", False),
        ("A talk by HEE (Health Education England)", False),
        ("Work of health education England, by HEE", False),
        ("EPA is short for end point assessment", False),
        ("The NHS and your GP", False),
        ("COME TO THE HUB", False),
        ("We KNOW what you know", False),
        ("See https://example.org/ABC", False),
        ("Say #SHARE", False),
    ],
)
def test_an_acronym_that_nobody_explains_is_found(words: str, wrong: bool):
    assert found(words) == ([("acronym", "e0")] if wrong else [])


def test_an_acronym_is_told_once_and_a_speaker_may_explain_it():
    assert found("A talk by HEE", "More of HEE") == [("acronym", "e0")]
    assert found("With CILIP", speakers=(Speaker(name="CILIP", role="The library and information association"),)) == []
    assert found("With NIHR", speakers=(Speaker(name="X", role="National Institute for Health and Care Research"),)) == []


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("On Friday 3 November", True),
        ("On Friday, 3rd of November 2022", True),
        ("On Thursday 3 November", False),
        ("On Fri 3 Nov 2023", False),
        ("On Friday 31 November", False),
        ("Every Friday in November", False),
    ],
)
def test_a_weekday_that_is_not_that_day_is_found(words: str, wrong: bool):
    assert found(words) == ([("weekday-wrong", "e0")] if wrong else [])


@pytest.mark.parametrize(
    ("lang", "words", "wrong"),
    [
        ("cy", "Ar ddydd Gwener 3 Tachwedd", True),
        ("cy", "Dydd Gwener, 3 o Dachwedd 2022", True),
        ("cy", "Dydd Iau 3 Tachwedd, 12.30", False),
        ("cy", "Mawrth 3 Tachwedd", True),
        ("de", "Am Freitag, den 3. November", True),
        ("de", "Do., 3. Nov. 2022", False),
        ("fr", "le vendredi 3 novembre", True),
        ("pl", "w piątek 3 listopada", True),
        ("pl", "czwartek 3 listopada", False),
        ("ar", "الجمعة، 3 نوفمبر", True),
        ("ar", "الخميس 3 نوفمبر", False),
        ("en-US", "Friday, November 3", True),
        ("fr", "Ouvert lundi, 3 postes", False),
    ],
)
def test_weekdays_are_checked_in_the_languages_of_the_campaign(lang: str, words: str, wrong: bool):
    wanted = ["weekday-wrong"] if wrong else []
    event = Event(id="e", title="Talk", starts=AT, translations={lang: {"summary": words}})
    told = replace(PLAIN, languages=("en", lang), events=(event,))
    assert [f.id for f in check_words.check(told)] == wanted
    own = replace(PLAIN, languages=(lang,), events=(replace(event, translations={}, summary=words),))
    assert [f.id for f in check_words.check(own)] == wanted


def test_an_acronym_in_a_translation_may_be_explained_there():
    words = {"cy": {"summary": "Sgwrs gan AIGC (Addysg a Gwella Iechyd Cymru)"}}
    assert found("A talk", translations=words) == []
    assert found("A talk", translations={"cy": {"summary": "Sgwrs gan AIGC"}}) == [("acronym", "e0")]


def test_words_of_the_campaign_and_of_steps_count():
    told = replace(PLAIN, summary="From Friday 4 November to Sunday 5 November", techniques=(
        Technique(id="t", title="Fishbowl", steps=(Step(title="Sit", text="Ask HEE"),)),
    ))  # fmt: skip
    assert [(f.id, f.item) for f in check_words.check(told)] == [("acronym", "t"), ("weekday-wrong", None)]


def test_there_is_no_false_alarm_on_the_sample_campaign():
    sample = files.read(assets_dir() / "samples" / "knowvember-22", lenient=True).campaign
    assert list(check_words.check(sample)) == []
