"""Cures that need nobody's judgement, as the desk offers them: the words on the button, the field they change."""

from __future__ import annotations

from kiosk.campaign import fixes
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.studio.words import _

WORDS: dict[str, str] = {
    "swap-ends": _("Swap"),
    "begin-at-end": _("Make it the start"),
    "sign-hashtag": _("Put # in front"),
    "join-link": _("Put https:// in front"),
    "draft-alt": _("Draft words"),
    "known-screens": _("Take it out"),
    "no-repeat": _("Take the rule out"),
    "one-hashtag": _("Write it right"),
    "part-title": _("Part the title"),
    "larger-code": _("Larger code"),
    "darken-ink": _("Change the ink"),
    "hold-ink": _("Less ink"),
    "one-spot": _("Same values"),
}
"""The button's words by fix."""


def words(found: Finding) -> str:
    """Find what the button says; empty where no fix is known."""
    return WORDS.get(found.fix or "", _("Mend it")) if found.fix in fixes.FIXES else ""


def field(found: Finding) -> str:
    """Find the field that a fix changes; empty where no fix is known."""
    known = fixes.FIXES.get(found.fix or "")
    return known.field if known else ""


def cured(campaign: Campaign, found: Finding) -> Campaign | None:
    """Mend what a finding names; None when somebody has to say how."""
    return fixes.fixed(campaign, found)
