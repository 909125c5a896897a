"""A campaign's findings mended where nobody has to judge, and the campaign saved with its comments; the state before is kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kiosk.campaign import fixes
from kiosk.campaign.finding import Finding
from kiosk.export import job
from kiosk.record import record
from kiosk.store import files, writing


@record(kw_only=True)
class Mended:
    """What was mended, what was not although there is a fix and why, and where the state before is kept."""

    done: tuple[Finding, ...] = ()
    left: tuple[tuple[Finding, str], ...] = ()
    before: Path | None = None


def mend(folder: Path, at: datetime | None = None) -> Mended:
    """Mend errors and warnings that carry a fix, and save; raise files.Error when the campaign cannot be read or saved.

    A state is no fault, so infos are left alone. What is in a file of its own, the brand, is changed by its keeper.
    """
    opened = files.read(folder)
    campaign, done, left = opened.campaign, list[Finding](), dict[Finding, str]()
    found = job.check(job.Order(campaign=folder, out=Path("."), at=at))
    for one in (f for f in found if f.severity != "info" and f.fix):
        made = fixes.fixed(campaign, one)
        if made is None:
            continue
        if made.brand != campaign.brand and campaign.brand.file:
            left[one] = f"Its cure is in {campaign.brand.file}, which is changed by its own keeper. {one.cure}"
            continue
        campaign = made
        done.append(one)
    if campaign != opened.campaign:
        files.save(folder, campaign, opened.stamp)
    kept = writing.previous(files.locate(folder) / files.NAME) if done else ()
    return Mended(done=tuple(done), left=tuple(left.items()), before=kept[0] if kept else None)


def said(found: Finding) -> str:
    """Say what the fix of a finding did."""
    return fixes.FIXES[found.fix or ""].said
