"""A page all the same: when a family cannot be used for a page, the neutral family makes it, and a finding says why."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

from kiosk.campaign.finding import Finding
from kiosk.compose import compose as composer
from kiosk.compose.brief import Brief, Composed
from kiosk.compose.template import template

log = logging.getLogger("kiosk.compose")
BROKEN = "family-broken"
"""The id of the finding on every page that the neutral family made in another's place."""


def compose(brief: Brief, neutral: str, files: Mapping[str, str], unread: str = "") -> tuple[Composed, ...]:
    """Compose a brief; where its family fails, compose it with the family `neutral`, whose text is `files`.

    `unread` says why the brief's own family could not be read at all. Raise what compose raises when both fail.
    """
    try:
        if unread:
            raise composer.Error(unread)
        return composer.compose(brief)
    except Exception as trouble:
        # A template is other people's matter: whatever it brings about, a screen goes on and a poster is made.
        try:
            pages = composer.compose(replace(brief, family_name=neutral, family=files))
        except Exception:
            raise trouble from None
        told = told_of(brief.family_name, trouble)
    cure = f"Until that is mended the family {neutral} makes the page."
    item = None if brief.campaign.item(brief.what) is None else brief.what
    found = Finding(id=BROKEN, severity="warning", sentence=told, cure=cure, item=item, product=brief.product)
    return tuple(replace(page, findings=(found, *page.findings)) for page in pages)


def told_of(family: str, trouble: Exception) -> str:
    """Say in a sentence what is wrong with a family: its file, the line, and the cure."""
    match trouble:
        case template.Error():
            return f"{family}/{trouble}"
        case composer.Error():
            return str(trouble)
        case _:
            log.warning("The family %s failed in a way nobody foresaw", family, exc_info=trouble)
            return f"The family {family} cannot make this page ({type(trouble).__name__}: {' '.join(str(trouble).split())[:120]})"
