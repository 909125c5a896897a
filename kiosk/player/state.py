"""What a player keeps on its machine between two runs: one folder for each thing that is played, never on a share.

Each part of a player writes one JSON file there, whole or not at all, and reads those of the others:

`player.json`      pid, beat, plays, folder, root, release, screens, clock, set_aside, trouble, shown, memory, handles, notice
`sync.json`        pid, beat, release (id, made, files, verified), kept_out, sources, trouble
`supervisor.json`  pid, beat, name, plays, safe, restarts, last
`local/`           releases copied to this machine, with `current` as in a place of releases
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from kiosk.player import cache

PLAYER, SYNC, SUPERVISOR = "player.json", "sync.json", "supervisor.json"
LOCAL, RELEASES, CURRENT = "local", "releases", "current"
WARNS = "kiosk warns: "
"""What begins a line of a part's standard error that is meant for the log."""
_ID = re.compile(r"[0-9a-f]{20}")


def root() -> Path:
    """Find the folder of all players of this user on this machine; KIOSK_STATE names another."""
    from platformdirs import user_state_path

    return Path(os.environ.get("KIOSK_STATE") or user_state_path("kiosk", appauthor=False)) / "players"


def folder(plays: Path, screen: str | None = None) -> Path:
    """Name the folder of what is played, on the screen of that name."""
    whole = f"{plays.resolve()}\n{screen or ''}"
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in plays.resolve().name)[:40]
    return root() / f"{name}-{hashlib.blake2b(whole.encode(), digest_size=6).hexdigest()}"


def homes() -> tuple[Path, ...]:
    """List the state folders of everything that was ever played here."""
    try:
        return tuple(sorted(p for p in root().iterdir() if p.is_dir()))
    except OSError:
        return ()


def write(home: Path, name: str, facts: Mapping[str, Any]) -> bool:
    """Leave what a part has to tell; False when the disk does not take it, which never stops anything."""
    told = {"schema": 1, "pid": os.getpid(), "beat": stamp(), **facts}
    try:
        home.mkdir(parents=True, exist_ok=True)
        cache.replace(home / name, json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    except OSError:
        return False
    return True


def stamp() -> str:
    """Write the moment it is."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def read(home: Path, name: str) -> dict[str, Any]:
    """Read what a part told last; empty when it told nothing that can be read."""
    try:
        raw: Any = json.loads((home / name).read_bytes())
    except (OSError, ValueError):
        return {}
    return cast(dict[str, Any], raw) if isinstance(raw, dict) else {}


def age(facts: Mapping[str, Any]) -> float:
    """Count the seconds since a part told something; infinite when it never did."""
    try:
        return max(time.time() - datetime.fromisoformat(facts["beat"]).timestamp(), 0.0)
    except (KeyError, ValueError, TypeError):
        return float("inf")


def current(place: Path) -> Path | None:
    """Find the folder of the release that a local place shows; None when there is none yet."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        with (place / CURRENT).open("rb") as file:
            id = file.read(64).decode("ascii").strip()
        if _ID.fullmatch(id):
            return place / RELEASES / id
    return None


def is_alive(facts: Mapping[str, Any]) -> bool:
    """Tell whether the process that wrote something still lives (and is not another one with its number)."""
    import psutil

    try:
        process = psutil.Process(int(facts["pid"]))
        told = datetime.fromisoformat(facts["beat"]).timestamp()
        return process.status() != psutil.STATUS_ZOMBIE and process.create_time() <= told + 5
    except (psutil.Error, KeyError, ValueError, TypeError, OSError):
        return False
