"""One possible event in prose, and the words that belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kiosk.store.sources import headers, plain, prose_lines, prose_when
from kiosk.store.sources.blocks import Block

QUESTIONS = re.compile(
    r"^(?:(?:discussion|some|our|possible)\s+)?(?:questions|things)\b.{0,50}:?$|"
    r"^(?:to (?:discuss|talk about|think about))\b.{0,40}:?$",
    re.IGNORECASE,
)
"""What stands over a list of questions."""
_TITLE_ONLY = re.compile(r"^(?P<title>[^.?!]{3,90})\.\s+(?P<rest>\S.*)$", re.DOTALL)
_VERB = re.compile(r"\b(?:is|are|was|were|will|have|has|had|can|we|you|your|i|they|please|this|there|it|our)\b", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """One possible event: its title, where it was found, its words, questions and lines of the form "When: ..."."""

    title: str
    body: list[str] = field(default_factory=list[str])
    questions: list[str] = field(default_factory=list[str])
    keyed: dict[str, str] = field(default_factory=dict[str, str])
    listed_as_event: bool = False
    strong: bool = False
    aside: bool = False
    is_line: bool = False
    is_entry: bool = False
    is_bare: bool = True
    doubt: str = ""

    @property
    def is_dated(self) -> bool:
        """Tell whether it says when already."""
        return bool(self.keyed.keys() & {"starts", "date"}) or any(prose_when.cut(t) for t in (self.title, *self.body))


def fill(draft: Draft, line: prose_lines.Line) -> None:
    """Put what a line says into a draft."""
    draft.keyed["date"] = line.when
    if any(prose_when.cut(text) for text in (line.title, line.place, line.rest)):
        draft.doubt = "its line has more than one date, and only the first was read"
    if line.place:
        draft.keyed["venue"] = line.place
    if line.rest:
        add(draft, line.rest[:1].upper() + line.rest[1:])


def titled(block: Block) -> tuple[str, str]:
    """Take "Title. What happens" apart; a title is set strong, or short and without a verb."""
    strong = block.strong.strip()
    if strong.endswith(":") and headers.guess(strong) not in ("", "title"):
        return "", ""  # "When:" opens a line of an event
    if strong and len(strong) < len(block.text) and len(strong) <= 90 and not strong.startswith("#") and not is_question(strong):
        rest = block.text[len(strong) :].lstrip(" .:–—-")
        ended = strong[-1] in ".:–—" or block.text[len(strong) :].lstrip()[:1] in (".", ":", "–", "—", "-")
        if ended and rest:
            return title_of(strong), rest
        return "", ""
    match = _TITLE_ONLY.match(block.text)
    if match and len(match["title"].split()) <= 9 and not _VERB.search(match["title"]) and match["title"][0].isupper():
        return title_of(match["title"]), match["rest"]
    return "", ""


def title_of(text: str) -> str:
    """Clean a title: no number before it, no stop after it."""
    return re.sub(r"^(?:\d{1,2}[.)]\s+|(?:event|session)\s+\d+\s*[:.–-]\s*)", "", text.strip(), flags=re.IGNORECASE).rstrip(
        " .:–—-"
    )


def is_question(text: str) -> bool:
    """Tell whether words are questions and nothing else."""
    parts = plain.sentences(text)
    return bool(parts) and all(p.rstrip("\"'”’)").endswith("?") for p in parts)


def add(draft: Draft, text: str) -> None:
    """Put a paragraph where it belongs in an event: a question, a line such as "When: ...", or what happens."""
    keyed = re.match(r"^([A-Z][A-Za-z' ]{1,24}):\s+(\S.*)$", text)
    name = headers.guess(keyed[1]) if keyed else ""
    if keyed and name and name not in ("title", "tags", "status", "uid"):
        if name == "questions":
            draft.questions += [q for q in plain.sentences(keyed[2]) if q]
        elif name == "description":
            draft.body.append(keyed[2])
        else:
            draft.keyed.setdefault(name, keyed[2])
        return
    text = re.sub(
        r"^(?:questions?(?: (?:for discussion|to discuss))?|discussion(?: questions)?)\s*[:–-]\s*", "", text, flags=re.IGNORECASE
    )
    text = re.sub(r"(?:^|(?<=[.!?])\s+)(?:\w+ )?questions(?: (?:for|to) [\w ]{3,20})?:$", "", text, flags=re.IGNORECASE)
    if QUESTIONS.match(text) or not text:
        return
    if is_question(text):
        draft.questions += plain.sentences(text)
        return
    parts = plain.sentences(text)
    end = len(parts)
    while end > 1 and parts[end - 1].endswith("?"):
        end -= 1
    # Questions at the end are for discussion; one that opens the text belongs to what is told.
    draft.questions += parts[end:]
    draft.body.append(" ".join(parts[:end]))
