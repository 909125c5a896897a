"""A second mail about the same events brings them up to date, whatever its file is called; nothing comes in twice."""

from datetime import date

import pytest

from kiosk.store.folder import files
from kiosk.store.importing import imports, ledger
from tests.store.imports.helpers import CORPUS, at

MAIL = (CORPUS / "mails/january.txt").read_text("utf-8")
AGAIN = (
    MAIL.replace("Hope you got", "So sorry, some dates have changed. Here is the whole thing again.\n\nHope you got")
    .replace("12.30 - 1.30pm", "12.45 - 1.45pm")
    .replace("Peer assist -", "CANCELLED: Peer assist -")
)
TODAY = date(2026, 11, 30)


@pytest.fixture
def campaign(tmp_path):
    (tmp_path / "mail.txt").write_text(MAIL, "utf-8")
    imports.new(tmp_path / "c", str(tmp_path / "mail.txt"), today=TODAY)
    return tmp_path / "c"


def bring(campaign, name, text):
    (campaign.parent / name).write_text(text, "utf-8")
    return imports.import_into(str(campaign.parent / name), campaign, today=TODAY)


def test_a_corrected_mail_under_another_name_changes_the_events_it_means(campaign):
    report = bring(campaign, "mail with corrections.txt", AGAIN)
    cafe, assist = "knowledge-cafe-what-we-wish-we-had-known", "peer-assist-opening-a-day-unit"
    assert (report.added, set(report.updated), len(report.unchanged)) == ((), {cafe, assist}, 2)
    made = files.read(campaign).campaign
    assert len(made.events) == 4
    assert made.item(cafe).starts.replace(tzinfo=None) == at(2027, 1, 5, 12, 45).replace(tzinfo=None)
    assert made.item(assist).status == "cancelled"
    for name, text in (("mail with corrections.txt", AGAIN), ("third.txt", AGAIN)):
        report = bring(campaign, name, text)
        assert (report.added, report.updated, len(report.unchanged)) == ((), (), 4)


def test_an_apology_does_not_become_what_the_campaign_is_about(campaign):
    before = files.read(campaign).campaign.summary
    bring(campaign, "mail.txt", AGAIN)
    assert files.read(campaign).campaign.summary == before
    assert before.startswith("Our month of asking is back.")


def test_my_own_change_stays_when_another_mail_says_otherwise(campaign):
    opened = files.read(campaign)
    text = (campaign / files.NAME).read_text("utf-8").replace("Training Room 4, Main Wing", "Training Room 9")
    (campaign / files.NAME).write_text(text, "utf-8")
    report = bring(campaign, "again.txt", AGAIN)
    assert not report.conflicts
    assert files.read(campaign).campaign.item(opened.campaign.events[0].id).venue == "Training Room 9"


def test_next_months_event_of_the_same_title_is_another_and_that_is_told(campaign):
    later = "Subject: February\n\nKnowledge cafe: What we wish we had known\nTues 2nd Feb 2027, 12.30pm, Training Room 4\nCome.\n"
    report = bring(campaign, "february.txt", later)
    assert len(report.added) == 1
    assert any("one of 5 January 2027 is in the campaign already" in n for n in report.notices)


def test_an_event_that_was_taken_out_stays_out_of_its_own_mail_alone(campaign):
    text = (campaign / files.NAME).read_text("utf-8")
    blocks = [b for b in text.split("[[event]]") if "Peer assist" not in b]
    (campaign / files.NAME).write_text("[[event]]".join(blocks), "utf-8")
    assert any("deleted" in d.why for d in bring(campaign, "mail.txt", MAIL).dropped)
    assert len(bring(campaign, "again.txt", AGAIN).added) == 1


def test_a_new_campaign_keeps_the_clock_of_its_calendar(tmp_path):
    from kiosk.campaign.campaign import Campaign

    ics = tmp_path / "a.ics"
    ics.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nX-WR-TIMEZONE:Europe/Berlin\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:"
        "Tag der T&uuml;r&hellip;\r\nDTSTART;TZID=Europe/Berlin:20161203T140000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    empty = Campaign(id="new", title="", timezone="Europe/London")
    looked = imports.look(str(ics), tmp_path, empty, today=TODAY, is_new=True)
    (event,) = looked.harvest.items
    assert (event.starts.hour, event.starts.tzinfo.key, event.title) == (14, "Europe/Berlin", "Tag der Tür…")
    assert "The campaign's timezone is Europe/Berlin, as the source names it." in looked.harvest.notices
    assert "The event is over." in looked.harvest.notices
    assert imports.look(str(ics), tmp_path, empty, today=TODAY).harvest.items[0].starts.hour == 13


def test_what_was_not_wanted_stays_out_until_somebody_asks_for_it(campaign):
    (campaign.parent / "next.txt").write_text(AGAIN.replace("Randomised Coffee Trials", "Coffee with strangers"), "utf-8")
    opened, past = files.read(campaign), ledger.read(campaign)
    looked = imports.look(str(campaign.parent / "next.txt"), campaign, opened.campaign, today=TODAY)
    unwanted = next(f.uid for f in looked.harvest.found if f.item.title == "Coffee with strangers")
    made, past, _ = imports.merged(opened.campaign, past, looked, without={unwanted})
    files.save(campaign, made, opened.stamp)
    ledger.write(campaign, past)
    assert imports.refused(looked, ledger.read(campaign)) == {unwanted}
    report = imports.import_into(str(campaign.parent / "next.txt"), campaign, today=TODAY)
    assert (report.added, [d.why for d in report.dropped if d.uid == unwanted]) == ((), ["it was not wanted"])
    made, past, report = imports.merged(made, ledger.read(campaign), looked)
    assert report.added == ("coffee-with-strangers",)
    assert not past[looked.id].items[unwanted].deleted
