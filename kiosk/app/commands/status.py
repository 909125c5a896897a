"""`kiosk status`: how the players of this user on this machine are doing, or all those that follow one place of releases."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.app.answer import complain
from kiosk.campaign.item import title_of
from kiosk.player import report
from kiosk.store.folder import files
from kiosk.store.release import players, playerwords, release


def run(chosen: Namespace) -> int:
    """Say it in words, or as JSON; 1 when a player does not do what it should, or the place cannot be looked at."""
    if chosen.place is not None:
        return _of_place(chosen.place, as_json=chosen.json)
    found = report.gather()
    if chosen.json:
        json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
        print()
    elif not found:
        print("No player of yours runs on this machine.")
    else:
        now = datetime.now(UTC)
        for one in found:
            print(f"{one['plays']}: {'; '.join(report.sentences(one, now, _played(one)))}.")
    return 0 if all(map(report.is_well, found)) else 1


def _of_place(place: Path, *, as_json: bool) -> int:
    now = datetime.now(UTC)
    try:
        found = players.look(place, now)
    except players.Error as trouble:
        return complain(str(trouble), 1)
    verdicts = playerwords.judged(found, _titles(place, found.release), now)
    if as_json:
        rows = [{"name": v.name, "sign": v.sign, "head": playerwords.HEADS[v.sign], "lines": list(v.lines)} for v in verdicts]
        json.dump({"summary": playerwords.summed(verdicts), "players": rows}, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print(f"{playerwords.summed(verdicts)}.")
        for one in verdicts:
            print(f"{one.name}: {playerwords.HEADS[one.sign]}. {'. '.join(one.lines)}.")
    return 0 if all(v.sign == "well" for v in verdicts) else 1


def _played(one: Mapping[str, Any]) -> dict[str, str]:
    """Read what the items that a player shows are called."""
    if one["kind"] == "release" or not one["folder"]:
        return _titles_in(Path(one["folder"]))
    try:
        return {i.id: title_of(i) for i in files.read(Path(one["folder"]), lenient=True).campaign.items}
    except (files.Error, OSError):
        return {}


def _titles(place: Path, id: str) -> dict[str, str]:
    """Read what the items of a release are called; without them ids must do."""
    return _titles_in(release.folder_of(place, id))


def _titles_in(folder: Path) -> dict[str, str]:
    try:
        return {i.id: title_of(i) for i in release.read(folder).campaign.items}
    except (release.Error, OSError):
        return {}
