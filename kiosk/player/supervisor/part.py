"""One part of a player as a process of its own: started, listened to, ended. No Qt."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from queue import SimpleQueue
from typing import IO, Any

from kiosk.player.state import WARNS
from kiosk.record import record

log = logging.getLogger("kiosk.player")
_PATIENCE = 5.0


@record(eq=False)
class Event:
    """Something a part said, or its end (`said` None)."""

    part: Part
    said: Mapping[str, Any] | None


class Part:
    """A child process that says one JSON object a line, and ends when its input does."""

    def __init__(self, name: str, words: Sequence[str], events: SimpleQueue[Event], env: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.began = self.heard = time.monotonic()
        self.was_shown = False
        self.last = ""
        """The last words of a fault."""
        self._events = events
        self._process = subprocess.Popen(
            [sys.executable, "-m", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(env or {})},
        )
        self._ears = [threading.Thread(target=hear, daemon=True) for hear in (self._hear, self._hear_faults)]
        for ear in reversed(self._ears):
            ear.start()  # the one that tells of the end waits for the other, so that goes first

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def code(self) -> int | None:
        """The exit code; None while it lives."""
        return self._process.poll()

    @property
    def lived(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self.began

    def kill(self) -> None:
        """End it without asking."""
        with contextlib.suppress(OSError):
            self._process.kill()

    def end(self) -> None:
        """Ask it to leave, and see to it that it does; returns at once."""
        with contextlib.suppress(OSError):
            self._process.terminate()
        threading.Thread(target=self._see_off, daemon=True).start()

    def wait(self) -> None:
        """Wait until it has gone, for some seconds at most."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
            return
        self.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)

    def _see_off(self) -> None:
        self.wait()

    def _hear(self) -> None:
        for line in _lines(self._process.stdout):
            try:
                said: Any = json.loads(line)
            except ValueError:
                log.debug("%s said something unknown: %.200s", self.name, line)
                continue
            if isinstance(said, dict):
                self.heard = time.monotonic()
                self._events.put(Event(self, said))
        self._process.wait()
        self._ears[1].join(_PATIENCE)  # its last words come before its end
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                stream.close() if stream else None
        self._events.put(Event(self, None))

    def _hear_faults(self) -> None:
        """Log what the part warns of; keep the last words of a fault for when it ends."""
        stream = self._process.stderr
        for line in _lines(stream):
            warned = line.startswith(WARNS)
            words = line.removeprefix(WARNS)
            log.log(logging.WARNING if warned else logging.DEBUG, "%s: %.500s", self.name, words)
            if not warned:
                self.last = words[:300]
        with contextlib.suppress(OSError):
            stream.close() if stream else None


def _lines(stream: IO[bytes] | None) -> Sequence[str] | Any:
    """Read lines as they come, none longer than a child may make them."""
    while stream is not None:
        try:
            line = stream.readline(1_000_000)
        except (OSError, ValueError):
            return
        if not line:
            return
        text = line.decode("utf-8", "replace").strip()
        if text:
            yield text
