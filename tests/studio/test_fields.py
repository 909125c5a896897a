from dataclasses import replace
from datetime import date, time

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from kiosk.campaign.check import check
from kiosk.campaign.finding import Finding
from kiosk.campaign.fixes import FIXES
from kiosk.campaign.item import PictureRef
from kiosk.store.folder import files
from kiosk.studio.cards.translating import Translations
from kiosk.studio.checks.curing import WORDS, cured
from kiosk.studio.document import edits
from kiosk.studio.fields.campaignspots import hours_read, languages_read
from kiosk.studio.fields.placing import Place
from kiosk.studio.fields.repeatspot import choices, parted


def card(window, kind):
    return next(c for c in window.findChildren(kind) if c.isVisibleTo(window))


def choose(box, value):
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def typed(line, text):
    line.setText(text)
    line.textEdited.emit(text)
    line.editingFinished.emit()


def test_the_campaign_has_fields_of_its_own(window, settled):
    window.choose("cover")
    assert window.tabs.tabText(0) == "Campaign"
    spots = window.fields.spots
    line = spots["title"].line
    line.selectAll()
    QTest.keyClicks(line, "November")
    typed(spots["ends"].line, "2 december 2022")
    typed(spots["languages"].line, "en, cy")
    settled(window)
    campaign = window.document.campaign
    assert (campaign.title, campaign.ends, campaign.languages) == ("November", date(2022, 12, 2), ("en", "cy"))
    assert "November" in window.preview.canvas._shown.composed.alt
    window.document.undo.undo()
    assert window.document.campaign.languages == ("en",)


def test_a_language_that_is_none_is_said_and_nothing_changes(window):
    window.choose("cover")
    typed(window.fields.spots["languages"].line, "Welsh!")
    assert "is no language" in window.fields.spots["languages"]._advice.text()
    assert window.document.saved


def test_opening_hours_are_lines(window, folder):
    window.choose("cover")
    spot = window.fields.spots["hours"]
    assert spot.text.toPlainText().splitlines()[0] == "Mon 08:00-20:00"
    spot.text.setPlainText("Mon 9.30 to 17.00\nSun closed")
    hours = window.document.campaign.hours
    assert hours.week[0] == (time(9, 30), time(17))
    assert hours.week[6] is None
    assert len(hours.special) == 1
    assert window.saving.save()
    assert files.read(folder).campaign.hours == hours
    with pytest.raises(ValueError, match="Write it like"):
        hours_read("Mon at nine")


@pytest.mark.parametrize(
    "text", ["Mon-Fri 9 to 5pm\nSat closed", "Monday to Friday: 9-5", "mon – fri 9am to 5pm\nsun shut", "Mon-Fri 09:00-17:00"]
)
def test_opening_hours_are_understood_as_people_write_them(text):
    assert hours_read(text) == (((time(9), time(17)),) * 5) + (None, None)


@pytest.mark.parametrize("text", ["Mon 9", "Today 9-5", "Mon 25-30", "9-5", "Mon 9 to 5pm or so"])
def test_what_are_no_opening_hours_is_said(text):
    with pytest.raises(ValueError, match="Write it like"):
        hours_read(text)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Welsh, English", ("cy", "en")),
        ("welsh and english", ("cy", "en")),
        ("Cymraeg a Saesneg", ("cy", "en")),
        ("cy en", ("cy", "en")),
        ("EN", ("en",)),
        ("en-GB, Polish", ("en-GB", "pl")),
        ("Scottish Gaelic", ("gd",)),
        ("English, en", ("en",)),
    ],
)
def test_languages_are_named_by_their_names_or_tags(text, tags):
    assert languages_read(text) == tags


@pytest.mark.parametrize("text", ["", "Klingonese", "Welsh!", "english please"])
def test_what_is_no_language_is_named(text):
    with pytest.raises(ValueError, match=r"Klingonese|Welsh!|please|^$"):
        languages_read(text)


def test_an_event_repeats_by_a_choice_until_a_day(window):
    spot = window.fields.spots["repeat"]
    assert spot.box.currentText() == "Once"
    choose(spot.box, "FREQ=WEEKLY;INTERVAL=2")
    typed(spot.until, "thu 15 dec 2022")
    assert window.document.campaign.item("exchange").repeat == "FREQ=WEEKLY;INTERVAL=2;UNTIL=20221215"
    choose(spot.box, "")
    assert window.document.campaign.item("exchange").repeat == ""


def test_rules_are_offered_that_fit_the_day_and_others_stay():
    assert ("FREQ=MONTHLY;BYDAY=1TH", "Every month, first Thursday") in choices(date(2022, 11, 3))
    assert ("FREQ=MONTHLY;BYDAY=-1TU", "Every month, last Tuesday") in choices(date(2022, 11, 29))
    assert parted("FREQ=DAILY;COUNT=3;UNTIL=20221215T120000Z") == ("FREQ=DAILY;COUNT=3", date(2022, 12, 15))


