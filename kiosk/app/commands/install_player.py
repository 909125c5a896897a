"""`kiosk install-player`: this machine plays releases whenever it is on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from kiosk.app.arguments import Usage
from kiosk.player import installing, state
from kiosk.player.sync.taking import Taking
from kiosk.store.release import release


def run(chosen: Namespace) -> int:
    """Set the player up, or take away what was set up."""
    if chosen.undo:
        made = installing.setup(chosen.place or Path("."), user=chosen.user, undo=True)
        return _undo(made)
    if chosen.place is None:
        raise Usage("Say what is to be played: kiosk install-player RELEASE, the folder that releases are published into")
    place: Path = chosen.place.absolute()
    release.current(place)  # says in one sentence what is wrong with a place that holds no release
    made = installing.setup(place, user=chosen.user)
    installing.write(made)
    for path, _ in made.files:
        print(f"Written: {path}")
    trouble = _take_first(place) if not _for_another_user() else ""
    if trouble:
        print(f"kiosk: The release cannot be taken yet: {trouble}", file=sys.stderr)
    failed = _carry_out(made.after)
    if failed:
        sentence = f"The system did not take it: {failed}; try again after the next start, or ask your IT service."
        print(f"kiosk: {sentence}", file=sys.stderr)
    for sentence in made.told:
        print(sentence)
    return 1 if trouble or failed else 0


def _undo(made: installing.Setup) -> int:
    there = any(path.exists() and installing.is_ours(path) for path, _ in made.files)
    if not there:
        print("Nothing was set up here by kiosk install-player.")
        return 0
    _carry_out(made.before_undo)
    for path in installing.remove(made):
        print(f"Removed: {path}")
    _carry_out(made.after_undo)
    return 0


def _for_another_user() -> bool:
    import os

    return hasattr(os, "geteuid") and os.geteuid() == 0


def _take_first(place: Path) -> str:
    """Copy the release to this machine right away, so that the first start finds it even without the share."""
    taking = Taking(place, state.folder(place) / state.LOCAL)
    taking.look()
    out = taking.facts["kept_out"]
    return taking.trouble or (str(out[0]["why"]) if out else "")


def _carry_out(commands: Iterable[tuple[str, ...]]) -> str:
    """Have the system do something; returns what went wrong, if anything."""
    for words in commands:
        if shutil.which(words[0]) is None:
            return f"there is no {words[0]} on this machine"
        try:
            done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"{' '.join(words)}: {error}"
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()
            return f"{' '.join(words)}: {said[-1] if said else f'it ended with {done.returncode}'}"
    return ""
