"""Make the pictures of docs/desk.md: every state of the desk, light and dark side by side: `python docs/pictures/desk.py`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PIL import Image

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from kiosk.studio.window import Window

ROOT = Path(__file__).parents[2]
SIZE, SMALL = (1440, 900), (960, 600)
WIDE, GAP = 680, 8
"""The width of one picture on a sheet, and the white between two."""
FACE = "Fira Sans"
SHEETS = {
    "desk-work.jpg": ("main", "slide", "schedule"),
    "desk-begin.jpg": ("start", "new", "import"),
    "desk-out.jpg": ("export", "found", "print"),
    "desk-wall.jpg": ("published", "screens", "translations"),
    "desk-doubt.jpg": ("again", "withheld", "narrow"),
}


class Tour:
    """Goes through the states of a desk and takes a picture of each."""

    def __init__(self, app: QApplication, window: Window, out: Path, folder: Path) -> None:
        self.app, self.window, self.out, self.folder = app, window, out, folder

    def until(self, done: Callable[[], bool]) -> None:
        """Let the desk work until something is so."""
        end = time.monotonic() + 180
        while not done() and time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.01)

    def take(self, name: str) -> None:
        """Take a picture once nothing moves any more, and close what was opened."""
        from kiosk.studio.look.overlay import Overlay

        w = self.window
        self.until(lambda: not (w.checks.busy or w.tasks.busy or w.chores.busy or w.plans.busy or w.showing.busy))
        for _ in range(5):
            self.app.processEvents()
        w.grab().toImage().save(str(self.out / f"{name}.png"))
        for card in w.findChildren(Overlay):
            card.leave()

    def go(self) -> None:
        """Go."""
        from kiosk.studio.cards.importing import Import
        from kiosk.studio.output import printing
        from kiosk.studio.output.published import Published

        w = self.window
        w.show()
        w.file.open(self.folder)
        w.show_document(None)
        self.take("start")
        w.file.new()
        self.take("new")
        w.file.open(self.folder)
        w.file.bring(str(self.folder / "announcement.md"))
        card = w.findChild(Import)
        self.until(lambda: card.understood is not None)
        self.take("import")
        self.take("main")
        w.preview.show_product("slide")
        self.take("slide")
        w.tabs.setCurrentIndex(1)
        self.take("schedule")
        w.tabs.setCurrentIndex(0)
        w.preview.show_product("poster")
        self.until(lambda: not w.showing.busy)
        self._export()
        printing.printers = lambda: ["Office, second floor"]
        w.sending.print()
        self.take("print")
        told = {"added": ["Fishbowl"], "changed": ["Knowledge café with NIHR"], "drafts": ["Peer Assist: End Point Assessment"]}
        Published(w, w.colours, "S:\\Screens\\November", told)
        self.take("published")
        self._screens()
        w.asking.translations()
        self.take("translations")
        self._doubts()

    def _export(self) -> None:
        w = self.window
        w.sending.export()
        card = w.sending.card
        assert card is not None
        card.choices.out.setText(str(self.folder.parent / "files"))
        card.choices.rows["poster"].ways.setCurrentIndex(1)
        ended: list[str] = []
        card.finished.connect(ended.append)
        self.app.processEvents()
        w.grab().toImage().save(str(self.out / "export.png"))
        for product in ("slide", "social", "screensaver", "postcard"):
            card.choices.rows[product].box.setChecked(False)
        card.go.click()
        self.until(lambda: bool(ended))
        self.take("found")

    def _doubts(self) -> None:
        """Import what both changed, export what cannot be made, and make the window small."""
        from kiosk.studio.cards.importing import Import
        from kiosk.studio.document import edits

        w, source = self.window, self.folder.parent / "programme.csv"
        assert w.document is not None
        for summary, mine in (("For all", "For children under five"), ("For the whole house", "")):
            source.write_text(f"Title,Date,Summary,Place\nStory time,4 Nov 2022,{summary},Learning Hub\n")
            w.file.bring(str(source))
            card = next(c for c in w.findChildren(Import) if c.isVisible())
            self.until(lambda card=card: card.understood is not None)
            if mine:
                card.add.click()
                w.document.edit(edits.change(w.document.campaign, "story-time", summary=mine), "Change short line")
        self.take("again")
        long = " ".join(["Interdisciplinarity"] * 12)
        w.document.edit(edits.change(w.document.campaign, "story-time", title=long), "Change title")
        w.sending.export()
        made = w.sending.card
        assert made is not None
        made.choices.out.setText(str(self.folder.parent / "doubtful"))
        for product, row in made.choices.rows.items():
            row.box.setChecked(product == "poster")
        ended: list[str] = []
        made.finished.connect(ended.append)
        made.go.click()
        self.until(lambda: bool(ended))
        self.take("withheld")
        w.resize(*SMALL)
        w.choose("exchange")
        w.preview.show_product("slide")
        self.take("narrow")

    def _screens(self) -> None:
        """Let three players have left word beside a release, as players do."""
        from kiosk.studio import settings

        place = self.folder.parent / "screens"
        order = [sys.executable, "-m", "kiosk", "publish", str(self.folder), str(place)]
        subprocess.run(order, cwd=ROOT, check=True, capture_output=True)
        (place / "players").mkdir()
        id, now = (place / "current").read_text().strip(), datetime.now(UTC).isoformat()
        aside = [{"what": "cafe-nihr", "why": "Its picture cannot be read."}]
        for name, facts, ago in (
            ("Foyer (RL-PC-014)", {"screens": [{"slide": "exchange"}]}, 10),
            ("Level 2 (RL-PC-020)", {"screens": [{"slide": "agenda-week"}], "set_aside": aside}, 20),
            ("Ward 7 lift (RL-PC-031)", {}, 2 * 86_400),
        ):
            file = place / "players" / f"{name[:5]}.json"
            file.write_text(json.dumps({"name": name, "state": "playing", "release": id, "made": now, **facts}))
            os.utime(file, (time.time() - ago,) * 2)
        settings.note(self.folder, publish=str(place))
        self.window.sending.follow()
        self.until(lambda: self.window.sending.walls.seen is not None)
        self.window.sending.screens()
        self.take("screens")


def tour(out: Path, dark: bool) -> None:
    """Take all pictures in one set of colours."""
    from PySide6.QtGui import QFont, QFontDatabase
    from PySide6.QtWidgets import QApplication

    from kiosk.page import face as faces
    from kiosk.studio import clock
    from kiosk.studio.look import colours, style
    from kiosk.studio.window import Window

    app = QApplication([])
    for weight in (400, 600, 700):
        QFontDatabase.addApplicationFont(faces.find(FACE, weight).path)
    font = QFont(FACE)
    font.setPixelSize(13)
    app.setFont(font)
    style.scheme = lambda _wanted: colours.DARK if dark else colours.LIGHT
    clock.pretend(datetime(2022, 11, 3, 9, tzinfo=ZoneInfo("Europe/London")))
    folder = out / "knowvember-22"
    shutil.copytree(ROOT / "assets/samples/knowvember-22", folder)
    window = Window(style.dress(app))
    window.resize(*SIZE)
    Tour(app, window, out, folder).go()
    window.close()


def main() -> None:
    """Make the sheets: a state a row, light and dark."""
    with tempfile.TemporaryDirectory() as place:
        sides: list[Path] = []
        for dark in ("", "dark"):
            out = Path(place, dark or "light")
            out.mkdir()
            env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(out), "XDG_DATA_HOME": str(out)}
            subprocess.run([sys.executable, __file__, str(out), *filter(None, [dark])], cwd=ROOT, env=env, check=True)
            sides.append(out)
        high = round(WIDE * SIZE[1] / SIZE[0])
        for name, states in SHEETS.items():
            sheet = Image.new("RGB", (2 * WIDE + GAP, (high + GAP) * len(states) - GAP), "white")
            for row, state in enumerate(states):
                for column, side in enumerate(sides):
                    picture = Image.open(side / f"{state}.png").convert("RGB").resize((WIDE, high), Image.Resampling.LANCZOS)
                    sheet.paste(picture, (column * (WIDE + GAP), row * (high + GAP)))
            sheet.save(Path(__file__).parent / name, quality=74, optimize=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        tour(Path(sys.argv[1]), dark="dark" in sys.argv)
    else:
        main()
