"""An export that is being carried out by a process of its own, as the window sees it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader

from kiosk.studio.words import _, counted

PROGRAM = (sys.executable, "-m", "kiosk.export.live")


class Run(QObject):
    """Orders that are being carried out by a process of its own."""

    planned = Signal(list)
    """The names of all files (list of str)."""
    made = Signal(dict)
    """One sheet is done (`done`, `total`, `name`, `files`, `withheld`, `failed`)."""
    ended = Signal(dict)
    """It is over (`kind` done or bad)."""

    def __init__(self, orders: Sequence[Mapping[str, Any]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self._process = QProcess(self)
        self._process.setProcessEnvironment(surroundings(offscreen=True))
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)
        self._process.start(PROGRAM[0], list(PROGRAM[1:]))
        self._process.write((json.dumps(orders) + "\n").encode())

    def wish(self, word: str) -> None:
        """Say `pause`, `resume` or `stop`."""
        self._process.write(f"{word}\n".encode())

    def kill(self) -> None:
        """End it at once; every file is whole or absent all the same."""
        self._over = True
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(3000):
            self._process.kill()
            self._process.waitForFinished(1000)

    @Slot()
    def _read(self) -> None:
        while self._process.canReadLine():
            line = bytes(self._process.readLine().data())
            try:
                answer = cast(dict[str, Any], json.loads(line))
            except ValueError:
                continue
            match answer.get("kind"):
                case "plan":
                    self.planned.emit(answer["names"])
                case "made":
                    self.made.emit(answer)
                case _:
                    self._over = True
                    self._process.closeWriteChannel()  # it has nothing left to hear, and goes
                    self.ended.emit(answer)

    @Slot()
    def _finished(self) -> None:
        self._read()
        self.deleteLater()
        if not self._over:
            self._over = True
            self.ended.emit(
                {"kind": "bad", "sentence": _("The export ended unexpectedly; what was finished is whole. Try it again.")}
            )

    @Slot(QProcess.ProcessError)
    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._finished()


def surroundings(*, offscreen: bool = False) -> QProcessEnvironment:
    """Make the environment of a process of this very program."""
    made = QProcessEnvironment.systemEnvironment()
    root = str(Path(__file__).parents[3])
    made.insert("PYTHONPATH", os.pathsep.join(filter(None, (root, made.value("PYTHONPATH")))))
    if offscreen:
        made.insert("QT_QPA_PLATFORM", "offscreen")
    return made


def ended_words(answer: Mapping[str, Any]) -> str:
    """Say in one sentence how an export ended."""
    if answer["kind"] != "done":
        return str(answer["sentence"])
    count = answer["files"]
    said = counted("{n} file", "{n} files", count)
    warned = len({(f["sentence"], f["cure"], f["item"]) for f in answer["findings"] if f["severity"] == "warning"})
    held = answer["withheld"] + answer["failed"]
    if held:
        said += _(", {held} not made", held=held)
    if warned:
        said += ", " + counted("{n} warning", "{n} warnings", warned)
    papers = [str(path).rpartition("/")[2] for path in answer.get("papers", ())]
    if papers:
        said += _(", and besides them {papers}", papers=", ".join(papers))
    return _("Cancelled. Finished and whole: {said}", said=said) if answer["cancelled"] else _("Finished: {said}", said=said)


def thumbnail(file: Path, size: QSize, scale: float = 0.0) -> QImage:
    """Make a picture of a finished file that fits into a size, for a worker thread; an empty one when it cannot be.

    `scale` is how large a PDF's page should be where there is room: pixels a point.
    """
    if file.suffix != ".pdf":
        reader = QImageReader(str(file))
        reader.setScaledSize(reader.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
        return reader.read()
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(file)
    try:
        page = document[0]
        fits = min(size.width() / page.get_width(), size.height() / page.get_height())
        bitmap = page.render(scale=min(scale or fits, fits), rev_byteorder=True, prefer_bgrx=True)
        pixels = bytes(bitmap.buffer)
        return QImage(pixels, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888).copy()
    finally:
        document.close()
