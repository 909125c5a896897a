import shutil
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from kiosk.campaign.check import check
from kiosk.store.folder import files, writing
from kiosk.studio import clock, filework, settings
from kiosk.studio.cards.importing import Import
from kiosk.studio.cards.newing import New
from kiosk.studio.checks.retelling import retold
from kiosk.studio.document import journal
from kiosk.studio.document.standin import StandIn
from kiosk.studio.look.style import dress
from kiosk.studio.window import Window
from tests.tooling.checkout import ROOT

NEWSLETTER = ROOT / "assets/samples/knowvember-22/announcement.md"


@pytest.fixture
def documents(tmp_path, monkeypatch):
    made = tmp_path / "Documents"
    made.mkdir()
    monkeypatch.setattr(filework, "documents", lambda: made)
    return made


@pytest.fixture
def empty(qapp, qtbot, documents):
    made = Window(dress(qapp))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()
    qapp.setStyleSheet("")


def card(window, kind):
    return next(c for c in window.findChildren(kind) if c.isVisibleTo(window))


def answer(window, words):
    next(a for a in window.banner.answers if a.text() == words).click()


def retitle(window, title):
    line = window.fields.spots["title"].line
    line.selectAll()
    QTest.keyClicks(line, title)


def understood(window, qtbot):
    made = card(window, Import)
    qtbot.waitUntil(lambda: made.understood is not None)
    return made


def test_a_newsletter_becomes_a_campaign_in_two_steps(empty, qtbot, documents):
    empty.dropped.read(str(NEWSLETTER))
    made = understood(empty, qtbot)
    assert made.add.text() == "Add 6 items"
    assert list(documents.iterdir()) == []
    assert not empty.actions_.play_on.menuAction().isEnabled()
    made.add.click()
    assert empty.actions_.play_on.menuAction().isEnabled()
    assert empty.document.campaign.title == "KNOWvember 22"
    assert len(files.read(empty.document.folder).campaign.events) == 6
    assert empty.document.folder.parent == documents


def test_typos_and_what_has_no_date_are_said_before_anything_enters(empty, qtbot):
    empty.dropped.read(str(NEWSLETTER))
    made = understood(empty, qtbot)
    assert made.told.text() == "6 items were understood, 6 without a date."
    assert any("#KNOWvmber22 looks like #KNOWvember22" in n for n in made.understood.notices)


def test_an_item_that_is_not_ticked_stays_out(window, qtbot, tmp_path):
    source = tmp_path / "events.csv"
    source.write_text("Title,Date\nReading group,3 Nov 2022\nStory time,4 Nov 2022\n")
    window.dropped.read(str(source))
    made = understood(window, qtbot)
    assert made.told.text() == "2 items were understood."
    made.tree.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert made.add.text() == "Add 1 item"
    made.add.click()
    assert window.status.text() == "1 item came in. Ctrl+Z takes it out again."
    titles = [e.title for e in window.document.campaign.events]
    assert "Story time" in titles
    assert "Reading group" not in titles
    window.document.undo.undo()
    assert "Story time" not in [e.title for e in window.document.campaign.events]


def test_a_long_list_stays_where_it_is_when_something_is_unticked(window, qtbot, tmp_path):
    source = tmp_path / "events.csv"
    source.write_text("Title,Date\n" + "".join(f"Reading group {n},3 Nov 2022\n" for n in range(60)))
    window.dropped.read(str(source))
    made = understood(window, qtbot)
    bar = made.tree.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    seen = bar.value()
    assert seen > 0
    made.tree.topLevelItem(20).setCheckState(0, Qt.CheckState.Unchecked)
    assert bar.value() == seen


