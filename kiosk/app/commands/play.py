"""`kiosk play`: the slides on a screen."""

from __future__ import annotations

import gc
from argparse import Namespace
from pathlib import Path
from typing import Any

from kiosk.app.arguments import Usage
from kiosk.player import player


def run(chosen: Namespace) -> int:
    """Play until somebody leaves, or for the seconds asked for."""
    if chosen.screen:
        _check_screen(chosen.campaign, chosen.screen)
    gc.set_threshold(700, 10, 10)
    return player.play(
        chosen.campaign,
        windowed=chosen.windowed,
        screen=chosen.screen,
        at=chosen.at,
        speed=chosen.speed,
        seconds=chosen.seconds,
        metrics=chosen.metrics,
    )


def _check_screen(campaign: Path, wanted: str) -> None:
    """Raise Usage for a screen that the campaign does not have; what cannot be read at all is the player's own affair."""
    # The table alone: the process that plays stays small, and reads no campaign.
    import tomli

    try:
        read: dict[str, Any] = tomli.loads((campaign / "campaign.toml").read_text("utf-8-sig"))
    except (OSError, ValueError):
        return
    listed: Any = read.get("screen")
    screens: list[Any] = [s for s in listed if isinstance(s, dict)] if isinstance(listed, list) else []
    names = [str(s[key]) for s in screens for key in ("name", "connector") if s.get(key)]
    if wanted not in names:
        known = ", ".join(dict.fromkeys(str(s["name"]) for s in screens if s.get("name")))
        raise Usage(f"The campaign has no screen {wanted!r}; it has: {known or 'none; add a [[screen]] to campaign.toml'}")
