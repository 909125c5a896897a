"""The desk's settings: one readable TOML file in the user's settings folder, or beside a program that was only unpacked."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from kiosk.store.folder import writing
from kiosk.studio.words import _

NAME = "desk.toml"
MOST_RECENT = 8
"""Campaigns that are remembered."""


def file() -> Path:
    """Find the settings file: beside a portable program when its folder may be written, else in the user's settings folder."""
    if getattr(sys, "frozen", False):
        beside = Path(sys.executable).parent / "settings"
        if beside.is_dir() and os.access(beside, os.W_OK):
            return beside / NAME
    import platformdirs

    return platformdirs.user_config_path("kiosk", appauthor=False) / NAME


def read() -> dict[str, Any]:
    """Read all settings; a file that is missing or spoilt has none."""
    import tomli

    try:
        return tomli.loads(file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def change(**values: Any) -> None:
    """Set some settings and keep the rest, comments too; where nothing may be written, nothing is remembered."""
    import tomlkit

    path = file()
    try:
        text = path.read_text("utf-8")
        tree = tomlkit.parse(text)
    except (OSError, ValueError):
        tree = tomlkit.document()
        tree.add(
            tomlkit.comment(
                _("Settings of the desk. Change what you like while it is closed; take the file away to start afresh.")
            )
        )
    for name, value in values.items():
        tree[name] = value
    with contextlib.suppress(OSError, writing.Error):
        path.parent.mkdir(parents=True, exist_ok=True)
        writing.write(path, tomlkit.dumps(tree))


def recent() -> tuple[Path, ...]:
    """List the campaign folders that were open last, the newest first, as far as they are still there."""
    found = read().get("recent", [])
    paths = [Path(p) for p in cast(list[object], found) if isinstance(p, str)] if isinstance(found, list) else []
    return tuple(p for p in paths if (p / "campaign.toml").is_file())


def remember(folder: Path) -> None:
    """Put a campaign folder at the top of the recent ones."""
    path = folder.resolve()
    kept = [p for p in recent() if p != path]
    change(recent=[str(p) for p in (path, *kept)][:MOST_RECENT])


def of_campaign(folder: Path) -> Mapping[str, Any]:
    """Read what is remembered of one campaign: where its files go, where it is published."""
    found = read().get("campaign", {})
    entry = cast(dict[str, Any], found).get(str(folder.resolve()), {}) if isinstance(found, dict) else {}
    return cast(dict[str, Any], entry) if isinstance(entry, dict) else {}


def note(folder: Path, **values: Any) -> None:
    """Remember something of one campaign."""
    found = read().get("campaign", {})
    all_ = dict(cast(dict[str, Any], found)) if isinstance(found, dict) else {}
    all_[str(folder.resolve())] = {**of_campaign(folder), **values}
    change(campaign=all_)
