"""A window with the sample campaign, on the third of November 2022."""

import shutil
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QSettings

from kiosk.studio import clock
from kiosk.studio.look.style import dress
from kiosk.studio.window import Window
from tests.tooling.checkout import ROOT


@pytest.fixture(autouse=True)
def _third_of_november():
    clock.pretend(datetime(2022, 11, 3, 9, tzinfo=ZoneInfo("Europe/London")))
    yield
    clock.pretend(None)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "knowvember-22"
    shutil.copytree(ROOT / "assets/samples/knowvember-22", made)
    return made


@pytest.fixture
def settled(qtbot):
    """Wait until a window shows what it was asked for; `checked` also until everything is checked."""

    def wait(window, *, checked=False):
        qtbot.waitUntil(lambda: not window.showing.busy)
        if checked:
            qtbot.waitUntil(lambda: not window.checks.busy)

    return wait


@pytest.fixture
def window(qapp, qtbot, folder, settled):
    QSettings("kiosk", "studio").clear()
    made = Window(dress(qapp))
    qtbot.addWidget(made)
    assert made.file.open(folder)
    made.resize(1440, 900)  # whatever the screen of the test has
    made.show()
    settled(made)
    yield made
    made.close()
    qapp.setStyleSheet("")
