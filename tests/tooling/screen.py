"""A virtual X screen for tests that need real windows."""

import os
import shutil
import subprocess
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import cast

import pytest
from PIL import Image, ImageGrab

from tests.tooling.waiting import PATIENCE


class Screen:
    """An X server without a monitor, on a display number that it chooses itself."""

    def __init__(self, width: int, height: int) -> None:
        self._size = f"{width}x{height}x24"
        self._monitors: list[str] = []

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
        self._server.wait(PATIENCE)

    def picture(self) -> Image.Image:
        """Take a picture of all that stands on the screen."""
        return ImageGrab.grab(xdisplay=f":{self.number}")

    def colour(self, x: int, y: int) -> tuple[int, int, int]:
        """Read the colour of one pixel."""
        seen = ImageGrab.grab((x, y, x + 1, y + 1), xdisplay=f":{self.number}").getpixel((0, 0))
        return cast(tuple[int, int, int], seen)

    def monitor(self, name: str, place: tuple[int, int, int, int] | None) -> None:
        """Plug a monitor that takes part of the screen (x, y, width, height), plug it elsewhere, or unplug it."""
        run = partial(
            subprocess.run, env=self.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE
        )
        if name in self._monitors:
            run(["xrandr", "--delmonitor", name], check=True)
            self._monitors.remove(name)
        if place is not None:
            x, y, w, h = place
            # The screen's one output goes with the first monitor; the others have none.
            output = "none" if self._monitors else "screen"
            run(["xrandr", "--setmonitor", name, f"{w}/{w // 4}x{h}/{h // 4}+{x}+{y}", output], check=True)
            self._monitors.append(name)

    def environment(self) -> dict[str, str]:
        """Return the environment of a child process that shows its windows here."""
        return os.environ | {"DISPLAY": f":{self.number}", "QT_QPA_PLATFORM": "xcb"}
