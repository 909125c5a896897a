"""`kiosk plan`: what each screen shows from when to when, with gaps and clashes named; in words, as JSON, or drawn."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from kiosk.app.arguments import Usage
from kiosk.app.commands.telling import tell
from kiosk.campaign import diary, retold
from kiosk.campaign.campaign import Campaign, Screen
from kiosk.campaign.diary import Diary, Note, Stretch
from kiosk.export.job import moment
from kiosk.store.folder import files
from kiosk.store.release import release

_LONGEST = timedelta(days=800)


def run(chosen: Namespace) -> int:
    """Print or draw the plan of every screen, or of the one that was named."""
    if chosen.out is not None and chosen.out.suffix.lower() != ".svg":
        raise Usage(f"{chosen.out} is no SVG file; give a name that ends in .svg")
    campaign = _campaign(chosen.campaign)
    start, end = moment(chosen.start, campaign), moment(chosen.end, campaign)
    if end <= start:
        raise Usage("--to lies before --from; give a later moment")
    if end - start > _LONGEST:
        raise Usage(f"A plan covers at most {_LONGEST.days} days; give a nearer --to")
    diaries = [diary.diary(campaign, screen, start, end) for screen in _screens(campaign, chosen.screen)]
    if chosen.out is not None:
        from kiosk.export import place
        from kiosk.export.timeline import timeline
        from kiosk.paint import svg

        place.put(chosen.out, svg.write(timeline.page(campaign, diaries, start, end)).encode())
        print(f"Drawn into {chosen.out}.")
    elif chosen.json:
        json.dump([row for told in diaries for row in _as_json(told)], sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print("\n\n".join("\n".join(retold.words(told, campaign)) for told in diaries))
    return 0


def _campaign(folder: Path) -> Campaign:
    """Read a campaign, or what of it was published: in a place of releases the one that is shown."""
    if not (folder / files.NAME).exists():
        if release.is_release(folder):
            return release.read(folder).campaign
        if release.is_place(folder):
            return release.read(release.folder_of(folder, release.current(folder))).campaign
    opened = files.read(folder, lenient=True)
    tell((f for f in opened.findings if f.severity == "error"), sys.stderr)
    return opened.campaign


def _screens(campaign: Campaign, name: str | None) -> tuple[Screen | None, ...]:
    if name is None:
        return campaign.screens or (None,)
    found = tuple(s for s in campaign.screens if s.name == name)
    if not found:
        known = ", ".join(s.name for s in campaign.screens) or "none"
        raise Usage(f"The campaign has no screen {name!r}; it has: {known}")
    return found


def _as_json(told: Diary) -> Iterator[dict[str, Any]]:
    """Lay a screen's stretches out; each carries the gaps and clashes that fall into it."""
    for row in diary.joined(told.stretches):
        yield {
            "screen": _name(told),
            "from": row.start.isoformat(),
            "to": row.end.isoformat(),
            "slides": list(row.whats),
            "light": row.light,
            "round": row.round,
            "gaps": [n.sentence for n in told.gaps if _meets(n, row)],
            "clashes": [n.sentence for n in told.clashes if _meets(n, row)],
        }


def _meets(note: Note, row: Stretch) -> bool:
    return note.start.timestamp() < row.end.timestamp() and row.start.timestamp() < note.end.timestamp()


def _name(told: Diary) -> str:
    return told.screen.name if told.screen is not None else "any screen"