def test_what_a_calendar_calls_private_is_not_ticked_and_says_why(window, qtbot, tmp_path):
    source = tmp_path / "cal.ics"
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nSUMMARY:{title}\r\nDTSTART:2022110{n}T090000Z\r\n{rest}END:VEVENT\r\n"
        for n, title, rest in ((4, "Story time", ""), (5, "Dentist", "CLASS:PRIVATE\r\n"))
    )
    source.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n")
    window.dropped.read(str(source))
    made = understood(window, qtbot)
    states = {e.title: e.state for e in made.understood.entries}
    assert states == {"Story time": "new", "Dentist": "unwanted"}
    rows = [made.tree.topLevelItem(n) for n in range(2)]
    dentist = next(row for row in rows if row.text(0) == "Dentist")
    assert dentist.checkState(0) == Qt.CheckState.Unchecked
    assert any("private" in dentist.child(n).text(0) for n in range(dentist.childCount()))
    assert made.add.text() == "Add 1 item"
    dentist.setCheckState(0, Qt.CheckState.Checked)
    assert made.add.text() == "Add 2 items"


def test_a_file_that_cannot_be_read_is_named_with_its_folder_line_and_ways_to_it(empty, tmp_path, monkeypatch):
    folder = tmp_path / "Autumn"
    folder.mkdir()
    (folder / files.NAME).write_text('schema = 1\ntitle = "Autumn\n')
    shown = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    monkeypatch.chdir(tmp_path)
    assert not empty.file.open(Path("Autumn"))  # as somebody in a terminal may name it
    said = empty.banner.words.text()
    assert "“Autumn”" in said
    assert str(tmp_path) in said
    assert "line 2" in said
    assert "text editor" in said
    answer(empty, "Show the folder")
    empty.file.open(folder)
    answer(empty, "Open the file")
    assert shown == [str(folder), str(folder / files.NAME)]


def test_a_field_that_cannot_be_read_shuts_nobody_out_and_stays_in_the_file(empty, tmp_path, monkeypatch, qtbot):
    folder = tmp_path / "Autumn"
    folder.mkdir()
    file = folder / files.NAME
    file.write_text('title = "Autumn"\n[[event]]\ntitle = "Swap"\nstarts = "9 decembr"\n[[event]]\ntitle = "Tea"\n')
    assert empty.file.open(folder)
    assert [e.title for e in empty.document.campaign.events] == ["Swap", "Tea"]
    assert empty.banner.words.text().startswith("1 thing in campaign.toml cannot be read.")
    answer(empty, "Show the first")
    assert empty.what == "swap"
    assert empty.focusWidget() is empty.fields.spots["starts"].day
    (told,) = [f for f in empty.checks.all if f.severity == "error"]
    assert 'campaign.toml, line 4, event 1 "Swap", starts' in told.sentence
    assert "Give it anew in its field" in retold(told.cure)
    retitle(empty, "Swop")
    made = StandIn(empty.document)
    folders = []
    made.make(folders.append, folders.append)
    qtbot.waitUntil(lambda: bool(folders))
    assert 'starts = "9 decembr"' in (folders[0] / files.NAME).read_text()  # so that it is not made without its date
    made.remove()
    assert empty.saving.save()
    assert 'starts = "9 decembr"' in file.read_text()
    (told,) = [f for f in empty.document.faults if f.severity == "error"]
    when = empty.fields.spots["starts"]
    when.day.setText("9 dec 2026")
    when.day.editingFinished.emit()
    assert not [f for f in empty.checks.all if f.severity == "error"]  # it is given anew, saved or not
    empty.document.undo.undo()
    assert [f for f in empty.checks.all if f.severity == "error"] == [told]
    empty.document.undo.redo()
    assert empty.saving.save()
    assert "starts = 2026-12-09" in file.read_text()
    assert empty.document.faults == ()


