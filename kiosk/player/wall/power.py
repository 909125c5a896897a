"""Power: keeps the computer awake and its screen lit while slides play, and takes that up again whenever it is lost."""

from __future__ import annotations

import ctypes
import logging
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import QObject, QProcess, QTimer, Slot
from PySide6.QtGui import QGuiApplication

log = logging.getLogger("kiosk.player")
_FIRST_MS = 1000
"""The first slide goes first."""
AGAIN_MS = 30_000
"""How often it is looked whether the screen is still kept awake."""
_WHO, _WHY = "kiosk", "slides are on the wall"
_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2  # ES_* of winbase.h


class Keeper(Protocol):
    """One way of keeping a computer awake."""

    def hold(self) -> None:
        """Take it, or take it again where it was lost; cheap when it is held."""
        ...

    def release(self) -> None:
        """Give it back."""
        ...


class Awake(QObject):
    """Everything that keeps this computer awake; what a system does not have is passed over."""

    def __init__(self, ways: Mapping[str, Callable[[], Keeper]] | None = None) -> None:
        super().__init__()
        self._ways = dict(ways) if ways is not None else _ways()
        self._keepers: dict[str, Keeper] = {}
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.hold)

    def start(self) -> None:
        """Keep awake from shortly after now."""
        QTimer.singleShot(_FIRST_MS, self, self.hold)
        self._timer.start(AGAIN_MS)

    @Slot()
    def hold(self) -> None:
        """Take hold of every way there is, or again of those that were lost; a way that fails is left out from then on."""
        for name, make in list(self._ways.items()):
            try:
                if name not in self._keepers:
                    self._keepers[name] = make()
                self._keepers[name].hold()
            except Exception as e:
                log.info("the screen is not kept awake by %s: %s", name, e)
                del self._ways[name]
                self._keepers.pop(name, None)

    def stop(self) -> None:
        """Let the computer sleep again."""
        self._timer.stop()
        self._ways.clear()
        for name, keeper in self._keepers.items():
            try:
                keeper.release()
            except Exception as e:
                log.info("%s could not be given back: %s", name, e)
        self._keepers.clear()


def _ways() -> dict[str, Callable[[], Keeper]]:
    """List what can keep this system awake."""
    if sys.platform == "win32":
        return {"Windows": Windows}
    if sys.platform == "darwin":
        return {"caffeinate": Caffeine}
    ways: dict[str, Callable[[], Keeper]] = {"the session bus": _desktop, "logind": _logind}
    if QGuiApplication.platformName() == "xcb":
        ways["the X server"] = XServer
    return ways


def _desktop() -> Keeper:
    from kiosk.player.wall.inhibit import Desktop

    return Desktop(_WHO, _WHY)


def _logind() -> Keeper:
    from kiosk.player.wall.inhibit import Logind

    return Logind(_WHO, _WHY)


class Windows:
    """Windows counts the time until it sleeps; this sets the count back for good, and again in case another program did so."""

    def __init__(self, kernel: Any = None) -> None:
        self._kernel = kernel or ctypes.windll.kernel32  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]

    def hold(self) -> None:
        """Ask for system and display; the state belongs to the thread, so always from the same."""
        if not self._kernel.SetThreadExecutionState(ctypes.c_uint(_CONTINUOUS | _SYSTEM | _DISPLAY)):
            raise OSError("SetThreadExecutionState refused")

    def release(self) -> None:
        """Ask for nothing any more."""
        self._kernel.SetThreadExecutionState(ctypes.c_uint(_CONTINUOUS))


class Caffeine:
    """The program `caffeinate` of macOS, which ends when this process does."""

    def __init__(self) -> None:
        path = shutil.which("caffeinate")
        if path is None:
            raise OSError("caffeinate is not there")
        self._path = path
        self._process = QProcess()

    def hold(self) -> None:
        """Start it, or start it again."""
        if self._process.state() is QProcess.ProcessState.NotRunning:
            self._process.start(self._path, ["-d", "-i", "-m", "-s", "-w", str(os.getpid())])

    def release(self) -> None:
        """End it."""
        self._process.kill()
        self._process.waitForFinished(1000)


class XServer:
    """The X server's own screen saver and power saving (DPMS), which know no desktop; given back as they were found."""

    def __init__(self) -> None:
        self._x, self._ext = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXext.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))
        if not self._display:
            raise OSError("it does not answer")
        self._before = [ctypes.c_int() for _ in range(4)]
        self._x.XGetScreenSaver(self._display, *map(ctypes.byref, self._before))
        self._saved_power = self._powers()

    def _powers(self) -> bool:
        spare, level, on = ctypes.c_int(), ctypes.c_ushort(), ctypes.c_ubyte()
        if not self._ext.DPMSQueryExtension(self._display, ctypes.byref(spare), ctypes.byref(spare)):
            return False
        self._ext.DPMSInfo(self._display, ctypes.byref(level), ctypes.byref(on))
        return bool(on.value)

    def hold(self) -> None:
        """Turn both off."""
        self._x.XSetScreenSaver(self._display, 0, 0, 0, 0)
        if self._powers():
            self._ext.DPMSDisable(self._display)
        self._x.XSync(self._display, 0)

    def release(self) -> None:
        """Turn on again what was on."""
        self._x.XSetScreenSaver(self._display, *(value.value for value in self._before))
        if self._saved_power:
            self._ext.DPMSEnable(self._display)
        self._x.XCloseDisplay(self._display)
