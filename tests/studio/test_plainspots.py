"""Small fields, and what steps and places say in other languages."""

from datetime import date

import pytest
from PySide6.QtTest import QTest

from kiosk.store.folder import files
from kiosk.studio.cards.translating import Translations
from kiosk.studio.fields.linkspot import whole

KINDS = {"minutes": ("article", "technique"), "tags": ("event", "article", "technique", "prompt", "notice")}


def first(window, kind):
    item = getattr(window.document.campaign, f"{kind}s")[0]
    window.choose(item.id)
    return lambda: window.document.campaign.item(item.id)


def typed(window, name, text):
    spot = window.fields.spots[name]
    spot.line.selectAll()
    QTest.keyClicks(spot.line, text)
    spot.line.editingFinished.emit()
    return spot


def test_minutes_and_tags_are_fields_kept_in_the_file_and_undone(window, folder):
    document = window.document
    for kind in KINDS["minutes"]:
        now = first(window, kind)
        before = now().minutes
        typed(window, "minutes", "25")
        assert now().minutes == 25
        document.undo.undo()
        assert now().minutes == before
        spot = typed(window, "minutes", "a while")
        assert now().minutes == before
        assert '"a while" is not understood' in spot._advice.text()
        assert spot.line.accessibleDescription() == spot._advice.text()
    for kind in KINDS["tags"]:
        now = first(window, kind)
        typed(window, "tags", "nursing,  open   access, nursing,")
        assert now().tags == ("nursing", "open access")
        assert window.fields.spots["tags"].line.accessibleName() == "Tags"
    typed(window, "before_closing", "20")
    assert now().before_closing == 20
    now = first(window, "article")
    typed(window, "published", "4 nov 2022")
    window.document.save()
    kept = files.read(folder).campaign
    assert kept.articles[0].published == date(2022, 11, 4)
    assert kept.notices[0].before_closing == 20
    assert kept.notices[0].tags == ("nursing", "open access")


def test_how_long_before_a_special_day_screens_tell_of_it(window, folder):
    window.choose("cover")
    before = window.document.campaign.hours
    typed(window, "announce", "0")
    hours = window.document.campaign.hours
    assert (hours.announce, hours.week, hours.special) == (0, before.week, before.special)
    window.document.save()
    assert files.read(folder).campaign.hours == hours
    typed(window, "announce", " ")
    assert window.document.campaign.hours.announce == 7
    assert "1000" in typed(window, "announce", "1000")._advice.text()
    assert window.document.campaign.hours.announce == 7
    window.document.undo.undo()
    window.document.undo.undo()
    assert window.document.campaign.hours == before
    assert window.fields.spots["announce"].line.accessibleDescription().startswith("Screens tell")


def test_slides_in_another_order_of_the_campaign_and_of_an_item(window):
    window.choose("cover")
    window.fields.spots["shuffle"].check.click()
    assert window.document.campaign.shuffle
    now = first(window, "event")
    window.fields.spots["show"].shuffle.click()
    assert now().show.shuffle
    window.document.undo.undo()
    assert not now().show.shuffle
    assert not window.fields.spots["show"].shuffle.isChecked()


@pytest.fixture
def bilingual(window):
    def opened(what):
        window.choose(what)
        window.asking.translations()
        return next(c for c in window.findChildren(Translations) if c.isVisibleTo(window))

    window.changes.language("cy")
    for card in window.findChildren(Translations):
        card.leave()
    return opened


def test_steps_of_a_technique_are_translated_side_by_side(window, folder, bilingual):
    technique = window.document.campaign.techniques[0]
    card = bilingual(technique.id)
    cell = card.cells["cy", "steps.1.title"]
    assert cell.accessibleName() == "Step 2, Title, Welsh"
    assert card.badges["cy", "steps.1.title"].text() == "missing"
    QTest.keyClicks(cell, "Dweud")
    card.cells["cy", "steps.1.text"].setPlainText("Yn uchel")
    card.cells["", "steps.0.title"].end(False)
    QTest.keyClicks(card.cells["", "steps.0.title"], "x")
    steps = window.document.campaign.item(technique.id).steps
    assert steps[1].translations == {"cy": {"title": "Dweud", "text": "Yn uchel"}}
    assert (
        steps[0].title
        == technique.steps[0].title[: card.cells["", "steps.0.title"].cursorPosition() - 1]
        + "x"
        + (technique.steps[0].title[card.cells["", "steps.0.title"].cursorPosition() - 1 :])
    )
    assert steps[2:] == technique.steps[2:]
    window.document.save()
    assert files.read(folder).campaign.item(technique.id).steps == steps
    for _ in range(3):
        window.document.undo.undo()
    assert window.document.campaign.item(technique.id) == technique


def test_the_place_of_an_event_is_translated_beside_it_and_all_places_with_the_campaign(window, folder, bilingual):
    venue = window.document.campaign.venues[0]
    card = bilingual(next(e.id for e in window.document.campaign.events if e.venue == venue.id))
    QTest.keyClicks(card.cells["cy", f"venues.{venue.id}.room"], "Ystafell")
    assert window.document.campaign.venue(venue.id).translations == {"cy": {"room": "Ystafell"}}
    assert window.document.undo.undoText() == "Translate places"
    card.leave()
    card = bilingual("cover")
    assert card.cells["cy", f"venues.{venue.id}.room"].text() == "Ystafell"
    window.document.save()
    assert files.read(folder).campaign.venue(venue.id).translations == {"cy": {"room": "Ystafell"}}


def test_a_link_is_completed_and_what_is_none_is_not_taken_and_nothing_is_in_the_way_of_saving(window, folder):
    window.choose("cover")
    now = lambda: window.document.campaign  # noqa: E731
    before = now().website
    spot = typed(window, "website", "see the intranet")
    assert now().website == before
    assert "no link" in spot.trouble
    spot = typed(window, "website", "library.stannes.example.nhs.uk")
    assert now().website == spot.line.text() == "https://library.stannes.example.nhs.uk"
    assert not spot.trouble
    first(window, "event")
    spot = typed(window, "booking", "library.stannes.example.nhs.uk/book/cafe-1")
    assert spot.line.text() == "https://library.stannes.example.nhs.uk/book/cafe-1"
    window.saving.save()
    assert files.read(folder).campaign.website == "https://library.stannes.example.nhs.uk"


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("example.org/k", "https://example.org/k"), ("HTTP://example.org", "HTTP://example.org"), ("intranet", None), ("", ""),
        ("mailto:a@b.org", "mailto:a@b.org"), ("a@b.org", None),
        ("ask us", None), ("tel:0123", "tel:0123"), ("localhost:80", None),
    ],
)  # fmt: skip
def test_a_site_without_https_is_a_link(typed, link):
    assert whole(typed) == link
