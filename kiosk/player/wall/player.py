"""Play a campaign's slides on a screen: the process that owns the window, and nothing else.

It has no network and never composes: it imports Qt's core and painter and the standard library. Slides come ready
from the cache, which a render worker in a process of its own fills (kiosk.player.worker.render).
"""

from __future__ import annotations

import logging
import os
import sys
from datetime import datetime
from pathlib import Path

from kiosk.player.wall.plays import Plays, preview

log = logging.getLogger("kiosk.player")


class Error(Exception):
    """A wish that the player cannot fulfil, in one sentence."""


def play(
    folder: Path,
    *,
    windowed: bool = False,
    screen: str | None = None,
    at: datetime | None = None,
    speed: float = 1.0,
    seconds: float | None = None,
    metrics: Path | None = None,
) -> int:
    """Play a campaign folder until it is left; returns the exit code (0, or 3 when there is nothing to read).

    `at` without a zone is local time of the campaign; `speed` scales clock and dwell; `seconds` are real ones.
    """
    file = folder / "campaign.toml" if folder.is_dir() else folder
    if file.name != "campaign.toml" or not file.is_file():
        why = "it has no campaign.toml and no releases" if folder.exists() else "it is not there"
        print(f"kiosk: {folder} is neither a campaign nor a place of releases: {why}", file=sys.stderr)
        return 3
    missing = no_display()
    if missing:
        print(f"kiosk: {missing}", file=sys.stderr)
        return 1
    return show(
        preview(file.parent, screen), windowed=windowed, screen=screen, at=at, speed=speed, seconds=seconds, metrics=metrics
    )


def show(
    plays: Plays,
    *,
    windowed: bool,
    screen: str | None,
    at: datetime | None,
    speed: float,
    metrics: Path | None,
    seconds: float | None = None,
) -> int:
    """Open the windows and play, in this process; returns the exit code."""
    from kiosk.player.wall.wall import Wall

    try:
        return Wall(plays, windowed=windowed, screen=screen, at=at, speed=speed, metrics=metrics).run(seconds)
    except OSError as e:
        print(f"kiosk: the player cannot start: {e}", file=sys.stderr)
        return 1


def no_display() -> str:
    """Say in one sentence why no window can be opened; empty when one can. Qt would end the process instead."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal", "vnc")):
        return ""
    if os.environ.get("WAYLAND_DISPLAY"):
        return ""
    display = os.environ.get("DISPLAY", "")
    if not display:
        return "there is no screen to play on: neither DISPLAY nor WAYLAND_DISPLAY is set"
    number = display.rpartition(":")[2].partition(".")[0]
    if display.startswith((":", "unix:")) and not _answers(f"/tmp/.X11-unix/X{number}"):
        return f"there is no screen to play on: no X server answers at DISPLAY={display}"
    return ""


def _answers(path: str) -> bool:
    """Try a local socket of that path, on disk and in Linux' abstract names."""
    import socket

    for name in (path, "\0" + path):
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(name)
            except OSError:
                continue
            return True
    return False
