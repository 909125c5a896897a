"""What the desk finds before any page is made, and in the file itself."""

import shutil
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QLabel

from kiosk.campaign.campaign import Campaign, Screen
from kiosk.export import job
from kiosk.studio.checks import checks
from kiosk.studio.clock import now
from kiosk.studio.document import edits
from kiosk.studio.look.whole import Sentence
from kiosk.studio.page.pages import Press

_SPOILT = """schema = 1
id = "bad"
title = "Bad things"
website = "example.org"
timezone = "Europe/London"

[[event]]
title = "A picture that is none"
starts = 2022-12-05T10:00
venu = "Room 1"
picture = {file = "pic.jpg", alt = "x"}
"""


@pytest.fixture
def spoilt(folder):
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "campaign.toml").write_text(_SPOILT)
    (folder / "pic.jpg").write_text("no picture")
    return folder


def test_the_desk_too_names_a_touch_screen_that_hangs_too_high(tmp_path):
    made = Campaign(title="Spring", id="spring", hashtag="spring", screens=(Screen(name="Foyer", touch=True, mounted=2.0),))
    at = datetime(2022, 11, 3, 9, tzinfo=ZoneInfo("Europe/London"))
    assert [f.id for f in checks.found_in(Press(), made, tmp_path, at)] == ["hashtag-sign", "out-of-reach"]


def test_the_desk_finds_what_the_command_finds(spoilt, window, settled):
    settled(window, checked=True)
    told = {f.id for f in job.check(job.Order(campaign=spoilt, out=spoilt, at=now(window.document.campaign.zone)))}
    mine = {f.id for f in window.checks.all}
    assert {"link-refused", "unknown-key"} <= mine
    assert any("pic.jpg" in f.sentence for f in window.checks.all)
    # The refused link says the first already; the second is about files, which the desk names where it exports.
    assert told - {"no-link", "nothing-today"} <= mine


def test_a_link_that_was_refused_is_not_called_missing_and_leads_to_its_field(spoilt, window, settled):
    settled(window, checked=True)
    assert not [f for f in window.checks.all if f.id == "no-link" and f.item is None]
    refused = next(f for f in window.checks.all if f.id == "link-refused")
    assert refused in window.preflight._shown
    shown = {label.text() for label in window.preflight.findChildren(QLabel)}
    assert any("website" in words and "https://" in words for words in shown)
    window.preflight._lead(refused)
    assert window.what == "cover"


def test_a_fault_that_was_mended_goes_with_saving(spoilt, window, settled):
    (found,) = [f for f in window.document.faults if f.id == "link-refused"]
    window.changes.field("", {"website": "https://example.org"}, "website")
    assert window.saving.save()
    assert found not in window.document.faults
    settled(window, checked=True)
    assert "link-refused" not in {f.id for f in window.checks.all}
    assert "unknown-key" in {f.id for f in window.checks.all}


def test_pages_of_the_campaign_are_looked_at_and_named(window, settled):
    """What is wrong with one of them keeps it from the wall, so it must be seen before publishing."""
    long = " ".join(["Interdisciplinarity"] * 30)
    item = window.document.campaign.item("learning-health-systems")
    window.document.edit(edits.change(window.document.campaign, item.id, title=long), "Change title")
    settled(window, checked=True)
    found = [f for f in window.checks.all if f.page and f.severity == "error"]
    assert found
    assert "agenda-week" in {f.page for f in found}
    line = next(r for key, r in window.preflight._lines.items() if key[0].page == "agenda-week")
    assert "This week" in {w.text().split(",")[0] for w in line.findChildren(Sentence)}
    window.preflight._lead(next(f for f in found if f.page == "agenda-week"))
    assert (window.what, window.preview.product) == ("agenda-week", "slide")
