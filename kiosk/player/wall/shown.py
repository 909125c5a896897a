"""What was shown when, as CSV with a cap: for whoever asks whether the notice was on the wall on Tuesday."""

from __future__ import annotations

import csv
import io
import os
from datetime import datetime
from pathlib import Path

FILE, OLDER = "shown.csv", "shown.older.csv"
LARGEST = 4_000_000
"""Bytes of one file, some two weeks of slides; when it is full it becomes the older one, and the older one goes."""
HEAD = ("from", "screen", "slide", "release")


class Shown:
    """The list of one player, in a folder."""

    def __init__(self, folder: Path, largest: int = LARGEST) -> None:
        self._folder, self._largest = folder, largest

    def add(self, at: datetime, screen: str, slide: str, release: str) -> bool:
        """Note a slide that came on; False when the disk does not take it, which never stops anything."""
        path = self._folder / FILE
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            size = path.stat().st_size if path.exists() else 0
            if size > self._largest:
                os.replace(path, self._folder / OLDER)
                size = 0
            rows = [(at.isoformat(timespec="seconds"), screen, slide, release)]
            with path.open("a", encoding="utf-8", newline="") as out:
                out.write(_spelled([HEAD, *rows] if size == 0 else rows))
        except OSError:
            return False
        return True


def _spelled(rows: list[tuple[str, ...]]) -> str:
    text = io.StringIO()
    # A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    csv.writer(text).writerows([[f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for cell in row] for row in rows])
    return text.getvalue()
