"""Drafts of events in prose: headings, "Title. What happens, with whom.", lines and sentences with a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kiosk.store.sources import headers, letters, plain, prose_draft, prose_heads, prose_lines, prose_paras, prose_when
from kiosk.store.sources.blocks import ITEM, ROW, Block
from kiosk.store.sources.prose_draft import Draft

_HOPE = re.compile(r"(?:i )?hope (?:you|your|you['’]re|all|this)\b", re.IGNORECASE)
"""What a letter begins with besides."""


def drafts(blocks: Sequence[Block]) -> tuple[list[Draft], list[str]]:
    """Find what reads like events, in order, and the sentences with a date that belong to none of them."""
    headline = blocks[0].text if blocks and blocks[0].sort == "heading" and blocks[0].level < ROW else ""
    line = prose_lines.read(headline)
    finder = _Finder(headline=Draft(prose_draft.title_of(line.title if line else headline), strong=True))
    if line and prose_when.is_firm(line.when):
        prose_draft.fill(finder.headline, line)
    for at, block in enumerate(blocks):
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.sort == "heading":
            if at or block.level >= ROW:  # the headline is the campaign's
                finder.heading(block, after)
        else:
            finder.words(block)
    # Under "Contact" and the like an ordinary sentence may look like a title; only questions make it an event.
    found = [d for d in finder.found if not d.aside or d.questions]
    # An e-mail about one event has its title at the head and the rest on lines such as "When: ...".
    alone = finder.headline
    is_told = alone.keyed.keys() & {"starts", "date", "time"} or (alone.body and prose_paras.is_when(alone.body[0]))
    if not (alone.title and is_told) or any(d.is_dated for d in found):
        return found, finder.loose
    return [alone], [s for s in finder.loose if not any(s in text for text in alone.body)]


@dataclass(slots=True)
class _Finder:
    """Where the reading of a text stands: the open draft, the section, the day that a heading named."""

    headline: Draft
    found: list[Draft] = field(default_factory=list[Draft])
    loose: list[str] = field(default_factory=list[str])
    open: Draft | None = None
    in_events: bool = False
    in_other: bool = False
    level: int = 0
    has_deeper: bool = False
    day: str = ""
    day_level: int = 0

    def start(self, draft: Draft) -> None:
        """Begin a draft; under a heading of events it is what such a heading holds."""
        self.has_deeper = self.has_deeper or draft.is_line
        self.open = draft
        self.found.append(draft)

    def heading(self, block: Block, after: Block | None) -> None:
        """Read a heading: of a section, of a day, or of an event."""
        text = block.text
        if (
            letters.GREETING.match(text)
            or letters.ASIDE.search(text)
            or _HOPE.match(text)
            or (prose_draft.QUESTIONS.match(text) and self.open)
        ):
            return
        if prose_when.is_day(text) and block.level < ROW:
            self.open, self.day, self.day_level = None, text, block.level
            return
        if self.day and block.level <= self.day_level:
            self.day = ""
        is_over = self.in_events and (block.level < self.level or (block.level == self.level and self.has_deeper))
        if block.level < ROW and (block.level <= 1 or prose_heads.is_section(text, after)):
            self.in_events = bool(prose_heads.EVENTS.search(text)) and not prose_heads.OTHER.search(text) and block.level > 1
            self.in_other = bool(prose_heads.OTHER.search(text)) and block.level > 1
            self.open, self.level, self.has_deeper = None, block.level, False
            return
        if is_over:
            self.in_events = False
        self.has_deeper = self.has_deeper or block.level > self.level
        line = prose_lines.read(text) if not self.day and block.level != ITEM else None
        draft = Draft(
            prose_draft.title_of(line.title if line else text), listed_as_event=self.in_events or block.level >= ROW, strong=True
        )
        if line:
            prose_draft.fill(draft, line)
        elif self.day and block.level != ITEM:
            draft.keyed["date"] = self.day
        draft.is_entry = block.level == ITEM
        draft.doubt = block.doubt
        self.start(draft)

    def words(self, block: Block) -> None:
        """Read a paragraph or an entry of a list."""
        if block.sort == "para" and letters.ASIDE.search(block.text) and not plain.booking_in(block.text):
            block = self._aside(block)
        text = block.text
        if not text:
            return
        if block.level == ITEM and self.open is not None:
            self.open.is_bare = False
            prose_draft.add(self.open, text)
            return
        named = re.match(
            r"^(?:event|title|session|what|talk|workshop)\s*(?:title|name)?:\s+(?P<title>\S.{2,100})$", text, re.IGNORECASE
        )
        if named and block.sort == "para" and not prose_draft.is_question(text):
            self.start(Draft(prose_draft.title_of(named["title"]), listed_as_event=True, strong=True))
        elif block.sort == "bullet" and prose_draft.is_question(text):
            self._belongs(block)
        elif self.day and self._of_day(block):
            return
        elif not (
            self._strong_line(block) or self._where(block) or self._para(block) or self._titled(block) or self._line(block)
        ):
            self._belongs(block)

    def _aside(self, block: Block) -> Block:
        """Leave out what a letter says to the one it is for; a date in it is told as loose."""
        told = plain.sentences(block.text)
        aside = [s for s in told if letters.ASIDE.search(s)]
        self.loose += [s for s in aside if prose_when.runs(s)]
        return replace(block, text=" ".join(s for s in told if s not in aside))

    def _beside_list(self, block: Block) -> None:
        """Read what stands beside the entries of a list of events: how to book them all, or an entry without a date."""
        if block.sort == "bullet":
            self.loose.append(block.text)
            return
        booking = plain.booking_in(block.text)
        for draft in reversed(self.found):
            if not draft.is_entry:
                break
            if booking and not any(map(prose_paras.UNBOOKED.search, draft.body)):
                draft.keyed.setdefault("booking", booking)
        self.open = None
        if prose_when.cut(block.text):
            self._belongs(block)
        elif not booking and prose_when.runs(block.text):
            self.loose.append(block.text)  # a closing date alone

    def _titled(self, block: Block) -> bool:
        """Take "Title. What happens" for a draft."""
        title, rest = prose_draft.titled(block)
        if not title or prose_when.cut(title):
            return False
        if block.sort == "bullet" and not (self.in_events and (block.strong or plain.sentences(rest))):
            return False
        is_told = not self.open.body or (self.open.is_dated and not block.strong and block.sort == "para") if self.open else False
        # What stands first below a heading, or below its date, tells of it.
        if self.open and self.open.strong and not self.open.is_line and is_told:
            return False
        draft = Draft(title, listed_as_event=self.in_events, strong=bool(block.strong), aside=self.in_other and not block.strong)
        self.start(draft)
        prose_draft.add(draft, rest)
        return True

    def _strong_line(self, block: Block) -> bool:
        """Take a line for a draft whose strong words are followed by a date."""
        line = prose_lines.read(block.text) if block.strong else None
        if line is None or line.title.strip(" :") != block.strong.strip(" :,.–-") or self.in_other:
            return False
        self._entry(line, block)
        return True

    def _line(self, block: Block) -> bool:
        """Take an entry of a list with a date in it, or with a date to come, for a draft."""
        is_awaiting = self.open is not None and self.open.strong and not self.open.is_dated
        if is_awaiting or (block.sort == "para" and len(block.text) > prose_heads.LISTED) or self.in_other:
            return False
        line = prose_lines.read(block.text)
        if line and (self.in_events or prose_when.is_firm(line.when)):
            self._entry(line, block)
            return True
        is_listed = self.in_events or (self.open is not None and self.open.is_line)
        later = prose_lines.undated(block.text) if block.sort == "bullet" and is_listed else None
        if later:
            self._entry(later, block)
        return later is not None

    def _where(self, block: Block) -> bool:
        """Take a paragraph below a line with a date for where it is, and what happens."""
        draft = self.open
        if draft is None or not (draft.is_line and draft.is_bare) or block.sort != "para" or prose_when.cut(block.text):
            return False
        place, rest = prose_paras.where(block.text)
        if not place or "venue" in draft.keyed:
            return False
        draft.keyed["venue"], draft.is_bare = place, False
        if rest:
            prose_draft.add(draft, rest)
        return True

    def _para(self, block: Block) -> bool:
        """Take a paragraph of a letter for a draft: a longer one with a date, or one without among those that have one."""
        is_awaiting = self.open is not None and self.open.strong and not self.open.is_dated
        if block.sort != "para" or is_awaiting or self.in_other:
            return False
        is_listed = self.in_events or not self.found or self.found[-1].is_line
        line = prose_paras.dated(block.text) if len(block.text) > prose_heads.LISTED else None
        line = line or (prose_paras.undated(block.text) if is_listed else None)
        if line is None:
            return False
        self._entry(line, block)
        self.found[-1].is_bare = self.found[-1].is_entry = False
        return True

    def _entry(self, line: prose_lines.Line, block: Block) -> None:
        """Begin a draft of a line; two such lines in a row are a list."""
        is_list = self.open is not None and self.open.is_line and self.open.is_bare
        draft = Draft(prose_draft.title_of(line.title), listed_as_event=True, is_line=True)
        draft.is_entry = block.sort == "bullet" or is_list
        if is_list and self.open:
            self.open.is_entry = True
        prose_draft.fill(draft, line)
        self.start(draft)

    def _of_day(self, block: Block) -> bool:
        """Take what stands under a heading that is a day for an event of that day."""
        timed = prose_when.cut_time(plain.sentences(block.text)[0])
        if self.open and not timed and block.sort == "para":
            return False
        first = plain.sentences(block.text)[0]
        rest = block.text[len(first) :]
        line = prose_lines.read(f"{self.day} - {timed[0]} {timed[2]}. {rest}" if timed else f"{self.day} - {block.text}")
        if line is None:
            return False
        draft = Draft(prose_draft.title_of(line.title), listed_as_event=True, is_line=True)
        prose_draft.fill(draft, line)
        draft.keyed["date"] = f"{self.day}, {timed[1]}" if timed else self.day
        self.start(draft)
        return True

    def _belongs(self, block: Block) -> None:
        """Put words into the open draft; a sentence that dates something makes a draft of its own, or is told as loose."""
        if letters.GREETING.match(block.text):
            return
        if self.open is not None:
            self.open.is_bare = False
        if self.open is not None and self.open.is_entry and not prose_draft.is_question(block.text):
            self._beside_list(block)
            return
        is_apart = prose_when.cut(block.text) or prose_when.shuts(block.text)
        if self.open is not None and not (self.open.is_line and block.sort == "para" and is_apart):
            prose_draft.add(self.open, block.text)
            return
        if not self.found and not self.in_other:
            prose_draft.add(self.headline, block.text)
        for sentence in plain.sentences(block.text):
            found = prose_when.cut(sentence)
            if found is None and prose_when.shuts(sentence):
                self.loose.append(sentence)
            if found is None or self.in_other:
                continue
            if self.open is None and headers.guess(sentence.split(":")[0]) in ("date", "starts"):
                self.loose.append(sentence)  # the date of something that was not understood
                continue
            title = prose_lines.subject(sentence, block.marked)
            if title and prose_when.is_firm(found[1]) and not prose_when.SHUT.search(sentence):
                draft = Draft(prose_draft.title_of(title), body=[block.text], listed_as_event=True, is_line=True, is_bare=False)
                if place := prose_paras.place_in(sentence, title):
                    draft.keyed["venue"] = place
                self.start(draft)
                return
            if self.in_events or self.found or prose_when.is_firm(found[1]):
                self.loose.append(sentence)
