"""Python's search for garbage, in the window's own thread alone.

Python searches in whichever thread happens to make objects. Pages are composed in a worker's thread, and a widget that is found
there and taken apart ends the process: Qt allows that in the thread of the window only. So the search is switched off while a
window is open, and done by a timer instead. A search of everything takes longer than a page, so it waits until nobody types.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 1000
"""How often it is looked whether a search is due."""
_DUE = (700, 10, 10)
"""Python's own measure of when a generation is due."""
SEARCHES = 10
"""Searches after which memory is given back."""
_LONGEST = 60
"""Looks that are put off while somebody works on, one after the other, before one is taken all the same."""


def _at_rest() -> bool:
    return False


class Tidy(QObject):
    """Searches for garbage from time to time, while it lives."""

    _open = 0

    def __init__(self, parent: QObject | None = None, busy: Callable[[], bool] = _at_rest) -> None:
        super().__init__(parent)
        self._busy, self._put_off, self._searches = busy, 0, 0
        Tidy._open += 1
        gc.disable()
        frugal()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    @Slot()
    def look(self) -> None:
        """Search the oldest generation that is due, unless somebody waits for something."""
        if self._busy() and self._put_off < _LONGEST:
            self._put_off += 1
            return
        self._put_off = 0
        counts = gc.get_count()
        due = [n for n in range(3) if counts[n] > _DUE[n]]
        if due:
            gc.collect(max(due))
            self._searches += 1
            if self._searches % SEARCHES == 0:
                give_back()

    @Slot()
    def rested(self) -> None:
        """Do now what was put off."""
        if self._put_off:
            self.look()

    def close(self) -> None:
        """Leave it to Python again, once no window is open."""
        if self._timer.isActive():
            self._timer.stop()
            Tidy._open -= 1
            if Tidy._open == 0:
                gc.enable()


def frugal() -> None:
    """Have pictures of pages taken from the system one by one and given back at once, and one heap for all threads: no holes."""
    setting = _allocator("mallopt")
    if setting is not None:
        setting(_MMAP_THRESHOLD, _LARGE)
        setting(_ARENA_MAX, 1)


def give_back() -> None:
    """Give memory that is free back to the system: after a long programme that is 20 MB and more."""
    trim = _allocator("malloc_trim")
    if trim is not None:
        trim(0)


def _allocator(name: str) -> Callable[..., int] | None:
    """Find a function of glibc's allocator; others look after themselves."""
    if sys.platform != "linux":
        return None
    import ctypes

    return getattr(ctypes.CDLL(None), name, None)


_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
_LARGE = 1_000_000
"""Bytes from which on memory is a picture's."""
