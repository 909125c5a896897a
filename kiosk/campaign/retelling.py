"""Findings in the language of the staff.

A finding is one English sentence with its values already in it: that is what the command line and the manifest hold. For the
desk and for papers the sentence is taken apart again by the patterns of the sentences that come most often, and where it speaks
of the campaign file the words of the desk stand for it (`staffwords`); one that no pattern knows stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from kiosk.campaign.later import later
from kiosk.campaign.staffwords import SAID

SENTENCES = (
    later("The title reads to {far} m; this is read from {wanted} m."),
    later("The QR code reads to {far} m; it is scanned from {wanted} m."),
    later("{what} reads to {far} m; this is read from {wanted} m."),
    later("{item} has neither a place nor a joining link."),
    later("{item} has no date yet."),
    later("{item} is over."),
    later("{item} has no link, so the QR code is left out."),
    later("The {name} is left out, because the words do not all fit."),
    later("The {name} does not fit even at its smallest size; words were broken or set too small to read."),
    later("The hashtag {hashtag} has no # in front."),
    later("{item} says {tag}; the campaign's hashtag is {own}."),
    later("{item} says {acronym}, and nothing says what that stands for."),
    later("The campaign ends before it starts."),
    later("The {product} cannot be made: {trouble}"),
    later("{item} has no {language} {fields}; the {own} words are used."),
    later("{item} ends before it starts."),
    later("{item} has an end but no start, so its date counts as not announced."),
    later("{item} repeats, but has no first date."),
    later("{item} is at {place}, which is no venue of this campaign; it is printed as it stands."),
    later("{what} has no words for people who cannot see it."),
    later("Shorten the title, or choose a larger stock."),
    later("Shorten the text, or choose a larger stock."),
    later("Shorten the title."),
    later("Shorten the text."),
    later("Take it out of the export, or correct its date."),
)
"""The sentences and cures that come most often, the narrower before the wider."""


def retold(sentence: str, translated: Callable[[str], str]) -> str:
    """Say a sentence of a finding to staff in their language, where it is one of the known; `translated` looks a text up."""
    for known, pattern in _patterns():
        found = pattern.fullmatch(sentence)
        if found is not None:
            words = SAID.get(known, known)
            other = translated(words)
            return sentence if other == known else other.format(**found.groupdict())
    return sentence


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((s, re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(s)), re.DOTALL)) for s in (*SAID, *SENTENCES))
