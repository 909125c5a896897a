"""Make the pictures of the README and of docs/print.md from a finished `make demo`: `python docs/pictures/make.py build/demo`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

ROOT = Path(__file__).parents[2]
GAP = 12
FAMILIES = ("leaf", "ink", "civic", "table", "photo")
SHEETS = {
    "print.jpg": (
        520,
        ("poster/2022-11-03-exchange", "poster/tba-cafe-cilip", "poster/tba-who-did-you-ask", "poster/tba-peer-assist-p"),
    ),
    "programme.jpg": (520, ("programme/knowvember-22", "postcard/tba-peer-assist-p")),
    "slides.jpg": (300, ("slide/2022-11-09-cafe", "slide/knowvember-22-2022-11-03-agenda-week", "slide/tba-closing")),
    "social.jpg": (380, ("social/2022-11-15", "social/2022-11-23", "social/2022-11-01", "social/tba-cafe-cilip")),
}


def pages(file: Path, height: int) -> list[Image.Image]:
    """Open a PDF or a picture as pictures of one height."""
    if file.suffix == ".pdf":
        document = pypdfium2.PdfDocument(file)
        return [page.render(scale=height / page.get_height()).to_pil().convert("RGB") for page in document]
    picture = Image.open(file).convert("RGB")
    return [picture.resize((round(picture.width * height / picture.height), height), Image.Resampling.LANCZOS)]


def families(height: int) -> list[Image.Image]:
    """Make one event's poster in every family."""
    row: list[Image.Image] = []
    with tempfile.TemporaryDirectory() as folder:
        for family in FAMILIES:
            order = ["export", "assets/samples/knowvember-22", "-o", f"{folder}/{family}", "--family", family]
            choice = ["--product", "poster", "--item", "after-action-reviews", "--at", "2022-11-03T09:00"]
            subprocess.run([sys.executable, "main.py", *order, *choice], cwd=ROOT, check=True, capture_output=True)
            row += [p for file in Path(folder, family, "poster").iterdir() for p in pages(file, height)]
    return row


def papers(height: int) -> list[Image.Image]:
    """Make what goes with an export: the report, a sheet to be signed, a poster that saves ink, pages four on a sheet."""
    row: list[Image.Image] = []
    with tempfile.TemporaryDirectory() as folder:
        order = ["export", "assets/samples/knowvember-22", "-o", folder, "--at", "2022-11-01T09:00"]
        choice = ["--item", "exchange", "--item", "peer-assist", "--product", "poster,postcard"]
        for way in (["--press"], ["--ink-saver"], ["--report", "--sign-off", "--n-up", "4"]):
            subprocess.run([sys.executable, "main.py", *order, *choice, *way], cwd=ROOT, check=True, capture_output=True)
        for name in ("report/*report*", "report/*sign-off*", "poster/*exchange*saver*", "report/*4-up*"):
            row += [ImageOps.expand(p, 1, "#C8C8C4") for file in Path(folder).glob(name) for p in pages(file, height)[:1]]
    return row


def desk(file: Path) -> None:
    """Take a picture of the desk's window with the sample campaign in it."""
    import os
    from datetime import datetime
    from zoneinfo import ZoneInfo

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QFont, QFontDatabase
    from PySide6.QtWidgets import QApplication

    from kiosk.page import face as faces
    from kiosk.studio import clock
    from kiosk.studio.look.style import dress
    from kiosk.studio.window import Window

    app = QApplication([])
    for weight in (400, 600, 700):
        QFontDatabase.addApplicationFont(faces.find("Fira Sans", weight).path)
    font = QFont("Fira Sans")
    font.setPixelSize(13)
    app.setFont(font)
    clock.pretend(datetime(2022, 11, 3, 9, tzinfo=ZoneInfo("Europe/London")))
    window = Window(dress(app))
    window.resize(1440, 900)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "knowvember-22"
        shutil.copytree(ROOT / "assets/samples/knowvember-22", copy)
        window.file.open(copy)
        window.show()

        def taken() -> None:
            if not window.checks.busy and not window.tasks.busy:
                window.grab().toImage().save(str(file), quality=85)
                window.close()
                app.quit()

        timer = QTimer()
        timer.timeout.connect(taken)
        timer.start(500)
        app.exec()


def main(demo: Path) -> None:
    """Lay files of the demo side by side, one sheet a row."""
    rows = {
        name: [p for start in starts for p in pages(min(demo.glob(f"{start}*")), height)]
        for name, (height, starts) in SHEETS.items()
    }
    for name, row in (rows | {"families.jpg": families(440), "papers.jpg": papers(420)}).items():
        height = row[0].height
        sheet = Image.new("RGB", (sum(p.width for p in row) + GAP * (len(row) - 1), height), "white")
        x = 0
        for picture in row:
            sheet.paste(picture, (x, 0))
            x += picture.width + GAP
        sheet.save(Path(__file__).parent / name, quality=82, optimize=True)
    desk(Path(__file__).parent / "desk.jpg")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
