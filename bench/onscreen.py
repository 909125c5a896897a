"""What stands on an X screen, looked at from outside: when a picture comes, and how many frames a fade really has."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable

WIDTH = 256
_ALL, _ZPIXMAP = ctypes.c_ulong(~0), 2


class _Image(ctypes.Structure):
    """The beginning of an XImage (Xlib.h)."""

    _fields_ = (
        ("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int), ("format", ctypes.c_int),
        ("data", ctypes.POINTER(ctypes.c_char)),
        ("byte_order", ctypes.c_int), ("bitmap_unit", ctypes.c_int), ("bitmap_bit_order", ctypes.c_int),
        ("bitmap_pad", ctypes.c_int), ("depth", ctypes.c_int), ("bytes_per_line", ctypes.c_int),
    )  # fmt: skip


class Eye:
    """Reads one row of pixels, `WIDTH` wide, from a place on the screen, again and again in a thread of its own."""

    def __init__(self, display: str, spot: tuple[int, int], pause: float = 0.004) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XGetImage.restype = ctypes.POINTER(_Image)
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        self._root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        self._spot, self._pause = spot, pause
        self.changes: list[tuple[float, bytes]] = []
        """When the row became another (monotonic seconds), and what it is since."""
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def row(self) -> bytes:
        """Read the row once: blue, green, red and a spare byte for each pixel."""
        x, y = self._spot
        image = self._x.XGetImage(self._display, self._root, x, y, WIDTH, 1, _ALL, _ZPIXMAP)
        if not image:
            return b""
        found = ctypes.string_at(image.contents.data, 4 * WIDTH)
        self._x.XFree(image.contents.data)
        self._x.XFree(image)
        return found

    def wait(self, true: Callable[[bytes], bool], seconds: float) -> float:
        """Wait until a row that was seen fulfils something; the moment when it came, infinite when it never did."""
        until, known = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            for when, row in self.changes[known:]:
                known += 1
                if true(row):
                    return when
            time.sleep(0.01)
        return float("inf")

    def close(self) -> None:
        """Look no more."""
        self._ends.set()
        self._thread.join()
        self._x.XCloseDisplay(self._display)

    def _look(self) -> None:
        before = b""
        while not self._ends.wait(self._pause):
            row = self.row()
            if row != before:
                self.changes.append((time.monotonic(), row))
                before = row


def like(wanted: bytes) -> Callable[[bytes], bool]:
    """Tell whether a row is a known one, but for a few levels of colour."""
    return lambda row: len(row) == len(wanted) and sum(abs(a - b) for a, b in zip(row, wanted, strict=True)) < 4 * len(row)


def fades(changes: list[tuple[float, bytes]], rest: float = 1.0) -> list[tuple[int, float]]:
    """Find the changes that follow each other without a rest: the frames of each, and its seconds. One alone is a cut."""
    found: list[list[float]] = []
    for when, _ in changes:
        if found and when - found[-1][-1] < rest:
            found[-1].append(when)
        else:
            found.append([when])
    return [(len(group), group[-1] - group[0]) for group in found]
