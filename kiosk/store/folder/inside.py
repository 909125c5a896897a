"""Files inside a campaign folder: a name from the campaign never reaches a file outside it, not even by a link."""

from __future__ import annotations

from pathlib import Path

from kiosk.store.folder import links


class Error(Exception):
    """A file that lies outside the folder, or is not there."""


def resolve(folder: Path, name: str) -> Path:
    """Find the real file for a name that the campaign uses; raise Error with one sentence when it may not be read."""
    cure = "copy the file into the folder and name it from there"
    if not links.inside(name):
        raise Error(f'The path "{name[:80]}" leaves the campaign folder; {cure}.')
    root = folder.resolve()
    try:
        path = (root / name).resolve()
        outside, there = not path.is_relative_to(root), path.is_file()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name too long for the system
        raise Error(f"{name[:80]} cannot be found in the campaign folder; check how it is written.") from None
    if outside:
        raise Error(f"{name} is a link to a file outside the campaign folder; {cure}.")
    if not there:
        raise Error(f"{name} is not in the campaign folder; put it there or take it out of campaign.toml.")
    return path
