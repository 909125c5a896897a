"""Play a campaign's slides on a screen: the process that owns the window, and nothing else.

It has no network and never composes: it imports Qt's core and painter and the standard library. Slides come ready
from the cache, which a render worker in a process of its own fills (kiosk.player.worker.render).
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk import resources
from kiosk.player import state
from kiosk.record import record

log = logging.getLogger("kiosk.player")


class Error(Exception):
    """A wish that the player cannot fulfil, in one sentence."""


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


def fingerprint() -> str:
    """Compute what names this state of the program and its templates: slides of another state are made anew."""
    found: list[str] = []
    for root in (Path(__file__).parents[2], resources.templates_dir()):
        for path, folders, names in os.walk(root):
            folders[:] = sorted(f for f in folders if not f.startswith(("_", ".")))
            for name in sorted(n for n in names if n.endswith((".py", ".toml", ".xml"))):
                facts = os.stat(os.path.join(path, name))
                found.append(f"{name} {facts.st_mtime_ns} {facts.st_size}")
    return hashlib.blake2b("\n".join(found).encode(), digest_size=8).hexdigest()
