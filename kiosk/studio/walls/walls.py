"""How the screens are doing that follow what was published: asked now and then, said at the foot of the window.

A process of its own does the asking, `kiosk status TO`: a share that has gone away can hold whoever looks at it for minutes.
"""

from __future__ import annotations

import json
import sys
from typing import Any, cast

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from kiosk.record import record
from kiosk.studio.output.running import surroundings
from kiosk.studio.words import _

COMMAND = (sys.executable, "-m", "kiosk", "status")
HEADS = {"well": _("Well"), "look": _("Have a look"), "away": _("Away")}
EVERY_MS = 60_000
PATIENCE_MS = 20_000
"""How long a place may take to answer."""


@record(kw_only=True)
class Wall:
    """One player: its name, the sign (well, look or away), what the sign says, and sentences."""

    name: str
    sign: str
    head: str
    lines: tuple[str, ...]


@record(kw_only=True)
class Seen:
    """What was seen at a place: all in one line, each player, or why nothing could be seen."""

    place: str
    summary: str = ""
    walls: tuple[Wall, ...] = ()
    trouble: str = ""

    @property
    def sign(self) -> str:
        """The sign of the worst player; away when nothing could be seen or nobody has said anything."""
        signs = {wall.sign for wall in self.walls}
        return "away" if self.trouble else next((s for s in ("look", "away", "well") if s in signs), "away")


class Walls(QObject):
    """Looks after the players of one place."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place = ""
        self.seen: Seen | None = None
        self._process: QProcess | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)

    def follow(self, place: str) -> None:
        """Look at another place from now on; none when it is empty."""
        if place == self.place:
            return
        self.close()
        self.place, self.seen = place, None
        self.changed.emit()
        if place:
            self._timer.start()
            self.look()

    @Slot()
    def look(self) -> None:
        """Look once, unless that is being done."""
        if not self.place or self._process is not None:
            return
        process = self._process = QProcess(self)
        process.setProcessEnvironment(surroundings())
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        process.start(COMMAND[0], [*COMMAND[1:], "--json", self.place])
        self._patience.start()

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._stop()

    def _stop(self) -> None:
        process, self._process = self._process, None
        self._patience.stop()
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(500)
            process.deleteLater()

    @Slot()
    def _give_up(self) -> None:
        self._stop()
        self._take(
            Seen(
                place=self.place,
                trouble=_("{place} does not answer; see that the share or stick is connected.", place=self.place),
            )
        )

    @Slot()
    def _finished(self) -> None:
        process, self._process = self._process, None
        self._patience.stop()
        if process is None:
            return
        out = bytes(process.readAllStandardOutput().data())
        error = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        process.deleteLater()
        self._take(read(self.place, out, error))

    @Slot(QProcess.ProcessError)
    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._finished()

    def _take(self, seen: Seen) -> None:
        if seen != self.seen:
            self.seen = seen
            self.changed.emit()


def read(place: str, out: bytes, error: str) -> Seen:
    """Read the answer of `kiosk status`."""
    try:
        told = cast(dict[str, Any], json.loads(out))
        walls = tuple(
            Wall(name=w["name"], sign=w["sign"], head=HEADS[w["sign"]], lines=tuple(w["lines"])) for w in told["players"]
        )
        return Seen(place=place, summary=told["summary"], walls=walls)
    except (ValueError, KeyError, TypeError):
        return Seen(place=place, trouble=error.removeprefix("kiosk: ") or _("The screens could not be asked."))
