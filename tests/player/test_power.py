"""The computer is kept awake, also when what keeps it awake was lost meanwhile."""

import contextlib
import ctypes
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.player.wall import power
from kiosk.player.wall.power import Awake, Caffeine, Windows
from tests.tooling.screen import Screen
from tests.tooling.waiting import PATIENCE, until

AWAKE = """
import sys
from PySide6.QtGui import QGuiApplication
from PySide6.QtCore import QSocketNotifier
from kiosk.player.wall import power
power._FIRST_MS, power.AGAIN_MS = 10, 200
app = QGuiApplication([])
awake = power.Awake()
awake.start()
stop = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
stop.activated.connect(lambda *_: app.quit())
print("plays", flush=True)
app.exec()
awake.stop()
"""


class Told:
    """Lines that a child prints, each waited for."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self._lines: queue.Queue[str] = queue.Queue()
        self._thread = threading.Thread(target=self._read, args=(child,), daemon=True)
        self._thread.start()

    def _read(self, child: subprocess.Popen[str]) -> None:
        assert child.stdout is not None
        for line in child.stdout:
            self._lines.put(line.strip())

    def next(self, count: int = 1) -> set[str]:
        return {self._lines.get(timeout=PATIENCE) for _ in range(count)}


@contextlib.contextmanager
def child(env: Mapping[str, str], *command: str) -> Iterator[tuple[subprocess.Popen[str], Told]]:
    with subprocess.Popen(
        [sys.executable, *command], env={**os.environ, **env}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as made:
        told = Told(made)
        try:
            yield made, told
        finally:
            made.kill()


@pytest.fixture
def bus() -> Iterator[dict[str, str]]:
    """A bus that stands for the session's and the system's."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.fail("dbus-daemon is not installed; `make test` installs it.", pytrace=False)
    with subprocess.Popen(
        [program, "--session", "--print-address", "--nofork"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        try:
            yield {"DBUS_SESSION_BUS_ADDRESS": address, "DBUS_SYSTEM_BUS_ADDRESS": address}
        finally:
            daemon.kill()


BUS_CHILD = str(Path(__file__).with_name("bus_child.py"))
ASKED = {"saver kiosk slides are on the wall", "logind idle:sleep kiosk block"}


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="D-Bus is Linux' way")
def test_sleep_is_inhibited_taken_again_when_lost_and_given_back(bus: dict[str, str]) -> None:
    """FAILURES.md: screen goes to sleep."""
    with child(bus, "-c", AWAKE) as (player, played):
        assert played.next() == {"plays"}, "a bus without such services stops nobody"
        with child(bus, BUS_CHILD) as (_, desktop):
            assert desktop.next() == {"there"}
            assert desktop.next(2) == ASKED
        with child(bus, BUS_CHILD) as (_, desktop):
            assert desktop.next() == {"there"}
            assert desktop.next(2) == ASKED, "a service that was started again is asked again"
            assert player.stdin is not None
            player.stdin.write("\n")
            player.stdin.flush()
            assert desktop.next() == {"free"}
        assert player.wait(PATIENCE) == 0


def test_the_x_servers_own_screen_saver_is_off_while_slides_play_and_as_it_was_afterwards() -> None:
    with Screen(320, 180) as screen:
        env = screen.environment()

        def timeout() -> str:
            seen = subprocess.run(["xset", "q"], env=env, capture_output=True, text=True, check=True).stdout
            return next(line for line in seen.splitlines() if "timeout:" in line).split()[1]

        subprocess.run(["xset", "s", "600"], env=env, check=True)
        nowhere = dict.fromkeys(("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"), "unix:path=/nowhere")
        with child({**env, **nowhere}, "-c", AWAKE) as (player, told):
            told.next()
            until(lambda: timeout() == "0")
            subprocess.run(["xset", "s", "300"], env=env, check=True)
            until(lambda: timeout() == "0")
            assert player.stdin is not None
            player.stdin.write("\n")
            player.stdin.flush()
            assert player.wait(PATIENCE) == 0
        assert timeout() == "600"


class Kernel:
    """Windows' kernel32, as far as it is asked here."""

    def __init__(self, answer: int = 1) -> None:
        self.states: list[int] = []
        self.answer = answer

    def SetThreadExecutionState(self, state: ctypes.c_uint) -> int:
        self.states.append(state.value)
        return self.answer


def test_windows_is_asked_again_and_again_and_told_at_the_end(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(power, "AGAIN_MS", 20)
    kernel = Kernel()
    awake = Awake({"Windows": lambda: Windows(kernel)})
    awake.start()
    qtbot.waitUntil(lambda: len(kernel.states) >= 3)
    awake.stop()
    assert set(kernel.states[:-1]) == {0x80000003}
    assert kernel.states[-1] == 0x80000000


def test_a_way_that_fails_is_left_out_and_the_others_go_on(qtbot: QtBot) -> None:
    kernel, refusing = Kernel(), Kernel(0)
    awake = Awake({"no": lambda: Windows(refusing), "yes": lambda: Windows(kernel)})
    for _ in range(3):
        awake.hold()
    assert (len(refusing.states), len(kernel.states)) == (1, 3)


@pytest.mark.skipif(os.name != "posix", reason="a script stands for the program")
def test_caffeinate_runs_and_is_started_again_when_it_ended(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "caffeinate"
    script.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    keeper = Caffeine()
    asked = tmp_path / "asked"
    for count in (1, 2):
        qtbot.waitUntil(lambda: keeper._process.processId() == 0)
        keeper.hold()
        qtbot.waitUntil(lambda count=count: asked.exists() and asked.read_text().count("\n") == count)
    assert asked.read_text().splitlines()[0] == f"-d -i -m -s -w {os.getpid()}"
    keeper.release()
