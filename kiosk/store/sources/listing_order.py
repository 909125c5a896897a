"""Titles before or after their dates: which of the two a listing has, by its boxes, headings and words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from kiosk.record import record
from kiosk.store.sources import plain, prose_lines
from kiosk.store.sources.blocks import Block

LINK = re.compile(r"\s*\((?:https?|mailto|tel):\S+\)$")
_BUTTON = re.compile(
    r"(?:read|find out|learn|see|view|show)? ?(?:more|details)(?: (?:info|information|details))?|"
    r"book(?: now| here| your place| a place)?|register(?: now| here)?|tickets?|share|add to calendar|view event|free|sign up",
    re.IGNORECASE,
)
"""What stands on buttons below events."""
_FAR = 99


@record
class Part:
    """A paragraph as it would be read by itself, its lines, and the boxes of the page round it, the innermost first."""

    blocks: tuple[Block, ...]
    lines: tuple[str, ...] = ()
    boxes: tuple[int, ...] = ()


@record
class Line:
    """One line of a part, and what it says."""

    part: int
    text: str
    sort: str
    """ "day" = a date, and perhaps a time; "time" = a time alone; "words"; "wall" = what nothing reaches across."""


def bare(title: str) -> str:
    """Strip a title of the address behind it and of marks."""
    return LINK.sub("", title).strip(" .:–—-|")


def is_same(one: str, two: str) -> bool:
    """Tell whether two lines are one title."""
    return plain.known_as(bare(one)) == plain.known_as(bare(two))


def is_title(text: str) -> bool:
    """Tell whether a line could be a title."""
    title = bare(text)
    is_opened = title[:1].isupper() or title[:1].isdigit() or title[1:2].isupper() or title[:1] in tuple("\"'“‘")
    is_short = 2 < len(title) <= 110 and len(title.split()) <= 16
    return is_opened and is_short and text[-1] not in ".,;:" and not _BUTTON.fullmatch(title) and not plain.links(title)


def choice(
    parts: Sequence[Part], lines: Sequence[Line], groups: list[tuple[int, int]], before: list[int], after: list[int]
) -> tuple[bool, str] | None:
    """Choose whether titles stand before their dates, and say what speaks against it; None if neither can be."""
    can_before, can_after = (_can_be([lines[i].text if i >= 0 else "" for i in each]) for each in (before, after))
    if not (can_before and can_after):
        return (can_before, "") if can_before or can_after else None
    near = [
        (_distance(parts, lines[b].part, lines[g[0]].part), _distance(parts, lines[a].part, lines[g[1] - 1].part))
        for g, b, a in zip(groups, before, after, strict=True)
    ]
    heads = [tuple(is_head(parts[lines[i].part]) for i in pair) for pair in zip(before, after, strict=True)]
    for pairs in (near, [(not b, not a) for b, a in heads]):
        if all(b <= a for b, a in pairs) and any(b < a for b, a in pairs):
            return True, ""
        if all(a <= b for b, a in pairs) and any(a < b for b, a in pairs):
            return False, ""
    apart = [_distance(parts, lines[a[1] - 1].part, lines[b[0]].part) for a, b in itertools.pairwise(groups)]
    is_boxed = all(b == a for b, a in near) and bool(apart) and min(apart) > max(b for b, _ in near)
    if is_boxed and len({lines[i].text for i in before}) == len(before):
        return True, ""  # in each box something stands over the date
    # What stands alone over everything is the headline of the text rather than a title in it; places are no titles.
    places = [all(prose_lines.is_place(lines[i].text, sure=True) for i in each) for each in (before, after)]
    is_first = places[1] if any(places) and not all(places) else before[0] > 0
    return is_first, "its date stands between two lines that could be its title"


def _can_be(titles: Sequence[str]) -> bool:
    """Tell whether lines could be the titles of all the events, and are not the same words each time."""
    is_one = len(titles) > 2 and len(set(titles)) == 1
    return all(title and is_title(title) for title in titles) and not is_one


def is_head(part: Part) -> bool:
    """Tell whether a part is a heading of a page or document."""
    return bool(part.blocks) and bool(part.boxes) and part.blocks[0].sort == "heading"


def _distance(parts: Sequence[Part], one: int, two: int) -> int:
    """Tell how far apart two parts are in the page: by the innermost box that holds both."""
    if one == two:
        return -1
    ours, theirs = parts[one].boxes, parts[two].boxes
    return min((i + theirs.index(box) for i, box in enumerate(ours) if box in theirs), default=_FAR)
