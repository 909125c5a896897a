"""`kiosk play`: the slides on a screen."""

from __future__ import annotations

import gc
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from kiosk.app.arguments import Usage
from kiosk.player import state
from kiosk.player.supervisor.supervisor import Order
from kiosk.player.wall import player


def run(chosen: Namespace) -> int:
    """Play until somebody leaves, or for the seconds asked for; what is meant to play unattended gets a supervisor."""
    if chosen.screen:
        _check_screen(chosen.campaign, chosen.screen)
    chosen.screen = chosen.screen or chosen.monitor  # the wall takes the name of a plugged monitor for a screen, too
    gc.set_threshold(700, 10, 10)
    order = supervised(chosen)
    if order is None:
        return player.play(
            chosen.campaign,
            windowed=chosen.windowed,
            screen=chosen.screen,
            at=chosen.at,
            speed=chosen.speed,
            seconds=chosen.seconds,
            metrics=chosen.metrics,
        )
    missing = player.no_display()
    if missing:
        print(f"kiosk: {missing}", file=sys.stderr)
        return 1
    if chosen.metrics is not None:
        try:
            chosen.metrics.write_bytes(b"")
        except OSError as error:
            print(f"kiosk: {chosen.metrics} cannot be written: {error.strerror or error}", file=sys.stderr)
            return 1
    from kiosk.player.supervisor import supervisor

    return supervisor.run(order)


def supervised(chosen: Namespace) -> Order | None:
    """Say what a supervisor is to keep playing: releases, and campaigns whose sources are refreshed; None for a plain preview."""
    from kiosk.store.folder import files
    from kiosk.store.release import release

    named: Path = chosen.campaign
    folder = named.parent if named.name in (files.NAME, release.NAME, release.CURRENT) else named
    home = state.folder(folder, chosen.screen)
    player_wish: dict[str, Any] = {
        "followed": str(folder),
        "screen": chosen.screen,
        "windowed": chosen.windowed,
        "at": chosen.at.isoformat() if chosen.at else None,
        "speed": chosen.speed,
        "metrics": str(chosen.metrics.resolve()) if chosen.metrics else None,
    }
    if (folder / files.NAME).is_file():
        if not _has_living_sources(folder):
            return None
        wish = {**player_wish, "folder": str(folder.resolve()), "published": False}
        sync: dict[str, Any] = {"kind": "campaign", "source": str(folder.resolve()), "private": list(chosen.allow_private)}
    else:
        only = release.is_release(folder)
        # A share that is not there at the moment is no reason not to play what came from it.
        if not only and not release.is_place(folder) and state.current(home / state.LOCAL) is None:
            return None
        wish = {**player_wish, "folder": str(home / state.LOCAL), "published": True}
        place = folder.resolve().parent.parent if only else folder.absolute()
        sync = {"kind": "release", "source": str(place), "only": folder.resolve().name if only else ""}
    return Order(home=home, plays=str(folder), player=wish, sync=sync, seconds=chosen.seconds)


def _has_living_sources(folder: Path) -> bool:
    """Tell whether a campaign names a source that is to be refreshed, without reading the whole of it."""
    try:
        text = (folder / "campaign.toml").read_text("utf-8", "replace")
    except OSError:
        return False
    return "[[source]]" in text and "refresh" in text.partition("[[source]]")[2]


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
