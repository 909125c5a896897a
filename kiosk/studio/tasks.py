"""Work off the main thread, with one way home: an answer always arrives in the thread that owns the window."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot
from shiboken6 import isValid

log = logging.getLogger("kiosk.studio")
_T = TypeVar("_T")


class Failed(NamedTuple):
    """An answer that is none: what went wrong."""

    trouble: Exception


class Superseded(BaseException):
    """Long work is given up: it is asked for anew, or nobody waits for it any more. Nothing that handles faults may catch it."""


class _Job(NamedTuple):
    urgency: int
    number: int
    slot: str
    work: Callable[[], Any]
    home: Callable[[Any], None]
    failed: Callable[[Exception], None] | None


def _turn(job: _Job) -> tuple[int, int]:
    return job.urgency, job.number


class Tasks(QObject):
    """One worker thread and the work that waits for it: the most urgent first, and of each slot only the newest.

    Whatever is asked for twice before its turn is done once: fast typing never piles up. Long work calls `breathe` between its
    steps, and lets more urgent work go first.
    """

    _came = Signal(object, object)
    idle = Signal()
    """Nothing is left to do."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setObjectName(name)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._waiting: dict[str, _Job] = {}
        self._running: _Job | None = None
        self._ahead: dict[int, _Job] = {}
        self._lock = threading.Lock()
        self._count = 0
        self._closed = False
        self._came.connect(self._take_home)

    def ask(
        self,
        slot: str,
        work: Callable[[], _T],
        home: Callable[[_T], None],
        *,
        urgency: int = 5,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Have work done in the background; lower urgency numbers go first. `failed` hears what went wrong, else the log."""
        if self._closed:
            return
        self._count += 1
        with self._lock:
            self._waiting[slot] = _Job(urgency, self._count, slot, work, home, failed)
        self._next()

    def breathe(self) -> None:
        """Do what is more urgent than the work that calls this, in its thread; raise Superseded when that is asked for anew."""
        running = self._running
        if running is None:
            return
        while True:
            with self._lock:
                if self._closed or running.slot in self._waiting:
                    raise Superseded
                job = min(self._waiting.values(), key=_turn, default=None)
                if job is None or job.urgency >= running.urgency:
                    return
                del self._waiting[job.slot]
                self._ahead[job.number] = job
            _Run(job, self._came.emit).run()

    def drop(self, prefix: str) -> None:
        """Forget waiting work whose slot begins so."""
        with self._lock:
            for slot in [s for s in self._waiting if s.startswith(prefix)]:
                del self._waiting[slot]

    def asked(self, prefix: str) -> bool:
        """Tell whether work whose slot begins so is being done or waits."""
        with self._lock:
            slots = [job.slot for job in (self._running, *self._ahead.values(), *self._waiting.values()) if job is not None]
        return any(slot.startswith(prefix) for slot in slots)

    @property
    def busy(self) -> bool:
        """Whether anything is being done or waits."""
        return self._running is not None or bool(self._ahead) or bool(self._waiting)

    def close(self) -> None:
        """Take no more work and wait for what is running."""
        self._closed = True
        with self._lock:
            self._waiting.clear()
        self._pool.waitForDone()

    def finish(self) -> None:
        """Do all that waits, in order, and take no more work."""
        self._closed = True
        self._pool.waitForDone()
        for job in sorted(self._waiting.values(), key=_turn):
            _Run(job, _unheard).run()
        self._waiting.clear()

    def _next(self) -> None:
        with self._lock:
            if self._running is not None or not self._waiting:
                return
            job = min(self._waiting.values(), key=_turn)
            del self._waiting[job.slot]
            self._running = job
        self._pool.start(_Run(job, self._came.emit).run)

    @Slot(object, object)
    def _take_home(self, job: _Job, answer: Any) -> None:
        with self._lock:
            if self._ahead.pop(job.number, None) is None:
                self._running = None
        if not self._closed:
            self._next()
            self._deliver(job, answer)
        if not self.busy:
            self.idle.emit()

    def _deliver(self, job: _Job, answer: Any) -> None:
        if any(isinstance(one, QObject) and not isValid(one) for one in _waiting(job.home)):
            return  # whoever asked is gone
        if isinstance(answer, Superseded):
            return
        if not isinstance(answer, Failed):
            job.home(answer)
        elif job.failed is not None:
            job.failed(answer.trouble)
        else:
            log.error("%s failed", job.slot, exc_info=answer.trouble)


class _Run:
    """One job on the worker thread.

    No QRunnable: one that is done before `start` has come back to Python is never let go, nor is the page it was about.
    """

    def __init__(self, job: _Job, send: Callable[[object, object], None]) -> None:
        self._job, self._send = job, send

    def run(self) -> None:
        """Do the work; whatever goes wrong is an answer, too."""
        try:
            answer: Any = self._job.work()
        except Superseded as given_up:
            answer = given_up
        except Exception as trouble:
            answer = Failed(trouble)
        self._send(self._job, answer)


def _waiting(home: Callable[[Any], None]) -> tuple[object, ...]:
    """Name who waits for an answer: the object whose method hears it, and what it was told to bring along."""
    if isinstance(home, partial):
        told: partial[None] = home
        return (*_waiting(told.func), *told.args)
    return (getattr(home, "__self__", None),)


def _unheard(_job: object, _answer: object) -> None:
    """Take an answer that nobody waits for."""
