"""The log: what only somebody who helps wants to read, in a file with a cap."""

from __future__ import annotations

import logging
import os
import sys
from datetime import datetime
from pathlib import Path

from kiosk.app import settings

LARGEST = 500_000
"""Bytes of one log file; when it is full it becomes the old one, and the old one goes."""
LONGEST = 20_000
"""Letters of one entry that are kept."""
FILE = "kiosk.log"


class _LazyFile(logging.Handler):
    """Writes to the log file, which is looked up and opened only when there is something to say."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record; a log that cannot be written never stops the program."""
        try:
            write(self.format(record))
        except Exception:
            self.handleError(record)


def start(*, debug: bool) -> None:
    """Send warnings of the program to the log file, and everything to stderr with `debug`."""
    logger = logging.getLogger("kiosk")
    logger.propagate = False
    handler = logging.StreamHandler(sys.stderr) if debug else _LazyFile(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger.setLevel(logging.DEBUG if debug else logging.WARNING)
    for old in [h for h in logger.handlers if isinstance(h, _LazyFile | logging.StreamHandler)]:
        logger.removeHandler(old)
    logger.addHandler(handler)


def crash(trouble: BaseException) -> Path:
    """Keep the traceback of an unexpected fault, and tell where it is."""
    import traceback

    return write(f"{datetime.now():%Y-%m-%d %H:%M:%S} " + "".join(traceback.format_exception(trouble)))


def write(text: str) -> Path:
    """Add lines to the log file and tell where it is: the user's log folder, or the temporary one when that is closed."""
    import tempfile

    for folder in (settings.log_folder(), Path(tempfile.gettempdir())):
        path = folder / FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size > LARGEST:
                os.replace(path, path.with_suffix(".old.log"))
            with open(path, "a", encoding="utf-8") as out:
                out.write(text[:LONGEST].rstrip("\n") + "\n")
            return path
        except OSError:
            continue
    return Path(os.devnull)
