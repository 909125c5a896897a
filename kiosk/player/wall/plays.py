"""What a player plays: a campaign that is followed as it changes, or releases."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.player import state
from kiosk.record import record


@record(kw_only=True)
class Plays:
    """What is played: what was named, where it is read (for releases the machine's own place), and where state is kept.

    `say` takes what a supervisor wants to hear.
    """

    followed: Path
    folder: Path
    published: bool
    home: Path
    say: Callable[[Mapping[str, Any]], None] | None = None

    def made(self) -> datetime | None:
        """Read when the release that is shown was made; None for a campaign, or when nobody can tell."""
        home = state.current(self.folder) if self.published else None
        if home is None:
            return None
        try:
            with (home / "release.json").open("rb") as file:
                found = re.search(rb'"made":"([^"]{10,40})"', file.read(4096))
            moment = datetime.fromisoformat(found[1].decode()) if found else None
        except (OSError, ValueError):
            return None
        return moment if moment is not None and moment.tzinfo else None


def preview(folder: Path, screen: str | None = None) -> Plays:
    """Name what the live preview of a campaign folder plays."""
    return Plays(followed=folder, folder=folder.resolve(), published=False, home=state.folder(folder, screen))
