"""A Wayland compositor without a monitor, for tests that need windows as a kiosk session shows them."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

import pytest
from PIL import Image

from tests.tooling.waiting import PATIENCE


class Compositor:
    """Weston, painting into memory (its kiosk shell shows nothing without a seat)."""

    def __init__(self, width: int, height: int, *more: str) -> None:
        self._size = (width, height)
        self._more = more

    def __enter__(self) -> "Compositor":
        program = shutil.which("weston")
        if os.name != "posix" or not Path("/usr/bin").exists():
            pytest.skip("There is no Wayland on this system.")
        if program is None:
            pytest.fail("weston is not installed; `make test` installs it.", pytrace=False)
        self._home = tempfile.TemporaryDirectory(prefix="kiosk-way-")
        width, height = self._size
        command = [program, "--backend=headless-backend.so", "--use-pixman", f"--width={width}", f"--height={height}"]
        command += ["--shell=desktop-shell.so", "--socket=wall", "--no-config", "--idle-time=0", "--debug", *self._more]
        self._server = subprocess.Popen(command, env=self.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        last = time.monotonic() + PATIENCE
        while not Path(self._home.name, "wall").exists():
            if time.monotonic() > last or self._server.poll() is not None:
                pytest.fail("weston did not start.", pytrace=False)
            time.sleep(0.02)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.terminate()
        self._server.wait(PATIENCE)
        self._home.cleanup()

    def environment(self) -> dict[str, str]:
        """Return the environment of a child process that shows its windows here."""
        plain = {k: v for k, v in os.environ.items() if k != "DISPLAY"}
        return plain | {"XDG_RUNTIME_DIR": self._home.name, "WAYLAND_DISPLAY": "wall", "QT_QPA_PLATFORM": "wayland"}

    def picture(self) -> Image.Image:
        """Take a picture of all that stands on the screen."""
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                ["weston-screenshooter"],
                cwd=folder,
                env=self.environment(),
                check=True,
                timeout=PATIENCE,
                stdout=subprocess.DEVNULL,
            )
            with Image.open(next(Path(folder).glob("*.png"))) as seen:
                return seen.convert("RGB")
