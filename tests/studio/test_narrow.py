"""A small screen, or large words: nothing is out of reach."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QToolButton

from kiosk.studio.cards.newing import New
from kiosk.studio.look.spare import Spare
from kiosk.studio.look.style import dress
from kiosk.studio.output.exporting import Export
from kiosk.studio.output.publishcard import Publish


@pytest.fixture
def large(qapp):
    """Words one and a half times as large."""
    before = qapp.font()
    font = qapp.font()
    font.setPixelSize(20)
    qapp.setFont(font)
    dress(qapp)
    yield
    qapp.setFont(before)
    dress(qapp)


def laid():
    for _ in range(5):
        QApplication.processEvents()


def whole(window, widget):
    """Tell whether a widget lies in a window, and nothing cuts it off."""
    return window.rect().contains(QRect(widget.mapTo(window, QPoint()), widget.size())) and (
        widget.visibleRegion().boundingRect() == widget.rect()
    )


def reachable(window, widget):
    """Scroll to a widget, as the keyboard does, and tell whether it is in sight then."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, 0)
            QApplication.processEvents()
        above = above.parentWidget()
    return not widget.visibleRegion().isEmpty() and window.rect().contains(widget.mapTo(window, QPoint()))


@pytest.mark.parametrize("size", [(1024, 600), (640, 420)])
def test_everything_is_in_sight_or_can_be_scrolled_to(window, large, size):
    window.resize(*size)
    laid()
    assert (window.width(), window.height()) == size
    tools = {b.defaultAction(): b for b in window.actions_.toolbar.findChildren(QToolButton) if b.defaultAction() is not None}
    for action in ("new_event", "bring", "play", "publish", "export"):
        assert whole(window, tools[getattr(window.actions_, action)]), action
    lines = [line for line in window.fields.findChildren(QLineEdit) if line.isVisible()]
    assert len(lines) > 5
    assert all(reachable(window, line) for line in lines)
    assert reachable(window, window.preview.guides)


@pytest.mark.parametrize("size", [(1024, 600), (640, 420)])
def test_the_buttons_of_a_card_stay_in_sight_and_the_rest_scrolls(window, large, size):
    window.resize(*size)
    cards = (
        Export(window, window.colours, window.document, window.what, window.moment()),
        Publish(window, window.document.campaign, "", [], saved=True),
        New(window, window.colours, window.document.folder, window.press, window.tasks),
    )
    for card in cards:
        laid()
        foot = [b for b in card.card.findChildren(QPushButton) if b.parentWidget() is card.card and b.isVisible()]
        assert len(foot) == 2
        assert all(whole(window, b) for b in foot)
        assert not foot[0].geometry().intersects(foot[1].geometry().adjusted(-6, 0, 6, 0))
        for line in card.card.findChild(Spare).findChildren(QLineEdit):
            assert not line.isVisible() or reachable(window, line)
        card.leave()


def test_where_there_is_room_nothing_scrolls_and_every_tool_has_its_words(window):
    laid()
    assert all(
        b.text() and b.toolButtonStyle() == b.toolButtonStyle().ToolButtonTextBesideIcon for b in window.actions_.toolbar.folding
    )
    assert window.preview.facts.width() >= window.preview.facts.sizeHint().width()
    assert not window.desk.verticalScrollBar().isVisible()
    assert not window.desk.horizontalScrollBar().isVisible()


def test_day_and_time_are_seen_whole_at_the_size_of_a_laptop(window):
    window.resize(1366, 728)
    spot = window.fields.spots["starts"]
    for line, words in ((spot.day, "Wed 30 Nov 2022"), (spot.clock, "10.00 to 11.30 am")):
        laid()
        beside = 2 * 10 + (22 if line.actions() else 0)  # the style sheet's padding, and the picture of a calendar
        assert line.fontMetrics().horizontalAdvance(words) + beside <= line.width(), words
