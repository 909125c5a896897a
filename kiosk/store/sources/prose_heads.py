"""Headings of prose: those over events, those over what is none."""

from __future__ import annotations

import re

from kiosk.store.sources import prose_draft, prose_lines, prose_when
from kiosk.store.sources.blocks import Block

EVENTS = re.compile(
    r"\b(?:events?|conversations?|sessions?|programme|what(?:['’]?s| is) on|timetable|calendar|diary|talks|workshops|join us|"
    r"line-?up|dates for (?:your|the) diary|coming up|upcoming|what(?:['’]?s| is) happening|digwyddiadau)\b",
    re.IGNORECASE,
)
"""Headings over events."""
OTHER = re.compile(
    r"\b(?:take part|get(?:ting)? involved|join in|how to|ways to|dates$|where|places|contact|about|further|more information|"
    r"find out|blog|resources?|postcards?|techniques?|privacy|thank|follow|share|hashtag|book(?:ing)? (?:a place|your)|"
    r"questions\??$|notes?$|gymryd rhan)\b",
    re.IGNORECASE,
)
"""Headings of what is no event."""
LISTED = 160
"""Characters that a paragraph may have to be read as an entry of a list."""


def is_section(text: str, after: Block | None) -> bool:
    """Tell a heading over a section from one that names an event."""
    if after is None or after.sort == "heading":
        return prose_lines.read(text) is None
    if after.sort == "para" and after.strong and prose_draft.titled(after)[0]:
        return True
    if after.sort == "bullet" and prose_lines.read(after.text) is not None:
        return True
    if OTHER.search(text):
        return not prose_when.cut(after.text)
    line = prose_lines.read(after.text) if len(after.text) <= LISTED else None
    return bool(EVENTS.search(text)) and (after.sort != "para" or bool(prose_draft.titled(after)[0]) or line is not None)
