"""Files of prose as blocks: plain text, Markdown, web pages, Word; what stands round a letter is taken off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kiosk.record import record
from kiosk.store.sources import (
    announcement_docx,
    blocks,
    harvest,
    html_blocks,
    in_a_row,
    kinds,
    letters,
    plain,
    slips,
    text_blocks,
)
from kiosk.store.sources.blocks import Block

_WRITTEN = ("txt", "text", "md", "markdown")
"""Files whose every word people wrote: what e-mails say at their head names the year, too."""
_LONGEST = 1_000_000
"""Characters that are read; a saved web page of a newsletter has a tenth."""


class Error(harvest.Error):
    """A file without prose."""


@record
class Prose:
    """The blocks of a text, all that it says about years, names that were taken for a signature."""

    blocks: tuple[Block, ...]
    said: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()


def read(data: bytes, name: str, notices: list[str]) -> Prose:
    """Read a file, with the names of months and weekdays put right and that told."""
    if data.startswith(b"PK"):
        told = [(b, *slips.righted(b.text)) for b in announcement_docx.blocks(data, name)]
        notices += dict.fromkeys(note for _, _, notes in told for note in notes)
        return _of_blocks([replace(block, text=text) for block, text, _ in told])
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Error(f"{name} is a binary file, not an announcement; give {kinds.READ}.")
    return of_text(plain.decode(data), name, notices)


def of_text(text: str, name: str, notices: list[str], subject: str = "") -> Prose:
    """Read text as what the name of its file or its beginning says that it is; the subject of a mail goes before its own."""
    if len(text) > _LONGEST:
        raise Error(f"{name} is longer than any announcement (1 MB); give the part of it that announces something.")
    text, told = slips.righted(text)
    notices += told
    ending = kinds.extension(name)
    head = text[:2000].lower()
    is_written = ending in _WRITTEN
    try:
        if ending in ("html", "htm", "xhtml") or "<html" in head or head.lstrip().startswith("<!doctype html"):
            made = html_blocks.of_html(text)
        elif ending in ("md", "markdown"):
            made = html_blocks.of_markdown(text)
        elif ending not in ("txt", "text") and re.search(r"<(?:p|div|br|h1)\b", head):
            made = html_blocks.of_html(text)
        else:
            letter = _titled(letters.read(text_blocks.lines(text)), subject)
            made = text_blocks.of_lines(letter.lines, has_title=bool(letter.subject))
            return _prose(made, letter, text if is_written else "")
    except RecursionError:
        raise Error(f"{name} is nested beyond reason; give its text as .txt.") from None
    return _of_blocks(made, text if is_written else "", subject)


def _of_blocks(made: Sequence[Block], said: str = "", subject: str = "") -> Prose:
    """Take off what stands round a letter whose paragraphs are blocks already."""
    letter = _titled(letters.read([b.text for b in made], is_apart=False), subject)
    return _prose([replace(b, text=line) for b, line in zip(made, letter.lines, strict=True) if line], letter, said)


def _titled(letter: letters.Letter, subject: str) -> letters.Letter:
    return replace(letter, subject=letters.named(subject)) if subject else letter


def _prose(made: Sequence[Block], letter: letters.Letter, said: str) -> Prose:
    head = [Block("heading", letter.subject, level=blocks.SUBJECT)] if letter.subject else []
    found = in_a_row.blocks([*head, *made])
    return Prose(tuple(found), (*(b.text for b in found), said), letter.signed)
