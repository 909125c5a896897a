import json
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from kiosk.campaign.campaign import Campaign
from kiosk.paint import pdf_profile
from kiosk.studio.look.colours import LIGHT
from kiosk.studio.output.ordering import Choices
from kiosk.studio.output.running import Run, ended_words
from tests.compose.making import event


@pytest.fixture
def card(window, tmp_path):
    window.actions_.export.trigger()
    made = window.sending.card
    made.choices.out.setText(str(tmp_path / "out"))
    return made


def only(card, *products):
    for product, row in card.choices.rows.items():
        row.box.setChecked(product in products)


def choose(combo, data):
    combo.setCurrentIndex(combo.findData(data))


def has_picture():
    return QGuiApplication.clipboard().mimeData().hasImage()


def files(tmp_path):
    return json.loads((tmp_path / "out/manifest.json").read_text())["files"]


def finish(card, qtbot):
    with qtbot.waitSignal(card.finished) as told:
        card.go.click()
    return told.args[0]


def test_everything_ticked_is_made_and_each_file_is_told(card, qtbot, tmp_path):
    only(card, "programme", "social")
    assert card.go.text() == "Export 15 files"
    assert finish(card, qtbot).startswith("Finished: 15 files")
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert len(manifest["files"]) == 15
    assert {row.text(1) for row in card.making.rows.values()}.isdisjoint({"Waiting"})
    assert not list((tmp_path / "out").rglob("*.part"))


def test_one_item_alone_can_be_made(card, qtbot, tmp_path):
    card.choices.items.setCurrentIndex(1)
    only(card, "poster")
    assert card.go.text() == "Export 1 file"
    finish(card, qtbot)
    assert [p.name for p in (tmp_path / "out/poster").iterdir()] == ["2022-11-03-exchange-poster-a4.pdf"]


def test_a_small_picture_of_each_finished_file_is_shown(card, qtbot):
    card.choices.items.setCurrentIndex(1)
    only(card, "poster", "social")
    finish(card, qtbot)
    qtbot.waitUntil(lambda: all(not row.icon(0).isNull() for row in card.making.rows.values()))
    assert len(card.making.rows) == 2


def test_cancelling_leaves_whole_files_only(card, qtbot, tmp_path):
    only(card, "slide")
    with qtbot.waitSignal(card.finished) as told:
        card.go.click()
        qtbot.waitUntil(lambda: card.making.bar.maximum() > 0 and card.making.bar.value() > 0)
        card.cancel.click()
    assert told.args[0].startswith(("Cancelled. Finished and whole: ", "Finished: "))
    for file in (tmp_path / "out/slide").iterdir():
        assert file.suffix == ".png"
        assert file.read_bytes().endswith(b"IEND\xaeB`\x82")


def test_a_pause_holds_and_going_on_finishes(card, qtbot):
    only(card, "slide")
    with qtbot.waitSignal(card.finished):
        card.go.click()
        qtbot.waitUntil(lambda: card.making.bar.maximum() > 0 and card.making.bar.value() > 0)
        card.pause.click()
        card.making.take({"files": (), "withheld": (), "failed": (), "done": 1, "total": 9})  # what was begun ends all the same
        assert card.making.left.text() == "Paused"
        card.pause.click()


def test_a_second_try_names_each_file_once(card):
    for _ in range(2):
        card.making.begin(card.out)
        card.making.plan(["poster/a.pdf", "poster/b.pdf"])
        answer = {"withheld": (), "failed": [{"path": "poster/a.pdf", "sentence": "No."}], "done": 1, "total": 2}
        card.making.take({"files": (), **answer})
        card.making.end("Cancelled")
    assert card.making.list.topLevelItemCount() == len(card.making.rows) == 1


def test_an_export_in_the_background_is_told_at_the_foot_of_the_window(card, window):
    card.run = Run.__new__(Run)
    card.making.told.setText("2 of 9")
    card.leave()
    assert not card.isVisible()
    assert window.status.text() == "Exporting in the background: 2 of 9. Ctrl+E shows it."
    window.sending.export()
    assert card.isVisible()
    card.run = None


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


def test_each_product_is_made_the_way_it_was_chosen(card, qtbot, tmp_path):
    rows = card.choices.rows
    card.choices.items.setCurrentIndex(1)
    only(card, "poster", "postcard", "social")
    choose(rows["poster"].ways, "grey")
    choose(rows["postcard"].stocks, "4up-a4")
    choose(rows["social"].ways, "photograph")
    choose(card.choices.edge, "short")
    assert card.choices.backs.isVisible()
    assert not card.choices.shop.isVisible()
    assert card.choices.example.text().endswith("2022-11-03-exchange-poster-a4-grey.pdf")
    finish(card, qtbot)
    assert sorted(f["path"] for f in files(tmp_path)) == [
        "postcard/2022-11-03-exchange-postcard-4up-a4.pdf",
        "poster/2022-11-03-exchange-poster-a4-grey.pdf",
        "social/2022-11-03-exchange-social-square.jpg",
    ]
    assert [o["duplex"] for o in card.choices.orders(tmp_path, card._at) if "duplex" in o] == ["short"]


def test_files_for_the_print_shop_stand_beside_slides(card, qtbot, tmp_path):
    rows = card.choices.rows
    card.choices.items.setCurrentIndex(1)
    only(card, "poster", "slide")
    choose(rows["poster"].ways, "shop")
    choose(card.choices.bleed, card.choices.bleed.itemData(1))
    assert card.choices.shop.isVisible()
    finish(card, qtbot)
    poster, slide = files(tmp_path)
    assert poster["path"].endswith("-poster-a4-press.pdf")
    assert poster["press"]
    assert slide["path"].endswith(".png")
    assert "press" not in slide


