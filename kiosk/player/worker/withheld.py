"""What a live preview keeps off the wall though it could be painted: what `kiosk check` calls an error, as publishing does.

A release was judged when it was published; on the wall it is shown as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kiosk.campaign.brand import rules, whole
from kiosk.campaign.campaign import Campaign, Screen
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Notice
from kiosk.campaign.slide import DEFAULT
from kiosk.compose.brief import Composed

_USUAL = Screen(name="")


class Error(Exception):
    """A slide that could be shown and should not be; the message says why."""


def faults(findings: Iterable[Finding]) -> dict[str, str]:
    """List the items with which something is wrong, by id, with the first sentence that says what."""
    found: dict[str, str] = {}
    for one in findings:
        if one.severity == "error" and one.item is not None:
            found.setdefault(one.item, one.sentence)
    return found


def without(campaign: Campaign, bad: Mapping[str, str]) -> Campaign:
    """Leave out items, but no emergency."""
    out = {id for id in bad if not _urgent(campaign, id)}
    if not out:
        return campaign
    return replace(
        campaign,
        events=tuple(i for i in campaign.events if i.id not in out),
        articles=tuple(i for i in campaign.articles if i.id not in out),
        techniques=tuple(i for i in campaign.techniques if i.id not in out),
        prompts=tuple(i for i in campaign.prompts if i.id not in out),
        notices=tuple(i for i in campaign.notices if i.id not in out),
    )


def judge(composed: Composed, campaign: Campaign, what: str, screen: Screen | None = None) -> None:
    """Raise Error for a slide that people cannot read; not for an emergency, nor for what is shown when nothing else is."""
    # A screen that hangs farther away than any slide can be read from is told by the check; to go dark would help nobody.
    far = screen is not None and (screen.diagonal, screen.distance) != (_USUAL.diagonal, _USUAL.distance)
    if what == DEFAULT or _urgent(campaign, what):
        return
    for one in composed.findings:
        if one.severity == "error" and not (far and one.id.endswith("-distance")):
            raise Error(one.sentence)
    from kiosk.export.raster import contrast

    brand = whole(campaign.brand)
    least = rules(brand).contrast
    # As in an export: pixels are measured where the inks alone do not tell.
    only = None if brand.inks else contrast.doubtful(composed.page, least)
    for one in contrast.findings(composed.page, least, only) if only is None or only else ():
        raise Error(one.sentence)


def _urgent(campaign: Campaign, what: str) -> bool:
    item = campaign.item(what)
    return isinstance(item, Notice) and item.priority == "emergency"
