import os

import pytest

from kiosk.store.folder import files
from kiosk.studio.document import edits, journal
from kiosk.studio.document.document import Document
from kiosk.studio.tasks import Tasks


@pytest.fixture
def document(qtbot, folder):
    chores = Tasks("chores")
    made = Document(folder, files.read(folder), chores)
    yield made
    chores.finish()
    made.release()


def retitle(document, title):
    document.edit(edits.change(document.campaign, "exchange", title=title), "Change title", merge="exchange.title")


def test_typing_is_one_step_and_can_be_undone_and_redone(document):
    for length in range(1, 9):
        retitle(document, "Exchange"[:length])
    assert document.undo.count() == 1
    assert not document.saved
    document.undo.undo()
    assert document.campaign.item("exchange").title == "Knowledge exchange"
    assert document.saved
    document.undo.redo()
    assert document.campaign.item("exchange").title == "Exchange"


def test_saving_writes_the_change_and_keeps_comments(document, folder):
    (folder / files.NAME).write_text("# ours\n" + (folder / files.NAME).read_text())
    document.reload()
    retitle(document, "Exchange")
    document.save()
    assert document.saved
    text = (folder / files.NAME).read_text()
    assert text.startswith("# ours\n")
    assert 'title = "Exchange"' in text


def test_somebody_elses_save_is_never_overwritten_unasked(document, folder):
    retitle(document, "Mine")
    theirs = (folder / files.NAME).read_text().replace('"Knowledge exchange"', '"Theirs"')
    (folder / files.NAME).write_text(theirs)
    with pytest.raises(files.Conflict):
        document.save()
    assert (folder / files.NAME).read_text() == theirs
    assert document.campaign.item("exchange").title == "Mine"


def test_what_was_typed_survives_without_a_save(document, folder, qtbot):
    retitle(document, "Never saved")
    document.journal.keep()
    qtbot.waitUntil(lambda: journal.kept(folder) is not None)
    found = journal.kept(folder)
    assert found.campaign.item("exchange").title == "Never saved"
    assert found.stamp == document.stamp
    document.save()
    qtbot.waitUntil(lambda: journal.kept(folder) is None)


@pytest.mark.parametrize("text", ["", "{}", '{"text": "title = ", "stamp": {"mtime_ns": 1, "sha256": ""}, "when": 1}'])
def test_a_damaged_journal_is_no_journal(document, folder, text, qtbot):
    retitle(document, "Never saved")
    document.journal.keep()
    qtbot.waitUntil(lambda: journal.kept(folder) is not None)
    (journal.home(folder) / "state.json").write_text(text)
    assert journal.kept(folder) is None


def test_two_studios_do_not_share_a_journal(document, folder, qtbot):
    assert document.journal.claim()
    other = journal.Journal(folder, Tasks("other"))
    assert not other.claim()
    document.journal.release()
    assert other.claim()
    other.release()


def test_a_full_disk_does_not_stop_anybodys_work(document, folder, qtbot, monkeypatch):
    def full(*_):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(journal.writing, "put", full)
    retitle(document, "Typed on")
    document.journal.keep()
    qtbot.wait(50)
    assert document.campaign.item("exchange").title == "Typed on"
