"""What a place of releases is just now, for whoever is about to publish into it."""

from __future__ import annotations

import contextlib
from pathlib import Path

from kiosk.record import record
from kiosk.store.release import release


@record
class Place:
    """Whether a folder is there at all, and the title of another campaign that it shows."""

    there: bool
    other: str = ""


def look(place: Path, campaign: str) -> Place:
    """Look at a place as the campaign of that id would find it; what cannot be read shows no other campaign."""
    if not place.exists():
        return Place(there=False)
    with contextlib.suppress(release.Error):
        shown = release.read(release.folder_of(place, release.current(place))).campaign
        if shown.id != campaign:
            return Place(there=True, other=shown.title)
    return Place(there=True)
