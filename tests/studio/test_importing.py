"""The import assistant: what to press next, words that stay, the campaign's own words, and what is over."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.campaign.campaign import Campaign
from kiosk.store.importing import imports
from kiosk.studio.cards.importing import Import
from kiosk.studio.cards.newing import New
from kiosk.studio.cards.understood import CAMPAIGN, unasked, understand
from tests.studio.test_filework import card, documents, empty, understood  # noqa: F401
from tests.tooling.checkout import ROOT

MAIL = (ROOT / "tests/store/corpus/mails/january.txt").read_text("utf-8")
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nX-WR-TIMEZONE:Europe/Berlin\r\n"
    "BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Tee\r\nDTSTART:20991203T140000\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Kaffee\r\nDTSTART:20161203T140000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def clipboard(qapp):
    yield QGuiApplication.clipboard()
    QGuiApplication.clipboard().clear()


def bare(title="", **words):
    return Campaign(id="c", title=title, timezone="Europe/London", **words)


def look(tmp_path, text, campaign, name="mail.txt"):
    (tmp_path / name).write_text(text, "utf-8")
    return imports.look(str(tmp_path / name), tmp_path, campaign, is_new=not campaign.title)


def test_a_mail_pasted_on_the_start_page_is_read_and_its_words_can_be_mended(empty, clipboard):  # noqa: F811
    clipboard.setText(MAIL)
    QTest.keyClick(empty.start.new, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    made = card(empty, Import)
    assert made.add.text() == "Add 4 items"
    assert made.text.isVisibleTo(made)
    made.text.setPlainText(MAIL.replace("Randomised Coffee Trials", "Coffee with a stranger"))
    assert not made.add.isEnabled()
    assert "press Read again" in made.hint.text()
    made.go.click()
    assert made.add.isEnabled()
    assert "Coffee with a stranger" in [e.title for e in made.understood.entries]
    made.title_line.setText("Ask in January")
    made.add.click()
    assert empty.document.campaign.title == "Ask in January"


def test_it_says_what_to_press_and_reads_what_is_pasted_into_it(empty, clipboard):  # noqa: F811
    empty.file.bring()
    made = card(empty, Import)
    made.text.setPlainText("Tea talk")
    assert made.hint.text() == "Now press Read (Ctrl+Enter) to see what is understood."
    made.text.selectAll()
    clipboard.setText(MAIL)
    made.text.paste()
    assert len(made.understood.entries) == 4
    assert made.text.toPlainText().strip() == MAIL.strip()


def test_a_file_on_the_clipboard_is_read_and_a_card_in_front_keeps_the_keys(empty, clipboard, qtbot, tmp_path):  # noqa: F811
    (tmp_path / "mail.txt").write_text(MAIL, "utf-8")
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(tmp_path / "mail.txt"))])
    clipboard.setMimeData(held)
    empty.file.new()
    empty.dropped.paste()
    assert not empty.findChildren(Import)
    card(empty, New).leave()
    empty.dropped.paste()
    assert len(understood(empty, qtbot).understood.entries) == 4
    card(empty, Import).leave()
    clipboard.clear()
    empty.dropped.paste()
    assert "no words on the clipboard" in empty.status.text()


def test_the_card_takes_the_keyboard_from_what_lies_behind(empty, qtbot):  # noqa: F811
    empty.start.bring.setFocus()
    empty.start.bring.click()
    made = card(empty, Import)
    qtbot.waitUntil(made.updatesEnabled)
    assert made.line.hasFocus() or made.focusWidget() is made.line


def test_links_at_the_top_lead_to_what_stands_below_and_leave_out_what_is_over(empty, qtbot, tmp_path):  # noqa: F811
    (tmp_path / "holi_days.ics").write_text(CALENDAR)
    empty.dropped.read(str(tmp_path / "holi_days.ics"))
    made = understood(empty, qtbot)
    assert made.title_line.text() == "Holi days"
    assert [(e.title, e.is_over) for e in made.understood.entries] == [("Kaffee", True), ("Tee", False)]
    assert made.understood.entries[0].date.endswith("2.00 pm")
    made.look.linkActivated.emit("notices")
    assert made.tree.currentItem().text(0).startswith("Worth a look")
    made.look.linkActivated.emit("over")
    assert made.add.text() == "Add 1 item"
    made.add.click()
    assert (empty.document.campaign.timezone, [e.title for e in empty.document.campaign.events]) == ("Europe/Berlin", ["Tee"])


def test_doubts_are_short_and_stand_with_their_event(tmp_path):
    found = understand(bare(), {}, look(tmp_path, MAIL, bare()))
    assert found.entries[0].doubts == ("The year of 5 January is not written; 2027 was taken.",)
    assert found.notices == ('"Janaury" was read as January; please check.',)
    assert dict(found.campaign) == {"Theme": "Ask first, search second", "Hashtag": "#TarnLearnsJanuary27"}


def test_other_words_for_the_campaign_are_shown_and_come_in_only_when_asked_for(tmp_path):
    first = understand(bare("Mine"), {}, look(tmp_path, MAIL, bare("Mine")))
    had, past = first.made, first.ledger
    again = MAIL.replace("Our month of asking is back.", "Everything has moved to the annexe this year, bring a coat.")
    again = again.replace("Peer assist -", "CANCELLED: Peer assist -")
    looked = look(tmp_path, again, had)
    without = unasked(had, looked, past)
    assert without == {CAMPAIGN}
    for wanted in (False, True):
        found = understand(had, past, looked, without=set() if wanted else without)
        assert (found.entries[0].uid, found.entries[0].state) == (CAMPAIGN, "changed" if wanted else "unwanted")
        (field,) = found.entries[0].fields
        assert (field.words, field.before[:9], field.theirs[:10]) == ("In a sentence or two", "Our month", "Everything")
        assert found.made.summary.startswith("Everything" if wanted else "Our month")
        assert not any("no longer in the source" in n for n in found.notices)
    assert [(e.title, e.state, e.status) for e in found.entries if e.status] == [
        ("Peer assist - Opening a day unit", "changed", "cancelled")
    ]
    assert (found.added, found.coming) == (0, 2)


def test_what_the_source_did_not_change_is_not_listed_as_if_it_would_overwrite_mine(tmp_path):
    from dataclasses import replace

    first = understand(bare("Mine"), {}, look(tmp_path, MAIL, bare("Mine")))
    cafe = replace(first.made.events[0], title="My own title", questions=("One?",))
    had = replace(first.made, events=(cafe, *first.made.events[1:]))
    looked = look(tmp_path, MAIL.replace("12.30 - 1.30pm", "12.45 - 1.45pm"), had, "second mail.txt")
    entry = understand(had, first.ledger, looked).entries[0]
    assert [f.name for f in entry.fields] == ["starts"]
    assert (entry.state, entry.fields[0].contested) == ("changed", False)


def test_a_description_that_begins_with_the_short_line_says_so(tmp_path):
    found = understand(bare(), {}, look(tmp_path, MAIL, bare()))
    talk = next(e for e in found.entries if e.title.startswith("Talk"))
    words = {f.name: f.theirs for f in talk.fields}
    assert words["description"] == "the short line, then: Places are limited!"
