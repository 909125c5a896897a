"""The player's side of the render worker: start it, give it orders, read its answers, start it again when it dies.

The worker is a process of its own (`python -m kiosk.player.worker.render`). Orders go to its standard input and answers come
from its standard output, one JSON object a line; what it writes to standard error goes into the log.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Mapping, Sequence
from typing import Any, cast

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Qt, QTimer, Signal, Slot

from kiosk.player.state import WARNS

log = logging.getLogger("kiosk.player")
PATIENCE_MS = 60_000
"""How long a worker may be busy without a word before it counts as stuck."""
LINGER_MS = 20_000
"""How long an idle worker waits for another order before it is let go, with its memory."""
_BACKOFF_MS = (300, 1000, 3000, 10_000, 30_000, 60_000)
COMMAND = (sys.executable, "-m", "kiosk.player.worker.render")


class Errand(QObject):
    """One render worker at a time, alive only while there is something to render."""

    answered = Signal(object)
    """An answer of the worker (dict with `kind`)."""

    def __init__(self, command: Sequence[str] = COMMAND, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._process: QProcess | None = None
        self._order: dict[str, Any] | None = None
        self._answered = False
        self._begun = ""
        self._avoid: list[str] = []
        self._deaths = 0
        self._rest = self._last = ""
        self._linger = self._timer(self._let_go)
        self._patience = self._timer(self._give_up)
        self._again = self._timer(self._send)

    def _timer(self, slot: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.CoarseTimer)
        timer.timeout.connect(slot)
        return timer

    @property
    def busy(self) -> bool:
        """Whether the slides of an order are still being made, or wait for a new worker."""
        return self._order is not None and not self._answered

    @property
    def at_work(self) -> bool:
        """Whether anything of an order is still to be made; after the slides that is their detail cards."""
        return self._order is not None

    @property
    def pid(self) -> int:
        """The worker's process id; 0 without one."""
        return self._process.processId() if self._process else 0

    def order(self, order: Mapping[str, Any]) -> None:
        """Have slides rendered; a newer order replaces one that is still being carried out."""
        if self.busy and self._process is not None:
            self._stop()  # it cannot hear the new order before it is done with the old one; between two cards it can
        self._order = dict(order)
        self._deaths = 0
        self._send()

    def close(self) -> None:
        """End the worker, within a second."""
        self._order = None
        for timer in (self._linger, self._patience, self._again):
            timer.stop()
        self._stop()

    @Slot()
    def _send(self) -> None:
        if self._order is None:
            return
        self._linger.stop()
        self._answered = False
        if self._process is None:
            self._start()
        if self._process is not None:
            self._begun = ""
            self._patience.start(PATIENCE_MS)
            self._process.write((json.dumps({**self._order, "avoid": self._avoid}) + "\n").encode())

    def _start(self) -> None:
        process = QProcess(self)
        surroundings = QProcessEnvironment.systemEnvironment()
        surroundings.insert("QT_QPA_PLATFORM", "offscreen")  # it paints into memory and owns no window
        process.setProcessEnvironment(surroundings)
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._read_log)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        self._process, self._rest, self._last = process, "", ""
        process.start(self._command[0], self._command[1:])

    @Slot()
    def _read(self) -> None:
        process = self._process
        while process is not None and process is self._process and process.canReadLine():
            line = bytes(process.readLine().data()).decode("utf-8", "replace")
            try:
                answer = cast(dict[str, Any], json.loads(line))
                kind = str(answer["kind"])
            except (ValueError, KeyError, TypeError):
                log.warning("the render worker said something unknown: %.200s", line.strip())
                continue
            self._patience.start(PATIENCE_MS)
            if kind == "begin":
                self._begun = str(answer.get("key", ""))
                continue
            if kind == "done":
                self._answered, self._begun = True, ""
            elif kind in ("whole", "bad"):
                self._order = None
                self._deaths = 0
                self._patience.stop()
                self._linger.start(LINGER_MS)
            self.answered.emit(answer)

    @Slot()
    def _read_log(self) -> None:
        """Log what the worker itself warns of; keep the last words of a fault for when it ends."""
        if self._process is None:
            return
        lines = (self._rest + bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")).split("\n")
        self._rest = lines.pop()[-1000:]
        for line in filter(None, map(str.strip, lines)):
            warned = line.startswith(WARNS)
            log.log(logging.WARNING if warned else logging.DEBUG, "render worker: %.300s", line.removeprefix(WARNS))
            self._last = "" if warned else line

    @Slot()
    def _ended(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.deleteLater()
        self._linger.stop()
        self._patience.stop()
        if self._order is None:
            return
        # A slide or a card that was begun twice and never finished takes the worker down with it: leave it out from now on.
        if self._begun and self._begun == self._order.get("suspect"):
            self._avoid.append(self._begun)
        self._order["suspect"] = self._begun
        delay = _BACKOFF_MS[min(self._deaths, len(_BACKOFF_MS) - 1)]
        self._deaths += 1
        why = f" ({self._last[:300]})" if self._last else ""
        log.warning("the render worker ended before it was done%s; starting another in %.1f s", why, delay / 1000)
        self._again.start(delay)

    @Slot(QProcess.ProcessError)
    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._ended()

    @Slot()
    def _let_go(self) -> None:
        if self._process is not None and self._order is None:
            self._process.closeWriteChannel()  # it reads the end of its input and leaves

    @Slot()
    def _give_up(self) -> None:
        if self._process is not None and self._order is not None:
            log.warning("the render worker said nothing for %d s and is ended", PATIENCE_MS // 1000)
            self._process.kill()

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)
        process.closeWriteChannel()
        process.kill()  # what it writes is complete or not there at all
        process.waitForFinished(1000)
        process.deleteLater()
