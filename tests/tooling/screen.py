"""A virtual X screen for tests that need real windows."""

import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType

import pytest


class Screen:
    """An X server without a monitor, on a display number that it chooses itself."""

    def __init__(self, width: int, height: int) -> None:
        self._size = f"{width}x{height}x24"

    def __enter__(self) -> "Screen":
        if os.name != "posix" or not Path("/usr/bin").exists():
            pytest.skip("There is no Xvfb on this system.")
        program = shutil.which("Xvfb")
        if program is None:
            pytest.fail("Xvfb is not installed; `make test` installs it.", pytrace=False)
        read, write = os.pipe()
        command = [program, "-displayfd", str(write), "-screen", "0", self._size, "-nolisten", "tcp", "-noreset"]
        self._server = subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            self.number = answer.readline().strip()
        if not self.number:
            pytest.fail("Xvfb did not start.", pytrace=False)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.terminate()
        self._server.wait(10)

    def environment(self) -> dict[str, str]:
        """Return the environment of a child process that shows its windows here."""
        return os.environ | {"DISPLAY": f":{self.number}", "QT_QPA_PLATFORM": "xcb"}
