"""`kiosk demo`: the sample campaign, exported and played."""

from __future__ import annotations

import filecmp
import shutil
import subprocess
import sys
from argparse import Namespace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import cast

from kiosk.app.commands.export import progress_bar, stoppable, summary, told
from kiosk.export import job, naming
from kiosk.player.wall import player
from kiosk.resources import assets_dir
from kiosk.store.folder import files

_SAMPLE = "knowvember-22"
_OPENING = time(9)


def run(chosen: Namespace) -> int:
    """Export every product into the folder as of the campaign's first week, then play the slides if there is a screen."""
    out: Path = chosen.out
    campaign = _copied(out / "campaign")
    at = chosen.at or _first_week(campaign)
    with stoppable() as should_stop, progress_bar() as on_progress:
        result = job.run(job.Order(campaign=campaign, out=out, at=at, workers=chosen.jobs, report=True), on_progress, should_stop)
    print(summary(result))
    if result.stopped or result.failures or result.withheld:
        return told(result)
    _play(campaign, at, chosen.seconds)
    return 0


def _copied(folder: Path) -> Path:
    """Lay the sample where it may be changed; one that somebody changed stays as it is."""
    sample = assets_dir() / "samples" / _SAMPLE
    if (folder / files.NAME).exists():
        if not filecmp.cmp(folder / files.NAME, sample / files.NAME, shallow=False):
            print(f"{folder} differs from the sample and stays as it is; remove it to start afresh.")
        return folder
    try:
        shutil.copytree(sample, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".kiosk"))
    except (OSError, shutil.Error) as trouble:
        raise files.Error(
            f"The sample campaign cannot be copied to {folder} ({_why(trouble)}); choose another folder with -o"
        ) from None
    return folder


def _why(trouble: Exception) -> str:
    """Say what hindered copying; a tree that could not be copied holds a list of (from, to, reason)."""
    if isinstance(trouble, shutil.Error) and trouble.args and isinstance(trouble.args[0], list):
        listed = cast("list[tuple[str, str, str]]", trouble.args[0])
        return listed[0][2].partition("] ")[2] or listed[0][2]
    return getattr(trouble, "strerror", None) or str(trouble)


def _first_week(folder: Path) -> datetime:
    """Find the morning of the campaign's first event in its first week, so that the page of the day has something to say."""
    campaign = files.read(folder, lenient=True).campaign
    if campaign.starts is None:
        return datetime.now()
    days = (naming.day_of(event, campaign.zone) for event in campaign.events)
    week = [(campaign.starts + timedelta(days=n)).isoformat() for n in range(7)]
    first = min((day for day in days if day in week), default=week[0])
    return datetime.combine(date.fromisoformat(first), _OPENING)


def _play(campaign: Path, at: datetime, seconds: float) -> None:
    missing = player.no_display()
    if not missing:
        print(f"Playing the slides in a window for {seconds:g} second{'' if seconds == 1 else 's'}; Esc closes it.", flush=True)
        words = ["play", str(campaign), "--windowed", "--at", at.isoformat(), "--for", str(seconds)]
        # In a process of its own: a display that is set but does not answer takes the whole process down.
        played = subprocess.run([sys.executable, "-m", "kiosk", *words], capture_output=True, text=True, check=False)
        if played.returncode == 0:
            return
        missing = (played.stderr.strip().splitlines() or ["the window could not be opened"])[-1].removeprefix("kiosk: ")
    by_hand = f"kiosk play {campaign} --windowed --at {at.isoformat()}"
    print(f"The slides were not played: {missing.rstrip('.')}. On a machine with a screen: {by_hand}")
