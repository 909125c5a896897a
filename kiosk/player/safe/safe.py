"""Safe mode: one slide on every screen, composed right here, with the reason in small print; needs neither cache nor worker."""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent, QRasterWindow, QScreen

from kiosk.campaign.campaign import Campaign, Hours
from kiosk.campaign.plan import DEFAULT
from kiosk.page.items import Page
from kiosk.player import state
from kiosk.player.safe import plain
from kiosk.player.state import WARNS
from kiosk.player.wall.supervised import ALONE

log = logging.getLogger("kiosk.player")


class Plate(QRasterWindow):
    """A window that shows one picture."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._image = image
        self.setTitle("kiosk")
        self.setCursor(Qt.CursorShape.BlankCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture over the whole window."""
        painter = QPainter(self)
        painter.drawImage(0, 0, self._image.scaled(self.size(), mode=Qt.TransformationMode.SmoothTransformation))
        painter.end()


def main() -> int:
    """Show the slide until the process is ended."""
    logging.basicConfig(level=logging.WARNING, format=f"{WARNS}%(message)s")
    wish: dict[str, Any] = json.loads(sys.argv[1])
    app = QGuiApplication(["kiosk"])
    app.setQuitOnLastWindowClosed(False)
    plates: list[Plate] = []

    def fill(_: QScreen | None = None) -> None:
        for old in plates:
            old.destroy()
        plates.clear()
        for screen in app.screens():
            area = screen.geometry()
            size = (max(area.width(), 1), max(area.height(), 1))
            plate = Plate(picture(wish, size))
            plate.setScreen(screen)
            plate.setGeometry(area)
            plates.append(plate)
            plate.show() if wish.get("windowed") else plate.showFullScreen()

    fill()
    app.screenAdded.connect(fill)
    app.screenRemoved.connect(fill)
    told = QTimer()
    told.setInterval(1000)
    told.timeout.connect(lambda: _say({"kind": "beat"}))
    told.start()
    threading.Thread(target=_leave_when_alone, daemon=True).start()
    QTimer.singleShot(0, lambda: _say({"kind": "first"}))
    return app.exec()


def picture(wish: Mapping[str, Any], size: tuple[int, int]) -> QImage:
    """Paint the default slide with the reason; if even that fails, plain words."""
    from kiosk.paint import qt

    reason = f"Safe mode: {wish.get('reason') or 'the player could not start'}"
    campaign, folder = _campaign(wish)
    try:
        page = _default_slide(campaign, folder, size, Path(wish["home"]))
        return qt.raster(plain.with_small_print(page, reason), size)
    except Exception:
        log.warning("the default slide cannot be made", exc_info=True)
        return qt.raster(plain.with_small_print(plain.bare(campaign.title, size), reason), size)


def _campaign(wish: Mapping[str, Any]) -> tuple[Campaign, Path | None]:
    """Read the campaign as far as it can be read; else one that says nothing."""
    from kiosk.store.folder import files
    from kiosk.store.release import release

    try:
        if wish.get("published"):
            home = state.current(Path(wish["home"]) / state.LOCAL)
            if home is not None:
                return release.read(home).campaign, home
        else:
            return files.read(Path(wish["folder"]), lenient=True).campaign, Path(wish["folder"])
    except Exception as error:
        log.warning("safe mode goes without the campaign: %s", error)
    return Campaign(title="Welcome", id="safe"), None


def _default_slide(campaign: Campaign, folder: Path | None, size: tuple[int, int], home: Path) -> Page:
    from kiosk.compose import brief, fallback
    from kiosk.player.worker.workshop import stock
    from kiosk.store import templates
    from kiosk.store.pictures import pictures

    neutral = templates.load(templates.NEUTRAL, None)
    try:
        family, unread = templates.load(campaign.family, folder), ""
    except templates.Error as error:
        family, unread = {}, str(error)
    # True at any time, so it tells no hours; and without items, any of which may be what is wrong.
    quiet = replace(campaign, hours=Hours(), events=(), articles=(), techniques=(), prompts=(), notices=())
    facts = pictures.gather(quiet, folder, home)[0] if folder is not None else {}
    order = brief.Brief(
        campaign=quiet,
        product="slide",
        stock=stock(size),
        what=DEFAULT,
        at=datetime.now(UTC),
        family_name=campaign.family,
        family=family,
        langs=campaign.languages,
        pictures=facts,
        screen=None,
    )
    return fallback.compose(order, templates.NEUTRAL, neutral, unread)[0].page


def _say(said: Mapping[str, Any]) -> None:
    try:
        print(json.dumps(said), flush=True)
    except OSError:
        return  # nobody listens; the end of the input tells as much


def _leave_when_alone() -> None:
    sys.stdin.read()
    threading.Event().wait(ALONE)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
