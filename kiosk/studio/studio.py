"""Where the desk starts."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from kiosk.studio import words
from kiosk.studio.document import standin
from kiosk.studio.look.following import Following
from kiosk.studio.look.style import dress
from kiosk.studio.window import Window


def run(campaign: Path | None = None) -> int:
    """Open the desk's window, with a campaign if one is named, and stay until it is closed."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1] or ["kiosk"])
    app.setApplicationName("kiosk")
    app.setApplicationDisplayName("Kiosk")
    if words.mirrored():
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window = Window(dress(app))
    Following(app, window)
    awake = _leaving(window)  # before a folder is taken, which an end at this moment would leave locked
    if campaign is not None:
        window.file.open(campaign)
    window.show()
    window.chores.ask("sweep", standin.sweep, _nothing)
    try:
        return app.exec()
    finally:
        awake.stop()


def _leaving(window: Window) -> QTimer:
    """Let a polite end of the process (log-off, Ctrl-C) close the window as a person would: nothing typed is lost."""
    closed: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: closed.append(number))
    awake = QTimer(window)  # Python hears signals only while it runs

    @Slot()
    def look() -> None:
        if closed:
            window.close()

    awake.timeout.connect(look)
    awake.start(300)
    return awake


def _nothing(_: object) -> None:
    """Take an answer that tells nothing."""
