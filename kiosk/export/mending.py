"""A campaign's findings mended where nobody has to judge, and the campaign saved with its comments; the state before is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kiosk.campaign import fixes
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.export import job
from kiosk.record import record
from kiosk.store.folder import files, writing
from kiosk.store.folder.slips import Slip
from kiosk.store.folder.slips import mend as mend_slips

TRIED = frozenset(("larger-code", "part-title", "darken-ink"))
"""Fixes that change how pages come out: they are tried, and taken back where they leave a page no better."""


@record(kw_only=True)
class Mended:
    """What was mended, what was not although there is a fix and why, and where the state before is kept.

    `slips` are those mended in the text of the file; `unread` says why nothing more was, if the rest cannot be read.
    """

    slips: tuple[Slip, ...] = ()
    done: tuple[Finding, ...] = ()
    left: tuple[tuple[Finding, str], ...] = ()
    before: Path | None = None
    unread: files.Error | None = None


def mend(folder: Path, at: datetime | None = None, *, press: bool = False) -> Mended:
    """Mend errors and warnings that carry a fix, and save; raise files.Error when the campaign cannot be read or saved.

    A state is no fault, so infos are left alone. What is in a file of its own, the brand, is changed by its keeper.
    """
    slips = mend_slips(folder)
    earlier = _before(folder) if slips else None
    try:
        opened = files.read(folder)
    except files.Error as error:
        if not slips:
            raise
        return Mended(slips=slips, before=earlier, unread=error)
    order = job.Order(campaign=folder, out=Path("."), at=at, press=press)
    campaign, done, left = opened.campaign, list[Finding](), list[tuple[Finding, str]]()
    found = job.check(order)
    for one in (f for f in found if f.severity != "info" and f.fix):
        made = fixes.fixed(campaign, one)
        if made is None:
            continue
        if made.brand != campaign.brand and campaign.brand.file:
            left.append((one, f"Its cure is in {campaign.brand.file}, which is changed by its own keeper."))
        elif one.fix in TRIED and not _is_better(order, one, campaign, made):
            left.append(
                (one, f"Its usual cure was tried on the pages and made none of them better, so it was taken back. {one.cure}")
            )
        else:
            campaign = made
            done.append(one)
    if campaign != opened.campaign:
        files.save(folder, campaign, opened.stamp)
    before = earlier or (_before(folder) if done else None)
    return Mended(slips=slips, done=tuple(done), left=tuple(left), before=before)


def _before(folder: Path) -> Path | None:
    kept = writing.previous(files.locate(folder) / files.NAME)
    return kept[0] if kept else None


def _is_better(order: job.Order, found: Finding, old: Campaign, new: Campaign) -> bool:
    """Tell whether a finding's pages have fewer errors in a new state, or as many and fewer warnings."""
    only = replace(order, items=(found.item,)) if found.item else order

    def grave(findings: Iterable[Finding]) -> tuple[int, int]:
        told = [(f.severity, f.product) for f in findings]
        return sum(s == "error" for s, _ in told), sum(s == "warning" for s, _ in told)

    return grave(job.check(only, instead=new)) < grave(job.check(only, instead=old))


def said(found: Finding) -> str:
    """Say what the fix of a finding did."""
    return fixes.FIXES[found.fix or ""].said
