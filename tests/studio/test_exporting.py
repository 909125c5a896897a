import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


@pytest.fixture
def card(window, tmp_path, qtbot):
    window.actions_.export.trigger()
    made = window.sending.card
    made.out.setText(str(tmp_path / "out"))
    return made


def only(card, *products):
    for product, (box, _) in card.products.items():
        box.setChecked(product in products)


def finish(card, qtbot):
    with qtbot.waitSignal(card.finished, timeout=120_000) as told:
        card.go.click()
    return told.args[0]


def test_everything_ticked_is_made_and_each_file_is_told(card, qtbot, tmp_path):
    only(card, "programme", "social")
    assert card.go.text() == "Export 15 files"
    assert finish(card, qtbot).startswith("Finished: 15 files")
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert len(manifest["files"]) == 15
    assert {row.text(1) for row in card._rows.values()}.isdisjoint({"Waiting"})
    assert not list((tmp_path / "out").rglob("*.part"))


def test_one_item_alone_can_be_made(card, qtbot, tmp_path):
    card.items.setCurrentIndex(1)
    only(card, "poster")
    assert card.go.text() == "Export 1 file"
    finish(card, qtbot)
    assert [p.name for p in (tmp_path / "out/poster").iterdir()] == ["2022-11-03-exchange-poster-a4.pdf"]


def test_a_small_picture_of_each_finished_file_is_shown(card, qtbot):
    card.items.setCurrentIndex(1)
    only(card, "poster", "social")
    finish(card, qtbot)
    qtbot.waitUntil(lambda: all(not row.icon(0).isNull() for row in card._rows.values()), timeout=30_000)
    assert len(card._rows) == 2


def test_cancelling_leaves_whole_files_only(card, qtbot, tmp_path):
    only(card, "slide")
    with qtbot.waitSignal(card.finished, timeout=120_000) as told:
        card.go.click()
        qtbot.waitUntil(lambda: card.bar.maximum() > 0 and card.bar.value() > 0, timeout=60_000)
        card.cancel.click()
    assert told.args[0].startswith(("Cancelled: ", "Finished: "))
    for file in (tmp_path / "out/slide").iterdir():
        assert file.suffix == ".png"
        assert file.read_bytes().endswith(b"IEND\xaeB`\x82")


def test_a_pause_holds_and_going_on_finishes(card, qtbot):
    only(card, "slide")
    with qtbot.waitSignal(card.finished, timeout=120_000):
        card.go.click()
        qtbot.waitUntil(lambda: card.bar.maximum() > 0 and card.bar.value() > 0, timeout=60_000)
        card.pause.click()
        assert card.left.text() == "Paused"
        card.pause.click()


def test_a_folder_that_may_not_be_written_is_a_sentence(card, qtbot, tmp_path):
    (tmp_path / "out").write_text("a file")
    said = finish(card, qtbot)
    assert str(tmp_path / "out") in said
    assert "Traceback" not in said


def test_escape_closes_the_card_and_the_tab_key_stays_inside(card, window, qtbot):
    for _ in range(30):
        QTest.keyClick(card.focusWidget() or card, Qt.Key.Key_Tab)
        assert card.isAncestorOf(window.focusWidget())
    with qtbot.waitSignal(card.closed):
        QTest.keyClick(card, Qt.Key.Key_Escape)
    assert window.sending.card is None
