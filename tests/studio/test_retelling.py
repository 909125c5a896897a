from datetime import datetime

import pytest

from kiosk.campaign import retelling as sentences
from kiosk.campaign import staff
from kiosk.campaign.check import check
from kiosk.store.folder import files
from kiosk.studio import words
from kiosk.studio.checks import retelling
from kiosk.studio.checks.checks import found_on
from kiosk.studio.page.pages import Press
from tests.tooling.checkout import ROOT


@pytest.fixture
def welsh(monkeypatch):
    monkeypatch.setattr(words, "_chosen", lambda: staff.catalogue(["cy"]))
    retelling.retold.cache_clear()
    yield
    retelling.retold.cache_clear()


def test_the_findings_of_the_sample_are_all_known_sentences():
    folder = ROOT / "assets/samples/knowvember-22"
    campaign, press = files.read(folder).campaign, Press()
    found = list(check(campaign))
    for what in ("exchange", "cafe-cilip", campaign.techniques[0].id, campaign.articles[0].id):
        found += found_on(press, campaign, folder, what, datetime(2022, 11, 1, 9, tzinfo=campaign.zone))
    assert found
    said = {s for f in found for s in (f.sentence, f.cure) if s}
    known = [p for _, p in sentences._patterns()]
    assert [s for s in sorted(said) if not any(p.fullmatch(s) for p in known)] == []


def test_a_finding_is_said_in_the_language_of_the_desk_with_its_values(welsh):
    assert retelling.retold('"Café" has no date yet.') == 'Nid oes dyddiad i "Café" eto.'
    assert "2.4" in retelling.retold("The title reads to 2.4 m; this is read from 3 m.")
    assert retelling.retold("The title reads to 2.4 m; this is read from 3 m.").startswith("Gellir")


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ('"Café" has no Welsh title or summary; the English words are used.', '"Café" title or summary (Welsh)'),
        ('"Café" ends before it starts.', 'Mae "Café" yn gorffen'),
        ('The picture of "Café" has no words for people who cannot see it.', "Nid oes geiriau"),
        ("Add translations.cy.title.", "Ysgrifennwch ef yn Cyfieithiadau."),
    ],
)
def test_what_a_desk_meets_most_is_said_in_welsh(welsh, said, part):
    assert part in retelling.retold(said)


def test_what_is_not_known_or_not_translated_stays_as_it_is(welsh):
    for sentence in ("Something new was found.", "The title dances.", "Braces {like} these stay."):
        assert retelling.retold(sentence) == sentence


def test_in_english_every_known_sentence_is_itself():
    for sentence in sentences.SENTENCES:
        assert retelling.retold(sentence) == sentence
