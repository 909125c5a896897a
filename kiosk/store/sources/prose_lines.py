"""Events on one line: "Thu 3 Nov, 1pm - Knowledge cafe (Learning Hub)", "Author visit: Friday 10 March 2023, Drama studio"."""

from __future__ import annotations

import re

from kiosk.record import record
from kiosk.store.sources import headers, plain, prose_when

_MARKS = " \t,;:.|–—-()"
_OPENING = re.compile(
    r"(?:please|dear|thanks?|register|email|ring|call|this|these|it|they|there|and|or|but|if|on|next|from|between|starting|is|are|will|"
    r"a further)\b",
    re.IGNORECASE,
)
"""How a sentence begins, and no title."""
_INVITING = re.compile(
    r"(?:join|come|drop|we|our|you|book(?! )|see|meet|open|running|to|for|when|where|why|how|the (?:next|first|last))\b",
    re.IGNORECASE,
)
"""How a sentence may begin, and a title that is set off by a mark ("Meet the author: 3 March") as well."""
_VERB = re.compile(r"\b(?:is|are|was|were|will|has|have|had|can|please|takes?|happens|returns|we|you|i)\b", re.IGNORECASE)
PAST = re.compile(r"\b(?:was|were|had|went|took|held|attended|welcomed|visited|celebrated|gave|won)\b", re.IGNORECASE)
"""Words that tell of something that is over."""
_LATER = r"(?:date\s+)?(?:tb[acd]|to be (?:announced|confirmed)|to follow)"
_OPEN_FIRST = re.compile(rf"^{_LATER}\s*[-–—:,]\s*(?P<title>\S.*)$", re.IGNORECASE)
_OPEN_LAST = re.compile(rf"^(?P<title>.*?\w)\s*[-–—:,(]\s*{_LATER}\)?(?:\.\s*(?P<rest>.*))?$", re.IGNORECASE)
_WHEN_ONLY = re.compile(
    r"(?:the |this |that |next |same |following |previous |first |last |very )+(?:day|week|month|weekend|morning|"
    r"afternoon|evening)$",
    re.IGNORECASE,
)
"""What says when and names nothing."""
_TAIL = re.compile(r"\s+(?:on|at|from|is|takes place(?: on)?|–|-)$", re.IGNORECASE)
_CUT = re.compile(r"\s+[–—|-]\s+|\s*[()|]\s*|(?<!\bDr)(?<!\bProf)(?<!\bSt)\.\s+|;\s+")
_PART = re.compile(r"(?<=[\w)])\.(?:\s+|$)|\s+[–—|-]\s+|\)|\s*\(|;\s+")
_ROOMS = (
    r"(?:rooms?|hub|library|libraries|centre|center|hall|theatre|teams(?! of)|zoom|online|ward|level|floor|street|road|caf[eé]|"
    r"restaurant|canteen|chapel|suite|studio|foyer|mezzanine|lab|building|block|atrium|museum|school|garden|lounge|reception|"
    r"llyfrgell|ystafell|neuadd)"
)
_ROOM = re.compile(rf"\b{_ROOMS}\b", re.IGNORECASE)
_ROOM_LAST = re.compile(rf"\b{_ROOMS}(?:\s+(?:\d+\w?|[A-Z]))?$", re.IGNORECASE)
"""A place ends with such a word ("Learning Hub", "Seminar Room 2"); "Library quiz" is none."""
_NO_PLACE = re.compile(
    r"(?:£|period \d|(?:free|with|by|led|hosted|presented|featuring|dr|prof|book|email|e-mail|ring|call|bring|drop|join|register|"
    r"everyone|all|no|tickets?)\b)",
    re.IGNORECASE,
)
_SORTS = (
    r"exchange|caf[eé]s?|coffee|workshop|talk|session|seminar|webinar|reviews?|assist|drop-in|course|training|lecture|conversation|reading|"
    r"exhibition|masterclass|tour|club|launch|conference|storytime|meeting|meet-up|panel|debate|systems?|fishbowl|harvest|trial|showcase|"
    r"open day|lunch|learn|clinic|surgery|demonstration|hackathon|gweithdy|sgwrs|darlith|caffi"
)
SORT = re.compile(rf"\b(?:{_SORTS})\b", re.IGNORECASE)
"""Words by which the title of an event says what it is."""
_ABOUT = re.compile(
    rf"\b(?:an?|the|our)\s+(?P<title>(?:{_SORTS})\s+(?:on|about|for)\s+(?:(?!\b(?:is|are|was|were|will)\b)[^.!?,;:]){{3,60}}?)"
    r"\s+(?:on|at|from)\s*$",
    re.IGNORECASE,
)
"""What it is about, right before the date."""
_SUBJECT = re.compile(
    r"\b(?:our(?: next| first| last)?|the(?: next| first| annual)?|an?|this (?:month|term|year)['’]s|running|hosting|"
    r"holding|hold|run|host)\s+(?P<title>[A-Za-z][\w'’&-]*(?: (?!(?:is|on|will|are|takes|at|in|that|which)\b)[\w'’&-]+){0,6})\s+"
    r"(?:is|are|will be|takes place|will take place|will run|runs|starts|returns|happens|on|at|in)\b"
)


@record
class Line:
    """One line taken apart: title, when, place, and what else it says."""

    title: str
    when: str
    place: str = ""
    rest: str = ""


