"""Which screen of a campaign plays on which socket of this computer, whatever is plugged at the moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kiosk.player import playlist

ANY = ""
"""The name of a display that plays no particular screen of the campaign."""


def placed(
    wanted: str | None, connectors: Mapping[str, str], plugged: Sequence[str], primary: str, now: Sequence[str] = ()
) -> dict[str, str]:
    """Say which screens play, by name, and on which plugged connector each.

    `wanted` is one screen, by its own name or its connector's, played wherever there is a screen; else every screen of the
    campaign whose connector is plugged plays there. With none of them plugged one goes on wherever there is a screen: the first
    of those that play `now`, or what is meant for any screen. No connector is used twice.
    """
    if wanted is not None:
        own = connectors.get(wanted) or wanted
        return {wanted: own if own in plugged else primary}
    found: dict[str, str] = {}
    for name, connector in connectors.items():
        if connector in plugged and connector not in found.values():
            found[name] = connector
    return found or {(now[0] if now else ANY): primary}


def known(root: Path) -> Mapping[str, str]:
    """Read the connectors that the newest playlist in a cache folder names; none without one."""
    try:
        for path in sorted(root.glob("playlist-*.json"), key=lambda p: -p.stat().st_mtime):
            try:
                return playlist.from_json(path.read_text("utf-8")).connectors
            except (OSError, playlist.Error):
                continue
    except OSError:
        pass
    return {}
