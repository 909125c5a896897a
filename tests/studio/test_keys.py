import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from kiosk import __version__
from kiosk.studio import settings
from kiosk.studio.cards.about import About
from kiosk.studio.cards.helping import Help, keys
from kiosk.studio.cards.newing import New
from kiosk.studio.cards.palette import Command, Palette, found
from kiosk.studio.saving import documents
from tests.tooling.checkout import ROOT

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def card(window, kind):
    return next(c for c in window.findChildren(kind) if c.isVisibleTo(window))


def ids(window, kind):
    return [i.id for i in window.document.campaign.items if type(i).__name__.lower() == kind]


def test_the_keys_in_the_docs_are_those_of_the_actions(window):
    told = [
        f"| {words} | {key.replace('|', '`|`')} |" for listed in keys(window.actions_.groups).values() for words, key in listed
    ]
    assert len(told) > 25
    written = (ROOT / "docs/desk.md").read_text("utf-8")
    assert [line for line in told if line not in written] == []


def test_a_menu_shows_no_icon_in_the_colour_of_its_ground(window):
    assert not window.actions_.export.isIconVisibleInMenu()
    assert window.actions_.bring.isIconVisibleInMenu()


def test_no_two_actions_have_the_same_keys(window):
    told = [key for listed in keys(window.actions_.groups).values() for _, key in listed]
    assert len(set(told)) == len(told)


def test_f1_shows_every_action_with_its_keys_and_esc_closes_it(window, qtbot):
    QTest.keyClick(window, Qt.Key.Key_F1)
    page = card(window, Help)
    text = " ".join(w.text() for w in page.findChildren(type(window.status)))
    assert "Shuffle the motif" in text
    assert "Ctrl+Shift+R" in text
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(Help))


def test_the_palette_goes_to_an_item_and_does_a_command(window):
    window.asking.palette()
    asked = card(window, Palette)
    QTest.keyClicks(asked.line, "nihr")
    QTest.keyClick(asked.line, Qt.Key.Key_Return)
    assert window.what == "cafe-nihr"
    window.asking.palette()
    asked = card(window, Palette)
    QTest.keyClicks(asked.line, "new ev")
    QTest.keyClick(asked.line, Qt.Key.Key_Return)
    assert window.what == "new-event"


def test_the_palette_walks_its_list_by_arrow_keys(window):
    window.asking.palette()
    asked = card(window, Palette)
    QTest.keyClicks(asked.line, "page of the campaign")
    QTest.keyClick(asked.line, Qt.Key.Key_Down)
    QTest.keyClick(asked.line, Qt.Key.Key_Return)
    assert window.what == "agenda-today"


def test_words_at_the_beginning_count_more():
    listed = [Command("Reopen", "", str), Command("Do open", "", str), Command("Open", "", str)]
    assert [c.words for c in found(listed, "open")] == ["Open", "Do open", "Reopen"]
    assert found(listed, "nothing") == []


@pytest.mark.parametrize(("key", "product"), [(Qt.Key.Key_3, "postcard"), (Qt.Key.Key_4, "slide"), (Qt.Key.Key_5, "social")])
def test_ctrl_and_a_number_shows_a_product(window, key, product):
    QTest.keyClick(window, key, CTRL)
    assert window.preview.product == product


def test_a_product_that_an_item_cannot_become_is_said(window):
    QTest.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.preview.product == "poster"
    assert "no programme" in window.status.text()


def test_alt_and_arrows_walk_through_the_items(window):
    QTest.keyClick(window, Qt.Key.Key_Down, ALT)
    assert window.what == "cafe-nihr"
    QTest.keyClick(window, Qt.Key.Key_Up, ALT)
    assert window.what == "exchange"


def test_del_removes_in_the_list_only_and_ctrl_z_brings_back(window):
    line = window.fields.spots["title"].line
    line.setFocus()
    line.setCursorPosition(0)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert window.document.campaign.item("exchange").title == "nowledge exchange"
    window.list.view.setFocus()
    QTest.keyClick(window.list.view, Qt.Key.Key_Delete)
    assert window.document.campaign.item("exchange") is None
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert window.document.campaign.item("exchange") is not None


def test_ctrl_d_puts_a_copy_behind(window):
    QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    assert window.what == "exchange-2"


def test_the_list_is_grouped_by_week_and_kind(window):
    groups = list(dict.fromkeys(r.group for r in window.list.items.rows))
    assert groups[:5] == ["This week", "Next week", "14 to 20 November", "21 to 27 November", "No date yet"]
    heads = [window.list.sieve.headed(n) for n in range(6)]
    assert heads == [True, True, True, True, True, False]


def test_headings_follow_the_filter(window):
    window.list.search.setText("cilip")
    assert window.list.sieve.headed(0)


