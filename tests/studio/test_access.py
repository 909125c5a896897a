import itertools

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from kiosk.studio import deeds, settings
from kiosk.studio.cards.newing import New
from kiosk.studio.items.delegate import Lines, running
from kiosk.studio.look import colours, style
from kiosk.studio.look.following import Following
from kiosk.studio.output import exporting, printing
from kiosk.studio.output.printcard import Print
from kiosk.studio.output.published import Published
from kiosk.studio.walls import walls
from kiosk.studio.walls.wallcard import WallCard


def nameless(widget):
    """List the controls below a widget that a screen reader could not name, and those without a role."""
    found, places = [], [QAccessible.queryAccessibleInterface(widget)]
    while places:
        here = places.pop()
        if here is None or not here.isValid() or here.state().invisible:
            continue
        if here.state().focusable and not here.text(QAccessible.Text.Name).strip():
            found.append((here.role(), repr(here.object())))
        if here.role() == QAccessible.Role.NoRole:
            found.append(("no role", repr(here.object())))
        places += [here.child(n) for n in range(min(here.childCount(), 200))]
    return found


def kinds(window):
    campaign = window.document.campaign
    return [
        next(iter(items)).id
        for items in (campaign.events, campaign.articles, campaign.techniques, campaign.prompts, campaign.notices)
    ]


def test_every_control_of_every_kind_tab_and_card_has_a_name_and_a_role(window):
    for what in [*kinds(window), "cover"]:
        window.choose(what)
        assert nameless(window) == [], what
    window.tabs.setCurrentIndex(1)
    assert nameless(window) == []
    window.tabs.setCurrentIndex(0)
    for show in (window.asking.palette, window.asking.help, window.asking.translations, window.file.new, window.file.bring):
        show()
        assert nameless(window) == []
    window.asking.place("")
    assert nameless(window) == []


def cards(window, monkeypatch):
    """Open every card that sends something on its way, one after the other."""
    told = {"added": ["A"], "drafts": ["B"], "withheld": [{"item": "x", "sentence": "No.", "cure": "Mend it."}]}
    window.sending.walls.seen = walls.Seen(
        place="there",
        summary="1 player well",
        walls=(walls.Wall(name="Foyer", sign="well", head="Well", lines=("Shows the cover",)),),
    )
    window.sending.walls.place = "there"
    monkeypatch.setattr(window.sending.walls, "look", lambda: None)
    yield exporting.Export(window, window.colours, window.document, window.what, window.moment())
    yield WallCard(window, window.colours, window.sending.walls)
    yield Published(window, window.colours, "there", told)
    for known in ([], ["Second floor"]):
        monkeypatch.setattr(printing, "printers", lambda known=known: known)
        yield Print(window, window.colours, window.showing.wanted(100))
    yield New(window, window.colours, window.document.folder, window.press, window.tasks)