def test_importing_again_shows_before_mine_and_theirs_and_never_overwrites_unasked(window, qtbot, tmp_path):
    source = tmp_path / "events.csv"
    source.write_text("Title,Date,Summary\nStory time,4 Nov 2022,For all\n")
    window.dropped.read(str(source))
    understood(window, qtbot).add.click()
    assert window.saving.save()
    window.choose("story-time")
    window.fields.spots["summary"].line.setText("For children")
    window.fields.spots["summary"].line.textEdited.emit("For children")
    source.write_text("Title,Date,Summary\nStory time,4 Nov 2022,For everyone\n")
    qtbot.waitUntil(lambda: not window.findChildren(Import))
    window.dropped.read(str(source))
    made = understood(window, qtbot)
    (entry,) = made.understood.entries
    assert made.told.text() == "1 item was understood."
    (field,) = entry.fields
    assert (field.before, field.mine, field.theirs) == ("For all", "For children", "For everyone")
    assert made.understood.made.item("story-time").summary == "For children"
    made.tree.topLevelItem(0).child(0).setCheckState(0, Qt.CheckState.Checked)
    assert made.understood.made.item("story-time").summary == "For everyone"


def test_a_place_that_the_campaign_knows_is_no_change_and_is_said_by_its_name(window, qtbot, tmp_path):
    source = tmp_path / "events.csv"
    source.write_text("Title,Date,Place\nStory time,4 Nov 2022,Learning Hub\n")
    window.dropped.read(str(source))
    understood(window, qtbot).add.click()
    assert window.document.campaign.item("story-time").venue == "learning-hub"
    source.write_text("Title,Date,Place\nStory time,5 Nov 2022,Learning Hub\n")
    qtbot.waitUntil(lambda: not window.findChildren(Import))
    window.dropped.read(str(source))
    (entry,) = understood(window, qtbot).understood.entries
    assert [field.name for field in entry.fields] == ["starts"]


def test_recent_campaigns_of_one_title_are_told_apart_by_their_folders(empty, tmp_path, qtbot):
    for name in ("november", "december"):
        (tmp_path / name).mkdir()
        (tmp_path / name / files.NAME).write_text('title = "Knowvember"\n[[prompt]]\nquestion = "Why?"\n')
        settings.remember(tmp_path / name)
    empty.start.refresh()

    def told():
        return [w.text() for w in empty.start.findChildren(QLabel)]

    qtbot.waitUntil(lambda: told().count("Knowvember") == 2)
    assert {str(tmp_path / "november"), str(tmp_path / "december")} <= set(told())
    assert sum(words.endswith(", 1 item") for words in told()) == 2


def test_pasted_words_are_read_as_well(empty):
    empty.file.bring()
    made = card(empty, Import)
    made.text.setPlainText(NEWSLETTER.read_text())
    made.go.click()
    assert len(made.understood.entries) == 6


def test_what_cannot_be_read_is_a_sentence_on_the_card(empty, qtbot, tmp_path):
    empty.dropped.read(str(tmp_path / "nothing.ics"))
    made = card(empty, Import)
    qtbot.waitUntil(lambda: "nothing.ics" in made.told.text())
    assert not made.add.isEnabled()


def test_a_new_campaign_asks_for_a_name_and_shows_every_template(empty, documents, qtbot):
    empty.file.new()
    made = card(empty, New)
    QTest.keyClicks(made.name, "Health Information Week")
    assert Path(made.folder.text()) == documents / "health-information-week"
    qtbot.waitUntil(lambda: all(not face.icon().isNull() for face in made.families.buttons()))
    made.families.buttons()[2].click()
    QTest.keyClick(made.name, Qt.Key.Key_Return)
    assert empty.document.campaign.title == "Health Information Week"
    assert empty.document.campaign.family == "civic"
    assert empty.fields.spots["title"].line.hasFocus()  # of its first event


def test_the_sample_opens_as_a_copy(empty, documents):
    empty.start.sample.click()
    assert empty.document.folder == documents / "Sample campaign"
    assert str(documents / "Sample campaign") in empty.foot.words.text()


def test_the_sample_s_first_week_is_this_one(empty, documents):
    clock.pretend(datetime(2027, 6, 16, 9, tzinfo=ZoneInfo("Europe/London")))
    empty.start.sample.click()
    campaign = empty.document.campaign
    assert (campaign.starts, campaign.ends) == (date(2027, 6, 15), date(2027, 7, 14))
    assert campaign.events[0].starts == datetime(2027, 6, 17, 12, 30, tzinfo=ZoneInfo("Europe/London"))
    assert not [f for f in check(campaign) if f.id in ("over", "outside-campaign", "weekday-wrong")]
    assert campaign.hours.special[0].date == date(2027, 7, 9)
    assert campaign.articles[1].published == date(2027, 6, 22)


