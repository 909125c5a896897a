"""Prose as blocks: headings, paragraphs and list entries, and how lines are put together to them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Literal

from kiosk.record import record
from kiosk.store.sources import headers, plain, prose_lines, prose_when
from kiosk.store.sources.date_names import WEEKDAY_NAMES

ROW = 9
"""The level of a heading that is the title in a row of a table of events."""
ITEM = 10
"""The level of an entry of a list whose title stands on a line of its own, and of the lines below it."""
SUBJECT = 0
"""The level of a heading that is the subject of an e-mail."""
BULLET = re.compile(r"^\s*(?:[-*•–·▪o]|\d{1,2}[.)]|\([a-z0-9]\))\s+(?=\S)")
_WRAPPED = 50
"""The width of the narrowest text that a mail program has wrapped."""
_DANGLES = re.compile(r"(?:[,–—-]|\b(?:to|and|or|at|in|on|by|the|an?|our|of|for|with|from))$", re.IGNORECASE)
"""How a line ends that goes on in the next."""
_OFF = re.compile(r"\W*(?:cancell?ed|postponed|fully booked|sold out)\b", re.IGNORECASE)
_LATER = re.compile(
    r"(?:date|time|day|when)?s?[\s:]*(?:and (?:time|venue|place)\s+)?(?:tb[acd]|to be (?:announced|confirmed)|to follow)\b",
    re.IGNORECASE,
)
_BEGINS_WITH_DAY = re.compile(rf"(?:{WEEKDAY_NAMES})\.?,?\s+\d{{1,2}}(?:st|nd|rd|th)?\b", re.IGNORECASE)
KEYED = re.compile(r"^[A-Z][A-Za-z ]{1,24}:\s+\S")


@record
class Block:
    """One block of prose: its words, those set strong at its beginning, all that are strong or quoted.

    Also a heading's level, and what is in doubt about the date below it.
    """

    sort: Literal["heading", "para", "bullet"]
    text: str
    strong: str = ""
    marked: tuple[str, ...] = ()
    level: int = 0
    doubt: str = ""


def item(group: list[str], widest: int, *, is_listed: bool = True) -> list[Block]:
    """Read an entry that has its title on its first line, and when it is on the next; empty if it is no such entry.

    Without a number or bullet before it, the next line must begin with when it is, and nothing else be read as a field.
    """
    if len(group) < 2:
        return []
    widest = widest if widest >= _WRAPPED else 0
    title, *lines = [line.strip() for line in group]
    title = BULLET.sub("", group[0], count=1).strip()
    while len(lines) > 1 and lines[0][0].islower() and prose_when.cut(lines[0]) is None:
        title = f"{title} {lines.pop(0)}"  # a long title, wrapped
    if not lines or lines[0][0].islower() or len(title) > 120 or title[-1] in ".;:" or prose_when.cut(title) is not None:
        return []
    found = prose_when.cut(lines[0])
    is_full = 0 < 0.8 * widest <= len(group[0]) + 1 + len(lines[0].split()[0])
    begins = [f for line in lines if (f := prose_when.cut(line)) and not re.search(r"\w", f[0])]
    is_when = bool(_OFF.match(title) or _LATER.match(lines[0]) or (found and found in begins))
    if not is_listed and (not is_heading(title) or not is_when or len(begins) > 1):
        return []
    if found and found[2].lstrip()[:1] in tuple("-–—:|") and prose_lines.read(lines[0]) is not None:
        return []  # a heading over "3 May - Tea"
    if _DANGLES.search(title) or (is_full and found is not None and re.search(r"\w", found[0])):
        return []  # a sentence, wrapped
    below = [lines[0]]
    for line in lines[1:]:
        is_full = 0 < 0.8 * widest <= len(below[-1]) + 1 + len(line.split()[0]) and not re.search(r"[.!?:]$|://\S+$", below[-1])
        is_full = is_full and not _is_field_ended(below[-1], line, widest)
        if (
            line[0].islower()
            or _DANGLES.search(below[-1])
            or (is_full and prose_when.cut(below[-1]) is None and not KEYED.match(line))
        ):
            below[-1] = f"{below[-1]} {line}"
        else:
            below.append(line)
    if not (_OFF.match(title) or any(_LATER.match(line) or prose_when.cut(line) for line in below[:2])):
        return []
    return [Block("heading", worded("para", title).text, level=ITEM), *(_of_item(worded("bullet", line)) for line in below)]


def _of_item(block: Block) -> Block:
    return Block("para", block.text, block.strong, block.marked, ITEM)


def between(made: list[Block]) -> list[Block]:
    """Give entries of a list the paragraphs that stand between them, the last one as the others; a single one all below it."""
    heads = [i for i, b in enumerate(made) if b.sort == "heading" and b.level == ITEM]
    is_apart = False
    for first, after in itertools.pairwise([*heads, len(made)]):
        stop = next((i for i in range(first + 1, after) if made[i].sort == "heading"), after)
        own = [i for i in range(first + 1, stop) if made[i].level != ITEM]
        if len(heads) == 1:
            own = list(itertools.takewhile(lambda i: made[i].sort == "para" and prose_when.cut(made[i].text) is None, own))
        elif stop < after or after == len(made):
            own = own[:1] if is_apart and own and made[own[0]].sort == "para" else []
        is_apart = is_apart or bool(own)
        for at in own:
            made[at] = _of_item(made[at])
    return made


def is_heading(line: str) -> bool:
    """Tell whether a line could be a heading."""
    text = line.strip()
    return (
        not (KEYED.match(text) and headers.guess(text.split(":")[0]) not in ("", "title"))
        and 2 < len(text) <= 70
        and text[-1] not in ".!?,;"
        and (text[0].isupper() or text[0].isdigit() or text[0] == "#")
        and "://" not in text
    )


def unwrapped(group: list[str], widest: int) -> Iterator[str]:
    """Join wrapped lines; a line such as "When: ..." stands by itself, and so does one that was ended on purpose."""
    open_line = before = ""
    for line in group:
        is_keyed = KEYED.match(line) or _is_field_ended(open_line, line, widest)
        if open_line and (is_keyed or _is_ended(before, line, widest)):
            yield open_line
            open_line = line.strip()
        else:
            open_line = f"{open_line} {line.strip()}".strip()
        before = line
    if open_line:
        yield open_line


def _is_field_ended(line: str, after: str, widest: int) -> bool:
    """Tell whether a line such as "Speaker: ..." was ended on purpose: the next word would have fitted."""
    is_short = len(line) < 0.75 * widest or (after[:1].isupper() and len(line) + 1 + len(after.split()[0]) <= 0.95 * widest)
    return is_short and KEYED.match(line) is not None


def _is_ended(line: str, after: str, widest: int) -> bool:
    """Tell whether a line was ended on purpose: the next word would have fitted, and it begins something."""
    words = after.split()
    if not words or not (words[0][0].isupper() or words[0][0] in "0123456789£(#"):
        return False
    if (prose_lines.read(line) is not None and prose_when.cut(after)) or _BEGINS_WITH_DAY.match(after):
        return True  # one entry of a list under another
    if widest and len(line) + 1 + len(words[0]) >= 0.8 * widest:
        return False
    return len(line) <= 45 or line.rstrip()[-1:] in ".!?:" or any(prose_when.cut(t) for t in (line, after))


def of_lines(text: str) -> list[str]:
    """Cut a paragraph at the lines that somebody ended on purpose."""
    return list(unwrapped([line for line in text.split("\n") if line.strip()], 0))


def worded(sort: Literal["para", "bullet"], text: str) -> Block:
    """Read the stars and underscores that people put round words in plain text."""
    marked = tuple(m[2] for m in re.finditer(r"(?<!\w)(\*{1,2}|_)(\S(?:[^*_\n]*\S)?)\1(?!\w)", text))
    first = re.match(r"^(\*{1,2}|_)(\S(?:[^*_\n]*\S)?)\1(?!\w)", text)
    bare = re.sub(r"(?<!\w)(\*{1,2}|_)(\S(?:[^*_\n]*\S)?)\1(?!\w)", r"\2", text)
    if sort == "para" and first and is_title(bare, first[2]):
        return Block("heading", bare.rstrip(":"), level=3)
    return Block(sort, plain.one_line(bare), first[2] if first else "", (*marked, *quoted(bare)))


def is_title(text: str, strong: str) -> bool:
    """Tell whether a line is strong from end to end and short: a heading that somebody made by hand."""
    return strong == text and len(text) < 80 and text[-1] not in ".?!" and not text.startswith("#")


def quoted(text: str) -> tuple[str, ...]:
    """Find what stands in quotation marks."""
    return tuple(
        m[1] or m[2] or m[3]
        for m in re.finditer(r"“([^”]{3,120})”|\"([^\"]{3,120})\"|(?<!\w)[‘']([^‘’']{3,120})[’'](?!\w)", text)
    )
