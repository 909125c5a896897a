from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from kiosk.campaign.item import title_of
from kiosk.store.folder import files


def shown(window):
    return window.preview.canvas._shown


def test_a_campaign_opens_with_its_first_event_on_a_poster(window):
    assert window.what == "exchange"
    assert window.windowTitle() == "KNOWvember 22 – Kiosk"
    assert shown(window).wanted.product == "poster"
    assert shown(window).image.height() == window.preview.canvas.wanted_height
    assert "Knowledge exchange" in shown(window).composed.alt
    assert window.list.items.rowCount() == len(window.document.campaign.items)


def test_typing_a_title_shows_on_the_page_and_undo_takes_it_back(window, settled, qtbot):
    before = shown(window).image.copy()
    line = window.fields.spots["title"].line
    line.selectAll()
    QTest.keyClicks(line, "Swap what you know")
    settled(window)
    assert "Swap what you know" in shown(window).composed.alt
    assert window.list.items.rows[0].title == "Swap what you know"
    assert "•" in window.windowTitle()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(window)
    assert line.text() == "Knowledge exchange"
    assert shown(window).image == before
    assert window.document.saved


def test_at_a_key_nothing_but_the_page_is_made_and_the_rest_once_typing_rests(window, settled, qtbot):
    asked = []
    ask = window.tasks.ask
    window.tasks.ask = lambda slot, *args, **named: asked.append(slot) or ask(slot, *args, **named)
    QTest.keyClicks(window.fields.spots["title"].line, "x")
    assert asked == ["page"]
    settled(window)
    assert {"thumb:leaf", "qr", "inks"} <= set(asked)
    qtbot.waitUntil(lambda: "check:exchange" in asked)


def test_a_date_is_typed_as_people_write_it(window, settled):
    window.choose("cafe-cilip")
    spot = window.fields.spots["starts"]
    spot.day.setText("thu 24 nov 12.30")
    spot.day.editingFinished.emit()
    settled(window)
    assert window.document.campaign.item("cafe-cilip").starts.isoformat() == "2022-11-24T12:30:00+00:00"
    assert spot.day.text() == "Thu 24 Nov 2022"
    assert "24 November" in shown(window).composed.alt.replace("\u00a0", " ")


def test_a_date_that_cannot_be_read_changes_nothing_and_says_so(window):
    spot = window.fields.spots["starts"]
    spot.day.setText("soon")
    spot.day.editingFinished.emit()
    assert window.document.saved
    assert "is not a date" in spot._advice.text()


def test_clicking_a_text_on_the_page_goes_to_its_field(window):
    canvas = window.preview.canvas
    where = canvas.box_of("summary").center().toPoint()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(where))
    assert window.fields.spots["summary"].line.hasFocus()
    title = canvas.box_of("title")
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(title.left()) - 7, round(title.center().y())))
    assert window.fields.spots["title"].line.hasFocus()  # a little beside is meant as well
    assert canvas.box_at(title.topLeft() - QPointF(60, 0)) == ""


def test_the_frame_stands_round_what_bears_the_name_of_the_field(window, settled):
    window.choose("cover")
    settled(window)
    boxes = window.preview.canvas._shown.composed.boxes
    assert window.preview.canvas.box_of("title") == window.preview.canvas._on_screen(boxes["title"])


def test_every_kind_of_item_and_page_can_be_shown(window, settled):
    for what in [i.id for i in window.document.campaign.items] + ["cover", "agenda-today", "agenda-week", "programme"]:
        window.choose(what)
        settled(window)
        assert shown(window).wanted.what == what
        assert shown(window).image is not None, shown(window).trouble


def test_the_gallery_shows_this_item_in_every_family_and_a_click_dresses_it(window, settled):
    assert window.gallery.families == ("leaf", "ink", "civic", "table", "photo")
    window.gallery._faces["ink"].click()
    settled(window)
    assert window.document.campaign.item("exchange").family == "ink"
    assert shown(window).composed.page.title
    window.gallery._faces["leaf"].click()
    assert window.document.campaign.item("exchange").family is None


def test_new_events_are_added_and_removed_with_undo(window, settled):
    window.actions_.new_event.trigger()
    assert window.what == "new-event"
    assert window.document.campaign.item("new-event").draft  # nobody prints "New event"
    assert window.fields.spots["title"].line.hasFocus()
    window.changes.remove()
    assert window.document.campaign.item("new-event") is None
    window.document.undo.undo()
    assert window.document.campaign.item("new-event") is not None
    settled(window)


def test_search_and_chips_narrow_the_list(window):
    window.list.search.setText("cilip")
    assert window.list.sieve.rowCount() == 1
    window.list.search.clear()
    window.list._chip["undated"].click()
    titles = {window.list.sieve.index(n, 0).data() for n in range(window.list.sieve.rowCount())}
    assert titles == {title_of(e) for e in window.document.campaign.events if e.starts is None}


def test_findings_stand_below_the_page_and_lead_to_their_field(window):
    window.preflight.cure_wanted.emit("cafe-cilip", "poster", "starts")
    assert window.what == "cafe-cilip"
    assert window.fields.spots["starts"].day.hasFocus()


def test_saving_is_said(window, folder):
    line = window.fields.spots["title"].line
    line.selectAll()
    QTest.keyClicks(line, "Exchange")
    assert window.saving.save()
    assert files.read(folder).campaign.item("exchange").title == "Exchange"
    assert "•" not in window.windowTitle()


def test_a_folder_that_is_no_campaign_is_said_and_what_is_open_stays(window, tmp_path):
    assert not window.file.open(tmp_path)
    assert "holds no campaign.toml" in window.status.text()
    assert window.document is not None


def test_a_new_event_is_no_draft_any_more_once_it_has_a_title(window):
    window.actions_.new_event.trigger()
    line = window.fields.spots["title"].line
    line.selectAll()
    QTest.keyClicks(line, "Story time")
    assert window.document.campaign.item("new-event").title == "Story time"
    assert not window.document.campaign.item("new-event").draft
