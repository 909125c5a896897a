"""What this program is: its name and version, where its settings lie, and the way to its keys."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk import __version__
from kiosk.studio import settings
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.overlay import Overlay
from kiosk.studio.look.style import button, label
from kiosk.studio.look.whole import Sentence
from kiosk.studio.words import _, straight


class About(Overlay):
    """Tells it; `keys` leads on to the help page."""

    def __init__(self, window: QWidget, colours: Scheme) -> None:
        super().__init__(window, colours, _("About Kiosk"), width=520)
        self.body.addWidget(label(_("Kiosk {version}", version=__version__), "big"))
        self.body.addWidget(Sentence(_("One campaign in; slides, posters, postcards and social cards out. MIT licence.")))
        for caption, value in (
            (_("Settings"), str(settings.file())),
            (_("Made with"), f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform(terse=True)}"),
        ):
            self.body.addWidget(label(caption, "label"))
            told = Sentence(straight(value))
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.body.addWidget(told)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.keys, done = button(_("Help and keys")), button(_("Close"), "main")
        self.keys.clicked.connect(self.leave)
        done.clicked.connect(self.leave)
        foot.addWidget(self.keys)
        foot.addWidget(done)
        self.stand(foot)
        done.setFocus()
