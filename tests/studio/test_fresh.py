"""What is on the desk after typing is what a fresh start would show."""

from PySide6.QtTest import QTest

from bench.families import forget
from kiosk.studio.page.pages import Press


def test_a_page_that_has_settled_is_the_page_of_a_fresh_start(window, settled):
    seen = []
    for family in ("leaf", "photo"):
        window.changes.dress(family)
        settled(window)
        line = window.fields.spots["title"].line
        line.setFocus()
        line.end(False)
        for keys in (" with tea", "\b\b"):
            QTest.keyClicks(line, keys)
            settled(window)
        shown = window.preview.canvas._shown
        assert shown.wanted.campaign is window.document.campaign
        seen.append((shown.wanted, window.preview.canvas.image()))
    for wanted, image in seen:
        forget()
        assert Press().show(wanted).image == image