def test_cards_that_send_something_have_names_too_and_tab_goes_through_them_from_top_to_bottom(window, settled, monkeypatch):
    for card in cards(window, monkeypatch):
        settled(window)
        QApplication.processEvents()
        assert nameless(card) == [], card
        order = [w for w in card._chain() if w.isVisibleTo(card) and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert len(order) >= 2
        middles = [w.mapTo(card, w.rect().center()).y() for w in order]
        # What stands beside each other is a row, whichever is a little higher.
        assert all(here > max(middles[: n + 1]) - 24 for n, here in enumerate(middles)), (card, middles)
        card.leave()


def test_the_strip_and_the_sign_have_names(window, qtbot):
    window.preview.show_product("slide")
    qtbot.waitUntil(lambda: not window.showing.busy)
    assert window.preview.film.isVisible()
    assert nameless(window) == []
    assert window.sign.accessibleName().startswith("Screens: ")


def test_the_start_page_has_names_too(window):
    window.show_document(None)
    assert nameless(window) == []


def walked(start):
    """Press Tab until it comes round; gives the stops in turn, each with whether it shows that it has the keyboard."""
    stops, widget = [], start
    for _ in range(150):
        with_focus = widget.grab().toImage()
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        stops.append((widget, widget.grab().toImage() != with_focus))
        widget = QApplication.focusWidget()
        if widget is start:
            return stops
    raise AssertionError("Tab never comes round")


def test_the_tab_key_stops_where_one_sees_it_at_everything_once_and_comes_round(window, settled):
    settled(window, checked=True)
    window.activateWindow()
    window.list.search.setFocus()
    stops = walked(window.list.search)
    widgets = [widget for widget, _ in stops]
    assert [w for w, seen in stops if not seen] == []
    assert len(set(widgets)) == len(widgets)
    parts = (window.list, window.preview, window.preflight, window.tabs)
    regions = [n for w in widgets[:-1] for n, part in enumerate(parts) if part.isAncestorOf(w)]
    assert regions[: regions.index(3)] == sorted(regions[: regions.index(3)])
    assert set(regions) == {0, 1, 2, 3}
    body = window.preflight.rows.widget()
    mends = sorted(body.findChildren(QPushButton), key=lambda w: w.mapTo(body, QPoint()).y())
    shows = list(window.fields.spots["show"].screens.values())
    title, shuffle = window.fields.spots["title"].line, window.fields.spots["show"].shuffle
    order = [window.preflight.rows, *mends, window.tabs.tabBar(), title, *shows, shuffle, window.gallery.shuffle]
    assert mends
    assert shows
    places = [widgets.index(w) for w in order]
    assert places == sorted(places)


def test_the_tab_key_goes_down_the_start_page_as_it_is_seen(window, folder):
    settings.remember(folder)
    window.show_document(None)
    window.activateWindow()
    window.start.new.setFocus()
    stops = [widget for widget, seen in walked(window.start.new) if seen]
    on_it = [w for w in stops if window.start.isAncestorOf(w)]
    assert on_it[:3] == [window.start.new, window.start.browse, window.start.bring]
    assert on_it[-1] is window.start.sample
    assert len(on_it) > 4
    assert window.start not in stops


def test_keys_lead_from_the_list_into_the_fields_and_through_them_to_the_templates(window):
    window.list.view.setFocus()
    QTest.keyClick(window.list.view, Qt.Key.Key_Return)
    assert window.focusWidget() is window.fields.spots["title"].line
    for order in (["exchange", "cover", "cafe-nihr"], ["exchange"]):
        for what in order:  # fields of another kind are made anew
            window.choose(what)
        chain, widget = [], window.tabs.tabBar().nextInFocusChain()
        while widget is not window.tabs.tabBar():
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                chain.append(widget)
            widget = widget.nextInFocusChain()
        fields = [n for n, w in enumerate(chain) if window.fields.isAncestorOf(w)]
        assert chain[0] is window.fields.spots["title"].line
        assert fields == list(range(len(fields)))
        assert chain[len(fields)] is window.gallery.shuffle
    window.actions_.commands()
    deeds.tab(window, 1)
    assert window.focusWidget() is window.schedule.when.day
    deeds.tab(window, 0)
    assert window.focusWidget() is window.fields.spots["title"].line


def test_a_narrow_desk_has_the_list_among_its_tabs_and_a_low_one_the_templates(window):
    def tabs():
        return [window.tabs.tabText(n) for n in range(window.tabs.count())]

    assert tabs() == ["Event", "Schedule"]
    window.resize(880, 900)
    assert tabs() == ["Event", "Schedule", "List"]
    assert window.width() == 880
    window.resize(1300, 700)
    assert tabs() == ["Event", "Schedule", "Look"]
    assert window.list.isVisible()
    window.resize(890, 640)
    assert tabs() == ["Event", "Schedule", "Look", "List"]
    window.resize(1440, 900)
    assert tabs() == ["Event", "Schedule"]
    assert window.list.isVisible()
    assert window.gallery.isVisible()


def test_words_that_larger_type_cuts_are_told_and_headings_stand_in_line(window):
    window.preview.show_product("social", "share")
    assert window.preview.stocks.toolTip() == "Share card, 1200 × 630"
    heads = [w for w in window.tabs.findChildren(QLabel) if w.text() in ("Template", "Brand colours")]
    assert len({w.mapTo(window, QPoint()).x() for w in heads}) == 1


def test_folded_findings_give_their_room_to_the_page(window):
    high = window.preview.height()
    low = window.preflight.height()
    window.preflight.fold.click()
    assert window.preview.height() == high + low - 34
    window.preflight.fold.click()
    assert window.preview.height() == high


def test_every_control_that_takes_the_keyboard_shows_it(window):
    """A rule of the style sheet draws the focus of each kind of control; what paints itself is looked at by its pixels."""
    sheet = style.sheet(colours.LIGHT)
    for kind in (
        "QPushButton",
        "QToolButton",
        "QLineEdit",
        "QComboBox",
        "QSpinBox",
        "QCheckBox",
        "QRadioButton",
        "QSlider",
        "QListView",
        "QTreeView",
        "QTabBar::tab",
    ):
        assert f"{kind}:focus" in sheet
    window.activateWindow()
    window.preview.canvas.setFocus()
    with_focus = window.preview.canvas.grab().toImage().pixelColor(1, 1).name().upper()
    assert with_focus == window.colours.accent


@pytest.mark.parametrize("scheme", [colours.DARK, colours.HIGH])
def test_the_window_follows_the_system_and_keeps_what_is_open(window, settled, monkeypatch, scheme):
    following = Following(QApplication.instance(), window)
    window.choose("cafe-nihr")
    line = window.fields.spots["title"].line
    line.setText("Café")
    line.textEdited.emit("Café")
    window.preview.show_product("slide")
    monkeypatch.setattr(style, "scheme", lambda _wanted: scheme)
    following.follow()
    settled(window)
    assert window.colours == scheme
    assert window.what == "cafe-nihr"
    assert window.preview.product == "slide"
    assert window.list.current() == "cafe-nihr"
    assert window.list.grab().toImage().pixelColor(2, 2).name().upper() == scheme.panel.upper()
    window.document.undo.undo()
    assert window.fields.spots["title"].line.text() == "Knowledge café with NIHR"


def test_somebody_s_own_choice_of_colours_counts_more_than_the_system_and_is_kept(window, settled):
    Following(QApplication.instance(), window)
    try:
        (dark,) = [c for c in window.actions_.commands() if "dark" in c.words.casefold()]
        dark.do()
        settled(window)
        assert window.colours == colours.DARK
        assert settings.read()["appearance"] == "dark"
        assert style.chosen() == colours.DARK
        assert window.actions_.appearance.actions["dark"].isChecked()
        window.actions_.appearance.actions["contrast"].trigger()
        assert window.colours == colours.HIGH
    finally:
        window.actions_.appearance.actions[""].trigger()
    settled(window)
    assert window.colours == colours.scheme()


def test_the_cross_keeps_its_size_under_the_keyboard():
    sheet = style.sheet(colours.LIGHT)
    assert 'QToolButton[words="true"]:focus' in sheet
    assert "QToolButton:focus { border: 2px solid #0F5C4A; padding: 4px; }" in sheet


def test_larger_system_type_makes_small_type_larger():
    assert "font-size: 12px" in style.sheet(colours.LIGHT)
    assert "font-size: 18px" in style.sheet(colours.LIGHT, larger=1.5)
    assert "font-size: 12px" not in style.sheet(colours.LIGHT, larger=1.5)
    assert "min-height: 282px" in style.sheet(colours.LIGHT, larger=1.5)  # the doors of the start page


def test_written_from_the_right_the_desk_is_mirrored(window, settled):
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window.resize(1400, 880)
    settled(window)

    def left(widget):
        return widget.mapTo(window, QPoint(0, 0)).x()

    assert left(window.list) > left(window.preview) > left(window.tabs)
    month = window.schedule.month
    assert month._mirrored(0) == month.width()


def test_the_row_with_the_keyboard_shows_its_words_and_a_frame(window, settled):
    """Once a badge had been painted, the frame of the focus was filled with its colour and hid the row."""
    window.activateWindow()
    window.list.view.setFocus()
    window.choose("exchange")
    settled(window, checked=True)
    view = window.list.view
    row = view.visualRect(view.currentIndex())
    shown = view.viewport().grab(row).toImage()
    colours = {shown.pixelColor(x, y).name() for x in range(0, shown.width(), 2) for y in range(0, shown.height(), 2)}
    assert window.colours.accent.lower() in colours
    assert window.colours.text.lower() in colours


def test_every_crop_fits_into_the_panel(window, folder, qtbot):
    Image.new("RGB", (900, 600), "#335577").save(folder / "hall.png")
    window.fields.take_picture(folder / "hall.png")
    qtbot.waitUntil(lambda: not window.showing.busy)
    assert all(not face.pixmap().isNull() for face in window.fields.crops.faces.values())
    QApplication.processEvents()
    assert window.fields.widget().width() <= window.fields.viewport().width()


def test_words_run_as_their_first_letter_does_whatever_the_window(qapp):
    """A heading that begins with a number is not turned about in a window that runs from the right."""
    right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    assert running("14 to 20 November", rtl=True) == left
    assert running("14 إلى 20 نوفمبر", rtl=False) == right
    assert running("14", rtl=True) == right


def test_a_heading_looks_the_same_in_a_window_that_runs_from_the_right(qapp):
    def painted(way):
        qapp.setLayoutDirection(way)
        image = QImage(400, 40, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        rtl = way == Qt.LayoutDirection.RightToLeft
        Lines(colours.LIGHT, bool, qapp)._text(painter, QRect(0, 0, 400, 40), "14 to 20 November", qapp.font(), "#000000", rtl)
        painter.end()
        inked = [x for x in range(400) if any(image.pixelColor(x, y).lightness() < 128 for y in range(40))]
        return inked

    try:
        at_left, at_right = painted(Qt.LayoutDirection.LeftToRight), painted(Qt.LayoutDirection.RightToLeft)
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert at_left[0] < 10
    assert at_right[-1] > 390
    widths = [at[-1] - at[0] for at in (at_left, at_right)]
    assert widths[0] == pytest.approx(widths[1], abs=2)
    # The first space comes after two figures, from whichever side the window runs.
    first = [next(a for a, b in itertools.pairwise(at) if b - a > 3) - at[0] for at in (at_left, at_right)]
    assert first[0] == pytest.approx(first[1], abs=2)


def test_what_the_banner_asked_before_is_gone_and_many_answers_stand_below_its_words(window):
    def nothing():
        pass

    window.banner.ask("First?", [("Old", nothing)])
    window.banner.ask("Second?", [(f"Answer {n}", nothing) for n in range(4)])
    QApplication.processEvents()
    shown = [b for b in window.banner.findChildren(QPushButton) if b.isVisible()]
    assert [b.text() for b in shown] == [f"Answer {n}" for n in range(4)]
    assert all(b.y() > window.banner.words.geometry().bottom() for b in shown)
    window.banner.dismiss()


def test_the_tab_is_named_by_the_kind_of_item(window):
    told = []
    for what in [*kinds(window), "cover"]:
        window.choose(what)
        told.append(window.tabs.tabText(0))
    assert told == ["Event", "Blog post", "Technique", "Question", "Notice", "Campaign"]
