import subprocess
import sys
from typing import get_args

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from kiosk.studio.look import icons
from kiosk.studio.look.colours import LIGHT
from tests.tooling.checkout import ROOT
from tests.tooling.waiting import PATIENCE


def inked(icon, mode=QIcon.Mode.Normal):
    image = icon.pixmap(QSize(64, 64), 1.0, mode).toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return [p.name().upper() for p in pixels if p.alpha() == 255]


def test_every_icon_is_drawn_in_its_colour_and_paler_where_it_cannot_be_used(qapp):
    for name in get_args(icons.Name):
        drawn = inked(icons.icon(name, LIGHT, colour="#C7402D"))
        assert drawn, name
        assert set(drawn) == {"#C7402D"}, name
    assert LIGHT.disabled.upper() in inked(icons.icon("add", LIGHT), QIcon.Mode.Disabled)


def test_the_package_of_the_icons_is_not_imported_for_it_takes_forty_megabytes():
    code = "import sys, kiosk.studio.window, kiosk.studio.look.icons; print('qtawesome' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert done.stdout.strip() == "False"
