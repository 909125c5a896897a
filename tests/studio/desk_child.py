"""The desk in a process of its own, on a real screen: `python -m tests.studio.desk_child FOLDER`.

Each line of standard input is an expression over `window`, whose value comes back as a line of JSON. `drag` as the first
argument makes a window of something that can be dragged instead: `desk_child drag KIND VALUE`.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMimeData, QObject, QPoint, Qt, QThread, QUrl, Signal
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

SOURCE = (1680, 100)
"""Where the window with what is dragged stands."""


class Lines(QThread):
    """Standard input, line by line."""

    came = Signal(str)

    def run(self) -> None:
        for line in sys.stdin:
            self.came.emit(line)


class Dragged(QLabel):
    """Something that is dragged away as file managers and browsers do it."""

    def __init__(self, mime: QMimeData) -> None:
        super().__init__("drag me")
        self._mime = mime
        self.setFixedSize(200, 120)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = QDrag(self)
        drag.setMimeData(self._mime)
        told = drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.MoveAction)
        print("dropped" if told is Qt.DropAction.CopyAction else f"nobody took it: {told}", flush=True)


def dragged(kind: str, value: str) -> QMimeData:
    """Put a file, a link or a text into what is dragged."""
    mime = QMimeData()
    if kind == "text":
        mime.setText(value)
    else:
        url = QUrl.fromLocalFile(value) if kind == "file" else QUrl(value)
        mime.setUrls([url])
        mime.setText(url.toLocalFile() or value)
    return mime


def source(app: QApplication, kind: str, value: str) -> int:
    """Show what can be dragged."""
    label = Dragged(dragged(kind, value))
    label.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    label.move(*SOURCE)
    label.show()
    while not label.windowHandle().isExposed():  # from then on it can be taken hold of
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    print("ready", flush=True)
    return app.exec()


class Desk(QObject):
    """Answers what a test asks of the window."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        from kiosk.studio.look.style import dress
        from kiosk.studio.window import Window

        self.window = Window(dress(QApplication.instance()))
        self.window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.window.setGeometry(0, 0, 1600, 800)
        self.window.file.open(folder)
        self.window.show()
        self.lines = Lines(self)
        self.lines.came.connect(self.answer)
        self.lines.finished.connect(QApplication.quit)
        self.lines.start()

    def answer(self, line: str) -> None:
        names = {"window": self.window, "middle": middle, "QPoint": QPoint}
        try:
            told = eval(line, names)
        except Exception as trouble:
            told = {"trouble": repr(trouble)}
        print(json.dumps(told, default=str), flush=True)


def middle(widget) -> list[int]:
    """Find the middle of a widget on the screen."""
    at = widget.mapToGlobal(widget.rect().center())
    return [at.x(), at.y()]


def main() -> int:
    app = QApplication(sys.argv[:1])
    if sys.argv[1] == "drag":
        return source(app, sys.argv[2], sys.argv[3])
    desk = Desk(Path(sys.argv[1]))
    try:
        return app.exec()
    finally:
        desk.window.close()


if __name__ == "__main__":
    sys.exit(main())
