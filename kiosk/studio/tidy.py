"""Python's search for garbage, in the window's own thread alone.

Python searches in whichever thread happens to make objects. Pages are composed in a worker's thread, and a widget that is found
there and taken apart ends the process: Qt allows that in the thread of the window only. So the search is switched off while a
window is open, and done by a timer instead.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 1000
"""How often it is looked whether a search is due."""
_DUE = (700, 10, 10)
"""Python's own measure of when a generation is due."""


class Tidy(QObject):
    """Searches for garbage from time to time, while it lives."""

    _open = 0

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        Tidy._open += 1
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    @Slot()
    def look(self) -> None:
        """Search the oldest generation that is due."""
        counts = gc.get_count()
        due = [n for n in range(3) if counts[n] > _DUE[n]]
        if due:
            gc.collect(max(due))

    def close(self) -> None:
        """Leave it to Python again, once no window is open."""
        if self._timer.isActive():
            self._timer.stop()
            Tidy._open -= 1
            if Tidy._open == 0:
                gc.enable()