def test_a_dropped_folder_is_opened_and_a_dropped_picture_goes_to_the_chosen_item(window, folder, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    window.dropped.read(str(other / "campaign.toml"))
    assert window.document.folder == other
    picture = tmp_path / "My Photo.JPG"
    shutil.copyfile(ROOT / "assets/samples/knowvember-22/pictures/shelves.jpg", picture)
    window.dropped.read(str(picture))
    assert window.document.campaign.item(window.what).picture.file == "pictures/my-photo.jpg"
    assert (other / "pictures/my-photo.jpg").read_bytes() == picture.read_bytes()


def test_what_a_crash_left_unsaved_is_offered_and_comes_back_exactly(window, folder, qtbot, qapp):
    retitle(window, "Typed before the crash")
    window.document.journal.keep()
    qtbot.waitUntil(lambda: journal.kept(folder) is not None)
    window.document.release()
    other = Window(dress(qapp))
    qtbot.addWidget(other)
    assert other.file.open(folder)
    assert "were not saved" in other.banner.words.text()
    answer(other, "Bring them back")
    assert other.document.campaign == window.document.campaign
    assert not other.document.saved
    other.close()


def test_two_windows_do_not_open_the_same_campaign(window, folder, qtbot, qapp):
    other = Window(dress(qapp))
    qtbot.addWidget(other)
    assert not other.file.open(folder)
    assert "is open in another window" in other.status.text()
    other.close()


def change_on_disk(folder):
    path = folder / files.NAME
    path.write_text(path.read_text().replace('theme = "', 'theme = "Theirs: ', 1))


def test_somebody_elses_save_is_offered_to_be_brought_together(window, folder):
    retitle(window, "Mine")
    change_on_disk(folder)
    assert not window.saving.save()
    answer(window, "Bring both together")
    saved = files.read(folder).campaign
    assert saved.item("exchange").title == "Mine"
    assert saved.theme.startswith("Theirs: ")


def test_mine_can_be_saved_beside_theirs(window, folder):
    retitle(window, "Mine")
    change_on_disk(folder)
    assert not window.saving.save()
    answer(window, "Save mine beside it")
    assert files.read(folder).campaign.theme.startswith("Theirs: ")
    assert "Mine" in (folder / "campaign-mine.toml").read_text()


def test_somebody_elses_save_is_noticed_while_nothing_is_unsaved(window, folder):
    change_on_disk(folder)
    window.saving._look()
    assert window.document.campaign.theme.startswith("Theirs: ")
    assert window.document.saved


def test_what_is_said_of_a_campaign_that_cannot_be_saved_goes_when_it_says_something_else(window, monkeypatch):
    retitle(window, "Mine")

    def refuse(*_args, **_named):
        raise files.Error("campaign.toml was not saved, since it could not be read again afterwards.")

    monkeypatch.setattr(files, "save", refuse)
    assert not window.saving.save()
    assert window.banner.isVisible()
    window.document.undo.undo()
    assert not window.banner.isVisible()


def test_a_file_that_cannot_be_written_gets_a_sentence_and_a_way_out(window, folder, monkeypatch):
    retitle(window, "Mine")

    def refuse(*_args, **_named):
        raise writing.Error(f"{folder} was not saved: the disk is full; free some space and save again.")

    monkeypatch.setattr(writing, "write", refuse)
    assert not window.saving.save()
    assert "the disk is full" in window.banner.words.text()
    assert [a.text() for a in window.banner.answers] == ["Save a copy …", "Try again"]
    monkeypatch.undo()
    answer(window, "Try again")
    assert files.read(folder).campaign.item("exchange").title == "Mine"
