import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.studio.page.filmstrip import around
from kiosk.studio.words import plain


@pytest.fixture
def settle(window, qtbot):
    def wait():
        qtbot.waitUntil(lambda: not window.showing.busy)

    wait()
    return wait


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_slide_stands_among_those_before_and_after_it(window, settle):
    assert not window.preview.film.isVisible()
    window.choose("exchange")
    window.preview.show_product("slide")
    settle()
    film = window.preview.film
    assert film.isVisible()
    words = [frame.words for frame in film.faces]
    assert words[:4] == ["Campaign cover", "Today", "This week", "Knowledge exchange"]
    assert [f.words for f, face in film.faces.items() if face.isChecked()] == ["Knowledge exchange"]
    assert all(not face.icon().isNull() for face in film.faces.values())
    click(film.faces[next(f for f in film.faces if f.what == "cafe-nihr")])
    settle()
    assert window.what == "cafe-nihr"
    assert window.preview.product == "slide"
    assert [f.what for f, face in film.faces.items() if face.isChecked()] == ["cafe-nihr"]


def test_a_postcard_shows_front_and_back_and_turning_comes_round_again(window, settle):
    window.choose("peer-assist")
    window.preview.show_product("postcard")
    settle()
    film = window.preview.film
    front, back = film.faces
    assert (front.words, back.words) == ("Front", "Back")
    click(film.faces[back])
    settle()
    assert window.preview.side == 1
    assert window.preview.turn.text() == "Page 2 of 2"
    assert film.faces[back].isChecked()
    click(window.preview.turn)
    settle()
    assert window.preview.side == 0
    assert film.faces[front].isChecked()


def test_only_what_changed_is_drawn_again(window, settle):
    window.choose("exchange")
    window.preview.show_product("slide")
    settle()
    film = window.preview.film
    frames = {f.what: f for f in film.faces}
    before = {what: film.faces[f].icon().cacheKey() for what, f in frames.items()}
    line = window.fields.spots["summary"].line
    line.setText("Another line")
    line.textEdited.emit("Another line")
    settle()
    after = {f.what: film.faces[f].icon().cacheKey() for f in film.faces}
    assert after["exchange"] != before["exchange"]
    assert after["cafe-nihr"] == before["cafe-nihr"]


def test_in_a_narrow_window_the_slide_itself_stays_in_sight(window, settle):
    window.choose("learning-health-systems")
    window.preview.show_product("slide")
    settle()
    window.resize(1180, 720)
    settle()
    film = window.preview.film
    shown = [f.what for f, face in film.faces.items() if face.isVisible()]
    assert "learning-health-systems" in shown
    assert len(shown) < len(film.faces)
    assert film.width() <= window.preview.width()


def test_one_of_many_stands_in_the_middle_as_far_as_that_goes():
    assert around(range(20), 10, 7) == (7, 8, 9, 10, 11, 12, 13)
    assert around(range(20), 1, 7) == (0, 1, 2, 3, 4, 5, 6)
    assert around(range(20), 19, 7) == (13, 14, 15, 16, 17, 18, 19)
    assert around(range(3), 2, 7) == (0, 1, 2)


def test_the_gallery_takes_the_shape_of_the_page(window, settle):
    face = window.gallery._faces["ink"]
    upright = face.iconSize()
    window.preview.show_product("slide")
    settle()
    lying = face.iconSize()
    assert upright.height() > upright.width()
    assert lying.width() > lying.height()
    assert face.icon().actualSize(lying).width() > face.icon().actualSize(lying).height()


def test_the_gallery_says_whose_template_it_is(window, settle):
    window.choose("exchange")
    assert window.gallery.whose.text() == "the campaign's"
    click(window.gallery._faces["ink"])
    assert window.gallery.whose.text() == "of this item alone"
    window.choose("cover")
    assert window.gallery.whose.text() == "of the whole campaign"
    window.document.undo.undo()
    window.choose("exchange")
    assert window.gallery.whose.text() == "the campaign's"


def test_only_what_an_item_can_become_is_offered(window):
    window.choose("exchange")
    assert [n for n, made in window.preview.products.items() if made.isVisible()] == ["poster", "postcard", "slide", "social"]
    window.choose("programme")
    assert [n for n, made in window.preview.products.items() if made.isVisible()] == ["programme"]


def test_an_ampersand_in_a_title_is_shown_and_marks_no_key(window, settle):
    window.choose("exchange")
    window.preview.show_product("slide")
    window.changes.field("exchange", {"title": "Q & A"}, "title")
    settle()
    (face,) = [face for frame, face in window.preview.film.faces.items() if frame.what == "exchange"]
    assert face.text() == plain("Q & A") == "Q && A"
    assert face.accessibleName() == "Q & A"
