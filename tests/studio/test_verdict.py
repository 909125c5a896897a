import pytest
from PySide6.QtTest import QTest

from kiosk.studio.page.inks import graded
from kiosk.studio.page.verdict import joining, told


def said(window, qtbot, words):
    spot = window.fields.spots["booking"]
    qtbot.waitUntil(lambda: spot._badge.text() == words and not spot._badge.isHidden())


def test_the_code_of_the_page_is_read_back_beside_its_link(window, qtbot):
    said(window, qtbot, "QR reads")
    assert "https://example.org/k/exchange" in window.fields.spots["booking"].line.accessibleDescription()


def test_a_long_link_wants_a_short_one_and_gets_it(window, qtbot):
    window.document.edit(window.document.campaign, "nothing")
    short = window.fields.spots["short"].line
    short.clear()
    short.textEdited.emit("")
    line = window.fields.spots["booking"].line
    line.selectAll()
    link = "https://example.org/knowvember/2022/knowledge-exchange/book-now"
    QTest.keyClicks(line, link)
    said(window, qtbot, f"{len(link)} characters, shorten")
    QTest.keyClicks(short, "https://example.org/k/x")
    QTest.keyClicks(window.fields.spots["online"].line, "see the intranet")
    said(window, qtbot, "QR reads")
    assert window.fields.spots["online"]._badge.text() == "Not a link"


@pytest.mark.parametrize("link", ["ask at the desk", "https://", "example", "https://a b.org", "ftp://example.org"])
def test_words_are_no_link(link):
    assert told(link).words == "Not a link"


@pytest.mark.parametrize(
    ("link", "words"),
    [("", ""), ("https://example.org/jc", ""), ("example.org/jc", "Not a link yet"), ("the intranet", "Not a link")],
)
def test_a_joining_link_is_judged_like_a_booking_link(link, words):
    assert joining(link).words == words


@pytest.mark.parametrize("link", ["mailto:desk@example.org", "tel:0123456"])
def test_an_address_has_no_code(link):
    assert told(link).words == "No code"


@pytest.mark.parametrize("link", ["example.org/k", "https://example.org"])
def test_a_web_address_waits_for_its_code_to_be_read(link):
    assert told(link) is None


def test_a_code_too_small_on_the_screen_is_read_from_a_larger_picture(window, qtbot):
    window.preview.canvas.set_zoom(0.1)
    window.showing.page()
    said(window, qtbot, "QR reads")


def test_the_inks_of_the_page_stand_with_their_measured_contrast(window, qtbot):
    qtbot.waitUntil(lambda: bool(window.brand._shown))
    roles = {one.role: one for one in window.brand._shown}
    assert roles["Title"].hex == "#FFF6E3"
    assert all(one.ratio >= 4.5 for one in window.brand._shown)
    assert [graded(r) for r in (7.0, 4.5, 4.4)] == ["ok", "warn", "error"]


def test_another_brand_kit_is_one_step_back(window, qtbot):
    box = window.brand.kit
    box.setCurrentIndex(box.findData("nhs"))
    box.activated.emit(box.currentIndex())
    assert window.document.campaign.brand.use == "nhs"
    assert window.document.campaign.brand.base.use == "nhs"
    qtbot.waitUntil(lambda: any(one.hex == "#005EB8" for one in window.brand._shown or ()))
    window.document.undo.undo()
    assert window.document.campaign.brand.use == "neutral"
    assert box.currentData() == "neutral"