def test_show_rules_and_draft_are_switches(window, folder):
    spots = window.fields.spots
    typed(spots["show"].first, "1 nov 2022")
    spots["show"].days[0].click()
    spots["show"].screens["lift"].click()
    spots["draft"].check.click()
    item = window.document.campaign.item("exchange")
    assert (item.show.from_, item.show.days, item.show.screens, item.draft) == (date(2022, 11, 1), (0,), ("lift",), True)
    assert window.saving.save()
    assert files.read(folder).campaign.item("exchange").show == item.show


def test_a_place_is_edited_and_a_new_one_is_where_the_event_is(window):
    window.fields.spots["venue"].edit.click()
    asked = card(window, Place)
    assert asked.lines["name"].text() == "Riverside Library"
    asked.lines["room"].setText("Garden Room")
    asked.go.click()
    assert window.document.campaign.venue("learning-hub").room == "Garden Room"
    window.fields.spots["venue"].add.click()
    asked = card(window, Place)
    assert not asked.go.isEnabled()
    asked.lines["name"].setText("Town Hall")
    asked.go.click()
    assert window.document.campaign.item("exchange").venue == "town-hall"
    assert window.document.campaign.venue("town-hall").name == "Town Hall"
    window.document.undo.undo()
    assert window.document.campaign.venue("town-hall") is None


def test_translations_stand_side_by_side_and_missing_ones_are_marked(window, folder):
    window.asking.translations()
    first = card(window, Translations)
    assert first.others == ()
    first.offered.setCurrentIndex(first.offered.findData("cy"))
    first._add()
    asked = card(window, Translations)
    assert asked.others == ("cy",)
    assert asked.badges["cy", "title"].text() == "missing"
    QTest.keyClicks(asked.cells["cy", "title"], "Cyfnewid")
    asked.cells["cy", "description"].setPlainText("Beth")
    assert asked.badges["cy", "title"].isHidden()
    assert window.document.campaign.item("exchange").translations == {"cy": {"title": "Cyfnewid", "description": "Beth"}}
    assert window.saving.save()
    assert files.read(folder).campaign.item("exchange").translations["cy"]["title"] == "Cyfnewid"
    asked.cells["cy", "title"].clear()
    asked.cells["cy", "title"].textEdited.emit("")
    assert window.document.campaign.item("exchange").translations == {"cy": {"description": "Beth"}}


def found(campaign, id):
    return next(f for f in check(campaign) if f.id == id)


def test_findings_that_need_no_decision_are_mended_by_their_button(window):
    campaign = window.document.campaign
    event = campaign.item("exchange")
    wrong = edits.change(campaign, "exchange", starts=event.ends, ends=event.starts)
    wrong = replace(wrong, hashtag="KNOW")
    wrong = edits.change(wrong, "cafe-cilip", repeat="FREQ=WEEKLY")
    wrong = edits.change(wrong, "cafe-nihr", show=replace(event.show, screens=("roof", "lift")))
    window.document.edit(wrong, "Wrong")
    ids = ("end-before-start", "hashtag-sign", "repeat-without-start", "unknown-screen")
    for id in ids:
        window.preflight.deed_wanted.emit(found(window.document.campaign, id))
    made = window.document.campaign
    assert not {f.id for f in check(made)} & set(ids)
    assert made.item("exchange") == event
    assert made.hashtag == "#KNOW"
    assert made.item("cafe-nihr").show.screens == ("lift",)
    window.document.undo.undo()
    assert {f.id for f in check(window.document.campaign)} == {"unknown-screen"}


def test_words_for_a_picture_are_drafted(window):
    campaign = edits.change(window.document.campaign, "exchange", picture=PictureRef(file="pictures/a.png"))
    made = cured(campaign, Finding(id="no-alt", severity="warning", sentence="…", item="exchange", fix="draft-alt"))
    assert made.item("exchange").picture.alt.startswith("Judith Dando, speaking at")
    assert cured(campaign, Finding(id="no-date", severity="info", sentence="…", item="exchange")) is None
    assert set(WORDS) <= set(FIXES)
    assert all(WORDS.values())


def test_a_finding_that_wants_a_decision_leads_to_its_field(window):
    window.preflight.cure_wanted.emit("", "", "hours")
    assert window.what == "cover"
    assert window.fields.spots["hours"].text.hasFocus()
    window.preflight.cure_wanted.emit("exchange", "poster", "translations")
    assert card(window, Translations)._id == "exchange"


def test_each_box_of_the_wall_has_words_of_its_own_and_room_for_its_hint(window):
    spot = window.fields.spots["show"]
    captions = {c.buddy(): c.text() for c in spot.findChildren(QLabel) if c.buddy() is not None and not c.isHidden()}
    for line in (spot.first, spot.last, spot.between, spot.dwell):
        assert captions[line]
        assert line.fontMetrics().horizontalAdvance(line.placeholderText()) + 20 < line.width()