def read(text: str) -> Line | None:
    """Take a line apart into title, date and place; None if it is no such line."""
    found = prose_when.cut(text)
    if found is None or len(text) > 400:
        return None
    before, when, after = found
    if not prose_when.has_time(when) and (timed := prose_when.cut_time(after[:160])):
        # "8 Nov - Knowledge cafe, 1pm, Learning Hub"
        when, after = f"{when}, {timed[1]}", timed[0].rstrip(" ,(") + (timed[2].lstrip(")") + after[160:])
    head = _TAIL.sub("", before.strip(_MARKS)).strip(_MARKS)
    if before.rstrip().endswith(":") and headers.guess(head) not in ("", "title"):
        return None  # "When: ..." is about an event, and none
    if head:
        place, rest = placed(after)
        is_set_off = before.rstrip()[-1:] in "-–—:(|"
        return Line(head, when, place, rest) if is_title(head, is_set_off=is_set_off) else None
    parts = [p for p in _CUT.split(after.strip(_MARKS)) if p and p.strip(_MARKS)]
    if not parts:
        return None
    title, rest = parts[0].strip(_MARKS), after.strip(_MARKS)[len(parts[0]) :]
    comma = title.rfind(", ")
    if comma > 0 and is_place(title[comma + 2 :], sure=len(parts) > 1):
        title, rest = title[:comma], title[comma + 2 :] + rest
    place, rest = placed(rest)
    is_set_off = after.lstrip(" ,;.)")[:1] in "-–—:(|"
    is_where = is_place(title, sure=True) and not is_set_off
    return Line(title, when, place, rest) if is_title(title, is_set_off=is_set_off) and not is_where else None


def undated(text: str) -> Line | None:
    """Take a line apart whose date is to come ("Date TBC - Peer Assist"); None if it is no such line."""
    match = _OPEN_FIRST.match(text) or _OPEN_LAST.match(text)
    title = match["title"].strip(_MARKS) if match else ""
    rest = (match.groupdict().get("rest") or "") if match else ""
    return Line(title, "TBC", "", rest) if is_title(title, is_set_off=True) else None


def subject(sentence: str, marked: tuple[str, ...]) -> str:
    """Find what a sentence dates: the words in it that are strong, or those after "our next" and the like; empty if unclear."""
    if PAST.search(sentence):
        return ""
    dated = prose_when.cut(sentence)
    about = _ABOUT.search(dated[0]) if dated else None
    strong = [m.strip(_MARKS) for m in marked if m in sentence and prose_when.cut(m) is None and not any(c.isdigit() for c in m)]
    strong = [s for s in strong if 2 < len(s) <= 80]
    match = _SUBJECT.search(sentence)
    words = strong[0] if strong else about["title"] if about else match["title"] if match else ""
    words = re.sub(r"^(?:an?|the|our)\s+", "", words, flags=re.IGNORECASE)
    return words[:1].upper() + words[1:]


def is_place(text: str, *, sure: bool = False) -> bool:
    """Tell whether words name a place; `sure` = only if one of them says so."""
    bare = re.sub(r"^(?:in|at|venue:|location:)\s+", "", text.strip(_MARKS), flags=re.IGNORECASE)
    words = bare.split()
    if (
        not words
        or len(words) > 9
        or _NO_PLACE.match(bare)
        or _VERB.search(bare)
        or prose_when.cut(bare)
        or "@" in bare
        or "://" in bare
    ):
        return False
    if _ROOM.search(bare) and (not sure or (len(words) <= 4 and _ROOM_LAST.search(bare))):
        return True
    return not sure and (bare[0].isupper() or bare != text.strip(_MARKS)) and len(words) <= 6


def place_of(text: str) -> str:
    """Write a place as a field: without "in the", its first letter large."""
    bare = text.strip(_MARKS)
    bare += ")" if bare.count("(") > bare.count(")") and f"{bare})" in text else ""
    bare = re.sub(r"^(?:(?:in|at)\s+|on\s+(?=teams\b|zoom\b))?(?:the\s+)?", "", bare, flags=re.IGNORECASE)
    return bare[:1].upper() + bare[1:]


def placed(after: str) -> tuple[str, str]:
    """Take the place out of what follows."""
    text = after.strip().lstrip(_MARKS)
    first = _PART.split(text, maxsplit=1)
    parts = first[0].split(", ")
    count = 0
    is_sentence = after.lstrip().startswith(".")
    while count < len(parts) and is_place(parts[count], sure=count > 0 or is_sentence):
        count += 1
    if not count:
        return "", _trimmed(text)
    rest = [", ".join(parts[count:]), *first[1:]]
    return place_of(", ".join(parts[:count])), " ".join(_trimmed(r) for r in rest if _trimmed(r))


def _trimmed(text: str) -> str:
    """Take marks off both ends; a full stop after a sentence stays."""
    return text.lstrip(_MARKS).rstrip(_MARKS.replace(".", "") if " " in text.strip(_MARKS) else _MARKS)


def is_title(text: str, *, is_set_off: bool) -> bool:
    """Tell whether words can be a title; `is_set_off` = a mark or line keeps them from the rest."""
    words = text.split()
    return (
        0 < len(words) <= 14
        and len(text) <= 110
        and not (_OPENING.match(text) or _WHEN_ONLY.match(text))
        and (is_set_off or not _INVITING.match(text))
        and not _VERB.search(text)
        and any(c.isalpha() for c in text)
        and not re.search(r"[.!?]\s+\S", text.replace("Dr. ", "Dr "))
        and not plain.links(text)
    )