def test_a_computer_without_a_press_profile_says_where_one_comes_from(card, monkeypatch):
    choose(card.choices.rows["poster"].ways, "shop")
    assert not card.choices.unknown.isVisible()
    monkeypatch.setattr(pdf_profile, "locate", lambda: None)
    choose(card.choices.rows["programme"].ways, "shop")
    assert card.choices.unknown.isVisible()
    card.choices.profile.setText("/from/the/shop.icc")
    assert not card.choices.unknown.isVisible()


def test_papers_are_made_once_of_all_files(card, qtbot, tmp_path):
    card.choices.items.setCurrentIndex(1)
    only(card, "poster", "social")
    choose(card.choices.rows["poster"].ways, "saver")
    card.choices.report.setChecked(True)
    card.choices.sign.setChecked(True)
    choose(card.choices.again, 4)
    finish(card, qtbot)
    papers = [p for p in card.making.rows if p.startswith("report/")]
    assert len(papers) == 3
    assert all((tmp_path / "out" / p).is_file() for p in papers)
    assert {f["product"] for f in files(tmp_path)} == {"poster", "social", "report"}


def test_no_print_shop_glues(card):
    row = card.choices.rows["poster"]
    choose(row.stocks, "a3-on-a4")
    choose(row.ways, "shop")
    assert row.stock == "a3"
    choose(row.stocks, "a3-on-a4")
    assert not row.way.shop


def test_what_was_chosen_is_chosen_the_next_time(card, window, qtbot, tmp_path):
    card.choices.items.setCurrentIndex(1)
    only(card, "poster")
    choose(card.choices.rows["poster"].ways, "grey")
    finish(card, qtbot)
    card.leave()
    window.actions_.export.trigger()
    again = window.sending.card.choices
    assert [p for p, row in again.rows.items() if row.chosen] == ["poster"]
    assert again.rows["poster"].ways.currentData() == "grey"
    assert again.out.text() == str(tmp_path / "out")


def test_what_was_found_stands_beside_the_files_and_leads_to_its_place(card, window, qtbot):
    only(card, "poster")
    window.choose("cafe-nihr")
    finish(card, qtbot)
    assert card.report.isVisible()
    found = next(f for f in card.report._shown if "reads to" in f.sentence)
    show = card.report.rows.widget().findChildren(QPushButton)[card.report._shown.index(found)]
    QTest.mouseClick(show, Qt.MouseButton.LeftButton)
    assert window.sending.card is None
    assert window.what == found.item
    assert window.preview.product == "poster"


def test_a_finished_file_goes_to_the_clipboard_as_picture_and_file(card, qtbot, tmp_path):
    card.choices.items.setCurrentIndex(1)
    only(card, "poster")
    QGuiApplication.clipboard().setText("something else")
    assert not card.copy.isVisible()
    finish(card, qtbot)
    assert not card.copy.isEnabled()
    card.making.list.setCurrentItem(card.making.list.topLevelItem(0))
    QTest.mouseClick(card.copy, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(has_picture)
    told = QGuiApplication.clipboard().mimeData()
    assert [u.toLocalFile() for u in told.urls()] == [str(tmp_path / "out/poster/2022-11-03-exchange-poster-a4.pdf")]
    assert abs(QImage(told.imageData()).width() - 1240) <= 1


def test_what_failed_is_tried_again(card, qtbot, tmp_path):
    card.choices.items.setCurrentIndex(1)
    only(card, "poster")
    (tmp_path / "out").write_text("a file")
    finish(card, qtbot)
    assert card.again.isVisible()
    (tmp_path / "out").unlink()
    with qtbot.waitSignal(card.finished) as told:
        card.again.click()
    assert told.args[0] == "Finished: 1 file"
    assert not card.again.isVisible()


def test_the_page_that_is_shown_goes_to_the_clipboard(window, qtbot):
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("something else")
    window.preview.show_product("social")
    window.copying.picture()
    qtbot.waitUntil(has_picture)
    assert (clipboard.image().width(), clipboard.image().height()) == (1080, 1080)


def test_words_go_to_the_clipboard_of_one_item_or_of_all(window):
    window.choose("exchange")
    window.copying.words()
    told = QGuiApplication.clipboard().text()
    assert told.startswith("Knowledge exchange\n")
    assert "Thursday 3 November, 12.30 to 1.30 pm" in told
    window.choose("cover")
    window.copying.words()
    assert told.removesuffix("\n#KNOWvember22") in QGuiApplication.clipboard().text()  # together the hashtag is said once, above
    assert "Fishbowl" in QGuiApplication.clipboard().text()


def test_papers_that_were_made_besides_are_named():
    done = {"kind": "done", "files": 2, "findings": [], "withheld": 0, "failed": 0, "cancelled": False}
    assert ended_words(done | {"papers": ["papers/report.pdf"]}) == "Finished: 2 files, and besides them report.pdf"
    assert ended_words(done) == "Finished: 2 files"
    twice = [{"sentence": "Small.", "cure": "", "item": "a", "product": p, "severity": "warning"} for p in ("poster", "slide")]
    assert ended_words(done | {"findings": twice}) == "Finished: 2 files, 1 warning"  # as the list below them counts


def test_a_slide_of_a_day_without_anything_is_not_counted(qtbot):
    campaign = Campaign(id="november", title="November", events=(event(),))
    day = event().starts
    made = [Choices(LIGHT, campaign, "", at, Path("out"), {}) for at in (day, day + timedelta(days=1))]
    for choices in made:
        qtbot.addWidget(choices)
    assert made[0]._many("slide") == made[1]._many("slide") + 1
