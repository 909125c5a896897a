"""Where the studio starts."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kiosk.studio.style import dress
from kiosk.studio.window import Window


def run(campaign: Path | None = None) -> int:
    """Open the studio's window, with a campaign if one is named, and stay until it is closed."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1] or ["kiosk"])
    app.setApplicationName("kiosk")
    app.setApplicationDisplayName("Studio")
    window = Window(dress(app))
    if campaign is not None:
        window.file.open(campaign)
    window.show()
    return app.exec()
