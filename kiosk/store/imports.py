"""Sources into campaigns: fetch, read by kind, merge, report."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.store.harvest import Harvest
from kiosk.store.report import Report


class Error(Exception):
    """An import that cannot be done, in one sentence that names the file and the cure."""


def new(folder: Path, source: str | None = None, *, kind: str | None = None, allow_private: bool = False) -> Report:
    """Make the campaign folder `folder`, filled from `source` (path or URL) if there is one; refuses a folder with a campaign."""
    raise Error("Not yet.")


def import_into(source: str, folder: Path, *, kind: str | None = None, allow_private: bool = False) -> Report:
    """Import `source` (path, URL or id of a [[source]]) into the campaign in `folder`."""
    raise Error("Not yet.")


def read_source(location: str, kind: str | None = None, *, zone: ZoneInfo | None = None, allow_private: bool = False) -> Harvest:
    """Read a path or URL as the kind it is (None = found out from name and content)."""
    raise Error("Not yet.")