def test_a_technique_is_dragged_before_another_and_a_dated_event_is_not(window):
    before = ids(window, "technique")
    view, items, sieve = window.list.view, window.list.items, window.list.sieve
    target = sieve.mapFromSource(items.index(items.place(before[0])))
    view.scrollTo(target)
    box = view.visualRect(target)
    window.list.put(before[2], QPoint(box.center().x(), box.bottom() - 3))
    assert ids(window, "technique") == [before[0], before[2], before[1], *before[3:]]
    dated = ids(window, "event")
    window.list.put("exchange", box.center())
    assert ids(window, "event") == dated


def test_moving_by_keys_orders_items_and_says_why_dated_events_stay(window):
    before = ids(window, "technique")
    window.choose(before[0])
    QTest.keyClick(window, Qt.Key.Key_Down, ALT | Qt.KeyboardModifier.ShiftModifier)
    assert ids(window, "technique")[:2] == [before[1], before[0]]
    window.choose("exchange")
    QTest.keyClick(window, Qt.Key.Key_Down, ALT | Qt.KeyboardModifier.ShiftModifier)
    assert "order of their dates" in window.status.text()


@pytest.mark.parametrize(
    ("typed", "first"), [("schedule at", "Schedule, as on a day or at a time"), ("as on", "Schedule, as on")]
)
def test_the_palette_finds_the_schedule_by_what_stands_there(window, typed, first):
    assert found(window.actions_.commands(), typed)[0].words.startswith(first)


@pytest.mark.parametrize(("typed", "at"), [("tuesday", "2022-11-08 09:00"), ("as on 9 nov 14:30", "2022-11-09 14:30")])
def test_a_day_typed_into_the_palette_shows_the_schedule_as_on_it(window, typed, at):
    window.asking.palette()
    asked = card(window, Palette)
    QTest.keyClicks(asked.line, typed)
    QTest.keyClick(asked.line, Qt.Key.Key_Return)
    assert window.tabs.currentIndex() == 1
    assert f"{window.schedule.moment:%Y-%m-%d %H:%M}" == at


def test_a_title_typed_into_the_palette_is_no_day(window):
    window.asking.palette()
    asked = card(window, Palette)
    QTest.keyClicks(asked.line, "nihr")
    assert all("Schedule as on" not in hit.words for hit in asked._hits)


def test_the_campaigns_own_settings_are_in_the_menu_and_behind_its_name(window):
    assert window.actions_.settings in window.actions_.groups["File"]
    window.actions_.settings.trigger()
    assert window.what == "cover"
    assert window.fields.spots["title"].line.text() == window.document.campaign.title
    window.choose("cafe-nihr")
    window.tabs.setCurrentIndex(1)
    QTest.mouseDClick(window.list.title, Qt.MouseButton.LeftButton)
    assert (window.what, window.tabs.currentIndex()) == ("cover", 0)


def test_about_tells_the_version_and_leads_to_the_keys(window):
    window.actions_.groups["Help"][-1].trigger()
    about = card(window, About)
    assert any(__version__ in words.text() for words in about.findChildren(QLabel))
    about.keys.click()
    assert card(window, Help)


def test_campaigns_that_were_open_last_are_in_the_menu(window, folder, tmp_path):
    recent = window.actions_.recent
    settings.change(recent=[str(folder)])
    recent.offer()
    assert [a.text() for a in recent.actions() if a.isEnabled()] == []
    other = tmp_path / "Research & you"
    shutil.copytree(folder, other)
    assert window.file.open(other)
    recent.aboutToShow.emit()
    (entry,) = recent.actions()
    assert entry.text().startswith("knowvember-22, in ")
    entry.trigger()
    assert window.document.folder == folder
    recent.offer()
    assert recent.actions()[0].text().startswith("Research && you, in ")


def test_a_documents_folder_that_is_not_there_yet_is_offered_by_no_dialog(monkeypatch, tmp_path):
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda *_: str(tmp_path / "Documents"))
    assert documents() == Path.home()
    (tmp_path / "Documents").mkdir()
    assert documents() == tmp_path / "Documents"


def test_enter_presses_the_button_that_has_the_keyboard(window):
    window.activateWindow()
    window.preview.guides.setFocus()
    QTest.keyClick(window.preview.guides, Qt.Key.Key_Return)
    assert window.preview.guides.isChecked()
    window.show_document(None)
    window.start.new.setFocus()
    QTest.keyClick(window.start.new, Qt.Key.Key_Enter)
    (card,) = [c for c in window.findChildren(New) if c.isVisible()]
    QApplication.processEvents()
    face = card.families.button(2)
    face.setFocus()
    QTest.keyClick(face, Qt.Key.Key_Return)  # on a card, too
    assert face.isChecked()
