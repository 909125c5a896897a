"""Words to the service manager (systemd, sd_notify(3)): ready, alive, state; without one nothing is said."""

from __future__ import annotations

import os
import socket
import time


class Manager:
    """The service manager that started this process, if any."""

    def __init__(self) -> None:
        self._address = os.environ.pop("NOTIFY_SOCKET", "")
        limit = os.environ.pop("WATCHDOG_USEC", "")
        # In a compositor's session the compositor is the main process; what it shows is known here.
        os.environ.pop("WATCHDOG_PID", None)
        self._every = int(limit) / 1e6 / 3 if limit.isdigit() else 0.0
        self._last = float("-inf")

    def ready(self, words: str) -> None:
        """Say that the screen shows something."""
        self._say(f"READY=1\nSTATUS={words}")

    def status(self, words: str) -> None:
        """Say in one line what is going on."""
        self._say(f"STATUS={words}")

    def alive(self) -> None:
        """Say that work is being done, as often as the manager wants to hear it."""
        if self._every and time.monotonic() - self._last >= self._every:
            self._last = time.monotonic()
            self._say("WATCHDOG=1")

    def stopping(self) -> None:
        """Say that the end is wanted."""
        self._say("STOPPING=1")

    def _say(self, text: str) -> None:
        if not self._address or not hasattr(socket, "AF_UNIX"):
            return
        name = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
                line.sendto(text.encode(), name)
        except OSError:
            return  # a manager that does not listen is no reason to stop
