"""`kiosk publish`: a release of a campaign, for players to take by themselves."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from kiosk.app.answer import complain
from kiosk.app.commands.telling import tell
from kiosk.campaign import diary
from kiosk.campaign.finding import Finding
from kiosk.export import job
from kiosk.export.manifest import finding_as_json
from kiosk.store.folder import files
from kiosk.store.release import publishing
from kiosk.store.release.publishing import Published


def run(chosen: Namespace) -> int:
    """Publish, say what changed and what stays out; 1 when an item stays out because something is wrong with it."""
    try:
        done = publishing.publish(chosen.campaign, chosen.place, judged=lambda: _slides(chosen.campaign))
    except publishing.Error as error:
        return complain(str(error), 1)
    if chosen.json:
        json.dump(_as_json(done), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        for line in _lines(done):
            print(line)
        sys.stdout.flush()
        tell(done.withheld, sys.stderr)
    return 1 if done.withheld else 0


def _slides(campaign: Path) -> Iterator[Finding]:
    """Find what is wrong with the slides as screens would show them, lying and, where a screen is turned, upright."""
    turned = any(s.rotate in (90, 270) for s in files.read(campaign, lenient=True).campaign.screens)
    stocks = ("1920x1080", "1080x1920") if turned else ("1920x1080",)
    found = job.check(
        job.Order(campaign=campaign, out=Path("."), products=("slide",), stocks=stocks), publishing.place_for_pictures()
    )
    return (f for f in found if f.product == "slide")


def _lines(done: Published) -> Iterator[str]:
    made = done.release
    size = f"{len(made.files)} files, {made.bytes / 1e6:.1f} MB" if made.files else "no pictures"
    if done.fresh or done.before is None:
        yield f"Release {made.id} of {made.campaign.title}: {len(made.campaign.items)} items, {size}, in {done.folder}"
    else:
        yield f"Nothing new: release {made.id} of {_when(made.made)} is shown ({len(made.campaign.items)} items, {size})."
    if not done.place.there:
        yield f"The folder {done.folder.parent.parent} was not there and has been made: no screen follows it until it is told to."
    if done.place.other:
        yield f"Screens that follow this folder showed another campaign until now, “{done.place.other}”; it made way."
    if done.before is not None and (done.fresh or done.added or done.changed or done.removed or done.settings):
        yield f"Since the release of {_when(done.before)}:"
        for word, titles in (("new", done.added), ("changed", done.changed), ("gone", done.removed)):
            if titles:
                yield f"  {len(titles)} {word}: {_some(titles)}"
        if done.settings:
            yield "  the campaign's own words, brand, hours or screens changed"
    if done.outdated:
        yield f"Out of date, no screen shows it: {_count(len(done.outdated), 'item')}: {_some(done.outdated)}"
    if done.drafts:
        yield f"Stays out: {_count(len(done.drafts), 'draft')}: {_some(done.drafts)}"
    if done.withheld:
        items, pages = {f.item for f in done.withheld if f.item}, dict.fromkeys(f.page for f in done.withheld if not f.item)
        said = [_count(len(items), "item")] if items else []
        said += (f"the slide “{diary.named(page, {})}”" for page in pages)
        yield f"Stays out: {', '.join(said)} with something wrong, see below; mend and publish again."
    yield from done.notes


def _some(titles: Iterable[str]) -> str:
    """Name the first few."""
    shown = [t[:60] for t in titles]
    return ", ".join(shown[:5]) + (f" and {len(shown) - 5} more" if len(shown) > 5 else "")


def _count(n: int, word: str) -> str:
    return f"{n} {word}{'s' if n != 1 else ''}"


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%A %d %B %Y, %H:%M}"


def _as_json(done: Published) -> dict[str, object]:
    made = done.release
    return {
        "id": made.id,
        "folder": str(done.folder),
        "made": made.made.isoformat(),
        "new": done.fresh,
        "place": {"made": not done.place.there, "instead_of": done.place.other},
        "files": len(made.files),
        "bytes": made.bytes,
        "items": [i.id for i in made.campaign.items],
        "added": list(done.added),
        "changed": list(done.changed),
        "removed": list(done.removed),
        "outdated": list(done.outdated),
        "settings": done.settings,
        "drafts": list(done.drafts),
        "withheld": [finding_as_json(f) for f in done.withheld],
        "pages": list(done.release.campaign.unshown),
        "notes": list(done.notes),
    }
